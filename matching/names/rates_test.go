package names

import (
	_ "embed"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

//go:embed testdata/romanised.csv
var romanisedRows string

// What is measured on forms that are not in the tables, by culture: the share of
// pairs of one row that are recognised, with the tables and by the rules alone,
// and the share of pairs of two rows that are taken for one name. The bars stand a
// little below what was measured, so that a change for the worse is seen.
func TestRatesOnFormsFromElsewhere(t *testing.T) {
	bars := map[string]struct{ recognised, byRule float64 }{
		"Persian": {.95, .85},
		"Turkish": {.88, .74},
		"Tamil":   {.80, .70},
		"Russian": {.88, .80},
	}
	rows := map[string][][]string{}
	for _, line := range records(romanisedRows) {
		culture, list, _ := strings.Cut(line, ",")
		rows[culture] = append(rows[culture], strings.Fields(list))
	}
	require.ElementsMatch(t, slices.Collect(maps.Keys(bars)), slices.Collect(maps.Keys(rows)))
	for culture, bar := range bars {
		t.Run(culture, func(t *testing.T) {
			var same, other tally
			for i, row := range rows[culture] {
				same.addWithin(row)
				for _, further := range rows[culture][i+1:] {
					other.add(row[0], further[0])
					other.add(row[len(row)-1], further[len(further)-1])
				}
			}
			t.Logf("forms: %d pairs, %.3f recognised, %.3f by rule; different names: %d pairs, %.4f taken for one",
				same.pairs, same.share(same.related), same.share(same.byRule), other.pairs, other.share(other.related))
			require.GreaterOrEqual(t, same.share(same.related), bar.recognised)
			require.GreaterOrEqual(t, same.share(same.byRule), bar.byRule)
			require.LessOrEqual(t, other.share(other.related), .02)
		})
	}
}

// tally counts pairs of names and those that are recognised as forms of one.
type tally struct{ pairs, related, byRule int }

func (c *tally) addWithin(row []string) {
	for i, a := range row {
		for _, b := range row[:i] {
			c.add(a, b)
		}
	}
}

func (c *tally) add(a, b string) {
	if a == b {
		return
	}
	x, y := Prepare(a), Prepare(b)
	c.pairs++
	if Related(a, b, x, y) != Unrelated {
		c.related++
	}
	if Related(a, b, Word{Code: x.Code}, Word{Code: y.Code}) != Unrelated {
		c.byRule++
	}
}

func (c *tally) share(n int) float64 { return float64(n) / float64(c.pairs) }
