package similarity

import "strings"

// word walks over a folded word and collects a key from it.
type word struct {
	s    string
	i    int // of the letter in hand
	key  [8]byte
	n    int
	last byte // the sound said last, 0 after a vowel
}

// at returns the letter d places from the one in hand, 0 outside the word.
func (w *word) at(d int) byte {
	if i := w.i + d; i >= 0 && i < len(w.s) {
		return w.s[i]
	}
	return 0
}

// is reports whether the letters from the one in hand on begin with t.
func (w *word) is(t string) bool { return strings.HasPrefix(w.s[w.i:], t) }

// begins reports whether the letters from the one in hand on begin with one of the
// beginnings.
func (w *word) begins(beginnings ...string) bool {
	for _, b := range beginnings {
		if w.is(b) {
			return true
		}
	}
	return false
}

// say adds a sound unless it repeats the one before, and takes n letters.
func (w *word) say(sound byte, n int) {
	if sound != w.last && w.n < len(w.key) {
		w.key[w.n] = sound
		w.n++
	}
	w.last = sound
	w.i += n
}

// pass takes n silent letters.
func (w *word) pass(n int) { w.i += n }

func vowel(c byte) bool {
	switch c {
	case 'A', 'E', 'I', 'O', 'U', 'Y':
		return true
	}
	return false
}

// front reports whether c softens a C or G before it.
func front(c byte) bool { return c == 'E' || c == 'I' || c == 'Y' }
