package train_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/matching/matchtest"
	"github.com/caselobby/caselobby/matching/train"
	"github.com/caselobby/caselobby/matching/trial"
)

// rankings are those of a matcher of cases at a register.
func rankings(r *trial.Register, cases []trial.Case) func(yield func(matching.Ranking) bool) {
	return func(yield func(matching.Ranking) bool) {
		for _, c := range cases {
			if !yield(r.Ask(c.Person)) {
				return
			}
		}
	}
}

func TestShareOfKnownPeopleIsEstimatedWithoutDecisions(t *testing.T) {
	for _, truth := range []float64{.02, .1, .45, .8, .95} {
		for _, assumed := range []float64{.05, .3, .9} {
			w := matchtest.New(3, 3000)
			m := matching.UK(&matching.Options{PriorKnown: assumed})
			r := trial.Of(m, w, 0)
			cases := slices.Collect(trial.Arrivals(w, 600, matchtest.Mix{Clients: truth, Relatives: .05, Realistic: .9}))
			e := train.Known(rankings(r, cases), assumed)
			known, found := 0., 0.
			for _, c := range cases {
				if len(c.Clients) == 0 {
					continue
				}
				known++
				pool := r.Pool(m.Prepare(c.Person).Ask)
				if slices.ContainsFunc(pool.Clients, func(k matching.Candidate) bool { return slices.Contains(c.Clients, k.ID) }) {
					found++
				}
			}
			require.Equal(t, len(cases), e.Cases)
			require.InDelta(t, known/float64(len(cases)), e.Known, .025, "%g, assumed %g", truth, assumed)
			require.InDelta(t, found/known, e.Found, .04, "what a search misses is expected with caution")
		}
	}
}

func TestCertaintyAndHardlyAnyPriorAreNumbers(t *testing.T) {
	certain := func(yield func(matching.Ranking) bool) {
		_ = yield(matching.Ranking{Absent: 0}) && yield(matching.Ranking{Absent: 1})
	}
	for _, assumed := range []float64{1e-300, .3, 1 - 1e-15} {
		require.InDelta(t, .5, train.Known(certain, assumed).Known, 1e-6, "%g", assumed)
	}
}

func TestNothingIsEstimatedFromNothing(t *testing.T) {
	nobody := func(func(matching.Ranking) bool) {}
	require.Equal(t, train.Share{Known: .2, Found: 1}, train.Known(nobody, .2))
	require.Equal(t, train.Share{Known: .3, Found: 1}, train.Known(nobody, 0), "what the matcher assumes")
	require.Equal(t, train.Share{Known: .3, Found: 1}, train.Known(nobody, 1), "nothing is certain")
}
