package desk

import (
	"fmt"
	"net/url"
	"slices"
	"time"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
)

// facet is one way to tell cases apart: a filter of the list, and a box of the
// dashboard.
type facet struct {
	name, label string
	options     []facetOption
}

// facetOption is one value of a facet.
type facetOption struct {
	value, text string
	holds       func(store.Record) bool
}

// soon is how long before its due time a case is due soon.
const soon = 48 * time.Hour

// asked are the filters and the order in the address. A colleague's link to the reader's
// cases names the reader: it is turned into the choice "me".
func asked(r *request) url.Values {
	q := r.URL.Query()
	if q.Get("holder") == string(r.actor().ID) {
		q.Set("holder", "me")
	}
	return q
}

// allFacets are what the list can be narrowed down by.
func (d *desk) allFacets(r *request, s store.System) []facet {
	now, me := d.now(), r.actor().ID
	chans := facet{name: "channel", label: "Channel"}
	for _, c := range channelsOf(s) {
		chans.options = append(chans.options, facetOption{string(c), channel(c), func(rec store.Record) bool { return rec.Channel == c }})
	}
	holders := facet{"holder", "Worked on by", []facetOption{
		{"nobody", "Nobody yet", func(rec store.Record) bool { return rec.Claim == nil }},
		{"me", "Me", func(rec store.Record) bool { return rec.Claim != nil && rec.Claim.Officer == me }},
	}}
	for _, a := range accounts {
		if id := a.Actor.ID; isOfficer(id) && id != me {
			holders.options = append(holders.options, facetOption{string(id), a.Name, func(rec store.Record) bool { return rec.Claim != nil && rec.Claim.Officer == id }})
		}
	}
	dues := facet{"due", "Due", []facetOption{
		{"over", "Overdue", func(rec store.Record) bool { return !rec.Due.IsZero() && rec.Due.Before(now) }},
		{"soon", "In the next two days", func(rec store.Record) bool { return !rec.Due.Before(now) && rec.Due.Sub(now) < soon }},
		{"urgent", "Urgent", func(rec store.Record) bool { return rec.Urgent }},
	}}
	return []facet{chans, holders, dues, ageFacet(now)}
}

// ageFacet tells cases apart by how long they have waited.
func ageFacet(now time.Time) facet {
	between := func(from, to time.Duration) func(store.Record) bool {
		return func(rec store.Record) bool { age := now.Sub(rec.Received); return age >= from && age < to }
	}
	const day, ever = 24 * time.Hour, 1<<63 - 1
	return facet{"age", "Waiting for", []facetOption{
		{"new", "Under 2 days", between(-ever, 2*day)}, {"days", "2 to 7 days", between(2*day, 7*day)}, {"old", "7 days or more", between(7*day, ever)},
	}}
}

// chosen are the cases that fit the filters. An unknown value of a filter is refused: the
// list would show every case and look as if it were filtered.
func (d *desk) chosen(r *request, all []store.Record, q url.Values) ([]store.Record, error) {
	facets := d.allFacets(r, r.system())
	for _, f := range facets {
		v := q.Get(f.name)
		if v != "" && !slices.ContainsFunc(f.options, func(o facetOption) bool { return o.value == v }) {
			return nil, &lobby.Error{Kind: lobby.ErrInvalid, Field: f.name}
		}
	}
	return fitting(all, facets, q, ""), nil
}

// fitting are the cases that fit every filter except the one called but.
func fitting(all []store.Record, facets []facet, q url.Values, but string) []store.Record {
	var holds []func(store.Record) bool
	for _, f := range facets {
		for _, o := range f.options {
			if f.name != but && o.value == q.Get(f.name) {
				holds = append(holds, o.holds)
			}
		}
	}
	return slices.DeleteFunc(slices.Clone(all), func(rec store.Record) bool {
		return slices.ContainsFunc(holds, func(h func(store.Record) bool) bool { return !h(rec) })
	})
}

// facets are the filters as the form shows them, each choice with the number of cases that
// it would leave.
func (d *desk) facets(r *request, all []store.Record, q url.Values) (fs []filter) {
	facets := d.allFacets(r, r.system())
	for _, f := range facets {
		rest := fitting(all, facets, q, f.name)
		out := filter{f.name, f.label, []option{{"", fmt.Sprintf("Any (%s)", thousands(len(rest))), q.Get(f.name) == ""}}}
		for _, o := range f.options {
			n := 0
			for _, rec := range rest {
				if o.holds(rec) {
					n++
				}
			}
			out.Options = append(out.Options, option{o.value, fmt.Sprintf("%s (%s)", o.text, thousands(n)), q.Get(f.name) == o.value})
		}
		fs = append(fs, out)
	}
	return fs
}
