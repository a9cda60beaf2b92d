package normalise

import "strings"

// phoneReader goes through a text and reads the numbers in each run of digits.
type phoneReader struct {
	text     string
	out      []Phone
	digits   []byte
	groups   []digitGroup
	plus     bool    // a + stands before what comes next
	mark     bool    // a slash, a comma or "or" does
	another  bool    // a word for a number of another kind does: ref, NHS no
	hidden   masking // hidden characters do
	fragment Phone   // the first fragment, for a text that holds nothing else
}

// masking says whether hidden characters, shown as asterisks and the like, stand before
// the next digits.
type masking uint8

const (
	notHidden  masking = iota
	hiddenNew          // no value has reported them yet
	hiddenTold         // the value before them has: its reason is that it is masked
)

func (r *phoneReader) run() {
	r.digits, r.groups = make([]byte, 0, 48), make([]digitGroup, 0, 16)
	t := r.text
	for i := 0; i < len(t); {
		c := t[i]
		switch {
		case r.isDigit(i):
			i = r.group(i)
		case c == '(' && len(r.groups) > 0 && strings.HasPrefix(t[i:], "(0)") && !r.keepsNought():
			i += len("(0)")
		case c == '+':
			r.plus = true
			i++
		case strings.IndexByte(" -.()'[]", c) >= 0, (c == '_' || c == '~') && i > 0 && i+1 < len(t) && isDigit(t[i-1]) && isDigit(t[i+1]):
			i++
		case strings.IndexByte("/,;&|\\", c) >= 0:
			r.mark, r.hidden = true, notHidden
			i++
		default:
			i = r.other(i)
		}
	}
	r.end(notHidden)
}

// other reads what is no digit of a number, from i on: a word, an extension, characters
// that hide digits. It returns where that ends.
func (r *phoneReader) other(i int) int {
	n, joined := joins(r.text[i:])
	if joined && (i == 0 || !isLetter(upper(r.text[i-1]))) {
		r.mark, r.hidden = true, notHidden
		return i + n
	}
	if k := r.denied(i); k > 0 {
		return i + k
	}
	if n == len("not") && strings.EqualFold(r.text[i:i+n], "not") {
		r.end(notHidden)
		if next, k := spokenWord(r.text[i+n:]); next == "WRONG" {
			return i + n + k
		}
		return i + n + numberLength(r.text[i+n:])
	}
	if isAny(r.text[i:i+n], "wrong incorrect") {
		r.end(notHidden)
		return r.wrong(i, i+n)
	}
	if digits, end := extension(r.text, i); digits != "" && r.extend(digits) {
		return end
	}
	if end := maskEnd(r.text, i); end > i {
		r.end(hiddenNew)
		return end
	}
	r.end(notHidden)
	if w := r.text[i : i+n]; n > 0 && !isAny(w, "NO NUMBER") {
		r.another = kindsOf(w)&otherNumber != 0
	}
	return i + max(n, 1)
}

// denied drops the number that ends here if what follows from i on says that it is not the right one, and
// returns the length of that.
func (r *phoneReader) denied(i int) int {
	if len(r.groups) == 0 {
		return 0
	}
	n, had := wrongly(r.text[i:]), len(r.out)
	if n == 0 {
		return 0
	}
	if r.end(notHidden); len(r.out) == had {
		return 0
	}
	r.out = r.out[:len(r.out)-1]
	return n
}

// wrong drops the number that "wrong number" is said of, and returns where what it takes ends.
// It is the number before, unless a sign stands between and a number after: 07700 900123, wrong
// number 07700 900124. The word stands from i to end.
func (r *phoneReader) wrong(i, end int) int {
	label, n := spokenWord(r.text[end:])
	if label != "NUMBER" && label != "NO" {
		return end
	}
	end += n
	colon := strings.HasPrefix(r.text[end:], ":")
	if colon {
		end++
	}
	after := numberLength(r.text[end:])
	if len(r.out) == 0 || colon || after > 0 && r.text[end] != ')' && strings.LastIndexAny(r.text[:i], ",/;|&(") > strings.LastIndexAny(r.text[:i], "0123456789") {
		return end + after
	}
	r.out = r.out[:len(r.out)-1]
	return end
}

// begin returns a group that begins here, with the signs before it.
func (r *phoneReader) begin() digitGroup {
	g := digitGroup{from: len(r.digits), plus: r.plus, mark: r.mark && len(r.groups) > 0}
	r.plus, r.mark = false, false
	return g
}

// group reads the digits that stand together from i on, and returns where they end.
func (r *phoneReader) group(i int) int {
	if s, ok := scientific(r.text[i:]); ok {
		return i + r.sheet(s)
	}
	g := r.begin()
	from := i
	for i < len(r.text) && r.isDigit(i) {
		b := r.text[i]
		switch {
		case isO(b):
			b = '0'
		case isOne(b):
			b = '1'
		}
		r.digits = append(r.digits, b)
		i++
	}
	g.to = len(r.digits)
	g.item = !g.plus && g.to-g.from <= 2 && i+1 < len(r.text) && strings.IndexByte(".):", r.text[i]) >= 0 && r.text[i+1] == ' '
	if from > 0 {
		g.sign = r.text[from-1]
	}
	r.groups = append(r.groups, g)
	return i + sheetDecimals(r.text, i)
}

// keepsNought reports whether the digits just read are the code of a country whose
// numbers keep their 0 when dialled from abroad.
func (r *phoneReader) keepsNought() bool {
	i := len(r.groups) - 1
	d := r.digits[r.groups[i].from:]
	code := strings.TrimPrefix(string(d), "00")
	return isAny(code, "39 378 379") && (r.groups[i].plus || len(code) < len(d)) // Italy, San Marino, Vatican City
}

// isDigit reports whether there is a digit at i, or a letter typed for one: an O, or an I
// or a small L between two digits.
func (r *phoneReader) isDigit(i int) bool {
	t := r.text
	return isDigit(t[i]) || isO(t[i]) && inNumber(t, i) || isOne(t[i]) && i > 0 && i+1 < len(t) && isDigit(t[i-1]) && isDigit(t[i+1])
}

func isO(c byte) bool   { return c == 'O' || c == 'o' }
func isOne(c byte) bool { return c == 'I' || c == 'l' }

// inNumber reports whether the O at i, with others beside it, stands between or
// beside digits and not in a word: a 0 typed as a letter.
func inNumber(t string, i int) bool {
	before, after := strings.TrimRight(t[:i], "Oo"), strings.TrimLeft(t[i:], "Oo")
	digit := false
	for _, c := range []byte(before[max(len(before)-1, 0):] + after[:min(len(after), 1)]) {
		if isLetter(upper(c)) {
			return false
		}
		digit = digit || isDigit(c)
	}
	return digit
}

// end reads the run of digits that ends here. Hidden says whether hidden characters end it.
func (r *phoneReader) end(hidden masking) {
	before, had := r.hidden, len(r.out)
	added, fragment := r.flush()
	read := added > 0 || fragment // and no date
	if before != notHidden && read {
		r.mask(had, added > 0, before == hiddenTold)
		fragment = false
	}
	if hidden == hiddenNew && read {
		if r.mask(len(r.out)-1, !fragment, before != notHidden && added <= 1) {
			hidden = hiddenTold
		}
	} else if hidden == hiddenNew && before == hiddenTold {
		hidden = hiddenTold
	}
	r.plus, r.mark, r.hidden = false, false, hidden
}

// mask marks value i as masked or, if there is no value but a fragment, adds a masked one.
// Told says that the value before is masked already, and of the same number: then value i
// is dropped. It returns false for a British number that is whole without the hidden
// characters, which stays.
func (r *phoneReader) mask(i int, value, told bool) bool {
	masked := noPhone(Invalid, ReasonMasked)
	switch {
	case value && r.out[i].Quality == Valid && !r.out[i].Foreign:
		return false
	case value && told && r.out[i] != masked:
		r.out = append(r.out[:i], r.out[i+1:]...)
	case value:
		r.out[i] = masked
	case !told:
		r.out = append(r.out, masked)
	}
	return true
}

// maskEnd returns the end of the signs at i that hide characters, i if there are none. A
// single sign counts if it is an asterisk, or stands between digits.
func maskEnd(t string, i int) int {
	end := i
	for end < len(t) && (maskSign(t[end]) || upper(t[end]) == 'X') {
		end++
	}
	after := end < len(t) && isDigit(t[end])
	switch before := i > 0 && isDigit(t[i-1]); {
	case end < len(t) && isLetter(upper(t[end])), i > 0 && isLetter(upper(t[i-1])):
		return i
	case end-i == 1 && t[i] != '*' && (!before || !after):
		return i
	}
	return end
}

// numberLength returns the length of the number at the start of t, with its signs; 0 if there is
// none, or more than one (not 9-5 07700 900123).
func numberLength(t string) int {
	n := len(t) - len(strings.TrimLeft(t, "0123456789 +-.()"))
	if i := strings.Index(t[:n], " - "); i > 0 {
		n = i
	}
	if d := digitsIn([]byte(t[:n])); d < minDigits || d > len("447700900123") {
		return 0
	}
	return n
}

// extend gives the number that ends here its extension. It returns false if there is none
// that can be used.
func (r *phoneReader) extend(digits string) bool {
	if len(r.groups) == 0 {
		return false
	}
	r.end(notHidden)
	if len(r.out) == 0 || !r.out[len(r.out)-1].Quality.Usable() {
		return false
	}
	r.out[len(r.out)-1].Extension = digits
	return true
}

// extension reads "x5", "ext. 5", "extension 5" or "#5" at i, and returns where it
// ends; "" if something else is there.
func extension(t string, i int) (digits string, end int) {
	from := i
	for i < len(t) && (isLetter(upper(t[i])) || t[i] == '#') {
		i++
	}
	if !isAny(t[from:i], "# X EXT EXTN EXTENSION") {
		return "", i
	}
	for i < len(t) && strings.IndexByte(".:= ", t[i]) >= 0 {
		i++
	}
	from = i
	if i += leadingDigits(t[i:]); i-from > 8 { // "07700 900123 x 07700 900456"
		return "", i
	}
	return t[from:i], i
}

// none is the value of a text without a number.
func (r *phoneReader) none() Phone {
	if r.fragment.Quality != Absent {
		return r.fragment
	}
	if why, ok := nothing(r.text); ok {
		return noPhone(Placeholder, why)
	}
	return noPhone(Invalid, ReasonForm)
}
