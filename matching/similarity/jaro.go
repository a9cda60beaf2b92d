package similarity

import (
	"math/bits"
	"unicode/utf8"
)

// Jaro returns the Jaro similarity, from 0 (nothing in common) to 1 (equal).
//
// Going through a from the left, each character is matched with the first
// character of b that equals it, is not matched yet, and stands at most
// max(|a|, |b|)/2 − 1 places away (rounded down, at least 0). With m matches, of
// which t pairs, rounded down, stand in a different order,
//
//	J = (m/|a| + m/|b| + (m−t)/m) / 3
//
// and J = 0 if m = 0 (M. A. Jaro, JASA 84, 1989; half a transposition is dropped
// as in W. E. Winkler's strcmp95.c). An empty string is like nothing, not even
// another empty string.
func Jaro(a, b string) float64 {
	if j, ok := once(a, b, jaroOnce[uint16], jaroOnce[uint32], jaroOnce[uint64]); ok {
		return j
	}
	return jaroRunes([]rune(a), []rune(b))
}

// jaroOnce compares two strings that a set W has room for. It is not ok if either is not
// ASCII.
func jaroOnce[W set](a, b string) (float64, bool) {
	var m masks[W]
	plain := m.add(a)
	j, ok := m.jaro(len(a), b)
	return j, ok && plain
}

// JaroWinkler returns the Jaro similarity raised for a common beginning: if and
// only if J > 0.7,
//
//	JW = J + 0.1·ℓ·(1−J)
//
// with ℓ the length of the common prefix, at most 4 (W. E. Winkler, "String
// Comparator Metrics", 1990). Any character counts in the prefix, digits too.
// DuckDB's jaro_winkler_similarity is the same function on ASCII.
func JaroWinkler(a, b string) float64 { return boost(Jaro(a, b), a, b) }

const (
	boostAbove = .7
	boostBy    = .1
	boostChars = 4
)

// boost applies Winkler's prefix to the Jaro similarity of a and b.
func boost(j float64, a, b string) float64 {
	if j <= boostAbove {
		return j
	}
	// The conversion keeps the product from being fused into the sum.
	return j + float64(boostBy*float64(commonPrefix(a, b))*(1-j))
}

// commonPrefix counts the characters at which a and b begin alike, up to 4.
func commonPrefix(a, b string) int {
	n := 0
	for n < boostChars && a != "" && b != "" {
		x, i := utf8.DecodeRuneInString(a)
		y, j := utf8.DecodeRuneInString(b)
		if x != y {
			break
		}
		n, a, b = n+1, a[i:], b[j:]
	}
	return n
}

// jaro compares the masks of n characters with s. It is the textbook's algorithm
// with a set of positions in each word: the first free equal character within
// reach is the lowest bit of an intersection. It does not branch on whether there
// is one, which a processor could not predict. It is not ok if s is not
// ASCII.
func (m *masks[W]) jaro(n int, s string) (j float64, ok bool) {
	reach := max(max(n, len(s))/2-1, 0)
	window := uint64(1)<<(reach+1) - 1 // positions of the pattern within reach of s[i]
	var taken, matched uint64          // positions matched in the pattern, in s
	var all byte
	for i := range len(s) {
		all |= s[i]
		free := m.of(s[i]) & window &^ taken
		taken |= free & -free
		matched |= bit(free != 0) << (i & (wordSize - 1))
		window = window<<1 | bit(i < reach)
	}
	if all >= utf8.RuneSelf || taken == 0 {
		return 0, all < utf8.RuneSelf
	}
	out := uint64(0)
	for t, at := taken, matched; t != 0; t, at = t&(t-1), at&(at-1) {
		out += bit(m.of(s[bits.TrailingZeros64(at)])&(t&-t) == 0)
	}
	return jaro(bits.OnesCount64(taken), int(out/2), n, len(s)), true
}

// bit is 1 for true.
func bit(b bool) uint64 {
	if b {
		return 1
	}
	return 0
}

// jaro is the formula of [Jaro], for m matches of which t pairs are out of order.
func jaro(m, t, la, lb int) float64 {
	x := float64(m)
	return (x/float64(la) + x/float64(lb) + float64(m-t)/x) / 3
}

// jaroRunes is the textbook's algorithm, for strings that are long or not ASCII.
func jaroRunes(a, b []rune) float64 {
	reach := max(max(len(a), len(b))/2-1, 0)
	taken := make([]bool, len(b))
	var of []rune // matched characters in the order of a
	for i, c := range a {
		for j := max(i-reach, 0); j < min(i+reach+1, len(b)); j++ {
			if !taken[j] && b[j] == c {
				taken[j] = true
				of = append(of, c)
				break
			}
		}
	}
	if len(of) == 0 {
		return 0
	}
	out, k := 0, 0
	for j, c := range b {
		if taken[j] {
			if c != of[k] {
				out++
			}
			k++
		}
	}
	return jaro(len(of), out/2, len(a), len(b))
}
