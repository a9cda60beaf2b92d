package desk

import (
	"net/url"
	"testing"

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
