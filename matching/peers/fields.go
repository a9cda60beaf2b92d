package peers

import (
	"strings"
	"time"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/matching/normalise"
)

// Fields are a person's normalised values in plain text, as a program keeps them
// that is put together of libraries. All of them are read by package normalise, as
// the matcher reads them, so that contenders differ in how they compare.
type Fields struct {
	Given            []string // given names, then middle names
	Middle           int      // index in Given at which the middle names start
	Surnames         []string // the current one first, each as one word
	Family           []string // the parts of the current surname
	Year, Month, Day int      // zero where not known
	Gender           string   // in small letters
	NINO             string
	Phones           []string
	Emails           []Mailbox
	Postcodes        []normalise.Postcode // current first
}

// Mailbox is an e-mail address, its domain as it was probably meant.
type Mailbox struct{ User, Domain string }

// String returns the address.
func (m Mailbox) String() string { return m.User + "@" + m.Domain }

// FieldsOf normalises a person.
func FieldsOf(p matching.Person) Fields {
	name := normalise.ParseNames(normalise.Names{Given: p.Given, Middle: p.Middle, Family: p.Family, KnownAs: p.KnownAs, FormerFamily: p.FormerFamily})
	f := Fields{Given: name.Given, Family: name.Family, Middle: min(name.Middle, len(name.Given)), Gender: strings.ToLower(p.Gender)}
	for _, parts := range append([][]string{name.Family}, name.Former...) {
		if len(parts) > 0 {
			f.Surnames = append(f.Surnames, strings.Join(parts, ""))
		}
	}
	for _, d := range normalise.ParseDates(p.Born, time.Time{}) {
		if d.Quality.Usable() && f.Year == 0 {
			f.Year, f.Month, f.Day = d.Year, d.Month, d.Day
		}
	}
	if n := normalise.ParseNINO(p.NINO); n.Quality.Usable() {
		f.NINO = n.Stem
	}
	f.addContacts(p)
	return f
}

func (f *Fields) addContacts(p matching.Person) {
	for _, typed := range append(append([]string{}, p.Phones...), p.PreviousPhones...) {
		for _, t := range normalise.ParsePhones(typed) {
			if t.Quality.Usable() {
				f.Phones = append(f.Phones, t.National)
			}
		}
	}
	for _, typed := range p.Emails {
		for _, e := range normalise.ParseEmails(typed) {
			m := Mailbox{e.User, e.Domain}
			if e.Misspelled != "" {
				m.Domain = e.Misspelled
			}
			if e.Quality.Usable() {
				f.Emails = append(f.Emails, m)
			}
		}
	}
	for _, typed := range append(append([]string{}, p.Postcodes...), p.PreviousPostcodes...) {
		for _, c := range normalise.ParsePostcodes(typed) {
			if c.Quality.Usable() && c.Pseudo == normalise.NotPseudo && c.District != "" {
				f.Postcodes = append(f.Postcodes, c)
			}
		}
	}
}

// Forename returns the first given name, "" if there is none.
func (f *Fields) Forename() string { return first(f.Given) }

// Surname returns the current surname, "" if there is none.
func (f *Fields) Surname() string { return first(f.Surnames) }

// Phone returns the first telephone number, "" if there is none.
func (f *Fields) Phone() string { return first(f.Phones) }

// Email returns the first address, "" if there is none.
func (f *Fields) Email() string {
	if len(f.Emails) == 0 {
		return ""
	}
	return f.Emails[0].String()
}

// Postcode returns the first postcode, as much of it as is known, "" if there is none.
func (f *Fields) Postcode() string {
	if len(f.Postcodes) == 0 {
		return ""
	}
	return Finest(f.Postcodes[0])
}

// Finest returns the unit of a postcode or, where it is not known, the sector or
// the district.
func Finest(c normalise.Postcode) string {
	switch {
	case c.Unit != "":
		return c.Unit
	case c.Sector != "":
		return c.Sector
	}
	return c.District
}

// Born returns the date of birth written YYYY-MM-DD, "" unless all of it is known.
func (f *Fields) Born() string {
	if f.Day == 0 {
		return ""
	}
	return time.Date(f.Year, time.Month(f.Month), f.Day, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
}

func first(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}
