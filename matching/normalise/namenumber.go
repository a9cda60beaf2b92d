package normalise

import "strings"

// monthOf returns the length of the name of a month between a day and a year, of which t follows
// the day. It is 0 if there is none.
func monthOf(t string) int {
	word, n := spokenWord(t)
	if n < 4 || lookUp(word).kind != monthWord || leadingDigits(strings.TrimLeft(t[n:], " ,.-")) < 2 {
		return 0
	}
	return n
}

// houseNumber reports whether an address begins t: 12 High Street, 2a High Street.
func houseNumber(t string) bool {
	n := leadingDigits(t)
	if n == 0 || n > 4 || yearsOfAge(t[n:]) > 0 || monthOf(t[n:]) > 0 {
		return false
	}
	letter, street, _ := strings.Cut(t[n:], " ")
	return len(letter) < 2 && startsWord(street) && !isDigit(street[0])
}

// ageAt returns the length of the age at the start of t: 41 yrs, 41yo, 41-year-old,
// 6 weeks old. It is 0 if there is none.
func ageAt(t string) int {
	n := leadingDigits(t)
	if n == 0 || n > 3 {
		return 0
	}
	if years := yearsOfAge(t[n:]); years > 0 {
		return n + years
	}
	unit, length := spokenWord(t[n:])
	old, end := spokenWord(t[n+length:])
	if old != "OLD" || !isAny(unit, "YEAR MONTHS MONTH MTHS WEEKS WEEK WKS DAYS DAY") {
		return 0
	}
	return n + length + end
}

// counted drops from the end of t what a number after it counts, Flat 2 or case no 2, and a letter
// between a name and a number (F 12/03/1984), but no family name: Ann Case 2.
func counted(t []token, begun int) []token {
	for n := len(t) - 1; n >= begun; n-- {
		w := &t[n]
		if said := n-begun > 1 || n > begun && w.low && !t[begun].low; !(w.is(numbered) && (said || !w.is(yetName) || w.sign == '(')) && !(said && len(w.text) == 1) {
			break
		}
		t = t[:n]
	}
	return t
}

// postcodeAt returns the length of the postcode of two words at i, of which the first has n
// bytes: LS1 2AB. It is 0 if there is none.
func (l *lexer) postcodeAt(i, n int) int {
	next := i + n + 1
	if next >= len(l.text) || l.text[next-1] != ' ' || !isDigit(l.text[next]) {
		return 0
	}
	end := next + l.wordAt(next)
	if _, ok := unitIn([]string{l.text[i : i+n], l.text[next:end]}, true, false); !ok {
		return 0
	}
	return end - i
}

// numeral reports whether w is a number, or one with letters in it: 1985, JG123456C. A name
// has three letters or more before its digits (Smith1985).
func numeral(w string) bool {
	letters := 0
	for letters < min(len(w), 3) && !isDigit(w[letters]) {
		letters++
	}
	return letters < 3 && digitsIn([]byte(w)) >= 3
}
