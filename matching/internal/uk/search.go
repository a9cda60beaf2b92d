package uk

// reach is, for each way, the chance that a person who is on the register is kept under
// one of the keys that the search asks for. Numbers and addresses are often not given, or
// have changed; the keys of name and date of birth survive one slip in each.
// The figures are the recall of each way on made-up registers with realistic
// errors (package matchtest), rounded towards doubt.
var reach = [ways]float64{
	byNINO: .45, byPhone: .45, byEmail: .45, byPlace: .45, byBorn: .985, byDate: .90, byName: .90, byOne: 0, byHalf: .90, byStart: 0,
}

// A Search says how far the asker's keys reach in a register.
type Search struct {
	Reach     float64 // probability that it finds somebody who is on the register
	Looked    bool    // a key was followed that somebody would be kept under
	Truncated bool    // a key was too common to follow, and others do not stand in for it
}

// Search tells how far a search by the asker's keys reaches: as far as the surest way,
// and 0 if there was no key to follow. If some keys of a way were too common to follow,
// the way counts in proportion to those that were. Other ways do not add to the surest
// one: further details that are given, and differ, must not make a client likelier. An
// only name is looked for, but its reach is 0. A surname that nobody has, with fewer
// than startLetters letters, may be the start of one, so a search by it does not count.
func (p *Person) Search(r *Register) (s Search) {
	var asked, followed [ways]float64
	fragment, whole := p.surnameIn(r)
	if w := p.Name.one(); w != nil && w.initial() { // an initial is nobody's whole name
		fragment = true
	}
	for _, k := range p.asked().keys {
		if k.by == counting {
			continue
		}
		asked[k.by]++
		c, known := r.of(k.key)
		switch {
		case c.Truncated:
			s.Truncated = s.Truncated || k.by != byStart || !whole
		case !known, fragment && c.Clients == 0 && (k.by == byName || k.by == byOne || k.by == byHalf):
		default:
			followed[k.by]++
			s.Looked = true
		}
	}
	for by := range asked {
		if asked[by] > 0 {
			s.Reach = max(s.Reach, float64(reach[by]*followed[by]/asked[by]))
		}
	}
	return s
}

// surnameIn reports whether the surname is a fragment, which nobody has and is so short
// that it may be the start of another, and whether somebody has it as a whole.
func (p *Person) surnameIn(r *Register) (fragment, whole bool) {
	if len(p.Name.Family) == 0 {
		return false, false
	}
	w := &p.Name.Family[0]
	c, known := r.of(surnameShare(w.text).counted())
	return known && c.Clients == 0 && len(w.text) < startLetters, known && c.Clients > 0
}

// Common is how many clients have a value of the asker's.
type Common struct {
	Field     string // "surname", "forename", "surname and year of birth", "phone", …
	Clients   int
	Truncated bool // so many that they were counted and not listed
}

// Commonness lists how common the asker's values are, as far as the register counts them.
func (p *Person) Commonness(r *Register) []Common {
	out := make([]Common, 0, 8)
	add := func(field string, keys ...hashing) {
		c := Common{Field: field}
		known := false
		for _, k := range keys {
			if n, ok := r.of(k.followed()); ok {
				c.Clients, c.Truncated, known = max(c.Clients, n.Clients), c.Truncated || n.Truncated, true
			} else if n, ok := r.of(k.counted()); ok {
				c.Clients, known = max(c.Clients, n.Clients), true
			}
		}
		if known {
			out = append(out, c)
		}
	}
	n := &p.Name
	if len(n.Family) > 0 {
		f := n.Family[0].text
		add("surname", surnameShare(f), kindSurname.add(f))
		if d := p.born(); d.digits != 0 && len(n.Given) == 0 {
			add("surname and year of birth", kindSurnameYear.add(f).number(int(d.digits>>16)))
		}
	}
	if len(n.Given) > 0 {
		g := n.Given[0].text
		add("forename", forenameShare(g), kindForename.add(g))
		if len(n.Family) > 0 {
			add("forename and surname", nameKey(g, n.Family[0].text))
		}
	}
	for i := range p.Born {
		if p.Born[i].full() {
			add("date of birth", bornShare(p.Born[i]))
		}
	}
	for i := range p.Places {
		if p.Places[i].kind == placeUnit {
			add("postcode", placeShare(p.Places[i].text))
		}
	}
	for i := range p.Phones {
		add("phone", phoneKey(&p.Phones[i]))
	}
	for i := range p.Emails {
		add("e-mail", emailKey(&p.Emails[i]))
	}
	return out
}

// Followed reports whether every phone of the asker's, and every e-mail address, was
// followed, because none is too common: then everybody who has one of them was found.
func (p *Person) Followed(r *Register) (phones, emails bool) {
	phones, emails = true, true
	for i := range p.Phones {
		c, _ := r.of(phoneKey(&p.Phones[i]).followed())
		phones = phones && !c.Truncated
	}
	for i := range p.Emails {
		c, _ := r.of(emailKey(&p.Emails[i]).followed())
		emails = emails && !c.Truncated
	}
	return phones, emails
}
