package names

import "strings"

// vowels is a group of vowels by its first and its last, which are the same where
// there is only one: AI and IA are two groups.
type vowels uint8

// A vowel as one of four; O is a U.
const (
	vowelA vowels = 1 + iota
	vowelE
	vowelI
	vowelU
)

func (v vowels) first() vowels { return v & 7 }
func (v vowels) last() vowels  { return v >> 3 & 7 }

// with returns the group with one more vowel at its end.
func (v vowels) with(one vowels) vowels {
	if v == 0 {
		return one | one<<3
	}
	return v.first() | one<<3
}

func plainVowel(c byte) bool {
	switch c {
	case 'A', 'E', 'I', 'O', 'U':
		return true
	}
	return false
}

func anyVowel(c byte) bool { return c == 'Y' || plainVowel(c) }

// front reports whether c softens a C before it.
func front(c byte) bool { return c == 'E' || c == 'I' || c == 'Y' }

// isVowel reports whether the letter in hand is sounded as a vowel.
func (s *sounds) isVowel() bool {
	switch c := s.at(0); c {
	case 'A', 'E':
		return true
	case 'O':
		return s.at(1) != 'U' || !s.glides(2)
	case 'U':
		return !s.glides(1) && !(s.at(1) == 0 && strings.HasSuffix(s.word, "SLAU"))
	case 'I':
		return s.i > 0 || !plainVowel(s.at(1))
	case 'Y':
		return s.i > 0 || !anyVowel(s.at(1))
	case 'W':
		return s.endsVowel()
	case 'J':
		return s.slavicJ()
	}
	return false
}

// glides reports whether the U or OU in hand, of n letters, is a W: MAROUANE,
// JAOUAD, ANUAR, EDUARD.
func (s *sounds) glides(n int) bool {
	next := s.at(n)
	if !plainVowel(next) || next == 'U' || s.umlaut() || anyVowel(s.at(-1)) && !(n == 2 && s.at(-1) == 'A') {
		return false
	}
	return s.at(n+1) != 0 || next != 'E' // not SUE, MONIQUE
}

// umlaut reports whether the U in hand and an E after it are one vowel, as German
// writes it: KRUEGER, JUERGEN. Elsewhere the E begins an ending: MANUEL, CONSUELO.
func (s *sounds) umlaut() bool {
	if !s.is("UE") || anyVowel(s.at(-1)) || s.at(-1) == 'G' || s.at(-1) == 'Q' {
		return false
	}
	rest := s.word[s.i+len("UE"):]
	return len(rest) >= 2 && !anyVowel(rest[0]) && (len(rest) > 2 || !anyVowel(rest[1]))
}

// endsVowel reports whether the W in hand is part of the vowel before it, or the
// vowel of a Welsh name.
func (s *sounds) endsVowel() bool {
	before, after := s.at(-1), s.at(1)
	switch {
	case anyVowel(after), s.i == 0, s.is("WSK"), s.is("WIC"), s.is("WNA"), s.is("WCZ"), s.is("WCH"), s.is("WG"), s.is("WLAK"), s.is("WLO"), s.is("WLI"):
		return false
	case after == 0 && (before == 'E' || before == 'O' && len(s.word) > 4):
		return false // IWANOW
	case after == 0 && before == 'A' && s.at(-2) == 'L' && s.at(-3) == 'S':
		return false // STANISLAW
	}
	return true
}

// slavicJ reports whether the J in hand is a Y, as Slavic, Baltic, German and
// Albanian spelling has it within a name.
func (s *sounds) slavicJ() bool {
	before, after := s.at(-1), s.at(1)
	switch {
	case s.i == 0:
		return false
	case after == 0:
		return before == 'E' || before == 'I' || strings.HasSuffix(s.word, "OLAJ") // ANDREJ; not SURAJ
	case anyVowel(before) && !anyVowel(after):
		return before == 'E' || before == 'I' || s.is("JN") || s.is("JLO") || s.is("JK") // SULEJMAN, HUSAJN; not NAJMA
	case before == 'I' && (s.ends("JA") || s.ends("JE") || s.is("JAN")):
		return !strings.HasSuffix(s.word, "HADIJA") && !strings.HasSuffix(s.word, "ADIIJA") // MARIJA; not KHADIJA
	case before == 'E' || before == 'O':
		return s.is("JAN") // DEJAN, BOJAN
	case before == 'N' || before == 'S' || before == 'D' || before == 'R':
		return s.ends("JA") // TANJA; not SANJAY
	case before == 'L':
		return after != 'I' && after != 'E' // LJUDMILA; not BALJIT
	}
	return before == 'T' || before == 'V' || before == 'B' || before == 'P' || before == 'M' || before == 'K' || before == 'W'
}

// vowel takes a vowel, which may be of two letters.
func (s *sounds) vowel() {
	switch c := s.at(0); c {
	case 'A':
		s.add(vowelA, 1)
	case 'E':
		s.vowelE()
	case 'I', 'Y', 'J':
		if s.ends("IE") {
			s.add(vowelI, 2)
			return
		}
		s.add(vowelI, 1)
	default:
		s.add(vowelU, 1)
	}
}

func (s *sounds) vowelE() {
	switch {
	case s.mute():
		s.i++
	case s.is("EE"):
		s.add(vowelI, 2)
	case s.ends("EY"):
		s.add(vowelI, 2)
	default:
		s.add(vowelE, 1)
	}
}

func (s *sounds) add(v vowels, n int) {
	s.open = s.open.with(v)
	s.i += n
}

// mute reports whether the E in hand ends a name of the Maghreb as the French
// spell it: MAROUANE, NOUREDDINE. Elsewhere the E makes a woman's name of a man's.
func (s *sounds) mute() bool {
	if s.at(1) != 0 || s.open != 0 {
		return false
	}
	switch w := s.word; {
	case strings.HasSuffix(w, "DDINE"):
		return true
	case strings.HasSuffix(w, "ANE"):
		return len(w) > 5 && !strings.HasSuffix(w, "IANE") // not CHRISTIANE
	default:
		return strings.Contains(w, "OU") && !strings.HasPrefix(w, "LOU")
	}
}
