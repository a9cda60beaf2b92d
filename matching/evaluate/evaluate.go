// Package evaluate measures whether probabilities are true and decisions right:
// reliability tables, Brier score, log loss and calibration error of
// probabilities; precision, recall and F1 of thresholds and clusters; the same
// for a lobby, where each query has at most one right answer; and a
// [Recalibration] that makes probabilities honest without changing their order.
//
// Everything is a pure function of its arguments.
package evaluate

import (
	"math"
	"slices"

	"github.com/caselobby/caselobby/matching/fellegisunter"
)

// Prediction is a probability that was given and what turned out.
type Prediction struct {
	Probability float64
	Match       bool
}

// sure is as near to 0 and 1 as a probability counts in a log loss: one certain
// mistake must not outweigh everything else, and no register of people bears out
// more than one in a thousand million.
const sure = 1e-9

// Loss returns the log loss in nats of giving the probability p to what
// happened.
func Loss(p float64) float64 {
	return -fellegisunter.Log2(min(max(p, sure), 1-sure)) * math.Ln2
}

// chance is the probability that the prediction gave to what happened.
func (p Prediction) chance() float64 {
	if p.Match {
		return p.Probability
	}
	return 1 - p.Probability
}

// LogLoss returns the mean of −ln of the probability given to what happened: 0
// is perfect, 0.693 is what saying one half always gets. Probabilities count as
// at least 1e-9. No predictions give NaN, as in the other means.
func LogLoss(ps []Prediction) float64 {
	return mean(ps, func(p Prediction) float64 { return Loss(p.chance()) })
}

// Brier returns the mean squared difference between probability and outcome: 0
// is perfect, 0.25 is what saying one half always gets (G. W. Brier, Monthly
// Weather Review 78, 1950).
func Brier(ps []Prediction) float64 {
	return mean(ps, func(p Prediction) float64 { return (1 - p.chance()) * (1 - p.chance()) })
}

func mean(ps []Prediction, of func(Prediction) float64) float64 {
	sum := 0.
	for _, p := range ps {
		sum += of(p)
	}
	return sum / float64(len(ps))
}

// Bin is one row of a reliability table: the predictions whose probability is
// at least From and below To (the last bin holds To, too).
type Bin struct {
	From, To  float64
	Count     int
	Predicted float64 // mean probability; 0 in an empty bin
	Observed  float64 // share that matched; 0 in an empty bin
}

// Reliability sorts predictions into n bins of equal width. Where probabilities
// are honest, Predicted and Observed agree in every bin.
func Reliability(ps []Prediction, n int) []Bin {
	edges := make([]float64, n+1)
	for i := range edges {
		edges[i] = float64(i) / float64(n)
	}
	return Bands(ps, edges...)
}

// Bands sorts predictions into bins between edges, given in order: one bin fewer
// than there are edges. What lies outside them is in no bin.
func Bands(ps []Prediction, edges ...float64) []Bin {
	last := len(edges) - 2
	bins := make([]Bin, max(last+1, 0))
	for i := range bins {
		bins[i].From, bins[i].To = edges[i], edges[i+1]
	}
	for _, p := range ps {
		i, at := slices.BinarySearch(edges, p.Probability)
		if !at || i == len(edges)-1 {
			i--
		}
		if i < 0 || i > last {
			continue
		}
		bins[i].add(p)
	}
	return averaged(bins)
}

// add counts a prediction; until the bin is averaged it holds sums.
func (b *Bin) add(p Prediction) {
	b.Count++
	b.Predicted += p.Probability
	if p.Match {
		b.Observed++
	}
}

// averaged turns sums into means.
func averaged(bins []Bin) []Bin {
	for i := range bins {
		if c := float64(bins[i].Count); c > 0 {
			bins[i].Predicted /= c
			bins[i].Observed /= c
		}
	}
	return bins
}

// ECE returns the expected calibration error of a reliability table: the mean
// difference between Predicted and Observed, each bin weighted by its count.
func ECE(bins []Bin) float64 {
	sum, n := 0., 0
	for _, b := range bins {
		sum += float64(b.Count) * math.Abs(b.Predicted-b.Observed)
		n += b.Count
	}
	return sum / float64(n)
}
