package matching_test

import (
	_ "embed"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/matching/names"
	"github.com/caselobby/caselobby/matching/normalise"
)

//go:embed testdata/forms.txt
var formRows string

// Two forms of a forename with a common surname and one date of birth are the client, two
// forenames of one culture are not. Bars are for all pairs of the list and for those that
// no table has.
func TestFormsOfForenamesAreRatedPossible(t *testing.T) {
	const bar, celtic, taken = .85, .60, .03
	bars := map[string]float64{"Irish": celtic, "Welsh": celtic}
	for line := range strings.Lines(formRows) {
		if line[0] == '#' {
			continue
		}
		culture, list, _ := strings.Cut(line, ":")
		t.Run(culture, func(t *testing.T) {
			var listed, unlisted, other share
			var heads []string
			for pair := range strings.FieldsSeq(list) {
				a, b, _ := strings.Cut(pair, "/")
				heads = append(heads, a)
				is := formsOfOne(a, b)
				listed.add(is)
				if !inTable(a, b) {
					unlisted.add(is)
				}
			}
			for i, a := range heads {
				for j := i + 1; j < len(heads); j += 13 { // a sample is enough
					if b := heads[j]; a != b && !inTable(a, b) {
						other.add(formsOfOne(a, b))
					}
				}
			}
			t.Logf("forms: %d pairs, %.3f; of them in no table %d, %.3f; different names: %d pairs, %.4f taken for one",
				listed.of, listed.get(), unlisted.of, unlisted.get(), other.of, other.get())
			least := bar
			if b, ok := bars[culture]; ok {
				least = b
			}
			require.GreaterOrEqual(t, listed.of, 60)
			require.GreaterOrEqual(t, unlisted.of, 60)
			require.GreaterOrEqual(t, listed.get(), least)
			require.GreaterOrEqual(t, unlisted.get(), least)
			require.LessOrEqual(t, other.get(), taken)
		})
	}
}

// formsOfOne reports whether two people of one surname and date of birth are rated
// possible or better. Among Smiths, that alone does not make them so.
func formsOfOne(a, b string) bool {
	const born = "14/07/1987"
	all, _ := others().review(person(a, "", "Smith", born), person(b, "", "Smith", born))
	return all[0].Place > 0 && all[0].Rating.AtLeast(matching.Possible)
}

func inTable(a, b string) bool {
	t := names.All()
	id := func(name string) names.ID { return t.ID(strings.ToUpper(normalise.Fold(name))) }
	return t.Relation(id(a), id(b)) != names.Unrelated
}

// share counts how many of a number something holds for.
type share struct{ n, of int }

func (s *share) add(holds bool) {
	s.of++
	if holds {
		s.n++
	}
}

func (s *share) get() float64 { return float64(s.n) / float64(s.of) }
