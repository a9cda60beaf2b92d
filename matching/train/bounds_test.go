package train_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	fs "github.com/caselobby/caselobby/matching/fellegisunter"
	"github.com/caselobby/caselobby/matching/train"
)

// bounded trains one comparison of three levels with so many matches at each.
func bounded(t *testing.T, before [3]float64, seen [3]int, o *train.Options) (m [3]float64) {
	t.Helper()
	model := plantedModel()
	model.Comparisons = model.Comparisons[:1]
	for j := range before {
		model.Comparisons[0].Levels[j].M = before[j]
	}
	learnt, err := train.Levels(model, func(yield func(train.Graded, error) bool) {
		for j, n := range seen {
			for range n {
				if !yield(train.Graded{Levels: []string{model.Comparisons[0].Levels[j].Code}, Match: 1}, nil) {
					return
				}
			}
		}
	}, o)
	require.NoError(t, err)
	for j, l := range learnt.Comparisons[0].Levels {
		m[j] = l.M
	}
	return m
}

func TestEstimatesStayWithinTheirBounds(t *testing.T) {
	before := [3]float64{.8, .15, .05}
	for _, c := range []struct {
		name        string
		keep, doubt []string
		seen        [3]int
		want        [3]float64
	}{
		{"unbounded", nil, nil, [3]int{50, 25, 25}, [3]float64{.5, .25, .25}},
		{"a comparison is kept", []string{"field 0"}, nil, [3]int{50, 25, 25}, before},
		{"a level is kept and the others share the rest", []string{"field 0/close"}, nil, [3]int{50, 25, 25}, [3]float64{.85 * 2 / 3, .15, .85 / 3}},
		{"what is in doubt does not rise", nil, []string{"field 0/else"}, [3]int{50, 25, 25}, [3]float64{.95 * 2 / 3, .95 / 3, .05}},
		{"what is in doubt may fall", nil, []string{"field 0/else"}, [3]int{98, 1, 1}, [3]float64{.98, .01, .01}},
		{"nor does it rise because another is held", nil, []string{"field 0/else", "field 0/close"}, [3]int{5, 1, 94}, [3]float64{.8, .15, .05}},
		{"another field's bounds are no matter", []string{"field 1"}, []string{"field 1/else"}, [3]int{50, 25, 25}, [3]float64{.5, .25, .25}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := bounded(t, before, c.seen, &train.Options{Shrink: -1, Keep: c.keep, Doubt: c.doubt})
			require.InDeltaSlice(t, c.want[:], got[:], 1e-12)
		})
	}
}

func TestEstimatesMoveNoFurtherThanTheyMay(t *testing.T) {
	before := [3]float64{.8, .15, .05}
	for _, c := range []struct {
		name string
		move float64
		seen [3]int
		want [3]float64
	}{
		{"within", 2, [3]int{80, 10, 10}, [3]float64{.8, .1, .1}},
		{"no further up", 2, [3]int{50, 25, 25}, [3]float64{.6, .3, .1}},
		{"no further down", 2, [3]int{98, 1, 1}, [3]float64{.9, .075, .025}},
		{"not at all", 1, [3]int{1, 1, 98}, before},
		{"anywhere", 0, [3]int{1, 1, 98}, [3]float64{.01, .01, .98}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := bounded(t, before, c.seen, &train.Options{Shrink: -1, Move: c.move})
			require.InDeltaSlice(t, c.want[:], got[:], 1e-9)
		})
	}
}

func TestEMKeepsBoundsToo(t *testing.T) {
	d := plant(13, 800, 0)
	before := plantedModel().Complete().Comparisons[1].Levels
	free, _ := trainPlanted(t, d, &train.Options{Shrink: -1})
	require.Greater(t, free.Comparisons[1].Levels[1].M, before[1].M, "or the bound would be none")
	m, _ := trainPlanted(t, d, &train.Options{Shrink: -1, Doubt: []string{"field 1/close"}, Keep: []string{"field 2/close"}})
	require.InDelta(t, before[1].M, m.Comparisons[1].Levels[1].M, 1e-12)
	require.InDelta(t, plantedModel().Complete().Comparisons[2].Levels[1].M, m.Comparisons[2].Levels[1].M, 1e-12)
}

func TestURarelySeenFollowsWhatItRefersTo(t *testing.T) {
	d := plant(14, 400, 0)
	model := plantedModel()
	c := &model.Comparisons[0]
	c.Levels = append([]fs.Level{{Code: "never", U: 1e-6, Reference: "equal"}}, c.Levels...)
	plain := c.Compare
	c.Compare = func(a, b *planted) fs.Outcome {
		o := plain(a, b)
		o.Level++
		return o
	}
	before := model.Complete().Comparisons[0].Levels
	m, err := train.U(model, d, &train.Options{Least: 20, Shrink: -1})
	require.NoError(t, err)
	after := m.Comparisons[0].Levels
	require.NotEqual(t, before[1].U, after[1].U)
	require.InEpsilon(t, before[0].U/before[1].U, after[0].U/after[1].U, 1e-9)
	m, err = train.U(model, d, &train.Options{Least: 20, Shrink: -1, Keep: []string{c.Name + "/never"}})
	require.NoError(t, err)
	require.Equal(t, before[0].U, m.Comparisons[0].Levels[0].U)
	m, err = train.U(model, d, &train.Options{Least: math.MaxInt})
	require.NoError(t, err)
	require.Equal(t, before, m.Comparisons[0].Levels, "too few pairs teach nothing")
}
