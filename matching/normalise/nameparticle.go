package normalise

import "strings"

// familyParticle reports a word that belongs to the family name after it. All but
// Fitz are left out at times, so that the rest of the name is a form of its own.
func familyParticle(w string) bool {
	switch w {
	case "MC", "MAC", "MAG", "MHIC", "O", "UA", "UI", "NI", "NIC", "FITZ", "ST", "SAINT", // Gaelic, Norman
		"VAN", "VANDER", "VANDEN", "VON", "VOM", "ZU", "ZUM", "ZUR", "DEN", "DER", "DEM", "AUF", "TER", "TEN", "HET", "OP", // Dutch, German
		"DE", "DEL", "DELA", "DELAS", "DELOS", "DELLA", "DELLO", "DEGLI", "DEI", "DA", "DAL", "DALLA", "DAS", "DO", "DOS", "DI", "DU", "DES", "LE", "LA", "LAS", "LOS", // Romance
		"AL", "EL", "BIN", "BINT", "BINTE", "BINTI", "BT", "BTE", "IBN", "IBNI", "BEN", "ABU", "ABD", "ABDUL", "ABDEL", "ABDAL", "ABDUR", "ABDUS", "ABDUN", "ABDUD", "ABDUZ", "UL", "UR", "UD", "AIT", "OULD", // Arabic, Malay
		"AP", "AB", "FERCH", "VERCH": // Welsh
		return true
	}
	return false
}

// elided reports a particle that an apostrophe joins: D'Angelo, N'Diaye, 't Hooft.
func elided(w string) bool {
	switch w {
	case "O", "D", "L", "N", "M", "T", "S", "DE", "DELL", "DALL", "NELL", "SANT":
		return true
	}
	return false
}

// article reports the Arabic article before w, which is spoken and often written
// with w's first sound: As-Sayed, Ash-Sharif.
func article(a, w string) bool {
	switch a {
	case "AD", "AR", "AS", "ASH", "AT", "ATH", "AZ", "ED", "ER", "ES", "ESH", "ET", "EZ", "AN", "EN":
		return strings.HasPrefix(w, a[1:]) && len(w) > len(a)
	}
	return false
}

// givenParticle reports a word that belongs to the given name after it.
func givenParticle(w string) bool {
	switch w {
	case "ABD", "ABDUL", "ABDEL", "ABDAL", "ABDUR", "ABDUS", "ABDUN", "ABDUD", "ABDUZ", "ABU", "UL", "UR", "UD", // Abdul Rahman, Zia ul Haq
		"MC", "FITZ", "ST", "DE", "DEL", "DELA", "DELLA", "DELOS", "DA", "LA", "VON": // De Andre, La Toya; and a family name in the wrong field
		return true
	}
	return false
}

// maybeGiven reports a particle that is a name by itself as well: Al, Ben, Van, Di, Das.
func maybeGiven(w string) bool {
	switch w {
	case "AL", "BEN", "VAN", "DI", "MAC", "LE", "LA", "DO", "DU", "DA", "DAL", "BIN", "NI", "ABDUL", "ABDEL", "ABU", "ABD", "UL", "AB", "OP", "TEN", "DAS", "DES", "DEN", "EL", "NIC", "O":
		return true
	}
	return false
}

// descent reports "son of" or "daughter of" between given names: Ahmad bin Ali.
func descent(w string) bool {
	switch w {
	case "BIN", "BINT", "BINTE", "BINTI", "BT", "BTE", "IBN", "IBNI", "FERCH", "VERCH":
		return true
	}
	return false
}

// particles reports whether p is one particle after another, joined: DELA, VANDEN.
func particles(p string) bool {
	if len(p) > 12 {
		return false
	}
	for n := len(p); n > 0; n-- {
		head := p[:n]
		switch last := n == len(p); {
		case last && (elided(head) || article(head, head[1:]+head)):
			return true
		case head != "FITZ" && familyParticle(head) && (last || particles(p[n:])):
			return true
		}
	}
	return false
}

// joinFamily joins Mc, O', van der, de la, bin, al- and the like to the name they
// belong to, so that "Mc Donald" is "McDonald" and "De La Cruz" is "Delacruz".
func joinFamily(t []token) []token {
	return join(t, belongs)
}

// belongs reports whether a is a particle of the family name b.
func belongs(a, b token) bool {
	switch {
	case a.open && len(a.text) < 3, familyParticle(a.text), a.quote && elided(a.text):
		return true
	case article(a.text, b.text):
		return a.text != "AN" && a.text != "EN" || b.after == '-' && !a.caps // An is a name
	}
	return false
}

// joinGiven joins Abdul Rahman, Zia ul-Haq and Al-Amin.
func joinGiven(t []token) []token {
	return join(t, func(a, b token) bool {
		return a.open && len(a.text) < 3 || givenParticle(a.text) || b.after == '-' && (a.text == "AL" || a.text == "EL")
	})
}

// join merges every token with the next one that belongs to it, from the right,
// in place. Titles and suffixes belong to nobody, and no two words make one that is
// no name.
func join(t []token, belongs func(a, b token) bool) []token {
	ends := func(w string) bool { return title(w) || suffix(w) || generation(w) }
	for i := len(t) - 2; i >= 0; i-- {
		for i+1 < len(t) && belongs(t[i], t[i+1]) && !ends(t[i+1].text) && !noName(t[i].text+t[i+1].text) {
			t[i] = joined(t[i], t[i+1])
			t = append(t[:i+1], t[i+2:]...)
		}
	}
	return t
}

// joined is a before b in one word. Saint is St, however it is spelt.
func joined(a, b token) token {
	if a.text == "SAINT" {
		a.text = "ST"
	}
	text := a.text + b.text
	if b.bare == 0 && descent(a.text) { // bin Abdulmajid: both are left out
		b.bare = bareFrom(b.text)
	}
	a.bare = len(a.text) + b.bare
	if !particles(text[:a.bare]) {
		a.bare = len(a.text)
	}
	if !particles(text[:a.bare]) || len(text)-a.bare < 2 {
		a.bare = 0
	}
	a.text, a.open = text, b.open
	_, a.cue = phrases[text]
	return a
}

// bareFrom returns where a family name goes on after a particle that the letters
// alone give away; 0 if none. What is cut off wrongly is no name, so it agrees
// with nobody's.
func bareFrom(w string) int {
	for _, p := range [...]struct {
		particle string
		rest     int // letters that must follow
	}{{"MC", 3}, {"MAC", 4}, {"DELA", 4}, {"DELOS", 4}, {"VANDER", 3}, {"VANDEN", 3}, {"BINTI", 3}, {"ABDUL", 4}, {"ABDEL", 4}} {
		if strings.HasPrefix(w, p.particle) && len(w) >= len(p.particle)+p.rest {
			return len(p.particle)
		}
	}
	switch {
	case len(w) >= 7 && (w[:2] == "AL" || w[:2] == "EL") && w[2] != 'L' && syllable(w[2:]): // Alrashid, not Allison or Aldrich
		return 2
	case len(w) >= 6 && w[:2] == "ST" && strings.IndexByte("BCDGJLMNP", w[2]) >= 0: // Stjohn, Stclair: no word begins so
		return 2
	}
	return 0
}

// syllable reports whether w begins with a consonant, as Arabic is spelt, and a
// vowel.
func syllable(w string) bool {
	for _, c := range [...]string{"SH", "KH", "TH", "GH", "DH"} {
		if strings.HasPrefix(w, c) {
			w = w[1:]
			break
		}
	}
	return !vowel(w[0]) && isLetter(w[0]) && vowel(w[1])
}

func vowel(c byte) bool { return strings.IndexByte("AEIOU", c) >= 0 }
