package desk

import (
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

func TestADecidedCaseIsFoundByTheReferencesThatPeopleHaveOfIt(t *testing.T) {
	o := open(t)
	rc, err := o.desk.systems[store.HPA2].Receive(t.Context(), intake, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "Web-3301", Person: person()})
	require.NoError(t, err)
	path := recordPath(store.HPA2, rc.ID)
	amira := o.taken(path)
	amira.post(path+"/create", url.Values{"token": {token(t, amira.page(path+"/create"))}})
	again := open(t) // started again over the same store
	again.desk = newDesk(o.desk.store, matching.UK(nil), o.desk.log, o.desk.now)
	again.handler = again.desk.routes()
	require.NoError(t, again.desk.start(t.Context(), io.Discard, startup{}))

	for what, o := range map[string]*office{"decided meanwhile": o, "decided before": again} {
		amira, priya := o.as("amira"), o.as("priya")
		for _, typed := range []string{reference(rc.ID), "lobby case " + reference(rc.ID) + ".", "web-3301"} {
			require.Equal(t, path, amira.post("/search", url.Values{"reference": {typed}}).Header.Get("Location"), "%s: %s", what, typed)
			require.Contains(t, body(t, priya.post("/subject", url.Values{"reference": {typed}})), "Markerfield", "%s: %s", what, typed)
		}
		require.Equal(t, http.StatusForbidden, o.as("devon").post("/search", url.Values{"reference": {reference(rc.ID)}}).StatusCode)
	}
}

func TestARemovedCaseIsFoundByNoReference(t *testing.T) {
	o := open(t)
	amira, path := o.held(person())
	id := store.RecordID(path[len("/lobby/hpa2/"):])
	form := url.Values{"token": {token(t, amira.page(path+"/remove"))}, "reason": {"spam"}, "confirm": {reference(id)}}
	require.Equal(t, http.StatusSeeOther, amira.post(path+"/remove", form).StatusCode)
	require.Contains(t, body(t, amira.post("/search", url.Values{"reference": {reference(id)}})), "No lobby case, no case and no client has that reference.")
}

func TestTheTrailOfACaseIsAskedForByItsReference(t *testing.T) {
	o := open(t)
	o.client("C1", person()) // or the desk would begin with people of its own
	gone := o.arrives(person())
	path := recordPath(store.HPA2, gone)
	amira := o.taken(path)
	form := url.Values{"token": {token(t, amira.page(path+"/remove"))}, "reason": {"spam"}, "confirm": {reference(gone)}}
	require.Equal(t, http.StatusSeeOther, amira.post(path+"/remove", form).StatusCode)
	ids := append(o.alike("Ada", "Bo"), gone, o.arrives(person()))
	again := open(t) // started again over the same store
	again.desk = newDesk(o.desk.store, matching.UK(nil), o.desk.log, o.desk.now)
	again.handler = again.desk.routes()
	require.NoError(t, again.desk.start(t.Context(), io.Discard, startup{}))

	for what, o := range map[string]*office{"followed": o, "read at the start": again} {
		elin := o.as("elin")
		for _, id := range ids[2:] {
			for _, typed := range []string{reference(id), "lobby case " + strings.ToLower(reference(id)) + ".", string(id)} {
				res := elin.post("/audit", url.Values{"from": {""}, "record": {typed}})
				require.Equal(t, "/audit?record="+url.QueryEscape(string(id)), res.Header.Get("Location"), "%s: %s", what, typed)
				page := elin.page(res.Header.Get("Location"))
				require.Contains(t, page, "is intact", "%s: %s", what, typed)
				require.Contains(t, page, `value="`+reference(id)+`"`, "%s: %s", what, typed)
			}
		}
		page := body(t, elin.post("/audit", url.Values{"record": {"71786d89"}}))
		require.Contains(t, page, "Several lobby cases have that reference.", what)
		require.Contains(t, page, "/audit?record="+string(ids[0]), what)
		require.Contains(t, elin.page("/audit?record="+string(ids[1])), `value="`+string(ids[1])+`"`, "the whole of it, where less names two")
		for _, from := range []string{"", "1 6 2026"} {
			res := elin.post("/audit", url.Values{"record": {"Zebulon Markerfield"}, "from": {from}})
			require.Equal(t, http.StatusBadRequest, res.StatusCode)
			page = body(t, res)
			require.Contains(t, page, `<a href="#record">No lobby case has that reference.</a>`)
			require.Contains(t, page, "<title>Error: Audit –", "a name that was typed is in no title")
		}
		require.Equal(t, http.StatusForbidden, o.as("amira").get("/audit?record="+reference(gone)).StatusCode)
	}
}
