package lobby_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
)

// An event of the register is about a client, and so are events of records: each is in
// the order of what it belongs to.
func TestARecordThatWaitsHoldsUpNoEventOfTheRegister(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.client("c-1", jane)
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "a", Person: jane})
	_, err := w.Assign(t.Context(), amy, id, "c-1", w.held(amy, id).Token)
	require.NoError(t, err)
	require.NoError(t, w.EraseClient(t.Context(), dora, "c-1"))
	h := ear{fail: func(e store.Event) error {
		if e.Kind == lobby.KindAssigned {
			return errors.New("down")
		}
		return nil
	}}
	err = w.Relay(t.Context(), host, mailer, h.handle, &lobby.RelayOptions{Once: true})
	require.ErrorContains(t, err, "record "+string(id))
	require.Equal(t, []string{lobby.KindReceived, lobby.KindClaimed, lobby.KindAssigned}, h.of(id))
	require.Equal(t, []string{lobby.KindClientErased}, h.of(""))

	h = ear{fail: func(e store.Event) error {
		if e.Record == "" {
			return errors.New("down")
		}
		return nil
	}}
	err = w.Relay(t.Context(), host, "archive", h.handle, &lobby.RelayOptions{Once: true})
	require.ErrorContains(t, err, "client c-1")
	require.Equal(t, lobby.KindErased, h.of(id)[3], "nor the other way about")
}

// However many fail, a relay comes to those behind them: a page of events that are tried
// again later is not the end.
func TestMoreFailuresThanAPageHoldUpNobodyBehindThem(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	for i := range store.MaxPage {
		w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: fmt.Sprint("fails-", i)})
	}
	last := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "last"})
	h := ear{fail: func(e store.Event) error {
		if e.Record != last {
			return errors.New("down")
		}
		return nil
	}}
	require.Error(t, w.Relay(t.Context(), host, mailer, h.handle, &lobby.RelayOptions{Once: true}))
	require.Equal(t, []string{lobby.KindReceived}, h.of(last))
}

// TestA4_AClockThatIsBehindHidesNoEvent has two nodes write, one of whose clocks is
// twenty minutes behind, and a consumer poll after each.
func TestA4_AClockThatIsBehindHidesNoEvent(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	behind := newWorldOver(t, w.store, lobby.HPA2(), func(o *lobby.Options) { o.NewID = counter("behind") })
	behind.clock.move(-20 * time.Minute)
	heard := map[store.EventID]bool{}
	poll := func() {
		es, err := w.Events(t.Context(), host, store.EventQuery{Unacked: mailer, Limit: 2})
		require.NoError(t, err)
		for _, e := range es {
			require.False(t, heard[e.ID], "acknowledged, and there again")
			heard[e.ID] = true
			require.NoError(t, w.Acknowledge(t.Context(), host, mailer, e.ID))
		}
	}
	for n := range 3 {
		for _, node := range []*world{w, behind} {
			id := node.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: fmt.Sprint(n, node == w), Person: jane})
			poll()
			node.held(amy, id)
			poll()
			require.NoError(t, w.Release(t.Context(), amy, id))
			poll()
		}
	}
	for range 9 {
		poll()
	}
	require.Len(t, heard, 18)
}

// TestA04_WhatIsCommittedLateComesBeforeWhatFollowsIt has a record told of while the relay
// is past where its first event belongs, and before where its second does.
func TestA04_WhatIsCommittedLateComesBeforeWhatFollowsIt(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	at := func(n int) time.Time { return start.Add(time.Duration(n) * time.Second) }
	tell := func(id store.RecordID, n int, v store.Version) {
		e := store.Event{Authority: leeds, ID: store.EventID(fmt.Sprintf("%s/%d", id, v)), At: at(n), Kind: "told", System: "hpa2", Record: id, Version: v}
		require.NoError(t, w.store.Commit(t.Context(), store.Batch{Authority: leeds, Events: []store.Event{e}}))
	}
	for n := range store.MaxPage + 100 {
		tell(store.RecordID(fmt.Sprintf("stuck-%03d", n)), 10+n, 1)
	}
	behind := &interrupted{Store: w.store, afterEvents: func() {
		tell("late", 1, 1)
		tell("late", 10_000, 2)
	}}
	var told []string
	err := w.On(behind).Relay(t.Context(), host, mailer, func(_ context.Context, e store.Event) error {
		if e.Record != "late" {
			return errors.New("stuck")
		}
		told = append(told, string(e.ID))
		return nil
	}, &lobby.RelayOptions{Once: true})
	require.ErrorContains(t, err, "stuck-599", "what waits fills more than a page, and hides nothing")
	require.Equal(t, []string{"late/1", "late/2"}, told)
}
