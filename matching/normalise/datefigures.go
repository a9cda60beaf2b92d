package normalise

import "strings"

// figures reads the digits at the present place with what belongs to them, such as an
// exponent, or a time of day that they begin. It returns false if there are none.
func (l *dateLexer) figures() bool {
	var buf [16]byte
	n, length := typedDigits(buf[:], l.text[l.at:])
	if n == 0 {
		return false
	}
	t := l.text[l.at:]
	if n <= 2 && l.timeOfDay(t, false) {
		return true
	}
	if m, k, ok := l.scientific(buf[:], t); ok {
		n, length = m, k
	}
	l.at += length
	if years := yearsOfAge(l.text[l.at:]); n <= 3 && years > 0 && (l.since == 0 || l.whole()) { // not the year of 3/7/79yo
		l.at += years
		return true
	}
	if rest := l.text[l.at:]; n == 2 && l.since == 0 && value(buf[:n]) > 31 && (strings.HasPrefix(rest, " (") || slashes(strings.TrimLeft(rest, ", "))) { // 47 (3/7/79)
		return true
	}
	if n == 1 && (l.since == 0 || l.whole()) && listItem(t[1:]) {
		return true
	}
	if l.rounded || ordinalOrNought(t, length) {
		l.odd = true
		return true
	}
	if n == 12 || n == 14 { // a time stamp: 19850905000000
		c, m := readClock(t[8:], true)
		if m > 0 {
			l.at += 8 + m - n
			l.push(datePart{value: value(buf[:8]), digits: 8, clock: c})
			return true
		}
	}
	if n > 8 {
		l.push(datePart{digits: int16(min(n, 99))})
		return true
	}
	l.at += decimals(n, l.text[l.at:])
	hidden := hiding(l.text[l.at:])
	l.at += hidden
	if hidden > 0 && n < 4 {
		l.push(datePart{kind: mask, digits: int16(min(hidden, 99) + n), partly: true})
		return true
	}
	l.push(datePart{value: value(buf[:n]), digits: int16(n)})
	return true
}

// listItem reports whether t, after a digit, goes on as after the number of an item in a list:
// 1. 05/09/1985, not 5. 9. 1985; 1) 5 Sept 1985.
func listItem(t string) bool {
	return strings.HasPrefix(t, ". ") && slashes(t[2:]) || strings.HasPrefix(t, ") ") && startsWord(t[2:])
}

// slashes reports whether t begins with a day and a month, each before a slash.
func slashes(t string) bool {
	day, rest, _ := strings.Cut(t, "/")
	n := leadingDigits(rest)
	return day != "" && leadingDigits(day) == len(day) && n > 0 && strings.HasPrefix(rest[n:], "/")
}

// yearsOfAge returns the length of the words at the start of t that make the number before
// it an age: 54y, 54 yrs, 54 years old. It is 0 if there are none.
func yearsOfAge(t string) int {
	n := len(t) - len(strings.TrimPrefix(t, " "))
	from := n
	if len(t) >= n+3 && strings.EqualFold(t[n:n+3], "Y/O") {
		return n + 3
	}
	for n < len(t) && isLetter(upper(t[n])) {
		n++
	}
	if !isAny(t[from:n], "YRS YEARS YR YO Y") || n-from == 1 && from > 0 { // alone, y is Welsh
		return 0
	}
	if next, length := spokenWord(t[n:]); next == "OLD" {
		n += length
	}
	return n
}

func value(digits []byte) int32 {
	n, _ := number(string(digits))
	return int32(n)
}

// typedDigits reads digits, with the letters that are typed for 0 and 1 among them:
// O5/O9/l985. It returns how many digits there are, of which buf holds the first,
// and how many bytes of t they take.
func typedDigits(buf []byte, t string) (n, length int) {
	some := false
	for length < len(t) {
		c, k := t[length], 1
		if isDigit(c) {
			some = true
		} else if c, k = digitTyped(t, length); k == 0 {
			break
		}
		for range k {
			if n < len(buf) {
				buf[n] = c
			}
			n++
			length++
		}
	}
	if !some {
		return 0, 0
	}
	return n, length
}

// digitTyped reads letters that were typed for digits: a word of nothing but O, or one I or
// L, beside a digit. In 1o de janeiro the letter makes an ordinal, so it is not read.
func digitTyped(t string, i int) (digit byte, length int) {
	c := upper(t[i])
	if c != 'O' && c != 'I' && c != 'L' {
		return 0, 0
	}
	end := i + run(t[i:])
	rest := t[end:]
	switch {
	case startsWord(rest) && !isDigit(rest[0]), c != 'O' && end > i+1, i == 0 && !startsWord(rest):
		return 0, 0
	case c != 'O':
		return '1', 1
	case len(rest) > 3 && rest[0] == ' ' && upper(rest[1]) == 'D' && rest[3] == ' ':
		return 0, 0
	}
	return '0', end - i
}

// ordinalOrNought reports whether a number ends in a small o and a word follows: 1o may be
// an ordinal or a slip for 10.
func ordinalOrNought(t string, length int) bool {
	rest := t[length:]
	return t[length-1] == 'o' && len(rest) > 1 && rest[0] == ' ' && startsWord(rest[1:]) && !isDigit(rest[1])
}

// scientific reads a number that a spreadsheet shows by its power of ten,
// 1.9850905E+07, into buf, and sets rounded if it lacks digits.
func (l *dateLexer) scientific(buf []byte, t string) (n, length int, ok bool) {
	s, ok := scientific(t)
	if !ok || s.digits() > 8 {
		return 0, 0, false
	}
	l.rounded = l.rounded || len(s.part) < s.exponent
	for n = copy(buf, s.whole+s.part); n < s.digits(); n++ {
		buf[n] = '0'
	}
	return s.digits(), s.length, true
}

// decimals returns the length of the ".0" that a spreadsheet puts after a whole number, of
// n digits here: 19850905.0. It is 0 if there is none.
func decimals(n int, t string) int {
	if n < 4 || len(t) < 2 || t[0] != '.' && t[0] != ',' {
		return 0
	}
	end := 1
	for end < len(t) && t[end] == '0' {
		end++
	}
	if end == 1 || end < len(t) && (isWord(upper(t[end])) || t[end] == '.' || t[end] == ',') {
		return 0
	}
	return end
}
