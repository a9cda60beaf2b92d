package matchtest

import (
	"strings"

	"github.com/caselobby/caselobby/matching"
)

// Forms says how likely each way is to tell a name that is right, and looks
// different from the same name on another form. All are probabilities, from 0 to
// 1, of one telling; of those whom it may concern. Unlike [Errors] these are no
// mistakes, and do not depend on how careful somebody is.
//
// The forms are not those of the tables that a matcher normalises with: they come
// from lists and rules of their own (society.txt).
type Forms struct {
	Romanised float64 // each name: Xasan for Hassan, Oleg for Oleh, Tse for Xie

	Words       float64 // a given name of several words: one left out or short, joined, hyphenated
	Middle      float64 // … its second word in the middle name's field
	Fathers     float64 // the father's name for the family name
	Particle    float64 // Al-, de, van, O', Mac left out, joined or apart
	OneField    float64 // the whole name in one field
	Reversed    float64 // of those who tell the family name first: in the given name's field
	OtherField  float64 // a person's only name in the family name's field
	StandIn     float64 // … and a stand-in for a name in the other
	Alias       float64 // goes by the Western name on this form
	AliasBeside float64 // tells the other name beside the one
	Gender      float64 // tells it
	OldPhone    float64 // tells the number before
}

// Customary is how names are told, by judgement: nobody counts it.
func Customary() Forms {
	return Forms{
		Romanised: .12, Words: .3, Middle: .4, Fathers: .2, Particle: .25, OneField: .015, Reversed: .5, OtherField: .4, StandIn: .5,
		Alias: .2, AliasBeside: .4, Gender: .7, OldPhone: .25,
	}
}

// tell writes down names, gender and the number before.
func (f *Forms) tell(p *matching.Person, h human, e Errors, d *dice) {
	tellNames(p, f.named(h, d), e, d)
	f.arrange(p, h, d)
}

// named returns the person with given, middle and family name as this form has
// them.
func (f *Forms) named(h human, d *dice) human {
	code := h.origin.code
	for _, name := range []*string{&h.given, &h.second, &h.middle, &h.family} {
		if *name != "" && d.chance(f.Romanised) {
			*name = romanise(*name, code, d)
		}
	}
	if h.second != "" {
		h.given, h.middle = f.words(h.given, h.second, customs[code].own, d)
	}
	if customs[code].fathers && d.chance(f.Fathers) {
		h.family, h.middle = h.middle, ""
	}
	if d.chance(f.Particle) {
		h.family = withoutParticle(h.family, d)
	}
	if h.alone {
		h.middle, h.family = "", ""
	}
	return h
}

// words tells a given name of two words.
func (f *Forms) words(first, second string, own bool, d *dice) (given, middle string) {
	if d.chance(f.Words) {
		switch d.below(5) {
		case 0:
			return first + strings.ToLower(second), ""
		case 1:
			return first + "-" + second, ""
		case 2:
			if own {
				return first + " " + strings.ToLower(second), ""
			}
			return second, "" // the word that is the person's own
		case 3:
			return first, ""
		default:
			return string([]rune(first)[:1]), second
		}
	}
	if d.chance(f.Middle) {
		return first, second
	}
	return first + " " + second, ""
}

// particles begin a family name and are left out, joined or told apart.
var particles = []string{"Al-", "El-", "Ud-", "O'", "Mac", "Mc", "De ", "de ", "dos ", "da ", "van ", "Ó "}

func withoutParticle(name string, d *dice) string {
	for _, p := range particles {
		rest, ok := strings.CutPrefix(name, p)
		if !ok || len([]rune(rest)) < 3 {
			continue
		}
		bare := strings.Trim(p, "-' ")
		return among(d, upperFirst(rest), bare+" "+upperFirst(rest), bare+strings.ToLower(rest))
	}
	return name
}

// arrange puts names that are told into fields: the last step, after slips.
func (f *Forms) arrange(p *matching.Person, h human, d *dice) {
	if h.alias != "" {
		own := p.Given
		if d.chance(f.Alias) {
			p.Given, p.Middle = h.alias, ""
			if d.chance(f.AliasBeside) {
				p.KnownAs = []string{own}
			}
		} else if d.chance(f.AliasBeside) {
			p.KnownAs = []string{h.alias}
		}
	}
	switch c := customs[h.origin.code]; {
	case h.alone:
		f.onlyName(p, d)
	case d.chance(f.OneField):
		name := strings.Join(strings.Fields(p.Given+" "+p.Middle+" "+p.Family), " ")
		p.Given, p.Middle, p.Family = "", "", name
		if d.chance(.3) {
			p.Given, p.Family = name, ""
		}
	case d.chance(c.reversed) && d.chance(f.Reversed):
		p.Given, p.Middle, p.Family = p.Family, "", strings.TrimSpace(p.Middle+" "+p.Given)
	}
	if d.chance(f.Gender) {
		p.Gender = among(d, "male", "M", "Male", "man")
		if h.female {
			p.Gender = among(d, "female", "F", "Female", "woman")
		}
	}
	if h.oldPhone != "" && d.chance(f.OldPhone) {
		p.PreviousPhones = []string{h.oldPhone}
	}
}

// onlyName tells the only name that a person has.
func (f *Forms) onlyName(p *matching.Person, d *dice) {
	if p.Given == "" {
		p.Given = p.Family
	}
	standIn := ""
	if d.chance(f.StandIn) {
		standIn = among(d, ".", "Unknown", "FNU", "LNU", "No Surname", "-", p.Given)
	}
	p.Family = standIn
	if d.chance(f.OtherField) {
		p.Given, p.Family = standIn, p.Given
	}
}
