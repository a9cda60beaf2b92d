package desk

import (
	"net/http"
	"strings"
	"time"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
)

// recordBody is one lobby case.
type recordBody struct {
	Path      string
	Name      string
	Record    store.Record
	Reference string
	Status    tag
	Due       *tag
	Age       string
	Facts     []fact
	About     []fact
	Household []memberBody
	Tasks     []taskBody
	Timeline  []moment

	Claim, Release, Review, Takeover, Done, Provider bool // what the reader can do next
	Holder                                           string
	Since                                            time.Time
	Officers                                         []option
	WaitingList, Support                             bool // may be started
	Leave, Undo                                      bool // may be taken back
}

type memberBody struct {
	Relation, Name string
	Facts          []fact
}

// taskBody is one task and whether the reader can change it.
type taskBody struct {
	lobby.Task
	Writable bool
}

// moment is one entry of a timeline.
type moment struct {
	Title, By string
	At        time.Time
}

// record shows one lobby case to an officer or a provider user.
func (d *desk) record(r *request) (view, error) {
	s := d.systems[r.system()]
	rec, err := s.Record(r.Context(), r.actor(), r.id())
	if err != nil {
		return view{}, err
	}
	me := r.actor()
	b := recordBody{
		Path: recordPath(rec.System, rec.ID), Name: personName(rec.Person), Record: rec, Reference: reference(rec.ID), Due: dueTag(rec, d.now()),
		Age: span(d.now().Sub(rec.Received)), Facts: personFacts(rec.Person), About: aboutCase(rec),
		Provider: me.Role == lobby.ProviderUser, Status: statusTag(rec, me),
	}
	for _, m := range rec.Household {
		b.Household = append(b.Household, memberBody{capital(m.Relation), personName(m.Person), personFacts(m.Person)})
	}
	b.next(rec, me)
	works := worksOn(rec, me)
	ts, err := s.Tasks(r.Context(), me, rec.ID)
	if err != nil {
		return view{}, err
	}
	for _, t := range ts {
		b.Tasks = append(b.Tasks, taskBody{t, works && (!b.Provider || t.Access == store.AccessFull)})
	}
	if b.Timeline, err = d.timeline(r, rec); err != nil {
		return view{}, err
	}
	return view{page: "record", Title: "Lobby case", Current: "Lobby", Back: &link{Href: "/lobby/" + string(rec.System), Text: "Lobby"}, Body: b}, nil
}

// next works out which of the page's buttons to show.
func (b *recordBody) next(rec store.Record, me lobby.Actor) {
	officer := me.Role == lobby.Officer || me.Role == lobby.Lead
	switch {
	case rec.State.Decided():
		b.Done = officer
	case officer && rec.Claim == nil:
		b.Claim = true
	case officer && rec.Claim.Officer == me.ID:
		b.Release, b.Review = true, true
	}
	if rec.Claim != nil {
		b.Holder, b.Since = nameOf(rec.Claim.Officer), rec.Claim.Since
	}
	if me.Role == lobby.Lead && !rec.State.Decided() {
		b.Takeover = rec.Claim != nil && rec.Claim.Officer != me.ID
		for _, a := range accounts {
			if a.Actor.Role == lobby.Officer || a.Actor.Role == lobby.Lead {
				b.Officers = append(b.Officers, option{Value: string(a.Actor.ID), Text: a.Name, Selected: rec.Claim != nil && rec.Claim.Officer == a.Actor.ID})
			}
		}
	}
	can := worksOn(rec, me) && rec.System == "hrs"
	lists, supports := can && (officer || me.Rights.Has(lobby.MayJoinWaitingList)), can && (officer || me.Rights.Has(lobby.MayStartSupport))
	b.WaitingList, b.Leave = lists && rec.WaitingList == nil, lists && rec.WaitingList != nil
	b.Support, b.Undo = supports && rec.Support == nil, supports && rec.Support != nil && (me.Role != lobby.Officer || rec.Support.By == me.ID)
}

// worksOn reports whether the reader works on a case: an officer holds it first.
func worksOn(rec store.Record, me lobby.Actor) bool {
	switch {
	case rec.State.Decided():
		return false
	case me.Role == lobby.ProviderUser:
		return true
	}
	return rec.Claim != nil && rec.Claim.Officer == me.ID
}

func statusTag(rec store.Record, me lobby.Actor) tag {
	switch {
	case rec.State == store.StateClaimed && rec.Claim.Officer == me.ID:
		return tag{"info", "Assigned to you"}
	case rec.State == store.StateClaimed:
		return tag{"info", "Assigned to " + nameOf(rec.Claim.Officer)}
	case rec.State.Decided():
		return tag{"good", state(rec.State)}
	}
	return tag{"", state(rec.State)}
}

// reference is what people say and type in the place of a long id.
func reference(id store.RecordID) string { return lobby.Short(id) }

// aboutCase lists how the case arrived.
func aboutCase(rec store.Record) []fact {
	fs := []fact{
		{Name: "Reference", Lines: lines(reference(rec.ID))},
		{Name: "Channel", Lines: lines(channel(rec.Channel))},
		{Name: "Received", Lines: lines(when(rec.Received))},
	}
	if o := rec.Referrer.Organisation; o != "" {
		fs = append(fs, fact{Name: "Referred by", Lines: lines(o, rec.Referrer.Contact)})
	}
	if rec.Provider != "" {
		fs = append(fs, fact{Name: "Provider", Lines: lines(providerName(rec.Provider))})
	}
	fs = append(fs, fact{Name: "Consent", Lines: lines(consent(rec.Consent)...), None: "No consent recorded"})
	if len(rec.Details) > 0 {
		fs = append(fs, fact{Name: "What they told us", Lines: lines(strings.Split(string(rec.Details), "\n")...)})
	}
	if w := rec.WaitingList; w != nil {
		fs = append(fs, fact{Name: "Waiting list", Lines: lines(w.Service, "Joined "+when(w.At)+", by "+nameOf(w.By))})
	}
	if u := rec.Support; u != nil {
		fs = append(fs, fact{Name: "Support started", Lines: lines(u.Service, when(u.At)+", by "+nameOf(u.By))})
	}
	if rec.DoublePost {
		fs = append(fs, fact{Name: "Sent twice", Lines: lines("The same sender sent the same within minutes: see the other cases in the lobby.")})
	}
	if w := rec.Withdrawn; w != nil {
		fs = append(fs, fact{Name: "Withdrawn by sender", Lines: lines(when(w.At), reasonWords(w.Reason))})
	}
	return fs
}

func consent(c store.Consent) (ls []string) {
	how := ""
	if c.How != "" {
		how = ", " + c.How
	}
	if c.Refer {
		ls = append(ls, "To the referral"+how)
	}
	if c.ShareContact {
		ls = append(ls, "To sharing contact details"+how)
	}
	return ls
}

func providerName(p store.ProviderID) string {
	if p == northgate {
		return "Northgate Support"
	}
	return string(p)
}

// host is the desk itself, reading on behalf of somebody who may read.
var host = lobby.Actor{ID: "desk", Authority: authority, Role: lobby.Host}

var eventWords = map[string]string{
	lobby.KindReceived: "Arrived in the lobby", lobby.KindArrivedAgain: "Something else arrived under the same reference", lobby.KindAmended: "Details corrected", lobby.KindWithdrawn: "Withdrawn by its sender",
	lobby.KindClaimed: "Lobby case assigned", lobby.KindReleased: "Put back into the lobby", lobby.KindReassigned: "Given to another officer",
	lobby.KindTaskUpdated: "Task updated", lobby.KindWaitingListJoined: "Put on the waiting list", lobby.KindSupportStarted: "Support started",
	lobby.KindTakenOver: "Taken over", lobby.KindTaskAdded: "Task added", lobby.KindWaitingListLeft: "Taken off the waiting list", lobby.KindSupportUndone: "Support had not started: taken back",
	lobby.KindAssigned: "Assigned to a client", lobby.KindCreated: "New client created", lobby.KindRemoved: "Lobby case removed",
	lobby.KindLookAgain: "A new client may be the same person: look again", lobby.KindReindexed: "Prepared for matching again", lobby.KindErased: "The client was erased", lobby.KindForgotten: "A client who was compared was erased", lobby.KindRetired: "What was before is kept no longer",
}

// timeline is what happened to a record that the reader can open, newest first.
func (d *desk) timeline(r *request, rec store.Record) ([]moment, error) {
	es, err := d.systems[rec.System].Events(r.Context(), host, store.EventQuery{Record: rec.ID, Limit: store.MaxPage})
	if err != nil {
		return nil, err
	}
	ms := make([]moment, len(es))
	for i, e := range es {
		w := eventWords[e.Kind]
		if w == "" {
			w = capital(strings.ReplaceAll(e.Kind, "-", " "))
		}
		if e.Kind == lobby.KindReassigned {
			w = "Given to " + nameOf(store.ActorID(e.Code))
		}
		ms[len(es)-1-i] = moment{Title: w, By: nameOf(e.Actor), At: e.At}
	}
	return ms, nil
}

func (d *desk) claim(r *request) (view, error) {
	if _, err := d.systems[r.system()].Claim(r.Context(), r.actor(), r.id()); err != nil {
		return view{}, err
	}
	return to(recordPath(r.system(), r.id()) + "/review")
}

func (d *desk) release(r *request) (view, error) {
	if err := d.systems[r.system()].Release(r.Context(), r.actor(), r.id()); err != nil {
		return view{}, err
	}
	return to("/lobby/" + string(r.system()))
}

// reassign gives the case to another officer, or takes it over.
func (d *desk) reassign(r *request) (view, error) {
	officer := store.ActorID(r.PostFormValue("officer"))
	known := false
	for _, a := range accounts {
		known = known || a.Actor.ID == officer && (a.Actor.Role == lobby.Officer || a.Actor.Role == lobby.Lead)
	}
	if !known {
		return view{page: "trouble", status: http.StatusBadRequest, Title: "Choose an officer",
			Body: map[string]any{"Title": "Choose an officer", "Lines": []string{"The case can go to an officer or a lead."}}}, nil
	}
	if err := d.systems[r.system()].Reassign(r.Context(), r.actor(), r.id(), officer); err != nil {
		return view{}, err
	}
	return to(recordPath(r.system(), r.id()))
}
