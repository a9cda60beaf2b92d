package desk

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/store"
)

func TestWhoLookedIsWrittenDownAndListsAreNot(t *testing.T) {
	o := open(t)
	o.client("C1", person())
	id := o.arrives(person())
	path := recordPath("hpa2", id)
	amira, carys := o.as("amira"), o.as("carys")
	amira.page("/lobby/hpa2")
	amira.page("/dashboard")
	require.NotContains(t, carys.page("/readings"), "Amira Osei", "a list opens nobody")
	amira.page(path)
	amira.page("/client/hpa2/C1")
	amira.post(path+"/claim", nil)
	amira.page(path + "/review")
	page := carys.page("/readings")
	for _, want := range []string{"Lobby case opened", "Client opened", "Potential matches opened", "Amira Osei", reference(id)} {
		require.Contains(t, page, want)
	}
	for _, m := range markers {
		require.NotContains(t, page, m)
	}
	require.Contains(t, carys.page("/client/hpa2/C1"), "<h2>Seen by</h2>")
	require.NotContains(t, amira.page("/client/hpa2/C1"), "<h2>Seen by</h2>")
	require.Equal(t, http.StatusForbidden, amira.get("/readings").StatusCode)
}

func TestWhoLookedIsAskedForByAReference(t *testing.T) {
	o := open(t)
	o.client("C1", person())
	_, path := o.held(person())
	o.as("amira").page(path)
	o.as("amira").page(clientPath("hpa2", "C1"))
	elin, ref := o.as("elin"), reference(store.RecordID(lastOf(path)))
	for _, typed := range []string{ref, "case " + strings.ToLower(ref), lastOf(path)} {
		page := elin.page(elin.post("/readings", url.Values{"client": {""}, "record": {typed}}).Header.Get("Location"))
		require.Contains(t, page, "Lobby case opened", typed)
		require.NotContains(t, page, "Client opened", typed)
	}
	for _, typed := range []string{"C1", "c1", " client c1 "} {
		res := elin.post("/readings", url.Values{"client": {typed}})
		require.Equal(t, "/readings?client=C1", res.Header.Get("Location"), typed)
		page := elin.page(res.Header.Get("Location"))
		require.Contains(t, page, "Client opened", typed)
		require.NotContains(t, page, "Lobby case opened", typed)
	}
	page := body(t, elin.post("/readings", url.Values{"client": {"Zebulon"}}))
	require.Contains(t, page, `<a href="#client">No client has that number, and nothing is written of one that had it.</a>`)
	require.Contains(t, page, "<title>Error: Who looked –", "a name that was typed is in no title")
	o.client("C2", person())
	page = body(t, elin.post("/readings", url.Values{"client": {"c2"}}))
	require.NotContains(t, page, "No client", "who is there, and whom nobody opened")
	require.Contains(t, page, "Nothing is written of that.")
	require.Contains(t, body(t, elin.post("/readings", url.Values{"client": {"C1"}, "record": {ref}})), `<a href="#client">Give a lobby case or a client, not both.</a>`)
}

// Whatever is typed in the place of a reference, the form comes again with it, and the fault is
// at its field.
func TestWhatCanBeNoReferenceIsToldAtItsField(t *testing.T) {
	o := open(t)
	for _, form := range []struct{ account, path, input, id string }{
		{"elin", "/audit", "record", "record"}, {"elin", "/readings", "record", "record"}, {"elin", "/readings", "client", "client"},
		{"priya", "/subject", "reference", "ref"}, {"amira", "/search", "reference", "ref"},
	} {
		for _, typed := range []string{strings.Repeat("x", 500), "a\x00b"} {
			res := o.as(form.account).post(form.path, url.Values{form.input: {typed}})
			require.Equal(t, http.StatusBadRequest, res.StatusCode, form)
			page := body(t, res)
			require.Contains(t, page, `<li><a href="#`+form.id+`">`, form)
			require.Contains(t, page, `id="e-`+form.id+`"`, form)
			if typed[0] == 'x' {
				require.Contains(t, page, `value="`+typed+`"`, form)
			}
		}
	}
}
