package train

import (
	"math"
	"slices"

	fs "github.com/caselobby/caselobby/matching/fellegisunter"
)

// bounds are the least and the most that each level of one comparison may be.
type bounds struct{ least, most []float64 }

// boundsOf returns bounds within which everything may rise and fall by these factors, less
// than one being any; except that what is held stays, and what is capped does not rise.
func boundsOf(before []float64, rise, fall float64, held, capped func(level int) bool) bounds {
	b := bounds{make([]float64, len(before)), make([]float64, len(before))}
	for j, p := range before {
		b.most[j] = math.Inf(1)
		if rise >= 1 {
			b.least[j], b.most[j] = p/fall, p*rise
		}
		if capped(j) {
			b.most[j] = p
		}
		if held(j) {
			b.least[j], b.most[j] = p, p
		}
	}
	return b
}

// fixed reports whether a level cannot move.
func (b bounds) fixed(level int) bool { return b.least[level] == b.most[level] }

// hold moves the probabilities p into the bounds: all are scaled alike, and those
// that would leave their bounds stay at them, so that all add up to one. They cannot
// where the most of all is less than one; then each is at its most.
func (b bounds) hold(p []float64) {
	at := func(scale float64) (sum float64) {
		for j := range p {
			sum += b.clip(j, p[j]*scale)
		}
		return sum
	}
	low, high := 0., 1.
	for at(high) < 1 && high < 1e12 {
		high *= 2
	}
	for range 100 {
		if middle := (low + high) / 2; at(middle) < 1 {
			low = middle
		} else {
			high = middle
		}
	}
	for j := range p {
		p[j] = b.clip(j, p[j]*high)
	}
}

func (b bounds) clip(level int, p float64) float64 {
	return min(max(p, b.least[level]), b.most[level])
}

// boundsM returns what Keep, Doubt and Move say of a comparison's m.
func (s *settings) boundsM(name string, levels []fs.Level) bounds {
	return boundsOf(each(levels, mOf), s.Move, s.fall, s.held(name, levels), func(j int) bool { return slices.Contains(s.Doubt, name+"/"+levels[j].Code) })
}

// boundsU returns what Keep says of its u.
func (s *settings) boundsU(name string, levels []fs.Level) bounds {
	return boundsOf(each(levels, uOf), 0, 0, s.held(name, levels), func(int) bool { return false })
}

func (s *settings) held(name string, levels []fs.Level) func(int) bool {
	return func(j int) bool {
		return slices.Contains(s.Keep, name) || slices.Contains(s.Keep, name+"/"+levels[j].Code)
	}
}

// setM writes the shares of every comparison into m as far as it may move.
func setM[T any](m fs.Model[T], c counts, s *settings) {
	for i := range m.Comparisons {
		levels := m.Comparisons[i].Levels
		write(levels, mOf, c[i], s, s.boundsM(m.Comparisons[i].Name, levels))
	}
}

// setU does the same for u. A level that too few pairs reached follows the level
// that it refers to: the two are the chance of one coincidence and a part of it.
func setU[T any](m fs.Model[T], c counts, s *settings) {
	for i := range m.Comparisons {
		name, levels := m.Comparisons[i].Name, m.Comparisons[i].Levels
		before := each(levels, uOf)
		kept := s.held(name, levels)
		rare := func(j int) bool { return c[i][j] < float64(s.Least) }
		write(levels, uOf, c[i], s, boundsOf(before, 0, 0, func(j int) bool { return kept(j) || rare(j) }, func(int) bool { return false }))
		for j := range levels {
			r := slices.IndexFunc(levels, func(l fs.Level) bool { return l.Code == levels[j].Reference })
			if rare(j) && !kept(j) && r >= 0 && before[r] > 0 {
				levels[j].U = before[j] * levels[r].U / before[r]
			}
		}
	}
}

func write(levels []fs.Level, of func(*fs.Level) *float64, count []float64, s *settings, b bounds) {
	free := false
	for j := range levels {
		free = free || !b.fixed(j)
	}
	p := shares(count, each(levels, of), s.Shrink)
	if !free || p == nil {
		return
	}
	b.hold(p)
	for j := range levels {
		*of(&levels[j]) = p[j]
	}
}
