package lobby_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

func TestI18_NoCaseTellsOfARestrictedClient(t *testing.T) {
	tells := func(t *testing.T, w *world, a lobby.Actor) string {
		t.Helper()
		id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: ada})
		v, err := w.Review(t.Context(), a, id, "c-ada")
		require.NoError(t, err)
		c, err := w.Client(t.Context(), a, "c-ada")
		require.NoError(t, err)
		f, err := w.Search(t.Context(), a, ada)
		require.NoError(t, err)
		exact, err := w.Find(t.Context(), a, "c-ada")
		require.NoError(t, err)
		exporter := lobby.Actor{ID: a.ID, Authority: leeds, Role: lobby.DataProtection, Rights: a.Rights | lobby.MayExport}
		file, err := w.SubjectAccess(t.Context(), exporter, lobby.Subject{Client: "c-ada"})
		require.NoError(t, err)
		return dump(w.look(a, id)) + dump(v) + dump(c) + dump(f) + dump(exact) + string(file)
	}
	protectAndMerge := func(w *world) {
		put(t, w, lobby.ClientUpdate{ID: "c-secret", Restricted: new(true)})
		w.merge("c-secret", "c-ada")
		put(t, w, lobby.ClientUpdate{ID: "c-ada", Restricted: new(false)})
	}
	for name, hide := range map[string]func(*world){
		"as a member of a household, put by the host": func(w *world) {
			w.client("c-secret", jane)
			require.NoError(t, w.PutCase(t.Context(), host, "c-ada", store.Case{ID: "K", Opened: start,
				Household: []store.Member{{Relation: "sister", Person: jane, Client: "c-secret"}, {Relation: "child", Person: kid}}}))
			put(t, w, lobby.ClientUpdate{ID: "c-secret", Restricted: new(true)})
		},
		"as whom it was merged from, and who is protected still": func(w *world) {
			w.client("c-secret", jane, open("K", store.HPA2))
			protectAndMerge(w)
		},
		"as whom it was decided for, and who was merged and is protected still": func(w *world) {
			w.client("c-secret", jane)
			id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: matching.Person{Family: jane.Family}, Details: []byte("K")})
			w.held(lena, id)
			v, err := w.Review(t.Context(), lena, id, "c-secret")
			require.NoError(t, err)
			_, err = w.Assign(t.Context(), lena, id, "c-secret", v.Token)
			require.NoError(t, err)
			protectAndMerge(w)
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, lobby.HPA2())
			w.client("c-ada", ada)
			hide(w)
			for _, mark := range []string{"c-secret", "Jane"} {
				require.NotContains(t, tells(t, w, amy), mark)
			}
			require.Contains(t, tells(t, w, amy), `"K"`, "the case itself is told")
			require.Contains(t, tells(t, w, lena), "c-secret", "to whoever may see her, as it is")
		})
	}
}

// What an officer is not shown of a client's cases does not make the decision another.
func TestADecisionHoldsWhateverIsHiddenInTheCasesOfTheClient(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.client("c-ada", ada)
	w.client("c-secret", jane)
	require.NoError(t, w.PutCase(t.Context(), host, "c-ada", store.Case{ID: "K", Opened: start, Household: []store.Member{{Person: jane, Client: "c-secret"}}}))
	put(t, w, lobby.ClientUpdate{ID: "c-secret", Restricted: new(true)})
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: ada})
	d, err := w.Assign(t.Context(), amy, id, "c-ada", w.held(amy, id).Token)
	require.NoError(t, err)
	require.True(t, d.Closed)
	require.Equal(t, store.ClientID("c-secret"), w.register("c-ada").Cases[0].Household[0].Client, "the row keeps it")
}

// Whom cases were merged from is looked up once, and so is whoever is on the way from there.
func TestWhomCasesWereMergedFromIsLookedUpOnce(t *testing.T) {
	reads := func(clients, cases int) int {
		f := &faulty{Store: new(memory.Store)}
		w := newWorldOver(t, f, lobby.HPA2())
		name := func(i int) store.ClientID { return store.ClientID(fmt.Sprint("c-", i)) }
		for i := range clients {
			var own []store.Case
			for k := range cases {
				own = append(own, open(store.CaseID(fmt.Sprint(i, "-", k)), store.HPA2))
			}
			w.client(name(i), jane, own...)
			if i > 0 {
				w.merge(name(i-1), name(i))
			}
		}
		f.arm(0, 0, false)
		_, err := w.Client(t.Context(), amy, name(clients-1))
		require.NoError(t, err)
		return f.calls
	}
	require.Equal(t, reads(2, 1), reads(2, 20), "of one client twenty cases were merged")
	require.LessOrEqual(t, reads(20, 1)-reads(2, 1), 20, "of twenty clients each was merged on")
}
