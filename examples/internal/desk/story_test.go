package desk

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

func TestAnOfficerAssignsACaseAndHPA2ClosesItBecauseAnotherIsOpen(t *testing.T) {
	o := open(t)
	o.client("C1", person(), store.Case{ID: "H1", System: "hpa2", Channel: store.ChannelOfficerTyped, Opened: noon.AddDate(0, -1, 0)})
	id := o.arrives(person())
	path := recordPath("hpa2", id)
	amira := o.as("amira")

	require.Contains(t, amira.page("/lobby/hpa2"), "Zebulon Quill Markerfield")
	require.Contains(t, amira.page(path), "Assign lobby case")
	res := amira.post(path+"/claim", nil)
	require.Equal(t, path+"/review", res.Header.Get("Location"))

	review := amira.page(path + "/review")
	require.Contains(t, review, "Very strong")
	require.Contains(t, review, "None of these")
	require.Contains(t, review, "already has open case H1")
	require.Contains(t, amira.page(path+"/compare/C1"), "<svg")

	confirm := amira.page(path + "/assign/C1")
	require.Contains(t, confirm, "This cannot be undone")
	form := url.Values{"token": {token(t, confirm)}}
	res = amira.post(path+"/assign/C1", form)
	require.Equal(t, path+"/done", res.Header.Get("Location"))
	require.Contains(t, amira.page(path+"/done"), "closed automatically")

	res = amira.post(path+"/assign/C1", form) // a second click on the same button
	require.Equal(t, path+"/done", res.Header.Get("Location"))
	rows, err := o.desk.store.Rows(t.Context(), authority, store.IDs{Clients: []store.ClientID{"C1"}})
	c, _ := rows.Client("C1")
	require.NoError(t, err)
	require.Len(t, c.Cases, 2)
}

func TestASecondOfficerSeesWhoHasTheCaseAndALeadTakesOver(t *testing.T) {
	o := open(t)
	amira, path := o.held(person())
	ben, carys := o.as("ben"), o.as("carys")

	res := ben.post(path+"/claim", nil)
	require.Equal(t, http.StatusConflict, res.StatusCode)
	require.Contains(t, body(t, res), "Amira Osei has been working on it since 4 June 2026 at 12:32pm")

	require.Contains(t, carys.page(path), "take it over")
	require.Equal(t, http.StatusSeeOther, carys.post(path+"/reassign", url.Values{"officer": {"carys.vaughan"}}).StatusCode)
	require.Equal(t, http.StatusConflict, amira.get(path+"/create").StatusCode)
	require.Contains(t, carys.page(path+"/create"), "Create a new client")
}

func TestAReviewThatNoLongerHoldsComesBackAsLookAgain(t *testing.T) {
	o := open(t)
	amira, path := o.held(person())
	amira.page(path + "/review")
	form := url.Values{"token": {token(t, amira.page(path+"/create"))}}

	o.client("C9", person()) // appears after she looked
	res := amira.post(path+"/create", form)
	require.Equal(t, http.StatusConflict, res.StatusCode)
	page := body(t, res)
	require.Contains(t, page, "Look again: something has changed")
	require.Contains(t, page, "has appeared since you looked")
	require.Contains(t, page, "client C9")
}

func TestARemovedCaseShowsNowhere(t *testing.T) {
	o := open(t)
	id := o.arrives(person())
	path := recordPath("hpa2", id)
	amira, priya, elin := o.as("amira"), o.as("priya"), o.as("elin")
	amira.post(path+"/claim", nil)
	form := url.Values{"token": {token(t, amira.page(path+"/remove"))}, "reason": {"spam"}, "confirm": {"wrong"}}
	res := amira.post(path+"/remove", form)
	require.Equal(t, http.StatusBadRequest, res.StatusCode)
	require.Contains(t, body(t, res), "Nothing was removed")

	form.Set("confirm", lobby.Short(id))
	require.Equal(t, path+"/done", amira.post(path+"/remove", form).Header.Get("Location"))
	results := amira.page(amira.post("/search", url.Values{"given": {"Zebulon"}, "family": {"Markerfield"}, "born": {"1987-03-09"}}).Header.Get("Location"))
	require.Contains(t, results, "<h2>Lobby cases</h2><p>None.</p>")

	for page, text := range map[string]string{
		"list": amira.page("/lobby/hpa2"), "done": amira.page(path + "/done"), "record": body(t, amira.get(path)),
		"audit": elin.page("/audit"), "report": elin.page("/report/hpa2"), "log": o.log.String(),
		"subject": body(t, priya.post("/subject", url.Values{"reference": {string(id)}})),
	} {
		for _, m := range markers {
			require.NotContains(t, text, m, page)
		}
	}
}

func TestAProviderWorksOnItsClientBeforeAnOfficerDecides(t *testing.T) {
	o := open(t)
	devon := o.as("devon")
	res := devon.post("/add", url.Values{"given": {"Zebulon"}, "family": {"Markerfield"}, "born": {"1987-03-09"}})
	path := res.Header.Get("Location")
	page := devon.page(path)
	require.Contains(t, page, "First contact")
	require.Contains(t, page, "Risk assessment")
	require.NotContains(t, page, "Panel decision", "a task type of no access is hidden")

	require.Equal(t, http.StatusSeeOther, devon.post(path+"/support", url.Values{"service": {"Floating support"}}).StatusCode)
	require.Equal(t, http.StatusSeeOther, devon.post(path+"/waiting-list", url.Values{"service": {"Supported flats"}}).StatusCode)
	require.Contains(t, devon.page(path), "Take off the waiting list")
	require.Equal(t, http.StatusSeeOther, devon.post(path+"/support/undo", nil).StatusCode)
	require.Equal(t, http.StatusSeeOther, devon.post(path+"/waiting-list/leave", nil).StatusCode)
	page = devon.page(path)
	require.Contains(t, page, "Support had not started: taken back")
	require.Contains(t, page, "Put on the waiting list")
	pool, err := o.desk.store.Candidates(t.Context(), authority, nil, 1)
	n := pool.Size
	require.NoError(t, err)
	require.Zero(t, n, "no client exists before a decision")

	amira := o.as("amira")
	require.NotContains(t, amira.page(path), "Save task", "nobody works on what nobody has claimed")
	require.Equal(t, http.StatusConflict, amira.post(path+"/waiting-list", url.Values{"service": {"Supported flats"}}).StatusCode)
	amira.post(path+"/claim", nil)
	require.Contains(t, amira.page(path), "Save task")
	confirm := amira.page(path + "/create")
	require.Contains(t, confirm, "The client will be given a reference")
	require.Equal(t, path+"/done", amira.post(path+"/create", url.Values{"token": {token(t, confirm)}}).Header.Get("Location"))
	require.Contains(t, amira.page(path+"/done"), "HRS reference")
}

func TestAProviderIsNotToldToWaitForAReferenceThatWillNotCome(t *testing.T) {
	o := open(t)
	o.client("C1", person()) // who has none
	devon := o.as("devon")
	path := devon.added(url.Values{"given": {"Zebulon"}, "family": {"Markerfield"}, "born": {"1987-03-09"}, "phone": {"07700 900461"}})
	require.Contains(t, devon.page("/people"), "Not yet")
	amira := o.taken(path)
	amira.post(path+"/assign/C1", url.Values{"token": {token(t, amira.page(path+"/assign/C1"))}, "sure": {"yes"}})
	require.NotContains(t, devon.page("/people"), "Not yet")
	require.Contains(t, devon.page("/people"), "The authority can tell")
}

func TestAPageAboutAClientWhoIsNoMatchAnyMoreIsTheListInstead(t *testing.T) {
	o := open(t)
	o.client("C1", person())
	amira, path := o.held(person())
	require.Contains(t, amira.page(path+"/compare/C1"), "client C1")
	o.client("C1", matching.Person{Given: "Somebody", Family: "Else", Born: "1950-01-01"})
	for _, page := range []string{"/compare/C1", "/assign/C1", "/compare/nobody"} {
		res := amira.get(path + page)
		require.Equal(t, http.StatusConflict, res.StatusCode, page)
		text := body(t, res)
		require.Contains(t, text, "That client was not among those you reviewed.", page)
		require.Contains(t, text, "<h1><span class=\"caption\">Reference "+reference(store.RecordID(lastOf(path)))+"</span>Potential matches</h1>", page)
	}
}
