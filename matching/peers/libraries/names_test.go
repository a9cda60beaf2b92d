//go:build linux

package libraries

import (
	"slices"

	"github.com/caselobby/caselobby/matching/names"
	"github.com/caselobby/caselobby/matching/peers"
)

// word is one name and what the tables of names know of it.
type word struct {
	text string
	form names.Word
}

func newWord(text string) word { return word{text, names.Prepare(text)} }

// name is every name of a person.
type name struct {
	given    []word // given names, then middle names
	surnames []word // the current one, then former ones
	parts    []word // of the current surname
}

func newName(f *peers.Fields) (n name) {
	for _, list := range []struct {
		texts []string
		words *[]word
	}{{f.Given, &n.given}, {f.Surnames, &n.surnames}, {f.Family, &n.parts}} {
		for _, text := range list.texts {
			*list.words = append(*list.words, newWord(text))
		}
	}
	return n
}

// grade says how one half of a name agrees, the weakest first.
type grade int

const (
	missing grade = iota
	differs
	loose
	initial
	rhyme // alike, but another name
	alike
	related // forename: another form, a middle name; surname: a part
	former
	equal
	grades
)

// nameLevels are the levels of the model by surname and forename.
var nameLevels = [grades][grades]int{
	equal:   {missing: 11, differs: 17, loose: 17, initial: 8, rhyme: 15, alike: 6, related: 4, former: 4, equal: 0},
	former:  {missing: 11, differs: 17, loose: 17, initial: 13, rhyme: 18, alike: 9, related: 9, former: 9, equal: 1},
	related: {missing: 19, differs: 21, loose: 21, initial: 18, rhyme: 18, alike: 13, related: 13, former: 13, equal: 9},
	alike:   {missing: 19, differs: 21, loose: 18, initial: 18, rhyme: 18, alike: 13, related: 13, former: 13, equal: 7},
	rhyme:   {missing: 22, differs: 23, loose: 18, initial: 21, rhyme: 18, alike: 18, related: 18, former: 18, equal: 16},
	loose:   {missing: 22, differs: 23, loose: 18, initial: 21, rhyme: 21, alike: 18, related: 18, former: 18, equal: 20},
	initial: {missing: 22, differs: 23, loose: 23, initial: 22, rhyme: 23, alike: 21, related: 21, former: 21, equal: 20},
	differs: {missing: 22, differs: 23, loose: 23, initial: 22, rhyme: 23, alike: 21, related: 21, former: 21, equal: 20},
	missing: {missing: none, differs: 22, loose: 22, initial: none, rhyme: 22, alike: 19, related: 19, former: 19, equal: 12},
}

// The levels of the model that are named here.
const (
	reordered    = 2
	within       = 3
	goesByMiddle = 5
	only         = 10
	surnameAlone = 11
	givenAlone   = 12
	bothAlike    = 13
	surname      = 17

	middleInitial = 1
)

func compareNames(a, b *name) (level, middleName int) {
	sur, fore, middle := compareSurnames(a, b), missing, false
	if len(a.given) > 0 && len(b.given) > 0 {
		fore, middle = compareForenames(a, b)
	}
	level = nameLevels[sur][fore]
	if middle && sur == equal {
		level = goesByMiddle
	}
	if level > bothAlike || level == none {
		if l := compareAcross(a, b); l != none && (level == none || l < level) {
			return l, none
		}
	}
	switch {
	case middle:
		return level, none
	case level == surname && (goesByInitial(a, b) || goesByInitial(b, a)):
		return level, middleInitial
	}
	return level, best(a.given[min(1, len(a.given)):], b.given[min(1, len(b.given)):], compareMiddles)
}

// goesByInitial reports whether what a goes by begins with a middle initial of b.
func goesByInitial(a, b *name) bool {
	return slices.ContainsFunc(b.given[1:], func(w word) bool { return len(w.text) == 1 && w.text[0] == a.given[0].text[0] })
}

func compareSurnames(a, b *name) (best grade) {
	for i, x := range a.surnames {
		for j, y := range b.surnames {
			g := likeness(x, y)
			if g == related {
				g = alike // another spelling
			}
			if i == 0 && j == 0 && g != equal && sharesPart(a, b) {
				g = related
			}
			if i+j > 0 {
				switch {
				case g == equal:
					g = former
				case g > loose:
					g = loose
				}
			}
			best = max(best, g)
		}
	}
	return best
}

func sharesPart(a, b *name) bool {
	return slices.ContainsFunc(a.parts, func(x word) bool {
		return len(a.parts)+len(b.parts) > 2 && slices.ContainsFunc(b.parts, func(y word) bool { return x.text == y.text })
	})
}

// compareForenames returns how the names that two people go by agree, and whether
// one of them is the other's middle name.
func compareForenames(a, b *name) (g grade, middle bool) {
	x, y := a.given[0], b.given[0]
	if g = likeness(x, y); g >= related || len(x.text) == 1 || len(y.text) == 1 {
		return g, false
	}
	is := func(w word) func(word) bool { return func(v word) bool { return v.text == w.text } }
	if slices.ContainsFunc(a.given[1:], is(y)) || slices.ContainsFunc(b.given[1:], is(x)) {
		return related, true
	}
	return g, false
}

func likeness(x, y word) grade {
	switch {
	case x.text == y.text:
		return equal
	case len(x.text) == 1 || len(y.text) == 1:
		if x.text[0] == y.text[0] {
			return initial
		}
		return differs
	case names.Related(x.text, y.text, x.form, y.form) != names.Unrelated:
		return related
	case jaroWinkler(x.text, y.text) >= .9 || min(len(x.text), len(y.text)) >= 4 && oneEdit(x.text, y.text):
		if x.form.ID != 0 && y.form.ID != 0 {
			return rhyme
		}
		return alike
	case jaroWinkler(x.text, y.text) >= .78:
		return loose
	}
	return differs
}

func compareMiddles(x, y word) int {
	switch likeness(x, y) {
	case equal, related, alike, rhyme:
		return 0
	case initial:
		return 1
	}
	return 2
}

// compareAcross compares all words of two names, whatever field they stand in.
func compareAcross(a, b *name) int {
	x, y := slices.Concat(a.given, a.parts), slices.Concat(b.given, b.parts)
	fewest, n, in := min(len(x), len(y)), 0, none
	for _, w := range x {
		if i := slices.IndexFunc(y, func(v word) bool { return v.text == w.text }); i >= 0 {
			n, in = n+1, i
		}
	}
	switch {
	case fewest == 0 || n < fewest:
		return none
	case fewest == 1 && len(x) == len(y):
		return only
	case fewest == 1 && len(y) > 1 && in < len(b.given), fewest == 1 && len(x) > 1 && len(a.given) > 0 && a.given[0].text == y[0].text:
		return givenAlone
	case fewest == 1:
		return surnameAlone
	case len(x) == len(y):
		return reordered
	}
	return within
}
