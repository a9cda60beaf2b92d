package normalise_test

import (
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/caselobby/caselobby/matching/normalise"
)

func TestBytesThatAreNoUTF8AreReadAsWindows1252(t *testing.T) {
	for in, want := range map[string]string{
		"":                  "",
		"José":              "José",
		"Jos\xe9":           "José",
		"O\x92Brien":        "O’Brien",
		"Se\xe1n \x96 Siân": "Seán – Siân", // one name of each encoding
		"\x80\xff":          "€ÿ",
		"a\x9db":            "a\u009db", // a byte that Windows-1252 does not use
		"\xe2\x82":          "â‚",       // a character cut in two
		"\ufffd":            "\ufffd",   // was lost before
	} {
		require.Equal(t, want, normalise.ToUTF8(in), "%q", in)
	}
}

func TestToUTF8ChangesNothingThatCleanSees(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := string(rapid.SliceOfN(rapid.Byte(), 0, normalise.MaxBytes/3).Draw(t, "text"))
		valid := normalise.ToUTF8(s)
		if !utf8.ValidString(valid) || normalise.ToUTF8(valid) != valid || normalise.Clean(valid) != normalise.Clean(s) {
			t.Fatalf("%q becomes %q", s, valid)
		}
	})
}
