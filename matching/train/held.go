package train

import (
	"fmt"
	"math"
	"slices"

	"github.com/caselobby/caselobby/matching"
	fs "github.com/caselobby/caselobby/matching/fellegisunter"
	"github.com/caselobby/caselobby/matching/internal/uk"
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

// adopt returns what was learnt as far as it does better, by more than the error of
// the comparison: π, then κ with the kinds of relatives, on all cases, and then the
// parameters on those held back. Of π it is twice the error, because it moves every
// probability one way; of the parameters one and a half times, because of so many some
// fit whatever was taught. Better is: likelier. κ is learnt from rulings alone: without
// them relatives are as many as the model thinks.
func (e *stream) adopt(held []Arrival) (Learnt, error) {
	all := slices.Concat(e.arrivals, held)
	x, err := e.expect(all)
	if err != nil {
		return e.learnt(), err
	}
	e.Known = x.share() // of all cases: those held back are of the same stream
	l := e.learnt()
	l.Held.Cases = len(held)
	now := Learnt{Parameters: uk.Model().Complete().Parameters(), Known: usualKnown, Relatives: usualRelatives}

	known := now
	known.Known = l.Known
	if l.Held.Known, err = e.test(now, known, all, judgingKnown(l.Known), 2); l.Held.Known.Adopted {
		now = known
	}
	relatives := now
	relatives.Relatives, relatives.Relations = l.Relatives, l.Relations
	if err == nil {
		l.Held.Relatives, err = e.test(now, relatives, decided(all), byRuling, 1)
	}
	if l.Held.Relatives.Adopted {
		now = relatives
	}
	if err == nil && len(held) >= enoughHeld {
		l.Held.Parameters, err = e.testParameters(now, l.Parameters, held)
	}
	if !l.Held.Parameters.Adopted {
		l.Parameters = now.Parameters
	}
	l.Known, l.Relatives, l.Relations = now.Known, now.Relatives, now.Relations
	return l, err
}

// testParameters tests what was learnt against what there was, by rulings if there are
// enough. How likely arrivals are tells nothing of u, which are the measure of it:
// then it is tested whether the m do better with the u of the register.
func (e *stream) testParameters(was Learnt, learnt fs.Parameters, held []Arrival) (Test, error) {
	now := was
	now.Parameters = learnt
	if ruled := decided(held); len(ruled) >= enoughHeld {
		return e.test(was, now, ruled, byRuling, 1.5)
	}
	was.Parameters = e.base.Parameters()
	return e.test(was, now, held, byRuling, 1.5)
}

// test compares what was with what is learnt on cases. What gains less than so many errors, or less than
// is worthwhile, is not adopted.
func (e *stream) test(was, now Learnt, cases []Arrival, by judging, errors float64) (t Test, err error) {
	t.Gain, t.Error, err = e.gain(was, now, cases, by)
	t.Adopted = err == nil && t.Gain > max(errors*t.Error, worthwhile)
	return t, err
}

func decided(arrivals []Arrival) []Arrival {
	return slices.DeleteFunc(slices.Clone(arrivals), func(a Arrival) bool { return a.Ruling == nil })
}

// worthwhile is the gain in bits below which all stays as it is: whatever changes moves
// every ranking.
const worthwhile = .001

// enoughHeld is how many cases must be held back for parameters to be judged at all.
const enoughHeld = 50

// judging is by what something learnt is judged.
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

// gain returns by how many bits cases are likelier by one than by the other, on
// average, and the standard error of that.
func (e *stream) gain(was, now Learnt, cases []Arrival, by judging) (mean, deviation float64, err error) {
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
func (e *stream) likelihoods(s Learnt, cases []Arrival, by judging) ([]float64, error) {
	m, err := s.matcher()
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
// arrival have, but for what is the same whatever was learnt: the denominator of the
// posterior, and what relatives add to it.
func arriving(r *matching.Ranking, s Learnt) float64 {
	bits := math.Log2((1-s.Known)/r.Absent) - float64(s.Relatives*listed*math.Log2E)
	for i := range r.Clients {
		bits -= math.Log2(1 - min(kinship(&r.Clients[i]), 1-1e-12))
	}
	return bits
}
