package desk

import (
	"cmp"
	"html/template"
	"slices"
	"strings"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/matching/explain"
	"github.com/caselobby/caselobby/store"
)

// compareBody sets the person beside one client.
type compareBody struct {
	Path      string
	Match     matchBody
	Identity  []fact
	Rows      []compared
	Picture   template.HTML
	Sum       sum
	Cases     []caseBody
	About     []fact // the lobby case
	Household []memberBody
	Tasks     []store.Task
	Empty     string // the fields that neither gave
	Holds     bool
	Reference string
	System    store.System
}

// sum is the picture in numbers: the same rows and the same total.
type sum struct {
	explain.Weighing
	List, Total float64
}

func sumOf(w explain.Weighing) sum { return sum{w, w.List(), w.Weight() + w.List()} }

// compared is one line of the comparison.
type compared struct {
	Field, Ours, Theirs, Level string
	Differs                    bool
	OursBy, TheirsBy           []stretch // letter under letter, if they are alike enough
}

func (d *desk) compare(r *request) (view, error) {
	v, err := d.systems[r.system()].Review(r.Context(), r.actor(), r.id())
	if err != nil {
		return view{}, err
	}
	for _, m := range v.Clients {
		if m.Client.ID == r.clientID() {
			path := recordPath(r.system(), r.id())
			w := rowOf(cards(v.Record.Person, v.Clients, r.system(), v.Restricted > 0), m.Client.ID)
			weighing := weighed(m.Match, v.Size)
			b := compareBody{
				Path: path, Match: w, Identity: identityFacts(v.Record.Person), Rows: compareRows(v.Record.Person, m.Client.Person, m.Evidence),
				Picture: template.HTML(weighing.SVG()), Sum: sumOf(weighing), //nolint:gosec // explain escapes all text
				About: aboutCase(v.Record), Tasks: v.Record.Tasks, Household: householdOf(v.Record), Holds: v.Token != "", Reference: reference(r.id()), System: r.system(),
			}
			for _, k := range m.Client.Cases {
				b.Cases = append(b.Cases, caseOf(k))
			}
			b.fold()
			return view{page: "compare", Live: livePath(v.Record), Title: "Compare " + reference(r.id()) + " with client " + string(m.Client.ID), Current: "Lobby",
				Back: &link{Href: path + "/review", Text: "Potential matches"}, Body: b}, nil
		}
	}
	return d.unlisted(r)
}

// fold removes the rows for which neither side has a value, and names them in Empty.
func (b *compareBody) fold() {
	var none []string
	b.Rows = slices.DeleteFunc(b.Rows, func(c compared) bool {
		empty := c.Ours == "" && c.Theirs == ""
		if empty {
			none = append(none, within(c.Field))
		}
		return empty
	})
	b.Empty = strings.Join(none, ", ")
}

// compareRows lines up what is known of two people. What is seldom known has a
// line only where one of them gave it. Where values differ, matching says how much:
// Jackie is no other name than Jacqueline.
func compareRows(a, b matching.Person, evidence []matching.Evidence) (rows []compared) {
	theirs := b.Fields()
	for i, f := range a.Fields() {
		ours, theirs, as := f.Values(), theirs[i].Values(), aspects[f.Name]
		if len(ours)+len(theirs) > 0 || !as.seldom {
			c := as.compare(ours, theirs)
			for _, e := range evidence {
				if e.Field != as.weighs || e.Level == "" {
					continue
				}
				if said := as.elsewhere(f.Name, a, b); said != "" || c.Differs {
					c.Level, c.Differs = capital(cmp.Or(said, e.Text)), e.Bits < 0
				}
			}
			rows = append(rows, c)
		}
	}
	return rows
}

// elsewhere says where two people gave the same, if not as values of that field: differing
// postcodes are weighed as equal where one of them is a previous one of the other person.
func (a aspect) elsewhere(name string, ours, theirs matching.Person) string {
	if a.also == "" {
		return ""
	}
	other := aspects[a.also]
	meet := func(x, y []string) bool {
		return slices.ContainsFunc(x, func(v string) bool { return slices.Contains(y, v) })
	}
	now, before := a.compared(valuesOf(ours, name)), other.compared(valuesOf(ours, a.also))
	theirNow, theirBefore := a.compared(valuesOf(theirs, name)), other.compared(valuesOf(theirs, a.also))
	switch what := within(other.label); {
	case meet(now, theirNow):
		return ""
	case meet(now, theirBefore):
		return "among the client’s " + what
	case meet(theirNow, before):
		return "among the " + what + " of the case"
	case meet(before, theirBefore):
		return "in the " + what + " alone"
	}
	return ""
}

// valuesOf are the values of one field of a person.
func valuesOf(p matching.Person, name string) []string {
	for _, f := range p.Fields() {
		if f.Name == name {
			return f.Values()
		}
	}
	return nil
}

// compare says whether two people gave the same, however they wrote it.
func (a aspect) compare(ours, theirs []string) compared {
	x, y := a.fact(ours), a.fact(theirs)
	c := compared{Field: a.label, Ours: x.text(), Theirs: y.text()}
	c.OursBy, c.TheirsBy = aligned(c.Ours, c.Theirs)
	xs, ys := a.compared(ours), a.compared(theirs)
	in := func(vs []string) func(string) bool { return func(v string) bool { return slices.Contains(vs, v) } }
	not := func(f func(string) bool) func(string) bool { return func(v string) bool { return !f(v) } }
	switch {
	case len(x.Lines)+len(y.Lines) == 0:
		c.Level = "Neither given"
	case len(x.Lines) == 0 || len(y.Lines) == 0:
		c.Level = "Missing on one side"
	case len(xs) == 0 || len(ys) == 0:
		c.Level = "Not usable"
	case !slices.ContainsFunc(xs, in(ys)):
		c.Level, c.Differs = "Different", true
	case slices.ContainsFunc(xs, not(in(ys))) || slices.ContainsFunc(ys, not(in(xs))):
		c.Level = "One is the same"
	default:
		c.Level, c.OursBy, c.TheirsBy = "Same", nil, nil // the spelling may differ, as by a space
	}
	return c
}
