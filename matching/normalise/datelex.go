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
	said  int  // where the last number in words ended
	sign  byte // the separator read since the last part
	gap   bool // the same separator was read twice, so a part between is missing

	either  bool     // an "or" stands before the next part
	unborn  bool     // the text is of a child not yet born
	wrong   bool     // the text says that the next date is not right
	now     bool     // the next part begins the date that is right
	other   bool     // the next date is of something that the text does not say to be a birth
	label   wordKind // what a word says the next part is
	weekday bool     // the next word is a day of the week

	odd     bool // the text holds something that makes it no date
	strange bool // or does, unless it says that the date is of a birth
	birth   bool // which it says
	hidden  bool // a part of it is hidden
	rounded bool // a spreadsheet has dropped digits of it
	long    bool // it has more than maxDateParts parts
}

// ordinalSigns replaces signs after numbers before the text is folded. The signs of
// Spanish and Portuguese ordinals would fold to letters, and an O beside a digit is read as
// 0: 1º de janeiro. Chinese, Japanese and Korean write the words for year, month and day
// there.
var ordinalSigns = strings.NewReplacer("º", ",", "ª", ",", "年", "-", "月", "-", "日", " ", "년", "-", "월", "-", "일", " ")

// readableDate prepares text for the lexer. It is false where nothing was given.
func readableDate(s string) (string, bool) {
	if !isASCII(s) {
		s = ordinalSigns.Replace(Clean(s))
	}
	if t := strings.TrimSpace(s); len(t) > 2 && strings.Count(t, "#") == 2 && t[0] == '#' && t[len(t)-1] == '#' { // as databases quote dates
		s = t[1 : len(t)-1]
	}
	if i := strings.IndexByte(s, '+'); (i == 1 || i == 2) && strings.LastIndexByte(s, '+') == len(s)-len("+1985") && strings.Count(s, "+") == 2 {
		s = strings.ReplaceAll(s, "+", " ") // 05+09+1985, as addresses of the web write spaces
	}
	return readable(s)
}

// run reads until the end, or until something that makes the text no date: then it leaves
// no parts.
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
	if l.odd || l.long || l.strange && !l.birth || l.wrong {
		l.n = 0
	}
}

// unread is the value of a text that holds no date.
func (l *dateLexer) unread() Date {
	_, stands := nothing(l.text)
	switch {
	case stands:
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

// push adds a part, with what was read before it.
func (l *dateLexer) push(p datePart) {
	if l.other && !l.either && !l.now {
		return
	}
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
	p.either, p.dash, p.label, p.now = l.either, l.sign == '-', l.label, l.now
	l.parts[l.n] = p
	l.n++
	l.since++
	l.hidden = l.hidden || p.kind == mask
	l.sign, l.gap, l.either, l.label, l.now, l.other = 0, false, false, otherWord, false, false
}

func (l *dateLexer) separator(c byte) {
	switch c {
	case '/', '-', '.':
		l.gap = l.gap || l.sign == c
		l.sign = c
	case '&', '+':
		l.either = true
	case '>':
		if l.sign == 0 || l.text[l.at-1] != '-' { // after a year
			l.odd = true
			return
		}
		l.sign, l.now = 0, l.n > 0 // 01/02/1980 -> 09/05/1985
	case '<': // before a year
		l.odd = true
	case ')', '[', ']', ';':
		l.other = false
	case '(':
		l.other = false
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

// mask reads n characters that hide a part, or the beginning of one (?985). A single one
// between digits or words is a separator, or a character that was lost: 05_09_1985. Before
// a whole year, as in ?1985, it hides nothing: somebody doubts the year.
func (l *dateLexer) mask(n int) {
	first, inside := upper(l.text[l.at]), l.at > 0 && isWord(upper(l.text[l.at-1]))
	l.at += n
	rest := l.text[l.at:]
	if inside && n == 1 && startsWord(rest) {
		l.hidden = true
		return
	}
	shown := leadingDigits(rest)
	if shown >= 4 || n == 1 && shown == 2 && l.since == 0 && rest[:2] <= "31" { // *05/09/1985: a day has no more digits
		return
	}
	l.at += shown
	p := datePart{kind: mask, digits: int16(min(n, 99) + shown), partly: shown > 0, letter: n == 1 && isLetter(first), day: first == 'D'}
	if first == 'Y' { // the year, wherever it stands
		p.digits = 4
	}
	l.push(p)
}

// hiding counts the characters at the start of t that hide the last digits of the number
// before: 198?, 19XX, 19--.
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

func maskSign(c byte) bool { return strings.IndexByte(hidingSigns, c) >= 0 }

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
