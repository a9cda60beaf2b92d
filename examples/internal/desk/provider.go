package desk

import (
	"errors"
	"slices"
	"strings"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
)

func (d *desk) updateTask(r *request) (view, error) {
	note, done := r.PostFormValue("note"), r.PostFormValue("done") == "yes"
	id := store.TaskID(r.part("task"))
	if !r.PostForm.Has("note") { // a form without the field must not empty the note
		return view{}, &lobby.Error{Kind: lobby.ErrInvalid, Field: "note"}
	}
	rec, err := d.lists[r.system()].Record(r.Context(), r.actor(), r.id())
	if err != nil {
		return view{}, err
	}
	now, err := d.systems[r.system()].Tasks(r.Context(), r.actor(), r.id())
	if err != nil {
		return view{}, err
	}
	u, overtaken := lobby.TaskUpdate{ID: id, Note: &note, Done: &done}, false
	for _, t := range now {
		if t.ID == id {
			u.Expect, overtaken = t.Updated, writes(rec, r.actor(), t) && len(taskBasis(t).overtaken(r.PostForm)) > 0
		}
	}
	if !overtaken {
		err = d.systems[r.system()].UpdateTask(r.Context(), r.actor(), r.id(), u)
		overtaken = errors.Is(err, lobby.ErrStale)
	}
	if overtaken {
		return d.recordPage(r, wrong("note-"+string(id), "Somebody changed this task after you opened the page, and yours was not saved. Save again to put yours in the place of theirs."))
	}
	var e *lobby.Error
	if errors.As(err, &e) && (errors.Is(err, lobby.ErrTooLarge) || errors.Is(err, lobby.ErrInvalid)) && e.Field != "task" {
		return d.recordPage(r, wrong("note-"+string(id), refusedWords("The note", e.Code)))
	}
	return d.worked(r, err, "The task is saved.")
}

// worked goes back to the page of the case, which says what was done.
func (d *desk) worked(r *request, err error, what string) (view, error) {
	if err != nil {
		return view{}, err
	}
	return d.did(r, recordPath(r.system(), r.id()), what)
}

// service is the service that was chosen, and whether there is such a one.
func (r *request) service() (string, bool) {
	s := strings.TrimSpace(r.PostFormValue("service"))
	return s, slices.Contains(services, s)
}

// serve has act put the service of a waiting list, or of support, to the one that is wanted.
// It refuses if that service is not the one that the form showed: somebody else has chosen
// meanwhile. Whoever cannot work on the case any more is told that instead.
func (d *desk) serve(r *request, now func(store.Record) string, wanted, said string, act func(*lobby.Service) error) (view, error) {
	rec, err := d.lists[r.system()].Record(r.Context(), r.actor(), r.id())
	if err != nil {
		return view{}, err
	}
	if differs := serviceBasis(now(rec), wanted).overtaken(r.PostForm); len(differs) > 0 && worksOn(rec, r.actor()) {
		return d.recordPage(r, &problem{Title: "Look again: something has changed", Lines: append(differs, "Nothing was saved. Below is how things stand now.")})
	}
	return d.worked(r, act(d.systems[r.system()]), said)
}

func (d *desk) joinWaitingList(r *request) (view, error) {
	service, ok := r.service()
	if !ok {
		return d.recordPage(r, wrong("wl", "Choose the service of the waiting list."))
	}
	return d.serve(r, listService, service, "Put on the waiting list of "+service+".",
		func(s *lobby.Service) error { return s.JoinWaitingList(r.Context(), r.actor(), r.id(), service) })
}

func (d *desk) startSupport(r *request) (view, error) {
	service, ok := r.service()
	if !ok {
		return d.recordPage(r, wrong("sup", "Choose the service that gives the support."))
	}
	return d.serve(r, supportService, service, "Support has started: "+service+".",
		func(s *lobby.Service) error { return s.StartSupport(r.Context(), r.actor(), r.id(), service) })
}

func (d *desk) leaveWaitingList(r *request) (view, error) {
	return d.serve(r, listService, "", "Taken off the waiting list.",
		func(s *lobby.Service) error { return s.LeaveWaitingList(r.Context(), r.actor(), r.id()) })
}

func (d *desk) undoSupport(r *request) (view, error) {
	return d.serve(r, supportService, "", "Support is taken back: it had not started.",
		func(s *lobby.Service) error { return s.UndoSupport(r.Context(), r.actor(), r.id()) })
}
