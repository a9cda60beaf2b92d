package desk

import (
	"cmp"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// addBody is the form about a case: a provider adds a client by it, an officer types a case,
// and both correct details.
type addBody struct {
	personInputs
	Action, Key, Details, Cancel string
	Was                          string // of a correction: the mark of the state that it was filled from, see basis
	Consent                      bool
	Unused, Anyway               bool // a value is not used for matching; it is to stay all the same
	Correct                      bool // the form corrects a case that is there
	Wrong                        string
	Members                      membersForm
	Typed                        bool // an officer types it
	Claim, Urgent                bool // the officer takes it; it is urgent
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
// missing and, unless the form says "anyway", what matching cannot use. They are in the order
// of the page.
func checkedForm(form url.Values) *problem {
	var odd, must []fault
	if form.Get("anyway") != "yes" {
		odd = unusedOf(form)
	}
	if !shows(form.Get("family")) {
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

// placeOf is where an input comes on the page: first those of the person, then those of the
// household, last the details.
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

// add puts a provider's client into the lobby, and creates no client. A form that is sent
// twice becomes one case, by the key in it.
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

// formKey is the key in a form; empty if it is none of the desk's.
func formKey(form url.Values) string {
	if k := form.Get("key"); len(k) == 32 {
		return "form-" + k
	}
	return ""
}
