package lobby_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
)

// What the host writes of a case that came through the lobby stands before what was
// carried into it, until the host takes it back.
func TestWhatTheHostSaysOfACaseStandsBeforeWhatWasCarriedIntoIt(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane, Details: []byte("carried"),
		Household: []store.Member{{Relation: "child"}}, Tasks: []store.Task{{ID: "t", Title: "call"}}})
	c := w.created(amy, id)
	carried := w.opened(c).Cases[0]
	said := store.Case{ID: carried.ID, Details: []byte("said"), Household: []store.Member{{Relation: "son"}}, Tasks: []store.Task{{ID: "u", Title: "write"}}}
	require.NoError(t, w.PutCase(t.Context(), host, c, said))
	k := w.opened(c).Cases[0]
	require.Equal(t, []any{said.Details, said.Household, said.Tasks}, []any{k.Details, k.Household, k.Tasks})
	require.NoError(t, w.PutCase(t.Context(), host, c, store.Case{ID: carried.ID}, "details", "household", "tasks"))
	require.Equal(t, carried, w.opened(c).Cases[0])
	require.NoError(t, w.PutClient(t.Context(), host, lobby.ClientUpdate{ID: c, Person: &omar}))
	require.Equal(t, id, w.register(c).From, "where a client came from is no host's to change")
}

// A case is kept as every store can keep it, and of what only the lobby says it takes
// nothing from a host.
func TestACaseIsReadableToTheMicrosecondAndOfNoForgedDescent(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.client("C-1", jane)
	for range 2 {
		require.NoError(t, w.PutCase(t.Context(), host, "C-1", store.Case{ID: "K", Opened: start.Add(1234), MergedFrom: []store.ClientID{"C-9"},
			Household: []store.Member{{Relation: "fianc\xe9"}}, Tasks: []store.Task{{ID: "t", Note: "caf\xe9"}}}))
		k := w.register("C-1").Cases[0]
		require.Equal(t, start.Add(1000), k.Opened)
		require.Empty(t, k.MergedFrom)
		require.Equal(t, []string{"fianc\u00e9", "caf\u00e9"}, []string{k.Household[0].Relation, k.Tasks[0].Note})
	}
}
