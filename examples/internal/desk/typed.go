package desk

import (
	"net/url"
	"slices"
	"strings"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
)

// takesTyped is a policy of an authority whose officers type cases into the lobby as
// well: whoever phones or stands at the counter waits like everybody else, and is
// looked for like everybody else.
type takesTyped struct{ lobby.Policy }

// Channels are those of the policy, and the officers'.
func (p takesTyped) Channels() []store.Channel {
	return append(slices.Clone(p.Policy.Channels()), store.ChannelOfficerTyped)
}

// typedTasks are the tasks of a case of housing related support.
func typedTasks(s store.System) []store.Task {
	if s != store.HRS {
		return nil
	}
	return []store.Task{
		{Type: "first-contact", Title: "First contact"},
		{Type: "risk", Title: "Risk assessment"},
		{Type: "panel", Title: "Panel decision"},
	}
}

const typedPath = "/case"

func (d *desk) showTyped(r *request) (view, error) {
	form := url.Values{"key": {random()}, "claim": {"yes"}}
	if kept := r.sess.draft.of(typedPath); kept != nil {
		form = kept
	}
	return d.typedPage(r, form, nil)
}

func (d *desk) typedPage(r *request, form url.Values, p *problem) (view, error) {
	if err := needs(r, lobby.Officer, lobby.Lead); err != nil {
		return view{}, err
	}
	b := addForm(form, p)
	b.Action, b.Cancel, b.Typed, b.Claim, b.Urgent = typedPath, "/dashboard", true, form.Get("claim") == "yes", form.Get("urgent") == "yes"
	for _, s := range tabs {
		b.Systems = append(b.Systems, option{string(s), systemWords[s], form.Get("system") == string(s)})
	}
	return view{page: "add", Title: "Add case", Current: "Add case", Problem: p, Body: b}, nil
}

// systemWords name the systems to whoever chooses one.
var systemWords = map[store.System]string{
	store.HPA2: "HPA2: homelessness prevention and advice", store.HRS: "HRS: housing related support",
}

// addTyped puts a case that an officer typed into the lobby, and assigns it to the
// officer who wants it.
func (d *desk) addTyped(r *request) (view, error) {
	if err := needs(r, lobby.Officer, lobby.Lead); err != nil {
		return view{}, err
	}
	form, p := r.PostForm, personOf(r.PostForm)
	s := store.System(form.Get("system"))
	pr := checkedForm(form)
	if !slices.Contains(tabs, s) {
		pr = pr.and(fault{"sys-" + string(tabs[0]), "Choose which system the case is for."})
	}
	if pr != nil {
		return d.typedPage(r, form, pr)
	}
	rc, err := d.systems[s].Receive(r.Context(), r.actor(), lobby.Arrival{
		Channel: store.ChannelOfficerTyped, Key: formKey(form), Sender: "desk", Person: p, Household: typedMembers(form, nil), Details: []byte(strings.TrimSpace(form.Get("details"))),
		Consent: store.Consent{Refer: form.Get("consent") == "yes", How: "oral"}, Urgent: form.Get("urgent") == "yes", Tasks: typedTasks(s),
	})
	if pr := refused(err, r.PostForm); pr != nil {
		return d.typedPage(r, form, pr)
	}
	if err != nil {
		return view{}, err
	}
	if rc.Duplicate && rc.Differs {
		form.Set("key", random())
		return d.typedPage(r, form, sentBefore(rc.ID))
	}
	path, name := recordPath(s, rc.ID), personName(p)
	next, said := path+"/review", name+" is added to the lobby, reference "+reference(rc.ID)
	if rc.Duplicate { // the first may have broken off before the claim
		next, said = path, "Added already: "+name+" is in the lobby once, under reference "+reference(rc.ID)
	}
	if form.Get("claim") != "yes" {
		return d.did(r, path, said+".")
	}
	if _, err := d.systems[s].Claim(r.Context(), r.actor(), rc.ID); err != nil {
		return d.did(r, path, said+", but could not be assigned to you.")
	}
	return d.did(r, next, said+", and assigned to you.")
}

// sentBefore answers a form that was sent before with other details.
func sentBefore(id store.RecordID) *problem {
	return &problem{Title: "This form was sent before with other details",
		Lines: []string{"That person is in the lobby under " + reference(id) + ", and is unchanged. To add this person as well, send the form again."}}
}
