package matching_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/matching/matchtest"
)

func TestShareOfKnownPeopleIsEstimatedWithoutDecisions(t *testing.T) {
	for _, truth := range []float64{.1, .45, .8} {
		people, cases := madeUp(3, 3000, 600, matchtest.Mix{Clients: truth, Relatives: .05, Realistic: .9})
		m := matching.UK(nil)
		r := newRegister(m, people, 100)
		e := m.Estimate(func(yield func(matching.Person, matching.Pool) bool) {
			for _, c := range cases {
				if !yield(c.person, r.pool(m, c.person)) {
					return
				}
			}
		})
		known, found, there := 0., 0., 0.
		for _, c := range cases {
			if len(c.truth) == 0 {
				continue
			}
			known++
			for _, id := range c.truth {
				there++
				for _, k := range r.pool(m, c.person).Clients {
					if k.ID == id {
						found++
					}
				}
			}
		}
		require.Equal(t, len(cases), e.Cases)
		require.InDelta(t, known/float64(len(cases)), e.Known, .02)
		require.InDelta(t, found/there, e.Found, .01)
		again := matching.UK(&matching.Options{Known: e.Known, Found: e.Found})
		require.NotEqual(t, m.Model(), again.Model())
	}
}

func TestNothingIsEstimatedFromNothing(t *testing.T) {
	m := matching.UK(&matching.Options{Known: .2, Found: .9})
	e := m.Estimate(func(func(matching.Person, matching.Pool) bool) {})
	require.Equal(t, matching.Estimate{Known: .2, Found: .9}, e)
}
