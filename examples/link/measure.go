package main

import (
	"fmt"
	"io"
	"math"

	"github.com/caselobby/caselobby/matching/evaluate"
)

// measure collects what tells how good the answers are. Cases that are not in the truth are
// left out.
type measure struct {
	truth      truth
	queries    []evaluate.Query // one for every case
	missed     int              // cases of clients none of whose rows was compared
	candidates int              // how many were compared
}

func newMeasure(t truth) *measure { return &measure{truth: t} }

func (m *measure) add(a answer) {
	clients, told := m.truth[a.id]
	if !told {
		return
	}
	q := evaluate.Query{Known: len(clients) > 0}
	for _, c := range a.review.Clients {
		q.Candidates = append(q.Candidates, evaluate.Prediction{Probability: c.Probability, Match: clients[c.ID]})
	}
	m.queries = append(m.queries, q)
	m.candidates += a.review.Results
	if q.Known && a.missed {
		m.missed++
	}
}

var thresholds = [...]float64{.5, .9, .99}

// figures are the results of a measure. A figure for which there is no case is NaN.
type figures struct {
	evaluate.Summary
	BlockingRecall float64 // share of the cases of clients for which a row of the client was compared
	Candidates     float64 // compared, per case
	First          float64 // share of the cases of clients for which the first of the list is the person
	ECE            float64 // over the candidates that are written, in ten bins
	Precision      [len(thresholds)]float64
	Recall         [len(thresholds)]float64
	Bands          []evaluate.Bin // of the candidates that are written
}

func (m *measure) figures() figures {
	var f figures
	for i, t := range thresholds {
		f.Summary = evaluate.Queries(m.queries, t)
		f.Precision[i] = ratio(f.At.Right, f.At.Right+f.At.False)
		f.Recall[i] = ratio(f.Found, f.Known)
	}
	f.BlockingRecall = ratio(f.Known-m.missed, f.Known)
	f.Candidates = ratio(m.candidates, f.Queries)
	f.First = ratio(f.Summary.First, f.Known)
	var written []evaluate.Prediction
	for _, q := range m.queries {
		for _, p := range q.Candidates {
			if p.Probability >= leastProbability {
				written = append(written, p)
			}
		}
	}
	f.ECE = evaluate.ECE(evaluate.Reliability(written, 10))
	f.Bands = evaluate.Bands(written, leastProbability, .1, .3, .5, .7, .9, .99, 1)
	return f
}

func ratio(part, whole int) float64 {
	if whole == 0 {
		return math.NaN()
	}
	return float64(part) / float64(whole)
}

// print writes the figures for people.
func (m *measure) print(w io.Writer) {
	f := m.figures()
	p := func(format string, args ...any) { _, _ = fmt.Fprintf(w, format+"\n", args...) }
	p("%-24s%8d", "cases", f.Queries)
	p("%-24s%8d", "of them clients", f.Known)
	p("%-24s%8s", "blocking recall", figure(f.BlockingRecall, 4))
	p("%-24s%8s", "candidates per case", figure(f.Candidates, 1))
	p("%-24s%8s", "right client first", figure(f.First, 4))
	p("%-24s%8s", "log loss per case", figure(f.LogLoss, 4))
	p("%-24s%8s", "Brier score per case", figure(f.Brier, 4))
	p("%-24s%8s", "calibration error (ECE)", figure(f.ECE, 4))
	p("%-24s%8d, of which %d not both the person", "two clients above 0.5", f.Crowded, f.Mixed)
	p("\n%-14s%12s%12s", "at least", "precision", "recall")
	for i, t := range thresholds {
		p("%-14.2f%12s%12s", t, figure(f.Precision[i], 4), figure(f.Recall[i], 4))
	}
	p("\n%-14s%12s%12s%12s", "probability", "pairs", "said", "true")
	for _, b := range f.Bands {
		said, right := b.Predicted, b.Observed
		if b.Count == 0 {
			said, right = math.NaN(), math.NaN()
		}
		p("%-14s%12d%12s%12s", fmt.Sprintf("%.3g to %.2g", b.From, b.To), b.Count, figure(said, 4), figure(right, 4))
	}
}

// figure writes a number, or a dash for NaN.
func figure(x float64, places int) string {
	if math.IsNaN(x) {
		return "–"
	}
	return decimal(x, places)
}
