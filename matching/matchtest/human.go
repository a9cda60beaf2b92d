package matchtest

import "strings"

// human is somebody as they truly are when the register hears of them.
type human struct {
	origin                *origin
	female                bool
	given, middle, family string
	former                string // the family name before, where it changed long ago
	born                  date
	nino                  string
	email, phone          string
	postcode              string
	earlier               []string // postcodes before, latest first
	rough                 bool     // of no fixed abode

	// Of the people of a [Society] only.
	second              string // word of the given name
	father, grandfather string
	alone               bool   // given is the only name
	alias               string // Western name
	oldPhone            string
}

type date struct{ year, month, day int }

// today is the year in which every world is set: people do not age.
const today = 2025

// someone makes up a person who is nobody's relative.
func (w *World) someone(d *dice) human {
	h := adult(d, known().origin(d), (*human).name)
	w.settle(&h, d)
	return h
}

// adult makes up a person of an origin who has a family name and those that name
// gives.
func adult(d *dice, o *origin, name func(*human, *dice)) human {
	h := human{origin: o, female: d.chance(.47)}
	h.born = birthday(d, o, today-16-age(d))
	name(&h, d)
	h.family = o.familyOf(o.family.pick(d), h.female)
	if h.female && d.chance(.08) {
		h.former = o.familyOf(o.family.pick(d), h.female)
	}
	if o.code == "gb" && d.chance(.02) {
		h.family += "-" + o.family.pick(d)
	}
	return h
}

// age returns years since the sixteenth birthday: most of those who need help
// with housing are between twenty and fifty.
func age(d *dice) int {
	return min(d.below(20)+d.below(20)+d.central(50), 74)
}

// daysIn ignores leap years: nobody here is born on 29 February.
var daysIn = [12]int{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}

func birthday(d *dice, o *origin, year int) date {
	if d.chance(o.january) {
		return date{year, 1, 1}
	}
	month := d.between(1, 12)
	return date{year, month, d.between(1, daysIn[month-1])}
}

// name gives a forename and, often, a second one.
func (h *human) name(d *dice) {
	h.given = h.origin.given(d, h.female, h.born.year)
	h.middle = ""
	if second := h.origin.given(d, h.female, h.born.year); second != h.given && d.chance(.45) {
		h.middle = second
	}
}

// settle gives a number and somewhere to be found.
func (w *World) settle(h *human, d *dice) {
	h.nino = nino(d)
	h.phone = w.places.phone(d)
	h.email = email(d, *h)
	h.postcode = w.places.home(d)
	h.earlier = nil
	for d.chance(.45) && len(h.earlier) < 3 {
		h.earlier = append(h.earlier, w.places.home(d))
	}
	switch {
	case d.chance(.02): // a hostel
		at := w.places.hostels.pick(d)
		h.postcode = at.postcode
		if d.chance(.5) {
			h.phone = at.phone
		}
	case d.chance(.04):
		h.rough = true
	}
}

func email(d *dice, h human) string {
	given, family := ascii(h.given), ascii(h.family)
	var b strings.Builder
	switch d.below(6) {
	case 0:
		b.WriteString(given + family)
	case 1:
		b.WriteString(given + "_" + family)
	case 2:
		b.WriteString(given[:min(1, len(given))] + family)
	case 3:
		b.WriteString(family + given)
	default:
		b.WriteString(given + "." + family)
	}
	switch d.below(8) {
	case 0, 1:
	case 2, 3, 4:
		b.WriteString(digits(h.born.year, 2))
	default:
		b.WriteString(digits(d.below(10_000), d.between(2, 4)))
	}
	b.WriteString("@" + among(d, "gmail.com", "gmail.com", "gmail.com", "gmail.com", "gmail.com", "hotmail.co.uk", "hotmail.com",
		"outlook.com", "outlook.com", "yahoo.co.uk", "yahoo.com", "icloud.com", "live.co.uk", "btinternet.com"))
	return b.String()
}
