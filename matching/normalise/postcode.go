package normalise

import "strings"

// ParsePostcode reads a UK postcode in any case and spacing, within an address
// too. The six shapes (A9, A99, A9A, AA9, AA99, AA9A, then 9AA), GIR 0AA
// and BFPO numbers are understood strictly; which letters may stand where is a
// matter of lists that differ and grow, so letters only decide between readings
// and never reject one. O and 0, I and 1 are put right by their position.
//
// An outward half ("LS1") or a sector ("LS1 2") is [Partial]. Codes that stand for
// no address (ZZ99 3VZ, NFA, "no fixed abode", …) are [Placeholder], with their
// kind in [Postcode.Pseudo]; they and stand-ins have no parts to compare.
func ParsePostcode(s string) Postcode {
	t, ok := readable(s)
	if !ok {
		return Postcode{}
	}
	var buf [64]byte
	c, whole := compact(buf[:], t)
	var p Postcode
	if ok = whole && reserved(c); ok {
		p, ok = pseudo(c)
	}
	if !ok && whole && len(c) <= 8 {
		p, ok = postcode(c, t)
	}
	if !ok && whole {
		p, ok = pseudo(c)
	}
	if !ok {
		p, ok = within(t)
	}
	if !ok {
		return Postcode{Quality: Invalid}
	}
	p.Quality = atBest(p.Quality, s)
	return p
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

// within looks for a postcode in an address, from its end: two words or one. As
// "A1 2nd floor" has the shape too, the area must exist and nothing be repaired.
func within(t string) (Postcode, bool) {
	var buf [7]byte
	for end := len(t); end > 0; {
		last := strings.LastIndexByte(t[:end], ' ')
		for _, from := range [...]int{strings.LastIndexByte(t[:max(last, 0)], ' ') + 1, last + 1} {
			c, whole := compact(buf[:], t[from:end])
			if !whole || len(c) < 5 {
				continue
			}
			if p, ok := postcode(c, t[from:end]); ok && p.Unit != "" && !p.Repaired && area([]byte(p.Area)) {
				return p, true
			}
		}
		end = last
	}
	return Postcode{}, false
}

// postcode reads up to eight letters and digits; t is the text they came from.
func postcode(c []byte, t string) (Postcode, bool) {
	if p, ok := crown(c); ok {
		return p, true
	}
	if n := len(c) - 3; n >= 2 && n <= 4 {
		in, fixed, ok := inward(c[n:])
		out, cost := outward(c[:n])
		if ok && cost < noReading {
			out.fixed = out.fixed || fixed
			return build(out, in[:]), true
		}
	}
	if len(c) <= 2 && area(c) {
		return Postcode{Area: string(c), Quality: Partial}, true
	}
	return part(c, t)
}

// part reads LS1, LS1 2 and LS1 2A, for areas that exist: "Unit 1" has a shape too.
func part(c []byte, t string) (Postcode, bool) {
	for rest := range 3 { // characters after the outward half
		n := len(c) - rest
		if n < 2 || n > 4 || rest == 0 && lastStandsApart(t) {
			continue
		}
		out, cost := outward(c[:n])
		switch {
		case cost >= unlikely || rest == 2 && !isLetter(c[n+1]):
			continue
		case rest == 0:
			return build(out, nil), true
		}
		if d := repair(c[n], false); isDigit(d) {
			out.fixed = out.fixed || d != c[n]
			return build(out, []byte{d}), true
		}
	}
	return Postcode{}, false
}

// lastStandsApart tells the sector LS1 2 from the district LS12.
func lastStandsApart(t string) bool { return len(t) > 1 && t[len(t)-2] == ' ' }

// inward reads a digit and two letters.
func inward(c []byte) (in [3]byte, fixed, ok bool) {
	for i, b := range c {
		in[i] = repair(b, i > 0)
		fixed = fixed || in[i] != b
	}
	return in, fixed, isDigit(in[0]) && isLetter(in[1]) && isLetter(in[2])
}

const (
	unlikely  = 3  // only a rule about letters or an unknown area speaks against it
	noReading = 99 // not of any shape
)

// outward finds the shape that explains two to four characters at the least cost:
// one for each repair, three for an area that does not exist.
func outward(c []byte) (best out, cost int) {
	cost = noReading
	for _, shape := range shapes[len(c)] {
		o, n := read(c, shape)
		if n < cost {
			best, cost = o, n
		}
		if cost == 0 {
			break
		}
	}
	return best, cost
}

// shapes are the outward halves by length: A letter, 9 digit.
var shapes = [5][]string{2: {"A9"}, 3: {"AA9", "A99", "A9A"}, 4: {"AA99", "AA9A"}}

// out is an outward half of n characters, the first area of which are its area.
type out struct {
	text    [4]byte
	n, area int
	fixed   bool // a character was put right
}

func read(c []byte, shape string) (out, int) {
	o, cost := out{n: len(c)}, 0
	for i := range len(shape) {
		letter := shape[i] == 'A'
		b := repair(c[i], letter)
		if letter != isLetter(b) || letter == isDigit(b) || i > o.area && (b == 'O' || b == 'I') { // no district ends in O or I
			return o, noReading
		}
		if b != c[i] {
			o.fixed = true
			cost++
		}
		o.text[i] = b
		if letter && i == o.area {
			o.area++
		}
	}
	if !area(o.text[:o.area]) {
		cost += unlikely
	}
	if last := o.text[o.n-1]; o.n == o.area+2 && o.text[o.area] == '0' && isDigit(last) { // LS01 is LS1; LSO1 is nothing
		if c[o.area] != '0' {
			return o, noReading
		}
		o.text[o.area] = last
		o.n--
		o.fixed = true
		cost++
	}
	return o, cost
}

// build cuts the parts out of one string. in is nil, a sector's digit, or three.
func build(o out, in []byte) Postcode {
	var buf [8]byte
	b := append(buf[:0], o.text[:o.n]...)
	if len(in) > 0 {
		b = append(append(b, ' '), in...)
	}
	s := string(b)
	p := Postcode{Area: s[:o.area], District: s[:o.n], Repaired: o.fixed, Quality: Partial}
	if len(in) > 0 {
		p.Sector = s[:o.n+2]
	}
	if len(in) == 3 {
		p.Unit, p.Quality = s, Valid
		if sample(s) {
			return Postcode{Pseudo: NotKnown, Quality: Placeholder}
		}
	}
	return p
}

// sample reports codes typed to get past a form: no such areas exist, or the
// inward half has letters that are never used there.
func sample(unit string) bool {
	switch unit {
	case "A1 1AA", "AA1 1AA", "AA11 1AA", "AB1 2CD", "AB12 3CD", "XX1 1XX", "XX11 1XX", "ZZ1 1ZZ", "ZZ11 1ZZ", "QQ1 1QQ", "XX0 0XX", "X1 1XX":
		return true
	}
	return false
}

// crown reads what follows no shape: the Girobank code and British Forces numbers.
func crown(c []byte) (Postcode, bool) {
	switch {
	case len(c) == 6 && string(c[:3]) == "GIR" && repair(c[3], false) == '0' && string(c[4:]) == "AA":
		const gir = "GIR 0AA"
		return Postcode{Area: gir[:3], District: gir[:3], Sector: gir[:5], Unit: gir, Repaired: c[3] != '0', Quality: Valid}, true
	case len(c) >= 4 && string(c[:4]) == "BFPO":
		n := strings.TrimLeft(string(c[4:]), "0")
		if _, ok := number(n); !ok || n == "" {
			return Postcode{Area: "BFPO", Quality: Partial}, len(c) == 4
		}
		return Postcode{Area: "BFPO", District: "BFPO " + n, Quality: Partial}, true
	}
	return Postcode{}, false
}
