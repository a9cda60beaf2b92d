package similarity

import (
	"unicode/utf8"

	"github.com/agnivade/levenshtein"
)

// OSA returns the optimal string alignment distance: the fewest insertions,
// deletions, substitutions and swaps of two neighbours that make a into b, where
// no part is edited twice ("CA" to "ABC" is 3). A swap, the commonest clerical
// slip, counts as one edit.
func OSA(a, b string) int {
	if d, ok := once(a, b, osaOnce[uint16], osaOnce[uint32], osaOnce[uint64]); ok {
		return d
	}
	return osaRunes([]rune(a), []rune(b))
}

// osaOnce compares two strings that a set W has room for. It is not ok if either is not
// ASCII.
func osaOnce[W set](a, b string) (int, bool) {
	var m masks[W]
	plain := m.add(a)
	d, ok := m.osa(len(a), b)
	return d, ok && plain
}

// MaxLevenshtein is the most characters of a string that [Levenshtein] compares.
const MaxLevenshtein = 4096

// Levenshtein returns the fewest insertions, deletions and substitutions that
// make a into b; a swap is two. Work grows with the product of the lengths, so
// of strings longer than [MaxLevenshtein] characters only so many are compared
// and each character beyond, in the longer over the shorter, counts as one.
func Levenshtein(a, b string) int {
	a, restA := head(a, MaxLevenshtein)
	b, restB := head(b, MaxLevenshtein)
	return levenshtein.ComputeDistance(a, b) + max(restA-restB, restB-restA)
}

// head returns the first n characters of s and how many follow.
func head(s string, n int) (string, int) {
	if len(s) <= n {
		return s, 0
	}
	for i := range s {
		if n == 0 {
			return s[:i], utf8.RuneCountInString(s[i:])
		}
		n--
	}
	return s, 0
}

// osa compares the masks of n characters with s. It computes the matrix of
// distances a column at a time, one bit a cell (H. Hyyrö, "A Bit-Vector Algorithm
// for Computing Levenshtein and Damerau Edit Distances", Nordic Journal of
// Computing 10, 2003). It is not ok if s is not ASCII.
func (m *masks[W]) osa(n int, s string) (distance int, ok bool) {
	last := (n - 1) & (wordSize - 1)
	distance = n
	var all byte
	up, down := ^uint64(0), uint64(0) // cells one more, one less than the cell above
	var diagonal, before uint64       // cells that equal their diagonal neighbour; the previous character's mask
	for i := range len(s) {
		all |= s[i]
		mask := m.of(s[i])
		swap := (^diagonal & mask) << 1 & before
		diagonal = ((mask & up) + up ^ up) | mask | down | swap
		right, left := down|^(diagonal|up), diagonal&up
		distance += int(right>>last&1) - int(left>>last&1)
		right, left = right<<1|1, left<<1
		up, down = left|^(diagonal|right), right&diagonal
		before = mask
	}
	if n == 0 {
		distance = len(s)
	}
	return distance, all < utf8.RuneSelf
}

// osaRunes is the textbook's algorithm, three rows of the matrix at a time, for strings
// that are long or not ASCII.
func osaRunes(a, b []rune) int {
	width := len(b) + 1
	rows := make([]int, 3*width)
	before, above, row := rows[:width], rows[width:2*width], rows[2*width:]
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		before, above, row = above, row, before
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(above[j]+1, row[j-1]+1, above[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
	}
	return row[len(b)]
}
