package similarity

// Skeleton returns what is left of a name when everything is taken away in which
// its transliterations differ, so that one Arabic, South Asian or Slavic name
// keeps one key however it was put into Latin letters: MUHAMMAD and MOHAMED,
// HUSSAIN and HOSSEIN, CHOUDHURY and CHAUDHRY, KOWALSKI and KOVALSKY. Put together
// by the rules:
//
//   - doubled letters are single, and a consonant with H after it is the
//     consonant alone: BH DH GH JH LH RH TH; PH is F, SH, SCH, SZ and ZH are S
//   - KH, CH, TCH, CZ and H are one sound; at the end after a vowel H is silent
//   - C K Q CK are K, but C before E, I, Y is S; Z is S; X is KS; DJ is J
//   - W is V before a vowel and part of the vowel before a consonant; V at the end is F
//   - of the vowels, Y among them, only the first group stays, as U if it has an O,
//     a U or a W in it, else as A
//
// The input is one folded word, upper-case A–Z; other characters are skipped,
// and without a letter the key is "". The key is at most 8 letters. It finds
// candidates, and is evidence weaker than equal spelling.
func Skeleton(s string) string {
	if !latin(s) {
		return ""
	}
	w := word{s: s}
	first := byte(0) // the first group of vowels
	for w.i < len(w.s) && w.n < len(w.key) {
		switch c := w.s[w.i]; {
		case c == 'Y' && w.i == 0 && vowel(w.at(1)) && w.at(1) != 'E':
			w.say('Y', 1)
		case vowel(c):
			group := w.vowels()
			if first == 0 {
				first = group
			}
		default:
			w.bone(c)
		}
	}
	return w.withVowel(first)
}

// vowels takes a group of vowels and returns its class.
func (w *word) vowels() byte {
	class := byte('A')
	for ; ; w.pass(1) {
		switch c := w.at(0); {
		case c == 'O' || c == 'U' || c == 'W' && w.glides():
			class = 'U'
		case !vowel(c):
			w.last = 0
			return class
		}
	}
}

// glides reports whether the W in hand, after a vowel, belongs to the vowel.
func (w *word) glides() bool {
	return !vowel(w.at(1)) && !w.is("WSK") && !w.is("WIC")
}

// withVowel returns the key with the vowel after its first letter, or before it
// where the word begins with a vowel.
func (w *word) withVowel(class byte) string {
	if class == 0 {
		return string(w.key[:w.n])
	}
	k := 0
	if w.n > 0 && !w.vowelFirst() {
		k = 1
	}
	n := min(w.n+1, len(w.key))
	copy(w.key[k+1:n], w.key[k:n-1])
	w.key[k] = class
	return string(w.key[:n])
}

func (w *word) vowelFirst() bool {
	for i := range len(w.s) {
		if c := w.s[i]; 'A' <= c && c <= 'Z' {
			return vowel(c) && w.key[0] != 'Y'
		}
	}
	return false
}

// bone adds the consonant in hand.
func (w *word) bone(c byte) {
	h := 1
	if w.at(1) == 'H' {
		h = 2
	}
	switch c {
	case 'B', 'D', 'G', 'J', 'L', 'R', 'T', 'M', 'N':
		w.aspirate(c, h)
	case 'C':
		w.boneC(h)
	case 'F', 'P':
		if c == 'P' && h == 1 {
			w.say('P', 1)
			return
		}
		w.say('F', h)
	case 'H':
		if w.at(1) == 0 && vowel(w.at(-1)) {
			w.pass(1)
			return
		}
		w.say('H', 1)
	case 'K':
		w.boneK(h)
	case 'Q':
		w.say('K', 1)
	case 'S', 'Z':
		w.boneS(h)
	case 'V', 'W':
		if w.at(1) == 0 && c == 'V' {
			w.say('F', 1)
			return
		}
		w.say('V', 1)
	case 'X':
		w.say('K', 1)
		w.say('S', 0)
	default:
		w.pass(1) // not a letter
	}
}

func (w *word) aspirate(c byte, h int) {
	switch {
	case w.is("TCH"):
		w.say('H', 3)
	case w.is("DJ"), w.is("DZH"):
		w.pass(1)
		w.say('J', 1)
		if w.at(0) == 'H' {
			w.pass(1)
		}
	case c == 'J' && w.at(1) == 0 && front(w.at(-1)): // ANDREJ, SERGEJ
		w.pass(1)
	case c == 'M' || c == 'N': // the H of AHMHAD is heard if any is
		w.say(c, 1)
	default:
		w.say(c, h)
	}
}

func (w *word) boneC(h int) {
	switch {
	case h == 2, w.at(1) == 'Z':
		w.say('H', 2)
	case w.at(1) == 'K':
		w.say('K', 2)
	case w.at(1) == 0 && w.at(-1) == 'I': // JOVANOVIC
		w.say('H', 1)
	case front(w.at(1)):
		w.say('S', 1)
	default:
		w.say('K', 1)
	}
}

func (w *word) boneK(h int) {
	if h == 2 {
		w.say('H', 2)
		return
	}
	w.say('K', 1)
}

func (w *word) boneS(h int) {
	switch {
	case w.is("SCH"):
		w.say('S', 3)
	case w.is("SZ"):
		w.say('S', 2)
	default:
		w.say('S', h)
	}
}
