package train

import (
	"fmt"
	"maps"
	"math"
	"slices"

	fs "github.com/caselobby/caselobby/matching/fellegisunter"
)

// estimate is a session at work: the pairs, grouped by what was seen of them,
// and the parameters so far.
type estimate struct {
	use        []int // comparisons that take part
	share      float64
	m, u       [][]float64
	bm, bu     [][]float64 // what the model held before
	keep       map[int]bool
	mBounds    []bounds
	uBounds    []bounds
	learnU     bool
	shrink     float64
	seen       map[string]float64
	groups     []group
	posterior  []float64 // of each group
	logs, sums [][]float64
	other      [][]float64
}

// group is all pairs of which the same was seen.
type group struct {
	levels []int8  // of the comparisons in use; −1 is Null
	bits   float64 // frequency adjustments
	n      float64
}

func newEstimate[T any](m fs.Model[T], rule fs.Rule[T], s *settings) (*estimate, error) {
	out, bits, err := implied(m, rule)
	if err != nil {
		return nil, err
	}
	e := &estimate{share: fs.Probability(fs.Bits(m.Prior) + bits), learnU: s.LearnU, shrink: s.Shrink, seen: map[string]float64{}, keep: map[int]bool{}}
	for i, c := range m.Comparisons {
		if len(c.Levels) > math.MaxInt8 {
			return nil, fmt.Errorf("%w: comparison %q has more than %d levels", ErrTrain, c.Name, math.MaxInt8)
		}
		e.m = append(e.m, each(c.Levels, mOf))
		e.u = append(e.u, each(c.Levels, uOf))
		e.mBounds = append(e.mBounds, s.boundsM(c.Name, c.Levels))
		e.uBounds = append(e.uBounds, s.boundsU(c.Name, c.Levels))
		e.keep[i] = s.keep[c.Name]
		if !out[i] {
			e.use = append(e.use, i)
		}
	}
	if len(e.use) == 0 {
		return nil, fmt.Errorf("%w: rule %q leaves no comparison to estimate", ErrTrain, rule.Name)
	}
	e.bm, e.bu = clone(e.m), clone(e.u)
	return e, nil
}

// implied returns which comparisons a rule takes part in, and the bits of the levels
// that every pair of its blocks has reached.
func implied[T any](m fs.Model[T], rule fs.Rule[T]) (comparisons map[int]bool, bits float64, err error) {
	comparisons = map[int]bool{}
	for _, a := range rule.Agrees {
		i := slices.IndexFunc(m.Comparisons, func(c fs.Comparison[T]) bool { return c.Name == a.Comparison })
		if i < 0 {
			return nil, 0, fmt.Errorf("%w: rule %q agrees on comparison %q, which the model has not", ErrTrain, rule.Name, a.Comparison)
		}
		comparisons[i] = true
		if a.Level == "" {
			continue
		}
		levels := m.Comparisons[i].Levels
		j := slices.IndexFunc(levels, func(l fs.Level) bool { return l.Code == a.Level })
		if j < 0 {
			return nil, 0, fmt.Errorf("%w: rule %q agrees on level %q of %q, which the model has not", ErrTrain, rule.Name, a.Level, a.Comparison)
		}
		bits += fs.Log2(levels[j].M) - fs.Log2(levels[j].U)
	}
	return comparisons, bits, nil
}

func clone(x [][]float64) [][]float64 {
	out := make([][]float64, len(x))
	for i := range x {
		out[i] = slices.Clone(x[i])
	}
	return out
}

// see adds a pair. The key of a group is its levels, a byte each, and its
// frequency adjustment in whole units of weight.
func see[T any](e *estimate, s *fs.Scorer[T], outcomes []fs.Outcome) {
	key := make([]byte, 0, 64)
	units := 0
	for _, i := range e.use {
		p := s.Part(i, outcomes[i])
		key = append(key, byte(int8(p.Level)))
		units += int(p.Frequency / fs.Resolution)
	}
	key = append(key, byte(units>>24), byte(units>>16), byte(units>>8), byte(units))
	e.seen[string(key)]++
}

// arrange puts the groups in an order that is always the same.
func (e *estimate) arrange() {
	for _, key := range slices.Sorted(maps.Keys(e.seen)) {
		g := group{levels: make([]int8, len(e.use)), n: e.seen[key]}
		for k := range e.use {
			g.levels[k] = int8(key[k])
		}
		t := key[len(e.use):]
		units := int32(t[0])<<24 | int32(t[1])<<16 | int32(t[2])<<8 | int32(t[3])
		g.bits = float64(units) * fs.Resolution
		e.groups = append(e.groups, g)
	}
	e.seen = nil
	e.logs, e.sums, e.other = clone(e.m), clone(e.m), clone(e.m)
	e.posterior = make([]float64, len(e.groups))
}

// iterate does one step of expectation and one of maximisation and returns the
// largest change of a parameter.
func (e *estimate) iterate() float64 {
	e.expect()
	return e.maximise()
}

func (e *estimate) expect() {
	for _, i := range e.use {
		for j := range e.logs[i] {
			e.logs[i][j] = fs.Log2(e.m[i][j]) - fs.Log2(e.u[i][j])
			e.sums[i][j], e.other[i][j] = 0, 0
		}
	}
	prior := fs.Bits(e.share)
	for k := range e.groups {
		g := &e.groups[k]
		w := prior + g.bits
		for at, level := range g.levels {
			if level >= 0 {
				w += e.logs[e.use[at]][level]
			}
		}
		e.posterior[k] = fs.Probability(w)
	}
}

func (e *estimate) maximise() float64 {
	matches, total := 0., 0.
	for k := range e.groups {
		g := &e.groups[k]
		match := float64(g.n * e.posterior[k])
		matches += match
		total += g.n
		for at, level := range g.levels {
			if level >= 0 {
				e.sums[e.use[at]][level] += match
				e.other[e.use[at]][level] += g.n - match
			}
		}
	}
	share := min(max(matches/total, 1e-12), 1-1e-12)
	change := max(share-e.share, e.share-share)
	e.share = share
	for _, i := range e.use {
		if e.keep[i] {
			continue
		}
		change = max(change, adopt(e.m[i], e.within(e.mBounds[i], e.sums[i], e.bm[i])))
		if e.learnU {
			change = max(change, adopt(e.u[i], e.within(e.uBounds[i], e.other[i], e.bu[i])))
		}
	}
	return change
}

// within returns the shares as far as they may move.
func (e *estimate) within(b bounds, count, before []float64) []float64 {
	p := shares(count, before, e.shrink)
	if p != nil {
		b.hold(p)
	}
	return p
}

// adopt replaces parameters and returns the largest change.
func adopt(old, now []float64) (change float64) {
	for j := range now {
		change = max(change, now[j]-old[j], old[j]-now[j])
		old[j] = now[j]
	}
	return change
}

// result returns the estimates of the comparisons that took part and were
// comparable in some pair.
func (e *estimate) result(p [][]float64) [][]float64 {
	out := make([][]float64, len(p))
	for _, i := range e.use {
		seen := 0.
		for j := range e.sums[i] {
			seen += e.sums[i][j]
		}
		if seen > 0 {
			out[i] = slices.Clone(p[i])
		}
	}
	return out
}
