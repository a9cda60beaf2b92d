package desk

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
)

// peopleBody is everybody whom a provider's users work with, and what became of each.
type peopleBody struct {
	Provider   string
	People     []personRow
	Earlier    int // how many are not listed
	Unreadable int // how many rows cannot be read
}

// personRow is one person of a provider.
type personRow struct {
	Href, Name, Reference, Received string
	Status                          tag
	Time, ClientRef                 string
	Work                            []string // what goes on
	Decided                         bool
}

// maxPeople bounds the page.
const maxPeople = 200

// people shows a provider what became of those whom it works with, the newest first.
func (d *desk) people(r *request) (view, error) {
	me := r.actor()
	if err := needs(r, lobby.ProviderUser); err != nil {
		return view{}, err
	}
	b := peopleBody{Provider: providerName(me.Provider)}
	var ids []store.RecordID
	err := eachPage(func(after store.Cursor) (store.Page, error) {
		return d.store.Records(r.Context(), store.Query{Authority: authority, System: store.HRS, Provider: me.Provider, After: after, Limit: store.MaxPage})
	}, func(p store.Page) {
		for _, rec := range p.Records {
			ids = append(ids, rec.ID)
		}
		b.Unreadable += len(p.Unreadable)
	})
	if err != nil {
		return view{}, err
	}
	slices.Reverse(ids)
	b.Earlier = max(0, len(ids)-maxPeople)
	for _, id := range ids[:min(len(ids), maxPeople)] {
		rec, err := d.lists[store.HRS].Record(r.Context(), me, id) // as far as a provider may see it
		switch {
		case errors.Is(err, lobby.ErrRemoved) || errors.Is(err, lobby.ErrNotFound): // nothing of it is left
			continue
		case errors.Is(err, lobby.ErrUnreadable):
			b.Unreadable++
			continue
		case err != nil:
			return view{}, err
		}
		b.People = append(b.People, d.personRow(r, rec))
	}
	return view{page: "people", Title: "People", Current: "People", Body: b}, nil
}

func (d *desk) personRow(r *request, rec store.Record) personRow {
	s := situationOf(rec, r.actor(), d.now())
	p := personRow{Href: recordPath(rec.System, rec.ID), Name: caseName(rec), Reference: reference(rec.ID), Received: day(rec.Received), Status: s.Status, Time: s.Time, Decided: s.Decided}
	if w := rec.WaitingList; w != nil {
		p.Work = append(p.Work, "Waiting list: "+w.Service)
	}
	if u := rec.Support; u != nil {
		p.Work = append(p.Work, "Support: "+u.Service)
	}
	if s.Decided {
		p.ClientRef = d.clientReference(r, rec.ID)
	}
	return p
}

// clientReference is the reference of the client that a case came to belong to, which
// its provider is told once there is one. The one that was minted with the decision is told
// for as long as no other may be: its provider has it already.
func (d *desk) clientReference(r *request, id store.RecordID) string {
	rec, err := d.lists[store.HRS].Record(r.Context(), host, id)
	if err != nil || rec.Decision == nil || rec.Decision.Client == "" {
		return ""
	}
	return cmp.Or(d.referenceNow(r, rec.Decision.Client), rec.Decision.Reference)
}

// referenceNow is the reference of a client, or of whoever is left where the host has merged
// it; none if anybody on the way there is restricted.
func (d *desk) referenceNow(r *request, id store.ClientID) string {
	for way := []store.ClientID(nil); !slices.Contains(way, id); {
		c, err := d.lists[store.HRS].Client(r.Context(), host, id)
		switch {
		case err != nil || c.Restricted:
			return ""
		case c.MergedInto == "":
			return strings.TrimSpace(c.Reference)
		}
		way, id = append(way, id), c.MergedInto
	}
	return ""
}
