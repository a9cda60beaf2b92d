package train

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/caselobby/caselobby/matching"
	fs "github.com/caselobby/caselobby/matching/fellegisunter"
)

var errNoMatch = fmt.Errorf("%w: no pair is a match", ErrTrain)

// Held is what speaks for what was learnt, one thing after the other. What is not
// adopted is returned as it was.
type Held struct {
	Cases int // that were held back
	// Known and Relatives are one number each and are tested on all cases,
	// Parameters, which are many, and All on those held back.
	Known, Relatives, Parameters Test
	All                          Test // all that was adopted over nothing of it
}

// Test is how something that was learnt does.
type Test struct {
	Gain    float64 // bits by which a case is likelier than by what there was, on average
	Error   float64 // its standard error
	Adopted bool
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

// set is something to rank by.
type set struct {
	parameters       fs.Parameters
	known, relatives float64
}

// adopt returns what was learnt as far as it does better: π, then κ, then the
// parameters, each by more than the error of the comparison, and all together no
// worse on the cases held back than nothing of it. Ruled cases are judged by how
// probable the rulings are, others by how probable it is that they look as they do.
func (e *stream) adopt(held []Arrival) (Learnt, error) {
	l := e.learnt()
	l.Held.Cases = len(held)
	was := set{e.base.Parameters(), usualKnown, usualRelatives}
	now := was
	try := func(t *Test, cases []Arrival, change func(*set)) error {
		next := now
		change(&next)
		var err error
		if t.Gain, t.Error, err = e.gain(now, next, cases); err != nil {
			return err
		}
		if t.Adopted = t.Gain > t.Error; t.Adopted {
			now = next
		}
		return nil
	}
	all := slices.Concat(e.arrivals, held)
	err := errors.Join(
		try(&l.Held.Known, all, func(s *set) { s.known = l.Known }),
		try(&l.Held.Relatives, all, func(s *set) { s.relatives = l.Relatives }),
		try(&l.Held.Parameters, held, func(s *set) { s.parameters = l.Parameters }),
	)
	if err != nil {
		return l, err
	}
	t := &l.Held.All
	if t.Gain, t.Error, err = e.gain(was, now, held); t.Gain < 0 {
		now = was
		l.Held.Known.Adopted, l.Held.Relatives.Adopted, l.Held.Parameters.Adopted = false, false, false
	}
	t.Adopted = l.Held.Known.Adopted || l.Held.Relatives.Adopted || l.Held.Parameters.Adopted
	l.Parameters, l.Known, l.Relatives = now.parameters, now.known, now.relatives
	return l, err
}

// gain returns by how many bits cases are likelier by one set than by another, on
// average, and the standard error of that.
func (e *stream) gain(was, now set, cases []Arrival) (mean, deviation float64, err error) {
	before, err := e.likelihoods(was, cases)
	if err != nil {
		return 0, 0, err
	}
	after, err := e.likelihoods(now, cases)
	if err != nil || len(cases) == 0 {
		return 0, 0, err
	}
	n, square := float64(len(cases)), 0.
	for i := range before {
		mean += (after[i] - before[i]) / n
	}
	for i := range before {
		d := after[i] - before[i] - mean
		square += float64(d * d)
	}
	return mean, math.Sqrt(square) / n, nil
}

// likelihoods returns in bits how likely each arrival is.
func (e *stream) likelihoods(s set, held []Arrival) ([]float64, error) {
	m, err := matching.Trained(s.parameters, &matching.Options{PriorKnown: s.known, Relatives: s.relatives})
	if err != nil {
		return nil, err
	}
	out := make([]float64, len(held))
	for i := range held {
		r := m.Rank(held[i].Person, held[i].Pool)
		out[i] = e.likelihood(&r, held[i].Ruling, s)
	}
	return out, nil
}

// likelihood returns in bits how likely a ruling is; of an arrival that nobody has
// ruled on, how likely the levels are that its candidates have, but for what is the
// same by every set.
func (e *stream) likelihood(r *matching.Ranking, ruling *Ruling, s set) float64 {
	if ruling != nil {
		b := e.noise.believe(r, ruling)
		if b.shown == nil {
			return 0
		}
		_, taken := e.noise.judge(b.shown, ruling.By)
		return math.Log2(taken)
	}
	bits := math.Log2((1-s.known)/r.Absent) - float64(s.relatives*listed*math.Log2E)
	for i := range r.Clients {
		bits -= math.Log2(1 - min(kinship(&r.Clients[i]), 1-1e-12))
	}
	return bits
}
