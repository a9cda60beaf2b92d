package normalise

import (
	"slices"
	"strings"
)

// token is a word of a name and what stood before it: a space, a hyphen, or a
// sign that another name begins (a bracket, a slash).
type token struct {
	text  string
	after byte // ' ', '-', '(' for whatever begins another name, ')' after a bracket
	open  bool // ended in an apostrophe: O' Brien
}

// lex appends the words of plain text to t.
func lex(t []token, p string) []token {
	after := byte(' ')
	for i := 0; i < len(p); {
		switch c := p[i]; {
		case isWord(c) || isApostrophe(c):
			start := i
			for i < len(p) && (isWord(p[i]) || isApostrophe(p[i])) {
				i++
			}
			if w := word(p[start:i]); w != "" {
				t = append(t, token{text: w, after: after, open: isApostrophe(p[i-1])})
				after = ' '
			}
			continue
		case strings.IndexByte(`([{"/;`, c) >= 0:
			after = '('
		case after == '(':
		case strings.IndexByte(`)]}`, c) >= 0:
			after = ')'
		case c == '-' && after == ' ' && len(t) > 0:
			after = '-'
		}
		i++
	}
	return t
}

// word drops apostrophes and digits, but reads a 0 beside a letter as O.
func word(w string) string {
	clean := true
	for i := range len(w) {
		clean = clean && !isDigit(w[i]) && !isApostrophe(w[i])
	}
	if clean {
		return w
	}
	b := make([]byte, 0, len(w))
	for i := range len(w) {
		switch c := w[i]; {
		case c == '0' && (i > 0 && isLetter(w[i-1]) || i+1 < len(w) && (isLetter(w[i+1]) || isApostrophe(w[i+1]))):
			b = append(b, 'O')
		case !isApostrophe(c) && !isDigit(c):
			b = append(b, c)
		}
	}
	return string(b)
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

// dropAsides takes the "known as" out of given names; what follows is one more.
func dropAsides(t []token) []token {
	kept := t[:0]
	for i, w := range t {
		if i == 0 || !aside(w.text) {
			kept = append(kept, w)
		}
	}
	return kept
}

// distinct drops words that stand before already, in place.
func distinct(t []token) []token {
	kept := t[:0]
	apart := false // a space stood before what was dropped
	for _, w := range t {
		if slices.ContainsFunc(kept, func(k token) bool { return k.text == w.text }) {
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

// dropFront takes off titles and what migrations and clerks put before a name, but
// never the whole of it.
func dropFront(t []token, title func(string) bool) []token {
	for len(t) > 1 {
		switch {
		case title(t[0].text), t[0].text == "DUPLICATE":
			t = t[1:]
		case len(t) > 2 && (t[0].text == "MIG" && t[1].text == "ERROR" || t[0].text == "NO" && t[1].text == "SHOW"):
			t = t[2:]
		default:
			return t
		}
	}
	return t
}

// nextFamily splits off the first of the family names in t. A hyphen on either
// side makes a word part of a name: Nee-Brown is double-barrelled.
func nextFamily(t []token) (name, rest []token) {
	for i := range t {
		if n := marker(t[i:]); n > 0 && t[i+n].after != '-' && t[i].after != '-' && (i > 0 || leads(t[0].text) && t[n].after != '(') {
			t[i+n].after = '('
			return t[:i], t[i+n:]
		}
		if i > 0 && t[i].after == '(' {
			t[i].after = ' '
			return t[:i], t[i:]
		}
	}
	return t, nil
}

// joinFamily joins Mc, O', van der, de la, bin, al- and the like to the name they
// belong to, so that "Mc Donald" is "McDonald" and "De La Cruz" is "Delacruz".
func joinFamily(t []token) []token {
	return join(t, func(a, b token) bool { return a.open && len(a.text) < 3 || familyParticle(a.text) })
}

// joinGiven joins Abdul Rahman, Zia ul-Haq and Al-Amin.
func joinGiven(t []token) []token {
	return join(t, func(a, b token) bool {
		return a.open && len(a.text) < 3 || givenParticle(a.text) || b.after == '-' && (a.text == "AL" || a.text == "EL")
	})
}

// join merges every token with the next one that belongs to it, from the right,
// in place. Titles and suffixes belong to nobody.
func join(t []token, belongs func(a, b token) bool) []token {
	for i := len(t) - 2; i >= 0; i-- {
		for i+1 < len(t) && belongs(t[i], t[i+1]) && !title(t[i+1].text) && !suffix(t[i+1].text) && !generation(t[i+1].text) {
			t[i].text += t[i+1].text
			t[i].open = t[i+1].open
			t = append(t[:i+1], t[i+2:]...)
		}
	}
	return t
}
