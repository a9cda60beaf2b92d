package lobby_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

func TestI18_ADecidedRecordTellsNoMoreThanItsRestrictedClient(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.client("c-1", jane)
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "k-1", Person: jane, Details: []byte("fled"),
		Tasks: []store.Task{{Title: "call her"}}})
	_, err := w.Assign(t.Context(), amy, id, "c-1", w.held(amy, id).Token)
	require.NoError(t, err)
	r, err := w.Record(t.Context(), amy, id)
	require.NoError(t, err)
	require.Equal(t, jane, r.Person)

	put(t, w, lobby.ClientUpdate{ID: "c-1", Person: jane, Restricted: true})
	r, err = w.Record(t.Context(), amy, id)
	require.NoError(t, err)
	f, err := w.Find(t.Context(), amy, string(id))
	require.NoError(t, err)
	ts, err := w.Tasks(t.Context(), amy, id)
	require.NoError(t, err)
	_, err = w.Claim(t.Context(), amy, id)
	e := refusal(t, err, lobby.ErrDecided)
	for _, mark := range []string{"Jane", "QQ123456C", "fled", "call her", "c-1", "k-1"} {
		require.NotContains(t, dump(r)+dump(f)+dump(ts)+dump(e), mark)
	}
	require.Equal(t, store.StateAssigned, r.State, "that it was decided is no secret")
	require.Equal(t, store.ActorID("amy"), r.Decision.By)

	r, err = w.Record(t.Context(), lena, id)
	require.NoError(t, err)
	require.Equal(t, jane, r.Person, "whoever has the right sees it as it is")
}

func TestI18_WhatWasMergedIntoARestrictedClientIsRestrictedToo(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.client("c-1", jane)
	w.client("c-2", matching.Person{Given: "Jane", Family: "Doe"})
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	v := w.held(amy, id)
	put(t, w, lobby.ClientUpdate{ID: "c-hidden", Person: jane, Restricted: true},
		lobby.ClientUpdate{ID: "c-1", Person: jane, MergedInto: "c-2"},
		lobby.ClientUpdate{ID: "c-2", Person: jane, MergedInto: "c-hidden"})

	_, err := w.Assign(t.Context(), amy, id, "c-1", v.Token)
	require.Equal(t, []lobby.Changed{{What: lobby.ChangedGone, Client: "c-1"}}, refusal(t, err, lobby.ErrStale).Changed)
	_, err = w.Client(t.Context(), amy, "c-1")
	refusal(t, err, lobby.ErrNotFound)
	c, err := w.Client(t.Context(), lena, "c-1")
	require.NoError(t, err)
	require.Equal(t, store.ClientID("c-2"), c.MergedInto)

	put(t, w, lobby.ClientUpdate{ID: "c-2", Person: jane, MergedInto: "c-1"}) // in a ring
	_, err = w.Client(t.Context(), amy, "c-1")
	refusal(t, err, lobby.ErrNotFound)
}

func TestI18_EventsDoNotNameARestrictedClient(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	put(t, w, lobby.ClientUpdate{ID: "c-1", Person: jane, Restricted: true, Cases: []store.Case{open("case-1", "hpa2")}})
	w.client("c-2", omar)
	for person, c := range map[string]store.ClientID{"jane": "c-1", "omar": "c-2"} {
		id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: map[string]matching.Person{"jane": jane, "omar": omar}[person]})
		_, err := w.Assign(t.Context(), lena, id, c, w.held(lena, id).Token)
		require.NoError(t, err)
	}
	plain := lobby.Actor{ID: "luke", Authority: leeds, Role: lobby.Lead}
	all := func(a lobby.Actor, q store.EventQuery) []store.Event {
		es, err := w.Events(t.Context(), a, q)
		require.NoError(t, err)
		return es
	}
	for _, a := range []lobby.Actor{lena, host, auditor} {
		require.Contains(t, dump(all(a, store.EventQuery{})), "c-1", a.Role)
		require.Len(t, all(a, store.EventQuery{Client: "c-1"}), 1, a.Role)
	}
	require.Len(t, all(plain, store.EventQuery{}), len(all(host, store.EventQuery{})), "that something happened is told")
	require.NotContains(t, dump(all(plain, store.EventQuery{})), "c-1")
	require.NotContains(t, dump(all(plain, store.EventQuery{})), lobby.DuplicateReferral)
	require.Contains(t, dump(all(plain, store.EventQuery{})), "c-2")
	require.Empty(t, all(plain, store.EventQuery{Client: "c-1"}))
	require.Len(t, all(plain, store.EventQuery{Client: "c-2"}), 1)
}

func TestI18_NobodyIsLabelledDifferentWhoWasHiddenFromTheOfficer(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	put(t, w, lobby.ClientUpdate{ID: "c-hidden", Person: jane, Restricted: true})
	w.client("c-1", matching.Person{Given: "Jane", Family: "Doe"})
	w.client("c-2", matching.Person{Given: "Jane", Family: "Doe", Born: jane.Born})
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	v := w.held(amy, id)
	w.client("c-2", matching.Person{Given: "Jane", Family: "Doe", Born: "1971-01-01"}) // not what Amy saw
	_, err := w.Assign(t.Context(), amy, id, "c-1", v.Token)
	require.NoError(t, err)
	require.Len(t, w.row(id).Decision.Compared, 1)
	require.Equal(t, store.ClientID("c-1"), w.row(id).Decision.Compared[0].Client)
}

func TestI18_WhatIsHiddenIsNoOtherErrorThanWhatNeverWas(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	put(t, w, lobby.ClientUpdate{ID: "c-hidden", Person: jane, Restricted: true})
	for _, id := range []store.ClientID{"c-hidden", "c-never"} {
		_, err := w.Client(t.Context(), amy, id)
		require.ErrorIs(t, err, lobby.ErrNotFound)
		require.Len(t, refusal(t, err, lobby.ErrNotFound).Unwrap(), 1, "a host that asks for the cause must not learn more")
	}
}

func TestAClientThatTheOfficerNamedIsListedWhateverItsPlace(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	for i := range 60 {
		w.client(store.ClientID("c-"+string(rune('A'+i))), matching.Person{Phones: jane.Phones})
	}
	w.client("c-named", matching.Person{Given: "Joan", Family: "Smith", Born: "1990-05-18"})
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	w.held(amy, id)
	v, err := w.Review(t.Context(), amy, id, "c-named")
	require.NoError(t, err)
	require.Len(t, v.Clients, 51)
	require.Equal(t, 61, v.Results)
	_, err = w.Assign(t.Context(), amy, id, "c-named", v.Token)
	require.NoError(t, err)
}

func TestI18_ExportingARestrictedClientTakesTheRightToSeeIt(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.client("c-1", jane)
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	_, err := w.Assign(t.Context(), amy, id, "c-1", w.held(amy, id).Token)
	require.NoError(t, err)
	put(t, w, lobby.ClientUpdate{ID: "c-1", Person: jane, Restricted: true})
	both := dora
	both.Rights |= lobby.MaySeeRestricted
	for _, who := range []lobby.Subject{{Client: "c-1"}, {Record: id}} {
		b, err := w.SubjectAccess(t.Context(), dora, who)
		refusal(t, err, lobby.ErrNotFound)
		require.Empty(t, b)
		b, err = w.SubjectAccess(t.Context(), both, who)
		require.NoError(t, err)
		require.Contains(t, string(b), "QQ123456C")
	}
}
