package train

import (
	"slices"

	fs "github.com/caselobby/caselobby/matching/fellegisunter"
)

// bounds say which levels of one comparison an estimate may move.
type bounds struct {
	held   []bool // stays as it is
	capped []bool // may fall and not rise
}

// bounds returns what Keep and Doubt say of a comparison's m.
func (s *settings) bounds(name string, levels []fs.Level) bounds {
	b := bounds{make([]bool, len(levels)), make([]bool, len(levels))}
	for j, l := range levels {
		b.held[j] = s.keep[name] || s.keep[name+"/"+l.Code]
		b.capped[j] = s.doubt[name+"/"+l.Code]
	}
	return b
}

// ofU drops what is said of m only.
func (b bounds) ofU() bounds { return bounds{b.held, make([]bool, len(b.held))} }

// hold moves the probabilities p into the bounds. What held levels take or leave
// is made up by the others in proportion, so that all still add up to one.
func (b bounds) hold(p, before []float64) {
	held := slices.Clone(b.held)
	for {
		fixed, free := 0., 0.
		for j := range p {
			if held[j] {
				fixed += before[j]
			} else {
				free += p[j]
			}
		}
		scale := 0.
		if free > 0 {
			scale = max(1-fixed, 0) / free
		}
		again := false
		for j := range p {
			if b.capped[j] && !held[j] && p[j]*scale > before[j] {
				held[j], again = true, true
			}
		}
		if again {
			continue
		}
		for j := range p {
			if p[j] *= scale; held[j] {
				p[j] = before[j]
			}
		}
		return
	}
}

// setM writes the shares of every comparison into m as far as it may move.
func setM[T any](m fs.Model[T], c counts, s *settings) {
	for i := range m.Comparisons {
		levels := m.Comparisons[i].Levels
		write(levels, mOf, c[i], s, s.bounds(m.Comparisons[i].Name, levels))
	}
}

// setU does the same for u. A level that too few pairs reached follows the level
// that it refers to: the two are the chance of one coincidence and a part of it.
func setU[T any](m fs.Model[T], c counts, s *settings) {
	for i := range m.Comparisons {
		levels := m.Comparisons[i].Levels
		before := each(levels, uOf)
		b := s.bounds(m.Comparisons[i].Name, levels).ofU()
		kept := slices.Clone(b.held)
		for j := range levels {
			b.held[j] = b.held[j] || c[i][j] < float64(s.Least)
		}
		write(levels, uOf, c[i], s, b)
		for j := range levels {
			r := slices.IndexFunc(levels, func(l fs.Level) bool { return l.Code == levels[j].Reference })
			if b.held[j] && !kept[j] && r >= 0 && before[r] > 0 {
				levels[j].U = before[j] * levels[r].U / before[r]
			}
		}
	}
}

func write(levels []fs.Level, of func(*fs.Level) *float64, count []float64, s *settings, b bounds) {
	if !slices.Contains(b.held, false) {
		return
	}
	before := each(levels, of)
	p := shares(count, before, s.Shrink)
	if p == nil {
		return
	}
	b.hold(p, before)
	for j := range levels {
		*of(&levels[j]) = p[j]
	}
}
