package normalise

import "strings"

// foreignPostcode reports whether a text is a code of a form that other countries have and
// Britain has not, with or without its town: 75008, D-10115 Berlin, 1012 AB, KY1-1002.
func foreignPostcode(c []byte, t string) bool {
	if foreignForm(c) {
		return true
	}
	found := 0
	for _, w := range strings.Fields(t) {
		var buf [10]byte
		c, whole := compact(buf[:], w)
		switch n := digitsIn(c); {
		case n == 0:
		case whole && n >= 4 && len(c) >= 5 && foreignForm(c): // "10 High Street" and "1010 Wien" look alike
			found++
		default:
			return false
		}
	}
	return found == 1
}

// foreignForm reports whether c is digits, perhaps after the letters of a country or a
// region, or has the form of the Netherlands.
func foreignForm(c []byte) bool {
	letters := 0
	for letters < len(c) && isLetter(c[letters]) {
		letters++
	}
	digits := leadingDigits(string(c[letters:]))
	switch tail := c[letters+digits:]; {
	case len(tail) == 0 && letters <= 3:
		return digits >= 4 && digits <= 9 || digits == 3 && letters == 2 // AD500
	case letters == 0 && digits == 4:
		return len(tail) == 2 && isLetter(tail[0]) && isLetter(tail[1])
	}
	return false
}

// irishOrCanadian reports whether c has the form of Ireland, D02 AF30 or D6W XY00, or of Canada, K1A 0B1.
func irishOrCanadian(c []byte) bool {
	return len(c) == 7 && isLetter(c[0]) && isDigit(c[1]) && (isDigit(c[2]) || string(c[:3]) == "D6W") && digitsIn(c[3:]) > 0 || // not L18 JQUK, which is L1 8JQ, UK
		len(c) == 6 && isLetter(c[0]) && isDigit(c[1]) && isLetter(c[2]) && isDigit(c[3]) && isLetter(c[4]) && isDigit(c[5])
}
