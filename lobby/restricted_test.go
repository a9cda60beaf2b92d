package lobby_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
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

	require.NoError(t, w.Withdraw(t.Context(), portal, id, "no-consent"))
	put(t, w, lobby.ClientUpdate{ID: "c-1", Person: &jane, Restricted: new(true)})
	r, err = w.Record(t.Context(), amy, id)
	require.NoError(t, err)
	require.Empty(t, r.Head, "a digest, by which a guess at the client could be tried")
	require.Nil(t, r.Withdrawn)
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
	d := w.row(id).Decision
	require.Equal(t, &store.Decision{Kind: d.Kind, By: d.By, At: d.At, Identity: d.Identity, Model: d.Model}, r.Decision)

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
	put(t, w, lobby.ClientUpdate{ID: "c-hidden", Person: &jane, Restricted: new(true)})
	w.merge("c-1", "c-2")
	w.merge("c-2", "c-hidden")

	_, err := w.Assign(t.Context(), amy, id, "c-1", v.Token)
	require.Equal(t, []lobby.Changed{{What: lobby.ChangedGone, Client: "c-1"}}, refusal(t, err, lobby.ErrStale).Changed)
	_, err = w.Client(t.Context(), amy, "c-1")
	refusal(t, err, lobby.ErrNotFound)
	c, err := w.Client(t.Context(), lena, "c-1")
	require.NoError(t, err)
	require.Equal(t, store.ClientID("c-2"), c.MergedInto)

	ring := w.register("c-2") // written past the library, which makes none
	ring.MergedInto = "c-1"
	w.overwrite(ring)
	_, err = w.Client(t.Context(), amy, "c-1")
	refusal(t, err, lobby.ErrNotFound)
}

func TestI18_EventsDoNotNameARestrictedClient(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	put(t, w, lobby.ClientUpdate{ID: "c-1", Person: &jane, Restricted: new(true), Cases: []store.Case{open("case-1", "hpa2")}})
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

// TestI18_TheTrailOfARestrictedClientsRecordIsNotGuessedFrom looks for what would try a
// guess: a digest of the event that names the client, in it or in the one after, the
// service that the person waits for, and why the case was taken back.
func TestI18_TheTrailOfARestrictedClientsRecordIsNotGuessedFrom(t *testing.T) {
	w := newWorld(t, lobby.HRS(), func(o *lobby.Options) { o.Services = []string{"refuge", "floating"} })
	put(t, w, lobby.ClientUpdate{ID: "c-1", Person: &jane, Restricted: new(true)})
	id := w.receive(haven, lobby.Arrival{Channel: store.ChannelProvider, Person: jane})
	require.NoError(t, w.JoinWaitingList(t.Context(), haven, id, "refuge"))
	require.NoError(t, w.LeaveWaitingList(t.Context(), haven, id))
	require.NoError(t, w.StartSupport(t.Context(), haven, id, "floating"))
	require.NoError(t, w.UndoSupport(t.Context(), haven, id))
	_, err := w.Assign(t.Context(), lena, id, "c-1", w.held(lena, id).Token)
	require.NoError(t, err)
	require.NoError(t, w.Withdraw(t.Context(), haven, id, "need-resolved"))
	told := func(a lobby.Actor) string {
		es, err := w.Events(t.Context(), a, store.EventQuery{Record: id})
		require.NoError(t, err)
		require.Len(t, es, 8)
		return dump(es)
	}
	all, err := w.store.Events(t.Context(), store.EventQuery{Authority: leeds, Record: id, Limit: store.MaxPage})
	require.NoError(t, err)
	marks := []string{"refuge", "floating", "need-resolved"}
	for _, e := range all {
		marks = append(marks, e.Digest)
	}
	for _, m := range marks {
		require.NotContains(t, told(lobby.Actor{ID: "luke", Authority: leeds, Role: lobby.Lead}), m)
		for _, a := range []lobby.Actor{lena, host, auditor} {
			require.Contains(t, told(a), m, a.Role)
		}
	}
	r, err := w.Record(t.Context(), amy, id)
	require.NoError(t, err)
	require.Nil(t, r.Withdrawn)
}

// TestI18_WhoHasPartedFromARestrictedClientIsNotToldOfIt merges a restricted client and
// another, either way, and undoes it: the events of the one who is not restricted name the
// other in their codes, and are in that one's file.
func TestI18_WhoHasPartedFromARestrictedClientIsNotToldOfIt(t *testing.T) {
	for _, into := range []store.ClientID{"c-hidden", "c-plain"} {
		w := newWorld(t, lobby.HPA2())
		put(t, w, lobby.ClientUpdate{ID: "c-hidden", Person: &jane, Restricted: new(true)})
		w.client("c-plain", jane)
		from := store.ClientID("c-plain")
		if into == from {
			from = "c-hidden"
		}
		w.merge(from, into)
		_, err := w.UnmergeClient(t.Context(), host, from)
		require.NoError(t, err)
		put(t, w, lobby.ClientUpdate{ID: "c-plain", Restricted: new(false)})
		told := func(a lobby.Actor) string {
			all, err := w.Events(t.Context(), a, store.EventQuery{})
			require.NoError(t, err)
			one, err := w.Events(t.Context(), a, store.EventQuery{Client: "c-plain"})
			require.NoError(t, err)
			return dump(all) + dump(one)
		}
		file := func(a lobby.Actor) string {
			b, err := w.SubjectAccess(t.Context(), a, lobby.Subject{Client: "c-plain"})
			require.NoError(t, err)
			return string(b)
		}
		trusted := dora
		trusted.Rights |= lobby.MaySeeRestricted
		require.NotContains(t, told(lobby.Actor{ID: "luke", Authority: leeds, Role: lobby.Lead})+told(dora)+file(dora), "c-hidden", into)
		for _, all := range []string{told(lena), told(host), told(auditor), file(trusted)} {
			require.Contains(t, all, "c-hidden", into)
		}
	}
}

// Who may not see a client does not erase it either, and learns nothing by trying.
func TestI18_ErasingARestrictedClientTakesTheRightToSeeIt(t *testing.T) {
	f := &faulty{Store: new(memory.Store)}
	w := newWorldOver(t, f, lobby.HPA2())
	put(t, w, lobby.ClientUpdate{ID: "c-1", Person: &jane, Restricted: new(true)})
	w.client("c-2", omar)
	w.merge("c-2", "c-1")
	hidden := w.EraseClient(t.Context(), dora, "c-1")
	require.Equal(t, dump(w.EraseClient(t.Context(), dora, "c-9")), dump(hidden))
	for _, id := range []store.ClientID{"c-1", "c-2"} {
		refusal(t, w.EraseClient(t.Context(), dora, id), lobby.ErrNotFound)
		require.False(t, w.register(id).Erased, id)
	}
	f.arm(2, 3, false) // when it is looked up whom c-2 was merged into
	refusal(t, w.EraseClient(t.Context(), dora, "c-2"), lobby.ErrStore)
	require.False(t, w.register("c-2").Erased)
	f.arm(0, 0, false)
	trusted := dora
	trusted.Rights |= lobby.MaySeeRestricted
	for _, id := range []store.ClientID{"c-1", "c-2"} {
		require.NoError(t, w.EraseClient(t.Context(), trusted, id))
		require.True(t, w.register(id).Erased, id)
	}
}

func TestI18_NobodyIsLabelledDifferentWhoWasHiddenFromTheOfficer(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	put(t, w, lobby.ClientUpdate{ID: "c-hidden", Person: &jane, Restricted: new(true)})
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
	put(t, w, lobby.ClientUpdate{ID: "c-hidden", Person: &jane, Restricted: new(true)})
	for _, id := range []store.ClientID{"c-hidden", "c-never"} {
		_, err := w.Client(t.Context(), amy, id)
		require.ErrorIs(t, err, lobby.ErrNotFound)
		require.Len(t, refusal(t, err, lobby.ErrNotFound).Unwrap(), 1, "a host that asks for the cause must not learn more")
	}
}

func TestI18_ExportingARestrictedClientTakesTheRightToSeeIt(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.client("c-1", jane)
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	_, err := w.Assign(t.Context(), amy, id, "c-1", w.held(amy, id).Token)
	require.NoError(t, err)
	put(t, w, lobby.ClientUpdate{ID: "c-1", Person: &jane, Restricted: new(true)})
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
