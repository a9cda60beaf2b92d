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
	Cases                        int  // that were held back
	Known, Relatives, Parameters Test // of π on all cases, of κ on all decided ones, of the parameters on those held back
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

// adopt returns what was learnt as far as it does better, by more than the error of
// the comparison: π, then κ, which are a number each, on all cases, and then the
// parameters, which are many, on those held back. Better is: likelier. κ is learnt
// from rulings alone: without them relatives are as many as the model thinks.
func (e *stream) adopt(held []Arrival) (Learnt, error) {
	all := slices.Concat(e.arrivals, held)
	x, err := e.expect(all)
	if err != nil {
		return e.learnt(), err
	}
	e.known = x.share() // of all cases: those held back are of the same stream
	l := e.learnt()
	l.Held.Cases = len(held)
	now := set{e.base.Parameters(), usualKnown, usualRelatives}
	try := func(t *Test, cases []Arrival, by judging, change func(*set)) error {
		next := now
		change(&next)
		var err error
		if t.Gain, t.Error, err = e.gain(now, next, cases, by); err != nil {
			return err
		}
		if t.Adopted = t.Gain > t.Error; t.Adopted {
			now = next
		}
		return nil
	}
	decided := slices.DeleteFunc(slices.Clone(all), func(a Arrival) bool { return a.Ruling == nil })
	err = errors.Join(
		try(&l.Held.Known, all, judgingKnown(l.Known), func(s *set) { s.known = l.Known }),
		try(&l.Held.Relatives, decided, byRuling, func(s *set) { s.relatives = l.Relatives }),
		try(&l.Held.Parameters, held, byRuling, func(s *set) { s.parameters = l.Parameters }),
	)
	l.Parameters, l.Known, l.Relatives = now.parameters, now.known, now.relatives
	return l, err
}

// judging is by what a set is judged.
type judging bool

const (
	byRuling judging = false // by the rulings alone, where there are any
	byAll    judging = true  // by the rulings, and by what arrives
)

// far is by how many bits of odds a share of known people differs so much that it
// shows in what arrives.
const far = 1.5

// judgingKnown: of a share that is near the usual one, only rulings can tell whether
// it makes probabilities truer, because other things in a model count as much. One
// that is far from it shows long before the rulings do.
func judgingKnown(known float64) judging {
	return judging(abs(fs.Bits(known)-fs.Bits(usualKnown)) >= far)
}

// gain returns by how many bits cases are likelier by one set than by another, on
// average, and the standard error of that.
func (e *stream) gain(was, now set, cases []Arrival, by judging) (mean, deviation float64, err error) {
	before, err := e.likelihoods(was, cases, by)
	if err != nil {
		return 0, 0, err
	}
	after, err := e.likelihoods(now, cases, by)
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
func (e *stream) likelihoods(s set, cases []Arrival, by judging) ([]float64, error) {
	m, err := matcher(s.parameters, s.known, s.relatives)
	if err != nil {
		return nil, err
	}
	out := make([]float64, len(cases))
	for i, a := range cases {
		r := m.Rank(a.Person, a.Pool)
		if a.Ruling != nil {
			out[i] = e.ruling(&r, a.Ruling)
		}
		if a.Ruling == nil || by == byAll {
			out[i] += arriving(&r, s)
		}
	}
	return out, nil
}

// ruling returns in bits how likely a ruling is.
func (e *stream) ruling(r *matching.Ranking, ruling *Ruling) float64 {
	b := e.noise.believe(r, ruling)
	if b.shown == nil {
		return 0
	}
	_, taken := e.noise.judge(b.shown, ruling.By)
	return math.Log2(taken)
}

// arriving returns in bits how likely the levels are that the candidates of an
// arrival have, but for what is the same by every set: the denominator of the
// posterior, and what relatives add to it.
func arriving(r *matching.Ranking, s set) float64 {
	bits := math.Log2((1-s.known)/r.Absent) - float64(s.relatives*listed*math.Log2E)
	for i := range r.Clients {
		bits -= math.Log2(1 - min(kinship(&r.Clients[i]), 1-1e-12))
	}
	return bits
}
