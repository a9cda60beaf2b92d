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
// changing their order, or are too few.
var ErrRecalibrate = errors.New("evaluate: cannot recalibrate")

// Recalibrate returns the correction that gives the predictions the least log
// loss, found by Newton's method. Hold back predictions to test it on. Evidence
// is shrunk by Platt's rule (a match counts as (n+1)/(n+2) and a non-match as
// 1/(n+2)) so that perfectly separated predictions do not become certainties.
func Recalibrate(ps []Prediction) (Recalibration, error) {
	var matches, others float64
	for _, p := range ps {
		if p.Match {
			matches++
		} else {
			others++
		}
	}
	if matches == 0 || others == 0 {
		return none, ErrRecalibrate
	}
	hit, miss := (matches+1)/(matches+2), 1/(others+2)
	r := none
	loss := r.loss(ps, hit, miss)
	for range 100 {
		slope, shift, ok := r.step(ps, hit, miss)
		if !ok {
			break
		}
		next, better := r, false
		for size := 1.; size > 1e-9 && !better; size /= 2 {
			next = Recalibration{r.Slope + size*slope, r.Shift + size*shift}
			l := next.loss(ps, hit, miss)
			if better = l < loss; better {
				loss = l
			}
		}
		if !better {
			break
		}
		r = next
	}
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

// bounded returns the log-odds of a prediction, finite.
func (p Prediction) bounded() float64 {
	return fellegisunter.Bits(min(max(p.Probability, sure), 1-sure))
}

func target(p Prediction, hit, miss float64) float64 {
	if p.Match {
		return hit
	}
	return miss
}

func (r Recalibration) loss(ps []Prediction, hit, miss float64) float64 {
	sum := 0.
	for _, p := range ps {
		q, t := fellegisunter.Probability(r.Bits(p.bounded())), target(p, hit, miss)
		sum += float64(t*Loss(q)) + float64((1-t)*Loss(1-q))
	}
	return sum
}

// step returns Newton's step.
func (r Recalibration) step(ps []Prediction, hit, miss float64) (slope, shift float64, ok bool) {
	var ga, gb, aa, ab, bb float64
	for _, p := range ps {
		w := p.bounded()
		q := fellegisunter.Probability(r.Bits(w))
		d, h := q-target(p, hit, miss), q*(1-q)*math.Ln2
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
	return float64(ab*gb-bb*ga) / det, float64(ab*ga-aa*gb) / det, true
}
