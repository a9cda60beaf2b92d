package train_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/matching/train"
)

// ranking is of one client, with so probable a match.
func ranking(p float64) matching.Ranking {
	return matching.Ranking{Clients: []matching.Match{{ID: "C-1", Probability: p}}, None: 1 - p, Absent: 1 - p}
}

// decided is n decisions of which a share takes the client, of whom p was said.
func decided(n int, p, known float64) (c train.Counts) {
	for i := range n {
		r := train.Ruling{}
		if float64(i) < float64(n)*known {
			r.Client = "C-1"
		}
		c.Arrive(ranking(p))
		c.Decide(ranking(p), r)
	}
	return c
}

func TestTheShareOfKnownPeopleIsThatOfDecisions(t *testing.T) {
	for _, c := range []struct {
		name        string
		counts      train.Counts
		assumed     *matching.Options
		least, most float64
	}{
		{"nothing decided", train.Counts{}, nil, .3, .3},
		{"nothing decided, something assumed", train.Counts{}, &matching.Options{PriorKnown: .6}, .6, .6},
		{"one decision moves little", decided(1, .99, 1), nil, .3, .45},
		{"nobody of 40", decided(40, .001, 0), nil, .01, .05},
		{"nobody of 500", decided(500, .001, 0), nil, .001, .01},
		{"all of 500", decided(500, .999, 1), nil, .98, .999},
		{"half of 500", decided(250, .999, 1).Plus(decided(250, .001, 0)), nil, .48, .52},
		{"wrong ones are not believed", decided(450, .0001, 0).Plus(decided(50, .0001, 1)), nil, .001, .02},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := c.counts.Options(c.assumed)
			require.GreaterOrEqual(t, o.PriorKnown, c.least-1e-9)
			require.LessOrEqual(t, o.PriorKnown, c.most+1e-9)
			require.NotPanics(t, func() { matching.UK(o) })
		})
	}
}

func TestRelativesAreCountedWhereTheyAreNamed(t *testing.T) {
	none, named := decided(500, .001, 0), train.Counts{}
	for range 500 {
		named.Decide(ranking(.001), train.Ruling{Relative: "C-1"})
	}
	usual := train.Counts{}.Options(nil).Relatives
	require.Less(t, none.Options(nil).Relatives, usual/2)
	require.Greater(t, named.Options(nil).Relatives, 4*usual)
	require.Negative(t, named.Options(&matching.Options{Relatives: -1}).Relatives, "who says that there are none is heard")
	require.Equal(t, []string{"NFA"}, none.Options(&matching.Options{IgnorePostcodes: []string{"NFA"}}).IgnorePostcodes)
}

func TestCountsAddUpAndAreKept(t *testing.T) {
	a, b := decided(30, .8, .5), decided(50, .1, .1)
	sum := a.Plus(b)
	require.InDelta(t, 80, sum.Arrived, 1e-12)
	require.Equal(t, a.Plus(b), b.Plus(a))
	require.Equal(t, a, a.Plus(train.Counts{}))
	kept, err := json.Marshal(sum)
	require.NoError(t, err)
	require.NotContains(t, string(kept), "C-1", "nothing of anybody")
	var back train.Counts
	require.NoError(t, json.Unmarshal(kept, &back))
	require.Equal(t, sum, back)

	before := back
	back.Decide(ranking(.5), train.Ruling{Client: "somebody who was not shown"})
	require.Equal(t, before, back)
	back.Decide(matching.Ranking{}, train.Ruling{})
	_, err = json.Marshal(back)
	require.NoError(t, err, "a decision on an empty ranking leaves them numbers")
}

func TestAHostIsToldWhatDoesNotFit(t *testing.T) {
	for _, c := range []struct {
		name                      string
		counts                    train.Counts
		assumed                   *matching.Options
		arriving, known, surprise bool
	}{
		{"nothing has arrived", train.Counts{}, nil, true, true, true},
		{"too few to tell", decided(20, .9, 0), nil, true, true, true},
		{"as assumed and as said", decided(300, .3, .3), nil, true, true, true},
		{"as said, and not as assumed", decided(400, .02, .02), nil, false, true, true},
		{"more are known than assumed", decided(400, .95, .95), nil, false, true, true},
		{"as told", decided(400, .95, .95), &matching.Options{PriorKnown: .95}, true, true, true},
		{"fewer are known than was said", decided(400, .3, .05), nil, true, false, true},
		{"more are known than was said", decided(400, .3, .8), nil, true, false, false},
		{"sure and wrong", decided(300, .9999, .7).Plus(decided(700, .0001, .1286)), nil, true, true, false},
		{"a few mistakes are no news", decided(300, .999, .97).Plus(decided(700, .001, .01)), nil, true, true, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := c.counts.Fit(c.assumed)
			said := fmt.Sprintf("%+v", f)
			require.Equal(t, c.arriving, f.Arriving.Fits(), said)
			require.Equal(t, c.known, f.Known.Fits(), said)
			require.Equal(t, c.surprise, f.Surprise.Fits() || f.Surprise.Off() < 0, said)
			require.Equal(t, c.arriving && c.known && c.surprise, f.Good())
		})
	}
}
