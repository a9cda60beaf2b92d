package normalise

import (
	"slices"
	"strings"
)

// particles reports whether p is nothing but particles, joined: DELA, VANDEN.
func particles(p string) bool {
	if len(p) > 12 {
		return false
	}
	for n := len(p); n > 0; n-- {
		is, last := lexicon[p[:n]], n == len(p)
		switch {
		case last && is&(elided|article) != 0:
			return true
		case is&particle != 0 && p[:n] != "FITZ" && (last || particles(p[n:])):
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

// families counts the family names in t.
func families(t []token) int { return len(joinFamily(slices.Clone(t))) }

// belongs reports whether a is a particle of the family name b.
func belongs(a, b token) bool {
	switch {
	case a.open && len(a.text) < 3, a.is(particle), a.quote && a.is(elided):
		return true
	case a.is(article) && strings.HasPrefix(b.text, a.text[1:]) && len(b.text) > len(a.text): // Ash-Sharif
		return a.text != "AN" && a.text != "EN" || b.after == '-' && !a.caps // An is a name
	}
	return false
}

// joinGiven joins Abdul Rahman, Zia ul-Haq and Al-Amin.
func joinGiven(t []token) []token {
	return join(t, func(a, b token) bool {
		return a.open && len(a.text) < 3 || a.is(givenParticle) || b.after == '-' && (a.text == "AL" || a.text == "EL")
	})
}

// join merges every token with the next one that belongs to it, from the right,
// in place. Titles and suffixes belong to nobody, and no two words make one that is
// no name.
func join(t []token, belongs func(a, b token) bool) []token {
	for i := len(t) - 2; i >= 0; i-- {
		for i+1 < len(t) && belongs(t[i], t[i+1]) && !t[i+1].is(title|suffix|generation) && lexicon[t[i].text+t[i+1].text]&(stray|linking|cue) == 0 {
			t[i] = joined(t[i], t[i+1])
			t = append(t[:i+1], t[i+2:]...)
		}
	}
	return t
}

// joined is a and b as one word. Saint becomes St.
func joined(a, b token) token {
	if a.text == "SAINT" {
		a.text = "ST"
	}
	text := a.text + b.text
	if b.bare == 0 && a.is(descent) { // bin Abdulmajid: both are left out
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
	a.kinds = lexicon[text]
	return a
}

// bareFrom returns where a family name goes on after a particle that its letters alone
// give away; 0 if there is none. If it is wrong, the rest is hardly a name, and agrees with
// nobody's.
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

// syllable reports whether w begins with one consonant, of one or two letters as Arabic
// names are spelt, and a vowel.
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
