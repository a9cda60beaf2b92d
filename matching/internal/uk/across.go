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
	if a.bag&b.bag == 0 && len(a.Given) < 2 && len(b.Given) < 2 { // they share no word, nor can two given names be one of the other's words
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
	if a.bag&b.bag == 0 {
		return fs.Outcome{Level: fs.Null}, false
	}
	var bufA, bufB [maxWords]*word
	x, y := a.all(&bufA), b.all(&bufB)
	to, n := align(x, y)
	fewest := min(len(x)-a.spare(to[0] >= 0), len(y)-b.spare(slices.Contains(to[:len(x)], 0)))
	switch {
	case fewest == 1 && n == 1:
		return compareOnly(a, b, x, y, to), false
	case n > 0 && lettered(x, to) == 1 && (a.one() != nil || b.one() != nil):
		return compareInitialed(a, b, x, y, to), true
	case fewest > 1 && n == fewest && lettered(x, to) > 1 && !exact(x, y, to):
		if inverted(to) || crosses(a, b, to) {
			return fs.Outcome{Level: nameBothAlike}, true
		}
	case fewest > 1 && n == fewest && lettered(x, to) > 1:
		level := nameWithin
		if len(x) == len(y) {
			level = nameReordered
			if a.Whole || b.Whole {
				level = nameEqual
			}
		}
		return fs.Outcome{Level: level, Frequency: a.rarestPair(to)}, inverted(to)
	case fewest > 1 && n > 0 && n >= min(whole(x), whole(y))-1 && crosses(a, b, to):
		switch {
		case n == 1 && min(whole(x), whole(y)) == 1 && exact(x, y, to) && restFits(x, y, to, isInitial): // R Sivakumar and Sivakumar Ramanathan
			return fs.Outcome{Level: nameForenameAlone, Frequency: x[firstOf(to)].share}, true
		case lettered(x, to) > 1 && n == fewest-1 && exact(x, y, to) && restFits(x, y, to, isInitial): // Quarmby, Anna J and Anna Jane Quarmby
			return fs.Outcome{Level: nameReordered, Frequency: a.rarestPair(to)}, true
		case restFits(x, y, to, isSlip):
			return fs.Outcome{Level: nameBothAlike}, true
		case restFits(x, y, to, isInitial), restFits(x, y, to, isOther):
			return fs.Outcome{Level: nameLoose}, true
		}
	}
	return fs.Outcome{Level: fs.Null}, false
}

// spare is how many words of n need not be aligned: 1 if the first of several given words
// tells people apart little and has no counterpart, else 0. Mst Shamima is Shamima to
// others.
func (n *Name) spare(aligned bool) int {
	if aligned || len(n.Given) < 2 || !n.Given[0].listed || names.WeakAt(n.Given[0].text) < names.First {
		return 0
	}
	return 1
}

// exact reports whether all aligned words are equal, rather than spellings of one name.
func exact(x, y []*word, to [maxWords]int8) bool {
	for i := range x {
		if to[i] >= 0 && !sameName(x[i], y[to[i]]) {
			return false
		}
	}
	return true
}

// inverted reports whether two words stand in the other order on the other side.
func inverted(to [maxWords]int8) bool {
	last := int8(-1)
	for _, j := range to {
		if j >= 0 && j < last {
			return true
		}
		last = max(last, j)
	}
	return false
}

// changedOver reports whether a's given and family name are b's family and given name. A
// given name of several words counts as the one that they make.
func changedOver(a, b *Name) bool {
	if len(a.Given) == 0 || len(b.Given) == 0 || len(a.Family) == 0 || len(b.Family) == 0 {
		return false
	}
	return a.goesBy(&b.Family[0].word) && b.goesBy(&a.Family[0].word)
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

// align gives each word of x its place in y, or −1, and counts those that have one.
// Equal words go together before spellings of one name do.
func align(x, y []*word) (to [maxWords]int8, n int) {
	taken := 0
	for i := range to {
		to[i] = -1
	}
	for i, w := range x {
		for j, v := range y {
			if to[i] < 0 && taken>>j&1 == 0 && sameName(w, v) {
				to[i], taken, n = int8(j), taken|1<<j, n+1
			}
		}
	}
	for i, w := range x {
		for j, v := range y {
			if to[i] < 0 && taken>>j&1 == 0 && mayBeSpellings(w, v) && compareWords(w, v) == spelling {
				to[i], taken, n = int8(j), taken|1<<j, n+1
			}
		}
	}
	return to, n
}

// mayBeSpellings rules out quickly most words that are not spellings of one name. Those
// that are have one code or are both in the table, or both begin with an A, as names in
// Abd- do.
func mayBeSpellings(a, b *word) bool {
	return a.form.Code == b.form.Code || a.form.ID != 0 && b.form.ID != 0 || a.text[0] == 'A' && b.text[0] == 'A'
}

// lettered counts the aligned words that are more than an initial.
func lettered(x []*word, to [maxWords]int8) (n int) {
	for i, w := range x {
		if to[i] >= 0 && !w.initial() {
			n++
		}
	}
	return n
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

// crosses reports whether a word is a given name on one side and a family name on
// the other.
func crosses(a, b *Name, to [maxWords]int8) bool {
	for i, j := range to {
		if j >= 0 && (i < len(a.Given)) != (int(j) < len(b.Given)) {
			return true
		}
	}
	return false
}

// restFits reports whether some word that is not aligned fits one on the other side that
// is not aligned either.
func restFits(x, y []*word, to [maxWords]int8, fits func(a, b *word) bool) bool {
	taken := 0
	for i := range x {
		if to[i] >= 0 {
			taken |= 1 << to[i]
		}
	}
	for i, w := range x {
		for j, v := range y {
			if to[i] < 0 && taken>>j&1 == 0 && fits(w, v) {
				return true
			}
		}
	}
	return false
}

func isSlip(a, b *word) bool    { return compareWords(a, b) >= mistyped }
func isOther(a, b *word) bool   { return compareWords(a, b) == otherName }
func isInitial(a, b *word) bool { return (a.initial() || b.initial()) && a.text[0] == b.text[0] }

// firstOf returns the first place of x that is aligned, −1 if none is.
func firstOf(to [maxWords]int8) int {
	return slices.IndexFunc(to[:], func(j int8) bool { return j >= 0 })
}

// compareOnly compares two names of which one is a single word, aligned with a word of
// the other: that person's only name, a forename or a surname.
func compareOnly(a, b *Name, x, y []*word, to [maxWords]int8) fs.Outcome {
	i, j := 0, 0
	for k := range x {
		if to[k] >= 0 {
			i, j = k, int(to[k])
		}
	}
	if !sameName(x[i], y[j]) {
		return fs.Outcome{Level: nameHalfAlike}
	}
	given, at := a.Given, i
	if len(x) == 1 {
		given, at = b.Given, j
	}
	level := nameForenameAlone
	switch {
	case len(x) == 1 && len(y) == 1:
		level = nameOnly
	case at >= len(given):
		level = nameSurnameAlone
	}
	return fs.Outcome{Level: level, Frequency: x[i].share}
}

// compareInitialed compares a person of one name and initials with another who has that
// name, in whatever field, and something that an initial fits: S. Ramanathan, Ramanathan
// S. and Ramanathan Selvam.
func compareInitialed(a, b *Name, x, y []*word, to [maxWords]int8) fs.Outcome {
	i := firstOf(to)
	for k := range x {
		if to[k] >= 0 && !x[k].initial() {
			i = k
		}
	}
	j := int(to[i])
	if !sameName(x[i], y[j]) || !initialsFit(x, y, i, j) {
		return fs.Outcome{Level: fs.Null}
	}
	level := nameForenameAlone
	if i >= len(a.Given) || j >= len(b.Given) {
		level = nameInitial
	}
	return fs.Outcome{Level: level, Frequency: x[i].share}
}

// initialsFit reports whether an initial on one side fits a word of the other. The words
// in places i of x and j of y are left aside.
func initialsFit(x, y []*word, i, j int) bool {
	for k, w := range x {
		for l, v := range y {
			if k != i && l != j && isInitial(w, v) {
				return true
			}
		}
	}
	return false
}

// rarestPair is the least share of any two of n's names that are aligned; 0 if none is
// known.
func (n *Name) rarestPair(to [maxWords]int8) (least float64) {
	if n.pairs == nil {
		return 0
	}
	for i := range to {
		for j := i + 1; j < maxWords; j++ {
			if share := n.pairs[i*maxWords+j]; to[i] >= 0 && to[j] >= 0 && share > 0 && (least == 0 || share < least) {
				least = share
			}
		}
	}
	return least
}
