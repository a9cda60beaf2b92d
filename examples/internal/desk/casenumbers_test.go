package desk

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

// walks is a store that counts how often its register is read through.
type walks struct {
	store.Store
	n int
}

func (w *walks) Clients(ctx context.Context, q store.ClientQuery) (store.ClientPage, error) {
	w.n++
	return w.Store.Clients(ctx, q)
}

func TestACaseIsFoundByItsNumberWithoutWalkingTheRegister(t *testing.T) {
	under := &walks{Store: new(memory.Store)}
	before := lobby.New(under, matching.UK(nil), lobby.HPA2(), nil)
	put := func(s *lobby.Service, id store.ClientID, restricted bool, numbers ...store.CaseID) {
		u := lobby.ClientUpdate{ID: id, Person: new(person()), Restricted: &restricted}
		for _, n := range numbers {
			u.Cases = append(u.Cases, store.Case{ID: n, System: store.HPA2, Channel: store.ChannelOfficerTyped, Opened: noon})
		}
		require.NoError(t, s.PutClient(t.Context(), host, u))
	}
	put(before, "C1", false, "H1")

	o := over(t, under)
	require.NoError(t, o.desk.start(t.Context(), io.Discard, startup{}))
	put(o.desk.systems[store.HPA2], "C2", false, "H2", "H3")
	put(o.desk.systems[store.HPA2], "C3", true, "H4")
	amira, carys := o.as("amira"), o.as("carys")
	walked := under.n
	found := func(b *browser, number string) string {
		return b.post("/search", url.Values{"reference": {number}}).Header.Get("Location")
	}
	require.Equal(t, "/client/hpa2/C1", found(amira, "h1"), "what was there before")
	require.Equal(t, "/client/hpa2/C2", found(amira, " H3"))
	require.Equal(t, "/client/hpa2/C3", found(carys, "H4"))
	for _, number := range []string{"H4", "H9"} {
		res := amira.post("/search", url.Values{"reference": {number}})
		require.Equal(t, http.StatusBadRequest, res.StatusCode, number)
		require.Contains(t, body(t, res), "No lobby case, no case and no client has that reference.")
	}
	require.Equal(t, walked, under.n, "nobody has gone through the register")
}

func TestFollowingWritesKeepsWhatAStoreCan(t *testing.T) {
	_, gathers := follow(new(memory.Store)).(store.Gatherer)
	require.True(t, gathers)
	_, gathers = follow(&walks{Store: new(memory.Store)}).(store.Gatherer)
	require.False(t, gathers)
}

func TestACaseNumberOfTwoOpensNeitherUnasked(t *testing.T) {
	o := open(t)
	for id, k := range map[store.ClientID]store.System{"C1": store.HPA2, "C2": store.HRS} {
		o.client(id, person(), store.Case{ID: "K7", System: k, Channel: store.ChannelOfficerTyped, Opened: noon})
	}
	res := o.as("amira").post("/search", url.Values{"reference": {"case k7"}})
	require.Equal(t, http.StatusOK, res.StatusCode)
	page := body(t, res)
	require.Contains(t, page, "Several have that reference")
	require.Contains(t, page, "/client/hpa2/C1")
	require.Contains(t, page, "/client/hpa2/C2")
}

func TestASubjectIsNamedByACaseNumberToo(t *testing.T) {
	o := open(t)
	o.client("C2", person(), store.Case{ID: "H3", System: store.HPA2, Channel: store.ChannelOfficerTyped, Opened: noon})
	o.client("H4", person())
	o.client("C5", person(), store.Case{ID: "H4", System: store.HPA2, Channel: store.ChannelOfficerTyped, Opened: noon})
	priya := o.as("priya")
	for _, typed := range []string{"H3", " h3", "Case H3", "C2"} {
		require.Contains(t, body(t, priya.post("/subject", url.Values{"reference": {typed}})), `"id": "C2"`, typed)
	}
	page := body(t, priya.post("/subject", url.Values{"reference": {"H4"}}))
	require.Contains(t, page, "Nothing was downloaded", "a client of that number, and one who has a case of it")
	require.Contains(t, body(t, priya.post("/subject", url.Values{"reference": {"C5"}, "kind": {"client"}})), `"id": "C5"`)
	require.Equal(t, http.StatusBadRequest, priya.post("/subject", url.Values{"reference": {"H9"}}).StatusCode)
}
