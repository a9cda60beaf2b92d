package normalise

import "strings"

// maxDateParts is how many parts of dates are read of one text: eight whole dates.
const maxDateParts = 24

// dateLexer splits a text into the parts of dates.
type dateLexer struct {
	text  string
	at    int
	parts [maxDateParts]datePart
	n     int
	since int  // parts read since the last "or"
	sign  byte // the separator read since the last part
	gap   bool // and read again, with nothing between
	// What the next part is told by a word or sign before it.
	either, weekday bool
	// What the text holds besides parts of dates.
	odd, hidden, rounded, long bool
}

// ordinalSigns fold to letters, of which O would be a nought: 1º de janeiro. Chinese,
// Japanese and Korean words for year, month and day stand after their numbers.
var ordinalSigns = strings.NewReplacer("º", ",", "ª", ",", "年", "-", "月", "-", "日", " ", "년", "-", "월", "-", "일", " ")

// readableDate is text as the lexer takes it.
func readableDate(s string) (string, bool) {
	if !isASCII(s) {
		s = ordinalSigns.Replace(Clean(s))
	}
	if t := strings.TrimSpace(s); len(t) > 2 && strings.Count(t, "#") == 2 && t[0] == '#' && t[len(t)-1] == '#' { // as databases quote dates
		s = t[1 : len(t)-1]
	}
	return readable(s)
}

// run reads until the end, or until something that a date does not hold.
func (l *dateLexer) run() {
	for l.at < len(l.text) && !l.odd && !l.long {
		c := l.text[l.at]
		switch {
		case l.figures():
		case isWord(upper(c)):
			l.word()
		case maskSign(c):
			l.mask(run(l.text[l.at:]))
		default:
			l.separator(c)
			l.at++
		}
	}
	if l.odd || l.long {
		l.n = 0
	}
}

// unread is the value of a text that holds no date.
func (l *dateLexer) unread() Date {
	var buf [24]byte
	c, whole := compact(buf[:], l.text)
	switch {
	case whole && standIn(c):
		return Date{Quality: Placeholder, Why: ReasonPlaceholder}
	case l.long:
		return Date{Quality: Invalid, Why: ReasonLength}
	case l.rounded:
		return Date{Quality: Invalid, Why: ReasonRounded}
	case l.hidden:
		return Date{Quality: Invalid, Why: ReasonMasked}
	}
	return Date{Quality: Invalid, Why: ReasonForm}
}

func (l *dateLexer) push(p datePart) {
	if l.gap && l.n > 0 && !l.either {
		l.gap = false
		l.push(datePart{kind: gap})
	}
	if l.n == maxDateParts {
		l.long = true
		return
	}
	if l.either {
		l.since = 0
	}
	p.either, p.dash = l.either, l.sign == '-'
	l.parts[l.n] = p
	l.n++
	l.since++
	l.hidden = l.hidden || p.kind == mask
	l.sign, l.gap, l.either = 0, false, false
}

func (l *dateLexer) separator(c byte) {
	switch c {
	case '/', '-', '.':
		l.gap = l.gap || l.sign == c
		l.sign = c
	case '&', '+':
		l.either = true
	case '<', '>': // before or after a year
		l.odd = true
	case '(':
		l.at += bracketedAge(l.text[l.at+1:], l.whole())
	}
}

// bracketedAge returns the length of an age in a bracket that follows a date: 3/7/79 (47).
func bracketedAge(t string, afterDate bool) int {
	n := leadingDigits(t)
	if !afterDate || n == 0 || n > 3 || !strings.HasPrefix(t[n:], ")") {
		return 0
	}
	return n
}

// mask reads n characters that hide a part, or the beginning of one (?985). One
// alone between digits or words is a separator, or a character that was lost:
// 05_09_1985. Beside a whole year it says that somebody doubts: ?1985.
func (l *dateLexer) mask(n int) {
	first, inside := upper(l.text[l.at]), l.at > 0 && isWord(upper(l.text[l.at-1]))
	l.at += n
	rest := l.text[l.at:]
	if inside && n == 1 && startsWord(rest) {
		l.hidden = true
		return
	}
	shown := leadingDigits(rest)
	if shown >= 4 {
		return
	}
	l.at += shown
	p := datePart{kind: mask, digits: int16(min(n, 99) + shown), partly: shown > 0, letter: n == 1 && isLetter(first), day: first == 'D'}
	if first == 'Y' { // the year, wherever it stands
		p.digits = 4
	}
	l.push(p)
}

// hiding counts the characters that stand in the place of a number's last digits:
// 198?, 19XX, 19--.
func hiding(t string) int {
	if t == "" {
		return 0
	}
	n := run(t)
	switch {
	case maskSign(t[0]), upper(t[0]) == 'X':
		if n > 1 || !startsWord(t[n:]) {
			return n
		}
	case t[0] == '-', t[0] == '.':
		if n > 1 && !startsWord(t[n:]) {
			return n
		}
	}
	return 0
}

func maskSign(c byte) bool { return c == '?' || c == '_' || c == '*' || c == '#' }

// run counts how often t repeats its first character, in either case.
func run(t string) int {
	n := 1
	for n < len(t) && upper(t[n]) == upper(t[0]) {
		n++
	}
	return n
}

func leadingDigits(t string) int {
	n := 0
	for n < len(t) && isDigit(t[n]) {
		n++
	}
	return n
}

func startsWord(t string) bool { return t != "" && isWord(upper(t[0])) }
