package desk

import (
	"errors"
	"net/http"
	"net/url"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// confirmBody is the page before a decision.
type confirmBody struct {
	Path, Action string
	Reference    string
	System       store.System
	Token        lobby.Token
	Identity     []fact
	Person       []fact
	Match        *matchBody
	Rejected     []matchBody // of Create: the strongest matches that are turned down
	More         int         // as strong or weaker ones, down to weak, that are turned down as well
	Strong       bool        // one of them is likely to be the person
	TooFew       bool        // nobody was looked for
	Effects      []lobby.Effect
	Reasons      []option // of Remove
	Override     bool     // a lead has to override
	CanOverride  bool
	Typed        string
}

// standing is the review as it is now, for a confirmation page. Its token is
// not used: the form carries the one of the review that the officer saw.
func (d *desk) standing(r *request) (lobby.Review, confirmBody, error) {
	v, err := d.systems[r.system()].Review(r.Context(), r.actor(), r.id())
	if err != nil {
		return v, confirmBody{}, err
	}
	if v.Token == "" {
		e := &lobby.Error{Kind: lobby.ErrNotHeld}
		if c := v.Record.Claim; c != nil {
			e.Holder, e.Since = c.Officer, c.Since
		}
		return v, confirmBody{}, e
	}
	token := d.reviews.token(r.actor().ID, r.id())
	if token == "" { // this is the first look
		token = v.Token
		d.reviews.saw(r.actor().ID, r.id(), token)
	}
	return v, confirmBody{
		Path: recordPath(r.system(), r.id()), Reference: reference(r.id()), System: r.system(), Token: token,
		Identity: identityFacts(v.Record.Person), Person: personFacts(v.Record.Person),
	}, nil
}

func (d *desk) confirmAssign(r *request) (view, error) {
	v, b, err := d.standing(r)
	if err != nil {
		return view{}, err
	}
	for _, m := range v.Clients {
		if m.Client.ID == r.clientID() {
			w, _ := rowOf(cards(v.Clients, r.system(), v.Restricted > 0), m.Client.ID)
			b.Match, b.Effects, b.Action = &w, m.Effects, b.Path+"/assign/"+url.PathEscape(string(m.Client.ID))
			return view{page: "assign", Title: "Confirm: assign to this client", Current: "Lobby", Back: &link{Href: b.Path + "/review", Text: "Potential matches"}, Body: b}, nil
		}
	}
	return view{}, &lobby.Error{Kind: lobby.ErrNotFound}
}

func (d *desk) assign(r *request) (view, error) {
	_, err := d.systems[r.system()].Assign(r.Context(), r.actor(), r.id(), r.clientID(), lobby.Token(r.PostFormValue("token")))
	return d.decided(r, err)
}

func (d *desk) confirmCreate(r *request) (view, error) {
	v, b, err := d.standing(r)
	if err != nil {
		return view{}, err
	}
	for _, m := range v.Clients {
		switch {
		case !m.Rating.AtLeast(matching.Weak):
			continue
		case len(b.Rejected) < 5:
			b.Rejected = append(b.Rejected, match(m, r.system(), v.Restricted > 0))
		default:
			b.More++
		}
		b.Strong = b.Strong || m.Rating.AtLeast(matching.Possible)
	}
	b.TooFew = unsearched(v.TooFew, v.Truncated, v.Results)
	b.Effects, b.Action = v.Create, b.Path+"/create"
	return view{page: "create", Title: "Confirm: create new client", Current: "Lobby", Back: &link{Href: b.Path + "/review", Text: "Potential matches"}, Body: b}, nil
}

func (d *desk) create(r *request) (view, error) {
	_, err := d.systems[r.system()].Create(r.Context(), r.actor(), r.id(), lobby.Token(r.PostFormValue("token")))
	return d.decided(r, err)
}

func (d *desk) confirmRemove(r *request) (view, error) { return d.removePage(r, nil) }

func (d *desk) removePage(r *request, p *problem) (view, error) {
	v, b, err := d.standing(r)
	if err != nil {
		return view{}, err
	}
	if !r.actor().Rights.Has(lobby.MayRemove) {
		return view{}, &lobby.Error{Kind: lobby.ErrDenied}
	}
	for _, e := range v.Remove {
		b.Override = b.Override || e.Code == lobby.EffectNeedsOverride
	}
	b.Effects, b.Action, b.CanOverride = v.Remove, b.Path+"/remove", r.actor().Role == lobby.Lead
	for _, c := range lobby.DefaultReasons() {
		b.Reasons = append(b.Reasons, option{Value: c, Text: reasonWords(c), Selected: c == r.PostFormValue("reason")})
	}
	out := view{page: "remove", Title: "Confirm: remove lobby case", Current: "Lobby", Problem: p, Back: &link{Href: b.Path, Text: "Lobby case"}, Body: b}
	if p != nil {
		out.status = http.StatusBadRequest
	}
	return out, nil
}

func (d *desk) remove(r *request) (view, error) {
	_, err := d.systems[r.system()].Remove(r.Context(), r.actor(), r.id(), lobby.Removal{
		Reason: r.PostFormValue("reason"), Confirm: r.PostFormValue("confirm"),
		Token: lobby.Token(r.PostFormValue("token")), Override: r.PostFormValue("override") == "yes",
	})
	switch {
	case errors.Is(err, lobby.ErrNotConfirmed):
		return d.removePage(r, &problem{"There is a problem", []string{"Type the reference " + reference(r.id()) + " to confirm. Nothing was removed."}})
	case errors.Is(err, lobby.ErrInvalid):
		return d.removePage(r, &problem{"There is a problem", []string{"Choose a reason. Nothing was removed."}})
	case errors.Is(err, lobby.ErrSupportStarted):
		return d.removePage(r, &problem{"Support has started", []string{"Only a lead officer can remove this case, by confirming that the record of the support is lost. Nothing was removed."}})
	}
	return d.decided(r, err)
}

// decided goes on to the success page; a review that no longer holds comes
// back as the list with what has changed at its top.
func (d *desk) decided(r *request, err error) (view, error) {
	var e *lobby.Error
	switch {
	case err == nil:
		return to(recordPath(r.system(), r.id()) + "/done")
	case errors.As(err, &e) && (errors.Is(err, lobby.ErrStale) || errors.Is(err, lobby.ErrGone)):
		if errors.Is(err, lobby.ErrGone) && len(e.Changed) == 0 {
			e.Changed = []lobby.Changed{{What: lobby.ChangedGone}}
		}
		return d.reviewWith(r, lookAgain(e))
	}
	return view{}, err
}

// doneBody is the success page, which can be opened again at any time.
type doneBody struct {
	System    store.System
	Reference string
	Decision  *store.Decision
	ClientRef string
	Client    string // its page
	Next      []string
}

// done shows a decision. Of a removed case it shows the reference alone.
func (d *desk) done(r *request) (view, error) {
	rec, err := d.systems[r.system()].Record(r.Context(), r.actor(), r.id())
	b := doneBody{System: r.system(), Reference: reference(r.id())}
	switch {
	case errors.Is(err, lobby.ErrRemoved):
		b.Next = []string{"The case is gone from the lobby, from searches, from subject access and from reports.", "If the same case is sent again under its old key, it is refused."}
		return view{page: "done", Title: "Lobby case removed", Current: "Lobby", Body: b}, nil
	case err != nil:
		return view{}, err
	case rec.Decision == nil:
		return to(recordPath(r.system(), r.id()))
	}
	b.Decision = rec.Decision
	if c := rec.Decision.Client; c != "" {
		b.Client = clientPath(rec.System, c)
	}
	if rec.Decision.Closed {
		b.Next = append(b.Next, "The new case was closed automatically, because the client already had an open case. Work goes on there.")
	} else {
		b.Next = append(b.Next, "The case is open. Whatever tasks, waiting list and support there were went over into it.")
	}
	return view{page: "done", Title: state(rec.State), Current: "Lobby", Body: b}, nil
}

var reasonTexts = map[string]string{
	"duplicate": "Duplicate", "sent-in-error": "Sent in error", "test": "Test", "spam": "Spam", "new-referral": "A new referral replaces it",
	"wrong-authority": "Meant for another authority", "no-consent": "No consent", "disengaged": "The person disengaged", "need-resolved": "The need was resolved",
	"not-eligible": "Not eligible", "withdrawn": "Withdrawn by the sender", "other": "Another reason",
	lobby.DuplicateReferral: "The client already has an open case",
}

func reasonWords(code string) string {
	if t, ok := reasonTexts[code]; ok {
		return t
	}
	return code
}

func clientPath(s store.System, c store.ClientID) string {
	return "/client/" + url.PathEscape(string(s)) + "/" + url.PathEscape(string(c))
}
