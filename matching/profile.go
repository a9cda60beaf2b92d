package matching

import (
	"fmt"
	"io"
	"log/slog"
	"strings"

	"github.com/caselobby/caselobby/matching/names"
	"github.com/caselobby/caselobby/matching/normalise"
	"github.com/caselobby/caselobby/matching/similarity"
)

// Parsed is a person normalised once, so that comparing does not allocate. It
// is immutable and safe for concurrent use. Whatever says nothing (placeholders,
// "no fixed abode", ignored contact details) is not in it.
//
// Like a [Person] it does not print its contents.
type Parsed struct {
	forenames []word // what the person goes by, then middle names
	joined    string // a forename of several words as one, such as MARYANN; else empty
	surnames  []surname
	born      birth
	nino      string
	phones    []contact
	emails    []mailbox
	postcodes []place
	fullShare float64 // of the full name, when known
}

// A word is one name.
type word struct {
	text    string
	letters similarity.Letters
	id      names.ID
	share   float64 // of the population that carries it; 0 is unknown
}

// A surname is one family name that a person has or had.
type surname struct {
	word          // all parts as one
	parts  []word // where it is double-barrelled
	bones  string // what transliterations have in common
	former bool
}

type birth struct {
	year, month, day int
	digits           string // YYYYMMDD of a full date
	share            float64
}

func (b birth) known() bool { return b.year != 0 }
func (b birth) full() bool  { return b.day != 0 }

type contact struct {
	text  string
	share float64
}

type mailbox struct {
	contact
	user, domain string // domain as it was probably meant
	letters      string // of the user
	digits       string // of the user
	named        bool   // the user is made of the person's own name
}

type place struct {
	unit, sector, district            string // the finer are empty where only a part is known
	share, sectorShare, districtShare float64
}

// Format writes a placeholder whatever the verb.
func (Parsed) Format(s fmt.State, _ rune) { _, _ = io.WriteString(s, redacted) }

// LogValue logs a placeholder.
func (Parsed) LogValue() slog.Value { return slog.StringValue(redacted) }

// MarshalText marshals a placeholder.
func (Parsed) MarshalText() ([]byte, error) { return []byte(redacted), nil }

// maxValues is how many values of one kind are compared: of the first ones the
// person gave. It bounds the work that a hostile or broken sender can cause.
const maxValues = 8

// maxName is how many bytes of a name are compared: no longer one is a name, and
// up to here comparing is quick.
const maxName = 64

// clip returns the first maxName bytes of a name, less what is left of a character.
func clip(s string) string {
	if len(s) <= maxName {
		return s
	}
	return strings.ToValidUTF8(s[:maxName], "")
}

// Prepare normalises a person. It never fails: what cannot be used is left out.
func Parse(p Person) Parsed { return prepare(p, nil) }

func prepare(p Person, ignored *ignored) Parsed {
	var q Parsed
	q.nameFrom(normalise.ParseName(p.Given, p.Middle, p.Family, p.FormerFamily[:min(len(p.FormerFamily), maxValues)]...))
	if d := normalise.ParseDate(p.Born); d.Quality.Usable() {
		q.born = birth{year: d.Year, month: d.Month, day: d.Day}
		if q.born.full() {
			q.born.digits = dateDigits(d)
		}
	}
	if n := normalise.ParseNINO(p.NINO); n.Quality.Usable() {
		q.nino = n.Stem
	}
	q.contactsFrom(p, ignored)
	return q
}

func (q *Parsed) contactsFrom(p Person, ignored *ignored) {
	phones, emails := p.Phones[:min(len(p.Phones), maxValues)], p.Emails[:min(len(p.Emails), maxValues)]
	now, past := p.Postcodes[:min(len(p.Postcodes), maxValues)], p.PreviousPostcodes[:min(len(p.PreviousPostcodes), maxValues)]
	q.phones, q.emails = make([]contact, 0, len(phones)), make([]mailbox, 0, len(emails))
	q.postcodes = make([]place, 0, len(now)+len(past))
	for _, s := range phones {
		if t := normalise.ParsePhone(s); t.Quality.Usable() && !ignored.phone(t.National) && !has(q.phones, t.National) {
			q.phones = append(q.phones, contact{text: t.National})
		}
	}
	for _, s := range emails {
		if e := normalise.ParseEmail(s); e.Quality.Usable() && !ignored.email(e.Address) {
			q.addEmail(e)
		}
	}
	for _, s := range now {
		q.addPlace(s, ignored)
	}
	for _, s := range past {
		q.addPlace(s, ignored)
	}
}

func has(list []contact, text string) bool {
	for _, c := range list {
		if c.text == text {
			return true
		}
	}
	return false
}

func dateDigits(d normalise.Date) string {
	b := [8]byte{}
	for i, n := 3, d.Year; i >= 0; i, n = i-1, n/10 {
		b[i] = byte('0' + n%10)
	}
	b[4], b[5] = byte('0'+d.Month/10), byte('0'+d.Month%10)
	b[6], b[7] = byte('0'+d.Day/10), byte('0'+d.Day%10)
	return string(b[:])
}

func (q *Parsed) nameFrom(n normalise.Name) {
	if !n.Quality.Usable() {
		return
	}
	forenames, surnames := names.Forenames(), names.Surnames()
	given := n.Given[:min(len(n.Given), maxValues)]
	q.forenames = make([]word, 0, len(given))
	for _, g := range given {
		g = clip(g)
		q.forenames = append(q.forenames, word{text: g, letters: similarity.LettersOf(g), id: forenames.ID(g)})
	}
	if firsts := min(n.Middle, len(given)); firsts > 1 {
		q.joined = clip(strings.Join(given[:firsts], ""))
	}
	q.surnames = make([]surname, 0, 1+min(len(n.Former), maxValues))
	q.addSurname(n.Family, false, surnames)
	for _, f := range n.Former[:min(len(n.Former), maxValues)] {
		q.addSurname(f, true, surnames)
	}
}

func (q *Parsed) addSurname(parts []string, former bool, table *names.Table) {
	parts = parts[:min(len(parts), maxValues)]
	if len(parts) == 0 {
		return
	}
	whole := clip(strings.Join(parts, ""))
	for i := range q.surnames {
		if q.surnames[i].text == whole {
			return
		}
	}
	s := surname{word: newSurnameWord(whole, table), bones: similarity.Skeleton(whole), former: former}
	if len(parts) > 1 {
		for _, p := range parts {
			s.parts = append(s.parts, newSurnameWord(clip(p), table))
		}
	}
	q.surnames = append(q.surnames, s)
}

func newSurnameWord(text string, table *names.Table) word {
	return word{text: text, letters: similarity.LettersOf(text), id: table.ID(text)}
}

func (q *Parsed) addEmail(e normalise.Email) {
	m := mailbox{contact: contact{text: e.Address}, user: e.User, domain: e.Domain}
	if e.Misspelled != "" {
		m.domain = e.Misspelled
		m.text = e.User + "@" + m.domain
	}
	for _, have := range q.emails {
		if have.text == m.text {
			return
		}
	}
	m.letters, m.digits = lettersAndDigits(clip(e.User))
	for i := range q.surnames {
		m.named = m.named || within(m.letters, q.surnames[i].text)
	}
	if len(q.forenames) > 0 {
		m.named = m.named || within(m.letters, q.forenames[0].text)
	}
	q.emails = append(q.emails, m)
}

func within(letters, name string) bool { return len(name) >= 3 && strings.Contains(letters, name) }

// lettersAndDigits splits "john.smith84" into "JOHNSMITH" and "84".
func lettersAndDigits(user string) (letters, digits string) {
	var buf [2][64]byte
	l, d := buf[0][:0], buf[1][:0]
	for i := range len(user) {
		switch c := user[i]; {
		case 'a' <= c && c <= 'z':
			l = append(l, c-'a'+'A')
		case 'A' <= c && c <= 'Z':
			l = append(l, c)
		case '0' <= c && c <= '9':
			d = append(d, c)
		}
	}
	return string(l), string(d)
}

func (q *Parsed) addPlace(s string, ignored *ignored) {
	p := normalise.ParsePostcode(s)
	if !p.Quality.Usable() || p.Pseudo != normalise.NotPseudo || p.District == "" || ignored.postcode(p.Unit) {
		return
	}
	for _, have := range q.postcodes {
		if have.unit == p.Unit && have.sector == p.Sector && have.district == p.District {
			return
		}
	}
	q.postcodes = append(q.postcodes, place{unit: p.Unit, sector: p.Sector, district: p.District})
}
