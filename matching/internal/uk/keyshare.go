package uk

// halves adds the keys of each half of a name, which very many may share, and of how
// surnames begin, for those who ask with nothing else.
func (k *keyList) halves(p *Person) {
	surname := func(w *word) {
		k.half(p, kindSurname, w.text)
		k.start(w.text)
		if w.bare != "" {
			k.half(p, kindSurname, w.bare)
			k.start(w.bare)
		}
	}
	for i := range p.Name.Family {
		f := &p.Name.Family[i]
		surname(&f.word)
		for j := range f.parts {
			surname(&f.parts[j])
		}
	}
	n := &p.Name
	if len(n.Given) > 0 && !n.Given[0].initial() {
		k.half(p, kindForename, n.Given[0].text)
		if t := n.tells(); t != &n.Given[0] {
			k.half(p, kindForename, t.text)
		}
	}
	for i := range n.Known {
		k.half(p, kindForename, n.Known[i].text)
	}
}

// startLetters is how many letters of a surname lead to all that begin with them.
const startLetters = 4

func (k *keyList) start(surname string) {
	if len(surname) >= startLetters {
		k.follow(byStart, kindSurnameStart.add(first(surname, startLetters)))
	}
}

// half adds the key of a name as a surname or a forename, as which says, and of a surname
// with the year of birth.
func (k *keyList) half(p *Person, which hashing, name string) {
	k.follow(byHalf, which.add(name))
	if d := p.born(); d.digits != 0 && which == kindSurname {
		k.follow(byHalf, kindSurnameYear.add(name).number(int(d.digits>>16)))
	}
}

// shares adds the keys by which a store counts how common values are.
func (k *keyList) shares(p *Person) {
	for i := range p.Name.Family {
		k.count(surnameShare(p.Name.Family[i].text))
	}
	if len(p.Name.Given) > 0 {
		k.count(forenameShare(p.Name.Given[0].text))
		if t := p.Name.tells(); t != &p.Name.Given[0] {
			k.count(forenameShare(t.text))
		}
	}
	if w := p.Name.one(); w != nil {
		k.count(surnameShare(w.text))
		k.count(forenameShare(w.text))
	}
	for i := range p.Born {
		if p.Born[i].full() {
			k.count(bornShare(p.Born[i]))
		}
	}
	for i := range p.Places {
		for _, part := range [...]string{p.Places[i].unit(), p.Places[i].sector(), p.Places[i].district()} {
			if part != "" {
				k.count(placeShare(part))
			}
		}
	}
}

func surnameShare(s string) hashing  { return kindShareSurname.add(s) }
func forenameShare(s string) hashing { return kindShareForename.add(s) }
func bornShare(d Date) hashing       { return kindShareBorn.wide(uint64(d.digits)) }
func placeShare(s string) hashing    { return kindSharePlace.add(s) }
