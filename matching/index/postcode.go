package index

import (
	"strings"

	"github.com/caselobby/caselobby/matching/similarity"
)

// postcode is a postcode in 40 bits: from the lowest, the two last letters in
// five bits each, the sector in four, the district's second character in six and
// its digit in four, and the area's letters in five each; 0 is none. A postcode of
// another shape is a place in the names, and the highest bit says so.
type postcode uint64

const (
	odd postcode = 1 << 39

	sectorBits   = 10 // below it, the two last letters
	districtBits = 14
)

func (b packed) postcode(i int) postcode { return postcodeAt(b[b.atPostcodes():], i) }

// postcodeAt returns a postcode of those at the beginning of b.
func postcodeAt(b []byte, i int) postcode {
	return postcode(le.Uint64(b[5*i:])) & (1<<40 - 1)
}

func (n *names) postcode(s string) postcode {
	if c, ok := parsePostcode(s); ok {
		return c
	}
	return odd | postcode(n.addText(s))
}

// known returns the postcode without adding it to the dictionary.
func (n *names) known(s string) postcode {
	if c, ok := parsePostcode(s); ok {
		return c
	}
	return odd | postcode(n.place(appendText(nil, s)))
}

func (n *names) postcodeText(c postcode) string {
	if c&odd != 0 {
		return strings.Clone(n.textAt(uint32(c)))
	}
	var buf [8]byte
	return string(c.append(buf[:0]))
}

// parsePostcode packs LS1, LS1 2 and LS1 2AB.
func parsePostcode(s string) (postcode, bool) {
	out, in, spaced := strings.Cut(s, " ")
	letters := 0
	for letters < len(out) && isLetter(out[letters]) {
		letters++
	}
	rest := out[letters:]
	if letters < 1 || letters > 2 || len(rest) < 1 || len(rest) > 2 || !isDigit(rest[0]) || spaced != (in != "") {
		return 0, false
	}
	c := letter(out[0]) << 29
	if letters == 2 {
		c |= letter(out[1]) << 24
	}
	c |= (postcode(rest[0]-'0') + 1) << 20
	if len(rest) == 2 {
		switch {
		case isDigit(rest[1]):
			c |= (postcode(rest[1]-'0') + 1) << 14
		case isLetter(rest[1]):
			c |= (letter(rest[1]) + 10) << 14
		default:
			return 0, false
		}
	}
	switch {
	case in == "":
	case !isDigit(in[0]) || len(in) != 1 && (len(in) != 3 || !isLetter(in[1]) || !isLetter(in[2])):
		return 0, false
	default:
		c |= (postcode(in[0]-'0') + 1) << sectorBits
		if len(in) == 3 {
			c |= letter(in[1])<<5 | letter(in[2])
		}
	}
	return c, true
}

func isLetter(c byte) bool      { return 'A' <= c && c <= 'Z' }
func isDigit(c byte) bool       { return '0' <= c && c <= '9' }
func letter(c byte) postcode    { return postcode(c-'A') + 1 }
func (c postcode) unit() bool   { return c&31 != 0 || c&odd != 0 }
func (c postcode) sector() bool { return c>>sectorBits&15 != 0 }

// append writes the postcode in letters.
func (c postcode) append(b []byte) []byte {
	b = append(b, 'A'-1+byte(c>>29&31))
	if l := c >> 24 & 31; l != 0 {
		b = append(b, 'A'-1+byte(l))
	}
	b = append(b, '0'-1+byte(c>>20&15))
	if d := c >> 14 & 63; d > 10 {
		b = append(b, 'A'-11+byte(d))
	} else if d != 0 {
		b = append(b, '0'-1+byte(d))
	}
	if s := c >> sectorBits & 15; s != 0 {
		b = append(b, ' ', '0'-1+byte(s))
	}
	if c&31 != 0 {
		b = append(b, 'A'-1+byte(c>>5&31), 'A'-1+byte(c&31))
	}
	return b
}

// inward is what follows the space.
const inward = 1<<districtBits - 1

// near reports whether two postcodes may have something in common: those that
// differ on either side of the space have not, not even a slip.
func (c postcode) near(y postcode) bool {
	d := c ^ y
	return d&inward == 0 || d&^inward == 0 || (c|y)&odd != 0
}

// oneEdit reports whether two units that are near are one edit apart.
func oneEdit(x, y postcode) bool {
	var a, b [8]byte
	return similarity.OneEdit(text(x.append(a[:0])), text(y.append(b[:0])))
}
