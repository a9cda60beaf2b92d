package desk

import (
	"cmp"
	"errors"
	"slices"
	"strings"

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
	Rejected     []matchBody // of Create: the strongest matches, which it turns down
	More         int         // of Create: how many others rated weak or better it turns down
	Strong       bool        // of Create: it turns down a match rated possible or better
	TooFew       bool        // nobody was looked for
	Effects      []lobby.Effect
	Reasons      []option // of Remove
	Refused      string   // why it cannot be removed by the reader, and who can
	Confirm      input
	Override     bool // a lead has to override
	CanOverride  bool
	Deliberate   string // what makes this match one to think about twice
}

// standing is the review as it is now, for a confirmation page. The form carries the token
// of the review that the officer saw, so that a change since then is noticed; an officer who
// has seen none is given the token of this one.
func (d *desk) standing(r *request) (lobby.Review, confirmBody, error) {
	v, err := d.systems[r.system()].Review(r.Context(), r.actor(), r.id())
	if err != nil {
		return v, confirmBody{}, err
	}
	if v.Token == "" {
		return v, confirmBody{}, notHeld(v.Record)
	}
	token := d.reviews.token(r.actor().ID, r.id())
	if token == "" {
		token = v.Token
		d.reviews.saw(r.actor().ID, r.id(), token)
	}
	return v, confirmBody{
		Path: recordPath(r.system(), r.id()), Reference: reference(r.id()), System: r.system(), Token: token,
		Identity: identityFacts(v.Record.Person), Person: personFacts(v.Record.Person),
	}, nil
}

// notHeld refuses whoever does not hold a case, and says who does.
func notHeld(rec store.Record) error {
	e := &lobby.Error{Kind: lobby.ErrNotHeld}
	if c := rec.Claim; c != nil {
		e.Holder, e.Since = c.Officer, c.Since
	}
	return e
}

func (d *desk) confirmAssign(r *request) (view, error) {
	v, b, err := d.standing(r)
	if err != nil {
		return view{}, err
	}
	for _, m := range v.Clients {
		if m.Client.ID == r.clientID() {
			w := rowOf(cards(v.Record.Person, v.Clients, r.system(), v.Restricted > 0), m.Client.ID)
			b.Match, b.Effects, b.Action = &w, w.Effects, b.Path+"/assign/"+segment(m.Client.ID)
			b.Deliberate = deliberate(m)
			return view{page: "assign", Live: livePath(v.Record), Title: "Confirm: assign " + b.Reference + " to client " + string(m.Client.ID), Current: "Lobby", Back: &link{Href: b.Path + "/review", Text: "Potential matches"}, Body: b}, nil
		}
	}
	return d.unlisted(r)
}

// deliberate says why a match is to be confirmed by one more step: it is weak, or may
// be a relative.
func deliberate(m lobby.ClientMatch) string {
	switch {
	case !m.Rating.AtLeast(matching.Possible):
		return "This is a " + string(m.Rating) + " match: it is more likely that this is somebody else."
	case m.Related >= worthNaming:
		return "This may be a relative of the person, such as a twin."
	}
	return ""
}

// assign assigns the case to a client. A match that is weak, or may be a relative, is
// confirmed by one more step.
func (d *desk) assign(r *request) (view, error) {
	if r.PostFormValue("sure") != "yes" {
		v, err := d.confirmAssign(r)
		if b, ok := v.Body.(confirmBody); err == nil && ok && b.Deliberate != "" {
			v.Problem = wrong("sure", "Confirm that you have compared them. Nothing was assigned.")
			return v, nil
		}
	}
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
			b.Rejected = append(b.Rejected, match(v.Record.Person, m, r.system(), v.Restricted > 0))
		default:
			b.More++
		}
		b.Strong = b.Strong || m.Rating.AtLeast(matching.Possible)
	}
	b.TooFew = unsearched(v.TooFew, v.Truncated, v.Results)
	b.Effects, b.Action = v.Create, b.Path+"/create"
	return view{page: "create", Live: livePath(v.Record), Title: "Confirm: create new client from " + b.Reference, Current: "Lobby", Back: &link{Href: b.Path + "/review", Text: "Potential matches"}, Body: b}, nil
}

// create creates a client. Beside one who may well be the person that is confirmed by one more
// step, if the form asks for it: of who has appeared since, the lobby tells.
func (d *desk) create(r *request) (view, error) {
	if r.PostFormValue("asked") == "yes" && r.PostFormValue("sure") != "yes" {
		v, err := d.confirmCreate(r)
		v.Problem = wrong("sure", "Confirm that you have looked at them. Nothing was created.")
		return v, err
	}
	_, err := d.systems[r.system()].Create(r.Context(), r.actor(), r.id(), lobby.Token(r.PostFormValue("token")))
	return d.decided(r, err)
}

func (d *desk) confirmRemove(r *request) (view, error) { return d.removePage(r, nil) }

func (d *desk) removePage(r *request, p *problem) (view, error) {
	if !r.actor().Rights.Has(lobby.MayRemove) {
		return view{}, &lobby.Error{Kind: lobby.ErrDenied}
	}
	v, b, err := d.standing(r)
	if err != nil {
		return view{}, err
	}
	b.Effects, b.Action, b.CanOverride = v.Remove, b.Path+"/remove", r.actor().Role == lobby.Lead
	for _, e := range v.Remove {
		switch e.Code {
		case lobby.EffectNeedsOverride:
			b.Override = true
		case lobby.EffectRefused:
			b.Refused = e.Text
		}
	}
	if b.Override && !b.CanOverride {
		b.Refused = "Support has started, and its record would be lost. Only a lead officer can remove this case: ask " + leads() + "."
	}
	chosen := r.typed(b.Action, "reason")
	for _, c := range lobby.DefaultReasons() {
		b.Reasons = append(b.Reasons, option{Value: c, Text: reasonWords(c), Selected: c == chosen})
	}
	b.Confirm = newInput(p, "confirm", "confirm", "Type the reference to confirm", "It is "+b.Reference, r.typed(b.Action, "confirm"))
	b.Confirm.Short = true
	return view{page: "remove", Live: livePath(v.Record), Title: "Confirm: remove lobby case " + b.Reference, Current: "Lobby", Problem: p, Back: &link{Href: b.Path, Text: "Lobby case"}, Body: b}, nil
}

// leads names the lead officers: "A or B".
func leads() string {
	var names []string
	for _, a := range accounts {
		if a.Actor.Role == lobby.Lead {
			names = append(names, a.Name)
		}
	}
	return strings.Join(names, " or ")
}

// remove removes a case. Everything that is wrong with the form is said at once.
func (d *desk) remove(r *request) (view, error) {
	reason, confirm := r.PostFormValue("reason"), strings.TrimSpace(r.PostFormValue("confirm"))
	override := r.PostFormValue("override") == "yes"
	var fs []fault
	if !slices.Contains(lobby.DefaultReasons(), reason) {
		fs = append(fs, fault{"r-" + lobby.DefaultReasons()[0], "Choose a reason. Nothing was removed."})
	}
	if !override && d.asksOverride(r) {
		fs = append(fs, unconfirmedLoss)
	}
	if !names(confirm, reference(r.id())) && confirm != string(r.id()) {
		fs = append(fs, fault{"confirm", "Type the reference " + reference(r.id()) + " to confirm. Nothing was removed."})
	}
	if len(fs) > 0 {
		return d.removePage(r, faulty(fs...))
	}
	_, err := d.systems[r.system()].Remove(r.Context(), r.actor(), r.id(), lobby.Removal{
		Reason: reason, Confirm: reference(r.id()), Token: lobby.Token(r.PostFormValue("token")), Override: override,
	})
	switch {
	case errors.Is(err, lobby.ErrSupportStarted) && r.actor().Role == lobby.Lead:
		return d.removePage(r, faulty(unconfirmedLoss))
	case errors.Is(err, lobby.ErrSupportStarted):
		return d.removePage(r, &problem{Title: "Support has started", Lines: []string{"Nothing was removed."}})
	}
	return d.decided(r, err)
}

// unconfirmedLoss is what a lead is told who has not ticked that support is lost.
var unconfirmedLoss = fault{"override", "Support has started: confirm that its record is lost. Nothing was removed."}

// asksOverride reports whether the page of a removal asks a lead for that tick.
func (d *desk) asksOverride(r *request) bool {
	rec, err := d.lists[r.system()].Record(r.Context(), r.actor(), r.id())
	return err == nil && rec.Support != nil && !rec.State.Decided() && r.actor().Role == lobby.Lead
}

// decided goes on to the success page. If the review no longer holds, it shows the matches
// again, under what has changed.
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
	Heading   string
	System    store.System
	Reference string
	Decision  *store.Decision
	ClientRef string
	Client    string // its page
	Next      []string
	Oldest    *link // the case to go on with
}

// done shows a decision. A provider is sent to the case's own page, and of a removed case
// only the reference is left to show.
func (d *desk) done(r *request) (view, error) {
	rec, err := d.systems[r.system()].Record(r.Context(), r.actor(), r.id())
	b := doneBody{System: r.system(), Reference: reference(r.id()), Oldest: d.next(r, r.id())}
	switch {
	case errors.Is(err, lobby.ErrRemoved):
		b.Heading = "Lobby case removed"
		b.Next = []string{"The case is gone from the lobby, from searches, from subject access and from reports.", "If the same case is sent again under its old key, it is refused."}
		return view{page: "done", Title: "Lobby case removed, " + b.Reference, Current: "Lobby", Body: b}, nil
	case err != nil:
		return view{}, err
	case rec.Decision == nil, r.actor().Role == lobby.ProviderUser:
		return to(recordPath(r.system(), r.id()))
	}
	b.Decision, b.Heading = rec.Decision, state(rec.State)
	if c := rec.Decision.Client; c != "" {
		b.Client = clientPath(rec.System, c)
	}
	switch {
	case rec.Decision.Client == "":
		b.Next = append(b.Next, "Which client it is, and what became of the case, is not shown to you: ask a manager.")
	case rec.Decision.Closed:
		b.Next = append(b.Next, "The new case was closed automatically, because the client already had an open case. Work goes on there.")
	default:
		b.Next = append(b.Next, "The case is open."+wentOver(rec))
	}
	return view{page: "done", Title: state(rec.State) + ", " + b.Reference, Current: "Lobby", Body: b}, nil
}

// wentOver says what the client's new case took over from the lobby case.
func wentOver(rec store.Record) string {
	var what []string
	if n := len(rec.Tasks); n > 0 {
		what = append(what, count(n, "task", "tasks"))
	}
	if rec.WaitingList != nil {
		what = append(what, "the place on the waiting list")
	}
	if rec.Support != nil {
		what = append(what, "the support that has started")
	}
	switch n := len(what); n {
	case 0:
		return ""
	case 1:
		return " " + capital(what[0]) + " went over into it."
	default:
		return " " + capital(strings.Join(what[:n-1], ", ")) + " and " + what[n-1] + " went over into it."
	}
}

// next links the oldest case that nobody has taken, other than but, for whoever may take it.
func (d *desk) next(r *request, but store.RecordID) *link {
	if !decides(r.actor()) {
		return nil
	}
	p, err := d.systems[r.system()].Waiting(r.Context(), r.actor(), lobby.Filter{States: []store.State{store.StateWaiting}, Limit: 2})
	if err != nil {
		return nil
	}
	for _, rec := range p.Records {
		if rec.ID != but {
			return &link{Href: recordPath(rec.System, rec.ID), Text: "Next: the oldest case that nobody has, " + reference(rec.ID)}
		}
	}
	return nil
}

var reasonTexts = map[string]string{
	"duplicate": "Duplicate", "sent-in-error": "Sent in error", "test": "Test", "spam": "Spam", "new-referral": "A new referral replaces it",
	"wrong-authority": "Meant for another authority", "no-consent": "No consent", "disengaged": "The person disengaged", "need-resolved": "The need was resolved",
	"not-eligible": "Not eligible", "withdrawn": "Withdrawn by the sender", "other": "Another reason",
	lobby.DuplicateReferral: "The client already has an open case",
}

func reasonWords(code string) string { return cmp.Or(reasonTexts[code], code) }

func clientPath(s store.System, c store.ClientID) string {
	return "/client/" + segment(s) + "/" + segment(c)
}
