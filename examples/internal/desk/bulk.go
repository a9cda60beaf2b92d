package desk

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
)

// bulkBody is what is to be done with several cases, or what came of it.
type bulkBody struct {
	System  store.System
	Query   string // of the list that the cases were ticked in
	Heading string
	Rows    []bulkRow
	Ask     bool // removal is to be confirmed
	Reasons []option
	Confirm input
	N       int // how many can be removed
}

// bulkRow is one of the cases.
type bulkRow struct {
	ID                    store.RecordID
	Href, Reference, Name string
	Goes                  bool // it is removed once that is confirmed
	Result                tag
}

// bulk does one thing with each case that is ticked. One that is refused stops none of
// the others.
func (d *desk) bulk(r *request) (view, error) {
	if err := needs(r, lobby.Officer, lobby.Lead); err != nil {
		return view{}, err
	}
	ids := ticked(r)
	s := d.systems[r.system()]
	switch act := r.PostFormValue("act"); {
	case len(ids) == 0:
		return d.notDone(r, wrong("ticked", "Tick the cases first. Nothing was done: no case is ticked."))
	case len(ids) > pageSize:
		return d.notDone(r, wrong("ticked", fmt.Sprintf("Tick at most %d cases. Nothing was done: %d are ticked.", pageSize, len(ids))))
	case act == "claim":
		return d.each(r, "Assigned to you", ids, func(id store.RecordID) error { _, err := s.Claim(r.Context(), r.actor(), id); return err })
	case act == "reassign":
		to := store.ActorID(r.PostFormValue("officer"))
		if !isOfficer(to) {
			return d.notDone(r, wrong("bulk-officer", "Choose an officer or a lead. Nothing was done."))
		}
		return d.each(r, "Given to "+nameOf(to), ids, func(id store.RecordID) error { return s.Reassign(r.Context(), r.actor(), id, to) })
	case act == "remove":
		return d.askRemoval(r, ids, nil)
	case act == "removed":
		return d.removeAll(r, ids)
	}
	return view{}, &lobby.Error{Kind: lobby.ErrInvalid, Field: "act"}
}

// notDone is the list again, as it was filtered, with what is ticked and what is wrong.
func (d *desk) notDone(r *request, p *problem) (view, error) {
	v, err := d.listWith(r, r.URL.Query(), p)
	v.status = http.StatusBadRequest
	return v, err
}

// ticked are the cases that are ticked, each once.
func ticked(r *request) (ids []store.RecordID) {
	for _, id := range r.PostForm["record"] {
		if !slices.Contains(ids, store.RecordID(id)) {
			ids = append(ids, store.RecordID(id))
		}
	}
	return ids
}

// fromList is the list in which the cases were ticked, as it was filtered.
func (r *request) fromList() *link {
	return &link{Href: "/lobby/" + string(r.system()) + query(r.URL.Query()), Text: "Lobby"}
}

// each does something with every case, and says what came of it.
func (d *desk) each(r *request, done string, ids []store.RecordID, act func(store.RecordID) error) (view, error) {
	b := bulkBody{System: r.system(), Query: query(r.URL.Query()), Heading: "What was done"}
	for _, id := range ids {
		result := resultOf(done, act(id))
		w := d.bulkRow(r, id) // after the act: a case that was removed has no name any more
		w.Result = result
		b.Rows = append(b.Rows, w)
	}
	return view{page: "bulk", Title: "What was done with " + count(len(ids), "case", "cases"), Current: "Lobby", Back: r.fromList(), Body: b}, nil
}

func (d *desk) bulkRow(r *request, id store.RecordID) bulkRow {
	w := bulkRow{ID: id, Reference: reference(id), Name: "Unknown"}
	switch rec, err := d.lists[r.system()].Record(r.Context(), r.actor(), id); {
	case err == nil:
		w.Name, w.Href = caseName(rec), recordPath(rec.System, rec.ID)
	case errors.Is(err, lobby.ErrRemoved):
		w.Name = "No name is kept"
	}
	return w
}

// resultOf says what came of one case, in an officer's words.
func resultOf(done string, err error) tag {
	if err == nil {
		return tag{"good", done}
	}
	var e *lobby.Error
	if errors.As(err, &e) && e.Holder != "" {
		return tag{"bad", "Not done: " + nameOf(e.Holder) + " has it"}
	}
	if v := trouble(err, lobby.Actor{}); v.status != http.StatusInternalServerError {
		return tag{"bad", "Not done: " + v.Title}
	}
	return tag{"bad", "Not done"}
}

// bulkWords is what is typed to remove so many cases.
func bulkWords(n int) string { return fmt.Sprintf("REMOVE %d", n) }

// askRemoval asks to confirm a removal. Only what the officer holds can be removed: the page
// shows each. The desk keeps the reviews that the removal rests on: with the tokens of a whole
// page of cases the form would be longer than any that is taken.
func (d *desk) askRemoval(r *request, ids []store.RecordID, p *problem) (view, error) {
	if !r.actor().Rights.Has(lobby.MayRemove) {
		return view{}, &lobby.Error{Kind: lobby.ErrDenied}
	}
	b := bulkBody{System: r.system(), Query: query(r.URL.Query()), Heading: "Remove several lobby cases?", Ask: true}
	for _, id := range ids {
		w := d.bulkRow(r, id)
		v, err := d.systems[r.system()].Review(r.Context(), r.actor(), id)
		switch {
		case err != nil:
			w.Result = resultOf("", err)
		case v.Token == "":
			w.Result = tag{"bad", "Stays: assign it to yourself first"}
		case slices.ContainsFunc(v.Remove, func(e lobby.Effect) bool { return e.Code == lobby.EffectNeedsOverride || e.Code == lobby.EffectRefused }):
			w.Result = tag{"bad", "Stays: open it to see why it cannot be removed"}
		default:
			d.reviews.saw(r.actor().ID, id, v.Token)
			w.Goes, w.Result = true, tag{"warn", "Will be removed"}
			b.N++
		}
		b.Rows = append(b.Rows, w)
	}
	title := "Confirm: remove " + count(b.N, "lobby case", "lobby cases")
	if b.N == 0 { // there is nothing to confirm
		b.Heading = "None of these can be removed"
		title = b.Heading
	}
	for _, c := range lobby.DefaultReasons() {
		b.Reasons = append(b.Reasons, option{Value: c, Text: reasonWords(c), Selected: c == r.PostFormValue("reason")})
	}
	b.Confirm = newInput(p, "confirm", "confirm", "Type "+bulkWords(b.N)+" to confirm", "", r.PostFormValue("confirm"))
	b.Confirm.Short = true
	return view{page: "bulk", Title: title, Current: "Lobby", Problem: p, Back: r.fromList(), Body: b}, nil
}

// removeAll removes the cases that the page before showed as to be removed.
func (d *desk) removeAll(r *request, ids []store.RecordID) (view, error) {
	if !r.actor().Rights.Has(lobby.MayRemove) {
		return view{}, &lobby.Error{Kind: lobby.ErrDenied}
	}
	var fs []fault
	reason := r.PostFormValue("reason")
	if !slices.Contains(lobby.DefaultReasons(), reason) {
		fs = append(fs, fault{"r-" + lobby.DefaultReasons()[0], "Choose a reason. Nothing was removed."})
	}
	if strings.Join(strings.Fields(strings.ToUpper(r.PostFormValue("confirm"))), " ") != bulkWords(len(ids)) {
		fs = append(fs, fault{"confirm", "Type " + bulkWords(len(ids)) + " to confirm. Nothing was removed."})
	}
	if len(fs) > 0 {
		return d.askRemoval(r, ids, faulty(fs...))
	}
	s := d.systems[r.system()]
	return d.each(r, "Removed", ids, func(id store.RecordID) error {
		_, err := s.Remove(r.Context(), r.actor(), id, lobby.Removal{Reason: reason, Confirm: reference(id), Token: d.reviews.token(r.actor().ID, id)})
		return err
	})
}
