package matching

import (
	"iter"
	"slices"

	"github.com/caselobby/caselobby/matching/names"
	"github.com/caselobby/caselobby/matching/normalise"
	"github.com/caselobby/caselobby/matching/similarity"
)

// Parts are the values of a [Profile], all of them normalised, for an index that
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

// Word is one name of somebody, ready to be compared.
type Word struct{ w word }

// Forename is what somebody goes by. The zero value is none.
type Forename struct {
	w      word
	joined string
}

// Surnames are all family names of somebody, former ones included.
type Surnames []surname

// Mailbox is an e-mail address, its domain as it was probably meant.
type Mailbox struct{ User, Domain string }

// Text returns the word.
func (w Word) Text() string { return w.w.text }

// Keep returns the word with its text replaced by keep's equal copy of it.
func (w Word) Keep(keep func(string) string) Word {
	w.w.text = keep(w.w.text)
	return w
}

// Text returns the forename, and Joined all its words as one where it has several.
func (f Forename) Text() string { return f.w.text }

// Joined returns a forename of several words as one, MARYANN; else "".
func (f Forename) Joined() string { return f.joined }

// Keep returns the forename with its texts replaced by keep's equal copies.
func (f Forename) Keep(keep func(string) string) Forename {
	f.w.text, f.joined = keep(f.w.text), keep(f.joined)
	return f
}

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

// AppendCode appends a code that two lists of surnames share only if they are
// equal.
func (s Surnames) AppendCode(b []byte) []byte {
	for i := range s {
		b = append(b, '/')
		if s[i].former {
			b = append(b, '~')
		}
		if len(s[i].parts) == 0 {
			b = append(b, s[i].text...)
		}
		for j := range s[i].parts {
			b = append(append(b, s[i].parts[j].text...), '-')
		}
	}
	return b
}

// Keep returns a copy of the surnames with their texts replaced by keep's equal
// copies.
func (s Surnames) Keep(keep func(string) string) Surnames {
	s = slices.Clip(slices.Clone(s))
	for i := range s {
		s[i].text, s[i].bones = keep(s[i].text), keep(s[i].bones)
		s[i].parts = slices.Clip(slices.Clone(s[i].parts))
		for j := range s[i].parts {
			s[i].parts[j].text = keep(s[i].parts[j].text)
		}
	}
	return s
}

// Parts returns the values of a profile. They share memory with it: read them
// only.
func (q *Profile) Parts() Parts {
	p := Parts{Surnames: q.surnames, Year: q.born.year, Month: q.born.month, Day: q.born.day, NINO: q.nino}
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

// FromParts returns the profile that has the parts.
func FromParts(p Parts) Profile {
	q := Profile{surnames: slices.Clone(p.Surnames), nino: p.NINO, born: birth{year: p.Year, month: p.Month, day: p.Day}}
	if q.born.full() {
		q.born.digits = dateDigits(normalise.Date{Year: p.Year, Month: p.Month, Day: p.Day})
	}
	if p.Forename.w.text != "" {
		q.forenames, q.joined = append(q.forenames, p.Forename.w), p.Forename.joined
	}
	for _, w := range p.Middles {
		q.forenames = append(q.forenames, w.w)
	}
	for _, t := range p.Phones {
		q.phones = append(q.phones, contact{text: t})
	}
	for _, e := range p.Emails {
		q.addEmail(normalise.Email{Address: e.User + "@" + e.Domain, User: e.User, Domain: e.Domain})
	}
	for _, c := range p.Postcodes {
		q.addPlace(c, nil)
	}
	return q
}

// NewWord prepares a middle name.
func NewWord(text string) Word {
	return Word{word{text: text, letters: similarity.LettersOf(text), id: names.Forenames().ID(text)}}
}

// Shares returns the keys by which it is only counted how common the values of the
// profile are: see [Key.CountOnly]. Full names, phones and e-mail addresses are
// counted by the keys that [NamesKey], [PhoneKey] and [EmailKey] return. All are
// among [Matcher.Keys].
func (q *Profile) Shares() []Key {
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
