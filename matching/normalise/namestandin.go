package normalise

import "strings"

// standInName reports a whole field that stands for no name. Words that are also
// people's names (No, Na in other spellings) are left alone.
func standInName(p string) bool {
	if p == "" {
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
			return formWords(t)
		}
		b = append(b, w.text...)
	}
	return nameStandIn(b) || formWords(t)
}

func nameStandIn(c []byte) bool {
	switch string(c) {
	case "NO", "UK", "DK", "BLANK", "NULL", "PENDING":
		return false // family names, whatever the joke says
	case "UNBORN", "UNNAMED", "ANON", "ANONYMOUS", "NONAME", "NOSURNAME", "NOFIRSTNAME", "NOFORENAME", "NOLASTNAME", "NOMIDDLENAME",
		"SURNAME", "FORENAME", "FIRSTNAME", "LASTNAME", "FAMILYNAME", "GIVENNAME", "MIDDLENAME", "FULLNAME", "NAME", "FIRSTLAST",
		"FNU", "LNU", "MNU", "NFN", "NLN", "NMN", "NMI", "NGN", "NSN", "MONONYM", "MONONYMOUS", "MONONYMIC", "NAMELESS", "UNIDENTIFIED", "NOONE", "NOBODY", "SOMEONE",
		"MALE", "FEMALE", "ADULT", "INFANT", "DUPLICATE", "DELETED", "DONOTUSE", "MIGERROR", "NOSHOW", "XXTEST", "DECEASED",
		"CLIENT", "APPLICANT", "SERVICEUSER", "PATIENT", "BABYBOY", "BABYGIRL", "BABYOF", "X", "UNKNOWNMALE", "UNKNOWNFEMALE", "JOHNDOE", "JANEDOE":
		return true
	}
	return standIn(c)
}

// formWords reports what forms and clerks say about a name in several words: "No
// Surname Given", "Only name", "SURNAME UNKNOWN", "has no last name". All words are
// such, and one of them names a name or denies it.
func formWords(t []token) bool {
	decisive := false
	for _, w := range t {
		switch w.text {
		case "NAME", "NAMES", "SURNAME", "SURNAMES", "FORENAME", "FORENAMES", "FIRSTNAME", "LASTNAME", "NOT", "NONE", "UNKNOWN", "MISSING", "UNK", "MONONYM", "WITHOUT", "NAMED",
			"NOSURNAME", "NOFORENAME", "UNAVAILABLE", "UNSPECIFIED", "UNRECORDED":
			decisive = true
		case "NO", "NIL", "NULL", "BLANK", "NA", "N", "A", "ONLY", "ONE", "SINGLE", "SOLE", "JUST",
			"FIRST", "LAST", "FAMILY", "GIVEN", "MIDDLE", "SECOND", "FULL", "LEGAL", "OTHER", "FATHERS", "FORMER", "PREVIOUS", "MAIDEN", "BIRTH", "ALIAS", "ALIASES",
			"KNOWN", "PROVIDED", "SUPPLIED", "RECORDED", "STATED", "ENTERED", "AVAILABLE", "APPLICABLE", "SPECIFIED", "DISCLOSED", "HELD", "REQUIRED", "CAPTURED",
			"OBTAINED", "RECEIVED", "CONFIRMED", "COLLECTED", "USED", "LISTED", "FOUND", "APPLIES", "TOLD", "ASKED", "YET",
			"HAS", "HAVE", "HAVING", "DOES", "DID", "USES", "USE", "GIVE", "TO", "BE", "IS", "WAS", "THE", "AS", "ON", "FILE", "PASSPORT", "RECORD", "FOR", "THIS", "PERSON", "CLIENT", "SAME", "ABOVE",
			"MALE", "FEMALE", "ADULT":
		default:
			return false
		}
	}
	return decisive && len(t) > 1
}

// givenStandIn reports words that stand for a given name and may be family names: Baby,
// Baby boy, Baby of Ann.
func givenStandIn(given []token) bool {
	if _, mother := ofMother(given); mother {
		return true
	}
	if len(given) == 1 {
		switch given[0].text {
		case "MAN", "WOMAN", "NULL", "BLANK":
			return true
		case "SON", "DAUGHTER", "BB", "BG": // alone these are names, or initials
			return false
		}
	}
	child := false
	for _, w := range given {
		switch {
		case newborn(w.text):
			child = true
		case nth(w.text) == 0:
			return false
		}
	}
	return child
}

// dropStandIns takes stand-ins off both ends of a name of several words: FNU Ahmed,
// Ahmed No Surname.
func dropStandIns(t []token) []token {
	for n := min(len(t)-1, maxStandIn); n > 0; n-- {
		if surely(t[:n]) {
			return dropStandIns(t[n:])
		}
		if surely(t[len(t)-n:]) {
			return dropStandIns(t[:len(t)-n])
		}
	}
	return t
}

// maxStandIn is the most words of a stand-in beside a name.
const maxStandIn = 6

// surely reports a stand-in that is nobody's name beside other words.
func surely(t []token) bool {
	if len(t) > 1 {
		return formWords(t)
	}
	switch t[0].text {
	case "UNKNOWN", "UNK", "NONAME", "NOSURNAME", "NOFORENAME", "NOLASTNAME", "NOFIRSTNAME", "FNU", "LNU", "MNU", "NFN", "NLN", "NMN", "NMI", "MONONYM",
		"UNNAMED", "UNIDENTIFIED", "ANON", "ANONYMOUS", "TBC", "SURNAME", "FORENAME", "LASTNAME", "FIRSTNAME", "XXX", "XXXX":
		return true
	}
	return false
}
