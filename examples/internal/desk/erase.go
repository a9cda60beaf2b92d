package desk

import (
	"errors"
	"strings"

	"github.com/caselobby/caselobby/lobby"
)

// eraseBody is the page before a client is erased.
type eraseBody struct {
	Action, Cancel, ID, Name string
	Confirm                  input
}

// showErase asks data protection to confirm that a client is erased.
func (d *desk) showErase(r *request) (view, error) { return d.erasePage(r, nil) }

func (d *desk) erasePage(r *request, p *problem) (view, error) {
	if !r.actor().Rights.Has(lobby.MayErase) {
		return view{}, &lobby.Error{Kind: lobby.ErrDenied}
	}
	c, err := d.systems[r.system()].Client(r.Context(), r.actor(), r.clientID())
	if err == nil && c.Erased {
		return to(clientPath(r.system(), c.ID))
	}
	if err != nil {
		return view{}, err
	}
	client := clientPath(r.system(), c.ID)
	b := eraseBody{Action: client + "/erase", Cancel: client, ID: string(c.ID), Name: personName(c.Person)}
	b.Confirm = newInput(p, "confirm", "confirm", "Type the number of the client to confirm", "It is "+b.ID, r.typed(b.Action, "confirm"))
	b.Confirm.Short = true
	return view{page: "erase", Title: "Confirm: erase client " + b.ID, Current: "Search", Problem: p, Back: &link{Href: b.Cancel, Text: "Client"}, Body: b}, nil
}

// erase leaves a tombstone of a client. A row that nobody can read may still say
// something of it, and that is told.
func (d *desk) erase(r *request) (view, error) {
	if !r.actor().Rights.Has(lobby.MayErase) {
		return view{}, &lobby.Error{Kind: lobby.ErrDenied}
	}
	if !names(strings.TrimSpace(r.PostFormValue("confirm")), string(r.clientID())) {
		return d.erasePage(r, wrong("confirm", "Type "+string(r.clientID())+" to confirm. Nothing was erased."))
	}
	err := d.systems[r.system()].EraseClient(r.Context(), r.actor(), r.clientID())
	said := "Client " + string(r.clientID()) + " is erased."
	switch {
	case errors.Is(err, lobby.ErrUnreadable):
		said += " A lobby case that cannot be read may still tell of it: erase it again once that can be read."
	case err != nil:
		return view{}, err
	}
	return d.did(r, clientPath(r.system(), r.clientID()), said)
}
