package uk

import (
	"cmp"
	"math/bits"
	"slices"
	"strings"

	fs "github.com/caselobby/caselobby/matching/fellegisunter"
	"github.com/caselobby/caselobby/matching/names"
)

// grade says how well one half of a name agrees.
type grade uint8

const (
	missing   grade = iota // on either side
	differ                 //
	loose                  // alike by a stretch
	initial                // forename: an initial that fits
	firstWord              // forename: a first word that very many bear is equal, the words after it differ
	rhyme                  // alike, but another name
	alike                  // mistyped, or another spelling of a surname
	middle                 // forename: goes by a middle name
	other                  // forename: another form or a known-as name; surname: part of a double name
	former                 // surname: equal to a former one
	equal                  //
	grades
)

// nameGrades are the levels of the name comparison by how surname and forename
// agree. Both halves are one comparison because they are not independent: a wrong
// record is wrong in both, and culture joins Mohammed to Khan.
var nameGrades = [grades][grades]int{
	equal: {
		missing: nameSurnameAlone, differ: nameSurname, loose: nameSurname, initial: nameInitial, firstWord: nameFirstWord,
		rhyme: nameOtherForename, alike: nameForenameAlike, middle: nameMiddle, other: nameNickname, equal: nameEqual,
	},
	former: {
		missing: nameSurnameAlone, differ: nameLoose, loose: nameLoose, initial: nameBothAlike, firstWord: nameLoose,
		rhyme: nameLoose, alike: namePart, middle: namePart, other: nameFormer, equal: nameFormer,
	},
	other: {
		missing: nameHalfAlike, differ: nameSlight, loose: nameSlight, initial: nameLoose, firstWord: nameLoose,
		rhyme: nameLoose, alike: nameBothAlike, middle: nameLoose, other: nameBothAlike, equal: namePart, // many bear a Brown's name and a Grace's
	},
	rhyme: {
		missing: nameHalfDiffers, differ: nameDiffer, loose: nameLoose, initial: nameSlight, firstWord: nameSlight,
		rhyme: nameLoose, alike: nameLoose, middle: nameLoose, other: nameLoose, equal: nameOtherSurname,
	},
	alike: {
		missing: nameHalfAlike, differ: nameSlight, loose: nameLoose, initial: nameLoose, firstWord: nameLoose,
		rhyme: nameLoose, alike: nameBothAlike, middle: nameBothAlike, other: nameBothAlike, equal: nameSurnameAlike,
	},
	loose: {
		missing: nameHalfDiffers, differ: nameDiffer, loose: nameLoose, initial: nameSlight, firstWord: nameSlight,
		rhyme: nameSlight, alike: nameLoose, middle: nameLoose, other: nameLoose, equal: nameForename,
	},
	differ: {
		missing: nameHalfDiffers, differ: nameDiffer, loose: nameDiffer, initial: nameHalfDiffers, firstWord: nameHalfDiffers,
		rhyme: nameHalfDiffers, alike: nameSlight, middle: nameSlight, other: nameSlight, equal: nameForename,
	},
	missing: {
		missing: fs.Null, differ: nameHalfDiffers, loose: nameHalfDiffers, initial: fs.Null, firstWord: nameHalfDiffers,
		rhyme: nameHalfDiffers, alike: nameHalfAlike, middle: nameHalfAlike, other: nameHalfAlike, equal: nameForenameAlone,
	},
}

func compareName(a, b *Person) fs.Outcome {
	o, _ := compareNames(&a.Name, &b.Name)
	return o
}

func compareMiddle(a, b *Person) fs.Outcome {
	_, o := compareNames(&a.Name, &b.Name)
	return o
}

// compareNames compares two whole names: half by half as the fields have them and,
// where that finds little, word by word whatever the field. What the name has
// counted is not counted again as a middle name.
func compareNames(a, b *Name) (name, middleName fs.Outcome) {
	if a.foreign != b.foreign && a.bag != 0 && b.bag != 0 { // nothing is known of how one is written in the other's letters
		return fs.Outcome{Level: fs.Null}, fs.Outcome{Level: fs.Null}
	}
	sur, agreed := compareSurnames(a, b)
	surShare := 0.
	if agreed != nil {
		surShare = agreed.share
	}
	if a.Birth != b.Birth && a.Birth != 0 && b.Birth != 0 { // Twin 1 and Twin 2, whose surname is no only name
		return fs.Outcome{Level: nameGrades[sur][differ], Frequency: surShare}, fs.Outcome{Level: fs.Null}
	}
	fore, foreShare, counted := compareForenames(a, b)
	if sur == equal && (fore == differ || fore == loose) && (goesByInitial(a, b) || goesByInitial(b, a)) {
		fore, counted = initial, true
	}
	name = fs.Outcome{Level: nameGrades[sur][fore]}
	switch name.Level {
	case nameEqual:
		name.Frequency = a.Full
	case nameFormer:
		name.Frequency = agreed.full
	case nameMiddle:
		name.Frequency = a.byMiddle(b, agreed)
	case nameNickname, nameForenameAlike, nameInitial, nameFirstWord, nameOtherForename, nameSurname, nameSurnameAlone:
		name.Frequency = surShare
	case nameForename, nameForenameAlone, nameSurnameAlike, nameOtherSurname:
		name.Frequency = foreShare
	}
	if sur == former && otherWhole(a, b) {
		name = fs.Outcome{Level: nameEqual, Frequency: agreed.full * float64(1+len(a.Known)+len(b.Known))}
		return name, fs.Outcome{Level: fs.Null} // the middle names go with the other one
	}
	if name.Level > nameWithin || name.Level == fs.Null {
		o, turned := compareAcross(a, b)
		better := o.Level != fs.Null && (name.Level == fs.Null || o.Level < name.Level)
		if better && (turned || name.Level > nameBothAlike || name.Level == fs.Null) { // in their order, the fields say it better
			return o, fs.Outcome{Level: fs.Null}
		}
	}
	if counted {
		return name, fs.Outcome{Level: fs.Null}
	}
	middle := compareMiddles(a, b)
	if middle < middleDiffers && otherForename(a, b, fore) {
		middle = fs.Null
	}
	return name, fs.Outcome{Level: middle}
}

// otherForename reports whether two people have forenames that are two names, and no
// slip of one: then a middle name that agrees is the father's or the family's as
// likely as the person's, and says nothing.
func otherForename(a, b *Name, fore grade) bool {
	return fore == differ || fore == rhyme || fore == loose && a.Given[0].form.ID != 0 && b.Given[0].form.ID != 0
}

// compareSurnames returns the best agreement of any two surnames, and which of a's it
// is; nil if there is nothing to compare.
func compareSurnames(a, b *Name) (best grade, agreed *surname) {
	fits := false
	for i := range a.Family {
		for j := range b.Family {
			x, y := &a.Family[i], &b.Family[j]
			if isInitial(&x.word, &y.word) {
				fits = true // J. O.: it says next to nothing
				continue
			}
			g := compareSurname(x, y)
			if x.former || y.former {
				switch {
				case g == equal:
					g = former
				case g == rhyme, g == other, g == alike && compareWords(&x.word, &y.word) == mistyped:
					g = loose // a likeness to a name of the past proves little
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
	switch compareWords(&x.word, &y.word) {
	case spelling, mistyped:
		return alike
	case otherName:
		if sameStem(x.text, y.text) {
			return alike
		}
		return rhyme
	case looseLike:
		if sameStem(x.text, y.text) {
			return alike
		}
		return loose
	}
	if sameStem(x.text, y.text) {
		return alike
	}
	return differ
}

// sameName reports whether two names are equal, but for a particle.
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

// samePart reports whether a part of a double-barrelled name is another name, or its form
// of a man, of a woman or in another spelling.
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

// tooCommon is the share of a register from which a first name is borne by so many
// that it tells people apart as little as those of the list do.
const tooCommon = .04

// weak reports whether the word, first of several, says little of who is meant.
func (w *word) weak() bool { return w.listed || w.share >= tooCommon }

// tells returns the given name that tells people apart: the first that is not weak.
func (n *Name) tells() *word {
	for i := range n.Given {
		if !n.Given[i].weak() && !n.Given[i].initial() {
			return &n.Given[i]
		}
	}
	return &n.Given[0]
}

// compareForenames compares what two people go by. It returns the share of the
// name that agrees, and whether more than the first given name was looked at.
func compareForenames(a, b *Name) (g grade, share float64, counted bool) {
	if len(a.Given) == 0 || len(b.Given) == 0 {
		return missing, 0, false
	}
	x, y := &a.Given[0], &b.Given[0]
	if (a.First == 0 || b.First == 0) && !isInitial(x, y) {
		return missing, 0, false
	}
	if x.initial() || y.initial() {
		if x.text[0] == y.text[0] {
			return initial, 0, false
		}
		if goesByMiddle(a, b) || goesByMiddle(b, a) { // J. Robert, called Bob
			return middle, 0, true
		}
		return differ, 0, false
	}
	first := compareWords(x, y)
	switch {
	case x.text == y.text, first == spelling && x.weak() && y.weak():
		return sameFirst(a, b)
	case a.joins(y.text), b.joins(x.text):
		return equal, x.share, true
	case (x.weak() || y.weak()) && !(first < short && twoNames(x, y)):
		p, q := a.tells(), b.tells()
		if p.text == q.text {
			return equal, p.share, true
		}
		if like := compareWords(p, q); like >= mistyped && !p.weak() && !q.weak() && !otherSyllable(p, q) {
			return gradeOf[like], 0, true // Mohammed Umar, Umer
		}
	}
	called := max(knownAs(a, b), knownAs(b, a))
	if max(first, called) < mistyped && (x.lettersOf(b) || y.lettersOf(a)) { // JN may be a Jan of whom a letter is lost
		return initial, 0, true
	}
	if max(first, called) >= short {
		return other, 0, false
	}
	asOne := max(a.asOne(y), b.asOne(x))
	switch {
	case asOne >= mistyped:
		return alike, 0, true // two words at once: hardly by chance
	case goesByMiddle(a, b), goesByMiddle(b, a):
		return middle, 0, true
	case asOne == otherName:
		return firstWord, 0, true
	}
	return gradeOf[max(first, called)], 0, false
}

// monogram reports whether a word is the initials of two given names, written as one:
// JB, AJ. No given name has two letters without a vowel, but for MD and the like.
func (w *word) monogram() bool {
	const vowels = "AEIOUY"
	switch {
	case len(w.text) != 2 || w.text[0] < 'A' || w.text[0] > 'Z' || w.text[1] < 'A' || w.text[1] > 'Z':
		return false
	case w.text == "MD", w.text == "NG", w.text == "SK", w.text == "BB", w.text == "GH", w.text == "KH", w.text == "ST", w.text == "MC":
		return false
	}
	return w.text[1] == 'J' || !strings.ContainsAny(w.text, vowels)
}

// vague reports whether no more than initials are given.
func (w *word) vague() bool { return w.initial() || w.monogram() }

// lettersOf reports whether a word is the initials of n's given names, or of the only
// one of them that n gives.
func (w *word) lettersOf(n *Name) bool {
	return w.monogram() && w.text[0] == n.Given[0].text[0] && (len(n.Given) == 1 || w.text[1] == n.Given[1].text[0])
}

// gradeOf says what likenesses of forenames mean.
var gradeOf = [...]grade{unlike: differ, looseLike: loose, otherName: rhyme, mistyped: alike, short: other, spelling: other}

// sameFirst looks on where the first given name is equal: if it is one that very
// many bear and both have more, those decide.
func sameFirst(a, b *Name) (g grade, share float64, counted bool) {
	x, same := &a.Given[0], equal
	if x.text != b.Given[0].text { // two spellings of one
		same = other
	}
	if !x.weak() || len(a.Given) == 1 || len(b.Given) == 1 {
		return same, x.share, false
	}
	var bufA, bufB [maxValues]*word
	p, q := telling(bufA[:0], a.Given[1:]), telling(bufB[:0], b.Given[1:])
	if len(p) == 0 || len(q) == 0 {
		return same, x.share, false
	}
	if agreeing(p, q) == min(len(p), len(q)) {
		return same, x.share, false // the share is of the first word alone: what else agrees counts as a middle name
	}
	return firstWord, 0, true
}

// twoNames reports whether two weak words are two people's, because somebody goes by
// one of them: Juan and José, and not Syed and Mohammed.
func twoNames(x, y *word) bool {
	return x.weak() && y.weak() && min(names.WeakAt(x.text), names.WeakAt(y.text)) <= names.FirstName
}

// telling are the words after the first that tell people apart: those that are not
// weak or, where all are, not weak there.
func telling(into []*word, words []word) []*word {
	for i := range words {
		if !words[i].weak() && len(into) < cap(into) {
			into = append(into, &words[i])
		}
	}
	if len(into) > 0 {
		return into
	}
	for i := range words {
		if names.WeakAt(words[i].text) != names.Anywhere && len(into) < cap(into) {
			into = append(into, &words[i])
		}
	}
	return into
}

// agreeing counts the words of the shorter list that one of the other agrees with: a
// slip or an initial away at most.
func agreeing(p, q []*word) (n int) {
	if len(p) > len(q) {
		p, q = q, p
	}
	for _, w := range p {
		for _, v := range q {
			if isInitial(w, v) || !w.initial() && !v.initial() && compareWords(w, v) >= mistyped && !otherSyllable(w, v) {
				n++
				break
			}
		}
	}
	return n
}

// joins reports whether two or more given names, the first among them, are the text,
// written as one.
func (n *Name) joins(text string) bool {
	if len(n.Given) < 2 {
		return false
	}
	rest := text
	for i := range n.Given {
		var ok bool
		if rest, ok = strings.CutPrefix(rest, n.Given[i].text); !ok {
			return false
		}
		if rest == "" {
			return i > 0
		}
	}
	return false
}

// otherWhole reports whether what one goes by is a name that the other is known by:
// with a surname that is not the current one, that is a whole other name. That it
// agrees by chance is the likelier, the more names there are.
func otherWhole(a, b *Name) bool {
	if a.First == 0 || b.First == 0 {
		return false
	}
	is := func(x, y *Name) bool {
		return slices.ContainsFunc(x.Known, func(w word) bool { return w.text == y.Given[0].text })
	}
	return is(a, b) || is(b, a)
}

// asOne compares the first two given names with a word into which somebody may have
// drawn them together: Ann Marie and Annemarie, Billie Jo and Billyjo. otherName is
// that the word begins with the first of them and ends in another: Xiao Ming and
// Xiaohong.
func (n *Name) asOne(w *word) (best likeness) {
	if len(n.Given) < 2 {
		return unlike
	}
	g, h := &n.Given[0], &n.Given[1]
	longer := len(w.text) - len(g.text)
	if longer < 1 || g.text[0] != w.text[0] || len(g.text) < 2 || len(h.text) < 2 || longer > len(h.text)+3 || longer < len(h.text)-3 || bits.OnesCount32(h.mask&^w.mask) > 1 {
		return unlike
	}
	for cut := max(len(g.text)-2, 2); cut <= min(len(g.text)+2, len(w.text)-2); cut++ {
		start, end := newWord(w.text[:cut]), newWord(w.text[cut:])
		first, second := compareWords(g, &start), compareWords(h, &end)
		switch {
		case min(first, second) >= mistyped:
			best = max(best, min(first, second))
		case g.text == start.text && syllables(start.text, end.text):
			best = max(best, otherName)
		}
	}
	return best
}

// knownAs compares a's known-as names with what b goes by and with b's own.
func knownAs(a, b *Name) (best likeness) {
	for i := range a.Known {
		best = max(best, compareWords(&a.Known[i], &b.Given[0]))
		for j := range b.Known {
			if a.Known[i].text == b.Known[j].text {
				return spelling
			}
		}
	}
	return best
}

// goesByMiddle reports whether a goes by one of b's middle names, or by what it is
// short for.
func goesByMiddle(a, b *Name) bool { return a.inMiddle(b) > 0 }

// goesByInitial reports whether what a goes by begins with a middle initial of b, of whose
// middle name no more is known: James R., called Rob.
func goesByInitial(a, b *Name) bool {
	for i := 1; i < len(b.Given); i++ {
		if b.Given[i].initial() && b.Given[i].text[0] == a.Given[0].text[0] {
			return true
		}
	}
	return false
}

// inMiddle returns the place of b's middle name by which n goes; 0 for none.
func (n *Name) inMiddle(b *Name) int {
	for i := 1; i < len(b.Given); i++ {
		if !b.Given[i].initial() && b.Given[i].text == n.Given[0].text {
			return i
		}
	}
	for i := 1; i < len(b.Given); i++ {
		if isShortFor(&n.Given[0], &b.Given[i]) {
			return i
		}
	}
	return 0
}

// isShortFor reports whether y stands at the head of names of which x is a form. So y is
// found by x.
func isShortFor(x, y *word) bool {
	if x.form.ID == 0 || y.form.ID == 0 || x.weak() || y.weak() || names.All().Relation(x.form.ID, y.form.ID) != names.Short {
		return false
	}
	return slices.Contains(names.All().Roots(x.text), y.text)
}

// byMiddle is the share of the given name by which one goes and the surname that
// agrees, together.
func (n *Name) byMiddle(b *Name, agreed *surname) float64 {
	var buf [maxWords]*word
	at := b.inMiddle(n) // n's own middle name, or what n goes by
	all := n.all(&buf)
	for j := len(n.Given); j < len(all); j++ {
		if at < maxWords && n.pairs != nil && n.pairs[at*maxWords+j] > 0 {
			return n.pairs[at*maxWords+j]
		}
	}
	return agreed.full
}

func compareMiddles(a, b *Name) int {
	fromA, fromB := min(a.First, 1), min(b.First, 1)
	if sameGiven(a, b) { // a given name of several words was counted as one
		fromA, fromB = a.First, b.First
	}
	best := fs.Null
	for i := fromA; i < len(a.Given); i++ {
		for j := fromB; j < len(b.Given); j++ {
			if a.Given[i].listed && b.Given[j].listed {
				continue // Singh, Kaur and Bibi are whole families'
			}
			if level := compareMiddleName(&a.Given[i], &b.Given[j]); best == fs.Null || level < best {
				best = level
			}
		}
	}
	return best
}

// sameGiven reports whether both have the same given name of several words.
func sameGiven(a, b *Name) bool {
	if a.First != b.First || a.First < 2 {
		return false
	}
	for i := range a.Given[:a.First] {
		if a.Given[i].text != b.Given[i].text {
			return false
		}
	}
	return true
}

func compareMiddleName(x, y *word) int {
	if x.initial() || y.initial() {
		if x.text[0] == y.text[0] {
			return middleInitial
		}
		return middleDiffers
	}
	switch compareWords(x, y) {
	case spelling, mistyped, otherName:
		return middleEqual
	}
	return middleDiffers
}
