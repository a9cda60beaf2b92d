package desk

import (
	"cmp"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching/normalise"
	"github.com/caselobby/caselobby/store"
)

// auditBody is one page of the audit trail: ids and codes only.
type auditBody struct {
	Rows    []auditRow
	Next    string
	Record  string
	Earlier int    // how many are not listed
	Case    input  // the one case to list
	Client  input  // the one client to list
	From    input  // the first day to list
	Since   string // that day as it was read, in words
	Looks   bool   // who opened what, in the place of what happened
	Intact  *bool  // of the one record asked for
}

type auditRow struct {
	When, What, By, Record, Code string
	Href                         string
}

// auditPage is how many events a page of the trail lists.
const auditPage = 50

// audit shows the trail of everything, or of one record, and whether the
// record's chain is intact.
func (d *desk) audit(r *request) (view, error) {
	s, in := d.systems[tabs[0]], r.answers()
	id, of := d.auditOf(r)
	var after store.EventCursor
	if err := after.UnmarshalText([]byte(in.Get("after"))); err != nil {
		return view{}, err
	}
	from, p := auditFrom(in.Get("from"), d.now())
	if of != nil {
		p = p.and(of.Faults[0])
	}
	if after.At.Before(from) {
		after = store.EventCursor{At: from.Add(-time.Microsecond)}
	}
	es, err := s.Events(r.Context(), r.actor(), store.EventQuery{Record: id, After: after, Limit: auditPage})
	if err != nil {
		return view{}, err
	}
	if id != "" && len(es) == 0 {
		ever, err := s.Events(r.Context(), r.actor(), store.EventQuery{Record: id, Limit: 1})
		if err != nil {
			return view{}, err
		}
		if len(ever) == 0 {
			p = p.and(fault{"record", "No lobby case has that reference."})
		}
	}
	if r.Method == http.MethodPost && p == nil {
		return to(answering("/audit", "record", string(id), "from", in.Get("from")))
	}
	b := auditBody{Record: string(id)}
	b.Case = d.caseInput(r, id, p)
	b.From = newInput(p, "from", "from", "From the day", "For example, 31 3 2026", cmp.Or(in.Get("from"), r.typed("/audit", "from")))
	b.From.Short = true
	if !from.IsZero() {
		b.Since = day(from)
	}
	b.Rows = auditRows(es)
	if len(es) == auditPage {
		last := es[len(es)-1]
		b.Next = answering("/audit", "record", string(id), "from", b.Since, "after", address(store.EventCursor{At: last.At, ID: last.ID}))
	}
	if id != "" && len(es) > 0 && d.systems[es[0].System] != nil { // of another system's case this desk has no chain
		err := d.systems[es[0].System].Audit(r.Context(), r.actor(), id)
		if err != nil && !errors.Is(err, lobby.ErrBroken) {
			return view{}, err
		}
		ok := err == nil
		b.Intact = &ok
	}
	if r.Method == http.MethodPost {
		id = "" // it may be a name, which no title holds
	}
	return view{page: "audit", Title: "Audit" + ofOne(id, ""), Current: "Audit", Problem: p, Body: b}, nil
}

func auditRows(es []store.Event) (rows []auditRow) {
	for _, e := range es {
		row := auditRow{When: when(e.At), What: kindWords(e.Kind), By: nameOf(e.Actor), Code: e.Code}
		if e.Record != "" {
			row.Record, row.Href = reference(e.Record), "/audit?record="+url.QueryEscape(string(e.Record))
		}
		rows = append(rows, row)
	}
	return rows
}

// answers are what was typed into a form, or stands in the address. What people type in the
// place of a reference may be a name: the form is sent apart from the address, and leads to
// an address that has the id.
func (r *request) answers() url.Values {
	if r.Method == http.MethodPost {
		return r.PostForm
	}
	return r.URL.Query()
}

// answering is the address of a page with these answers, names and values in turns, that are
// not empty.
func answering(path string, answers ...string) string {
	q := url.Values{}
	for i := 0; i < len(answers); i += 2 {
		if answers[i+1] != "" {
			q.Set(answers[i], answers[i+1])
		}
	}
	return path + query(q)
}

// caseInput asks for a case by its reference. It holds the whole id where another case has the
// same reference.
func (d *desk) caseInput(r *request, id store.RecordID, p *problem) input {
	in := newInput(p, "record", "record", "Lobby case", "All of them if it is empty. For example, 71786D89", cmp.Or(r.answers().Get("record"), r.typed(r.URL.Path, "record")))
	in.Short = true
	if id != "" && len(d.named.ever(reference(id))) == 1 {
		in.Value = reference(id)
	}
	return in
}

// auditOf is the case that the reference given names, removed or not, or what is wrong with
// it. A text that no page prints may be a whole id.
func (d *desk) auditOf(r *request) (store.RecordID, *problem) {
	text := r.answers().Get("record")
	switch found := d.named.ever(text); len(found) {
	case 0:
		text = strings.TrimSpace(text)
		if r.nonsense(text) {
			return "", wrong("record", notAReference)
		}
		return store.RecordID(text), nil
	case 1:
		return found[0].id, nil
	default:
		return "", wrong("record", "Several lobby cases have that reference. All are listed: choose one of them in the trail.")
	}
}

// ofOne says in a title what a page is about, if that is one case or one client.
func ofOne(record store.RecordID, client store.ClientID) string {
	switch {
	case record != "":
		return ", lobby case " + reference(record)
	case client != "":
		return ", client " + string(client)
	}
	return ""
}

// auditFrom reads the first day to list. A year of two digits is of this century, as no
// trail is older: unlike a date of birth, the day may lie ahead. From a day to come on the
// page lists nothing, and says so.
func auditFrom(text string, now time.Time) (from time.Time, p *problem) {
	if strings.TrimSpace(text) == "" {
		return from, nil
	}
	text, _, _ = strings.Cut(text, " at ") // as the trail itself writes a time
	ds := normalise.ParseDates(text, now.AddDate(50, 0, 0))
	if len(ds) == 1 && ds[0].Why == "" && dayFirst(text, ds[0]) {
		if from, err := time.ParseInLocation(time.DateOnly, ds[0].String(), london); err == nil {
			return from, nil
		}
	}
	return from, wrong("from", "Enter one day, such as 31 3 2026. The trail is listed from its beginning.")
}

// dayFirst reports whether the second of three numbers was read as the month. For a date of
// birth 1/13/2026 is read month first; here it is refused, for nobody can tell what was meant.
func dayFirst(text string, read normalise.Date) bool {
	numbers := strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsDigit(r) })
	if len(numbers) != 3 {
		return true
	}
	month, err := strconv.Atoi(numbers[1])
	return err != nil || month == read.Month
}
