package matchtest

import (
	"slices"
	"strings"
)

// custom is how people of one origin are named.
type custom struct {
	// Words that come before the name that is a person's own (Mohammed Hassan,
	// Maria Carmen), and the share of people who bear one. Own means that the first
	// word is a name like any other (Jia Wei).
	male, female []string
	compound     float64
	own          bool

	fathers  bool    // own name, father's name, grandfather's name
	alone    float64 // has one name only
	reversed float64 // the family name is told first, so now and then in the wrong field
	western  float64 // goes by another, Western name as well
}

var islamic = custom{male: []string{"Mohammed", "Mohammed", "Muhammad", "Abdul", "Syed"}, female: []string{"Syeda", "Bibi", "Umme"}, compound: .3}

// customs by origin. The shares are judgement: no register counts them.
var customs = map[string]custom{
	"pk": with(islamic, func(c *custom) { c.compound = .4; c.alone = .01 }),
	"bd": {male: []string{"Md", "Mohammed", "Abdul", "Abu"}, female: []string{"Mst", "Syeda", "Bibi"}, compound: .6},
	"in": {male: []string{"Mohammed", "Sri"}, female: []string{"Bibi"}, compound: .08, alone: .05},
	"so": {fathers: true, male: []string{"Mohamed", "Abdi"}, compound: .05},
	"er": {fathers: true, alone: .02},
	"ar": with(islamic, func(c *custom) { c.male = []string{"Mohammad", "Abdul", "Ahmad"}; c.alone = .01 }),
	"fa": with(islamic, func(c *custom) { c.male = []string{"Mohammad", "Ali", "Seyed"}; c.alone = .12 }),
	"ku": {male: []string{"Mohammed"}, compound: .1, fathers: true},
	"tr": {male: []string{"Mehmet", "Ali"}, female: []string{"Fatma"}, compound: .12},
	"pt": {male: []string{"José", "João"}, female: []string{"Maria", "Ana"}, compound: .35},
	"ro": {male: []string{"Ion"}, female: []string{"Maria", "Ana"}, compound: .2},
	"ng": {western: .4, reversed: .1},
	"cn": {own: true, compound: .6, reversed: .25, western: .4},
	"vn": {male: []string{"Van"}, female: []string{"Thi"}, compound: .7, reversed: .3, western: .15},
	"ie": {western: .02},
}

func with(c custom, change func(*custom)) custom {
	change(&c)
	return c
}

// western names are what people are called who go by one beside their own.
var western = map[bool][]string{
	true:  {"Grace", "Amy", "Lily", "Jenny", "Helen", "Joy", "Blessing", "Linda", "Vivian", "Mercy"},
	false: {"Jason", "Kevin", "Tony", "David", "Michael", "Peter", "Samuel", "Emmanuel", "Victor", "Eric"},
}

// passerBy makes up somebody who is nobody's relative.
func (w *World) passerBy(d *dice) human {
	if w.society != nil {
		return w.member(d)
	}
	return w.someone(d)
}

// member makes up a person of a society who is nobody's relative.
func (w *World) member(d *dice) human {
	o := settlers().origin(d)
	h := adult(d, o, (*human).christen)
	h.father, h.grandfather = o.male.pick(d), o.male.pick(d)
	h.follow(d)
	w.settle(&h, d)
	w.usedToRing(&h, d)
	return h
}

// usedToRing gives half of people a number that they no longer have.
func (w *World) usedToRing(h *human, d *dice) {
	if d.chance(.5) {
		h.oldPhone = w.places.phone(d)
	}
}

// christen gives the names that are a person's own.
func (h *human) christen(d *dice) {
	h.name(d)
	h.second = ""
	c := customs[h.origin.code]
	words := c.male
	if h.female {
		words = c.female
	}
	switch {
	case !d.chance(c.compound):
	case c.own:
		if second := h.origin.given(d, h.female, h.born.year); second != h.given {
			h.second, h.middle = second, ""
		}
	case len(words) > 0:
		h.given, h.second, h.middle = words[d.below(len(words))], h.given, ""
	}
}

// follow applies the customs that depend on the family.
func (h *human) follow(d *dice) {
	c := customs[h.origin.code]
	if c.fathers {
		h.middle, h.family = h.father, h.grandfather
	}
	h.alone = d.chance(c.alone)
	h.alias = ""
	if d.chance(c.western) {
		names := western[h.female]
		h.alias = names[d.below(len(names))]
	}
}

// fullGiven is all of the given name.
func fullGiven(h human) string { return strings.TrimSpace(h.given + " " + h.second) }

// ending returns a name with the first ending of the list that it has changed.
func ending(name string, changes ...[2]string) string {
	i := slices.IndexFunc(changes, func(c [2]string) bool { return strings.HasSuffix(name, c[0]) })
	if i < 0 {
		return name
	}
	return strings.TrimSuffix(name, changes[i][0]) + changes[i][1]
}
