package desk

import (
	"io"
	"net/http"
	"net/url"
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
