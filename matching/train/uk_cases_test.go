package train_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/matching/internal/uk"
	"github.com/caselobby/caselobby/matching/matchtest"
	"github.com/caselobby/caselobby/matching/train"
	"github.com/caselobby/caselobby/matching/trial"
)

// stream is a register and the cases that arrive at it.
type stream struct {
	ids     []string
	rows    map[string]matching.Prepared
	clients []matching.Profile
	cases   []trial.Case
	pool    func(asker matching.Prepared) matching.Pool
}

// streamOf is the cases of a made-up world.
func streamOf(w *matchtest.World, cases int, mix matchtest.Mix) stream {
	m := matching.UK(nil)
	s := stream{rows: map[string]matching.Prepared{}, cases: slices.Collect(trial.Arrivals(w, cases, mix))}
	for c := range w.Clients() {
		row := m.Prepare(c.Person)
		s.ids, s.rows[c.ID], s.clients = append(s.ids, c.ID), row, append(s.clients, row.Profile)
	}
	r := s.register(m)
	s.pool = func(asker matching.Prepared) matching.Pool { return r.Pool(asker.Ask) }
	return s
}

// register is that of the stream, ranked by a matcher.
func (s stream) register(m matching.Matcher) *trial.Register {
	r := trial.NewRegister(ready{m, s.rows}, 0)
	for _, id := range s.ids {
		r.Put(id, matching.Person{Given: id})
	}
	return r
}

// ready has clients prepared once, by their ids: whatever is learnt, they are prepared
// alike, and many matchers are put to the test on one register.
type ready struct {
	matching.Matcher
	clients map[string]matching.Prepared
}

func (r ready) Prepare(p matching.Person) matching.Prepared {
	if row, is := r.clients[p.Given]; is {
		return row
	}
	return r.Matcher.Prepare(p)
}

// arrivals are the cases as training takes them, decided by nobody.
func (s stream) arrivals() (out []train.Arrival) {
	m := matching.UK(nil)
	for _, c := range s.cases {
		asker := m.Prepare(c.Person)
		out = append(out, train.Arrival{Person: asker, Pool: s.pool(asker)})
	}
	return out
}

// cut parts the cases in two.
func (s stream) cut(n int) (first, later stream) {
	first, later = s, s
	first.cases, later.cases = s.cases[:n], s.cases[n:]
	return first, later
}

// judge puts a matcher to the test.
func (s stream) judge(m matching.Matcher) trial.Figures {
	return trial.Run(s.register(m), slices.Values(s.cases))
}

func trained(t *testing.T, l train.Learnt) matching.Matcher {
	t.Helper()
	m, err := matching.Trained(l.Parameters, l.Options(nil))
	require.NoError(t, err)
	return m
}

// What is learnt from cases that nobody has decided is no worse on other cases
// of the same kind, and where the forms are not as the defaults expect, better.
func TestUKLearnsFromCasesThatNobodyHasDecided(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name      string
		registers uint64 // one says little where it is small
		clients   int
		mix       matchtest.Mix
		loss      float64 // of that untrained, at most
	}{
		{"everyday", 1, 4000, matchtest.Everyday(), 1},
		{"small registers", 16, 300, matchtest.Everyday(), 1},
		{"nearly everybody is new", 1, 4000, matchtest.Mix{Clients: .1, Relatives: .1, Realistic: .9}, 1},
		{"nearly everybody is known", 1, 4000, matchtest.Mix{Clients: .9, Relatives: .02, Realistic: .9}, 1},
		{"a third are relatives", 1, 4000, matchtest.Mix{Clients: .33, Relatives: .33, Realistic: .8}, 1},
		{"forms by those who hardly know the person", 1, 4000, matchtest.Mix{Clients: .45, Relatives: .1, Hard: 1}, .9},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			untrained, learnt := 0., 0.
			for seed := range c.registers {
				before, after := learnsUndecided(t, matchtest.New(21+seed, c.clients), c.mix)
				untrained, learnt = untrained+before, learnt+after
			}
			require.LessOrEqual(t, learnt, c.loss*untrained)
		})
	}
}

// learnsUndecided learns from half of the cases of a register, and returns the log loss of
// the others before and after.
func learnsUndecided(t *testing.T, w *matchtest.World, mix matchtest.Mix) (untrained, learnt float64) {
	t.Helper()
	s, later := streamOf(w, 1600, mix).cut(800)
	l, err := train.UK(s.clients, s.arrivals(), &train.Options{Pairs: 100_000})
	require.NoError(t, err)
	before, after := later.judge(matching.UK(nil)), later.judge(trained(t, l))
	t.Logf("%+v known %.3f relatives %.3f\n%s%s%s", l.Held, l.Known, l.Relatives, trial.Head, before.Row("untrained"), after.Row("trained"))
	require.True(t, l.Converged, "last change %g", l.Change)
	known := 0.
	for _, c := range s.cases {
		if len(c.Clients) > 0 {
			known++
		}
	}
	require.InDelta(t, known/float64(len(s.cases)), l.Known, .03)
	require.InEpsilon(t, l.Known/float64(len(s.clients)), l.Parameters.Prior, 1e-9)
	require.GreaterOrEqual(t, after.Precision(), .985)
	require.GreaterOrEqual(t, after.Recall, before.Recall-.01)
	return before.LogLoss, after.LogLoss
}

func TestUKLearnsTheSameEveryTime(t *testing.T) {
	s := streamOf(matchtest.New(22, 500), 200, matchtest.Everyday())
	stages := map[string]bool{}
	learn := func() train.Learnt {
		l, err := train.UK(s.clients, s.arrivals(), &train.Options{Progress: func(s train.Step) error {
			stages[s.Stage] = true
			return nil
		}})
		require.NoError(t, err)
		return l
	}
	require.Equal(t, learn(), learn())
	require.Equal(t, map[string]bool{"u": true, "rank": true, "em": true}, stages)
}

func TestUKLeavesAloneWhatCasesCannotTeach(t *testing.T) {
	s := streamOf(matchtest.New(23, 500), 300, matchtest.Everyday())
	l, err := train.UK(s.clients, s.arrivals(), &train.Options{Keep: []string{"phone"}})
	require.NoError(t, err)
	base := uk.Model().Complete().Parameters()
	doubtful := 0
	for i, c := range base.Comparisons {
		for j, was := range c.Levels {
			is, name := l.Parameters.Comparisons[i].Levels[j], c.Name+"/"+was.Code
			switch {
			case c.Name == "phone" || slices.Contains(uk.Tied(), name):
				require.Equal(t, was, is, name)
			case slices.Contains(uk.Doubtful(), name):
				doubtful++
				require.LessOrEqual(t, is.M, was.M, name)
			}
			if slices.Contains([]string{"name", "NI number", "e-mail"}, c.Name) {
				require.Equal(t, was.U, is.U, name)
			}
		}
	}
	require.Len(t, uk.Doubtful(), doubtful, "every one of them is a level")
	for _, name := range uk.Doubtful() {
		require.NotEqual(t, "equal", strings.Split(name, "/")[1], "equal values are not in doubt")
	}

	alone, err := train.UK(nil, s.arrivals(), nil)
	require.NoError(t, err)
	for i, c := range base.Comparisons {
		for j, was := range c.Levels {
			require.Equal(t, was.U, alone.Parameters.Comparisons[i].Levels[j].U, "no clients, no new u")
		}
	}
}

// Whoever passes for a client makes a level look more frequent, and none less.
func TestWithoutDecisionsWhatIsSeldomMetFallsFurtherThanAnythingRises(t *testing.T) {
	t.Parallel()
	s := streamOf(matchtest.New(26, 2000), 800, matchtest.Everyday())
	moved := func(arrivals []train.Arrival) (fall, rise float64) {
		l, err := train.UK(s.clients, arrivals, &train.Options{Pairs: 100_000})
		require.NoError(t, err)
		for i, c := range uk.Model().Complete().Parameters().Comparisons {
			for j, was := range c.Levels {
				is := l.Parameters.Comparisons[i].Levels[j].M
				fall, rise = max(fall, was.M/is), max(rise, is/was.M)
			}
		}
		return fall, rise
	}
	const alittle = 1e-6
	fall, rise := moved(s.arrivals())
	require.Greater(t, fall, 3.)
	require.LessOrEqual(t, fall, 8+alittle)
	require.LessOrEqual(t, rise, 2+alittle)
	fall, _ = moved(s.decided(0, nil))
	require.LessOrEqual(t, fall, 2+alittle, "decisions may be wrong")
}

func TestWhatAHostHasSetStaysAsItIs(t *testing.T) {
	l := train.Learnt{Known: .4, Relatives: .1, Relations: matching.Relations{Twin: 1}}
	siblings := matching.Relations{Sibling: 1}
	for _, c := range []struct{ set, want matching.Options }{
		{matching.Options{}, matching.Options{PriorKnown: .4, Relatives: .1, Relations: l.Relations}},
		{matching.Options{PriorKnown: .7}, matching.Options{PriorKnown: .7, Relatives: .1, Relations: l.Relations}},
		{matching.Options{Relatives: -1}, matching.Options{PriorKnown: .4, Relatives: -1, Relations: l.Relations}},
		{matching.Options{Relations: siblings}, matching.Options{PriorKnown: .4, Relatives: .1, Relations: siblings}},
		{matching.Options{Waiting: .2}, matching.Options{PriorKnown: .4, Relatives: .1, Relations: l.Relations, Waiting: .2}},
	} {
		require.Equal(t, c.want, *l.Options(&c.set))
	}
	require.Equal(t, .4, l.Options(nil).PriorKnown)
}

// Without a date of birth or a number a stranger of the same name passes for a client
// who has moved: on such cases alone, training made probabilities worse.
func TestCasesThatTellHardlyAnythingTeachNothingUntilTheyAreDecided(t *testing.T) {
	w := matchtest.NewWorld(25, 500, matchtest.RealRates())
	told, hardly := streamOf(w, 200, mixOf(.45)), matchtest.Mix{Clients: .45, Sparse: 1}
	sparse := streamOf(w, 100, hardly)
	want, err := train.UK(told.clients, told.arrivals(), nil)
	require.NoError(t, err)
	got, err := train.UK(told.clients, append(told.arrivals(), sparse.arrivals()...), nil)
	require.NoError(t, err)
	require.Equal(t, want, got)
	_, err = train.UK(told.clients, sparse.arrivals(), nil)
	require.ErrorIs(t, err, train.ErrTrain)
	got, err = train.UK(told.clients, append(told.arrivals(), sparse.decided(0, nil)...), nil)
	require.NoError(t, err)
	require.NotEqual(t, want, got)
	_, err = train.UK(told.clients, sparse.decided(0, nil), nil)
	require.NoError(t, err)
}

func TestUKSaysWhatItCannotDo(t *testing.T) {
	s := streamOf(matchtest.New(24, 50), 20, matchtest.Everyday())
	_, err := train.UK(s.clients, nil, nil)
	require.ErrorIs(t, err, train.ErrTrain)
	_, err = train.UK(nil, []train.Arrival{{Person: s.arrivals()[0].Person}}, nil)
	require.ErrorIs(t, err, train.ErrTrain, "nobody to compare with")
	_, err = train.UK([]matching.Profile{"of", "another version"}, s.arrivals(), nil)
	require.ErrorIs(t, err, train.ErrTrain)
	require.NotContains(t, err.Error(), "another version\"", "what a client is kept as is no part of an error")
	enough := errors.New("enough")
	for _, stage := range []string{"u", "rank", "em"} {
		_, err = train.UK(s.clients, s.arrivals(), &train.Options{Progress: func(s train.Step) error {
			if s.Stage == stage {
				return enough
			}
			return nil
		}})
		require.ErrorIs(t, err, enough, stage)
	}
}
