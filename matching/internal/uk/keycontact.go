package uk

// contacts adds the keys of NI numbers, phones, e-mail addresses and postcodes.
func (k *keyList) contacts(p *Person) {
	for i := range p.NINOs {
		k.follow(byNINO, kindNino.wide(p.NINOs[i].stem))
	}
	for i := range p.Phones {
		k.follow(byPhone, phoneKey(&p.Phones[i]))
	}
	for i := range p.Emails {
		k.follow(byEmail, emailKey(&p.Emails[i]))
	}
	var buf [2]string
	initials := p.initials(&buf)
	for i := range p.Places {
		if p.Places[i].kind != placeUnit {
			continue
		}
		for _, initial := range initials {
			k.follow(byPlace, kindPostcodeInitial.add(p.Places[i].unit()).add(initial))
		}
	}
}

// one adds the keys of a name that may be somebody's only one, with and without its
// particle.
func (k *keyList) one(w *word) {
	k.follow(byOne, oneKey(w.text))
	if w.bare != "" {
		k.follow(byOne, oneKey(w.bare))
	}
}

func phoneKey(p *Phone) hashing   { return kindPhone.wide(p.digits) }
func emailKey(m *Mailbox) hashing { return kindEmail.add(m.text) }

// oneKey is the key of a name that may be somebody's only one, whichever way the article in
// it is written.
func oneKey(name string) hashing {
	if other := otherArticle(name); other != "" {
		name = min(name, other)
	}
	return kindOneName.add(name)
}
