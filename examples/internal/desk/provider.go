package desk

import (
	"net/http"
	"strings"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

func (d *desk) updateTask(r *request) (view, error) {
	note, done := r.PostFormValue("note"), r.PostFormValue("done") == "yes"
	err := d.systems[r.system()].UpdateTask(r.Context(), r.actor(), r.id(), lobby.TaskUpdate{ID: store.TaskID(r.PathValue("task")), Note: &note, Done: &done})
	if err != nil {
		return view{}, err
	}
	return to(recordPath(r.system(), r.id()))
}

func (d *desk) joinWaitingList(r *request) (view, error) {
	if err := d.systems[r.system()].JoinWaitingList(r.Context(), r.actor(), r.id(), strings.TrimSpace(r.PostFormValue("service"))); err != nil {
		return view{}, err
	}
	return to(recordPath(r.system(), r.id()))
}

func (d *desk) startSupport(r *request) (view, error) {
	if err := d.systems[r.system()].StartSupport(r.Context(), r.actor(), r.id(), strings.TrimSpace(r.PostFormValue("service"))); err != nil {
		return view{}, err
	}
	return to(recordPath(r.system(), r.id()))
}

func (d *desk) leaveWaitingList(r *request) (view, error) {
	if err := d.systems[r.system()].LeaveWaitingList(r.Context(), r.actor(), r.id()); err != nil {
		return view{}, err
	}
	return to(recordPath(r.system(), r.id()))
}

func (d *desk) undoSupport(r *request) (view, error) {
	if err := d.systems[r.system()].UndoSupport(r.Context(), r.actor(), r.id()); err != nil {
		return view{}, err
	}
	return to(recordPath(r.system(), r.id()))
}

func (d *desk) showAdd(r *request) (view, error) { return d.addPage(r, matching.Person{}, nil) }

func (d *desk) addPage(r *request, p matching.Person, pr *problem) (view, error) {
	if r.actor().Role != lobby.ProviderUser {
		return view{}, &lobby.Error{Kind: lobby.ErrDenied}
	}
	v := view{page: "add", Title: "Add client", Current: "Add client", Problem: pr, Body: personForm(p)}
	if pr != nil {
		v.status = http.StatusBadRequest
	}
	return v, nil
}

// add puts a provider's client into the lobby. It does not create a client.
func (d *desk) add(r *request) (view, error) {
	p := personOf(r.Request)
	if p.Family == "" {
		return d.addPage(r, p, &problem{"There is a problem", []string{"Enter a last name."}})
	}
	rc, err := d.systems["hrs"].Receive(r.Context(), r.actor(), lobby.Arrival{
		Channel: store.ChannelProvider, Person: p, Provider: r.actor().Provider, Details: []byte(strings.TrimSpace(r.PostFormValue("details"))),
		Consent: store.Consent{Refer: r.PostFormValue("consent") == "yes", How: "oral"},
		Tasks: []store.Task{
			{Type: "first-contact", Title: "First contact"},
			{Type: "risk", Title: "Risk assessment"},
			{Type: "panel", Title: "Panel decision"},
		},
	})
	if err != nil {
		return view{}, err
	}
	return to(recordPath("hrs", rc.ID))
}
