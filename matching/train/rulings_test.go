package train_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/matching/matchtest"
	"github.com/caselobby/caselobby/matching/train"
	"github.com/caselobby/caselobby/matching/trial"
)

// manner is how an officer goes wrong: it chooses among the clients shown, given the
// one who is the person, if any is.
type manner func(r matching.Ranking, right string, d *rand.Rand) string

func anybody(r matching.Ranking, right string, d *rand.Rand) string {
	var others []string
	for _, c := range r.Clients {
		if c.ID != right {
			others = append(others, c.ID)
		}
	}
	if right != "" {
		others = append(others, "")
	}
	if len(others) == 0 {
		return right
	}
	return others[d.IntN(len(others))]
}

func theFirst(r matching.Ranking, _ string, _ *rand.Rand) string {
	if len(r.Clients) == 0 {
		return ""
	}
	return r.Clients[0].ID
}

func theLikeliestOther(r matching.Ranking, right string, _ *rand.Rand) string {
	for _, c := range r.Clients {
		if c.ID != right {
			return c.ID
		}
	}
	return right
}

func asSuggested(r matching.Ranking, right string, d *rand.Rand) string {
	if first := theFirst(r, right, d); first == "" || r.Clients[0].Probability > r.None {
		return first
	}
	return ""
}

func nobody(matching.Ranking, string, *rand.Rand) string { return "" }

// decided are the arrivals as officers decided them, a share of them wrong in a manner.
func (s stream) decided(wrong float64, how manner) []train.Arrival {
	m, d := matching.UK(nil), rand.New(rand.NewPCG(3, 7))
	out := s.arrivals()
	for i, c := range s.cases {
		r := m.Rank(out[i].Person, out[i].Pool)
		right := ""
		if k := slices.IndexFunc(r.Clients, func(m matching.Match) bool { return slices.Contains(c.Clients, m.ID) }); k >= 0 {
			right = r.Clients[k].ID
		}
		if d.Float64() < wrong {
			right = how(r, right, d)
		}
		out[i].Ruling = &train.Ruling{Client: right, By: fmt.Sprint("officer ", i%3)}
	}
	return out
}

// mixOf is the everyday mix with another share of clients. Of those who are none,
// two in eleven are relatives of clients.
func mixOf(known float64) matchtest.Mix {
	m := matchtest.Everyday()
	m.Clients, m.Relatives = known, (1-known)*.18
	return m
}

// Whatever the officers are like, what their decisions teach does no harm to cases
// that they have not decided.
func TestDecisionsThatMayBeWrongDoNoHarm(t *testing.T) {
	t.Parallel()
	careless := matchtest.RealRates()
	careless.Careless = .4
	hurried := mixOf(.45)
	hurried.Hard, hurried.Realistic, hurried.VeryHard = .6, .4, 0
	for _, s := range []struct {
		name   string
		stream stream
		gain   float64 // log loss where all decisions are right, of that untaught, at most
	}{
		{"real rates", streamOf(matchtest.NewWorld(51, 10_000, matchtest.RealRates()), 4500, mixOf(.45)), 1}, // the defaults are of such people: what 400 cases held back cannot tell to be better is not adopted
		{"in a hurry, register as well", streamOf(matchtest.NewWorld(80, 10_000, careless), 4500, hurried), .9},
	} {
		taught, later := s.stream.cut(2000)
		untaught := later.judge(matching.UK(nil))
		for _, c := range []struct {
			name  string
			wrong float64
			how   manner
		}{
			{"all are right", 0, nil},
			{"three in a hundred are wrong", .03, anybody},
			{"one in ten is wrong", .1, anybody},
			{"one in ten finds nobody", .1, nobody},
			{"one in ten takes the first", .1, theFirst},
			{"one in ten takes the likeliest other", .1, theLikeliestOther},
		} {
			t.Run(s.name+", "+c.name, func(t *testing.T) {
				t.Parallel()
				l, err := train.UK(taught.clients, taught.decided(c.wrong, c.how), &train.Options{Pairs: 100_000})
				require.NoError(t, err)
				f := later.judge(trained(t, l))
				t.Logf("wrong %.3f %+v\n%s%s%s", l.Wrong, l.Held, trial.Head, untaught.Row("untaught"), f.Row("taught"))
				require.LessOrEqual(t, f.LogLoss, untaught.LogLoss)
				require.GreaterOrEqual(t, f.Precision(), .99)
				require.InDelta(t, c.wrong, l.Wrong, .07, "as far as it can be told")
				if c.wrong == 0 {
					require.LessOrEqual(t, f.LogLoss, s.gain*untaught.LogLoss, "and right ones do good")
				}
			})
		}
	}
}

// Officers who decide without looking teach no weights.
func TestOfficersWhoDoNotLookTeachLittle(t *testing.T) {
	s, _ := streamOf(matchtest.NewWorld(52, 5_000, matchtest.RealRates()), 1000, mixOf(.45)).cut(1000)
	was := matching.UK(nil).Parameters()
	for name, how := range map[string]manner{"take the first": theFirst, "take anybody": anybody, "take nobody": nobody} {
		t.Run(name, func(t *testing.T) {
			l, err := train.UK(nil, s.decided(1, how), nil)
			require.NoError(t, err)
			require.False(t, l.Held.Parameters.Adopted, "%+v", l.Held)
			require.Equal(t, was.Comparisons, l.Parameters.Comparisons, "untrained")
		})
	}
}

// Nor is what they were shown made any surer by their taking it.
func TestWhatIsTakenBecauseItWasSuggestedDoesNoHarm(t *testing.T) {
	taught, later := streamOf(matchtest.NewWorld(52, 5_000, matchtest.RealRates()), 3000, mixOf(.45)).cut(1500)
	l, err := train.UK(taught.clients, taught.decided(1, asSuggested), &train.Options{Pairs: 100_000})
	require.NoError(t, err)
	was, is := later.judge(matching.UK(nil)), later.judge(trained(t, l))
	require.LessOrEqual(t, is.LogLoss, 1.02*was.LogLoss)
	require.GreaterOrEqual(t, is.Precision(), was.Precision()-.001)
}

func TestOneOfficerWhoDoesNotLookIsToldFromTheOthers(t *testing.T) {
	s, _ := streamOf(matchtest.NewWorld(53, 5_000, matchtest.RealRates()), 1500, mixOf(.3)).cut(1500)
	one := s.decided(0, nil)
	for i, a := range s.decided(1, theFirst) {
		if i%3 == 0 {
			one[i] = a // those of officer 0
		}
	}
	apart, err := train.UK(nil, one, nil)
	require.NoError(t, err)
	wrong, n := 0., 0.
	for i, c := range s.cases {
		n++
		if id := one[i].Ruling.Client; id != "" && !slices.Contains(c.Clients, id) {
			wrong++
		}
	}
	require.InDelta(t, wrong/n, apart.Wrong, .03)
}

// π is learnt from five hundred decisions, from the rulings and from counts of them.
func TestTheShareOfKnownPeopleIsLearntFromDecisions(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ known, precision, off float64 }{{.02, .95, .02}, {.45, .99, .2}, {.95, .99, .03}} {
		t.Run(fmt.Sprint(c.known), func(t *testing.T) {
			t.Parallel()
			taught, later := streamOf(matchtest.NewWorld(71, 10_000, matchtest.RealRates()), 6500, mixOf(c.known)).cut(500)
			arrivals := taught.decided(.03, anybody)
			l, err := train.UK(taught.clients, arrivals, &train.Options{Pairs: 100_000})
			require.NoError(t, err)
			require.InDelta(t, c.known, l.Known, c.off)

			untaught := matching.UK(nil)
			var counts train.Counts
			for _, a := range arrivals {
				r := untaught.Rank(a.Person, a.Pool)
				counts.Arrive(r)
				counts.Decide(r, *a.Ruling)
			}
			require.False(t, counts.Fit(nil).Arriving.Fits(), "the host is told that it is not .3")
			require.True(t, counts.Fit(&matching.Options{PriorKnown: c.known}).Good())
			o := counts.Options(nil)
			require.InDelta(t, c.known, o.PriorKnown, .03)

			was, told := later.judge(untaught), later.judge(matching.UK(&matching.Options{PriorKnown: c.known}))
			for name, m := range map[string]matching.Matcher{"rulings": trained(t, l), "counts": matching.UK(o)} {
				f := later.judge(m)
				t.Logf("%s\n%s%s%s%s", name, trial.Head, was.Row("untaught"), told.Row("told"), f.Row("taught"))
				require.GreaterOrEqual(t, f.Precision(), c.precision)
				require.LessOrEqual(t, f.LogLoss, was.LogLoss*1.01)
				require.LessOrEqual(t, f.ECE, max(.02, told.ECE+.01), "or nearly what the right π has")
			}
		})
	}
}

// A few decisions, and all of them alike, make nothing worse.
func TestAFewDecisionsDoNoHarm(t *testing.T) {
	t.Parallel()
	for _, known := range []float64{0, .3, .95, 1} {
		all := streamOf(matchtest.NewWorld(72, 4_000, matchtest.RealRates()), 2200, mixOf(known))
		_, later := all.cut(200)
		untaught := later.judge(matching.UK(nil))
		for _, n := range []int{40, 200} {
			t.Run(fmt.Sprintf("%d of whom %g are known", n, known), func(t *testing.T) {
				t.Parallel()
				taught, _ := all.cut(n)
				for name, arrivals := range map[string][]train.Arrival{"decided": taught.decided(.03, anybody), "undecided": taught.arrivals()} {
					l, err := train.UK(taught.clients, arrivals, &train.Options{Pairs: 100_000})
					require.NoError(t, err)
					f := later.judge(trained(t, l))
					require.LessOrEqual(t, f.LogLoss, 1.03*untaught.LogLoss, "%s: %+v", name, l.Held)
					require.Positive(t, l.Known)
					require.Less(t, l.Known, 1.)
				}
			})
		}
	}
}
