package desk

import (
	"errors"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
)

func (d *desk) updateTask(r *request) (view, error) {
	note, done := r.PostFormValue("note"), r.PostFormValue("done") == "yes"
	id := store.TaskID(r.PathValue("task"))
	switch same, err := d.sameTask(r, id, note, done); {
	case err != nil:
		return view{}, err
	case !same:
		return d.recordPage(r, wrong("note-"+string(id), overtaken))
	}
	err := d.systems[r.system()].UpdateTask(r.Context(), r.actor(), r.id(), lobby.TaskUpdate{ID: id, Note: &note, Done: &done})
	var e *lobby.Error
	if errors.As(err, &e) && (errors.Is(err, lobby.ErrTooLarge) || errors.Is(err, lobby.ErrInvalid)) && e.Field != "task" {
		return d.recordPage(r, wrong("note-"+string(id), refusedWords("The note", e.Code)))
	}
	return d.worked(r, err, "The task is saved.")
}

// overtaken is said of a task that is not what the form was made of.
const overtaken = "Somebody changed this task after you opened the page, and yours was not saved. Save again to put yours in the place of theirs."

// sameTask reports whether a form about a task takes nothing away unseen: the task is
// what the form was made of, or is already what the form makes of it.
func (d *desk) sameTask(r *request, id store.TaskID, note string, done bool) (bool, error) {
	if !r.PostForm.Has("was") {
		return true, nil
	}
	ts, err := d.systems[r.system()].Tasks(r.Context(), r.actor(), r.id())
	for _, t := range ts {
		if t.ID == id {
			return markOfTask(t) == r.PostFormValue("was") || sameText(t.Note, note) && t.Done == done, nil
		}
	}
	return true, err // the lobby says what is wrong
}

func markOfTask(t lobby.Task) string { return markOf(t.Note, strconv.FormatBool(t.Done)) }

// sameText compares as a browser sends it: with line breaks of its own.
func sameText(a, b string) bool {
	kept := func(s string) string { return strings.TrimSpace(strings.ReplaceAll(s, "\r\n", "\n")) }
	return kept(a) == kept(b)
}

// worked goes back to the case, which says what was done.
func (d *desk) worked(r *request, err error, what string) (view, error) {
	if err != nil {
		return view{}, err
	}
	return d.did(r, recordPath(r.system(), r.id()), what)
}

// service is the one that was chosen.
func (r *request) service() (string, bool) {
	s := strings.TrimSpace(r.PostFormValue("service"))
	return s, slices.Contains(services, s)
}

func (d *desk) joinWaitingList(r *request) (view, error) {
	service, ok := r.service()
	if !ok {
		return d.recordPage(r, wrong("wl", "Choose the service of the waiting list."))
	}
	return d.worked(r, d.systems[r.system()].JoinWaitingList(r.Context(), r.actor(), r.id(), service), "Put on the waiting list of "+service+".")
}

func (d *desk) startSupport(r *request) (view, error) {
	service, ok := r.service()
	if !ok {
		return d.recordPage(r, wrong("sup", "Choose the service that gives the support."))
	}
	return d.worked(r, d.systems[r.system()].StartSupport(r.Context(), r.actor(), r.id(), service), "Support has started: "+service+".")
}

func (d *desk) leaveWaitingList(r *request) (view, error) {
	return d.worked(r, d.systems[r.system()].LeaveWaitingList(r.Context(), r.actor(), r.id()), "Taken off the waiting list.")
}

func (d *desk) undoSupport(r *request) (view, error) {
	return d.worked(r, d.systems[r.system()].UndoSupport(r.Context(), r.actor(), r.id()), "Support is taken back: it had not started.")
}

// addBody is the form by which a provider adds a client, or corrects one.
type addBody struct {
	personInputs
	Action, Key, Details, Cancel string
	Was                          string // of a correction: the mark of what it was made of
	Consent                      bool
	Unused                       bool // something will not be used for matching
	Correct                      bool // what is there already
	Wrong                        string
	Members                      membersForm
	Typed, Claim, Urgent         bool // by an officer, who wants it, and it is urgent
	Systems                      []option
}

// addForm fills in what every form about a case has.
func addForm(form url.Values, p *problem) addBody {
	return addBody{personInputs: personForm(personOf(form), p), Key: form.Get("key"), Was: form.Get("was"), Details: form.Get("details"), Wrong: p.at("details"),
		Consent: form.Get("consent") == "yes", Unused: p != nil && len(unused(personOf(form))) > 0, Members: membersOf(form, p)}
}

func (d *desk) showAdd(r *request) (view, error) {
	form := url.Values{"key": {random()}}
	if kept := r.sess.draft.of("/add"); kept != nil {
		form = kept
	}
	return d.addPage(r, form, nil)
}

func (d *desk) addPage(r *request, form url.Values, p *problem) (view, error) {
	if r.actor().Role != lobby.ProviderUser {
		return view{}, &lobby.Error{Kind: lobby.ErrDenied}
	}
	b := addForm(form, p)
	b.Action, b.Cancel = "/add", "/people"
	v := view{page: "add", Title: "Add client", Current: "People", Back: &link{Href: "/people", Text: "People"}, Problem: p, Body: b}
	if p != nil {
		v.status = http.StatusBadRequest
	}
	return v, nil
}

// anywayTitle heads values that may be kept although matching does not use them.
const anywayTitle = "Check these: they will not help to find the person"

// checkedForm looks for faults in what was typed of a person and a household: what is
// missing, and what matching cannot use unless it is to stand anyway.
func checkedForm(form url.Values) *problem {
	p, anyway := personOf(form), form.Get("anyway") == "yes"
	others, odd := memberFaults(form), unused(p)
	nameless := strings.TrimSpace(plain(p.Family)) == ""
	switch {
	case nameless:
		return faulty(slices.Concat([]fault{{"f-family", "Enter a last name."}}, odd, others)...)
	case len(others) > 0 && anyway:
		return faulty(others...)
	case len(others) > 0:
		return faulty(append(odd, others...)...)
	case len(odd) > 0 && !anyway:
		return &problem{Title: anywayTitle, Faults: odd}
	}
	return nil
}

// add puts a provider's client into the lobby. It does not create a client. The key
// of the form makes of the same form sent twice one case.
func (d *desk) add(r *request) (view, error) {
	if r.actor().Role != lobby.ProviderUser {
		return view{}, &lobby.Error{Kind: lobby.ErrDenied}
	}
	p := personOf(r.PostForm)
	if pr := checkedForm(r.PostForm); pr != nil {
		return d.addPage(r, r.PostForm, pr)
	}
	rc, err := d.systems[store.HRS].Receive(r.Context(), r.actor(), lobby.Arrival{
		Channel: store.ChannelProvider, Key: formKey(r.PostForm), Person: p, Provider: r.actor().Provider, Details: []byte(strings.TrimSpace(r.PostFormValue("details"))),
		Consent: store.Consent{Refer: r.PostFormValue("consent") == "yes", How: "oral"}, Household: typedMembers(r.PostForm, nil), Tasks: typedTasks(store.HRS),
	})
	if pr := refused(err); pr != nil {
		return d.addPage(r, r.PostForm, pr)
	}
	switch {
	case err != nil:
		return view{}, err
	case rc.Duplicate && rc.Differs:
		r.PostForm.Set("key", random())
		return d.addPage(r, r.PostForm, sentBefore(rc.ID))
	case rc.Duplicate:
		return d.did(r, recordPath(store.HRS, rc.ID), "Added already: "+personName(p)+" is in the lobby once, under reference "+reference(rc.ID)+".")
	}
	return d.did(r, recordPath(store.HRS, rc.ID), personName(p)+" is added to the lobby, reference "+reference(rc.ID)+".")
}

// formKey is the key that a form was made with.
func formKey(form url.Values) string {
	if k := form.Get("key"); len(k) == 32 {
		return "form-" + k
	}
	return ""
}

// showAmend is the form by which details are corrected.
func (d *desk) showAmend(r *request) (view, error) {
	rec, err := d.correctable(r)
	if err != nil {
		return view{}, err
	}
	form := url.Values{"details": {string(rec.Details)}, "was": {markOfDetails(rec)}}
	fillMembers(form, rec.Household)
	for _, f := range rec.Person.Fields() {
		form.Set(aspects[f.Name].inputName(f), strings.Join(f.Values(), "; "))
	}
	if kept := r.sess.draft.of(r.URL.Path); kept != nil {
		form = kept
	}
	return d.amendPage(r, rec, form, nil)
}

// correctable is a case whose details the reader may correct.
func (d *desk) correctable(r *request) (store.Record, error) {
	rec, err := d.systems[r.system()].Record(r.Context(), r.actor(), r.id())
	if err == nil && !corrects(rec, r.actor()) {
		err = &lobby.Error{Kind: lobby.ErrDenied}
		if rec.State.Decided() {
			err = &lobby.Error{Kind: lobby.ErrDecided, Decision: rec.Decision}
		}
	}
	return rec, err
}

func (d *desk) amendPage(r *request, rec store.Record, form url.Values, p *problem) (view, error) {
	path := recordPath(rec.System, rec.ID)
	b := addForm(form, p)
	b.Action, b.Cancel, b.Correct = path+"/amend", path, true
	v := view{page: "add", Title: "Correct details of " + reference(rec.ID), Current: "Lobby", Back: &link{Href: path, Text: "Lobby case"}, Problem: p, Body: b}
	if p != nil {
		v.status = http.StatusBadRequest
	}
	return v, nil
}

func markOfDetails(rec store.Record) string {
	what := []string{string(rec.Details)}
	for _, f := range rec.Person.Fields() {
		what = append(what, f.Name)
		what = append(what, f.Values()...)
	}
	return markOf(what...)
}

// overtakenDetails says what a form about a case would take away unseen, if somebody has
// corrected the case since the form was made: wherever it is not what stands now.
func overtakenDetails(rec store.Record, form url.Values) (differs []string) {
	if !form.Has("was") || form.Get("was") == markOfDetails(rec) {
		return nil
	}
	typed, now := personOf(form), rec.Person
	of := typed.Fields()
	for i, f := range now.Fields() {
		if !slices.Equal(f.Values(), of[i].Values()) {
			differs = append(differs, aspects[f.Name].label+" is now “"+plain(strings.Join(f.Values(), "; "))+"”.")
		}
	}
	if !sameText(string(rec.Details), form.Get("details")) {
		differs = append(differs, "What they need is now “"+plain(string(rec.Details))+"”.")
	}
	return differs
}

// amend corrects the details: what the form leaves empty is taken away.
func (d *desk) amend(r *request) (view, error) {
	rec, err := d.correctable(r)
	if err != nil {
		return view{}, err
	}
	p := personOf(r.PostForm)
	if pr := checkedForm(r.PostForm); pr != nil {
		return d.amendPage(r, rec, r.PostForm, pr)
	}
	if differs := overtakenDetails(rec, r.PostForm); len(differs) > 0 {
		form := maps.Clone(r.PostForm)
		form.Set("was", markOfDetails(rec))
		return d.amendPage(r, rec, form, &problem{Title: "Somebody corrected these details meanwhile",
			Lines: append(differs, "Nothing was saved. What you typed stands below: save again to put it in the place of theirs.")})
	}
	if r.PostForm.Has("household") && r.PostFormValue("household") != markOfHousehold(rec.Household) {
		form := maps.Clone(r.PostForm)
		maps.DeleteFunc(form, func(name string, _ []string) bool { return strings.HasPrefix(name, "member-") })
		fillMembers(form, rec.Household)
		return d.amendPage(r, rec, form, &problem{Title: "Somebody corrected the household meanwhile",
			Lines: []string{"Nothing was saved. Below the household is as it is now; what you typed of the person is kept."}})
	}
	a := lobby.Amendment{Person: p, Details: []byte(strings.TrimSpace(r.PostFormValue("details")))}
	if r.PostForm.Has("household") {
		if a.Household = typedMembers(r.PostForm, rec.Household); len(a.Household) == 0 {
			a.Clear = append(a.Clear, "household")
		}
	}
	for _, f := range p.Fields() {
		if len(f.Values()) == 0 {
			a.Clear = append(a.Clear, f.Name)
		}
	}
	if len(a.Details) == 0 {
		a.Clear = append(a.Clear, "details")
	}
	err = d.systems[r.system()].Amend(r.Context(), r.actor(), r.id(), a)
	if pr := refused(err); pr != nil {
		return d.amendPage(r, rec, r.PostForm, pr)
	}
	return d.worked(r, err, "The details are corrected.")
}
