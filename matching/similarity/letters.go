package similarity

import "math/bits"

// Letters summarises a string in 16 bytes, so that most pairs that are not alike
// can be told so without comparing them: see [Below].
type Letters struct {
	bag  uint64 // which kinds of character occur, and which more than once
	head uint32 // the first four bytes
	n    uint8  // length, or unknown
	more uint8  // characters that the bag does not tell: the third of a kind and on
}

const unknown = 255

// LettersOf returns the summary of s.
func LettersOf(s string) Letters {
	if !short(s) {
		return Letters{n: unknown}
	}
	l := Letters{n: uint8(len(s))}
	for i := range len(s) {
		once, again := kinds(s[i])
		if l.bag&once != 0 {
			l.bag |= again
		}
		l.bag |= once
		if i < boostChars {
			l.head |= uint32(s[i]) << (8 * i)
		}
	}
	l.more = l.n - uint8(bits.OnesCount64(l.bag))
	return l
}

// kinds returns the bit that says a kind of character occurs and the bit that it
// occurs more than once: bits 0–25 and 26–51 letters of either case, 52–61
// digits, 62 and 63 everything else. Kinds that are taken together only make two
// strings look more alike, so [Below] stays true.
func kinds(c byte) (once, again uint64) {
	switch lower := c | 0x20; {
	case 'a' <= lower && lower <= 'z':
		return 1 << (lower - 'a'), 1 << (26 + lower - 'a')
	case '0' <= c && c <= '9':
		return 1 << (52 + c - '0'), 0
	}
	return 1 << 62, 1 << 63
}

// Below reports, in a few multiplications, that [JaroWinkler] of the two strings is below
// a threshold. If it is false, the similarity may be below the threshold all the same.
// Of strings that are long or not ASCII it is false.
func Below(a, b Letters, threshold float64) bool {
	la, lb := int64(a.n), int64(b.n)
	if la == unknown || lb == unknown {
		return false
	}
	// (m/|a| + m/|b| + 1)/3 = sum/all is the most that Jaro's similarity can be, and
	// J + ℓ/10 (1−J) < threshold if J(10−ℓ) < 10·threshold − ℓ.
	both := la * lb
	sum := int64(mostMatches(a, b))*(la+lb) + both
	all := max(3*both, 1) // an empty string is like nothing
	prefix := int64(0)
	if threshold > boostAbove { // nothing is raised up to there
		prefix = int64(samePrefix(a, b))
	}
	return sum*(10-prefix)*unit < all*(int64(threshold*(10*unit))-prefix*unit)
}

// unit is one in a threshold as a whole number. What it rounds down rules out less, and
// is more than what Jaro–Winkler itself rounds.
const unit = 1 << 20

// mostMatches returns the most characters that two strings can have in common: the
// same bits of both bags, and as many that these do not tell.
func mostMatches(a, b Letters) int {
	return bits.OnesCount64(a.bag&b.bag) + min(int(a.more), int(b.more))
}

// samePrefix counts the characters at which two strings begin alike, up to 4.
func samePrefix(a, b Letters) int {
	return min(bits.TrailingZeros32(a.head^b.head)/8, int(a.n), int(b.n))
}
