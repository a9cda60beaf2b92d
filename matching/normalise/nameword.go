package normalise

import "strings"

// title reports an honorific, which is no given name where one follows.
func title(w string) bool {
	switch w {
	case "MR", "MRS", "MS", "MISS", "MX", "MSTR", "MASTER", "DR", "DOCTOR", "PROF", "PROFESSOR", "REV", "REVD", "REVEREND", "SIR", "DAME",
		"MESSRS", "MME", "MLLE", "MADAM", "CLLR", "COUNCILLOR", "CAPT", "CAPTAIN", "COL", "COLONEL", "SGT", "CPL", "LT", "MAJ", "FR", "HON":
		return true
	}
	return false
}

// bareTitle reports an honorific that is nobody's name; Sir, Master and Dame are.
func bareTitle(w string) bool {
	switch w {
	case "MR", "MRS", "MS", "MISS", "MX", "DR", "REV", "REVD", "PROF":
		return true
	}
	return false
}

// suffix reports what follows a name and is none.
func suffix(w string) bool {
	switch w {
	case "JR", "JNR", "SR", "SNR", "ESQ", "II", "III", "IV", "OBE", "MBE", "CBE", "BEM", "PHD":
		return true
	}
	return false
}

// generation reports words that are suffixes after a family name and, elsewhere,
// given names.
func generation(w string) bool { return w == "JUNIOR" || w == "SENIOR" }

// endsGiven and endsFamily report what may follow a name and is none of it.
func endsGiven(w string) bool  { return suffix(w) || bareTitle(w) }
func endsFamily(w string) bool { return endsGiven(w) || generation(w) }

// familyParticle reports a word that belongs to the one after it.
func familyParticle(w string) bool {
	switch w {
	case "MC", "MAC", "O", "FITZ", "ST", "SAINT", // Gaelic, Norman
		"VAN", "VON", "VOM", "ZU", "DEN", "DER", "TER", "TEN", "HET", // Dutch, German
		"DE", "DEL", "DELLA", "DELLO", "DA", "DAS", "DO", "DOS", "DI", "DU", "DES", "LE", "LA", "LAS", "LOS", // Romance
		"AL", "EL", "BIN", "BINT", "BINTI", "IBN", "BEN", "ABU", "ABD", "ABDUL", "ABDEL", "ABDAL", "UL", "UR", "UD", "AIT", // Arabic
		"AP", "AB", "FERCH", "VERCH", "NI", "NIC", "UI", "MHIC": // Welsh, Irish
		return true
	}
	return false
}

// givenParticle reports a word that belongs to the given name after it.
func givenParticle(w string) bool {
	switch w {
	case "ABD", "ABDUL", "ABDEL", "ABDAL", "ABU", "UL", "UR", "UD", // Abdul Rahman, Zia ul Haq
		"MC", "FITZ", "ST", "DE", "DEL", "DELLA", "DA", "LA", "VON": // De Andre, La Toya; and a family name in the wrong field
		return true
	}
	return false
}

// aside reports the words between a given name and what its bearer is called.
func aside(w string) bool {
	switch w {
	case "AKA", "KNOWN", "ALSO", "NEE", "FORMERLY", "ALIAS", "AS":
		return true
	}
	return false
}

// leads reports markers of a former name that may open the field.
func leads(w string) bool { return w == "NEE" || w == "FORMERLY" || w == "PREVIOUSLY" || w == "MAIDEN" }

// marker returns how many tokens at the start of t announce a former name that
// follows; 0 if they do not.
func marker(t []token) int {
	switch t[0].text {
	case "NEE", "AKA", "FKA", "ALIAS", "PREV", "PREVIOUSLY", "FORMERLY":
		if follow(t[1:], "KNOWN", "AS") {
			return 3
		}
		return min(1, len(t)-1)
	case "ALSO", "NOW":
		if follow(t[1:], "KNOWN", "AS") {
			return 3
		}
	case "KNOWN":
		if follow(t[1:], "AS") {
			return 2
		}
	case "MAIDEN":
		if follow(t[1:], "NAME") {
			return 2
		}
	}
	return 0
}

// follow reports whether t begins with these words, unhyphened, and goes on.
func follow(t []token, words ...string) bool {
	if len(t) <= len(words) {
		return false
	}
	for i, w := range words {
		if k := t[i]; k.text != w || k.after == '-' {
			return false
		}
	}
	return true
}

// spelledMarkers writes a.k.a. and the like as one word.
func spelledMarkers(p string) string {
	if strings.IndexByte(p, '/') < 0 && strings.IndexByte(p, '.') < 0 {
		return p
	}
	return strings.NewReplacer("A.K.A.", " AKA ", "A.K.A", " AKA ", "A/K/A", " AKA ", "F.K.A.", " FKA ", "F/K/A", " FKA ").Replace(p)
}

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

// standInTokens is standInName for a name in parts.
func standInTokens(parts []string) bool {
	var buf [32]byte
	b := buf[:0]
	for _, w := range parts {
		if len(b)+len(w) > len(buf) {
			return false
		}
		b = append(b, w...)
	}
	return nameStandIn(b)
}

func nameStandIn(c []byte) bool {
	switch string(c) {
	case "NO", "UK", "DK", "BLANK", "NULL", "PENDING":
		return false // family names, whatever the joke says
	case "UNBORN", "UNNAMED", "ANON", "ANONYMOUS", "NONAME", "NOSURNAME", "NOFIRSTNAME", "NOFORENAME", "NOLASTNAME", "NOMIDDLENAME",
		"SURNAME", "FORENAME", "FIRSTNAME", "LASTNAME", "FAMILYNAME", "GIVENNAME", "MIDDLENAME", "FULLNAME", "NAME", "FNU", "LNU",
		"MALE", "FEMALE", "ADULT", "INFANT", "DUPLICATE", "DELETED", "DONOTUSE", "MIGERROR", "NOSHOW", "XXTEST",
		"CLIENT", "APPLICANT", "SERVICEUSER", "PATIENT", "BABYBOY", "BABYGIRL", "BABYOF", "X", "UNKNOWNMALE", "UNKNOWNFEMALE", "JOHNDOE", "JANEDOE":
		return true
	}
	return standIn(c)
}

// givenStandIn reports words that stand for a given name and may be family names.
func givenStandIn(given []string) bool {
	if len(given) != 1 {
		return false
	}
	switch given[0] {
	case "BABY", "BOY", "GIRL", "MAN", "WOMAN", "CHILD", "NULL", "BLANK":
		return true
	}
	return false
}
