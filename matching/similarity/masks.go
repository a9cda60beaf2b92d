package similarity

import "unicode/utf8"

// set has a bit for each character of a string.
type set interface{ uint16 | uint32 | uint64 }

// masks has, for each ASCII character, the set of positions at which it stands in a
// string, which must be no longer than a set has bits. A smaller W makes a smaller table,
// which is quicker to clear.
type masks[W set] [utf8.RuneSelf]W

// add enters s, and reports whether it is ASCII. If not, the masks must not be used.
func (m *masks[W]) add(s string) (ascii bool) {
	var all byte
	for i := range len(s) {
		all |= s[i]
		m[s[i]%utf8.RuneSelf] |= W(uint64(1) << (i % wordSize))
	}
	return all < utf8.RuneSelf
}

func (m *masks[W]) of(c byte) uint64 { return uint64(m[c%utf8.RuneSelf]) }

// once compares two strings by the shortest sets that both fit in. It is not ok
// if none is long enough or the strings are not ASCII.
func once[R any](a, b string, by16, by32, by64 func(a, b string) (R, bool)) (result R, ok bool) {
	switch n := max(len(a), len(b)); {
	case n <= 16:
		return by16(a, b)
	case n <= 32:
		return by32(a, b)
	case n <= wordSize:
		return by64(a, b)
	}
	return result, false
}
