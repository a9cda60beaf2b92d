package uk

import (
	"slices"

	fs "github.com/caselobby/caselobby/matching/fellegisunter"
	"github.com/caselobby/caselobby/matching/names"
)

// An alignment says which words of two names go together, whatever field they stand in.
type alignment struct {
	a, b *Name
	x, y []*word        // the words of a and of b, given names first
	to   [maxWords]int8 // for each word of x the place of its counterpart in y, −1 for none
	n    int            // how many words of x have a counterpart
}

// align aligns the words x of a with the words y of b. Equal words go together before
// spellings of one name do.
func align(a, b *Name, x, y []*word) alignment {
	al := alignment{a: a, b: b, x: x, y: y}
	for i := range al.to {
		al.to[i] = -1
	}
	taken := 0
	for i, w := range x {
		for j, v := range y {
			if al.to[i] < 0 && taken>>j&1 == 0 && sameName(w, v) {
				al.to[i], taken, al.n = int8(j), taken|1<<j, al.n+1
			}
		}
	}
	for i, w := range x {
		for j, v := range y {
			if al.to[i] < 0 && taken>>j&1 == 0 && mayBeSpellings(w, v) && compareWords(w, v) == spelling {
				al.to[i], taken, al.n = int8(j), taken|1<<j, al.n+1
			}
		}
	}
	return al
}

// compare returns the level of two names whose words are aligned, and whether those that
// go together stand in another order: see [compareAcross].
func (al *alignment) compare() (o fs.Outcome, turned bool) {
	fewest, lettered := al.fewest(), al.lettered()
	switch {
	case fewest == 1 && al.n == 1:
		return al.compareOnly(), false
	case lettered == 1 && (al.a.one() != nil || al.b.one() != nil):
		return al.compareInitialed(), true
	case fewest < 2 || al.n == 0:
	case al.n == fewest && lettered > 1 && al.exact():
		level := nameWithin
		if len(al.x) == len(al.y) {
			level = nameReordered
			if al.a.Whole || al.b.Whole {
				level = nameEqual
			}
		}
		return fs.Outcome{Level: level, Frequency: al.rarestPair()}, al.inverted()
	case al.n == fewest && lettered > 1:
		if al.inverted() || al.crosses() {
			return fs.Outcome{Level: nameBothAlike}, true
		}
	case al.n >= min(whole(al.x), whole(al.y))-1 && al.crosses():
		return al.compareRest(fewest), true
	}
	return fs.Outcome{Level: fs.Null}, false
}

// compareRest compares two names by the words that have no counterpart, if one that has is
// a given name on one side and a family name on the other.
func (al *alignment) compareRest(fewest int) fs.Outcome {
	exactly := al.exact() && al.restFits(isInitial)
	switch {
	case exactly && al.n == 1 && min(whole(al.x), whole(al.y)) == 1: // R Sivakumar and Sivakumar Ramanathan
		return fs.Outcome{Level: nameForenameAlone, Frequency: al.x[al.first()].share}
	case exactly && al.n == fewest-1 && al.lettered() > 1: // Quarmby, Anna J and Anna Jane Quarmby
		return fs.Outcome{Level: nameReordered, Frequency: al.rarestPair()}
	case al.restFits(isSlip):
		return fs.Outcome{Level: nameBothAlike}
	case al.restFits(isInitial), al.restFits(isOther):
		return fs.Outcome{Level: nameLoose}
	}
	return fs.Outcome{Level: fs.Null}
}

// compareOnly compares two names of which one is a single word, aligned with a word of
// the other: that person's only name, a forename or a surname.
func (al *alignment) compareOnly() fs.Outcome {
	i := al.first()
	j := int(al.to[i])
	if !sameName(al.x[i], al.y[j]) {
		return fs.Outcome{Level: nameHalfAlike}
	}
	given, at := al.a.Given, i
	if len(al.x) == 1 {
		given, at = al.b.Given, j
	}
	level := nameForenameAlone
	switch {
	case len(al.x) == 1 && len(al.y) == 1:
		level = nameOnly
	case at >= len(given):
		level = nameSurnameAlone
	}
	share := al.x[i].share
	if al.x[i].text != al.y[j].text { // they agree on what is left without the particle
		share = max(share, al.a.bare)
	}
	return fs.Outcome{Level: level, Frequency: share}
}

// compareInitialed compares a person of one name and initials with another who has that
// name, in whatever field, and something that an initial fits: S. Ramanathan, Ramanathan
// S. and Ramanathan Selvam.
func (al *alignment) compareInitialed() fs.Outcome {
	i := 0
	for al.to[i] < 0 || al.x[i].initial() { // the only aligned word that is no initial
		i++
	}
	j := int(al.to[i])
	if !sameName(al.x[i], al.y[j]) || !al.initialsFit(i, j) {
		return fs.Outcome{Level: fs.Null}
	}
	level := nameForenameAlone
	if i >= len(al.a.Given) || j >= len(al.b.Given) {
		level = nameInitial
	}
	return fs.Outcome{Level: level, Frequency: al.x[i].share}
}

// fewest is how many words of the shorter name should have a counterpart. None is spared
// if what stands for it on the other side tells people apart: Muhammad Ali Khan, Ahmed Ali
// Khan.
func (al *alignment) fewest() int {
	first, other := al.to[0] >= 0, slices.Contains(al.to[:len(al.x)], 0)
	p, q := al.a.spare(first), al.b.spare(other)
	if !first && !other && p != q {
		p, q = 0, 0
	}
	return min(len(al.x)-p, len(al.y)-q)
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
func (al *alignment) exact() bool {
	for i := range al.x {
		if al.to[i] >= 0 && !sameName(al.x[i], al.y[al.to[i]]) {
			return false
		}
	}
	return true
}

// inverted reports whether two words stand in the other order on the other side.
func (al *alignment) inverted() bool {
	last := int8(-1)
	for _, j := range al.to {
		if j >= 0 && j < last {
			return true
		}
		last = max(last, j)
	}
	return false
}

// lettered counts the aligned words that are more than an initial.
func (al *alignment) lettered() (n int) {
	for i, w := range al.x {
		if al.to[i] >= 0 && !w.initial() {
			n++
		}
	}
	return n
}

// crosses reports whether a word is a given name on one side and a family name on
// the other.
func (al *alignment) crosses() bool {
	for i, j := range al.to {
		if j >= 0 && (i < len(al.a.Given)) != (int(j) < len(al.b.Given)) {
			return true
		}
	}
	return false
}

// restFits reports whether some word that is not aligned fits one on the other side that
// is not aligned either.
func (al *alignment) restFits(fits func(a, b *word) bool) bool {
	taken := 0
	for i := range al.x {
		if al.to[i] >= 0 {
			taken |= 1 << al.to[i]
		}
	}
	for i, w := range al.x {
		for j, v := range al.y {
			if al.to[i] < 0 && taken>>j&1 == 0 && fits(w, v) {
				return true
			}
		}
	}
	return false
}

// first returns the first place of x that is aligned, −1 if none is.
func (al *alignment) first() int {
	return slices.IndexFunc(al.to[:], func(j int8) bool { return j >= 0 })
}

// initialsFit reports whether an initial on one side fits a word of the other. The words
// in places i of x and j of y are left aside.
func (al *alignment) initialsFit(i, j int) bool {
	for k, w := range al.x {
		for l, v := range al.y {
			if k != i && l != j && isInitial(w, v) {
				return true
			}
		}
	}
	return false
}

// rarestPair is the least share of any two of a's names that are aligned; 0 if none is
// known.
func (al *alignment) rarestPair() (least float64) {
	if al.a.pairs == nil {
		return 0
	}
	for i := range al.to {
		for j := i + 1; j < maxWords; j++ {
			if share := al.a.pairs[i*maxWords+j]; al.to[i] >= 0 && al.to[j] >= 0 && share > 0 && (least == 0 || share < least) {
				least = share
			}
		}
	}
	return least
}
