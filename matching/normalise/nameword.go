package normalise

import "slices"

// title reports an honorific, which is no given name where one follows.
func title(w string) bool {
	switch w {
	case "MR", "MRS", "MS", "MISS", "MX", "MSTR", "MASTER", "DR", "DOCTOR", "PROF", "PROFESSOR", "REV", "REVD", "REVEREND", "SIR", "DAME",
		"MESSRS", "MME", "MLLE", "MADAM", "CLLR", "COUNCILLOR", "CAPT", "CAPTAIN", "COL", "COLONEL", "SGT", "CPL", "LT", "MAJ", "FR", "RT", "HON":
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

// titles reports a field with nothing but titles in it.
func titles(t []token) bool {
	return !slices.ContainsFunc(t, func(w token) bool { return !bareTitle(w.text) })
}

// suffix reports what follows a name and is none: a generation, an honour.
func suffix(w string) bool {
	switch w {
	case "JR", "JNR", "SR", "SNR", "ESQ", "ESQUIRE", "II", "III", "IV",
		"OBE", "MBE", "CBE", "DBE", "KBE", "GBE", "BEM", "KCMG", "CMG", "DSO", "QPM", "FRCS", "FRCP", "FRCGP", "FRS", "FRSA", "MRCP",
		"PHD", "DPHIL", "MSC", "BSC", "LLB", "LLM", "MBBS", "MBCHB", "PGCE", "CPA", "MSP":
		return true
	}
	return false
}

// generation reports words that are suffixes after a family name and, elsewhere,
// given names.
func generation(w string) bool { return w == "JUNIOR" || w == "SENIOR" }

// degree reports honours that are family names or initials too: they count only
// after a comma, or in capitals where the name before is not.
func degree(w string) bool {
	switch w {
	case "MA", "BA", "MD", "QC", "KC", "JP", "RN", "DL", "MP", "TD", "CB", "KCB", "OM", "CH", "BS", "DDS", "BED", "MBA", "SJ":
		return true
	}
	return false
}

// endsGiven and endsFamily report what may follow a name and is none of it.
func endsGiven(w string) bool { return suffix(w) || bareTitle(w) }
func endsFamily(w string) bool {
	switch w {
	case "AKA", "FKA", "NKA": // and nothing follows
		return true
	}
	return endsGiven(w) || generation(w)
}

// dropFront takes off titles, but never the whole of the name.
func dropFront(t []token, title func(string) bool) []token {
	for len(t) > 1 {
		switch {
		case title(t[0].text):
			t = t[1:]
		case len(t) > 2 && t[0].text == "AND" && title(t[1].text): // Mr and Mrs
			t = t[2:]
		default:
			return t
		}
	}
	return t
}

// dropEnd takes off what follows a name, but never the whole of it; a degree only
// after as many words as name leaves.
func dropEnd(t []token, ends func(string) bool, name int) []token {
	for len(t) > 1 && (ends(t[len(t)-1].text) || len(t) > 2 && t[len(t)-1].text == "THE" || // the 3rd
		len(t) > name && degree(t[len(t)-1].text) && t[len(t)-1].caps && !t[0].caps && len(t[0].text) > 1) {
		t = t[:len(t)-1]
	}
	return t
}

// vietnamese reports a common Vietnamese family name, which stands first.
func vietnamese(w string) bool {
	switch w {
	case "NGUYEN", "TRAN", "LE", "PHAM", "HUYNH", "HOANG", "PHAN", "VU", "VO", "DANG", "BUI", "DO", "HO", "NGO", "DUONG", "LY", "DINH", "TRUONG", "LAM", "MAI", "TRINH", "DAO", "DOAN":
		return true
	}
	return false
}

// newborn reports words that stand for the given name of a child without one yet.
func newborn(w string) bool {
	switch w {
	case "BABY", "BOY", "GIRL", "CHILD", "INFANT", "NEWBORN", "UNBORN", "SON", "DAUGHTER", "TWIN", "TRIPLET", "FOETUS", "FETUS", "BB", "BG", "MALE", "FEMALE":
		return true
	}
	return false
}

// ofMother returns what follows "Baby of", "Daughter of" and the like: the name of
// the mother; ok is false where t does not begin so. Digits (Twin 1 of) are gone.
func ofMother(t []token) (mother []token, ok bool) {
	for i, w := range t {
		switch {
		case newborn(w.text) && (i == 0 || w.group == t[0].group):
		case i > 0 && w.text == "OF" && w.after == ' ' && w.part == t[0].part:
			return t[i+1:], true
		default:
			return nil, false
		}
	}
	return nil, false
}
