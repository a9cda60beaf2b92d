package desk

import (
	"errors"
	"net/http"
	"strings"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
)

func (d *desk) showSubject(r *request) (view, error) { return d.subjectPage(r, nil) }

func (d *desk) subjectPage(r *request, p *problem) (view, error) {
	if !r.actor().Rights.Has(lobby.MayExport) {
		return view{}, &lobby.Error{Kind: lobby.ErrDenied}
	}
	v := view{page: "subject", Title: "Subject access", Current: "Subject access", Problem: p,
		Body: newInput(p, "ref", "reference", "Reference of a lobby case or client", "", r.sess.draft.value("/subject", "reference", r.PostFormValue("reference")))}
	if p != nil {
		v.status = http.StatusBadRequest
	}
	return v, nil
}

// subject sends all that is held on a person as a file.
func (d *desk) subject(r *request) (view, error) {
	text := strings.TrimSpace(r.PostFormValue("reference"))
	if text == "" {
		return d.subjectPage(r, wrong("ref", "Enter the reference of a lobby case or a client."))
	}
	for _, s := range tabs {
		who, err := d.named(r, s, text)
		if err != nil {
			return view{}, err
		}
		if who == (lobby.Subject{}) {
			continue
		}
		b, err := d.systems[s].SubjectAccess(r.Context(), r.actor(), who)
		if err != nil {
			return view{}, err
		}
		return view{download: b, Title: "subject-access.json"}, nil
	}
	return d.subjectPage(r, wrong("ref", "No lobby case and no client has that reference."))
}

// named is what a reference names in one system.
func (d *desk) named(r *request, s store.System, text string) (lobby.Subject, error) {
	for _, spelled := range spellings(text) {
		f, err := d.systems[s].Find(r.Context(), r.actor(), spelled)
		switch {
		case errors.Is(err, lobby.ErrInvalid) || errors.Is(err, lobby.ErrNotFound) || errors.Is(err, lobby.ErrTooLarge):
			continue
		case err != nil:
			return lobby.Subject{}, err
		case len(f.Records) > 0:
			return lobby.Subject{Record: f.Records[0].Record.ID}, nil
		case len(f.Clients) > 0:
			return lobby.Subject{Client: f.Clients[0].Client.ID}, nil
		}
	}
	return lobby.Subject{}, nil
}
