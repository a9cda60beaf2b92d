package lobby_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

// A host that tells of everybody anew, and not of who was merged, un-merges nobody.
func TestH1_AResyncThatForgetsAMergeLeavesItMerged(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.client("c-1", jane, open("k-1", store.HPA2))
	w.client("c-2", jane)
	w.merge("c-1", "c-2")
	put(t, w, lobby.ClientUpdate{ID: "c-1", Person: &jane}, lobby.ClientUpdate{ID: "c-2", Person: &jane})
	require.Equal(t, store.ClientID("c-2"), w.register("c-1").MergedInto)
	v := w.look(amy, w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane}))
	require.Len(t, v.Clients, 1)
	require.Equal(t, store.ClientID("c-2"), v.Clients[0].Client.ID)
	require.Equal(t, store.CaseID("k-1"), v.Clients[0].Effects[0].Case, "whose open case went over")
}

// A case is opened by the decision. Its record says since when the person waited.
func TestL16_ACaseIsOpenedByTheDecisionAndItsRecordSaysWhatCameBefore(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	waited := start.AddDate(0, -1, 0)
	id := w.receive(host, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane, Received: waited})
	d, err := w.Create(t.Context(), amy, id, w.held(amy, id).Token)
	require.NoError(t, err)
	k := w.opened(d.Client).Cases[0]
	require.Equal(t, d.At, k.Opened)
	r, err := w.Record(t.Context(), host, k.From)
	require.NoError(t, err)
	require.Equal(t, waited, r.Received)
}

// Whoever has gone is told so by every operation, and nothing is read or written.
func TestB1_WhoeverHasGoneIsToldSoByEveryOperation(t *testing.T) {
	s := newTroubles(t)
	unasked := lobby.New(failing{&answering{Store: new(memory.Store), room: store.MaxChanges, forever: errors.New("asked")}, errors.New("asked")}, s.match, lobby.HRS(), &s.o)
	for op, asks := range outputs {
		told := 0
		for _, a := range []lobby.Actor{host, haven, lena, dora, auditor} {
			a.Rights = ^lobby.Rights(0)
			q := question{records: s.q.records, clients: s.q.clients, texts: []string{"c-1"}}
			q.people = append(q.people, jane)
			asks(ask{q, unasked, cancelled(), a, func(_ any, err error) {
				if err != nil {
					require.ErrorIs(t, err, context.Canceled, op)
					told++
				}
			}})
		}
		require.Positive(t, told, op)
	}
}

// A client who cannot be read is nobody to assign to, and that is what is said.
func TestB6_AClientThatCannotBeReadIsNotAssignedTo(t *testing.T) {
	d := &damaged{Store: new(memory.Store)}
	w := newWorldOver(t, d, lobby.HPA2())
	w.client("c-1", jane)
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	token := w.held(amy, id).Token
	d.clients = []store.ClientID{"c-1"}
	_, err := w.Assign(t.Context(), amy, id, "c-1", token)
	require.Equal(t, store.ClientID("c-1"), refusal(t, err, lobby.ErrUnreadable).Client)
	require.Equal(t, store.StateClaimed, w.row(id).State)
	d.clients = nil
	require.Empty(t, w.opened("c-1").Cases)
	_, err = w.Assign(t.Context(), amy, id, "c-1", token)
	require.NoError(t, err)
}

// What is written while a record is audited breaks no chain.
func TestB6_WhatIsWrittenDuringAnAuditBreaksNothing(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	written := false
	s := lobby.New(&interrupted{Store: w.store, afterRows: func() {
		_, err := w.Claim(t.Context(), amy, id)
		require.NoError(t, err)
		written = true
	}}, plainMatcher{}, lobby.HPA2(), &w.o)
	require.NoError(t, s.Audit(t.Context(), auditor, id))
	require.True(t, written)
}

// A search goes on past what cannot be read, and says how much that is.
func TestA2_ASearchTellsWhatItCannotRead(t *testing.T) {
	d := &damaged{Store: new(memory.Store)}
	w := newWorldOver(t, d, lobby.HPA2())
	w.client("c-1", jane)
	w.client("c-2", jane)
	var ids []store.RecordID
	for range 3 {
		ids = append(ids, w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane}))
	}
	d.clients, d.records = []store.ClientID{"c-1"}, ids[:1]
	f, err := w.Search(t.Context(), amy, jane)
	require.NoError(t, err)
	require.Equal(t, []int{1, 2, 2}, []int{len(f.Clients), len(f.Records), f.Unreadable})
	for _, text := range []string{string(ids[0]), lobby.Short(ids[0]), "c-1"} {
		f, err := w.Find(t.Context(), amy, text)
		require.NoError(t, err)
		require.Equal(t, []int{0, 0, 1}, []int{len(f.Clients), len(f.Records), f.Unreadable}, text)
	}
}

// A lease of less than nothing is no lease.
func TestL16_NewRefusesALeaseOfLessThanNothing(t *testing.T) {
	o := lobby.Options{Lease: -time.Second}
	require.Contains(t, panicking(func() { lobby.New(new(memory.Store), plainMatcher{}, lobby.HPA2(), &o) }), "Options.Lease")
}

// A service within a transaction costs next to nothing, so that a host makes one for each.
func TestM10_AServiceWithinATransactionCostsNextToNothing(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	within := new(memory.Store)
	var l *lobby.Service
	require.LessOrEqual(t, testing.AllocsPerRun(100, func() { l = w.On(within) }), 5.)
	require.NotNil(t, l)
}
