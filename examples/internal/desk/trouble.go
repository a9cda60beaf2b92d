package desk

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
)

// troubleBody is what a page says of a refusal, under its title.
type troubleBody struct {
	Lines []string
	Typed []fact // into the form that was refused
}

// explain turns a refusal into a page in an officer's words. Errors hold nothing of a person,
// so the page does not either, beside what the reader typed.
func (d *desk) explain(r *request, err error) view {
	v := trouble(err, r.actor())
	if v.status == http.StatusInternalServerError {
		d.log.ErrorContext(r.Context(), "request failed", "route", r.Pattern, "error", err)
	}
	b := v.Body.(*troubleBody)
	if r.Method == http.MethodPost {
		b.Typed = typed(r)
	}
	inAddress := (v.status == http.StatusBadRequest || v.status == http.StatusRequestEntityTooLarge) && r.Method == http.MethodGet
	if inAddress {
		b.Lines = []string{"The address holds something that this page does not know, such as a filter that is there no longer, or a number that nothing has. Open the page from the menu."}
	}
	switch back := recordPath(r.system(), r.id()); {
	case inAddress && r.URL.RawQuery != "": // whatever a mail program added to a link, say
		v.Back = &link{Href: r.URL.EscapedPath(), Text: "Open the page without it"}
	case r.id() != "" && back != r.URL.EscapedPath() && v.status != http.StatusNotFound && v.status != http.StatusGone:
		v.Back = &link{Href: back, Text: "Back to the lobby case"}
	}
	return v
}

// typed is what was typed into a form that was refused as a whole, to copy it from the page.
func typed(r *request) (fs []fact) {
	p := personOf(r.PostForm)
	for _, f := range p.Fields() {
		if vs := f.Values(); len(vs) > 0 {
			fs = append(fs, fact{Name: aspects[f.Name].label, Lines: lines(vs...)})
		}
	}
	for _, m := range typedMembers(r.PostForm, nil) {
		fs = append(fs, fact{Name: "Household", Lines: lines(relationOf(m)+": "+personName(m.Person), m.Person.Born)})
	}
	for _, f := range []struct{ field, label string }{{"note", "Note"}, {"details", "What they need"}} {
		if text := r.PostForm.Get(f.field); strings.TrimSpace(text) != "" {
			fs = append(fs, fact{Name: f.label, Lines: lines(strings.Split(text, "\n")...)})
		}
	}
	return fs
}

// troubles are the pages of refusals that need to know no more than the kind.
var troubles = []struct {
	kinds  []error
	status int
	title  string
	lines  []string
}{
	{[]error{lobby.ErrNotFound, errNoPage}, http.StatusNotFound, "Page not found",
		[]string{"There is nothing here that you can open. It may never have existed, or belong to somebody else."}},
	{[]error{lobby.ErrRemoved}, http.StatusGone, "This lobby case was removed", []string{"It was removed for good, and nothing of it is left to show."}},
	{[]error{lobby.ErrGone}, http.StatusGone, "This client was erased", []string{"It does not come back. Nothing was changed."}},
	{[]error{lobby.ErrDenied}, http.StatusForbidden, "You cannot do this", []string{"Your account does not have permission. Nothing was changed."}},
	{[]error{lobby.ErrNotHeld}, http.StatusConflict, "Assign the lobby case first",
		[]string{"Nobody holds it at the moment. Choose “Assign lobby case” before you start work on it.", "Nothing was changed."}},
	{[]error{lobby.ErrSupportStarted}, http.StatusConflict, "Support has started already",
		[]string{"It starts once. The lobby case says which service gives it.", "Nothing was changed."}},
	{[]error{lobby.ErrStale}, http.StatusConflict, "Look again: something has changed", []string{"Somebody else was faster. Nothing was changed."}},
	{[]error{lobby.ErrDraft}, http.StatusConflict, "This case is not complete", []string{"Its sender has not completed it. Nothing was changed."}},
	{[]error{lobby.ErrReference}, http.StatusServiceUnavailable, "No reference could be made",
		[]string{"A new client needs a reference of its own. Nothing was decided: try again, and tell whoever looks after the desk if it stays so."}},
	{[]error{lobby.ErrUnreadable}, http.StatusServiceUnavailable, "This cannot be read",
		[]string{"It is damaged, or stored in a form that this version cannot read. Nothing was changed: tell whoever looks after the desk."}},
	{[]error{lobby.ErrBroken}, http.StatusServiceUnavailable, "The audit trail does not hold",
		[]string{"Something was added, changed or left out. Tell whoever looks after the desk."}},
	{[]error{lobby.ErrBusy, lobby.ErrUnknown, lobby.ErrRestart, lobby.ErrStore, context.Canceled, context.DeadlineExceeded}, http.StatusServiceUnavailable, "Try that again",
		[]string{"The desk could not finish. Sending it again is safe: a decision is only ever taken once."}},
	{[]error{lobby.ErrTooLarge}, http.StatusRequestEntityTooLarge, "That is too long", []string{"One of the answers is longer than the lobby accepts. Nothing was changed."}},
	{[]error{lobby.ErrInvalid, lobby.ErrChannel, lobby.ErrNotConfirmed, store.ErrInvalid}, http.StatusBadRequest, "That was not understood",
		[]string{"The form was incomplete or damaged. Nothing was changed."}},
}

// trouble is the page of a refusal, as it is told to a reader.
func trouble(err error, me lobby.Actor) view {
	page := func(status int, title string, lines ...string) view {
		return view{page: "trouble", status: status, Title: title, Body: &troubleBody{Lines: lines}}
	}
	var e *lobby.Error
	if !errors.As(err, &e) {
		e = &lobby.Error{Kind: err}
	}
	switch {
	case errors.Is(err, lobby.ErrClaimed), errors.Is(err, lobby.ErrNotHeld) && e.Holder != "":
		return page(http.StatusConflict, "Somebody else has this lobby case",
			fmt.Sprintf("%s has been working on it since %s.", nameOf(e.Holder), when(e.Since)), "A lead officer can take it over. Nothing was changed.")
	case errors.Is(err, lobby.ErrDecided):
		return page(http.StatusConflict, "This lobby case was already decided", decidedWords(e.Decision, me), "A decision cannot be undone. Nothing was changed.")
	}
	for _, t := range troubles {
		if slices.ContainsFunc(t.kinds, func(kind error) bool { return errors.Is(err, kind) }) {
			return page(t.status, t.title, t.lines...)
		}
	}
	return page(http.StatusInternalServerError, "Sorry, something went wrong", "Nothing was changed by this page. Go back and try again.")
}

// decidedWords say a decision: to a provider not whether its client was known.
func decidedWords(d *store.Decision, me lobby.Actor) string {
	if d == nil || d.Kind == "" {
		return "Its outcome stands."
	}
	said := state(d.Kind)
	if me.Role == lobby.ProviderUser {
		said = accepted.Text
	}
	return fmt.Sprintf("%s, %s.", said, when(d.At))
}

// lookAgain says what has changed since the officer looked.
func lookAgain(e *lobby.Error) *problem {
	p := &problem{Title: "Look again: something has changed"}
	for _, c := range e.Changed {
		p.Lines = append(p.Lines, changedWords(c))
	}
	p.Lines = append(p.Lines, "Nothing was decided. Below is how things stand now.")
	return p
}

func changedWords(c lobby.Changed) string {
	switch c.What {
	case lobby.ChangedIdentity:
		return "The person's details were corrected after you looked."
	case lobby.ChangedClaim:
		return "The lobby case changed hands after you looked."
	case lobby.ChangedClient:
		return fmt.Sprintf("Client %s was changed after you looked.", c.Client)
	case lobby.ChangedEffect:
		if c.Case != "" {
			return fmt.Sprintf("Client %s now has open case %s, so the decision would do something else.", c.Client, c.Case)
		}
		return "The decision would now do something else than you were shown."
	case lobby.ChangedMerged:
		return fmt.Sprintf("Client %s was merged into client %s.", c.Client, c.Into)
	case lobby.ChangedGone:
		return "The client is not there any more."
	case lobby.ChangedUnseen:
		return "That client was not among those you reviewed."
	case lobby.ChangedNew:
		return "A client who may well be this person has appeared since you looked."
	case lobby.ChangedModel:
		return "The way matches are rated has changed."
	}
	return "The page you came from is out of date."
}
