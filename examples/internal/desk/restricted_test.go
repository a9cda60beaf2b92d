package desk

import (
	"net/http/httptest"
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
)

func TestARestrictedClientIsMarkedForWhoeverSeesItAndNamedToNobodyElse(t *testing.T) {
	o := open(t)
	p, restricted := person(), true
	_, err := o.desk.systems["hpa2"].PutClients(t.Context(), host, []lobby.ClientUpdate{{ID: "R1", Person: &p, Restricted: &restricted,
		Cases: []store.Case{{ID: "H77", System: "hpa2", Channel: store.ChannelOfficerTyped, Opened: noon.AddDate(0, -1, 0)}}}})
	require.NoError(t, err)
	path := recordPath("hpa2", o.arrives(p))
	carys, amira := o.as("carys"), o.as("amira")
	carys.post(path+"/claim", nil)
	for _, page := range []string{path + "/review", path + "/compare/R1", path + "/assign/R1", path + "/create", "/client/hpa2/R1"} {
		require.Contains(t, carys.page(page), "Restricted", page)
	}
	carys.post(path+"/assign/R1", url.Values{"token": {token(t, carys.page(path+"/assign/R1"))}})
	require.Contains(t, carys.page(path+"/done"), "R1")
	for _, page := range []string{path, path + "/done", "/lobby/hpa2", "/dashboard"} {
		text := amira.page(page)
		for _, told := range []string{"R1", "H77"} {
			require.NotContains(t, text, told, page)
		}
	}
	for _, page := range []string{path, path + "/done"} {
		text := amira.page(page)
		for _, untrue := range []string{"Not given", "not given", "No consent", "The case is open", "an open case"} {
			require.NotContains(t, text, untrue, "what is hidden is not told to be missing, nor how it ended: %s", page)
		}
		require.Contains(t, text, "shown", page)
	}
	for _, reference := range []string{"R1", "H77"} {
		require.Contains(t, body(t, amira.post("/search", url.Values{"reference": {reference}})), "No lobby case, no case and no client has that reference.")
	}
}

func TestOfACaseWhoseClientIsErasedNothingIsToldToBeMissing(t *testing.T) {
	o := open(t)
	amira, path := o.held(person())
	amira.post(path+"/create", url.Values{"token": {token(t, amira.page(path+"/create"))}})
	require.Contains(t, amira.page(path), "Zebulon")
	officer, _ := accountOf("amira")
	page, err := o.desk.systems["hpa2"].Decided(t.Context(), officer.Actor, lobby.DecidedFilter{})
	require.NoError(t, err)
	priya, _ := accountOf("priya")
	require.NoError(t, o.desk.systems["hpa2"].EraseClient(t.Context(), priya.Actor, page.Records[0].Decision.Client))
	text := amira.page(path)
	require.Contains(t, text, "Name not shown")
	require.Contains(t, text, "Nothing of the person is shown.")
	for _, untrue := range []string{"Not given", "No consent"} {
		require.NotContains(t, text, untrue)
	}
}

// A member who is restricted or erased since is not said to have given no name.
func TestOfAMemberOfWhomNothingIsLeftNoNameIsToldToBeMissing(t *testing.T) {
	for name, goes := range map[string]func(*office) error{
		"restricted": func(o *office) error {
			return o.desk.systems["hpa2"].PutClient(t.Context(), host, lobby.ClientUpdate{ID: "R1", Restricted: new(true)})
		},
		"erased": func(o *office) error {
			priya, _ := accountOf("priya")
			return o.desk.systems["hpa2"].EraseClient(t.Context(), priya.Actor, "R1")
		},
	} {
		o := open(t)
		amira, path := o.family()
		amira.post(path+"/member", url.Values{"member": {hidden(t, amira.page(path+"/review"), "member")}, "client": {"R1"}})
		require.Contains(t, amira.page(path), "Robin Quayle")
		amira.page(path + "/review")
		require.Equal(t, path+"/done", amira.post(path+"/create", url.Values{"token": {token(t, amira.page(path+"/create"))}}).Header.Get("Location"))
		require.NoError(t, goes(o), name)
		officer, _ := accountOf("amira")
		page, err := o.desk.systems["hpa2"].Decided(t.Context(), officer.Actor, lobby.DecidedFilter{})
		require.NoError(t, err)
		for _, at := range []string{path, clientPath("hpa2", page.Records[0].Decision.Client)} {
			text := amira.page(at)
			require.Contains(t, text, "Ada Markerfield", "%s: %s", name, at)
			require.Contains(t, text, notShown, "%s: %s", name, at)
			require.NotContains(t, text, "Name not given", "%s: %s", name, at)
			require.NotContains(t, text, "Robin", "%s: %s", name, at)
		}
	}
}

func TestWhatIsDoneWithACaseOfAHiddenClientSaysNoNameIsMissing(t *testing.T) {
	o := open(t)
	id, client := o.created("Web-3301")
	require.NoError(t, o.desk.systems["hpa2"].PutClient(t.Context(), host, lobby.ClientUpdate{ID: client, Restricted: new(true)}))
	amira := o.as("amira")
	for _, text := range []string{
		body(t, amira.post("/lobby/hpa2/bulk", url.Values{"act": {"claim"}, "record": {string(id)}})),
		body(t, amira.post("/search", url.Values{"reference": {string(id)}})),
	} {
		require.NotContains(t, text, "Name not given")
	}
}

// Nor does a provider read from its page which of the two it is.
func TestAProviderReadsOfARestrictedClientAsOfOneWithoutAReference(t *testing.T) {
	read := func(u lobby.ClientUpdate) string {
		o := open(t)
		o.client("C1", person())
		devon := o.as("devon")
		path := devon.added(url.Values{"given": {"Zebulon"}, "family": {"Markerfield"}, "born": {"1987-03-09"}, "phone": {"07700 900461"}})
		amira := o.taken(path)
		amira.post(path+"/assign/C1", url.Values{"token": {token(t, amira.page(path+"/assign/C1"))}, "sure": {"yes"}})
		u.ID = "C1"
		require.NoError(t, o.desk.systems["hrs"].PutClient(t.Context(), host, u))
		return devon.page("/people") + devon.page(path)
	}
	none := read(lobby.ClientUpdate{})
	require.Contains(t, none, "The authority can tell")
	require.Equal(t, none, read(lobby.ClientUpdate{Reference: "S00412", Restricted: new(true)}))
	require.Contains(t, read(lobby.ClientUpdate{Reference: "S00412"}), "S00412")
}

// What happens to a case tells its provider neither that the client was known nor that
// somebody on the register is like it.
func TestWhatHappensTellsAProviderNothingOfTheRegister(t *testing.T) {
	o := open(t)
	devon, form := o.as("devon"), url.Values{"given": {"Zebulon"}, "family": {"Markerfield"}, "born": {"1987-03-09"}, "phone": {"07700 900461"}}
	first, second := devon.added(form), devon.added(form)
	o.desk.live.every = time.Millisecond
	server := httptest.NewServer(o.handler)
	defer server.Close()
	amira := o.taken(first)
	amira.post(first+"/create", url.Values{"token": {token(t, amira.page(first+"/create"))}})
	officer, _ := accountOf("amira")
	page, err := o.desk.systems["hrs"].Decided(t.Context(), officer.Actor, lobby.DecidedFilter{})
	require.NoError(t, err)
	require.Contains(t, amira.page(second), "look again")
	saidOfFirst, stop := devon.hears(server, first+"/live?since=1")
	defer stop()
	require.Contains(t, <-saidOfFirst, accepted.Text)
	saidOfSecond, stop := devon.hears(server, second+"/live?since=1")
	defer stop()
	assign := second + "/assign/" + string(page.Records[0].Decision.Client)
	o.taken(second).post(assign, url.Values{"token": {token(t, amira.page(assign))}, "sure": {"yes"}})
	require.Contains(t, amira.page(second), "Assigned to a client")
	require.Regexp(t, "Lobby case assigned|"+accepted.Text, <-saidOfSecond, "it hears nothing of who else is like the person")
	for _, path := range []string{first, second} {
		text := devon.page(path)
		for _, told := range []string{"look again", "New client created", "Assigned to a client"} {
			require.NotContains(t, text, told)
		}
		require.Contains(t, between(t, text, `class="timeline"`, "</li>"), accepted.Text)
	}
}
