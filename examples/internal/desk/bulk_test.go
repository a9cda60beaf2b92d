package desk

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

func TestManyAtOnceHaveAResultEach(t *testing.T) {
	o := open(t)
	ids := o.crowd(6) // Ben has the first and the sixth
	amira, ben, carys := o.as("amira"), o.as("ben"), o.as("carys")
	form := url.Values{"act": {"claim"}}
	for _, id := range append(ids, "nobody") {
		form.Add("record", string(id))
	}
	page := body(t, amira.post("/lobby/hpa2/bulk", form))
	require.Equal(t, 4, strings.Count(page, ">Assigned to you<"))
	require.Equal(t, 2, strings.Count(page, "Not done: Ben Carter has it"))
	require.Equal(t, 1, strings.Count(page, "Not done: Page not found"))

	res := amira.post("/lobby/hpa2/bulk", url.Values{"act": {"claim"}})
	require.Equal(t, http.StatusBadRequest, res.StatusCode)
	page = body(t, res)
	require.Contains(t, page, `<title>Error: `)
	require.Contains(t, page, `<a href="#ticked">Tick the cases first.`)
	require.Contains(t, page, `id="ticked" aria-invalid="true" aria-describedby="e-ticked"`)

	form.Set("act", "remove")
	page = body(t, amira.post("/lobby/hpa2/bulk", form))
	require.Contains(t, page, "Type REMOVE 4 to confirm")
	require.Equal(t, 4, strings.Count(page, "Will be removed"))
	require.Equal(t, 2, strings.Count(page, "Stays: assign it to yourself first"))
	form = url.Values{"act": {"removed"}, "confirm": {"yes"}}
	for _, m := range regexp.MustCompile(`name="record" value="([^"]+)"`).FindAllStringSubmatch(page, -1) {
		form.Add("record", m[1])
	}
	res = amira.post("/lobby/hpa2/bulk", form)
	require.Equal(t, http.StatusBadRequest, res.StatusCode)
	page = body(t, res)
	require.Contains(t, page, "Type REMOVE 4 to confirm. Nothing was removed.")
	require.Contains(t, page, "Choose a reason.")

	require.Equal(t, http.StatusSeeOther, carys.post(recordPath("hpa2", ids[1])+"/reassign", url.Values{"officer": {"ben.carter"}}).StatusCode)
	form.Set("confirm", "remove 4")
	form.Set("reason", "spam")
	page = body(t, amira.post("/lobby/hpa2/bulk", form))
	require.Equal(t, 3, strings.Count(page, ">Removed<"))
	require.Contains(t, page, "Not done", "what changed hands stays")
	require.Equal(t, 3, strings.Count(page, "No name is kept"), "of who was removed")
	require.Equal(t, 1, strings.Count(page, "<bdi>Given"), "%s", page)
	require.Len(t, ben.everybody("/lobby/hpa2"), 3)

	form = url.Values{"act": {"reassign"}, "officer": {"amira.osei"}, "record": {string(ids[0]), string(ids[1])}}
	require.Equal(t, 2, strings.Count(body(t, carys.post("/lobby/hpa2/bulk", form)), "Given to Amira Osei"))
	require.Equal(t, 2, strings.Count(body(t, ben.post("/lobby/hpa2/bulk", form)), "Not done: You cannot do this"))
}

func TestAWholePageOfCasesIsRemovedAtOnce(t *testing.T) {
	o := open(t)
	amira, form := o.as("amira"), url.Values{"act": {"claim"}}
	for range pageSize {
		form.Add("record", string(o.arrives(person())))
	}
	amira.post("/lobby/hpa2/bulk", form)
	form.Set("act", "remove")
	page := body(t, amira.post("/lobby/hpa2/bulk", form))
	require.Equal(t, pageSize, strings.Count(page, "Will be removed"))
	require.Less(t, len(page), maxForm, "it comes back as a form")
	form.Set("act", "removed")
	form.Set("confirm", bulkWords(pageSize))
	form.Set("reason", "spam")
	require.Equal(t, pageSize, strings.Count(body(t, amira.post("/lobby/hpa2/bulk", form)), ">Removed<"))
}

func TestACaseThatHasChangedSinceItsRemovalWasAskedForStays(t *testing.T) {
	o := open(t)
	amira, ids := o.as("amira"), []string{string(o.arrives(person())), string(o.arrives(person()))}
	form := url.Values{"act": {"claim"}, "record": ids}
	amira.post("/lobby/hpa2/bulk", form)
	form.Set("act", "remove")
	require.Equal(t, 2, strings.Count(body(t, amira.post("/lobby/hpa2/bulk", form)), "Will be removed"))
	require.NoError(t, o.desk.systems["hpa2"].Amend(t.Context(), intake, store.RecordID(ids[0]), lobby.Amendment{Person: matching.Person{Given: "Other"}}))
	form.Set("act", "removed")
	form.Set("confirm", bulkWords(2))
	form.Set("reason", "spam")
	page := body(t, amira.post("/lobby/hpa2/bulk", form))
	require.Equal(t, 1, strings.Count(page, ">Removed<"))
	require.Equal(t, 1, strings.Count(page, "Not done"))
}
