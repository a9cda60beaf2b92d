package train

import (
	"fmt"
	"math"

	"github.com/caselobby/caselobby/matching"
)

var errNoMatch = fmt.Errorf("%w: no pair is a match", ErrTrain)

// Adopted says how much of what was learnt is returned.
type Adopted string

// What may be adopted.
const (
	Nothing Adopted = "nothing" // all is as it was untrained
	Shares  Adopted = "shares"  // π and κ as learnt, the parameters untrained
	All     Adopted = "all"     // π, κ and the parameters as learnt
)

// Held is how the cases that were held back speak of what was learnt from the
// others: by how many bits each is likelier, on average, than by what there was.
type Held struct {
	Cases int
	// Shares is the gain of π and κ as learnt over those untrained, and Parameters
	// the gain of the parameters as learnt over those untrained, with their errors
	// (one standard deviation).
	Shares, SharesError         float64
	Parameters, ParametersError float64
}

// split holds back every fifth arrival.
func split(arrivals []Arrival) (taught, held []Arrival) {
	for i := range arrivals {
		if i%5 == 4 {
			held = append(held, arrivals[i])
		} else {
			taught = append(taught, arrivals[i])
		}
	}
	return taught, held
}

// adopt returns what was learnt as far as it does better on the cases held back.
// Ruled cases are judged by how probable the rulings are, others by how probable it
// is that they look as they do.
func (e *stream) adopt(held []Arrival) (Learnt, error) {
	l := e.learnt()
	l.Held.Cases = len(held)
	was := e.base.Parameters()
	type setting struct {
		known, relatives float64
		learnt           bool
	}
	var surprise [3][]float64
	for k, c := range []setting{{usualKnown, usualRelatives, false}, {e.known, e.relatives, false}, {e.known, e.relatives, true}} {
		p := was
		if c.learnt {
			p = l.Parameters
		}
		m, err := matcher(p, c.known, c.relatives)
		if err != nil {
			return l, err
		}
		for i := range held {
			surprise[k] = append(surprise[k], e.likelihood(m, &held[i], c.known))
		}
	}
	l.Held.Shares, l.Held.SharesError = gain(surprise[0], surprise[1])
	l.Held.Parameters, l.Held.ParametersError = gain(surprise[1], surprise[2])
	l.Adopted = All
	if !(l.Held.Parameters > l.Held.ParametersError) {
		l.Adopted, l.Parameters = Shares, was
	}
	return l, nil
}

// likelihood returns in bits how likely an arrival is.
func (e *stream) likelihood(m *matching.UKMatcher, a *Arrival, known float64) float64 {
	r := m.Rank(a.Person, a.Pool)
	if a.Ruling != nil {
		b := e.believe(&r, a.Ruling)
		if b.shown == nil {
			return 0
		}
		_, taken := e.noise.judge(b.shown, a.Ruling.By)
		return math.Log2(taken)
	}
	bits := math.Log2((1 - known) / r.Absent)
	for _, c := range r.Clients {
		if c.Probability < 1 {
			bits -= math.Log2(1 - min(c.Related/(1-c.Probability), 1-1e-12))
		}
	}
	return bits
}

// gain is the mean by which the likelihoods rise, and its standard error.
func gain(before, after []float64) (mean, deviation float64) {
	n := float64(len(before))
	if n == 0 {
		return 0, 0
	}
	square := 0.
	for i := range before {
		mean += after[i] - before[i]
	}
	mean /= n
	for i := range before {
		d := after[i] - before[i] - mean
		square += float64(d * d)
	}
	return mean, math.Sqrt(square) / n
}
