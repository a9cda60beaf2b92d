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
	use       []int // comparisons that take part
	share     float64
	m, u      []shareOf // by comparison
	learnU    bool
	shrink    float64
	seen      map[string]float64
	groups    []group
	posterior []float64 // of each group
	logs      [][]float64
}

// shareOf is the m or the u of one comparison, by level.
type shareOf struct {
	now, before []float64
	sums        []float64 // pairs at the level, as expected
	bounds      bounds
	keep        bool
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
	e := &estimate{share: fs.Probability(fs.Bits(m.Prior) + bits), learnU: s.LearnU, shrink: s.Shrink, seen: map[string]float64{}}
	for i, c := range m.Comparisons {
		if len(c.Levels) > math.MaxInt8 {
			return nil, fmt.Errorf("%w: comparison %q has more than %d levels", ErrTrain, c.Name, math.MaxInt8)
		}
		of := func(which func(*fs.Level) *float64, b bounds) shareOf {
			before := each(c.Levels, which)
			return shareOf{slices.Clone(before), before, make([]float64, len(before)), b, slices.Contains(s.Keep, c.Name)}
		}
		e.m = append(e.m, of(mOf, s.boundsM(c.Name, c.Levels)))
		e.u = append(e.u, of(uOf, s.boundsU(c.Name, c.Levels)))
		e.logs = append(e.logs, make([]float64, len(c.Levels)))
		if !out[i] {
			e.use = append(e.use, i)
		}
	}
	if len(e.use) == 0 {
		return nil, fmt.Errorf("%w: rule %q leaves no comparison to estimate", ErrTrain, rule.Name)
	}
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
			e.logs[i][j] = fs.Log2(e.m[i].now[j]) - fs.Log2(e.u[i].now[j])
		}
		clear(e.m[i].sums)
		clear(e.u[i].sums)
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
				e.m[e.use[at]].sums[level] += match
				e.u[e.use[at]].sums[level] += g.n - match
			}
		}
	}
	share := min(max(matches/total, 1e-12), 1-1e-12)
	change := abs(share - e.share)
	e.share = share
	for _, i := range e.use {
		change = max(change, e.m[i].learn(e.shrink))
		if e.learnU {
			change = max(change, e.u[i].learn(e.shrink))
		}
	}
	return change
}

// learn takes the shares of the sums, as far as they may move, and returns the largest
// change.
func (s *shareOf) learn(shrink float64) (change float64) {
	p := shares(s.sums, s.before, shrink)
	if s.keep || p == nil {
		return 0
	}
	s.bounds.hold(p)
	for j := range p {
		change = max(change, abs(p[j]-s.now[j]))
	}
	s.now = p
	return change
}

// result returns the estimates of the comparisons that took part and were
// comparable in some pair.
func (e *estimate) result(of []shareOf) [][]float64 {
	out := make([][]float64, len(of))
	for _, i := range e.use {
		if sum(e.m[i].sums) > 0 {
			out[i] = of[i].now
		}
	}
	return out
}
