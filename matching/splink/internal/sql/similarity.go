package sql

import "slices"

// letter is what a text is compared by: bytes in DuckDB 1, Unicode's letters in
// DuckDB 2 and Spark, Java's characters in the functions that Splink brings to
// Spark.
type letter interface{ byte | uint16 | rune }

// levenshtein counts the insertions, deletions and replacements of letters.
func levenshtein[L letter](a, b []L) int {
	a, b = trimCommon(a, b)
	if len(a) < len(b) {
		a, b = b, a
	}
	if len(b) == 0 {
		return len(a)
	}
	var small [64]int
	row := small[:0]
	for j := range len(b) + 1 {
		row = append(row, j)
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost = 1 + min(diagonal, row[j], row[j+1])
			}
			diagonal, row[j+1] = row[j+1], cost
		}
	}
	return row[len(b)]
}

func trimCommon[L letter](a, b []L) ([]L, []L) {
	n := commonPrefix(a, b, min(len(a), len(b)))
	a, b = a[n:], b[n:]
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	return a, b
}

// commonPrefix counts the letters that both start with, up to a limit.
func commonPrefix[L letter](a, b []L, limit int) (n int) {
	for n < limit && a[n] == b[n] {
		n++
	}
	return n
}

// damerau also counts a swap of neighbouring letters as one edit, and allows
// further edits between the two: "ca" becomes "abc" in two.
func damerau[L letter](a, b []L) int {
	a, b = trimCommon(a, b)
	if len(a) == 0 || len(b) == 0 {
		return len(a) + len(b)
	}
	width := len(b) + 2
	var small [512]int
	d := small[:]
	if n := (len(a) + 2) * width; n > len(d) {
		d = make([]int, n)
	}
	at := func(i, j int) *int { return &d[(i+1)*width+j+1] } // from -1
	far := len(a) + len(b)
	*at(-1, -1) = far
	for i := range len(a) + 1 {
		*at(i, -1), *at(i, 0) = far, i
	}
	for j := range len(b) + 1 {
		*at(-1, j), *at(0, j) = far, j
	}
	lastRow := map[L]int{} // where a letter was last seen in a, from 1
	for i := 1; i <= len(a); i++ {
		lastColumn := 0 // where a[i-1] was last seen in b, from 1
		for j := 1; j <= len(b); j++ {
			k, l := lastRow[b[j-1]], lastColumn
			cost := 1
			if a[i-1] == b[j-1] {
				cost, lastColumn = 0, j
			}
			swap := *at(k-1, l-1) + (i - k - 1) + 1 + (j - l - 1)
			*at(i, j) = min(*at(i-1, j-1)+cost, *at(i, j-1)+1, *at(i-1, j)+1, swap)
		}
		lastRow[a[i-1]] = i
	}
	return *at(len(a), len(b))
}

// jaro is the share of letters in common, transpositions counted half. Two
// empty texts have nothing in common. DuckDB forgets half a transposition.
func jaro[L letter](a, b []L) float64 {
	common, swapped := matches(a, b)
	return jaroOf(common, float64(swapped/2), len(a), len(b))
}

// jaroOf adds in the order in which both engines do, so that the last bit is
// the same.
func jaroOf(common int, transposed float64, a, b int) float64 {
	if common == 0 {
		return 0
	}
	m := float64(common)
	sum := m / float64(a)
	sum += m / float64(b)
	sum += (m - transposed) / m
	return sum / 3
}

// matches counts the letters with a partner near enough in the other text, and
// those of them that stand in another order there.
func matches[L letter](a, b []L) (common, swapped int) {
	if len(a) > len(b) {
		a, b = b, a
	}
	var small [64]bool
	taken := small[:]
	if len(b) > len(taken) {
		taken = make([]bool, len(b))
	}
	var letters [64]L
	matched := letters[:0] // of a, those with a partner near enough in b
	reach := max(len(b)/2-1, 0)
	for i := range len(a) {
		for j := max(i-reach, 0); j < min(i+reach+1, len(b)); j++ {
			if !taken[j] && a[i] == b[j] {
				taken[j] = true
				matched = append(matched, a[i])
				break
			}
		}
	}
	k := 0
	for j := range len(b) {
		if taken[j] {
			swapped += btoi(b[j] != matched[k])
			k++
		}
	}
	return len(matched), swapped
}

// jaroWinkler raises a Jaro similarity above 0.7 for a common prefix of up to
// four letters.
func jaroWinkler[L letter](e Engine, a, b []L) float64 {
	s := jaro(a, b)
	if s <= 0.7 {
		return s
	}
	prefix := commonPrefix(a, b, min(4, len(a), len(b)))
	return e.plus(s, float64(prefix)*0.1, 1-s)
}

func jaccard[L letter](a, b []L) float64 {
	distinct := func(s []L) []L {
		s = slices.Clone(s)
		slices.Sort(s)
		return slices.Compact(s)
	}
	x, y := distinct(a), distinct(b)
	common := 0
	for _, l := range x {
		if _, ok := slices.BinarySearch(y, l); ok {
			common++
		}
	}
	return float64(common) / float64(len(x)+len(y)-common)
}
