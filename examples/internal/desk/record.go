package desk

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
)

// recordBody is one lobby case.
type recordBody struct {
	situation
	Path      string
	Name      string
	Record    store.Record
	Reference string
	ClientRef string // the reference of the client, for a provider, once there is one
	Facts     []fact
	Untold    bool // nothing of the person is left to show
	About     []fact
	Household []memberBody
	Tasks     []taskBody
	Timeline  []moment
	Officer   bool // the reader is an officer or a lead
	Provider  bool
	Correct   bool // the reader may correct the details
	Officers  []option
	Lists     serviceForm // the waiting list
	Supports  serviceForm
	Works     bool   // something may be started or taken back
	NotMine   string // why the reader cannot work on it
}

// officers are those to choose from, with the one chosen before. Where none is, the list begins
// with an empty choice, so that nobody is given a case only for being the first of it.
func officers(chosen string) (all []option) {
	if chosen == "" {
		all = append(all, option{"", "Choose an officer", true})
	}
	for _, a := range accounts {
		if decides(a.Actor) {
			all = append(all, option{Value: string(a.Actor.ID), Text: a.Name, Selected: string(a.Actor.ID) == chosen})
		}
	}
	return all
}

// serviceForm starts something with a service, or takes it back.
type serviceForm struct {
	Start, Back bool
	Services    []option
	Wrong       string
	Was         string // the service that it is with now
}

type memberBody struct {
	Relation, Name string
	Facts          []fact
}

// taskBody is one task and whether the reader can change it.
type taskBody struct {
	lobby.Task
	Writable            bool
	Access              string // what a provider may do with it, in the words of the service
	Input, Typed, Wrong string
	Ticked              bool   // as done
	Was                 string // the mark of the state that the form was filled from, see basis
	Now                 string // the note as somebody else left it meanwhile
}

// moment is one entry of a timeline.
type moment struct {
	Title, By string
	At        time.Time
}

// record shows one lobby case to an officer or a provider user.
func (d *desk) record(r *request) (view, error) { return d.recordPage(r, nil) }

func (d *desk) recordPage(r *request, p *problem) (view, error) {
	s := d.systems[r.system()]
	rec, err := s.Record(r.Context(), r.actor(), r.id())
	if err != nil {
		return view{}, err
	}
	me := r.actor()
	b := recordBody{
		situation: situationOf(rec, me, d.now()), Path: recordPath(rec.System, rec.ID), Name: caseName(rec), Record: rec, Reference: reference(rec.ID),
		Facts: personFacts(rec.Person), Untold: untold(rec), About: aboutCase(rec), Provider: me.Role == lobby.ProviderUser, Officer: decides(me),
		Correct: corrects(rec, me),
	}
	if b.Provider && rec.State.Decided() {
		b.ClientRef = d.clientReference(r, rec.ID)
	}
	b.Household = householdOf(rec)
	b.work(rec, me, r, p)
	if b.Tasks, err = d.tasks(r, rec, p); err != nil {
		return view{}, err
	}
	if b.Timeline, err = d.timeline(r, rec); err != nil {
		return view{}, err
	}
	v := view{page: "record", Live: livePath(rec), Title: "Lobby case " + b.Reference, Current: "Lobby", Back: &link{Href: "/lobby/" + string(rec.System), Text: "Lobby"}, Problem: p, Body: b}
	if b.Provider {
		v.Current, v.Back = "People", &link{Href: "/people", Text: "People"}
	}
	return v, nil
}

// householdOf are the other people of a case.
func householdOf(rec store.Record) (ms []memberBody) {
	for _, m := range rec.Household {
		ms = append(ms, memberBody{relationOf(m), nameOfMember(m), given(personFacts(m.Person))})
	}
	return ms
}

// tasks are those that the reader may see, with what was typed before.
func (d *desk) tasks(r *request, rec store.Record, p *problem) (all []taskBody, err error) {
	ts, err := d.systems[rec.System].Tasks(r.Context(), r.actor(), rec.ID)
	if errors.Is(err, lobby.ErrDenied) { // data protection reads the case without its tasks
		return nil, nil
	}
	for _, t := range ts {
		b := taskBody{Task: t, Input: "note-" + string(t.ID), Access: accessWords[t.Access], Writable: writes(rec, r.actor(), t)}
		path := recordPath(rec.System, rec.ID) + "/task/" + segment(t.ID)
		now := taskBasis(t)
		b.Was, b.Typed, b.Ticked, b.Wrong = now.mark, t.Note, t.Done, p.at(b.Input)
		form := r.sess.draft.of(path)
		if b.Wrong != "" {
			form = r.PostForm
		}
		if form != nil {
			b.Typed, b.Ticked, b.Was = form.Get("note"), form.Get("done") == "yes", cmp.Or(form.Get("was"), b.Was)
		}
		if b.Wrong != "" && len(now.overtaken(form)) > 0 {
			b.Was, b.Now = now.mark, cmp.Or(strings.TrimSpace(t.Note), "Nothing.")
		}
		all = append(all, b)
	}
	return all, err
}

// accessWords are the words of the service.
var accessWords = map[store.Access]string{store.AccessNone: "None", store.AccessReadOnly: "Read Only", store.AccessFull: "Full"}

// services are those of the demonstration's authority. Where a host has none, the
// service is typed.
var services = []string{"Floating support", "Supported flats", "Hostel", "Young people’s housing", "Refuge"}

// work fills in what the reader may start or take back before a decision.
func (b *recordBody) work(rec store.Record, me lobby.Actor, r *request, p *problem) {
	if me.Role == lobby.Lead && !b.Decided {
		chosen := r.typed(b.Path+"/reassign", "officer")
		if chosen == "" && rec.Claim != nil {
			chosen = string(rec.Claim.Officer)
		}
		b.Officers = officers(chosen)
	}
	if b.Officer && !b.Decided && !b.Holds {
		b.NotMine = "Whoever has been assigned the case works on its tasks, its waiting list and its support."
	}
	can := worksOn(rec, me) && rec.System == store.HRS
	lists, supports := can && (b.Officer || me.Rights.Has(lobby.MayJoinWaitingList)), can && (b.Officer || me.Rights.Has(lobby.MayStartSupport))
	b.Lists = serviceForm{lists && rec.WaitingList == nil, lists && rec.WaitingList != nil, offered(r, b.Path+"/waiting-list"), p.at("wl"), listService(rec)}
	b.Supports = serviceForm{supports && rec.Support == nil, supports && rec.Support != nil && (me.Role != lobby.Officer || rec.Support.By == me.ID), offered(r, b.Path+"/support"), p.at("sup"), supportService(rec)}
	b.Works = b.Lists.Start || b.Lists.Back || b.Supports.Start || b.Supports.Back
}

// offered are the services to choose from, with the one that was chosen before.
func offered(r *request, path string) []option {
	os := []option{{"", "Choose a service", false}}
	typed := r.typed(path, "service")
	for _, s := range services {
		os = append(os, option{s, s, s == typed})
	}
	return os
}

// corrects reports whether the reader may correct the details of a case.
func corrects(rec store.Record, me lobby.Actor) bool {
	if me.Role == lobby.ProviderUser {
		return rec.Channel == store.ChannelProvider && !rec.State.Decided()
	}
	return decides(me) && worksOn(rec, me)
}

// worksOn reports whether the reader may work on a case: an officer only while holding it.
func worksOn(rec store.Record, me lobby.Actor) bool {
	switch {
	case rec.State.Decided():
		return false
	case me.Role == lobby.ProviderUser:
		return true
	}
	return rec.Claim != nil && rec.Claim.Officer == me.ID
}

// writes reports whether the reader may change a task of a case.
func writes(rec store.Record, me lobby.Actor, t lobby.Task) bool {
	return worksOn(rec, me) && (me.Role != lobby.ProviderUser || t.Access == store.AccessFull)
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
	if !untold(rec) {
		fs = append(fs, fact{Name: "Consent", Lines: lines(consent(rec.Consent)...), None: "No consent recorded"})
	}
	if len(rec.Details) > 0 {
		fs = append(fs, fact{Name: "What they told us", Lines: lines(strings.Split(string(rec.Details), "\n")...)})
	}
	fs = append(fs, serviceFacts(rec.WaitingList, rec.Support)...)
	if rec.DoublePost {
		fs = append(fs, fact{Name: "Sent twice", Lines: lines("The same sender sent the same within minutes: see the other cases in the lobby.")})
	}
	if w := rec.Withdrawn; w != nil {
		fs = append(fs, fact{Name: "Withdrawn by sender", Lines: lines(when(w.At), reasonWords(w.Reason))})
	}
	return fs
}

// serviceFacts tells of the waiting list and of the support of a case, as far as there are any.
func serviceFacts(w *store.WaitingListPlace, u *store.SupportStart) (fs []fact) {
	if w != nil {
		fs = append(fs, fact{Name: "Waiting list", Lines: lines(w.Service, "Joined "+when(w.At)+", by "+nameOf(w.By))})
	}
	if u != nil {
		fs = append(fs, fact{Name: "Support started", Lines: lines(u.Service, when(u.At)+", by "+nameOf(u.By))})
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
	lobby.KindMemberLinked: "Said which client a member of the household is, or taken back",
	lobby.KindAssigned:     "Assigned to a client", lobby.KindCreated: "New client created", lobby.KindRemoved: "Lobby case removed",
	lobby.KindLookAgain: "A new client may be the same person: look again", lobby.KindReindexed: "Prepared for matching again", lobby.KindErased: "The client was erased", lobby.KindForgotten: "A client who was compared was erased", lobby.KindRetired: "What was before is kept no longer",
}

// timeline is what happened to a record that the reader can open, newest first.
func (d *desk) timeline(r *request, rec store.Record) ([]moment, error) {
	es, err := d.told(r, rec.ID)
	if err != nil {
		return nil, err
	}
	ms := make([]moment, len(es))
	for i, e := range es {
		ms[len(es)-1-i] = momentOf(e, r.actor())
	}
	return ms, nil
}

// told are the events of a record that the reader may know of, oldest first.
func (d *desk) told(r *request, id store.RecordID) ([]store.Event, error) {
	es, err := d.events(r, store.EventQuery{Record: id})
	return slices.DeleteFunc(es, func(e store.Event) bool { return !toldTo(r.actor(), e) }), err
}

// events are all that fit a query, oldest first.
func (d *desk) events(r *request, q store.EventQuery) (all []store.Event, err error) {
	q.Limit = store.MaxPage
	for {
		es, err := d.systems[r.system()].Events(r.Context(), host, q)
		if all = append(all, es...); err != nil || len(es) < q.Limit {
			return all, err
		}
		last := es[len(es)-1]
		q.After = store.EventCursor{At: last.At, ID: last.ID}
	}
}

// kindWords says a kind of event in words.
func kindWords(kind string) string {
	return cmp.Or(eventWords[kind], capital(strings.ReplaceAll(kind, "-", " ")))
}

// toldTo reports whether a reader may know of an event of a case. A provider is not told that
// somebody on the register is like its client.
func toldTo(me lobby.Actor, e store.Event) bool {
	return me.Role != lobby.ProviderUser || !slices.Contains([]string{lobby.KindLookAgain, lobby.KindForgotten, lobby.KindMemberLinked}, e.Kind)
}

// momentOf says an event in words: to a provider not whether its client was known.
func momentOf(e store.Event, me lobby.Actor) moment {
	w := kindWords(e.Kind)
	switch {
	case e.Kind == lobby.KindMemberLinked && !me.Rights.Has(lobby.MaySeeRestricted): // where no link is shown, it would be to somebody hidden
		w = kindWords(lobby.KindAmended)
	case e.Kind == lobby.KindReassigned:
		w = "Given to " + nameOf(store.ActorID(e.Code))
	case me.Role == lobby.ProviderUser && (e.Kind == lobby.KindAssigned || e.Kind == lobby.KindCreated):
		w = accepted.Text
	}
	return moment{Title: w, By: nameOf(e.Actor), At: e.At}
}

func (d *desk) claim(r *request) (view, error) {
	if _, err := d.systems[r.system()].Claim(r.Context(), r.actor(), r.id()); err != nil {
		return view{}, err
	}
	return d.did(r, recordPath(r.system(), r.id())+"/review", "Lobby case "+reference(r.id())+" is assigned to you.")
}

func (d *desk) release(r *request) (view, error) {
	if err := d.systems[r.system()].Release(r.Context(), r.actor(), r.id()); err != nil {
		return view{}, err
	}
	return d.did(r, "/lobby/"+string(r.system()), "Lobby case "+reference(r.id())+" is back in the lobby.")
}

// isOfficer reports whether cases can be given to somebody.
func isOfficer(id store.ActorID) bool {
	return slices.ContainsFunc(accounts, func(a account) bool {
		return a.Actor.ID == id && decides(a.Actor)
	})
}

// reassign gives the case to another officer, or takes it over.
func (d *desk) reassign(r *request) (view, error) {
	officer := store.ActorID(r.PostFormValue("officer"))
	if !isOfficer(officer) {
		return d.recordPage(r, wrong("officer", "Choose an officer or a lead."))
	}
	if err := d.systems[r.system()].Reassign(r.Context(), r.actor(), r.id(), officer); err != nil {
		return view{}, err
	}
	return d.did(r, recordPath(r.system(), r.id()), "Lobby case "+reference(r.id())+" is now with "+nameOf(officer)+".")
}
