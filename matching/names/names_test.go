package names_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching/names"
)

func TestRelationsOfForenames(t *testing.T) {
	for _, c := range []struct {
		name, a, b string
		want       names.Relation
	}{
		{"a nickname", "ELIZABETH", "LIZ", names.Short},
		{"a nickname the other way round", "LIZ", "ELIZABETH", names.Short},
		{"two spellings", "MOHAMMED", "MUHAMMAD", names.Spelling},
		{"a Somali spelling", "MAXAMED", "MOHAMED", names.Spelling},
		{"a Polish pet form", "KATARZYNA", "KASIA", names.Short},
		{"a Welsh form", "DAFYDD", "DAVID", names.Short},
		{"an Irish spelling", "NIAMH", "NEVE", names.Spelling},
		{"two short forms of one name do not follow", "LIZ", "BETH", names.Unrelated},
		{"what Ron is short for does not follow", "AARON", "RONALD", names.Unrelated},
		{"Ron is Aaron's", "AARON", "RON", names.Short},
		{"Ron is Ronald's", "RONALD", "RON", names.Short},
		{"different names", "OLIVIA", "NOAH", names.Unrelated},
		{"a name that is in no table", "ZZYZX", "NOAH", names.Unrelated},
		{"two names that are in no table", "ZZYZX", "ZZYZY", names.Unrelated},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := names.Forenames()
			require.Equal(t, c.want, f.Relation(f.ID(c.a), f.ID(c.b)))
		})
	}
}

func TestRelationsOfSurnames(t *testing.T) {
	s := names.Surnames()
	require.Equal(t, names.Spelling, s.Relation(s.ID("CLARK"), s.ID("CLARKE")))
	require.Equal(t, names.Spelling, s.Relation(s.ID("CHOWDHURY"), s.ID("CHAUDHRY")))
	require.Equal(t, names.Unrelated, s.Relation(s.ID("CLARK"), s.ID("SMITH")))
}

func TestRelatedNamesShareARootOrAreOne(t *testing.T) {
	f := names.Forenames()
	roots := func(n string) string { return " " + strings.Join(append(f.Roots(n), n), " ") + " " }
	for _, pair := range [][2]string{
		{"LIZ", "ELIZABETH"}, {"MUHAMMAD", "MOHAMED"}, {"BILL", "WILLIAM"}, {"KASIA", "KATARZYNA"}, {"HETTY", "HESTER"},
	} {
		shared := false
		for _, r := range strings.Fields(roots(pair[0])) {
			shared = shared || strings.Contains(roots(pair[1]), " "+r+" ")
		}
		require.True(t, shared, "%s and %s", pair[0], pair[1])
	}
	require.LessOrEqual(t, len(f.Roots("CHRIS")), names.MaxRoots)
	require.Contains(t, f.Roots("CHRISTOPHER"), "CHRIS", "the name that more are related with is the root")
	require.Empty(t, f.Roots("ZZYZX"))
}
