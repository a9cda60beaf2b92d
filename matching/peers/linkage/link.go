package linkage

import fs "github.com/caselobby/caselobby/matching/fellegisunter"

// Kept is a pair that weighs enough.
type Kept struct {
	A, B   int32
	Weight float64 // bits, prior not included
}

// Found is what linking a table found.
type Found struct {
	Pairs int
	Kept  []Kept
}

// Link compares every pair that a rule brings together, and keeps those that weigh
// at least so many bits.
func Link(s *fs.Scorer[Row], d fs.Data[Row], b *fs.Blocks, least float64) Found {
	f := Found{Kept: make([]Kept, 0, 2*len(d.Records))} // so that few are copied
	for p, bits := range s.WeighAll(d, b.Pairs) {
		f.Pairs++
		if bits >= least {
			f.Kept = append(f.Kept, Kept{int32(p.A), int32(p.B), bits})
		}
	}
	return f
}

// Reached counts how many of the pairs reached each level of each comparison, Null
// first.
func Reached(s *fs.Scorer[Row], rows []Row, pairs []Kept) [][]int {
	levels := s.Model().Comparisons
	n := make([][]int, len(levels))
	for i, c := range levels {
		n[i] = make([]int, len(c.Levels)+1)
	}
	into := make([]fs.Outcome, len(levels))
	for _, p := range pairs {
		s.Compare(&rows[p.A], &rows[p.B], into)
		for i, o := range into {
			n[i][o.Level+1]++
		}
	}
	return n
}
