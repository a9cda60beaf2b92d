package uk

import (
	"slices"

	fs "github.com/caselobby/caselobby/matching/fellegisunter"
	"github.com/caselobby/caselobby/matching/names"
)

// compareAcross aligns all words of two names, whatever field they stand in:
// family names first, fathers' and middle names that are the other side's surname,
// people with one name, whole names in one field. The level is Null if they do not fit.
// Turned reports whether the words that fit stand in another order.
func compareAcross(a, b *Name) (o fs.Outcome, turned bool) {
	if o, is := compareDrawnTogether(a, b); is {
		return o, false
	}
	if a.bag&b.bag == 0 && !a.severalWords() && !b.severalWords() { // they share no word, nor can two words of one be one of the other's
		return fs.Outcome{Level: fs.Null}, false
	}
	if changedOver(a, b) || a.ledByFamily(b) || b.ledByFamily(a) {
		return fs.Outcome{Level: nameReordered, Frequency: a.Full}, true
	}
	if len(a.Known)+len(b.Known) > 0 && otherChangedOver(a, b) {
		return fs.Outcome{Level: nameFormer}, true
	}
	if formerTurned(a, b) || formerTurned(b, a) {
		return fs.Outcome{Level: nameBothAlike}, true
	}
	if a.bag&b.bag != 0 {
		var bufA, bufB [maxWords]*word
		al := align(a, b, a.all(&bufA), b.all(&bufB))
		if o, turned = al.compare(); o.Level != fs.Null {
			return o, turned
		}
	}
	if (a.severalWords() || b.severalWords()) && a.drawnInto(b) && b.drawnInto(a) {
		return fs.Outcome{Level: nameBothAlike}, true
	}
	return fs.Outcome{Level: fs.Null}, false
}

// changedOver reports whether a's given and family name are b's family and given name. A
// given name of several words counts as the one that they make.
func changedOver(a, b *Name) bool {
	if len(a.Given) == 0 || len(b.Given) == 0 || len(a.Family) == 0 || len(b.Family) == 0 {
		return false
	}
	return a.goesBy(&b.Family[0].word) && b.goesBy(&a.Family[0].word)
}

// familyFirst reports whether both people have the same family's name in the place of the
// given name, and what they go by in that of the surname: Singh, Gurdeep and Singh, Gurdev.
func familyFirst(a, b *Name) bool {
	if len(a.Given) != 1 || len(b.Given) != 1 || len(a.Family) == 0 || len(b.Family) == 0 {
		return false
	}
	w, s, t := &a.Given[0], &a.Family[0], &b.Family[0]
	if w.text != b.Given[0].text || sharesPart(s, t) && !(s.marked() && t.marked()) {
		return false
	}
	mark, alone := markOf(w.text)
	return names.All().OnlyFamily(w.form.ID) || mark != NoGender && !alone
}

// compareLast compares the last words of two surnames as given names: Van Hung, Van Hai.
func compareLast(s, t *surname) grade {
	x, y := s.last(), t.last()
	x.given, y.given = true, true
	return gradeOf[compareWords(&x, &y)]
}

// marked reports whether a surname begins with a word that tells people apart little, so
// that to have it in common is nothing: Thi Lan, Thi Mai.
func (s *surname) marked() bool { return len(s.parts) > 1 && s.parts[0].listed }

func (s *surname) last() word {
	if n := len(s.parts); n > 0 {
		return s.parts[n-1]
	}
	return s.word
}

// otherChangedOver is [changedOver] with former surnames and known-as names too.
func otherChangedOver(a, b *Name) bool {
	if len(a.Given) == 0 || len(b.Given) == 0 {
		return false
	}
	for i := range a.Family {
		for j := range b.Family {
			if a.isCalled(&b.Family[j].word) && b.isCalled(&a.Family[i].word) {
				return true
			}
		}
	}
	return false
}

// formerTurned reports whether b has a former surname of a, and a given name that stands
// as a's surname: Gale Theodore, née Smith, and Theodore Smith.
func formerTurned(a, b *Name) bool {
	if len(a.Family) < 2 || len(b.Family) == 0 || len(b.Given) == 0 || !b.goesBy(&a.Family[0].word) {
		return false
	}
	return slices.ContainsFunc(a.Family[1:], func(f surname) bool { return f.former && sameName(&f.word, &b.Family[0].word) })
}

// drawnInto reports whether n's given names are b's family name, or a form of it, perhaps
// drawn together: Zhi Qiang Lee and Li Zhiqiang, family name first.
func (n *Name) drawnInto(b *Name) bool {
	if len(n.Given) == 0 || len(b.Family) == 0 {
		return false
	}
	f, w := &b.Family[0], &n.Given[0]
	apart := Name{Given: f.parts}
	switch {
	case len(n.Given) > 1:
		return n.asOne(&f.word) >= mistyped
	case len(f.parts) > 1:
		return apart.asOne(w) >= mistyped
	}
	return isSlip(w, &f.word)
}

// severalWords reports whether n's given name or family name is of more than one word.
func (n *Name) severalWords() bool {
	return len(n.Given) > 1 || len(n.Family) > 0 && len(n.Family[0].parts) > 1
}

// isCalled reports whether w is the given name, or a name that the person is known by.
func (n *Name) isCalled(w *word) bool {
	for i := range n.Known {
		if sameName(&n.Known[i], w) {
			return true
		}
	}
	return n.goesBy(w)
}

// goesBy reports whether w is the first given name, or the first few written as one.
func (n *Name) goesBy(w *word) bool { return sameName(&n.Given[0], w) || n.joins(w.text) }

// bagOf has a bit for each word. Words that the rules liken have the same bit, so names
// without a bit in common are not aligned.
func (n *Name) bagOf(all []*word) (b uint64) {
	for _, w := range all {
		b |= w.bits()
	}
	for i := range n.Known {
		b |= n.Known[i].bits()
	}
	for i := range n.Family {
		if n.Family[i].former {
			b |= n.Family[i].bits()
		}
	}
	return b
}

func (w *word) bits() uint64 {
	if w.bare != "" { // the code of bare is not kept, so it may be any word
		return ^uint64(0)
	}
	h := uint64(w.form.Code)
	if h == 0 {
		h = uint64(w.mask) + uint64(len(w.text))
	}
	return 1 << (h * 0x9e3779b97f4a7c15 >> 58)
}

// mayBeSpellings rules out quickly most words that are not spellings of one name. Those
// that are have one code or are both in the table, or both begin with an A, as names in
// Abd- do.
func mayBeSpellings(a, b *word) bool {
	return a.form.Code == b.form.Code || a.form.ID != 0 && b.form.ID != 0 || a.text[0] == 'A' && b.text[0] == 'A'
}

// whole counts the words that are more than an initial.
func whole(words []*word) (n int) {
	for _, w := range words {
		if !w.initial() {
			n++
		}
	}
	return n
}

func isSlip(a, b *word) bool    { return compareWords(a, b) >= mistyped }
func isOther(a, b *word) bool   { return compareWords(a, b) == otherName }
func isInitial(a, b *word) bool { return (a.initial() || b.initial()) && a.text[0] == b.text[0] }
