package uk

import (
	"math/bits"
	"slices"
	"strings"

	"github.com/caselobby/caselobby/matching/names"
)

// tooCommon is the share of a register from which on a first name tells people apart as
// little as those that are listed as weak ([names.Weak]).
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

// comesFirst returns the given name of n to compare with b's: the first, or the initial
// after it if nobody goes by the first alone and b lacks it. Thi H. is compared with Hoa
// by the H.
func (n *Name) comesFirst(b *Name) *word {
	first := &n.Given[0]
	if len(n.Given) == 1 || !n.Given[1].initial() || names.WeakAt(first.text) != names.Anywhere || slices.ContainsFunc(b.Given, func(w word) bool { return compareWords(first, &w) >= mistyped || isInitial(first, &w) }) {
		return first
	}
	return &n.Given[1]
}

// compareForenames compares what two people go by. It returns the share of the name that
// agrees, 0 if that is not known, and whether it has used words after the first, so that
// they must not count as middle names again.
func compareForenames(a, b *Name) (g grade, share float64, counted bool) {
	if len(a.Given) == 0 || len(b.Given) == 0 {
		return missing, 0, false
	}
	x, y := a.comesFirst(b), b.comesFirst(a)
	if (a.First == 0 || b.First == 0) && !isInitial(x, y) {
		return missing, 0, false
	}
	if x.initial() || y.initial() {
		g, counted = compareInitials(a, b, x, y)
		return g, 0, counted
	}
	first := compareWords(x, y)
	switch {
	case first == spelling && a.First > 1 && b.First > 1 && !goTogether(x, &a.Given[1], &b.Given[1]): // Ella-Mae and Ella-Rose
		return firstWord, 0, true
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
	if max(first, called) < mistyped && (x.lettersOf(b) || y.lettersOf(a)) { // JN may be Jan with a letter lost
		return initial, 0, true
	}
	if max(first, called) >= short {
		return other, 0, false
	}
	asOne := max(a.asOne(y), b.asOne(x))
	switch {
	case asOne >= mistyped:
		return alike, 0, true // that two words fit at once is hardly chance
	case goesByMiddle(a, b) && b.mayHave(a), goesByMiddle(b, a) && a.mayHave(b):
		return middle, 0, true
	case asOne == otherName:
		return firstWord, 0, true
	}
	return gradeOf[max(first, called)], 0, false
}

// compareInitials is compareForenames for two people of whom one goes by x or the other by y, an
// initial.
func compareInitials(a, b *Name, x, y *word) (g grade, counted bool) {
	switch {
	case max(knownAs(a, b), knownAs(b, a)) >= short: // Z., known as Sarah
		return other, false
	case x.text[0] == y.text[0]:
		if twoNamed(a, b, x.text[0] == 'M' || a.Double && b.Double) { // M Ali and Mohammed Usman
			return firstWord, true
		}
		return initial, false
	case goesByMiddle(a, b), goesByMiddle(b, a): // J. Robert, called Bob
		return middle, true
	}
	return differ, false
}

// monogram reports whether a word is the initials of two given names, written as one:
// JB, AJ. No given name has two letters without a vowel, but for MD and the like.
func (w *word) monogram() bool {
	switch {
	case len(w.text) != 2 || w.text[0] < 'A' || w.text[0] > 'Z' || w.text[1] < 'A' || w.text[1] > 'Z':
		return false
	case oneOf(" MD NG SK BB GH KH ST MC ", w.text):
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

// gradeOf is the grade of each likeness of two forenames.
var gradeOf = [...]grade{unlike: differ, looseLike: loose, otherName: rhyme, mistyped: alike, short: other, spelling: other}

// sameFirst compares two people whose first given name is equal, or two weak spellings
// of one. If very many bear it and both have more names, those decide, and so they do if
// each has a woman's or a man's mark, as Gurpreet Kaur and Gurpreet Singh have. After any
// other name they decide if both stand in the field for the given name and none of one
// goes together with any of the other: Fatima Noor and Fatima Zahra.
func sameFirst(a, b *Name) (g grade, share float64, counted bool) {
	x, same := &a.Given[0], equal
	if x.text != b.Given[0].text { // two spellings of one
		same = other
	}
	weak := x.weak() || b.Given[0].weak()
	switch {
	case len(a.Given) == 1, len(b.Given) == 1:
		return same, x.share, false
	case otherSex(a, b):
		return firstWord, 0, true
	case !weak && !(a.Double && b.Double):
		return same, x.share, false
	}
	var bufA, bufB [maxValues]*word
	p, q := telling(bufA[:0], a.Given[1:], weak), telling(bufB[:0], b.Given[1:], weak)
	if len(p) == 0 || len(q) == 0 {
		return same, x.share, false
	}
	n := agreeing(x, p, q)
	if !weak && n > 0 && n < min(len(p), len(q)) { // what follows the second word may be the family's: Sarah Jane Ann, Sarah Louise Ann
		n = agreeing(x, p[:1], q) + agreeing(x, q[:1], p)
	}
	if n > 0 && (!weak || n == min(len(p), len(q))) || !weak && (shortens(a, q) || shortens(b, p)) {
		return same, x.share, false // this is the share of the first word alone, so the others may count as middle names
	}
	return firstWord, 0, true
}

// twoNamed reports whether, after equal initials, two people have second given names of which
// none goes together with any of the other's, if those decide.
func twoNamed(a, b *Name, decide bool) bool {
	if !decide || len(a.Given) == 1 || len(b.Given) == 1 {
		return false
	}
	var bufA, bufB [maxValues]*word
	p, q := telling(bufA[:0], a.Given[1:], true), telling(bufB[:0], b.Given[1:], true)
	return len(p) > 0 && len(q) > 0 && agreeing(&a.Given[0], p, q) == 0
}

// mayHave reports whether the second given name of somebody who goes by a middle name of n
// may be n's too. Marie Louise is not Ann Marie.
func (n *Name) mayHave(b *Name) bool {
	if len(b.Given) == 1 || b.Given[1].weak() {
		return true
	}
	w := &b.Given[1]
	return slices.ContainsFunc(n.Given, func(v word) bool { return isInitial(w, &v) || compareWords(w, &v) >= mistyped })
}

// shortens reports whether n has an initial for one of the words: Sarah J | Ann, Sarah Jane | A.
func shortens(n *Name, words []*word) bool {
	return slices.ContainsFunc(words, func(w *word) bool {
		return slices.ContainsFunc(n.Given[1:], func(v word) bool { return isInitial(&v, w) })
	})
}

// twoNames reports whether two weak words make two people of their bearers, as Juan and
// José do, because people go by one of them; Syed and Mohammed do not.
func twoNames(x, y *word) bool {
	return x.weak() && y.weak() && min(names.WeakAt(x.text), names.WeakAt(y.text)) <= names.FirstName
}

// telling appends the words, of those after the first given name, that tell people apart.
// After a weak one these are those that are not weak or, if all are, those that are weak
// only as a first name or are names as well as marks; after another one the latter, unless
// they are initials.
func telling(into []*word, words []word, weak bool) []*word {
	for i := range words {
		if weak && !words[i].weak() && len(into) < cap(into) {
			into = append(into, &words[i])
		}
	}
	if len(into) > 0 {
		return into
	}
	for i := range words {
		_, alone := markOf(words[i].text)
		if (alone || names.WeakAt(words[i].text) != names.Anywhere) && (weak || !words[i].initial()) && len(into) < cap(into) {
			into = append(into, &words[i])
		}
	}
	return into
}

// agreeing counts the words of the shorter list that go together with one of the other, all
// of them after the same first word.
func agreeing(first *word, p, q []*word) (n int) {
	if len(p) > len(q) {
		p, q = q, p
	}
	for _, w := range p {
		for _, v := range q {
			if goTogether(first, w, v) {
				n++
				break
			}
		}
	}
	return n
}

// goTogether reports whether two words after the same first one are a slip or an initial away
// from one another at most. Two syllables are not, but after a name that tells they are none:
// Ella-Mae and Ella-Mai.
func goTogether(first, w, v *word) bool {
	return isInitial(w, v) || !w.initial() && !v.initial() && compareWords(w, v) >= mistyped && !(first.weak() && otherSyllable(w, v))
}

// joins reports whether the text is the first two or more given names, written as one.
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

// asOne compares the first two given names with a word into which somebody may have
// drawn them together: Ann Marie and Annemarie, Billie Jo and Billyjo. It is otherName if
// the word begins with the first of them and ends in another name: Xiao Ming and
// Xiaohong.
func (n *Name) asOne(w *word) (best likeness) {
	if len(n.Given) < 2 {
		return unlike
	}
	g, h := &n.Given[0], &n.Given[1]
	if strings.HasSuffix(h.text, "DIN") && g.text[0] == w.text[0] { // Nour al-Din, Nuruddin
		joined := newWord(n.joined())
		return compareWords(&joined, w)
	}
	longer, lost, syllabic := len(w.text)-len(g.text), 1, syllables(g.text, h.text)
	if syllabic {
		lost = 2 // Kyung, Gyeong
	}
	if longer < 1 || g.text[0] != w.text[0] && !(syllabic && heardAsOne(g.text[0], w.text[0])) || len(g.text) < 2 || len(h.text) < 2 || longer > len(h.text)+3 || longer < len(h.text)-3 || bits.OnesCount32(h.mask&^w.mask) > lost {
		return unlike
	}
	for cut := max(len(g.text)-2, 2); cut <= min(len(g.text)+2, len(w.text)-2); cut++ {
		start, end := newWord(w.text[:cut]), newWord(w.text[cut:])
		first, second := compareWords(g, &start), compareWords(h, &end)
		switch {
		case min(first, second) >= mistyped && !(syllabic && otherSyllable(h, &end) && !revoiced(h.text, end.text)):
			best = max(best, min(first, second))
		case g.text == start.text && syllables(start.text, end.text):
			best = max(best, otherName)
		}
	}
	return best
}

// revoiced reports whether two syllables differ in the letter that they begin with alone, and
// by romanisation: Kyu, Gyu.
func revoiced(a, b string) bool { return a[1:] == b[1:] && heardAsOne(a[0], b[0]) }

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

// goesByMiddle reports whether a goes by one of b's middle names, or by a form of it.
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

// inMiddle returns the place of b's middle name by which n goes; 0 for none. A person
// with a second word after a weak first one goes by both of them: Luis Miguel is not José
// Luis.
func (n *Name) inMiddle(b *Name) int {
	if len(n.Given) > 1 && n.Given[0].weak() && !n.Given[1].initial() {
		return 0
	}
	for i := 1; i < len(b.Given); i++ {
		if !b.Given[i].initial() && b.Given[i].text == n.Given[0].text {
			return i
		}
	}
	for i := 1; i < len(b.Given); i++ {
		if isFormOf(&n.Given[0], &b.Given[i]) {
			return i
		}
	}
	return 0
}

// isFormOf reports whether x is a short form or another spelling of y under which y is
// found: they have one code, or y is among the roots of x.
func isFormOf(x, y *word) bool {
	switch {
	case x.initial(), y.initial(), x.weak(), y.weak():
		return false
	case x.form.Code == y.form.Code:
		return names.Related(x.text, y.text, x.form, y.form) != names.Unrelated
	}
	return names.All().Relation(x.form.ID, y.form.ID) != names.Unrelated && slices.Contains(names.All().Roots(x.text), y.text)
}

// byMiddle is the share of people with both the given name that n goes by, or has as a
// middle name, and the surname that agrees.
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
