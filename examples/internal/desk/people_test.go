package desk

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
)

func TestAProviderIsToldTheReferenceOfTheClientWhoIsLeft(t *testing.T) {
	const minted = "the one that was minted"
	type registry interface {
		put(lobby.ClientUpdate)
		merge(from, into store.ClientID)
	}
	assigned, created := "/assign/C1", "/create"
	for name, c := range map[string]struct {
		decided string
		then    func(h registry, client store.ClientID)
		want    string
	}{
		"the client's own":                                               {assigned, func(registry, store.ClientID) {}, "S1"},
		"that of whom the client was merged into":                        {assigned, func(h registry, id store.ClientID) { h.merge(id, "C2") }, "S2"},
		"that of the last of several merges":                             {assigned, func(h registry, id store.ClientID) { h.merge(id, "C2"); h.merge("C2", "C3") }, "S3"},
		"none where who is left is restricted":                           {assigned, func(h registry, id store.ClientID) { h.merge(id, "C2"); h.put(restrictedClient("C2")) }, ""},
		"none where who was merged is restricted":                        {assigned, func(h registry, id store.ClientID) { h.put(restrictedClient(id)); h.merge(id, "C2") }, ""},
		"the new one's":                                                  {created, func(registry, store.ClientID) {}, minted},
		"that of whom the new one was merged into":                       {created, func(h registry, id store.ClientID) { h.merge(id, "C2") }, "S2"},
		"the one that the host has given it since":                       {created, func(h registry, id store.ClientID) { h.put(lobby.ClientUpdate{ID: id, Reference: "S9"}) }, "S9"},
		"the one that is known already where it is restricted":           {created, func(h registry, id store.ClientID) { h.put(restrictedClient(id)) }, minted},
		"the one that is known already where it is merged into a hidden": {created, func(h registry, id store.ClientID) { h.put(restrictedClient("C2")); h.merge(id, "C2") }, minted},
	} {
		t.Run(name, func(t *testing.T) {
			o := open(t)
			for id, reference := range map[store.ClientID]string{"C1": "S1", "C2": "S2", "C3": "S3"} {
				o.client(id, person())
				o.put(lobby.ClientUpdate{ID: id, Reference: reference})
			}
			devon := o.as("devon")
			path := devon.added(url.Values{"given": {"Zebulon"}, "family": {"Markerfield"}, "born": {"1987-03-09"}, "phone": {"07700 900461"}})
			amira := o.taken(path)
			amira.post(path+c.decided, url.Values{"token": {token(t, amira.page(path+c.decided))}, "sure": {"yes"}})
			officer, _ := accountOf("amira")
			page, err := o.desk.systems[store.HRS].Decided(t.Context(), officer.Actor, lobby.DecidedFilter{})
			require.NoError(t, err)
			d := page.Records[0].Decision
			c.then(o, d.Client)
			want := strings.ReplaceAll(c.want, minted, d.Reference)
			for _, at := range []string{path, "/people"} {
				require.Equal(t, want, referenceOn(devon.page(at)), at)
			}
		})
	}
}

// Whatever a provider tries with a case that was decided, it is not told whether its client was
// known.
func TestAProviderIsRefusedADecidedCaseInWordsOfItsOwn(t *testing.T) {
	for _, decided := range []string{"/assign/C1", "/create"} {
		o := open(t)
		o.client("C1", person())
		devon := o.as("devon")
		path := devon.added(url.Values{"given": {"Zebulon"}, "family": {"Markerfield"}, "born": {"1987-03-09"}, "phone": {"07700 900461"}})
		action, form := taskForm(t, devon.page(path), path, "Met on Tuesday.")
		amira := o.taken(path)
		amira.post(path+decided, url.Values{"token": {token(t, amira.page(path+decided))}, "sure": {"yes"}})
		for at, res := range map[string]*http.Response{
			"/amend": devon.get(path + "/amend"), "task": devon.post(action, form), "/amend sent": devon.post(path+"/amend", url.Values{"family": {"Quail"}}),
			"/waiting-list": devon.post(path+"/waiting-list", url.Values{"service": {services[0]}}), "/support/undo": devon.post(path+"/support/undo", nil),
		} {
			text := body(t, res)
			require.Equal(t, http.StatusConflict, res.StatusCode, at)
			require.Contains(t, text, accepted.Text+", ", at)
			for _, told := range []string{"New client created", "Assigned to a client"} {
				require.NotContains(t, text, told, at)
			}
		}
	}
}

// A reader is not told to save again, nor led to a field, where there is none any more.
func TestWhoCannotWorkOnACaseAnyMoreIsToldThatBeforeWhatOthersChanged(t *testing.T) {
	o := open(t)
	path := o.as("devon").added(url.Values{"family": {"Quayle"}})
	amira, carys := o.taken(path), o.as("carys")
	action, form := taskForm(t, amira.page(path), path, "Met on Tuesday.")
	carys.post(path+"/reassign", url.Values{"officer": {"carys.vaughan"}})
	_, theirs := taskForm(t, carys.page(path), path, "Met on Monday.")
	require.Equal(t, path, carys.post(action, theirs).Header.Get("Location"))
	require.Equal(t, path, carys.post(path+"/waiting-list", url.Values{"service": {services[0]}}).Header.Get("Location"))
	for at, form := range map[string]url.Values{action: form, path + "/waiting-list": {"service": {services[1]}, "was": {""}}} {
		res := amira.post(at, form)
		text := body(t, res)
		require.Equal(t, http.StatusConflict, res.StatusCode, at)
		require.Contains(t, text, "Carys Vaughan has been working on it", at)
		if at == action {
			require.Contains(t, text, "Met on Tuesday.", "what was typed is there to copy")
		}
	}
}

func restrictedClient(id store.ClientID) lobby.ClientUpdate {
	return lobby.ClientUpdate{ID: id, Restricted: new(true)}
}

// referenceOn is the reference that a provider's page tells, if it tells one.
func referenceOn(page string) string {
	_, rest, _ := strings.Cut(page, "HRS reference")
	_, rest, _ = strings.Cut(rest, "<strong")
	_, rest, _ = strings.Cut(rest, ">")
	told, _, _ := strings.Cut(rest, "</strong>")
	return told
}

// put has the host put a client.
func (o *office) put(u lobby.ClientUpdate) {
	o.t.Helper()
	require.NoError(o.t, o.desk.systems[store.HRS].PutClient(o.t.Context(), host, u))
}

// merge has the host merge a client into another.
func (o *office) merge(from, into store.ClientID) {
	o.t.Helper()
	_, err := o.desk.systems[store.HRS].MergeClients(o.t.Context(), host, from, into)
	require.NoError(o.t, err)
}
