package normalise

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// token is a word of a name, and what the signs about it tell.
type token struct {
	text  string
	bare  int   // where in text the name without its particle begins; 0 if there is none
	hump  uint8 // where in text a capital begins a second name: SmithJones; 0 if none does
	after byte  // what the word stood after: ' ', '-' or ','
	part  uint8 // how many commas outside brackets stood before
	group uint8 // 0 for the name itself; else the bracket, quotation or slash it stands in
	sign  byte  // what opened that group: '(', '"', '/' or '*'
	open  bool  // ended in an apostrophe: O' Brien
	quote bool  // began with one: 't Hooft
	caps  bool  // two letters or more, all of them capitals
	low   bool  // has no capital
	twice bool  // repeats the word before it in one field: Khin Khin
	kinds kinds // what the word may be: see lexicon
}

// is reports whether the word is of one of some kinds.
func (t *token) is(some kinds) bool { return t.kinds&some != 0 }

// lexer splits spelled text into tokens. It does not hold them, so that they can stay on
// the caller's stack.
type lexer struct {
	text          string
	after, sign   byte
	part          uint8 // of the name itself
	group, groups uint8
}

// maxGroups bounds the numbers of asides and of commas; all beyond share the last number.
const maxGroups = 200

// lex appends the words of spelled text to t. commas is how many stood outside
// brackets, and numbers says that some other than a few digits were left out.
func lex(t []token, text string) (words []token, commas int, numbers bool) {
	l := lexer{text: text, after: ' '}
	begun := len(t)
	if begun > 0 {
		l.groups = t[begun-1].group
	}
	for i := 0; i < len(text); {
		n := l.wordAt(i)
		switch {
		case n > 0:
			word := text[i : i+n]
			if age := ageAt(text[i:]); age > 0 {
				n, numbers = age, true
				break
			}
			if k := leadingDigits(word); k > 0 {
				if rest := monthOf(text[i+n:]); rest > 0 { // 12 March 1984
					n, word = n+rest, word[:k]
				}
			}
			if code := l.postcodeAt(i, n); code > 0 {
				n, numbers = code, true
				break
			}
			if isDigit(word[0]) {
				if rest := counted(t, begun); len(rest) < len(t) {
					t, numbers = rest, true
					break
				}
			}
			if numeral(word) {
				numbers = true
				break
			}
			if w := newToken(word); w.text != "" {
				w.twice = len(t) > begun && w.text == t[len(t)-1].text
				t = append(t, l.stamped(w))
			}
		case text[i] == '&' || text[i] == '+':
			t = append(t, l.stamped(token{text: "AND", kinds: lexicon["AND"]}))
		case text[i] == ',' && houseNumber(strings.TrimLeft(text[i+1:], " ")):
			numbers, n = true, len(text)
		default:
			l.mark(i, len(t) > 0)
		}
		i += max(n, 1)
	}
	quotations(t[begun:])
	return t, int(l.part), numbers
}

// wordAt returns the length of the word at i. A question mark beside a letter belongs to
// it: it stands for a letter or an apostrophe that an export lost.
func (l *lexer) wordAt(i int) int {
	n := i
	for n < len(l.text) {
		c := upper(l.text[n])
		lost := c == '?' && (n > i && isWord(upper(l.text[n-1])) || n+1 < len(l.text) && isLetter(upper(l.text[n+1])))
		if !isWord(c) && !isApostrophe(c) && !lost {
			break
		}
		n++
	}
	return n - i
}

// mark reads a sign between words; begun says that one stood before.
func (l *lexer) mark(i int, begun bool) {
	switch c := l.text[i]; c {
	case '(', '[', '{':
		l.begin('(')
	case ')', ']', '}':
		l.end()
	case '"', '*':
		switch {
		case i > 0 && l.text[i-1] == c: // ** is one star
		case l.sign == c:
			l.end()
		case c == '"' || strings.IndexByte(strings.TrimLeft(l.text[i:], "*"), c) > 0:
			l.begin(c)
		}
	case '/', ';', '|':
		l.begin('/')
	case ',':
		if l.sign == '/' {
			l.end()
		}
		l.after = ','
		if l.group == 0 && l.part < maxGroups {
			l.part++
		}
	case '-':
		if l.after == ' ' && begun {
			l.after = '-'
		}
	}
}

func (l *lexer) begin(sign byte) {
	if l.groups < maxGroups {
		l.groups++
	}
	l.group, l.sign, l.after = l.groups, sign, ' '
}

func (l *lexer) end() { l.group, l.sign, l.after = 0, 0, ' ' }

// newToken reads one word; its text is empty if nothing is left of it.
func newToken(w string) token {
	t := token{open: isApostrophe(w[len(w)-1]), quote: isApostrophe(w[0])}
	if len(w) > 2 && isDigit(w[0]) && isDigit(w[len(w)-3]) && ordinalEnding(w[len(w)-2:]) { // 2nd, 3rd
		return t
	}
	if len(w) > 2 && w[0] >= 'a' && w[0] <= 'z' && capitals(w[1:]) { // typed while capitals were locked: jANE
		w = strings.ToUpper(w[:1]) + strings.ToLower(w[1:])
	}
	t.text, t.bare, t.hump = letters(w)
	t.caps, t.low = casing(w)
	t.kinds = lexicon[t.text]
	return t
}

// stamped returns t with what the lexer knows of its place, which a word ends.
func (l *lexer) stamped(t token) token {
	t.after, t.part, t.group, t.sign = l.after, l.part, l.group, l.sign
	l.after = ' '
	return t
}

// quotations makes a group of each one to three words between apostrophes: Ann 'Annie'
// Smith.
func quotations(t []token) {
	for i := range t {
		if !t[i].quote || t[i].group > 0 {
			continue
		}
		for j := i; j < min(i+3, len(t)); j++ {
			if t[j].open && t[j].group == 0 {
				for k := i; k <= j; k++ {
					t[k].group, t[k].sign, t[k].open = uint8(maxGroups+1+i%50), '"', false
				}
				break
			}
		}
	}
}

// letters drops apostrophes and digits from a word and spells it in capitals, but
// reads a 0 beside a letter as O. bare is where it goes on after the last
// apostrophe or hump (D'Angelo, DeHaro) that ends a particle, hump after the one hump
// that ends a name.
func letters(w string) (text string, bare int, hump uint8) {
	if capitals(w) {
		return w, 0, 0
	}
	last, humps := 0, 0
	b := make([]byte, 0, len(w))
	for i := range len(w) {
		c := upper(w[i])
		switch {
		case c == '0' && (i > 0 && isLetter(upper(w[i-1])) || i+1 < len(w) && (isLetter(upper(w[i+1])) || isApostrophe(w[i+1]))):
			c = 'O'
		case !isWord(c) || isDigit(c):
			continue
		}
		humped := i > 0 && isLetter(w[i]) && w[i-1] >= 'a' && w[i-1] <= 'z'
		apart := i > 0 && len(b) > 0 && (isApostrophe(w[i-1]) || w[i-1] == '?' || humped)
		switch {
		case apart && len(w)-i > 1 && particles(string(b)):
			bare = len(b)
		case humped && lexicon[string(b)]&particle == 0:
			last, humps = len(b), humps+1
		}
		b = append(b, c)
	}
	if len(b)-bare < 2 {
		bare = 0
	}
	text = string(b)
	if !isASCII(text) {
		return norm.NFKC.String(strings.ToUpper(text)), bare, 0
	}
	if humps == 1 && min(last, len(b)-last) >= leastDoubled && last > bare+1 && len(b) <= math.MaxUint8 && lexicon[text[:last]]|lexicon[text[last:]] == 0 {
		hump = uint8(last)
	}
	return text, bare, hump
}

// leastDoubled is the fewest letters of each name of a double one that only a capital
// divides.
const leastDoubled = 3

// doubled splits double family names that only a capital divides, SmithJones, as a hyphen
// would.
func doubled(t []token) []token {
	if !slices.ContainsFunc(t, func(w token) bool { return w.hump > 0 }) {
		return t
	}
	var parted []token // not in place: it grows, and what follows t in its array is not ours
	for _, w := range t {
		if w.hump == 0 {
			parted = append(parted, w)
			continue
		}
		first, second := w, w
		first.text, first.hump = w.text[:w.hump], 0
		second.text, second.bare, second.hump, second.after = w.text[w.hump:], 0, 0, '-'
		parted = append(parted, first, second)
	}
	return parted
}

// capitals reports whether w is made of A–Z alone.
func capitals(w string) bool {
	for i := range len(w) {
		if !isLetter(w[i]) {
			return false
		}
	}
	return true
}

// casing reports whether a word is all in capitals, or has none. Mc is left aside.
func casing(w string) (caps, low bool) {
	if capitals(w) {
		return len(w) > 1, false
	}
	n, lower := 0, false
	rest, mc := strings.CutPrefix(w, "Mc")
	low = !mc
	for _, r := range rest {
		switch {
		case unicode.IsLower(r):
			lower = true
		case unicode.IsUpper(r):
			low = false
			n++
		}
	}
	return n > 1 && !lower, low && lower
}

// texts returns the words alone.
func texts(t []token) []string {
	if len(t) == 0 {
		return nil
	}
	s := make([]string, len(t))
	for i, w := range t {
		s[i] = w.text
	}
	return s
}

// distinct drops words that repeat one before, in place. One that was typed twice is a name
// of two words, as in Burma and China: Khin Khin, who is not Khin Mya.
func distinct(t []token) []token {
	kept := t[:0]
	apart := false // a space stood before what was dropped
	for _, w := range t {
		if at := find(kept, w.text); at >= 0 && !(w.twice && at == len(kept)-1) {
			apart = apart || w.after != '-'
			continue
		}
		if apart {
			w.after, apart = ' ', false
		}
		kept = append(kept, w)
	}
	return kept
}

// find is where a word stands in t; -1 if it does not.
func find(t []token, word string) int {
	for i := range t {
		if t[i].text == word {
			return i
		}
	}
	return -1
}

// indexOf is where the first word of some kinds stands in t; -1 if none does.
func indexOf(t []token, some kinds) int {
	for i := range t {
		if t[i].is(some) {
			return i
		}
	}
	return -1
}

// chained reports whether t is one name: a single word or several in hyphens.
func chained(t []token) bool {
	for i := 1; i < len(t); i++ {
		if t[i].after != '-' {
			return false
		}
	}
	return len(t) > 0
}

// initials reports whether all of t are single letters.
func initials(t []token) bool {
	return !slices.ContainsFunc(t, func(w token) bool { return len(w.text) > 1 || !isASCII(w.text) })
}

// monogram reports whether the word is the initials of several given names, in capitals: JP,
// AJ, TJW. Few names have no vowel.
func (t *token) monogram() bool {
	n := len(t.text)
	return t.caps && n <= 3 && t.text != "NG" && isASCII(t.text) &&
		(!strings.ContainsAny(t.text, "AEIOUY") || n == 2 && t.text[1] == 'J')
}
