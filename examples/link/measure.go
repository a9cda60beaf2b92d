package main

import (
	"fmt"
	"io"

	"github.com/caselobby/caselobby/matching/evaluate"
)

// measure is how good the answers are. Cases that the truth does not tell of
// are left out.
type measure struct {
	truth       truth
	cases       int
	clients     int // cases that are clients
	compared    int // of these, a client who is the person was compared
	candidates  int
	first       int // cases whose first client is the person
	at          [len(thresholds)]int
	predictions []evaluate.Prediction // one for every candidate
}

var thresholds = [...]float64{.5, .9, .99}

func newMeasure(t truth) *measure { return &measure{truth: t} }

func (m *measure) add(a answer) {
	clients, told := m.truth[a.id]
	if !told {
		return
	}
	m.cases++
	m.candidates += a.review.Results
	best := 0.
	for i, c := range a.review.Clients {
		right := clients[c.ID]
		m.predictions = append(m.predictions, evaluate.Prediction{Probability: c.Probability, Match: right})
		if right {
			best = max(best, c.Probability)
			if i == 0 {
				m.first++
			}
		}
	}
	if len(clients) == 0 {
		return
	}
	m.clients++
	if !a.missed {
		m.compared++
	}
	for i, t := range thresholds {
		if best >= t {
			m.at[i]++
		}
	}
}

// figures are what a measure comes to.
type figures struct {
	BlockingRecall float64 // cases that are clients, and a client who is them was compared
	Candidates     float64 // compared, per case
	First          float64 // of the cases that are clients, the first in the list is the person
	LogLoss        float64 // per case, added up over its candidates
	Brier          float64 // the same of the squared difference
	ECE            float64 // over the candidates that are written
	Precision      [len(thresholds)]float64
	Recall         [len(thresholds)]float64
	Calibration    []evaluate.Bin
}

// leastSure is as near to 0 or 1 as a probability counts in the log loss, so
// that one certain mistake does not outweigh everything else.
const leastSure = 1e-9

func (m *measure) figures() figures {
	f := figures{
		BlockingRecall: ratio(m.compared, m.clients),
		Candidates:     ratio(m.candidates, m.cases),
		First:          ratio(m.first, m.clients),
	}
	var written []evaluate.Prediction
	for _, p := range m.predictions {
		q := p.Probability
		if q >= leastProbability {
			written = append(written, p)
		}
		if !p.Match {
			q = 1 - q
		}
		f.Brier += (1 - q) * (1 - q) / float64(m.cases)
		f.LogLoss += evaluate.Loss(min(max(q, leastSure), 1-leastSure)) / float64(m.cases)
	}
	f.Calibration = evaluate.Reliability(written, 10)
	f.ECE = evaluate.ECE(f.Calibration)
	for i, t := range thresholds {
		f.Precision[i] = evaluate.At(m.predictions, t, 0).Precision()
		f.Recall[i] = ratio(m.at[i], m.clients)
	}
	return f
}

func ratio(part, whole int) float64 { return float64(part) / float64(max(whole, 1)) }

// print writes the figures for people.
func (m *measure) print(w io.Writer) {
	f := m.figures()
	p := func(format string, args ...any) { _, _ = fmt.Fprintf(w, format+"\n", args...) }
	p("%-24s%8d", "cases", m.cases)
	p("%-24s%8d", "of them clients", m.clients)
	p("%-24s%8.4f", "blocking recall", f.BlockingRecall)
	p("%-24s%8.1f", "candidates per case", f.Candidates)
	p("%-24s%8.4f", "right client first", f.First)
	p("%-24s%8.4f", "log loss per case", f.LogLoss)
	p("%-24s%8.4f", "Brier score per case", f.Brier)
	p("%-24s%8.4f", "calibration error (ECE)", f.ECE)
	p("\n%-12s%12s%12s", "at least", "precision", "recall")
	for i, t := range thresholds {
		p("%-12.2f%12.4f%12.4f", t, f.Precision[i], f.Recall[i])
	}
	p("\n%-12s%12s%12s%12s", "probability", "candidates", "predicted", "true")
	for _, b := range f.Calibration {
		p("%.1f to %-5.1f%12d%12.4f%12.4f", b.From, b.To, b.Count, b.Predicted, b.Observed)
	}
}
