package desk

import (
	"errors"
	"net/url"
	"strings"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
)

// auditBody is one page of the audit trail: ids and codes only.
type auditBody struct {
	Rows    []auditRow
	Next    string
	Record  string
	Earlier int   // that are not listed
	Looks   bool  // who opened what, in the place of what happened
	Intact  *bool // of the one record asked for
}

type auditRow struct {
	When, What, By, Record, Code string
	Href                         string
}

// audit shows the trail of everything, or of one record, and whether the
// record's chain is intact.
func (d *desk) audit(r *request) (view, error) {
	s := d.systems[tabs[0]]
	id := store.RecordID(r.URL.Query().Get("record"))
	var after store.EventCursor
	if err := after.UnmarshalText([]byte(r.URL.Query().Get("after"))); err != nil {
		return view{}, err
	}
	es, err := s.Events(r.Context(), r.actor(), store.EventQuery{Record: id, After: after, Limit: 50})
	if err != nil {
		return view{}, err
	}
	b := auditBody{Record: string(id)}
	for _, e := range es {
		w := eventWords[e.Kind]
		if w == "" {
			w = capital(strings.ReplaceAll(e.Kind, "-", " "))
		}
		row := auditRow{When: when(e.At), What: w, By: nameOf(e.Actor), Code: e.Code}
		if e.Record != "" {
			row.Record, row.Href = reference(e.Record), "/audit?record="+url.QueryEscape(string(e.Record))
		}
		b.Rows = append(b.Rows, row)
	}
	if len(es) == 50 {
		last := es[len(es)-1]
		b.Next = "/audit?after=" + address(store.EventCursor{At: last.At, ID: last.ID})
		if id != "" {
			b.Next += "&record=" + url.QueryEscape(string(id))
		}
	}
	if id != "" && len(es) > 0 {
		err := d.systems[es[0].System].Audit(r.Context(), r.actor(), id)
		if err != nil && !errors.Is(err, lobby.ErrBroken) {
			return view{}, err
		}
		ok := err == nil
		b.Intact = &ok
	}
	return view{page: "audit", Title: "Audit", Current: "Audit", Body: b}, nil
}
