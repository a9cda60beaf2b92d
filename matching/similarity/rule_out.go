package similarity

import "math/bits"

// Below reports, in a few multiplications, that [JaroWinkler] of the two strings is
// below a threshold above 0.7. That it does not say so means nothing: [Bound] is
// slower and rules out a little more.
func Below(a, b Letters, threshold float64) bool {
	if a.n == unknown || b.n == unknown {
		return false
	}
	m := mostMatches(a, b)
	if m <= 0 {
		return true
	}
	// (m/|a| + m/|b| + 1)/3 = sum/all is the most that Jaro's similarity can be, and
	// J + p(1−J) < threshold if J(1−p) < threshold − p. A little is allowed for rounding.
	both := int(a.n) * int(b.n)
	sum, all := float64(m*(int(a.n)+int(b.n))+both), float64(3*both)
	p := float64(boostBy * float64(samePrefix(a, b)))
	return float64(sum*(1-p)) < float64(all*(threshold-p-1e-9))
}

// FewestEdits returns a number that [OSA] of the two strings is never below: what
// an edit changes of a summary is at most two bits. Of strings that are long or
// not ASCII it is 0.
func FewestEdits(a, b Letters) int {
	if a.n == unknown || b.n == unknown {
		return 0
	}
	return (bits.OnesCount64(a.bag^b.bag) + 1) / 2
}

// SameAlphabet reports whether the two strings may hold the same letters A–Z, of
// either case, whatever else is in them.
func SameAlphabet(a, b Letters) bool {
	const letters = 1<<26 - 1
	return (a.bag^b.bag)&letters == 0 || a.n == unknown || b.n == unknown
}

// SameStart reports whether the two strings may have the same first four bytes.
func SameStart(a, b Letters) bool {
	return a.head == b.head || a.n == unknown || b.n == unknown
}
