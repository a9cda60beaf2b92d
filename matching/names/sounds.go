package names

import "strings"

// sounds is a name taken apart: its consonants, and the vowels between them.
// Romanisations differ in the vowels and keep the consonants, or write one of a
// few other letters for them.
type sounds struct {
	bones    [maxBones]byte       // the consonants
	vowels   [maxBones + 1]vowels // before each consonant, and after the last
	n        int                  // of consonants
	double   bool                 // the last consonant is written twice
	compound uint8                // which half of a compound was left off: see compounds; 0 for none

	word string
	i    int    // of the letter in hand
	open vowels // the vowels since the last consonant

	longVowels bool // written double, as in Somali
	faith      bool // ends in "of the faith": see ofFaith
}

// maxBones is the most consonants of a name that are compared. Of what follows only the
// last vowels count.
const maxBones = 9

// The consonants that no single letter stands for.
const (
	soft = 'C' // CH, TCH, CZ, TS; a hard C is a K
	sh   = '$'
	zh   = '%'
	th   = '+'
	dh   = '-'
	kh   = 'X' // an X itself is K and S, or H
	gh   = '9'
)

// kind returns the class of a consonant. Romanisations of one name write one consonant of
// a class for another.
func kind(bone byte) Code {
	switch bone {
	case 'B', 'P', 'F', 'V', 'W':
		return 0
	case 'T', 'D', th, dh:
		return 1
	case 'S', 'Z', sh, zh, soft:
		return 2
	case 'L':
		return 4
	case 'M':
		return 5
	case 'N':
		return 6
	case 'R':
		return 7
	}
	return 3 // K Q G H J and their like
}

// code packs the classes of the consonants, and for a name with fewer than two
// all that there is of it.
func (s *sounds) code() Code {
	if s.n >= 2 {
		code := Code(s.n)
		for _, b := range s.bones[:s.n] {
			code = code<<3 | kind(b)
		}
		return code
	}
	if s.n == 0 || len(s.word) < 2 {
		return 0
	}
	code := Code(s.bones[0])<<16 | Code(s.vowels[0])<<8 | Code(s.open) | 1<<31
	if s.double {
		code |= 1 << 30
	}
	return code
}

// read takes a folded name apart.
func (s *sounds) read(word string) {
	s.word = word
	s.begin()
	for s.i < len(s.word) {
		switch c := s.word[s.i]; {
		case c < 'A' || 'Z' < c:
			s.i++
		case s.isVowel():
			s.vowel()
		default:
			s.consonant(c)
		}
	}
	s.vowels[s.n] = s.open
}

// at returns the letter d places from the one in hand, 0 outside the word.
func (s *sounds) at(d int) byte {
	if i := s.i + d; i >= 0 && i < len(s.word) {
		return s.word[i]
	}
	return 0
}

// is reports whether the letters from the one in hand on begin with t.
func (s *sounds) is(t string) bool { return strings.HasPrefix(s.word[s.i:], t) }

// ends reports whether the letters from the one in hand on are t and no more.
func (s *sounds) ends(t string) bool { return s.word[s.i:] == t }

// say adds a consonant and takes n letters. Consonants of one class beside each
// other are one: the ways of writing SHCH differ in nothing else.
func (s *sounds) say(bone byte, n int) {
	s.i += n
	if s.n > 0 && s.open == 0 && kind(s.bones[s.n-1]) == kind(bone) {
		if last := &s.bones[s.n-1]; *last == 'H' {
			*last = bone
		} else if *last == bone {
			s.double = true
		}
		return
	}
	if s.n == maxBones {
		s.open = 0
		return
	}
	s.bones[s.n], s.vowels[s.n] = bone, s.open
	s.n, s.open, s.double = s.n+1, 0, false
}
