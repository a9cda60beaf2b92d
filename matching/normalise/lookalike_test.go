package normalise

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestAWordOfTwoScriptsIsLatin(t *testing.T) {
	for typed, want := range map[string]string{
		"\u0410nn\u0430":                 "ANNA", // А and а of Cyrillic
		"\u041Elena \u0421zarneck":       "OLENA CZARNECK",
		"J\u043Es\u00E9":                 "JOSE",
		"\u0391nna":                      "ANNA",                           // Α of Greek
		"\u041E\u043B\u0435\u043D\u0430": "\u041E\u041B\u0415\u041D\u0410", // Олена
		"\u0421\u0435\u0440\u0430":       "\u0421\u0415\u0420\u0410",       // letters of Cyrillic alone, each drawn as a Latin one
		"I\u0432\u0430\u043D":            "I\u0412\u0410\u041D",            // в is no Latin letter
	} {
		require.Equal(t, want, Fold(typed), typed)
	}
	require.Equal(t, "BD1 3AA", ParsePostcode("\u0412D1 3\u0410A").Unit)
}
