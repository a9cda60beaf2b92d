package normalise

import "slices"

// titles reports whether all words are titles.
func titles(t []token) bool {
	return !slices.ContainsFunc(t, func(w token) bool { return !w.is(bareTitle) })
}

// dropFront takes titles of some kinds off the front, but leaves one word.
func dropFront(t []token, title kinds) []token {
	for len(t) > 1 {
		switch {
		case t[0].is(title):
			t = t[1:]
		case len(t) > 2 && (t[0].text == "AND" || t[0].text == "THE") && t[1].is(title): // Mr and Mrs, The Rev.
			t = t[2:]
		default:
			return t
		}
	}
	return t
}

// dropEnd takes words of some kinds off the end, but leaves one word. A degree in
// capitals goes only if at least name words are left, of which the first is not, and no hyphen
// joins it to them.
func dropEnd(t []token, ends kinds, name int) []token {
	for len(t) > 1 {
		last := &t[len(t)-1]
		if !last.is(ends) && !(len(t) > 2 && last.text == "THE") && // the 3rd
			!(len(t) > name && last.is(degree) && last.caps && last.after != '-' && !t[0].caps && len(t[0].text) > 1) {
			break
		}
		t = t[:len(t)-1]
	}
	return t
}

// ofMother returns what follows "Baby of", "Daughter of" and the like: the name of
// the mother; ok is false where t does not begin so. Digits (Twin 1 of) are gone.
func ofMother(t []token) (mother []token, ok bool) {
	for i, w := range t {
		switch {
		case (w.is(newborn) || i > 0 && nth[w.text] > 0) && (i == 0 || w.group == t[0].group):
		case i > 0 && w.text == "OF" && w.after == ' ' && w.part == t[0].part:
			return t[i+1:], true
		default:
			return nil, false
		}
	}
	return nil, false
}
