package desk

import (
	"net/http"
	"strings"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

func (d *desk) updateTask(r *request) (view, error) {
	note, done := r.PostFormValue("note"), r.PostFormValue("done") == "yes"
	err := d.systems[r.system()].UpdateTask(r.Context(), r.actor(), r.id(), lobby.TaskUpdate{ID: store.TaskID(r.PathValue("task")), Note: &note, Done: &done})
	if err != nil {
		return view{}, err
	}
	return to(recordPath(r.system(), r.id()))
}

func (d *desk) joinWaitlist(r *request) (view, error) {
	if err := d.systems[r.system()].JoinWaitingList(r.Context(), r.actor(), r.id(), strings.TrimSpace(r.PostFormValue("service"))); err != nil {
		return view{}, err
	}
	return to(recordPath(r.system(), r.id()))
}

func (d *desk) startSupport(r *request) (view, error) {
	if err := d.systems[r.system()].StartSupport(r.Context(), r.actor(), r.id(), strings.TrimSpace(r.PostFormValue("service"))); err != nil {
		return view{}, err
	}
	return to(recordPath(r.system(), r.id()))
}

// personField is one input of a form about a person.
type personField struct {
	Name, Label, Hint, Value, Type, Auto, Wrong string
	Short                                       bool
}

// personForm lists the inputs, with what was typed before.
func personForm(p matching.Person) []personField {
	return []personField{
		{Name: "given", Label: "First name", Value: p.Given, Type: "text"},
		{Name: "middle", Label: "Middle names", Value: p.Middle, Type: "text"},
		{Name: "family", Label: "Last name", Value: p.Family, Type: "text"},
		{Name: "born", Label: "Date of birth", Hint: "For example, 31 3 1980", Value: p.Born, Type: "text", Short: true},
		{Name: "nino", Label: "National Insurance number", Hint: "It’s on a payslip or a letter about benefits. For example, ‘QQ 12 34 56 C’.", Value: p.NINO, Type: "text", Short: true},
		{Name: "phone", Label: "Phone number", Value: strings.Join(p.Phones, "; "), Type: "tel"},
		{Name: "email", Label: "Email address", Value: strings.Join(p.Emails, "; "), Type: "email"},
		{Name: "postcode", Label: "Postcode", Hint: "Or ‘no fixed abode’", Value: strings.Join(p.Postcodes, "; "), Type: "text", Short: true},
	}
}

// personOf reads that form.
func personOf(r *http.Request) matching.Person {
	text := func(name string) string { return strings.TrimSpace(r.PostFormValue(name)) }
	return matching.Person{
		Given: text("given"), Middle: text("middle"), Family: text("family"), Born: text("born"), NINO: text("nino"),
		Phones: several(text("phone")), Emails: several(text("email")), Postcodes: several(text("postcode")),
	}
}

func several(s string) (vs []string) {
	for v := range strings.SplitSeq(s, ";") {
		if v = strings.TrimSpace(v); v != "" {
			vs = append(vs, v)
		}
	}
	return vs
}

func (d *desk) showAdd(r *request) (view, error) { return d.addPage(r, matching.Person{}, nil) }

func (d *desk) addPage(r *request, p matching.Person, pr *problem) (view, error) {
	if r.actor().Role != lobby.ProviderUser {
		return view{}, &lobby.Error{Kind: lobby.ErrDenied}
	}
	v := view{page: "add", Title: "Add client", Current: "Add client", Problem: pr, Body: map[string]any{"Fields": personForm(p)}}
	if pr != nil {
		v.status = http.StatusBadRequest
	}
	return v, nil
}

// add puts a provider's client into the lobby. It does not create a client.
func (d *desk) add(r *request) (view, error) {
	p := personOf(r.Request)
	if p.Family == "" {
		return d.addPage(r, p, &problem{"There is a problem", []string{"Enter a last name."}})
	}
	rc, err := d.systems["hrs"].Receive(r.Context(), r.actor(), lobby.Arrival{
		Channel: store.Provider, Person: p, Provider: r.actor().Provider, Details: []byte(strings.TrimSpace(r.PostFormValue("details"))),
		Consent: store.Consent{Refer: r.PostFormValue("consent") == "yes", How: "oral"},
		Tasks: []store.Task{
			{Type: "first-contact", Title: "First contact", Access: store.FullAccess},
			{Type: "risk", Title: "Risk assessment", Access: store.ReadOnly},
			{Type: "panel", Title: "Panel decision", Access: store.AccessNone},
		},
	})
	if err != nil {
		return view{}, err
	}
	return to(recordPath("hrs", rc.ID))
}
