package names

import "strings"

// apart reports whether two known names, which no table relates and the rules liken, are
// two names after all. Common spellings and romanisations of one name agree in its
// stressed vowel, and two names of the same consonants mostly do not: LENA and LANA,
// BURTON and BARTON. Names that end in "of the faith" are one whatever the vowel:
// SEMSETTIN, SHAMSUDDIN. An A before a name makes another name: AMANDEEP, MANDEEP.
func (s *sounds) apart(t *sounds) bool {
	if s.faith && t.faith {
		return false
	}
	return s.stressApart(t) || s.vowelLost(t) || s.word == "A"+t.word || t.word == "A"+s.word || hushed(s.word, t.word) || hushed(t.word, s.word)
}

// stressApart reports whether the first vowels of the names, each a single one or none,
// differ. Before an H, A and E are one sound in Urdu, Turkish and Persian (MAHMOOD,
// MEHMOOD), if no other vowel differs: not MAHMUT, MEHMET.
func (s *sounds) stressApart(t *sounds) bool {
	i := 0
	if i < s.n && s.vowels[i]|t.vowels[i] == 0 {
		i++
	}
	v, w := s.vowels[i], t.vowels[i]
	if i == s.n || v == w {
		return false
	}
	if v == 0 || w == 0 {
		return i > 0 // CARSTEN, KRISTEN; not EMANUEL, MANUEL
	}
	if v.first() != v.last() || w.first() != w.last() {
		return false
	}
	beforeH := s.bones[i] == 'H' && t.bones[i] == 'H'
	return !(are(v, w, aa, ee) && beforeH && s.restAgrees(t, i+1))
}

// restAgrees reports whether the vowels from place i on are the same.
func (s *sounds) restAgrees(t *sounds, i int) bool {
	for ; i <= s.n; i++ {
		if s.vowels[i] != t.vowels[i] {
			return false
		}
	}
	return true
}

// vowelLost reports whether one of the names lacks the vowel before the consonant
// that ends both: MARKS, MARKUS; COLT, COLLETT.
func (s *sounds) vowelLost(t *sounds) bool {
	return s.n > 1 && s.vowels[s.n]|t.vowels[s.n] == 0 && (s.vowels[s.n-1] == 0) != (t.vowels[s.n-1] == 0)
}

// hushed reports whether a ends in an S where b ends in SH, which makes another
// name in South Asia: HARIS, HARISH.
func hushed(a, b string) bool {
	return strings.HasSuffix(a, "S") && strings.HasSuffix(b, "SH")
}
