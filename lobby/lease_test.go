package lobby_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

func TestWhoMayNotRelayKeepsNobodyFromAShare(t *testing.T) {
	w := newWorld(t, lobby.HPA2(), func(o *lobby.Options) { o.Consumers = []store.Consumer{mailer} })
	handler := func(context.Context, store.Event) error { return nil }
	for what, err := range map[string]error{
		"an officer":         w.Relay(t.Context(), amy, mailer, handler, &lobby.RelayOptions{Lease: lease}),
		"who is no consumer": w.Relay(t.Context(), host, "nobody", handler, &lobby.RelayOptions{Lease: lease}),
		"a share of its own": w.Relay(t.Context(), host, mailer, handler, &lobby.RelayOptions{Lease: lease, Shares: 2, Share: 1}),
		"tries of no number": w.Relay(t.Context(), host, mailer, handler, &lobby.RelayOptions{Once: true, Tries: -1}),
		"less than no pause": w.Relay(t.Context(), host, mailer, handler, &lobby.RelayOptions{Once: true, Every: -1}),
		"less than a share":  w.Relay(t.Context(), host, mailer, handler, &lobby.RelayOptions{Once: true, Shares: -1}),
		"no time":            w.Relay(t.Context(), host, mailer, handler, &lobby.RelayOptions{Lease: -1}),
		"hardly any time":    w.Relay(t.Context(), host, mailer, handler, &lobby.RelayOptions{Lease: 1}),
		"too little time":    w.Relay(t.Context(), host, mailer, handler, &lobby.RelayOptions{Lease: time.Second - 1}),
		"too many shares":    w.Relay(t.Context(), host, mailer, handler, &lobby.RelayOptions{Lease: lease, Shares: store.MaxPage + 1}),
	} {
		require.True(t, errors.Is(err, lobby.ErrDenied) || errors.Is(err, lobby.ErrInvalid), "%s: %v", what, err)
	}
	page, err := w.store.Records(t.Context(), store.Query{Authority: leeds + "/relay", Limit: store.MaxPage})
	require.NoError(t, err)
	require.Zero(t, page.Len())

	w.arrivals(1)
	require.NoError(t, w.Relay(t.Context(), host, mailer, handler, &lobby.RelayOptions{Lease: lease, Once: true, Shares: store.MaxPage}), "as many shares as there may be")
	require.Empty(t, w.unheard(mailer))

	w.arrivals(1)
	for share := range store.MaxPage + 1 {
		require.NoError(t, w.Relay(t.Context(), host, mailer, handler, &lobby.RelayOptions{Once: true, Share: share, Shares: store.MaxPage + 1}), "and more without a lease")
	}
	require.Empty(t, w.unheard(mailer))
}

// A share that cannot be read once, while a record's events are handed over, ends a relay
// that runs once: it does not go on as if it still had it.
func TestALeaseThatCannotBeReadIsToldAlsoBetweenTwoEvents(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &faulty{Store: new(memory.Store)}
		w := newWorldOver(t, f, lobby.HPA2())
		w.held(amy, w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral})) // two events
		heard := 0
		err := w.Relay(t.Context(), host, mailer, func(context.Context, store.Event) error {
			heard++
			time.Sleep(lease / 2)
			f.arm(2, 3, false) // after this one is acknowledged
			return nil
		}, &lobby.RelayOptions{Lease: lease, Once: true})
		refusal(t, err, lobby.ErrStore)
		require.Equal(t, 1, heard)
		require.Len(t, w.unheard(mailer), 1)
	})
}

// However seldom a relay asks for events, it renews its lease in time.
func TestALeaseIsRenewedHoweverSeldomThereIsAnything(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorldOver(t, new(memory.Store), lobby.HPA2())
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		var heard atomic.Int32
		go func() {
			ended <- w.Relay(ctx, host, mailer, func(context.Context, store.Event) error { heard.Add(1); return nil }, &lobby.RelayOptions{Lease: lease, Every: 24 * time.Hour})
		}()
		time.Sleep(10 * lease)
		second := w.leased(nil)
		time.Sleep(lease / 2)
		w.arrivals(40)
		time.Sleep(lease / 2)
		require.Positive(t, heard.Load(), "it has shares still")
		stop()
		require.ErrorIs(t, <-ended, context.Canceled)
		second.end()
	})
}

// TestALeaseThatCannotBeKeptIsTold has rows refused: when shares are taken, when they are
// written again after the first event, and when they are asked for because another has all.
func TestALeaseThatCannotBeKeptIsTold(t *testing.T) {
	for name, tc := range map[string]struct {
		another bool // has all shares
		heard   int  // before rows are refused
	}{"taken": {}, "kept": {heard: 1}, "asked for": {another: true}} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorldOver(t, new(memory.Store), lobby.HPA2(), func(o *lobby.Options) { o.CommitTimeout = time.Second })
				if tc.another {
					first := w.leased(func(context.Context, *leased) error { return errLost })
					defer first.end()
					time.Sleep(lease)
				}
				w.arrivals(3)
				heard := 0
				rows := &rowless{Store: w.store}
				rows.fails.Store(tc.heard == 0)
				err := w.On(rows).Relay(t.Context(), host, mailer, func(context.Context, store.Event) error {
					heard++
					rows.fails.Store(true)
					time.Sleep(lease / 2)
					return nil
				}, &lobby.RelayOptions{Lease: lease, Once: true})
				require.ErrorIs(t, err, lobby.ErrUnknown)
				require.Equal(t, tc.heard, heard)
				require.Len(t, w.unheard(mailer), 3-tc.heard, "what was handled is acknowledged")
			})
		})
	}
}

func TestSharesThatCannotBeReadAreNobodysAndThatIsTold(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.arrivals(1)
	err := w.On(failing{w.store, errLost}).Relay(t.Context(), host, mailer, func(context.Context, store.Event) error {
		t.Error("it has no share")
		return nil
	}, &lobby.RelayOptions{Lease: lease, Once: true})
	require.NotContains(t, refusal(t, err, lobby.ErrStore).Error(), "jane@example.com")
}

// A lease that is over before the shares are written again would have a relay hand over
// nothing, and say nothing.
func TestALeaseTooShortForItsStoreIsTold(t *testing.T) {
	for _, shares := range []int{0, 1} {
		w := newWorld(t, lobby.HPA2())
		w.arrivals(3)
		now := start
		slow := func() time.Time { // everything takes a whole second
			now = now.Add(time.Second)
			return now
		}
		heard := 0
		handler := func(context.Context, store.Event) error { heard++; return nil }
		err := w.Relay(t.Context(), host, mailer, handler, &lobby.RelayOptions{Shares: shares, Lease: time.Second, Once: true, Now: slow})
		e := refusal(t, err, lobby.ErrBusy)
		require.Equal(t, []string{"lease", "too-short"}, []string{e.Field, e.Code})
		require.Zero(t, heard)
		require.NotEmpty(t, w.unheard(mailer), "all is left for a lease that is long enough")

		require.NoError(t, w.Relay(t.Context(), host, mailer, handler, &lobby.RelayOptions{Shares: shares, Lease: time.Hour, Once: true, Now: slow}))
		require.Equal(t, 3, heard)
		require.Empty(t, w.unheard(mailer))
	}
}

// That a lease is renewed is nothing that a host has asked for.
func TestARenewalIsNotLogged(t *testing.T) {
	var log bytes.Buffer
	w := newWorld(t, lobby.HPA2(), func(o *lobby.Options) { o.Logger = slog.New(slog.NewTextHandler(&log, nil)) })
	require.NoError(t, w.Relay(t.Context(), host, mailer, func(context.Context, store.Event) error { return nil }, &lobby.RelayOptions{Lease: lease, Once: true}))
	require.Empty(t, log.String())
}

// A store that fails once, as a relay begins, is waited for as it is later.
func TestARelayWithALeaseOutlastsAFailureAtItsBeginning(t *testing.T) {
	f := &faulty{Store: new(memory.Store)}
	w := newWorldOver(t, f, lobby.HPA2())
	w.arrivals(1)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	heard := 0
	f.arm(1, 2, false)
	err := w.Relay(ctx, host, mailer, func(context.Context, store.Event) error {
		heard++
		stop()
		return nil
	}, &lobby.RelayOptions{Lease: lease, Sleep: func(ctx context.Context, _ time.Duration) error { return ctx.Err() }})
	require.ErrorIs(t, err, context.Canceled)
	require.Equal(t, 1, heard)
}

// shareRows counts what is written of the shares of relays.
type shareRows struct {
	store.Store
	written int
}

func (s *shareRows) Commit(ctx context.Context, b store.Batch) error {
	if b.Authority == leeds+"/relay" {
		s.written++
	}
	return s.Store.Commit(ctx, b)
}

// Shares are written as they are taken and as they are given up, and in between once a
// third of the lease is over: not with every event.
func TestALeaseIsNotRenewedBeforeItIsTime(t *testing.T) {
	const shares = 2
	s := &shareRows{Store: new(memory.Store)}
	w := newWorldOver(t, s, lobby.HPA2())
	w.arrivals(20)
	require.NoError(t, w.Relay(t.Context(), host, mailer, func(context.Context, store.Event) error { return nil },
		&lobby.RelayOptions{Lease: lease, Shares: shares, Once: true, Now: fixed}))
	require.Empty(t, w.unheard(mailer))
	require.Equal(t, 2*shares, s.written)
}

// A claim that came back after it had been another's is a new one: what was prepared before is
// reviewed anew.
func TestI03_WhatLapsedAndCameBackVoidsWhatWasPrepared(t *testing.T) {
	w := newWorld(t, lobby.HPA2(), func(o *lobby.Options) { o.Lease = time.Hour })
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	old := w.held(amy, id)
	for _, by := range []lobby.Actor{ben, amy} {
		w.clock.move(time.Hour)
		_, err := w.Claim(t.Context(), by, id)
		require.NoError(t, err)
	}
	_, err := w.Create(t.Context(), amy, id, old.Token)
	require.Equal(t, []lobby.Changed{{What: lobby.ChangedClaim}}, refusal(t, err, lobby.ErrStale).Changed)
}
