package desk

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// memberInputs asks for one of the household.
type memberInputs struct {
	Place     int // from 1
	ID, Name  string
	Relations []option
	Inputs    []input
}

// membersForm is the part of a form that asks for the others of a household.
type membersForm struct {
	Rows []memberInputs
	Open bool   // somebody is there, or was typed
	Was  string // the mark of the household that the form corrects, see basis
}

// spareMembers is how many can be added by one form. Whoever has more corrects the
// details again.
const spareMembers = 3

// relations are those to choose from; any other that is kept already can stay.
var relations = []string{"partner", "child", "parent", "brother or sister", "other relative", "friend or carer"}

// relationOf says who a member of a household is, as far as that is known.
func relationOf(m store.Member) string {
	return cmp.Or(capital(strings.TrimSpace(plain(m.Relation))), "Of the household")
}

// nameOfMember names a member of a household. One of whom nothing is left is restricted from
// the reader or erased.
func nameOfMember(m store.Member) string {
	if m.Relation == "" && unknown(m.Person) {
		return notShown
	}
	return personName(m.Person)
}

// memberFields are what is asked of a member, as the fields of a person are named.
var memberFields = []string{"given", "family", "born"}

// askedOf are the memberFields of a person. Each is one text, not a list.
func askedOf(p *matching.Person) []matching.Field {
	all := p.Fields()
	return slices.DeleteFunc(all[:], func(f matching.Field) bool { return !slices.Contains(memberFields, f.Name) })
}

func memberName(place int, field string) string { return fmt.Sprintf("member-%d-%s", place, field) }

// membersOf lays out the household that stands in a form, and room for more.
func membersOf(form url.Values, p *problem) (m membersForm) {
	m.Was = form.Get("household")
	filled := 0
	for n := 1; form.Has(memberName(n, "relation")); n++ {
		if !blankMember(form, n) {
			filled = n
		}
	}
	m.Open = filled > 0
	for n := 1; n <= filled+spareMembers; n++ {
		row := memberInputs{Place: n, Name: memberName(n, "relation"), ID: "f-" + memberName(n, "relation"), Relations: []option{{"", "Choose", false}}}
		chosen := form.Get(row.Name)
		for _, rel := range relations {
			row.Relations = append(row.Relations, option{rel, capital(rel), rel == chosen})
		}
		if chosen != "" && !slices.Contains(relations, chosen) {
			row.Relations = append(row.Relations, option{chosen, capital(chosen), true})
		}
		for _, f := range memberFields {
			name, a := memberName(n, f), aspects[f]
			i := newInput(p, "f-"+name, name, a.label, "", form.Get(name))
			i.Short = a.short
			m.Open = m.Open || i.Wrong != ""
			row.Inputs = append(row.Inputs, i)
		}
		m.Rows = append(m.Rows, row)
	}
	return m
}

func blankMember(form url.Values, place int) bool {
	return !slices.ContainsFunc(append([]string{"relation"}, memberFields...), func(f string) bool {
		return strings.TrimSpace(form.Get(memberName(place, f))) != ""
	})
}

// fillMembers puts a household into a form.
func fillMembers(form url.Values, ms []store.Member) {
	form.Set("household", householdBasis(ms).mark)
	for i, m := range ms {
		form.Set(memberName(i+1, "relation"), m.Relation)
		for _, f := range askedOf(&m.Person) {
			form.Set(memberName(i+1, f.Name), *f.Text)
		}
	}
}

// typedMembers reads the household of a form. What the form does not ask for stays as it
// was for whoever was in the household before.
func typedMembers(form url.Values, was []store.Member) (ms []store.Member) {
	for n := 1; form.Has(memberName(n, "relation")); n++ {
		if blankMember(form, n) {
			continue
		}
		var m store.Member
		if n <= len(was) {
			m = was[n-1]
			m.Person = m.Person.Clone()
		}
		before := markOfMembers([]store.Member{m})
		m.Relation = strings.TrimSpace(form.Get(memberName(n, "relation")))
		for _, f := range askedOf(&m.Person) {
			*f.Text = strings.TrimSpace(form.Get(memberName(n, f.Name)))
		}
		if markOfMembers([]store.Member{m}) != before { // of somebody else the officer has yet to say which client it is
			m.Client = ""
		}
		ms = append(ms, m)
	}
	return ms
}

// namelessMembers are faults for members without a name: nobody could tell who is meant.
func namelessMembers(form url.Values) (fs []fault) {
	for n := 1; form.Has(memberName(n, "relation")); n++ {
		named := shows(form.Get(memberName(n, "given")) + form.Get(memberName(n, "family")))
		if !blankMember(form, n) && !named {
			fs = append(fs, fault{"f-" + memberName(n, "given"), fmt.Sprintf("Household, person %d: enter a first or a last name.", n)})
		}
	}
	return fs
}

// unusedMembers are faults for dates of birth of a household that matching does not use.
func unusedMembers(form url.Values) (fs []fault) {
	for n := 1; form.Has(memberName(n, "relation")); n++ {
		for _, f := range unused(matching.Person{Born: form.Get(memberName(n, "born"))}) {
			fs = append(fs, fault{"f-" + memberName(n, "born"), fmt.Sprintf("Household, person %d: %s", n, f.Text)})
		}
	}
	return fs
}

// refusedMember says what the lobby does not accept of a household, at the input that
// holds it.
func refusedMember(form url.Values, e *lobby.Error) *problem {
	_, field, _ := strings.Cut(e.Field, ".")
	limit, label := store.MaxText, aspects[field].label
	if field == "relation" {
		limit, label = store.MaxID, "Who they are"
	}
	for n := 1; form.Has(memberName(n, "relation")); n++ {
		if typed := strings.TrimSpace(form.Get(memberName(n, field))); len(typed) > limit || strings.ContainsRune(typed, 0) {
			return wrong("f-"+memberName(n, field), fmt.Sprintf("Household, person %d: %s", n, refusedWords(label, e.Code)))
		}
	}
	said := "The household could not be saved as it was typed. Open the case again, and correct it there."
	if e.Code == "too-many" {
		said = fmt.Sprintf("The household is larger than the lobby accepts: give at most %d people beside the first.", lobby.MaxMembers)
	}
	return wrong("f-"+memberName(1, "given"), said)
}
