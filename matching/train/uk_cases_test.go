package train_test

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/matching/evaluate"
	"github.com/caselobby/caselobby/matching/matchtest"
	"github.com/caselobby/caselobby/matching/train"
)

// stream is a register and the cases that arrive at it.
type stream struct {
	clients  []matching.Parsed
	arrivals []train.Arrival
	truth    [][]string
}

func newStream(seed uint64, clients, cases int, mix matchtest.Mix) stream {
	w := matchtest.New(seed, clients)
	m := matching.UK(nil)
	var s stream
	var people []matching.Candidate
	index := map[matching.Key][]int{}
	for c := range w.Clients() {
		s.clients = append(s.clients, matching.Parse(c.Person))
		for _, k := range m.Prepare(c.Person).Keys {
			index[k] = append(index[k], len(people))
		}
		people = append(people, matching.Candidate{ID: c.ID, Profile: m.Prepare(c.Person).Profile})
	}
	for c := range w.Cases(cases, mix) {
		pool := matching.Pool{Size: clients}
		var found []int
		for _, k := range m.Prepare(c.Person).Keys {
			carrier := matching.KeyCount{Key: k, Clients: len(index[k]), Truncated: len(index[k]) > 200}
			if pool.Counts = append(pool.Counts, carrier); !k.CountOnly() && !carrier.Truncated {
				found = append(found, index[k]...)
			}
		}
		slices.Sort(found)
		for _, i := range slices.Compact(found) {
			pool.Clients = append(pool.Clients, people[i])
		}
		slices.SortFunc(pool.Clients, func(a, b matching.Candidate) int { return cmp.Compare(a.ID, b.ID) })
		s.arrivals = append(s.arrivals, train.Arrival{Person: c.Person, Pool: pool})
		s.truth = append(s.truth, c.Clients)
	}
	return s
}

// judge returns the log loss per case, and precision and recall at 0.9.
func (s stream) judge(m matching.Matcher) (loss float64, at evaluate.Confusion) {
	for i, a := range s.arrivals {
		right := 0
		for _, c := range m.Rank(m.Prepare(a.Person), a.Pool).Clients {
			p := evaluate.Prediction{Probability: min(max(c.Probability, 1e-9), 1-1e-9), Match: slices.Contains(s.truth[i], c.ID)}
			loss += evaluate.LogLoss([]evaluate.Prediction{p})
			switch {
			case p.Probability >= .9 && p.Match:
				at.Right++
				right++
			case p.Probability >= .9:
				at.False++
			}
		}
		at.Missed += len(s.truth[i]) - right
	}
	return loss / float64(len(s.arrivals)), at
}

// What is learnt from cases that nobody has decided is no worse on other cases
// of the same kind, and where the forms are not as the defaults expect, better.
func TestUKLearnsFromCasesThatNobodyHasDecided(t *testing.T) {
	for _, c := range []struct {
		name    string
		clients int
		mix     matchtest.Mix
		loss    float64 // of that untrained, at most
	}{
		{"everyday", 4000, matchtest.Everyday(), 1},
		{"a small register", 300, matchtest.Everyday(), 1.02},
		{"nearly everybody is new", 4000, matchtest.Mix{Clients: .1, Relatives: .1, Realistic: .9}, 1},
		{"nearly everybody is known", 4000, matchtest.Mix{Clients: .9, Relatives: .02, Realistic: .9}, 1},
		{"a third are relatives", 4000, matchtest.Mix{Clients: .33, Relatives: .33, Realistic: .8}, 1},
		{"forms by those who hardly know the person", 4000, matchtest.Mix{Clients: .45, Relatives: .1, Hard: 1}, .9},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newStream(21, c.clients, 1600, c.mix)
			later := s
			s.arrivals, s.truth = s.arrivals[:800], s.truth[:800]
			later.arrivals, later.truth = later.arrivals[800:], later.truth[800:]
			l, err := train.UK(s.clients, s.arrivals, &train.Options{Pairs: 300_000})
			require.NoError(t, err)
			require.True(t, l.Converged, "last change %g", l.Change)
			known := 0.
			for _, ids := range s.truth {
				if len(ids) > 0 {
					known++
				}
			}
			require.InDelta(t, known/float64(len(s.truth)), l.Known, .03)
			require.Greater(t, l.Found, .98)
			require.InEpsilon(t, l.Known/float64(c.clients), l.Parameters.Prior, 1e-9)
			m, err := matching.Trained(l.Parameters, &matching.Options{Known: l.Known, Found: l.Found})
			require.NoError(t, err)
			before, was := later.judge(matching.UK(nil))
			after, is := later.judge(m)
			t.Logf("log loss %.4f, was %.4f; at 0.9 precision %.4f, was %.4f; recall %.4f, was %.4f",
				after, before, is.Precision(), was.Precision(), is.Recall(), was.Recall())
			require.LessOrEqual(t, after, c.loss*before)
			require.GreaterOrEqual(t, is.Precision(), .985)
			require.GreaterOrEqual(t, is.Recall(), was.Recall()-.01)
		})
	}
}

func TestUKLearnsTheSameEveryTime(t *testing.T) {
	s := newStream(22, 500, 200, matchtest.Everyday())
	stages := map[string]bool{}
	learn := func() train.Learnt {
		l, err := train.UK(s.clients, s.arrivals, &train.Options{Progress: func(s train.Step) error {
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
	s := newStream(23, 500, 300, matchtest.Everyday())
	l, err := train.UK(s.clients, s.arrivals, &train.Options{Keep: []string{"phone"}})
	require.NoError(t, err)
	base := matching.UKModel().Complete().Parameters()
	doubtful := 0
	for i, c := range base.Comparisons {
		for j, was := range c.Levels {
			is, name := l.Parameters.Comparisons[i].Levels[j], c.Name+"/"+was.Code
			switch {
			case c.Name == "phone" || slices.Contains(matching.Tied(), name):
				require.Equal(t, was, is, name)
			case slices.Contains(matching.Doubtful(), name):
				doubtful++
				require.LessOrEqual(t, is.M, was.M, name)
			}
			if slices.Contains([]string{"name", "NI number", "e-mail"}, c.Name) {
				require.Equal(t, was.U, is.U, name)
			}
		}
	}
	require.Len(t, matching.Doubtful(), doubtful, "every one of them is a level")
	for _, name := range matching.Doubtful() {
		require.NotEqual(t, "equal", strings.Split(name, "/")[1], "equal values are not in doubt")
	}

	alone, err := train.UK(nil, s.arrivals, nil)
	require.NoError(t, err)
	for i, c := range base.Comparisons {
		for j, was := range c.Levels {
			require.Equal(t, was.U, alone.Parameters.Comparisons[i].Levels[j].U, "no clients, no new u")
		}
	}
}

func TestUKSaysWhatItCannotDo(t *testing.T) {
	s := newStream(24, 50, 20, matchtest.Everyday())
	_, err := train.UK(s.clients, nil, nil)
	require.ErrorIs(t, err, train.ErrTrain)
	_, err = train.UK(nil, []train.Arrival{{Person: s.arrivals[0].Person}}, nil)
	require.ErrorIs(t, err, train.ErrTrain, "nobody to compare with")
	enough := errors.New("enough")
	for _, stage := range []string{"u", "rank", "em"} {
		_, err = train.UK(s.clients, s.arrivals, &train.Options{Progress: func(s train.Step) error {
			if s.Stage == stage {
				return enough
			}
			return nil
		}})
		require.ErrorIs(t, err, enough, stage)
	}
}
