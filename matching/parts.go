package matching

import (
	"iter"
	"slices"

	"github.com/caselobby/caselobby/matching/normalise"
)

// Parts are the values of a [Parsed], all of them normalised, for an index that
// packs people closer than profiles do: names are shared by many and can be kept
// once, the rest is short. [FromParts] puts the profile together again.
type Parts struct {
	Surnames         Surnames
	Forename         Forename
	Middles          []Word
	Year, Month, Day int // zero where not known
	NINO             string
	Phones           []string
	Emails           []Mailbox
	Postcodes        []string // as much of each as is known: unit, sector or district
}

// Mailbox is an e-mail address, its domain as it was probably meant.
type Mailbox struct{ User, Domain string }

// Text returns the word.
func (w Word) Text() string { return w.w.text }

// Text returns the forename, of several words the first.
func (f Forename) Text() string { return f.w.text }

// First returns the forename, of several words the first, as a name like others.
func (f Forename) First() Word { return Word{f.w} }

// Joined returns a forename of several words as one, MARYANN; else "".
func (f Forename) Joined() string { return f.joined }

// Texts yields every surname, and whether it is a mere part of a double-barrelled
// one.
func (s Surnames) Texts() iter.Seq2[string, bool] {
	return func(yield func(string, bool) bool) {
		for i := range s {
			if !yield(s[i].text, false) {
				return
			}
			for j := range s[i].parts {
				if !yield(s[i].parts[j].text, true) {
					return
				}
			}
		}
	}
}

// Parts returns the values of a profile. They share memory with it: read them
// only.
func (q *Parsed) Parts() Parts {
	p := Parts{Year: q.born.year, Month: q.born.month, Day: q.born.day, NINO: q.nino}
	if len(q.surnames) > 0 {
		p.Surnames = q.surnames
	}
	if len(q.forenames) > 0 {
		p.Forename = Forename{q.forenames[0], q.joined}
		for _, w := range q.forenames[1:] {
			p.Middles = append(p.Middles, Word{w})
		}
	}
	for i := range q.phones {
		p.Phones = append(p.Phones, q.phones[i].text)
	}
	for i := range q.emails {
		p.Emails = append(p.Emails, Mailbox{q.emails[i].user, q.emails[i].domain})
	}
	for i := range q.postcodes {
		p.Postcodes = append(p.Postcodes, q.postcodes[i].code())
	}
	return p
}

func (p *place) code() string {
	switch {
	case p.unit != "":
		return p.unit
	case p.sector != "":
		return p.sector
	}
	return p.district
}

// FromParts returns the profile that has the parts, of middle names, phones, e-mail
// addresses and postcodes as many as are compared.
func FromParts(p Parts) Parsed {
	q := Parsed{surnames: slices.Clone(p.Surnames), nino: p.NINO, born: birth{year: p.Year, month: p.Month, day: p.Day}}
	if q.born.full() {
		q.born.digits = dateDigits(normalise.Date{Year: p.Year, Month: p.Month, Day: p.Day})
	}
	if p.Forename.w.text != "" {
		q.forenames, q.joined = append(q.forenames, p.Forename.w), p.Forename.joined
	}
	for _, w := range p.Middles[:min(len(p.Middles), maxValues-1)] {
		q.forenames = append(q.forenames, w.w)
	}
	for _, t := range p.Phones[:min(len(p.Phones), maxValues)] {
		q.phones = append(q.phones, contact{text: t})
	}
	for _, e := range p.Emails[:min(len(p.Emails), maxValues)] {
		q.addEmail(normalise.Email{Address: e.User + "@" + e.Domain, User: e.User, Domain: e.Domain})
	}
	for _, c := range p.Postcodes[:min(len(p.Postcodes), 2*maxValues)] {
		q.addPlace(c, nil)
	}
	return q
}

// Shares returns the keys by which it is only counted how common the values of the
// profile are: see [Key.CountOnly]. Full names, phones and e-mail addresses are
// counted by the keys that [NamesKey], [PhoneKey] and [EmailKey] return. All are
// among [Matcher.Keys].
func (q *Parsed) Shares() []Key {
	k := make(keyList, 0, 16)
	k.shares(q)
	slices.Sort(k)
	return slices.Compact(k)
}

// NamesKey returns the key of everybody with the forename and the surname, or a
// part of it, whichever is which.
func NamesKey(forename, surname string) Key { return nameKey(forename, surname).followed() }

// PhoneKey returns the key of everybody with a telephone number.
func PhoneKey(national string) Key { return phoneKey(national).followed() }

// EmailKey returns the key of everybody with an e-mail address.
func EmailKey(m Mailbox) Key {
	var buf [64]byte
	b := append(append(append(buf[:0], m.User...), '@'), m.Domain...)
	return emailKey(string(b)).followed()
}
