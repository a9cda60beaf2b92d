package desk

import (
	"context"
	"html"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

func TestADecidedCaseIsFoundByTheReferencesThatPeopleHaveOfIt(t *testing.T) {
	o := open(t)
	id, _ := o.created("Web-3301")
	path := recordPath(store.HPA2, id)
	again := over(t, o.desk.store)
	require.NoError(t, again.desk.start(t.Context(), io.Discard, startup{}))

	for what, o := range map[string]*office{"decided meanwhile": o, "decided before": again} {
		amira, priya := o.as("amira"), o.as("priya")
		for _, typed := range []string{reference(id), "lobby case " + reference(id) + ".", "web-3301"} {
			require.Equal(t, path, amira.post("/search", url.Values{"reference": {typed}}).Header.Get("Location"), "%s: %s", what, typed)
			require.Contains(t, body(t, priya.post("/subject", url.Values{"reference": {typed}})), "Markerfield", "%s: %s", what, typed)
		}
		require.Equal(t, http.StatusForbidden, o.as("devon").post("/search", url.Values{"reference": {reference(id)}}).StatusCode)
	}
}

// created is a case that came under a sender's reference and became a client of its own.
func (o *office) created(key string) (id store.RecordID, client store.ClientID) {
	rc, err := o.desk.systems[store.HPA2].Receive(o.t.Context(), intake, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: key, Person: person()})
	require.NoError(o.t, err)
	path := recordPath(store.HPA2, rc.ID)
	amira := o.taken(path)
	amira.post(path+"/create", url.Values{"token": {token(o.t, amira.page(path+"/create"))}})
	rec, err := o.desk.lists[store.HPA2].Record(o.t.Context(), host, rc.ID)
	require.NoError(o.t, err)
	return rc.ID, rec.Decision.Client
}

// A sender's reference is of the person: whoever may not see the person finds nothing by it,
// and once the client is erased the desk has it no more. That of the pages leads to what is
// left of the case.
func TestASendersReferenceLeadsToNobodyWhoIsHiddenOrErased(t *testing.T) {
	const nothing = "No lobby case, no case and no client has that reference."
	o := open(t)
	id, client := o.created("Web-3301")
	amira := o.as("amira")
	search := func() string { return body(t, amira.post("/search", url.Values{"reference": {"web-3301"}})) }
	require.NoError(t, o.desk.systems[store.HPA2].PutClient(t.Context(), host, lobby.ClientUpdate{ID: client, Restricted: new(true)}))
	require.Contains(t, search(), nothing)
	require.NoError(t, o.desk.systems[store.HPA2].PutClient(t.Context(), host, lobby.ClientUpdate{ID: client, Restricted: new(false)}))
	require.NotContains(t, search(), nothing)

	priya, _ := accountOf("priya")
	require.NoError(t, o.desk.systems[store.HPA2].EraseClient(t.Context(), priya.Actor, client))
	require.Contains(t, search(), nothing)
	kept, _ := o.desk.named.find("web-3301")
	require.Empty(t, kept)
	require.Len(t, o.desk.named.ever(reference(id)), 1)
}

// The index follows writes a moment after they are made, and in whatever order they end.
func TestARowSaysWhetherItHasTheReferenceThatLedToIt(t *testing.T) {
	o := open(t)
	amira, path := o.held(person())
	o.desk.named.add(store.Record{System: store.HPA2, ID: store.RecordID(lastOf(path)), State: store.StateCreated, SenderKey: "WEB-1"})
	o.desk.named.add(store.Record{System: "another", ID: "elsewhere", State: store.StateCreated, SenderKey: "WEB-1"})
	require.Contains(t, body(t, amira.post("/search", url.Values{"reference": {"web-1"}})), "No lobby case, no case and no client has that reference.")
}

// A form with a slip in it still asks for one case, and so does the page after its answer.
func TestTheNextPageOfATrailIsOfTheSameCase(t *testing.T) {
	o := open(t)
	id := o.arrives(person())
	for range auditPage {
		_, err := o.desk.systems[store.HPA2].Claim(t.Context(), accounts[0].Actor, id)
		require.NoError(t, err)
		require.NoError(t, o.desk.systems[store.HPA2].Release(t.Context(), accounts[0].Actor, id))
	}
	next := regexp.MustCompile(`href="(/audit\?[^"]*after=[^"]*)"`)
	elin := o.as("elin")
	for from, want := range map[string]string{"": "", "99 99 2026": "", "1 6 2026": "1 June 2026"} {
		res := elin.post("/audit", url.Values{"record": {reference(id)}, "from": {from}})
		page := body(t, res)
		if res.StatusCode == http.StatusSeeOther {
			page = elin.page(res.Header.Get("Location"))
		}
		found := next.FindStringSubmatch(page)
		require.NotNil(t, found, from)
		at, err := url.Parse(html.UnescapeString(found[1]))
		require.NoError(t, err)
		require.Equal(t, []string{string(id), want}, []string{at.Query().Get("record"), at.Query().Get("from")}, from)
		require.NotContains(t, elin.page(at.RequestURI()), "Received", "the second page")
	}
}

// A file may hold cases of a system that came with another service.
func TestTheTrailOfAnotherSystemsCaseIsShownWithoutAWordOfItsChain(t *testing.T) {
	o := open(t)
	e := store.Event{Authority: authority, ID: "e", At: noon, System: "another", Record: "elsewhere", Kind: lobby.KindReceived}
	require.NoError(t, o.desk.store.Commit(t.Context(), store.Batch{Authority: authority, Events: []store.Event{e}}))
	page := o.as("elin").page("/audit?record=elsewhere")
	require.Contains(t, page, "<td data-label=\"By\">")
	require.NotContains(t, page, "chain of this record")
}

// unread is a store in which one record cannot be read by its id.
type unread struct {
	store.Store
	id store.RecordID
}

func (u *unread) Rows(ctx context.Context, a store.Authority, ids store.IDs) (store.Rows, error) {
	rows, err := u.Store.Rows(ctx, a, ids)
	if i := slices.IndexFunc(rows.Records, func(r store.Record) bool { return r.ID == u.id }); i >= 0 {
		rows.Records = slices.Delete(rows.Records, i, i+1)
		rows.Unreadable.Records = append(rows.Unreadable.Records, u.id)
	}
	return rows, err
}

// Only one of the spellings of what was typed leads to the case.
func TestACaseThatCannotBeReadIsToldToWhoeverLooksForIt(t *testing.T) {
	under := &unread{Store: new(memory.Store)}
	o := over(t, under)
	decided, _ := o.created("web-1")
	for _, id := range []store.RecordID{decided, o.arrives(person())} {
		under.id = id
		for _, typed := range []string{reference(id), "lobby case " + reference(id)} {
			require.Contains(t, body(t, o.as("amira").post("/search", url.Values{"reference": {typed}})), "something that may have it cannot be read", typed)
		}
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
	again := over(t, o.desk.store)
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
