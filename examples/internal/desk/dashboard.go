package desk

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"time"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
)

// dashboardBody is the first page of an officer: what waits, how old it is and what is
// the reader's own, each number opening the list so filtered.
type dashboardBody struct {
	Systems []systemBody
	Lead    bool
}

// systemBody is one system on the dashboard.
type systemBody struct {
	Name      string
	Cards     []numberLink
	Ages      []string // the heads of the columns
	Grid      []gridRow
	Total     []numberLink
	Next      *link
	Arrivals  []bar
	Decisions []bar
	Load      []bar // shown to leads only

	Unreadable int // cases that wait, or came in the last weeks
}

// numberLink is a number that opens the list of what it counts.
type numberLink struct {
	Name string
	In   string // the system, for screen readers
	N    int
	Href string
	Bad  bool
}

// gridRow is one channel by age.
type gridRow struct {
	Name  string
	Cells []numberLink
}

func (d *desk) dashboard(r *request) (view, error) {
	if err := needs(r, lobby.Officer, lobby.Lead); err != nil {
		return view{}, err
	}
	b := dashboardBody{Lead: r.actor().Role == lobby.Lead}
	for _, s := range tabs {
		sb, err := d.systemBody(r, s)
		if err != nil {
			return view{}, err
		}
		b.Systems = append(b.Systems, sb)
	}
	return view{page: "dashboard", Title: "Dashboard", Current: "Dashboard", Body: b}, nil
}

func (d *desk) systemBody(r *request, s store.System) (systemBody, error) {
	all, err := d.waiting(r, s)
	if err != nil {
		return systemBody{}, err
	}
	facets := d.allFacets(r, s)
	to := func(name string, bad bool, choices ...string) numberLink {
		q := url.Values{}
		for i := 0; i+1 < len(choices); i += 2 {
			q.Set(choices[i], choices[i+1])
		}
		n := len(fitting(all.Records, facets, q, ""))
		return numberLink{name, system(s), n, "/lobby/" + string(s) + query(q), bad && n > 0}
	}
	b := systemBody{Name: system(s), Cards: []numberLink{
		to("Waiting", false), to("Overdue", true, "due", "over"), to("Due in two days", false, "due", "soon"), to("Urgent", false, "due", "urgent"),
		to("Mine", false, "holder", "me"), to("Nobody’s", false, "holder", "nobody"),
	}}
	ages := facets[len(facets)-1].options
	for _, a := range ages {
		b.Ages = append(b.Ages, a.text)
		b.Total = append(b.Total, to("All channels, "+a.text, false, "age", a.value))
	}
	b.Total = append(b.Total, to("All channels", false))
	for _, c := range facets[0].options {
		row := gridRow{Name: c.text}
		for _, a := range ages {
			row.Cells = append(row.Cells, to(c.text+", "+a.text, false, "channel", c.value, "age", a.value))
		}
		row.Cells = append(row.Cells, to(c.text, false, "channel", c.value))
		b.Grid = append(b.Grid, row)
	}
	for _, rec := range all.Records {
		if rec.Claim == nil {
			b.Next = &link{Href: recordPath(s, rec.ID), Text: "Open the oldest that nobody has: " + reference(rec.ID)}
			break
		}
	}
	if r.actor().Role == lobby.Lead {
		for _, o := range facets[1].options {
			l := to(o.text, false, "holder", o.value)
			b.Load = append(b.Load, bar{Name: o.text, In: l.In, N: l.N, Href: l.Href})
		}
		b.Load = bars(b.Load)
	}
	unreadable := map[store.RecordID]bool{}
	for _, id := range all.Unreadable {
		unreadable[id] = true
	}
	b.Arrivals, b.Decisions, err = d.trends(r, s, unreadable)
	b.Unreadable = len(unreadable)
	return b, err
}

// weeks is how far the trends go back.
const weeks = 6

// trends count the cases that came in each of the last weeks, and of these the decided ones
// by how long they had waited. Removed cases are in neither. What cannot be
// read it adds to unreadable.
func (d *desk) trends(r *request, s store.System, unreadable map[store.RecordID]bool) (arrivals, decisions []bar, err error) {
	now := d.now()
	for i := range weeks {
		name := "This week"
		if i > 0 {
			name = fmt.Sprintf("%s ago", count(i, "week", "weeks"))
		}
		arrivals = append(arrivals, bar{Name: name})
	}
	within := []time.Duration{24 * time.Hour, 3 * 24 * time.Hour, 7 * 24 * time.Hour, 1<<63 - 1}
	decisions = []bar{{Name: "Within a day"}, {Name: "Within 3 days"}, {Name: "Within a week"}, {Name: "Longer"}}
	err = eachPage(func(after store.Cursor) (store.Page, error) {
		return d.store.Records(r.Context(), store.Query{Authority: authority, System: s, ReceivedFrom: now.AddDate(0, 0, -7*weeks), After: after, Limit: store.MaxPage})
	}, func(p store.Page) {
		for _, at := range p.Unreadable {
			unreadable[at.ID] = true
		}
		for _, rec := range p.Records {
			if w := int(now.Sub(rec.Received) / (7 * 24 * time.Hour)); w >= 0 && w < weeks {
				arrivals[w].N++
			}
			if rec.Decision != nil {
				took := rec.Decision.At.Sub(rec.Received)
				i, _ := slices.BinarySearchFunc(within, took, cmp.Compare[time.Duration])
				decisions[min(i, len(within)-1)].N++
			}
		}
	})
	return bars(arrivals), bars(decisions), err
}
