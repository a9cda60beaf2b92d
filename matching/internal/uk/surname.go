package uk

import "cmp"

// compareSurnames returns the best agreement of any two surnames, and which of a's it
// is; nil if there is nothing to compare.
func compareSurnames(a, b *Name) (best grade, agreed *surname) {
	fits := false
	for i := range a.Family {
		for j := range b.Family {
			x, y := &a.Family[i], &b.Family[j]
			if isInitial(&x.word, &y.word) {
				fits = true // the O of J. O. says next to nothing
				continue
			}
			g := compareSurname(x, y)
			if x.former || y.former {
				switch {
				case g == equal:
					g = former
				case g == rhyme, g == other, g == alike && compareWords(&x.word, &y.word) == mistyped:
					g = loose // a likeness to a former name proves little
				}
			}
			if g > best {
				best, agreed = g, x
			}
		}
	}
	if fits && best <= loose {
		return missing, nil
	}
	return best, agreed
}

func compareSurname(x, y *surname) grade {
	switch {
	case x.text == y.text:
		return equal
	case sharesPart(x, y):
		return other
	case sameBare(&x.word, &y.word), spelledBare(&x.word, &y.word):
		return alike
	}
	switch like := compareWords(&x.word, &y.word); {
	case like == spelling, like == mistyped, sameStem(x.text, y.text):
		return alike
	case like == otherName:
		return rhyme
	case like == looseLike:
		return loose
	}
	return differ
}

// sameName reports whether two names are equal, leaving particles aside.
func sameName(x, y *word) bool { return x.mask == y.mask && x.text == y.text || sameBare(x, y) }

// sameBare reports whether two names differ in a particle only.
func sameBare(x, y *word) bool {
	return x.bare != "" && (x.bare == y.text || x.bare == y.bare) || y.bare != "" && y.bare == x.text
}

// spelledBare reports whether two names, of which one has a particle, are spellings of
// one name without it.
func spelledBare(x, y *word) bool {
	if x.bare == "" && y.bare == "" {
		return false
	}
	a, b := newWord(cmp.Or(x.bare, x.text)), newWord(cmp.Or(y.bare, y.text))
	return mayBeSpellings(&a, &b) && compareWords(&a, &b) == spelling
}

// sharesPart reports whether a part of a double-barrelled name is in the other.
func sharesPart(x, y *surname) bool {
	for i := range x.parts {
		if y.hasPart(&x.parts[i]) {
			return true
		}
	}
	for i := range y.parts {
		if samePart(&y.parts[i], &x.word) {
			return true
		}
	}
	return false
}

// samePart reports whether a part of a double-barrelled name and another name are equal,
// a man's and a woman's form of one, or spellings of one.
func samePart(x, y *word) bool {
	return sameName(x, y) || len(x.text) >= 4 && len(y.text) >= 4 && (sameStem(x.text, y.text) || mayBeSpellings(x, y) && compareWords(x, y) == spelling)
}

func (s *surname) hasPart(w *word) bool {
	if len(w.text) < 3 {
		return false
	}
	if len(s.parts) == 0 {
		return samePart(&s.word, w)
	}
	for i := range s.parts {
		if samePart(&s.parts[i], w) {
			return true
		}
	}
	return false
}
