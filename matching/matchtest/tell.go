package matchtest

import (
	"slices"
	"strings"

	"github.com/caselobby/caselobby/matching"
)

// later returns the person as they are by the time they tell of themselves again.
func (w *World) later(h human, e Errors, d *dice) human {
	if d.chance(e.Moved) {
		h.earlier = append([]string{h.postcode}, h.earlier...)
		h.postcode = w.places.home(d)
		h.rough = h.rough && d.chance(.5)
	}
	if d.chance(e.NewPhone) {
		h.oldPhone, h.phone = h.phone, w.places.phone(d)
	}
	if d.chance(e.NewFamily) {
		h.former = h.family
		h.family = h.origin.familyOf(h.origin.family.pick(d), h.female)
		if d.chance(2. / 3) {
			h.former = ""
		}
	}
	if d.chance(e.NewEmail) {
		h.email = email(d, h)
	}
	return h
}

// tell writes a person down, with whatever goes wrong.
func (w *World) tell(h human, e Errors, d *dice) matching.Person {
	p := matching.Person{Born: tellBorn(h.born, e, d), NINO: tellNINO(h.nino, e, d)}
	if w.society != nil {
		w.society.Forms.tell(&p, h, e, d)
	} else {
		tellNames(&p, h, e, d)
	}
	w.tellContact(&p, h, e, d)
	tellPostcodes(&p, h, e, d)
	untidy(&p, e, d)
	return p
}

func tellNames(p *matching.Person, h human, e Errors, d *dice) {
	p.Given, p.Family = h.given, h.family
	if short := known().nicknames[h.given]; len(short) > 0 && d.chance(e.Nickname) {
		p.Given = among(d, short...)
	} else {
		p.Given = respell(p.Given, e, d)
	}
	p.Family = respell(p.Family, e, d)
	if d.chance(e.GivenSlip) {
		p.Given = slip(p.Given, d)
	}
	if d.chance(e.FamilySlip) {
		p.Family = slip(p.Family, d)
	}
	if h.middle != "" && !d.chance(e.NoMiddle) {
		p.Middle = h.middle
		if d.chance(e.Initial) {
			p.Middle = string([]rune(h.middle)[:1])
		}
	}
	if h.former != "" && !d.chance(e.NoFormer) {
		p.FormerFamily = []string{h.former}
	}
	if d.chance(e.NamesSwapped) {
		p.Given, p.Family = p.Family, p.Given
	}
	if d.chance(e.NoGiven) {
		p.Given = ""
	}
}

func respell(name string, e Errors, d *dice) string {
	if others := known().spellings[name]; len(others) > 0 && d.chance(e.Spelling) {
		return among(d, others...)
	}
	return name
}

func tellBorn(b date, e Errors, d *dice) string {
	switch {
	case d.chance(e.NoBorn):
		return ""
	case d.chance(e.BornPlaceholder):
		return "1900-01-01"
	case d.chance(e.BornSwapped) && b.day <= 12:
		b.day, b.month = b.month, b.day
	case d.chance(e.BornSlip):
		b = b.slip(d)
	}
	return b.String()
}

func tellNINO(n string, e Errors, d *dice) string {
	switch {
	case d.chance(e.NoNINO):
		return ""
	case d.chance(e.NINOPlaceholder):
		return among(d, "QQ123456C", "N/K", "unknown")
	}
	if d.chance(e.NINOSlip) {
		n = n[:2] + slipDigits(n[2:8], d) + n[8:]
	}
	if d.chance(e.NoSuffix) {
		n = n[:8]
	}
	return n
}

func (w *World) tellContact(p *matching.Person, h human, e Errors, d *dice) {
	mail, phone := h.email, h.phone
	if d.chance(e.Worker) {
		mail, phone = w.places.worker(d)
	}
	if !d.chance(e.NoEmail) {
		if d.chance(e.EmailSlip) {
			mail = slipEmail(mail, d)
		}
		p.Emails = []string{mail}
	}
	if !d.chance(e.NoPhone) {
		if d.chance(e.PhoneSlip) {
			phone = phone[:4] + slipDigits(phone[4:], d)
		}
		p.Phones = []string{phone}
	}
}

func tellPostcodes(p *matching.Person, h human, e Errors, d *dice) {
	if !d.chance(e.NoPrevious) {
		p.PreviousPostcodes = slices.Clone(h.earlier)
	}
	switch {
	case d.chance(e.NoPostcode):
	case d.chance(e.NoAbode) || h.rough && d.chance(.7):
		p.Postcodes = []string{among(d, "NFA", "no fixed abode", "ZZ99 3VZ")}
	case d.chance(e.PostcodeSlip):
		p.Postcodes = []string{slipPostcode(h.postcode, d)}
	default:
		p.Postcodes = []string{h.postcode}
	}
}

// untidy types each value in another manner, without changing what it says.
func untidy(p *matching.Person, e Errors, d *dice) {
	name := func(s string) string { return s }
	if d.chance(e.Untidy) {
		name = strings.ToUpper
		if d.chance(.5) {
			name = strings.ToLower
		}
	}
	p.Given, p.Middle, p.Family = name(p.Given), name(p.Middle), name(p.Family)
	if d.chance(e.Untidy) && len(p.Born) == len("2006-01-02") {
		p.Born = p.Born[8:] + "/" + p.Born[5:7] + "/" + p.Born[:4]
	}
	if d.chance(e.Untidy) && len(p.NINO) >= 8 && p.NINO[2] >= '0' && p.NINO[2] <= '9' {
		n := p.NINO
		p.NINO = strings.TrimSpace(n[:2] + " " + n[2:4] + " " + n[4:6] + " " + n[6:8] + " " + n[8:])
	}
	for i, mail := range p.Emails {
		if d.chance(e.Untidy / 2) {
			p.Emails[i] = strings.ToUpper(mail)
		}
	}
	for i, phone := range p.Phones {
		if d.chance(e.Untidy) {
			p.Phones[i] = among(d, "+44 "+phone[1:], "+44"+phone[1:], phone[:5]+" "+phone[5:], "0044"+phone[1:])
		}
	}
	for i, code := range p.Postcodes {
		if d.chance(e.Untidy) {
			p.Postcodes[i] = among(d, strings.ToLower(code), strings.ReplaceAll(code, " ", ""), " "+code)
		}
	}
}
