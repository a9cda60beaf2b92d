package names_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching/names"
)

func related(a, b string) names.Relation {
	return names.Related(a, b, names.Prepare(a), names.Prepare(b))
}

func TestFormsOfOneName(t *testing.T) {
	for _, c := range []struct {
		what, a, b string
		want       names.Relation
	}{
		{"an Iranian and an Arab spelling", "HUSSEIN", "HOSEIN", names.Spelling},
		{"long vowels of an Indian name", "DEEPAK", "DIPAK", names.Spelling},
		{"a Turkish and a French spelling", "YUSUF", "YUSSEF", names.Spelling},
		{"a Ukrainian name and its English form", "YULIIA", "JULIA", names.Spelling},
		{"an Irish name and its English spelling", "DIARMUID", "DERMOT", names.Spelling},
		{"a Yoruba name and its short form", "OLUSEGUN", "SEGUN", names.Short},
		{"names of a woman and a man", "SAMIR", "SAMIRA", names.Unrelated},
		{"names that rhyme", "ELLA", "BELLA", names.Unrelated},
		{"names one letter apart", "ZAIN", "ZAID", names.Unrelated},
		{"short names of one consonant", "ALI", "ELI", names.Unrelated},
		{"a French woman's name", "DANIEL", "DANIELLE", names.Unrelated},
	} {
		t.Run(c.what+": "+c.a+", "+c.b, func(t *testing.T) {
			require.Equal(t, c.want, related(c.a, c.b))
			require.Equal(t, c.want, related(c.b, c.a), "the other way round")
		})
	}
}
