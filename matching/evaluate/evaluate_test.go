package evaluate_test

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching/evaluate"
	"github.com/caselobby/caselobby/matching/fellegisunter"
)

func said(p float64, match bool) evaluate.Prediction {
	return evaluate.Prediction{Probability: p, Match: match}
}

func TestScoresOfProbabilities(t *testing.T) {
	for _, c := range []struct {
		name           string
		ps             []evaluate.Prediction
		brier, logLoss float64
	}{
		{"certain and right", []evaluate.Prediction{said(1, true), said(0, false)}, 0, 0},
		{"saying one half", []evaluate.Prediction{said(.5, true), said(.5, false)}, .25, math.Ln2},
		{"sure and half wrong", []evaluate.Prediction{said(.9, true), said(.9, false)}, (.01 + .81) / 2, -(math.Log(.9) + math.Log(.1)) / 2},
		{"certain and wrong counts, and stays finite", []evaluate.Prediction{said(1, false)}, 1, 9 * math.Ln10},
	} {
		t.Run(c.name, func(t *testing.T) {
			require.InDelta(t, c.brier, evaluate.Brier(c.ps), 1e-9)
			require.InDelta(t, c.logLoss, evaluate.LogLoss(c.ps), 1e-6)
		})
	}
	require.True(t, math.IsNaN(evaluate.Brier(nil)))
	require.True(t, math.IsNaN(evaluate.LogLoss(nil)))
}

func TestReliabilitySortsIntoBins(t *testing.T) {
	bins := evaluate.Reliability([]evaluate.Prediction{
		said(0, false), said(.05, false), said(.1, true), said(.19, false), said(.95, true), said(1, true),
	}, 10)
	require.Len(t, bins, 10)
	require.Equal(t, 2, bins[0].Count)
	require.InDelta(t, .025, bins[0].Predicted, 1e-12)
	require.InDelta(t, .145, bins[1].Predicted, 1e-12)
	require.Equal(t, .5, bins[1].Observed)
	require.Equal(t, evaluate.Bin{From: .2, To: .3}, bins[2])
	require.Equal(t, 2, bins[9].Count, "certainty is in the last bin")
	require.InDelta(t, (2*.025+2*(.5-.145)+2*.025)/6, evaluate.ECE(bins), 1e-12)
}

func TestBandsSortByTheirBeginnings(t *testing.T) {
	bins := evaluate.Bands([]evaluate.Prediction{
		said(.05, true), said(.1, true), said(.29, false), said(.3, true), said(.5, false), said(.98, true), said(1, true), said(math.NaN(), true),
	}, .1, .3, .9, 1)
	require.Len(t, bins, 3)
	require.Equal(t, evaluate.Bin{From: .1, To: .3, Count: 2, Predicted: .195, Observed: .5}, bins[0], "what is below the first is left out, and what is no number")
	require.Equal(t, evaluate.Bin{From: .3, To: .9, Count: 2, Predicted: .4, Observed: .5}, bins[1])
	require.Equal(t, evaluate.Bin{From: .9, To: 1, Count: 2, Predicted: .99, Observed: 1}, bins[2], "certainty is in the last")
	require.Equal(t, []evaluate.Bin{{From: .2, To: .4}}, evaluate.Bands([]evaluate.Prediction{said(.5, true)}, .2, .4), "what is above the last is, too")
	require.Empty(t, evaluate.Bands([]evaluate.Prediction{said(.5, true)}), "no edges, no bins")
}

func TestThresholds(t *testing.T) {
	ps := []evaluate.Prediction{said(.9, true), said(.8, false), said(.7, true), said(.2, true), said(.1, false)}
	c := evaluate.At(ps, .7, 4)
	require.Equal(t, evaluate.Confusion{Right: 2, False: 1, Missed: 5}, c)
	require.InDelta(t, 2./3, c.Precision(), 1e-12)
	require.InDelta(t, 2./7, c.Recall(), 1e-12)
	require.InDelta(t, .4, c.F1(), 1e-12)
	require.Equal(t, 1., evaluate.At(ps, .95, 0).Precision(), "who says nothing says nothing wrong")
	require.Zero(t, evaluate.At(ps, .95, 0).Recall())
	require.Equal(t, 1., evaluate.Confusion{}.F1())
}

func TestPairwiseCountsPairsOfClusters(t *testing.T) {
	found := []int{1, 1, 1, 2, 2, 3, 4}
	truth := []string{"a", "a", "b", "b", "b", "c", "c"}
	c := evaluate.Confusion{}
	for i := range found {
		for j := range i {
			switch same := found[i] == found[j]; {
			case same && truth[i] == truth[j]:
				c.Right++
			case same:
				c.False++
			case truth[i] == truth[j]:
				c.Missed++
			}
		}
	}
	require.Equal(t, c, evaluate.Pairwise(found, truth))
	require.Equal(t, 1., evaluate.Pairwise(truth, truth).F1())
	require.Panics(t, func() { evaluate.Pairwise(found, truth[1:]) })
	require.Panics(t, func() { evaluate.Pairwise(found[1:], truth) }, "the rest would be left out unseen")
}

func TestLobbyMeasuresQueries(t *testing.T) {
	d := evaluate.Queries([]evaluate.Query{
		{Candidates: []evaluate.Prediction{said(.95, true), said(.03, false)}, Known: true},
		{Candidates: []evaluate.Prediction{said(.6, false), said(.7, true)}, Known: true},
		{Candidates: []evaluate.Prediction{said(.1, false)}},
		{Known: true},
		{},
	}, .9)
	require.Equal(t, 5, d.Queries)
	require.Equal(t, 3, d.Known)
	require.Equal(t, evaluate.Confusion{Right: 1, Missed: 2}, d.At)
	require.Equal(t, 1, d.Found)
	require.InDelta(t, 1./3, d.Recall(), 1e-12)
	require.Equal(t, 2, d.First)
	require.Equal(t, 1, d.Crowded)
	require.Equal(t, 1, d.Mixed)
	require.Equal(t, 1, d.Unlisted)
	ln := math.Log
	require.InDelta(t, -(ln(.95)+ln(.97)+ln(.4)+ln(.7)+ln(.9))/5, d.LogLoss, 1e-9)
	require.InDelta(t, (.0025+.0009+.36+.09+.01)/5, d.Brier, 1e-9)
	require.InDelta(t, -(ln(.95)+ln(.7)+ln(.9))/5, d.Answers, 1e-6, "nobody listed is the answer none, for whoever is not listed")
}

func TestAPersonMayBeInTheRegisterTwice(t *testing.T) {
	d := evaluate.Queries([]evaluate.Query{
		{Candidates: []evaluate.Prediction{said(.6, true), said(.3, true), said(.05, false)}, Known: true},
		{Candidates: []evaluate.Prediction{said(.55, true), said(.51, true)}, Known: true}, // sums above 1 are not refused
		{Candidates: []evaluate.Prediction{said(.2, false), said(.1, true)}, Known: true},
	}, .5)
	require.Equal(t, evaluate.Confusion{Right: 3, Missed: 2}, d.At, "each of them is a decision")
	require.Equal(t, 2, d.Found, "one of them is enough")
	require.Equal(t, 2, d.First)
	require.Equal(t, 1, d.Crowded)
	require.Zero(t, d.Mixed, "both are the person")
	require.InDelta(t, -(math.Log(.9)+0+math.Log(.1))/3, d.Answers, 1e-6)
}

func TestNoQueriesAreNothingToJudgeBy(t *testing.T) {
	d := evaluate.Queries(nil, .5)
	require.True(t, math.IsNaN(d.LogLoss) && math.IsNaN(d.Brier) && math.IsNaN(d.Answers))
	require.Equal(t, 1., d.Recall())
	require.Equal(t, 1., d.At.Precision())
}

// skewed are predictions whose true log-odds are slope·W + shift.
func skewed(seed uint64, n int, slope, shift float64) (ps []evaluate.Prediction) {
	r := rand.New(rand.NewPCG(seed, 1))
	for range n {
		w := r.NormFloat64() * 6
		ps = append(ps, said(fellegisunter.Probability(w), r.Float64() < fellegisunter.Probability(slope*w+shift)))
	}
	return ps
}

func TestRecalibrationFindsWhatIsWrongAndKeepsTheOrder(t *testing.T) {
	for _, c := range []struct{ slope, shift float64 }{{1, 0}, {.6, .5}, {1.7, -2}} {
		r, err := evaluate.Recalibrate(skewed(1, 40_000, c.slope, c.shift))
		require.NoError(t, err)
		require.InDelta(t, c.slope, r.Slope, .06)
		require.InDelta(t, c.shift, r.Shift, .1)
		test := skewed(2, 20_000, c.slope, c.shift)
		after := r.Apply(test)
		require.Less(t, evaluate.ECE(evaluate.Reliability(after, 10)), .015)
		require.LessOrEqual(t, evaluate.LogLoss(after), evaluate.LogLoss(test)+1e-3)
		for i := range 1000 {
			x, y := test[i].Probability, test[i+1].Probability
			require.Equal(t, x < y, after[i].Probability < after[i+1].Probability)
		}
	}
}

func TestRecalibrationRefusesWhatItCannotCorrect(t *testing.T) {
	for name, ps := range map[string][]evaluate.Prediction{
		"nothing":         nil,
		"only matches":    {said(.4, true), said(.6, true)},
		"only others":     {said(.4, false)},
		"the wrong order": skewed(3, 2000, -1, 0),
		"no number":       {said(.4, true), said(.6, false), said(math.NaN(), true)},
	} {
		t.Run(name, func(t *testing.T) {
			r, err := evaluate.Recalibrate(ps)
			require.ErrorIs(t, err, evaluate.ErrRecalibrate)
			require.Equal(t, .3, math.Round(r.Probability(.3)*1e9)/1e9, "what is returned changes nothing")
		})
	}
	r, err := evaluate.Recalibrate([]evaluate.Prediction{said(1, true), said(0, false), said(.9, true), said(.2, false)})
	require.NoError(t, err, "perfect separation is bounded")
	require.Less(t, r.Probability(.9), 1.)
	require.Equal(t, 1., r.Probability(1))
	require.Equal(t, 0., r.Probability(0))
}

// What is said of all alike tells how far it is wrong, and no slope.
func TestPredictionsThatAreAllAlikeAreShifted(t *testing.T) {
	for _, p := range []float64{1e-12, .001, .1, .25, .5, .9, .99, 1 - 1e-12} {
		var ps []evaluate.Prediction
		for i := range 400 {
			ps = append(ps, said(p, i%4 == 0))
		}
		r, err := evaluate.Recalibrate(ps)
		require.NoError(t, err, "%g", p)
		require.Equal(t, 1., r.Slope, "%g", p)
		require.InDelta(t, .25, r.Probability(min(max(p, 1e-9), 1-1e-9)), .003, "%g", p)
	}
}

func TestRecalibrationIsTwoNumbersOfJSON(t *testing.T) {
	b, err := json.Marshal(evaluate.Recalibration{Slope: .75, Shift: -.5})
	require.NoError(t, err)
	require.JSONEq(t, `{"slope":0.75,"shift":-0.5}`, string(b))
}

func Example() {
	ps := []evaluate.Prediction{said(.95, true), said(.9, true), said(.7, false), said(.2, false), said(.1, true)}
	for _, b := range evaluate.Reliability(ps, 2) {
		fmt.Printf("%.1f–%.1f: %d predictions, said %.2f, was %.2f\n", b.From, b.To, b.Count, b.Predicted, b.Observed)
	}
	c := evaluate.At(ps, .9, 1)
	fmt.Printf("Brier %.2f, precision %.2f, recall %.2f\n", evaluate.Brier(ps), c.Precision(), c.Recall())
	// Output:
	// 0.0–0.5: 2 predictions, said 0.15, was 0.50
	// 0.5–1.0: 3 predictions, said 0.85, was 0.67
	// Brier 0.27, precision 1.00, recall 0.50
}
