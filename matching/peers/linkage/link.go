package linkage

import (
	"iter"

	fs "github.com/caselobby/caselobby/matching/fellegisunter"
)

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
func Link(s *fs.Scorer[Row], rows []Row, pairs iter.Seq2[int32, int32], least float64) (f Found) {
	for x, y := range pairs {
		f.Pairs++
		if w := s.Weigh(&rows[x], &rows[y], nil); w >= least {
			f.Kept = append(f.Kept, Kept{x, y, w})
		}
	}
	return f
}

// PairsOf are the pairs of blocks that texts were sorted into.
func PairsOf(b *fs.Blocks) iter.Seq2[int32, int32] {
	return func(yield func(x, y int32) bool) {
		b.Pairs(func(p fs.Pair) bool { return yield(int32(p.A), int32(p.B)) })
	}
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
