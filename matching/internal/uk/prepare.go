package uk

import (
	"cmp"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/caselobby/caselobby/matching/names"
	"github.com/caselobby/caselobby/matching/normalise"
)

// Typed is a person as typed: the fields of matching.Person, which converts to it.
type Typed struct {
	Given, Middle, Family string
	KnownAs               []string
	FormerFamily          []string
	Born                  string
	OtherBorn             []string
	Gender                string
	NINO                  string
	Emails                []string
	Phones                []string
	PreviousPhones        []string
	Postcodes             []string
	PreviousPostcodes     []string
}

// Reading is how typed values are read.
type Reading struct {
	Latest  time.Time // nobody is born later; zero is [normalise.Released]
	Ignored Ignored
}

// Ignored are the normalised contact details that stand for no person.
type Ignored struct{ Postcodes, Phones, Emails map[string]bool }

// NewIgnored reads contact details that are as good as absent.
func NewIgnored(postcodes, phones, emails []string) Ignored {
	g := Ignored{map[string]bool{}, map[string]bool{}, map[string]bool{}}
	for _, s := range postcodes {
		for _, p := range normalise.ParsePostcodes(s) {
			if p.Unit != "" {
				g.Postcodes[p.Unit] = true
			}
		}
	}
	for _, s := range phones {
		for _, p := range normalise.ParsePhones(s) {
			if p.Quality.Usable() {
				g.Phones[p.National] = true
			}
		}
	}
	for _, s := range emails {
		for _, e := range normalise.ParseEmails(s) {
			if e.Quality.Usable() {
				g.Emails[e.Address] = true
			}
		}
	}
	return g
}

// Prepare makes p the person that was typed, normalised. It reuses p's memory. It never
// fails: what cannot be used is left out.
func (r *Reading) Prepare(p *Person, t *Typed) {
	p.reset()
	p.Gender = genderOf(t.Gender)
	name := normalise.ParseNames(normalise.Names{
		Given: t.Given, Middle: t.Middle, Family: t.Family,
		KnownAs: t.KnownAs[:min(len(t.KnownAs), maxValues)], FormerFamily: t.FormerFamily[:min(len(t.FormerFamily), maxValues)],
	})
	p.setName(name, t.noForename(&name))
	p.Name.Double = t.double(len(p.Name.Given))
	given := t.Given
	if t.Middle != "" {
		given += " " + t.Middle
	}
	if p.Name.Which = cmp.Or(normalise.Generation(t.Family), normalise.Generation(given)); len(p.Name.Given) == 0 {
		p.Name.Which = normalise.BirthOrder(given)
	}
	r.addDates(p, t.Born)
	for _, s := range t.OtherBorn {
		r.addDates(p, s)
	}
	p.addNINOs(t.NINO)
	for _, list := range [...][]string{t.Phones, t.PreviousPhones} {
		for _, s := range list {
			r.addPhones(p, s)
		}
	}
	for _, s := range t.Emails {
		r.addEmails(p, s)
	}
	for _, list := range [...][]string{t.Postcodes, t.PreviousPostcodes} {
		for _, s := range list {
			r.addPlaces(p, s)
		}
	}
}

// double reports whether the field for the given name held several of a person's given names.
func (t *Typed) double(given int) bool {
	if t.Middle == "" {
		return given > 1
	}
	return given > 2 && len(normalise.ParseName(t.Given, "", t.Family).Given) > 1
}

// noForename reports whether a middle initial was typed, a family name, and no given
// name. The parser puts the initial in its place.
func (t *Typed) noForename(n *normalise.Name) bool {
	return t.Middle != "" && n.Middle == 1 && len(n.Given) == 1 && len(n.Given[0]) == 1 && len(n.Family) > 0 &&
		len(normalise.ParseName(t.Given, "", "").Given) == 0
}

func (p *Person) setName(n normalise.Name, noForename bool) {
	if !n.Quality.Usable() {
		return
	}
	romanise(&n)
	for _, g := range n.Given[:min(len(n.Given), maxValues)] {
		p.Name.Given = append(p.Name.Given, newWord(g))
	}
	p.Name.Whole, p.Name.First = n.Whole, min(n.Middle, len(p.Name.Given))
	if noForename {
		p.Name.First = 0
	}
	if letters := p.Name.initialed(n.Family); letters != "" {
		for i := range letters {
			p.Name.Given = append(p.Name.Given, newWord(letters[i:i+1]))
		}
	} else {
		p.addSurname(n.Family, n.Bare, false)
	}
	if g := p.Name.Given; len(g) > 1 && (syllables(g[0].text, g[1].text) || len(p.Name.Family) > 0 && vietnamese(g[0].text, g[1].text, p.Name.Family[0].text)) {
		g[0].listed = true
	}
	for i, f := range n.Former[:min(len(n.Former), maxValues)] {
		p.addSurname(f, n.FormerBare[i], true)
	}
	for _, o := range n.Also[:min(len(n.Also), maxValues)] {
		if len(o.Given) > 0 {
			p.addKnown(o.Given[0])
		}
		p.addSurname(o.Family, o.Bare, true)
	}
	p.Name.settle()
}

// initialed returns the letters of a surname that is nothing but initials, if the given
// name is more than that: among Tamils they stand for the father's name, and the person
// has the given name only. Else "".
func (n *Name) initialed(family []string) string {
	letters := strings.Join(family, "")
	if letters == "" || letters[0] >= utf8.RuneSelf || len(n.Given) == 0 || len(n.Given)+len(letters) > maxValues || n.Given[0].vague() {
		return ""
	}
	if w := (&word{text: letters}); !w.vague() && len(letters) != len(family) {
		return ""
	}
	return letters
}

func (p *Person) addKnown(text string) {
	is := func(w *word) bool { return w.text == text }
	if !has(p.Name.Given[:min(len(p.Name.Given), 1)], is) && !has(p.Name.Known, is) {
		p.Name.Known = append(p.Name.Known, newWord(text))
	}
}

func (p *Person) addSurname(parts, bare []string, former bool) {
	parts, bare = parts[:min(len(parts), maxWords)], bare[:min(len(bare), maxWords)]
	if len(parts) == 0 {
		return
	}
	s := surname{word: newWord(strings.Join(parts, "")), former: former}
	if has(p.Name.Family, func(f *surname) bool { return f.text == s.text }) {
		return
	}
	s.setBare(strings.Join(bare, ""))
	if len(parts) > 1 {
		for i, part := range parts {
			w := newWord(part)
			w.setBare(bare[i])
			s.parts = append(s.parts, w)
		}
	}
	p.Name.Family = append(p.Name.Family, s)
}

// setBare sets the name without its particle, if it has one.
func (w *word) setBare(bare string) {
	if bare = clip(bare); bare != w.text {
		w.bare = bare
	}
}

func (r *Reading) addDates(p *Person, typed string) {
	for _, d := range normalise.ParseDates(typed, r.Latest) {
		if !d.Quality.Usable() || d.Year == 0 || len(p.Born) == maxValues {
			continue
		}
		date := newDate(d.Year, d.Month, d.Day)
		if !has(p.Born, func(x *Date) bool { return x.digits == date.digits }) {
			p.Born = append(p.Born, date)
		}
	}
}

func (p *Person) addNINOs(typed string) {
	for _, n := range normalise.ParseNINOs(typed) {
		admin := n.Class == normalise.NINOAdministrative
		if !n.Quality.Usable() && !admin || n.Stem == "" || len(p.NINOs) == maxValues {
			continue
		}
		number := newNINO(n.Stem, admin)
		if !has(p.NINOs, func(x *NINO) bool { return x.stem == number.stem }) {
			p.NINOs = append(p.NINOs, number)
		}
	}
}

func (r *Reading) addPhones(p *Person, typed string) {
	for _, t := range normalise.ParsePhones(typed) {
		if !t.Quality.Usable() || r.Ignored.Phones[t.National] || len(p.Phones) == maxValues {
			continue
		}
		phone := newPhone(t.National)
		if phone.digits != 0 && !has(p.Phones, func(x *Phone) bool { return x.digits == phone.digits }) {
			p.Phones = append(p.Phones, phone)
		}
	}
}

func (r *Reading) addEmails(p *Person, typed string) {
	for _, e := range normalise.ParseEmails(typed) {
		if !e.Quality.Usable() || r.Ignored.Emails[e.Address] || len(p.Emails) == maxValues {
			continue
		}
		text := e.Address
		switch e.Misspelled {
		case "":
		case "googlemail.com": // the same boxes
			text = e.User + "@gmail.com"
		default:
			text = e.User + "@" + e.Misspelled
		}
		if len(text) <= maxAddress && !has(p.Emails, func(x *Mailbox) bool { return x.text == text }) {
			p.Emails = append(p.Emails, Mailbox{text: text, named: ofName(e.User)})
		}
	}
}

// ofName reports whether the user of an e-mail address is made of a name, whosever it is:
// a known name, two of them, or one with an initial. It does not look at the person's own
// name: if it did, a better agreement of names could weigh less.
func ofName(user string) bool {
	for _, run := range strings.FieldsFunc(strings.ToUpper(user), func(r rune) bool { return r < 'A' || r > 'Z' }) {
		for i := 0; i+3 <= len(run); i++ {
			if isName(run[i:]) && (i < 2 || isName(run[:i])) {
				return true
			}
		}
		if len(run) > 4 && isName(run[:len(run)-1]) { // anna with an initial after it
			return true
		}
	}
	return false
}

func isName(s string) bool { return len(s) >= 3 && names.All().ID(s) != 0 }

func (r *Reading) addPlaces(p *Person, typed string) {
	for _, c := range normalise.ParsePostcodes(typed) {
		if !c.Quality.Usable() || c.Pseudo != normalise.NotPseudo || c.District == "" || r.Ignored.Postcodes[c.Unit] || len(p.Places) == 2*maxValues {
			continue
		}
		place := placeOf(c)
		if !has(p.Places, func(x *Place) bool { return x.kind == place.kind && x.text == place.text }) {
			p.Places = append(p.Places, place)
		}
	}
}

func has[V any](list []V, is func(*V) bool) bool {
	for i := range list {
		if is(&list[i]) {
			return true
		}
	}
	return false
}
