package train_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching/evaluate"
	fs "github.com/caselobby/caselobby/matching/fellegisunter"
	"github.com/caselobby/caselobby/matching/train"
)

func historicalRules() []fs.Rule[historical] {
	rule := func(name string, keys func(h *historical) []string, agrees ...fs.Agreement) fs.Rule[historical] {
		return fs.Rule[historical]{Name: name, Keys: keys, Agrees: agrees}
	}
	type h = historical
	return []fs.Rule[h]{
		rule("born", func(h *h) []string { return joint(h.born.text) }, agree("born")...),
		rule("postcode", func(h *h) []string { return joint(h.postcode.text) }, agree("postcode")...),
		rule("name", func(h *h) []string { return joint(h.full.text) }, fs.Agreement{Comparison: "name", Level: "full"}),
		rule("name begins", func(h *h) []string { return joint(h.lastPref, head(h.first.text, 1)) }),
		rule("last, outward", func(h *h) []string { return joint(h.last.text, h.outward.text) }),
		rule("last, place", func(h *h) []string { return joint(h.last.text, h.place.text) }),
		rule("last, year", func(h *h) []string { return joint(h.last.text, h.year.text) }),
		rule("first, year, area", func(h *h) []string { return joint(h.first.text, h.year.text, h.area.text) }),
		rule("first, place", func(h *h) []string { return joint(h.first.text, h.place.text) }),
		rule("first, outward", func(h *h) []string { return joint(h.first.text, h.outward.text) }),
		rule("place, outward", func(h *h) []string { return joint(h.place.text, h.outward.text) }),
		rule("place, year, occupation", func(h *h) []string { return joint(h.place.text, h.year.text, h.occupation.text) }),
		rule("rare words", func(h *h) (keys []string) {
			for _, t := range h.tokens {
				if t.bits > 10 && len(t.text) > 2 {
					keys = append(keys, t.text)
				}
			}
			return keys
		}),
	}
}

// trainHistorical trains the model on the data without a look at the truth.
func trainHistorical(t *testing.T) ([]historical, *fs.Scorer[historical]) {
	t.Helper()
	records := loadHistorical(t)
	data := fs.Data[historical]{Records: records}
	rules := historicalRules()
	m := historicalModel()
	var err error
	// Sure rules: the same name with the same date or the same postcode.
	m.Prior, err = train.Prior(data, []fs.Rule[historical]{
		{Name: "name, born", Keys: func(h *historical) []string { return joint(h.full.text, h.born.text) }},
		{Name: "name, postcode", Keys: func(h *historical) []string { return joint(h.full.text, h.postcode.text) }},
	}, .3, nil)
	require.NoError(t, err)
	m, err = train.U(m, data, nil)
	require.NoError(t, err)
	m, report, err := train.EM(m, data, rules[:3], nil)
	require.NoError(t, err)
	require.Empty(t, report.Untrained)
	for _, s := range report.Sessions {
		require.True(t, s.Converged, s.Rule)
	}
	scorer, err := fs.New(m)
	require.NoError(t, err)
	return records, scorer
}

func TestHistorical(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("compares 2.5 million pairs")
	}
	records, scorer := trainHistorical(t)
	t.Run("duplicates are found without labels", func(t *testing.T) { duplicates(t, records, scorer) })
	t.Run("a lobby is answered with honest probabilities", func(t *testing.T) { answers(t, records, scorer) })
}

// The best published pairwise F1 is 0.827 (goldenmatch,
// docs/benchmarks/2026-06-09-splink-bakeoff.md); Splink 4.0.16 with the rules of
// its documentation has 0.765.
func duplicates(t *testing.T, records []historical, scorer *fs.Scorer[historical]) {
	data := fs.Data[historical]{Records: records}
	people := make([]string, len(records))
	for i := range records {
		people[i] = records[i].person
	}
	var links []fs.Link
	var predictions []evaluate.Prediction
	var halves [2][]evaluate.Prediction // by person
	listed := 0
	fs.Block(data, historicalRules(), 0).Pairs(func(p fs.Pair) bool {
		a, b := data.Pair(p)
		w := scorer.Prior() + scorer.Weigh(a, b, nil)
		match := a.person == b.person
		if match {
			listed++
		}
		said := evaluate.Prediction{Probability: fs.Probability(w), Match: match}
		predictions = append(predictions, said)
		half := &halves[a.person[len(a.person)-1]%2]
		*half = append(*half, said)
		if w > -12 {
			links = append(links, fs.Link{A: p.A, B: p.B, Bits: w})
		}
		return true
	})
	truth := evaluate.Pairwise(people, people).Right
	require.Equal(t, 303_961, truth)
	t.Logf("%d pairs compared, recall of blocking %.3f", len(predictions), float64(listed)/float64(truth))
	say := func(what string, c evaluate.Confusion) float64 {
		t.Logf("%-32s precision %.4f recall %.4f F1 %.4f", what, c.Precision(), c.Recall(), c.F1())
		return c.F1()
	}
	require.Greater(t, say("pairs at one half", evaluate.At(predictions, .5, truth-listed)), .84)
	require.Greater(t, say("components at 6 bits", evaluate.Pairwise(fs.Components(len(records), links, 6), people)), .88)
	require.Greater(t, say("average linkage at 0 bits", evaluate.Pairwise(fs.Clusters(len(records), links, 0, -6), people)), .89)
	require.Greater(t, say("average linkage at −2 bits", evaluate.Pairwise(fs.Clusters(len(records), links, -2, -6), people)), .92)

	calibrated(t, halves[0], halves[1])
}

// calibrated learns a correction from one half of the people and tests it on the
// other.
func calibrated(t *testing.T, learn, test []evaluate.Prediction) {
	r, err := evaluate.Recalibrate(learn)
	require.NoError(t, err)
	after := r.Apply(test)
	was, is := evaluate.Reliability(test, 10), evaluate.Reliability(after, 10)
	for i, b := range was {
		t.Logf("%.1f–%.1f: %8d said %.3f was %.3f; recalibrated %8d said %.3f was %.3f",
			b.From, b.To, b.Count, b.Predicted, b.Observed, is[i].Count, is[i].Predicted, is[i].Observed)
	}
	t.Logf("slope %.3f shift %.3f; log loss %.4f to %.4f, Brier %.4f to %.4f, ECE %.4f to %.4f", r.Slope, r.Shift,
		evaluate.LogLoss(test), evaluate.LogLoss(after), evaluate.Brier(test), evaluate.Brier(after), evaluate.ECE(was), evaluate.ECE(is))
	require.Less(t, evaluate.LogLoss(after), evaluate.LogLoss(test))
	require.Less(t, evaluate.ECE(is), evaluate.ECE(was))
	require.Less(t, evaluate.ECE(is), .005)
}
