package evaluate

import (
	"errors"
	"math"

	"github.com/caselobby/caselobby/matching/fellegisunter"
)

// Recalibration corrects probabilities without changing their order. In bits of
// log-odds,
//
//	W' = Slope·W + Shift
//
// with Slope > 0 (J. Platt, "Probabilistic Outputs for Support Vector Machines",
// 1999). A slope below 1 takes back over-confidence, as arises where fields that
// depend on one another are counted as if they did not. It is two numbers, kept
// as JSON.
type Recalibration struct {
	Slope float64 `json:"slope"`
	Shift float64 `json:"shift"` // bits
}

// none leaves probabilities as they are.
var none = Recalibration{Slope: 1}

// ErrRecalibrate is returned when predictions cannot be corrected without
// changing their order, are too few, or hold what is no number.
var ErrRecalibrate = errors.New("evaluate: cannot recalibrate")

// Recalibrate returns the correction that gives the predictions the least log
// loss, found by Newton's method. Hold back predictions to test it on. Evidence
// is shrunk by Platt's rule (a match counts as (n+1)/(n+2) and a non-match as
// 1/(n+2)) so that perfectly separated predictions do not become certainties.
// Predictions that are all alike tell no slope, and it stays 1.
func Recalibrate(ps []Prediction) (Recalibration, error) {
	f, ok := newFit(ps)
	if !ok {
		return none, ErrRecalibrate
	}
	r := Recalibration{Slope: 1, Shift: f.centre}
	loss := f.loss(r)
	for range 50 {
		slope, shift, ok := f.step(r)
		if !ok || max(math.Abs(slope), math.Abs(shift)) < 1e-9 {
			break
		}
		better := false
		for size := 1.; size > 1e-9 && !better; size /= 2 { // from far out a step is millions of bits
			next := Recalibration{r.Slope + float64(size*slope), r.Shift + float64(size*shift)}
			if l := f.loss(next); l < loss {
				r, loss, better = next, l, true
			}
		}
		if !better {
			break
		}
	}
	r.Shift -= float64(r.Slope * f.centre)
	if !(r.Slope > 0) || math.IsInf(r.Slope, 0) || math.IsNaN(r.Shift) {
		return none, ErrRecalibrate
	}
	return r, nil
}

// Bits returns the corrected log-odds.
func (r Recalibration) Bits(w float64) float64 { return float64(r.Slope*w) + r.Shift }

// Probability returns the corrected probability. 0 and 1 stay as they are.
func (r Recalibration) Probability(p float64) float64 {
	return fellegisunter.Probability(r.Bits(fellegisunter.Bits(p)))
}

// Apply returns the predictions with corrected probabilities.
func (r Recalibration) Apply(ps []Prediction) []Prediction {
	out := make([]Prediction, len(ps))
	for i, p := range ps {
		out[i] = Prediction{r.Probability(p.Probability), p.Match}
	}
	return out
}

// fit is predictions as log-odds and what they should have been. The log-odds are told
// from their centre: there slope and shift hardly depend on one another, and not at all
// where all predictions are alike.
type fit struct {
	bits, targets []float64
	centre        float64
}

func newFit(ps []Prediction) (fit, bool) {
	matches := 0.
	for _, p := range ps {
		if p.Match {
			matches++
		}
	}
	others := float64(len(ps)) - matches
	hit, miss := (matches+1)/(matches+2), 1/(others+2)
	f := fit{bits: make([]float64, len(ps)), targets: make([]float64, len(ps))}
	for i, p := range ps {
		f.bits[i] = fellegisunter.Bits(min(max(p.Probability, sure), 1-sure))
		f.targets[i] = miss
		if p.Match {
			f.targets[i] = hit
		}
	}
	f.toCentre()
	return f, matches > 0 && others > 0 && !math.IsNaN(f.centre)
}

// toCentre tells the log-odds from their mean, which of equal ones is exactly their
// value.
func (f *fit) toCentre() {
	if len(f.bits) == 0 {
		return
	}
	first := f.bits[0]
	sum := 0.
	for _, w := range f.bits {
		sum += w - first
	}
	f.centre = first + sum/float64(len(f.bits))
	for i := range f.bits {
		f.bits[i] -= f.centre
	}
}

// loss returns the log loss in nats: with x the corrected log-odds in nats, that
// of a target t is ln(1+e^x) − t·x.
func (f fit) loss(r Recalibration) float64 {
	sum := 0.
	for i, w := range f.bits {
		x := r.Bits(w) * math.Ln2
		sum += max(x, 0) + math.Log1p(math.Exp(-math.Abs(x))) - float64(f.targets[i]*x)
	}
	return sum
}

// step returns Newton's step.
func (f fit) step(r Recalibration) (slope, shift float64, ok bool) {
	var ga, gb, aa, ab, bb float64
	for i, w := range f.bits {
		q := 1 / (1 + math.Exp(-r.Bits(w)*math.Ln2))
		d, h := q-f.targets[i], q*(1-q)*math.Ln2
		ga += float64(d * w)
		gb += d
		aa += float64(h * w * w)
		ab += float64(h * w)
		bb += h
	}
	aa, bb = aa+1e-12, bb+1e-12
	det := float64(aa*bb) - float64(ab*ab)
	if !(det > 0) {
		return 0, 0, false
	}
	return (float64(ab*gb) - float64(bb*ga)) / det, (float64(ab*ga) - float64(aa*gb)) / det, true
}
