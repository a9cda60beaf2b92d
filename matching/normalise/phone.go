package normalise

import "strings"

// ParsePhone reads the first telephone number in a text: British unless it says
// otherwise. +44, 0044 and a bracketed (0) are understood, an extension is kept
// apart, and a number with another country's code keeps that code.
//
// A British number is [Valid] with ten digits after the trunk 0, or nine where
// those exist (01 and 0800). Without area code, or foreign without its +, it is
// [Partial]. A made-up run of digits (0123456789, 07000 000000) is [Placeholder].
// Ofcom's plan says which numbers are mobiles: 071–075, 077–079 and 07624; 070 and
// 076 are not.
func ParsePhone(s string) Phone {
	t, ok := readable(s)
	if !ok {
		return Phone{}
	}
	l := phoneLexer{text: t}
	l.run()
	if l.n == 0 {
		var buf [24]byte
		if c, whole := compact(buf[:], t); whole && standIn(c) {
			return Phone{Quality: Placeholder}
		}
		return Phone{Quality: Invalid}
	}
	p := l.number()
	if !p.Quality.Usable() {
		return Phone{Quality: p.Quality}
	}
	p.Extension = l.extension
	p.Quality = atBest(p.Quality, s)
	return p
}

// String prints the number as it is dialled: "07700900123", "+35312345678",
// "01134960123 ext 5".
func (p Phone) String() string {
	if !p.Quality.Usable() {
		return p.Quality.word()
	}
	s := p.National
	switch {
	case p.Foreign && p.Quality == Valid:
		s = "+" + s
	case !p.Foreign && len(s) >= 9:
		s = "0" + s
	}
	if p.Extension != "" {
		s += " ext " + p.Extension
	}
	return s
}

// phoneLexer gathers the digits of the first number in a text.
type phoneLexer struct {
	text      string
	digits    [20]byte
	n         int
	plus      bool // the number began with + or 00
	overflow  bool
	extension string
}

func (l *phoneLexer) run() {
	t := l.text
	for i := 0; i < len(t); i++ {
		c := t[i]
		switch {
		case isDigit(c), isO(c) && l.inNumber(i):
			if i > 0 && !isDigit(t[i-1]) && l.complete() && (c == '0' || l.n >= 11) {
				return // a second number
			}
			if isDigit(c) {
				l.push(c)
			} else {
				l.push('0')
			}
		case c == '(' && l.n > 0 && strings.HasPrefix(t[i:], "(0)"):
			i += 2
		case c == '+':
			if l.n >= 6 {
				return
			}
			l.n, l.plus = 0, true
		case l.n == 0 || strings.IndexByte(" -.()'", c) >= 0:
		case (c == '/' || c == ',') && !l.complete():
		case l.n < 6: // a house number, "tel 2:"
			l.n, l.plus = 0, false
		default:
			l.extension = extension(t[i:])
			return
		}
	}
}

func isO(c byte) bool { return c == 'O' || c == 'o' }

// inNumber reports whether the O at i, with others beside it, stands between or
// beside digits and not in a word: a 0 typed as a letter.
func (l *phoneLexer) inNumber(i int) bool {
	from, to := i, i+1
	for from > 0 && isO(l.text[from-1]) {
		from--
	}
	for to < len(l.text) && isO(l.text[to]) {
		to++
	}
	digit := false
	for _, k := range [...]int{from - 1, to} {
		if k < 0 || k >= len(l.text) {
			continue
		}
		if isLetter(upper(l.text[k])) {
			return false
		}
		digit = digit || isDigit(l.text[k])
	}
	return digit
}

func (l *phoneLexer) push(c byte) {
	if l.n == len(l.digits) {
		l.overflow = true
		return
	}
	l.digits[l.n] = c
	l.n++
}

// complete reports whether the digits so far are a whole number.
func (l *phoneLexer) complete() bool {
	switch {
	case l.n == 0:
		return false
	case l.plus:
		return l.n >= 12
	case l.digits[0] == '0' && l.n > 1 && l.digits[1] == '0':
		return l.n >= 14
	case l.digits[0] == '0':
		return l.n >= 11
	}
	return l.n >= 12
}

// extension reads "x5", "ext. 5", "extension 5" or "#5"; "" if t is something else.
func extension(t string) string {
	t = strings.TrimLeft(t, "/,; ")
	i := 0
	for i < len(t) && (isLetter(upper(t[i])) || t[i] == '#') {
		i++
	}
	switch w := t[:i]; {
	case w == "#", equalFold(w, "X"), equalFold(w, "EXT"), equalFold(w, "EXTN"), equalFold(w, "EXTENSION"):
	default:
		return ""
	}
	t = strings.TrimLeft(t[i:], ".: ")
	for i = 0; i < len(t) && i < 8 && isDigit(t[i]); i++ {
	}
	return t[:i]
}

// number makes sense of the digits.
func (l *phoneLexer) number() Phone {
	d := l.digits[:l.n]
	plus := l.plus
	if !plus && l.n > 4 && d[0] == '0' && d[1] == '0' {
		plus, d = true, d[2:]
	}
	switch {
	case l.overflow:
		return Phone{Quality: Invalid}
	case repeated(d) && len(d) > 1:
		return Phone{Quality: Placeholder}
	case len(d) > 2 && string(d[:2]) == "44" && (plus || len(d) >= 12):
		return british(strings.TrimPrefix(string(d[2:]), "0"))
	case d[0] == '0':
		return british(string(d[1:]))
	case plus && len(d) >= 7 && len(d) <= 15:
		return Phone{National: string(d), Foreign: true, Quality: Valid}
	case plus:
		return Phone{Quality: Invalid}
	case len(d) == 10 && strings.IndexByte("12378", d[0]) >= 0: // a spreadsheet ate the 0
		return british(string(d))
	case len(d) >= 11 && len(d) <= 15:
		return Phone{National: string(d), Foreign: true, Quality: Partial}
	case len(d) >= 6 && len(d) <= 8: // no area code
		if runOfDigits(string(d)) {
			return Phone{Quality: Placeholder}
		}
		return Phone{National: string(d), Quality: Partial}
	}
	return Phone{Quality: Invalid}
}

// british judges the digits after the trunk 0.
func british(n string) Phone {
	switch {
	case madeUp(n):
		return Phone{Quality: Placeholder}
	case n == "" || strings.IndexByte("1235789", n[0]) < 0:
		return Phone{Quality: Invalid}
	case len(n) == 10, len(n) == 9 && (n[0] == '1' || strings.HasPrefix(n, "800") || strings.HasPrefix(n, "500")):
		return Phone{National: n, Mobile: mobile(n), Quality: Valid}
	}
	return Phone{Quality: Invalid}
}

func mobile(n string) bool {
	return n[0] == '7' && n[1] != '0' && (n[1] != '6' || strings.HasPrefix(n, "7624"))
}

// madeUp reports national digits that nobody was given: one digit over and over
// after a prefix, or the keyboard's top row.
func madeUp(n string) bool {
	if len(n) < 7 {
		return false
	}
	return repeated([]byte(n[2:])) || runOfDigits(n) || runOfDigits(n[1:]) && len(n) > 8
}

// runOfDigits reports 1234567…, or the same counted down.
func runOfDigits(n string) bool {
	step := (n[1] - n[0] + 10) % 10
	for i := 1; i < len(n); i++ {
		if (n[i]-n[i-1]+10)%10 != step {
			return false
		}
	}
	return step == 1 || step == 9
}
