package train

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
)

func TestADecisionIsBelievedAsFarAsItIsProbable(t *testing.T) {
	for _, c := range []struct {
		name        string
		shown       shown
		least, most float64
	}{
		{"what is sure already stays sure", shown{[]float64{.999}, .001, 0}, .999, 1},
		{"what is as likely as not is believed", shown{[]float64{.5, .1}, .4, 0}, .9, .99},
		{"what is unlikely and taken against what was suggested is believed in part", shown{[]float64{.05}, .95, 0}, .5, .9},
		{"the second of two who are alike", shown{[]float64{.49, .48}, .03, 1}, .95, .999},
		{"what is next to impossible is not", shown{[]float64{.9999, 1e-6}, .0001, 1}, 0, .001},
		{"nor is nobody where somebody is certain", shown{[]float64{.9999}, .0001, Nobody}, 0, .01},
		{"nobody where nobody is likely", shown{[]float64{.1}, .9, Nobody}, .95, 1},
		{"nobody where nobody was listed", shown{nil, 1, Nobody}, 1, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			right, taken := newNoise().judge(&c.shown, "")
			require.GreaterOrEqual(t, right, c.least)
			require.LessOrEqual(t, right, c.most)
			require.Greater(t, taken, 0.)
			require.LessOrEqual(t, taken, 1+1e-12)
		})
	}
}

func TestTheChancesOfAllAnswersAddUpToOne(t *testing.T) {
	for _, of := range []shown{{[]float64{.5, .3}, .2, 0}, {[]float64{.1}, .9, 0}, {nil, 1, 0}} {
		sum := 0.
		for of.chosen = Nobody; of.chosen < len(of.clients); of.chosen++ {
			_, taken := newNoise().judge(&of, "")
			sum += taken
		}
		require.InDelta(t, 1, sum, 1e-12)
	}
}

// officer returns how somebody decides who takes this answer a hundred times where the
// first is likely, and that one where nobody is.
func officer(likely, unlikely int) *noise {
	n := newNoise()
	for range 20 {
		var t tally
		for range 100 {
			t.add(n, &shown{[]float64{.6, .1}, .3, likely}, "amy")
			t.add(n, &shown{[]float64{.01}, .99, unlikely}, "amy")
		}
		n = t.noise()
	}
	return n
}

func TestOfficersAreKnownByHowTheyDecide(t *testing.T) {
	require.Greater(t, officer(0, 0).of("amy")[takesFirst], .6, "the first, however unlikely")
	nobody := officer(Nobody, Nobody).of("amy")
	require.Greater(t, nobody[takesNobody], 2*nobody[takesFirst])
	against := officer(1, Nobody)
	require.Less(t, against.of("amy")[asSuggested], .1)
	require.Equal(t, against.all, against.of("ben"), "of whom nothing is known, what is known of all")
	none := tally{}
	require.Equal(t, usually, none.noise().all)
}

func TestAnOfficerWhoTakesTheFirstIsBelievedLess(t *testing.T) {
	shown := shown{[]float64{.3, .2}, .5, 0}
	usual, _ := newNoise().judge(&shown, "amy")
	known, _ := officer(0, 0).judge(&shown, "amy")
	require.Greater(t, usual, .9)
	require.Less(t, known, .5, "little more than was said anyhow")
}

func TestABelievedRulingMovesEverything(t *testing.T) {
	r := matching.Ranking{
		Clients: []matching.Match{{ID: "A", Probability: .5, Group: 1}, {ID: "B", Probability: .45, Group: 1}, {ID: "C", Probability: .2, Related: .4}},
		None:    .3, Absent: .2, Missed: .1,
	}
	n := newNoise()
	t.Run("for a client", func(t *testing.T) {
		b := n.believe(&r, &Ruling{Client: "A"})
		require.Greater(t, b.clients[0], .9)
		require.Greater(t, b.clients[1], .8, "a row that may be the same person goes along")
		require.Less(t, b.clients[2], .05)
		require.Greater(t, b.known, .97)
	})
	t.Run("for nobody", func(t *testing.T) {
		b := n.believe(&r, &Ruling{})
		require.Less(t, b.clients[0], .1)
		require.InDelta(t, .2/.3*b.right, 1-b.known, 1e-12, "some of whom a search has missed")
		require.InDelta(t, .4/.8*(1-b.clients[2]), b.relatives, 1e-12)
	})
	t.Run("for a relative", func(t *testing.T) {
		require.Equal(t, 1., n.believe(&r, &Ruling{Relative: "C"}).relatives)
	})
	t.Run("for a client who is not listed", func(t *testing.T) {
		b := n.believe(&r, &Ruling{Client: "Z"})
		require.Nil(t, b.shown)
		require.Equal(t, []float64{.5, .45, .2}, b.clients)
	})
	t.Run("none", func(t *testing.T) {
		require.InDelta(t, .8, n.believe(&r, nil).known, 1e-12)
	})
}
