package normalise

import "strings"

// standInName reports whether a whole field is a stand-in for a name. Stand-ins that are
// family names too, such as No, are not.
func standInName(p string) bool {
	if p == "" || strings.IndexByte(`#\`, p[0]) >= 0 && excused(p) {
		return true
	}
	var buf [32]byte
	c, whole := compact(buf[:], p)
	return whole && nameStandIn(c)
}

// standInParts is standInName for each side of every comma.
func standInParts(p string) bool {
	for more := true; more; {
		var part string
		if part, p, more = strings.Cut(p, ","); !standInName(part) {
			return false
		}
	}
	return true
}

// standInTokens is standInName for a name in words.
func standInTokens(t []token) bool {
	if len(t) == 0 {
		return false
	}
	var buf [32]byte
	b := buf[:0]
	for _, w := range t {
		if len(b)+len(w.text) > len(buf) {
			return formWords(t, excuse|standsIn)
		}
		b = append(b, w.text...)
	}
	return nameStandIn(b) || formWords(t, excuse|standsIn)
}

func nameStandIn(c []byte) bool {
	is := lexicon[string(c)]
	return is&yetName == 0 && (is&(noName|standsIn) != 0 || empty(c))
}

// formWords reports whether t is several words that forms and clerks write in place of a
// name: "No Surname Given", "Only name", "SURNAME UNKNOWN", "has no last name". All words
// must be of that kind, or of more, and at least one decisive or, where none is an initial, a
// longer one of more.
func formWords(t []token, more kinds) bool {
	if len(t) < 2 {
		return false
	}
	all, initial := kinds(0), false
	for i := range t {
		w := &t[i]
		if !w.is(decisive|formWord) && (!w.is(more) || w.is(yetName)) {
			return false
		}
		if len(w.text) > 2 && !w.is(yetName) || !w.is(more) {
			all |= w.kinds
		}
		initial = initial || len(w.text) == 1
	}
	return all&decisive != 0 || all&more != 0 && !initial
}

// givenStandIn reports whether words that may be a family name stand in for a given name:
// Baby, Baby boy, Baby of Ann.
func givenStandIn(given []token) bool {
	if _, mother := ofMother(given); mother {
		return true
	}
	if len(given) == 1 {
		switch given[0].text {
		case "MAN", "WOMAN", "MUM", "NULL", "BLANK":
			return true
		case "SON", "DAUGHTER", "BB", "BG": // alone these are names, or initials
			return false
		}
	}
	child := false
	if len(given) > 0 && given[0].text == "UNBORN" { // whatever follows: due in March
		return true
	}
	for _, w := range given {
		switch {
		case w.is(newborn):
			child = true
		case nth[w.text] == 0:
			return false
		}
	}
	return child
}

// dropStandIns takes stand-ins off both ends of a name of several words: FNU Ahmed,
// Ahmed No Surname.
func dropStandIns(t []token) []token {
	for n := min(len(t)-1, maxStandIn); n > 0; n-- {
		if denies(t[:n]) {
			return dropStandIns(t[n:])
		}
		if denies(t[len(t)-n:]) {
			return dropStandIns(t[:len(t)-n])
		}
	}
	return t
}

// maxStandIn is the most words of a stand-in beside a name.
const maxStandIn = 6

// denies reports whether t, beside a name, is a stand-in and no name itself.
func denies(t []token) bool {
	if len(t) > 1 {
		return formWords(t, 0)
	}
	return t[0].is(surely)
}
