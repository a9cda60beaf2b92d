package lobby

import (
	"slices"
	"unicode/utf8"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/matching/normalise"
	"github.com/caselobby/caselobby/store"
)

// A store keeps UTF-8 only, and one byte of an old encoding must not keep a case
// out. So what people wrote is made readable at the door, in the way in which it
// would be read for comparing, and whoever sent it is told of which fields. Ids,
// keys and codes are not text: they are refused, or they would no longer be equal
// to what the sender has. The log is told as well: most operations have no receipt.

// reader makes text readable, and remembers where it had to.
type reader struct{ repaired []string }

// text returns the text of a field as UTF-8.
func (r *reader) text(field, s string) string {
	if utf8.ValidString(s) {
		return s
	}
	if !slices.Contains(r.repaired, field) {
		r.repaired = append(r.repaired, field)
	}
	return normalise.ToUTF8(s)
}

// person returns a person who shares no list with the one given.
func (r *reader) person(prefix string, p matching.Person) matching.Person {
	p = p.Clone()
	for _, f := range p.Fields() {
		if f.Text != nil {
			*f.Text = r.text(prefix+f.Name, *f.Text)
			continue
		}
		for i, v := range *f.List {
			(*f.List)[i] = r.text(prefix+f.Name, v)
		}
	}
	return p
}

func (r *reader) household(ms []store.Member) []store.Member {
	ms = slices.Clone(ms)
	for i := range ms {
		ms[i].Relation = r.text("household.relation", ms[i].Relation)
		ms[i].Person = r.person("household.", ms[i].Person)
	}
	return ms
}

func (r *reader) tasks(ts []store.Task) []store.Task {
	ts = slices.Clone(ts)
	for i := range ts {
		ts[i].Title = r.text("task.title", ts[i].Title)
		ts[i].Note = r.text("task.note", ts[i].Note)
	}
	return ts
}

func (r *reader) arrival(v Arrival) Arrival {
	v.Person, v.Household, v.Tasks = r.person("", v.Person), r.household(v.Household), r.tasks(v.Tasks)
	v.Referrer.Organisation = r.text("referrer.organisation", v.Referrer.Organisation)
	v.Referrer.Body = r.text("referrer.body", v.Referrer.Body)
	v.Referrer.Contact = r.text("referrer.contact", v.Referrer.Contact)
	return v
}

// client returns an update that shares nothing with the one given: an import keeps it
// until there is a batch of them, while whoever yields it fills the same variables anew.
func (r *reader) client(u ClientUpdate) ClientUpdate {
	if u.Person != nil {
		u.Person = new(r.person("", *u.Person))
	}
	if u.Restricted != nil {
		u.Restricted = new(*u.Restricted)
	}
	u.Clear, u.Cases = slices.Clone(u.Clear), slices.Clone(u.Cases)
	for i := range u.Cases {
		c := u.Cases[i].Clone()
		c.Household, c.Tasks = r.household(c.Household), r.tasks(c.Tasks)
		u.Cases[i] = c
	}
	return u
}
