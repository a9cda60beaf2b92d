package desk

import (
	"cmp"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
)

// readingWords says what was opened.
var readingWords = map[string]string{
	lobby.KindReviewOpened: "Potential matches opened", lobby.KindRecordOpened: "Lobby case opened", lobby.KindClientOpened: "Client opened",
	lobby.KindSubjectAccess: "Everything that is held downloaded", lobby.KindSearched: "Searched",
}

// mayAskWhoLooked reports whether an account is told who opened what.
func mayAskWhoLooked(a lobby.Actor) bool {
	return a.Role == lobby.Lead || a.Role == lobby.DataProtection || a.Role == lobby.Auditor
}

// maxReadings is how many are listed, the latest ones. The rest is counted.
const maxReadings = 200

// whoLooked is who opened what in both systems, the newest first, and how many earlier ones
// are not listed.
func (d *desk) whoLooked(r *request, q lobby.ReadingQuery) (rs []lobby.Reading, earlier int, err error) {
	for _, s := range tabs {
		for x, err := range d.systems[s].Readings(r.Context(), r.actor(), q) {
			if err != nil {
				return nil, 0, err
			}
			rs = append(rs, x)
		}
	}
	slices.SortStableFunc(rs, func(a, b lobby.Reading) int { return b.At.Compare(a.At) })
	n := min(len(rs), maxReadings)
	return rs[:n], len(rs) - n, nil
}

// seenBy is who opened a client, for those who are told, and how many earlier ones are
// not listed.
func (d *desk) seenBy(r *request, c store.ClientID) (ms []moment, earlier int, err error) {
	if !mayAskWhoLooked(r.actor()) {
		return nil, 0, nil
	}
	rs, earlier, err := d.whoLooked(r, lobby.ReadingQuery{Client: c})
	for _, x := range rs {
		ms = append(ms, moment{Title: readingWords[x.Kind], By: nameOf(x.Actor), At: x.At})
	}
	return ms, earlier, err
}

// readings is the page of who looked: at everything, at one case or at one client.
func (d *desk) readings(r *request) (view, error) {
	typed := strings.TrimSpace(r.answers().Get("client"))
	client := typed
	id, p := d.auditOf(r)
	switch {
	case r.nonsense(typed):
		p, client = p.and(fault{"client", notAReference}), ""
	case typed != "" && id != "":
		p = wrong("client", "Give a lobby case or a client, not both.")
	}
	q, rs, earlier, err := d.looksAt(r, id, client)
	if err != nil {
		return view{}, err
	}
	if p == nil && client != "" && len(rs) == 0 && !d.isClient(r, client) {
		p = wrong("client", "No client has that number, and nothing is written of one that had it.")
	}
	if r.Method == http.MethodPost && p == nil && len(rs) > 0 {
		return to(answering("/readings", "record", string(id), "client", string(q.Client)))
	}
	b := auditBody{Looks: true, Record: string(id) + string(q.Client), Earlier: earlier, Case: d.caseInput(r, id, p)}
	b.Client = newInput(p, "client", "client", "Client", "By the client’s number", cmp.Or(typed, r.typed("/readings", "client")))
	b.Client.Short = true
	for _, x := range rs {
		w := auditRow{When: when(x.At), What: readingWords[x.Kind], By: nameOf(x.Actor)}
		switch {
		case x.Record != "":
			w.Record, w.Href = reference(x.Record), "/readings?record="+url.QueryEscape(string(x.Record))
		case x.Client != "":
			w.Record, w.Href = "Client "+string(x.Client), "/readings?client="+url.QueryEscape(string(x.Client))
		}
		b.Rows = append(b.Rows, w)
	}
	if r.Method == http.MethodPost {
		q = lobby.ReadingQuery{} // it may be of a name, which no title holds
	}
	return view{page: "audit", Title: "Who looked" + ofOne(q.Record, q.Client), Current: "Who looked", Problem: p, Body: b}, nil
}

// looksAt is who opened a case or a client, which is named in any spelling of its number.
func (d *desk) looksAt(r *request, id store.RecordID, client string) (q lobby.ReadingQuery, rs []lobby.Reading, earlier int, err error) {
	for _, spelled := range append(spellings(client), client) {
		q = lobby.ReadingQuery{Record: id, Client: store.ClientID(spelled)}
		if rs, earlier, err = d.whoLooked(r, q); err != nil || len(rs) > 0 {
			break
		}
	}
	return q, rs, earlier, err
}

// isClient reports whether there is, or was, a client of that number, in any spelling of it.
func (d *desk) isClient(r *request, typed string) bool {
	return slices.ContainsFunc(spellings(typed), func(spelled string) bool {
		_, err := d.lists[tabs[0]].Client(r.Context(), host, store.ClientID(spelled))
		return !errors.Is(err, lobby.ErrNotFound) && !errors.Is(err, lobby.ErrInvalid)
	})
}
