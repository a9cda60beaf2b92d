package desk

import (
	"slices"
	"strings"

	"github.com/caselobby/caselobby/lobby"
)

// subjectBody asks whose data is wanted, and which one where several are meant.
type subjectBody struct {
	Ref     input
	Several []foundBody
}

func (d *desk) showSubject(r *request) (view, error) { return d.subjectPage(r, nil, nil) }

func (d *desk) subjectPage(r *request, several []bearer, p *problem) (view, error) {
	if !r.actor().Rights.Has(lobby.MayExport) {
		return view{}, &lobby.Error{Kind: lobby.ErrDenied}
	}
	b := subjectBody{Several: rowsOf(several)}
	b.Ref = newInput(p, "ref", "reference", "Reference of a lobby case or a client, or a case number", "", r.typed("/subject", "reference"))
	return view{page: "subject", Title: "Subject access", Current: "Subject access", Problem: p, Body: b}, nil
}

// subject sends all that is held on a person as a file.
func (d *desk) subject(r *request) (view, error) {
	text := strings.TrimSpace(r.PostFormValue("reference"))
	if text == "" {
		return d.subjectPage(r, nil, wrong("ref", "Enter the reference of a lobby case or a client."))
	}
	found, unreadable, err := d.meant(r, text)
	if kind := r.PostFormValue("kind"); kind != "" { // chosen of several
		found = slices.DeleteFunc(found, func(b bearer) bool { return b.kind() != kind || b.id() != text })
	}
	switch {
	case err != nil && !noReference(err):
		return view{}, err
	case len(found) == 0:
		return d.subjectPage(r, nil, wrong("ref", nothingNamed("lobby case, no case and no client", unreadable)))
	case len(found) > 1: // nobody is sent what is held on somebody else
		return d.subjectPage(r, found, nil)
	}
	b, err := d.systems[found[0].system].SubjectAccess(r.Context(), r.actor(), found[0].subject())
	if err != nil {
		return view{}, err
	}
	return view{download: b, Title: "subject-access.json"}, nil
}
