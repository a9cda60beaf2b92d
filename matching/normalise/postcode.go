package normalise

import (
	"math/bits"
	"strings"
)

// ParsePostcode reads a UK postcode: the first in the text that is whole, or
// else that can be used, or else the first. See [ParsePostcodes].
func ParsePostcode(s string) Postcode {
	if len(s) <= MaxBytes {
		if t, ok := valuesText(s); !ok {
			return Postcode{}
		} else if p, ok := onePostcode(t); ok {
			return p
		}
	}
	return best(ParsePostcodes(s), func(p Postcode) Quality { return p.Quality })
}

// ParsePostcodes reads every UK postcode in a text, in the order typed, in any case
// and spacing, within addresses too; those that cannot be used as well, and none after
// "not". An absent text has none.
//
// The six shapes (A9, A99, A9A, AA9, AA99, AA9A, then 9AA), GIR 0AA, the codes of
// the overseas territories (FIQQ 1ZZ) and BFPO numbers are understood strictly, and
// the area must exist: the areas are a short closed list. Which letters may stand
// where is a matter of lists that differ and grow, so letters only decide between
// readings and never reject one. One kind of slip, O for 0, I for 1, the other way
// round, a letter that is drawn like the digit that ends an outward half ("LSB"), or a
// needless 0 ("LS01"), is put right by its position; a text that needs two is not
// understood.
//
// An outward half ("LS1") or a sector ("LS1 2") is [Partial]; so is a code of which
// no more than that can be used, and [Postcode.Why] says so. Codes that stand for
// no address (ZZ99 3VZ, NFA, "no fixed abode", …) are [Placeholder], with their
// kind in [Postcode.Pseudo]; they and stand-ins (XX1 1XX) have no parts to compare.
// A code of another country is [Invalid] because of [ReasonForeign], one of an area
// that does not exist because of [ReasonArea].
func ParsePostcodes(s string) []Postcode {
	t, ok := valuesText(s)
	if !ok {
		return nil
	}
	out := readPostcodes(t)
	for i := range out {
		told(&out[i].Quality, &out[i].Why, s)
	}
	return out
}

// String prints as much of the postcode as is known: "LS1 2AB", "LS1 2", "LS1" or
// "LS"; a pseudo-code prints its kind in words.
func (p Postcode) String() string {
	switch {
	case p.Pseudo != NotPseudo:
		return p.Pseudo.String()
	case !p.Quality.Usable():
		return p.Quality.word()
	case p.Unit != "":
		return p.Unit
	case p.Sector != "":
		return p.Sector
	case p.District != "":
		return p.District
	}
	return p.Area
}

func noPostcode(why Reason) Postcode { return Postcode{Quality: Invalid, Why: why} }

// unit reads five to seven letters and digits as a whole code. A code with an area that
// does not exist is [Invalid], but ok all the same.
func unit(c []byte) (Postcode, bool) {
	n := len(c) - 3
	if n < 2 || n > 4 {
		return Postcode{}, false
	}
	in, slip, ok := inward(c[n:])
	out, cost := outward(c[:n])
	if out.slips |= slip; cost < unlikely {
		cost = bits.OnesCount8(out.slips)
	}
	switch {
	case !ok || cost > 1 && cost != unlikely:
		return Postcode{}, false
	case sample(c[:n], out.area, in):
		return Postcode{Pseudo: NotKnown, Quality: Placeholder, Why: ReasonPlaceholder}, true
	case cost == unlikely:
		return noPostcode(ReasonArea), true
	}
	return build(out, in[:]), true
}

// The slips that are put right. A text may have one kind of them, as often as the
// hand that typed it makes it ("MLII IQX"): two kinds would turn words and other
// countries' codes into postcodes.
const (
	slipO      = 1 << iota // O for 0
	slipI                  // I for 1
	slipLetter             // 0 or 1 for a letter
	slipNought             // LS01
	slipDrawn              // LSB 4AA, for LS8
)

// slipOf returns which slip makes typed of b.
func slipOf(typed, b byte) uint8 {
	switch {
	case typed == b:
		return 0
	case typed == 'O':
		return slipO
	case typed == 'I':
		return slipI
	}
	return slipLetter
}

// inward reads a digit and two letters. O and I are put right where the digit
// stands; 0 and 1 are not where the letters stand, as no inward half has an O or I.
func inward(c []byte) (in [3]byte, slip uint8, ok bool) {
	in = [3]byte{repair(c[0], false), c[1], c[2]}
	return in, slipOf(c[0], in[0]), isDigit(in[0]) && isLetter(in[1]) && isLetter(in[2])
}

const (
	unlikely  = 3  // the cost of an area that does not exist
	noReading = 99 // that of no shape at all, or of two kinds of slip
)

// outward finds the shape that explains two to four characters at the least cost:
// one for a slip, unlikely for an area that does not exist.
func outward(c []byte) (best out, cost int) {
	cost = noReading
	for _, shape := range shapes[len(c)] {
		if o, n := read(c, shape); n < cost {
			best, cost = o, n
		}
	}
	return best, cost
}

// shapes are the outward halves by length: A letter, 9 digit.
var shapes = [5][]string{2: {"A9"}, 3: {"AA9", "A99", "A9A"}, 4: {"AA99", "AA9A"}}

// out is an outward half of n characters. The first area characters are the letters of its
// area.
type out struct {
	text    [4]byte
	n, area int
	slips   uint8 // that were put right
}

// read reads an outward half as a shape, and returns its cost.
func read(c []byte, shape string) (out, int) {
	o := out{n: len(c)}
	for i := range len(shape) {
		letter := shape[i] == 'A'
		b := repair(c[i], letter)
		if !letter && i == len(c)-1 && i == o.area {
			if digit := drawnLike(b); digit != 0 {
				o.slips |= slipDrawn
				b = digit
			}
		}
		if letter != isLetter(b) || letter == isDigit(b) || i > o.area && (b == 'O' || b == 'I') { // no district ends in O or I
			return o, noReading
		}
		if o.slips&slipDrawn == 0 {
			o.slips |= slipOf(c[i], b)
		}
		o.text[i] = b
		if letter && i == o.area {
			o.area++
		}
	}
	if last := o.text[o.n-1]; o.n == o.area+2 && o.text[o.area] == '0' && isDigit(last) { // LS01 is LS1
		o.text[o.area] = last
		o.n--
		o.slips |= slipNought
	}
	cost := bits.OnesCount8(o.slips)
	switch exists := area(o.text[:o.area]); {
	case cost > 1, cost == 1 && !exists:
		return o, noReading
	case !exists:
		return o, unlikely
	}
	return o, cost
}

// drawnLike returns the digit that a letter is easily taken for, written by hand or scanned
// (L as a small one); 0 if there is none. [repair] is for O and I.
func drawnLike(letter byte) byte {
	if i := strings.IndexByte("LBSZG", letter); i >= 0 {
		return "18526"[i]
	}
	return 0
}

// build makes the postcode of an outward half and of in: nothing, the digit of a sector, or
// an inward half. All its parts share one string.
func build(o out, in []byte) Postcode {
	var buf [8]byte
	b := append(buf[:0], o.text[:o.n]...)
	if len(in) > 0 {
		b = append(append(b, ' '), in...)
	}
	s := string(b)
	p := Postcode{Area: s[:o.area], District: s[:o.n], Repaired: o.slips != 0, Quality: Partial}
	if len(in) > 0 {
		p.Sector = s[:o.n+2]
	}
	if len(in) == 3 {
		p.Unit, p.Quality = s, Valid
	}
	return p
}

// crown reads codes that are of no ordinary shape: the Girobank's, those of the overseas
// territories and British Forces numbers.
func crown(c []byte) (Postcode, bool) {
	switch {
	case len(c) == 6 && string(c[:3]) == "GIR" && repair(c[3], false) == '0' && string(c[4:]) == "AA":
		const gir = "GIR 0AA"
		return Postcode{Area: gir[:3], District: gir[:3], Sector: gir[:5], Unit: gir, Repaired: c[3] != '0', Quality: Valid}, true
	case len(c) == 7 && territory(c[:4]) && repair(c[4], false) == '1' && string(c[5:]) == "ZZ":
		s := string(c[:4]) + " 1ZZ"
		return Postcode{Area: s[:4], District: s[:4], Sector: s[:6], Unit: s, Repaired: c[4] != '1', Quality: Valid}, true
	case len(c) >= 4 && string(c[:4]) == "BFPO":
		n := strings.TrimLeft(string(c[4:]), "0")
		if _, ok := number(n); !ok || n == "" {
			return Postcode{Area: "BFPO", Quality: Partial}, len(c) == 4
		}
		return Postcode{Area: "BFPO", District: "BFPO " + n, Quality: Partial}, true
	}
	return Postcode{}, false
}

// territory reports whether c is the outward half of an overseas territory that has one code
// of the British form: Ascension, the British Indian Ocean and Antarctic territories,
// the Falkland Islands, Pitcairn, South Georgia, Saint Helena, Tristan da Cunha, and
// the Turks and Caicos Islands. Gibraltar's GX11 1AA is of an ordinary shape.
// https://en.wikipedia.org/wiki/Postcodes_in_the_United_Kingdom#British_Overseas_Territories
func territory(c []byte) bool {
	return isAny(string(c), "ASCN BBND BIQQ FIQQ PCRN SIQQ STHL TDCU TKCA")
}
