package normalise

import (
	"math/bits"
	"strings"
	"unicode/utf8"
)

// partialPostcode reads LS, LS1, LS 1, LS1 2 and LS1 2A, for areas that exist: "Unit 1" has a
// shape too. What was typed as two words is read as two: "LS6 38A" is no LS63.
func partialPostcode(t string) (Postcode, bool) {
	words := strings.FieldsFunc(strings.ToUpper(t), func(r rune) bool { return r < utf8.RuneSelf && !isWord(byte(r)) })
	if len(words) > 3 || strings.ContainsAny(strings.Trim(t, postcodeMarks+" "), postcodeMarks) {
		return Postcode{}, false
	}
	if len(words) > 1 && area([]byte(words[0])) && isDigit(words[1][0]) && len(words[1]) <= 2 { // LS 1
		words[1] = words[0] + words[1]
		words = words[1:]
	}
	switch len(words) {
	case 1:
		return partWord([]byte(words[0]))
	case 2:
		return partWords([]byte(words[0]), []byte(words[1]))
	}
	return Postcode{}, false
}

// partWord reads an area, an outward half, or a sector without its space.
func partWord(c []byte) (Postcode, bool) {
	if area(c) {
		return Postcode{Area: string(c), Quality: Partial}, true
	}
	if digitsIn(c) == 0 { // "now" is no N0W
		return Postcode{}, false
	}
	if len(c) >= 2 && len(c) <= 4 {
		switch out, cost := outward(c); {
		case cost <= 1:
			return build(out, nil), true
		case cost == unlikely:
			return noPostcode(ReasonArea), true
		}
	}
	if n := len(c) - 1; n >= 2 && n <= 4 && isDigit(c[n]) {
		if out, cost := outward(c[:n]); cost <= 1 {
			return build(out, c[n:]), true
		}
	}
	return Postcode{}, false
}

// partWords reads an outward half and what was meant for an inward half.
func partWords(half, rest []byte) (Postcode, bool) {
	if len(half) < 2 || len(half) > 4 || len(rest) > 3 {
		return Postcode{}, false
	}
	out, cost := outward(half)
	digit := repair(rest[0], false)
	switch {
	case cost > 1 || !isDigit(digit) && !repeated(rest):
		return Postcode{}, false
	case len(rest) == 3 || !isDigit(digit): // a slip, or "XXX"
		if cost > 0 {
			return Postcode{}, false
		}
		p := build(out, nil)
		if p.Why = ReasonPart; !isDigit(digit) {
			p.Why = ReasonMasked
		}
		return p, len(rest) == 3
	case len(rest) == 2 && !isLetter(rest[1]):
		return Postcode{}, false
	}
	if out.slips |= slipOf(rest[0], digit); bits.OnesCount8(out.slips) > 1 {
		return Postcode{}, false
	}
	p := build(out, []byte{digit})
	if len(rest) == 2 {
		p.Why = ReasonPart
	}
	return p, true
}
