package matchtest

import (
	"slices"

	"github.com/caselobby/caselobby/matching/similarity"
)

// A twin's name is a letter off in one pair of twins of ten: parents like names
// that rhyme.
const rhyming = .1

// kinsman makes up a relative of h, who lives with h or elsewhere. It reports
// false where h can have none of that kind.
func (w *World) kinsman(h human, r Relation, together bool, taken []string, d *dice) (human, bool) {
	k := human{origin: h.origin, female: d.chance(.5)}
	namesake := r == Namesake
	if namesake {
		r = among(d, Parent, Child)
		k.female = h.female
	}
	year, ok := yearOf(h.born.year, r, d)
	if !ok {
		return human{}, false
	}
	if r == Partner {
		k.female = h.female == d.chance(.03)
	}
	k.born = birthday(d, h.origin, year)
	if r == Twin {
		k.born = h.born
		if d.chance(1. / 3) { // one pair in three is identical
			k.female = h.female
		}
	}
	if (r == Parent || r == Child) && k.female == h.female {
		share := w.society.Namesakes
		if h.female {
			share /= 4
		}
		namesake = d.chance(share) || namesake
	}
	if !w.call(&k, h, r, namesake, taken, d) {
		return human{}, false
	}
	w.settle(&k, d)
	w.usedToRing(&k, d)
	w.have(&k, h, r, together, d)
	return k, true
}

// yearOf returns the year of birth of a relative of somebody born in year.
func yearOf(year int, r Relation, d *dice) (int, bool) {
	switch r {
	case Partner:
		year += d.between(-6, 6)
		if d.chance(.3) { // one couple in three is five years apart or more (Census 2021)
			year += d.between(-6, 6)
		}
	case Child:
		year += d.between(18, 40)
	case Parent:
		year -= d.between(18, 40)
	case Sibling:
		year += among(d, -9, -7, -5, -4, -3, -3, -2, -2, -1, 1, 2, 2, 3, 3, 4, 5, 7, 9)
	case Twin:
	default:
		return 0, false
	}
	return year, year >= today-95 && year <= today-16
}

// call names a relative: by a name that nobody of the family bears, unless it is a
// namesake, with the family's name and customs.
func (w *World) call(k *human, h human, r Relation, namesake bool, taken []string, d *dice) bool {
	for tries := 0; k.given == "" || slices.Contains(taken, fullGiven(*k)); tries++ {
		if tries == 50 {
			return false
		}
		k.christen(d)
		if k.second != "" && h.second != "" && k.female == h.female && r != Partner && d.chance(.7) {
			k.given = h.given // the first word is the family's, the second the child's own
		}
	}
	if r == Twin && k.female == h.female && d.chance(rhyming) {
		if name := rhyme(h, k.female); name != "" && !slices.Contains(taken, name) {
			k.given, k.second = name, ""
		}
	}
	if namesake {
		k.given, k.second = h.given, h.second
	}
	k.family = h.origin.familyOf(h.origin.family.pick(d), k.female)
	k.father, k.grandfather = h.origin.male.pick(d), h.origin.male.pick(d)
	switch r {
	case Sibling, Twin:
		k.father, k.grandfather = h.father, h.grandfather
	case Child:
		if !h.female {
			k.father, k.grandfather = h.given, h.father
		}
	case Parent:
		if !k.female {
			k.grandfather = h.origin.male.pick(d)
			k.father = h.grandfather
		}
	}
	if r == Twin || d.chance(h.origin.kinName) {
		k.family = inFamily(h, k.female)
	}
	k.follow(d)
	return true
}

// rhyme returns a name one letter off.
func rhyme(h human, female bool) string {
	names := h.origin.male.values
	if female {
		names = h.origin.female.values
	}
	for _, name := range names {
		if similarity.Levenshtein(name, h.given) == 1 {
			return name
		}
	}
	return ""
}

// inFamily returns h's family name in the form for a woman or a man.
func inFamily(h human, female bool) string {
	if h.female == female {
		return h.family
	}
	for _, name := range h.origin.family.values {
		if h.origin.familyOf(name, h.female) == h.family {
			return h.origin.familyOf(name, female)
		}
	}
	return h.family
}

// have gives a relative what families have in common: a home, and then now and
// then a phone, an address for mail, somebody's National Insurance number.
func (w *World) have(k *human, h human, r Relation, together bool, d *dice) {
	sharing := .02
	if together {
		k.postcode, k.rough, k.earlier = h.postcode, h.rough, slices.Clone(h.earlier)
		sharing = .12
	}
	if r == Partner {
		sharing = .2
	}
	if d.chance(sharing) {
		k.phone = h.phone
	}
	if d.chance(sharing / 3) {
		k.email = h.email
	}
	switch {
	case r == Twin && d.chance(.2), r == Sibling && d.chance(.01): // numbers were once given to a family in turn
		k.nino = nextNINO(h.nino)
	case together && d.chance(.005): // the other's number on the form
		k.nino = h.nino
	}
}
