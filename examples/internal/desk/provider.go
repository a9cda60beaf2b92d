package desk

import (
	"cmp"
	"errors"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

func (d *desk) updateTask(r *request) (view, error) {
	note, done := r.PostFormValue("note"), r.PostFormValue("done") == "yes"
	id := store.TaskID(r.PathValue("task"))
	if !r.PostForm.Has("note") { // which would empty it
		return view{}, &lobby.Error{Kind: lobby.ErrInvalid, Field: "note"}
	}
	now, err := d.systems[r.system()].Tasks(r.Context(), r.actor(), r.id())
	if err != nil {
		return view{}, err
	}
	u, overtaken := lobby.TaskUpdate{ID: id, Note: &note, Done: &done}, false
	for _, t := range now {
		if t.ID == id {
			u.Expect, overtaken = t.Updated, len(taskBasis(t).overtaken(r.PostForm)) > 0
		}
	}
	if !overtaken {
		err = d.systems[r.system()].UpdateTask(r.Context(), r.actor(), r.id(), u)
		overtaken = errors.Is(err, lobby.ErrStale)
	}
	if overtaken {
		return d.recordPage(r, wrong("note-"+string(id), "Somebody changed this task after you opened the page, and yours was not saved. Save again to put yours in the place of theirs."))
	}
	var e *lobby.Error
	if errors.As(err, &e) && (errors.Is(err, lobby.ErrTooLarge) || errors.Is(err, lobby.ErrInvalid)) && e.Field != "task" {
		return d.recordPage(r, wrong("note-"+string(id), refusedWords("The note", e.Code)))
	}
	return d.worked(r, err, "The task is saved.")
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

// serve makes the service of a waiting list, or of support, the one that is wanted, if it
// is what the form showed: nobody takes away unseen what somebody else chose meanwhile.
func (d *desk) serve(r *request, now func(store.Record) string, wanted, said string, act func(*lobby.Service) error) (view, error) {
	rec, err := d.lists[r.system()].Record(r.Context(), r.actor(), r.id())
	if err != nil {
		return view{}, err
	}
	if differs := serviceBasis(now(rec), wanted).overtaken(r.PostForm); len(differs) > 0 {
		return d.recordPage(r, &problem{Title: "Look again: something has changed", Lines: append(differs, "Nothing was saved. Below is how things stand now.")})
	}
	return d.worked(r, act(d.systems[r.system()]), said)
}

func (d *desk) joinWaitingList(r *request) (view, error) {
	service, ok := r.service()
	if !ok {
		return d.recordPage(r, wrong("wl", "Choose the service of the waiting list."))
	}
	return d.serve(r, listService, service, "Put on the waiting list of "+service+".",
		func(s *lobby.Service) error { return s.JoinWaitingList(r.Context(), r.actor(), r.id(), service) })
}

func (d *desk) startSupport(r *request) (view, error) {
	service, ok := r.service()
	if !ok {
		return d.recordPage(r, wrong("sup", "Choose the service that gives the support."))
	}
	return d.serve(r, supportService, service, "Support has started: "+service+".",
		func(s *lobby.Service) error { return s.StartSupport(r.Context(), r.actor(), r.id(), service) })
}

func (d *desk) leaveWaitingList(r *request) (view, error) {
	return d.serve(r, listService, "", "Taken off the waiting list.",
		func(s *lobby.Service) error { return s.LeaveWaitingList(r.Context(), r.actor(), r.id()) })
}

func (d *desk) undoSupport(r *request) (view, error) {
	return d.serve(r, supportService, "", "Support is taken back: it had not started.",
		func(s *lobby.Service) error { return s.UndoSupport(r.Context(), r.actor(), r.id()) })
}

// addBody is the form by which a provider adds a client, or corrects one.
type addBody struct {
	personInputs
	Action, Key, Details, Cancel string
	Was                          string // of a correction: the mark of what it was made of
	Consent                      bool
	Unused, Anyway               bool // something will not be used for matching, and is to stand
	Correct                      bool // what is there already
	Wrong                        string
	Members                      membersForm
	Typed, Claim, Urgent         bool // by an officer, who wants it, and it is urgent
	Systems                      []option
}

// addForm fills in what every form about a case has.
func addForm(form url.Values, p *problem) addBody {
	return addBody{personInputs: personForm(personOf(form), p), Key: form.Get("key"), Was: form.Get("was"), Details: form.Get("details"), Wrong: p.at("details"),
		Consent: form.Get("consent") == "yes", Unused: p != nil && len(unusedOf(form)) > 0, Anyway: form.Get("anyway") == "yes", Members: membersOf(form, p)}
}

func (d *desk) showAdd(r *request) (view, error) {
	form := url.Values{"key": {random()}}
	if kept := r.sess.draft.of("/add"); kept != nil {
		form = kept
	}
	return d.addPage(r, form, nil)
}

func (d *desk) addPage(r *request, form url.Values, p *problem) (view, error) {
	if err := needs(r, lobby.ProviderUser); err != nil {
		return view{}, err
	}
	b := addForm(form, p)
	b.Action, b.Cancel = "/add", "/people"
	return view{page: "add", Title: "Add client", Current: "People", Back: &link{Href: "/people", Text: "People"}, Problem: p, Body: b}, nil
}

// anywayTitle heads values that may be kept although matching does not use them.
const anywayTitle = "Check these: they will not help to find the person"

// checkedForm looks for faults in what was typed of a person and a household: what is
// missing, and what matching cannot use unless it is to stand anyway, in the order of the
// page.
func checkedForm(form url.Values) *problem {
	var odd, must []fault
	if form.Get("anyway") != "yes" {
		odd = unusedOf(form)
	}
	if strings.TrimSpace(plain(form.Get("family"))) == "" {
		odd = slices.DeleteFunc(odd, func(f fault) bool { return f.Input == "f-family" })
		must = append(must, fault{"f-family", "Enter a last name."})
	}
	must = append(must, namelessMembers(form)...)
	if text := form.Get("details"); !utf8.ValidString(text) || strings.ContainsRune(text, 0) {
		must = append(must, fault{"details", refusedWords("What they need", "")})
	}
	if len(must) == 0 && len(odd) > 0 {
		return &problem{Title: anywayTitle, Faults: odd}
	}
	all := append(must, odd...)
	slices.SortStableFunc(all, func(a, b fault) int { return cmp.Compare(placeOf(a.Input, form), placeOf(b.Input, form)) })
	return faulty(all...)
}

// unusedOf are the values of a person and a household that matching does not use.
func unusedOf(form url.Values) []fault { return append(unused(personOf(form)), unusedMembers(form)...) }

// placeOf is where an input stands on the page: those of the person, those of the
// household, and what they need.
func placeOf(input string, form url.Values) int {
	var ids []string
	for _, f := range new(matching.Person).Fields() {
		ids = append(ids, aspects[f.Name].inputID(f))
	}
	for _, row := range membersOf(form, nil).Rows {
		for _, i := range row.Inputs {
			ids = append(ids, i.ID)
		}
	}
	return slices.Index(append(ids, "details"), input)
}

// add puts a provider's client into the lobby. It does not create a client. The key
// of the form makes of the same form sent twice one case.
func (d *desk) add(r *request) (view, error) {
	if err := needs(r, lobby.ProviderUser); err != nil {
		return view{}, err
	}
	p := personOf(r.PostForm)
	if pr := checkedForm(r.PostForm); pr != nil {
		return d.addPage(r, r.PostForm, pr)
	}
	rc, err := d.systems[store.HRS].Receive(r.Context(), r.actor(), lobby.Arrival{
		Channel: store.ChannelProvider, Key: formKey(r.PostForm), Person: p, Provider: r.actor().Provider, Details: []byte(strings.TrimSpace(r.PostFormValue("details"))),
		Consent: store.Consent{Refer: r.PostFormValue("consent") == "yes", How: "oral"}, Household: typedMembers(r.PostForm, nil), Tasks: typedTasks(store.HRS),
	})
	if pr := refused(err, r.PostForm); pr != nil {
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
