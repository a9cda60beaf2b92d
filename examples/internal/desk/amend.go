package desk

import (
	"fmt"
	"maps"
	"net/url"
	"strings"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
)

// showAmend shows the form by which details are corrected.
func (d *desk) showAmend(r *request) (view, error) {
	rec, err := d.correctable(r)
	if err != nil {
		return view{}, err
	}
	form := url.Values{"details": {string(rec.Details)}}
	form.Set("was", detailsBasis(rec).mark)
	fillMembers(form, rec.Household)
	for _, f := range rec.Person.Fields() {
		form.Set(aspects[f.Name].inputName(f), strings.Join(f.Values(), "; "))
	}
	if kept := r.sess.draft.of(r.URL.EscapedPath()); kept != nil {
		form = kept
	}
	return amendPage(rec, form, nil)
}

// correctable is a case whose details the reader may correct.
func (d *desk) correctable(r *request) (store.Record, error) {
	rec, err := d.systems[r.system()].Record(r.Context(), r.actor(), r.id())
	switch {
	case err != nil || corrects(rec, r.actor()):
		return rec, err
	case rec.State.Decided():
		return rec, &lobby.Error{Kind: lobby.ErrDecided, Decision: rec.Decision}
	case decides(r.actor()):
		return rec, notHeld(rec)
	}
	return rec, &lobby.Error{Kind: lobby.ErrDenied}
}

// amendPage is that form, with what stands in it and what is wrong with it.
func amendPage(rec store.Record, form url.Values, p *problem) (view, error) {
	path := recordPath(rec.System, rec.ID)
	b := addForm(form, p)
	b.Action, b.Cancel, b.Correct = path+"/amend", path, true
	return view{page: "add", Title: "Correct details of " + reference(rec.ID), Current: "Lobby", Back: &link{Href: path, Text: "Lobby case"}, Problem: p, Body: b}, nil
}

// amend corrects the details: what is left empty in the form is deleted.
func (d *desk) amend(r *request) (view, error) {
	rec, err := d.correctable(r)
	if err != nil {
		return view{}, err
	}
	p := personOf(r.PostForm)
	if pr := checkedForm(r.PostForm); pr != nil {
		return amendPage(rec, r.PostForm, pr)
	}
	if differs := detailsBasis(rec).overtaken(r.PostForm); len(differs) > 0 {
		form := maps.Clone(r.PostForm)
		form.Set("was", detailsBasis(rec).mark)
		return amendPage(rec, form, &problem{Title: "Somebody corrected these details meanwhile",
			Lines: append(differs, "Nothing was saved. What you typed stands below: save again to put it in the place of theirs.")})
	}
	if differs := householdBasis(rec.Household).overtaken(r.PostForm); len(differs) > 0 {
		form := maps.Clone(r.PostForm)
		maps.DeleteFunc(form, func(name string, _ []string) bool { return strings.HasPrefix(name, "member-") })
		fillMembers(form, rec.Household)
		return amendPage(rec, form, &problem{Title: "Somebody corrected the household meanwhile",
			Lines: append(differs, "Nothing was saved. Below the household is as it is now; what you typed of the person is kept.")})
	}
	a := lobby.Amendment{Person: p, Details: []byte(strings.TrimSpace(r.PostFormValue("details")))}
	if typed := typedMembers(r.PostForm, rec.Household); r.PostForm.Has("household") && markOfMembers(typed) != markOfMembers(rec.Household) {
		if a.Household = typed; len(typed) == 0 {
			a.Clear = append(a.Clear, "household")
		}
	}
	for _, f := range p.Fields() { // a form without the field empties nothing
		if len(f.Values()) == 0 && r.PostForm.Has(aspects[f.Name].inputName(f)) {
			a.Clear = append(a.Clear, f.Name)
		}
	}
	if len(a.Details) == 0 && r.PostForm.Has("details") {
		a.Clear = append(a.Clear, "details")
	}
	err = d.systems[r.system()].Amend(r.Context(), r.actor(), r.id(), a)
	if pr := refused(err, r.PostForm); pr != nil {
		return amendPage(rec, r.PostForm, pr)
	}
	return d.worked(r, err, "The details are corrected."+unlinked(rec.Household, a.Household))
}

// unlinked says that whoever was corrected in a household is not known to be a client any
// more, if an officer had said so.
func unlinked(was, given []store.Member) string {
	of := func(ms []store.Member) (n int) {
		for _, m := range ms {
			if m.Client != "" {
				n++
			}
		}
		return n
	}
	switch lost := of(was) - of(given); {
	case given == nil || lost <= 0:
		return ""
	case lost == 1:
		return " One of the household was said to be a client, and is not any more: look at the potential matches again."
	default:
		return fmt.Sprintf(" %d of the household were said to be clients, and are not any more: look at the potential matches again.", lost)
	}
}
