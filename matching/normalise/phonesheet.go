package normalise

// sheetNumber is a number as a spreadsheet writes a large one: 7.700900123E+09.
type sheetNumber struct {
	whole, part string // digits before and after the point
	exponent    int
	length      int // of the text, in bytes
}

// scientific reads a number in scientific notation at the start of t. It needs
// its fraction or the sign of its exponent, as "4E11" is written in addresses.
func scientific(t string) (n sheetNumber, ok bool) {
	if len(t) < 4 || !isDigit(t[0]) {
		return n, false
	}
	i := min(leadingDigits(t), 3) // some write the exponent in steps of three: 447.7009E+09
	n.whole = t[:i]
	if i < len(t) && (t[i] == '.' || t[i] == ',') {
		n.part = t[i+1:][:leadingDigits(t[i+1:])]
		i += 1 + len(n.part)
	}
	i += spaces(t[i:])
	if i == len(t) || upper(t[i]) != 'E' {
		return n, false
	}
	i++
	i += spaces(t[i:])
	signed := i < len(t) && t[i] == '+'
	if signed {
		i++
	}
	end := i + leadingDigits(t[i:])
	if end == i || end-i > 2 || end < len(t) && isLetter(upper(t[end])) || !signed && n.part == "" {
		return n, false
	}
	n.exponent, _ = number(t[i:end])
	n.length = end
	return n, n.digits() >= minDigits
}

// digits is how many a number has that is written out.
func (n sheetNumber) digits() int { return len(n.whole) + n.exponent }

// sheet adds the digits of n as a group or, if a spreadsheet dropped some of them, a value
// that says so. It returns the length of n.
func (r *phoneReader) sheet(n sheetNumber) int {
	part := n.part
	for len(part) > n.exponent && part[len(part)-1] == '0' {
		part = part[:len(part)-1]
	}
	if len(part) != n.exponent {
		r.end(notHidden)
		r.out = append(r.out, noPhone(Placeholder, ReasonRounded))
		return n.length
	}
	g := r.begin()
	r.digits = append(append(r.digits, n.whole...), part...)
	g.to = len(r.digits)
	r.groups = append(r.groups, g)
	return n.length
}

// sheetDecimals returns the length of the ".0" that a spreadsheet put after the number
// that ends at i, also ",00" or ".0.0": 0 if there is none. The number stands in
// one piece, or in thousands: "0113.496.0" has none.
func sheetDecimals(t string, i int) int {
	end := i
	for end+1 < len(t) && (t[end] == '.' || t[end] == ',') {
		next := end + 1
		for next < len(t) && t[next] == '0' {
			next++
		}
		if next == end+1 || next-end > 4 || next < len(t) && (isDigit(t[next]) || isLetter(upper(t[next]))) {
			break
		}
		end = next
	}
	if end == i || !inOnePiece(t[:i], t[i]) {
		return 0
	}
	return end - i
}

// inOnePiece reports whether t ends in nine digits or more with nothing between them but
// spaces and, before each three, the sign for thousands: the comma if point is a point,
// else the point.
func inOnePiece(t string, point byte) bool {
	thousands := byte(',')
	if point == ',' {
		thousands = '.'
	}
	n, since := 0, 0
	for i := len(t) - 1; i >= 0; i-- {
		switch {
		case isDigit(t[i]) || isO(t[i]):
			n++
			since++
		case t[i] == thousands && since == 3, t[i] == ' ' && since > 0:
			since = 0
		default:
			return n >= 9
		}
	}
	return n >= 9
}
