package lobby_test

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

const mailer store.Consumer = "mailer"

// wall is a clock that only sleeping moves. It ends the relay after a number of sleeps.
type wall struct {
	now    time.Time
	sleeps int
	slept  []time.Duration
}

var errWoken = errors.New("slept enough")

func (c *wall) sleep(ctx context.Context, d time.Duration) error {
	c.now = c.now.Add(d)
	c.slept = append(c.slept, d)
	if len(c.slept) >= c.sleeps {
		return errWoken
	}
	return ctx.Err()
}

// on are the options of a relay that goes by a wall clock.
func (c *wall) on(o lobby.RelayOptions) *lobby.RelayOptions {
	o.Now, o.Sleep = func() time.Time { return c.now }, c.sleep
	if o.Backoff == nil {
		o.Backoff = func(n int) time.Duration { return time.Duration(n) * time.Minute }
	}
	return &o
}

// records puts records into the lobby that have three events each: received, claimed
// and released.
func (w *world) records(keys ...string) (ids []store.RecordID) {
	w.t.Helper()
	for _, key := range keys {
		ids = append(ids, w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: key, Person: jane}))
	}
	for _, id := range ids {
		_, err := w.Claim(w.t.Context(), amy, id)
		require.NoError(w.t, err)
		require.NoError(w.t, w.Release(w.t.Context(), amy, id))
	}
	return ids
}

// unheard are the events that a consumer has yet to acknowledge.
func (w *world) unheard(c store.Consumer) []store.Event {
	w.t.Helper()
	es, err := w.Events(w.t.Context(), host, store.EventQuery{Unacked: c, Limit: store.MaxPage})
	require.NoError(w.t, err)
	return es
}

// ear notes what a handler is given.
type ear struct {
	said []string
	fail func(store.Event) error
}

func (h *ear) handle(_ context.Context, e store.Event) error {
	h.said = append(h.said, fmt.Sprintf("%s %s", e.Record, e.Kind))
	if h.fail != nil {
		return h.fail(e)
	}
	return nil
}

func (h *ear) of(id store.RecordID) (kinds []string) {
	for _, s := range h.said {
		if kind, found := bytes.CutPrefix([]byte(s), []byte(id+" ")); found {
			kinds = append(kinds, string(kind))
		}
	}
	return kinds
}

func TestARelayHandsOverEachEventOnceAndInOrder(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	ids := w.records("a", "b", "c")
	var h ear
	require.NoError(t, w.Relay(t.Context(), host, mailer, h.handle, &lobby.RelayOptions{Once: true}))
	for _, id := range ids {
		require.Equal(t, []string{lobby.KindReceived, lobby.KindClaimed, lobby.KindReleased}, h.of(id))
	}
	require.Len(t, h.said, 9)
	require.Empty(t, w.unheard(mailer))
	require.NoError(t, w.Relay(t.Context(), host, mailer, h.handle, &lobby.RelayOptions{Once: true}))
	require.Len(t, h.said, 9, "and never again")
}

func TestARelayWaitsWhileThereIsNothing(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	c := wall{now: start, sleeps: 3}
	var h ear
	o := c.on(lobby.RelayOptions{Every: 5 * time.Second})
	o.Sleep = func(ctx context.Context, d time.Duration) error {
		if len(c.slept) == 1 {
			w.records("a")
		}
		return c.sleep(ctx, d)
	}
	require.ErrorIs(t, w.Relay(t.Context(), host, mailer, h.handle, o), errWoken)
	require.Len(t, h.said, 3)
	require.Equal(t, []time.Duration{5 * time.Second, 5 * time.Second, 5 * time.Second}, c.slept)
}

func TestM11_ARelayHearsOfItsOwnSystem(t *testing.T) {
	s := new(memory.Store)
	hpa2, hrs := newWorldOver(t, s, lobby.HPA2()), newWorldOver(t, s, lobby.HRS(), func(o *lobby.Options) { o.NewID = counter("hrs") })
	hpa2.records("a", "b")
	hrs.receive(shelter, lobby.Arrival{Channel: store.ChannelPartner, Key: "R-1", Person: omar})
	hpa2.client("c-1", jane)
	require.NoError(t, hpa2.EraseClient(t.Context(), dora, "c-1"))
	count := func(w *world, c store.Consumer, o lobby.RelayOptions) int {
		var h ear
		o.Once = true
		require.NoError(t, w.Relay(t.Context(), host, c, h.handle, &o))
		return len(h.said)
	}
	require.Equal(t, 1, count(hrs, mailer, lobby.RelayOptions{}))
	require.Equal(t, 7, count(hpa2, mailer, lobby.RelayOptions{}), "with what it did to the register, though another system's mailer has the same name")
	require.Equal(t, 8, count(hrs, "archive", lobby.RelayOptions{All: true}))
	require.Empty(t, hpa2.unheard(mailer))
	require.Empty(t, hpa2.unheard("archive"))
}

func TestM11_SharesAreEvenAndLeaveNothingOut(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	var keys []string
	for i := range 300 {
		keys = append(keys, fmt.Sprint(i))
	}
	w.records(keys...)
	total := 0
	for share := range 3 {
		var h ear
		require.NoError(t, w.Relay(t.Context(), host, mailer, h.handle, &lobby.RelayOptions{Once: true, Share: share, Shares: 3}))
		require.Greater(t, len(h.said), 3*60)
		total += len(h.said)
	}
	require.Equal(t, 900, total)
	require.Empty(t, w.unheard(mailer))
	for _, o := range []lobby.RelayOptions{{Share: 3, Shares: 3}, {Share: 1}, {Share: -1, Shares: 3}} {
		require.ErrorIs(t, w.Relay(t.Context(), host, mailer, new(ear).handle, &o), lobby.ErrInvalid)
	}
}

func TestARelayThatIsCancelledKeepsWhatWasHandled(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.records("a", "b")
	ctx, cancel := context.WithCancel(t.Context())
	h := ear{fail: func(store.Event) error { cancel(); return nil }}
	require.ErrorIs(t, w.Relay(ctx, host, mailer, h.handle, nil), context.Canceled)
	require.Len(t, h.said, 1)
	require.Len(t, w.unheard(mailer), 5, "the one that was being handled is acknowledged")

	ctx, cancel = context.WithCancel(t.Context())
	asked := false
	h = ear{fail: func(store.Event) error { cancel(); return ctx.Err() }}
	o := &lobby.RelayOptions{Tries: 1, SetAside: func(context.Context, *lobby.Undelivered) error { asked = true; return nil }}
	require.ErrorIs(t, w.Relay(ctx, host, mailer, h.handle, o), context.Canceled)
	require.Len(t, w.unheard(mailer), 5)
	require.False(t, asked, "a handler that was stopped has not failed")
}

func TestARelayGivesUpOnARefusalOnly(t *testing.T) {
	w := newWorld(t, lobby.HPA2(), func(o *lobby.Options) { o.Consumers = []store.Consumer{mailer}; o.Tries = 1 })
	w.records("a")
	var h ear
	require.ErrorIs(t, w.Relay(t.Context(), amy, mailer, h.handle, nil), lobby.ErrDenied)
	require.ErrorIs(t, w.Relay(t.Context(), host, "stranger", h.handle, nil), lobby.ErrInvalid)
	require.Empty(t, h.said)

	faulty := &flaky{Store: w.store, reads: 2, commits: 3}
	h.fail = func(e store.Event) error {
		if e.Kind == lobby.KindReleased {
			faulty.reads = 1
		}
		return nil
	}
	c := wall{now: start, sleeps: 7}
	o := c.on(lobby.RelayOptions{Every: time.Hour})
	require.ErrorIs(t, w.On(faulty).Relay(t.Context(), host, mailer, h.handle, o), errWoken)
	require.Len(t, h.said, 3, "what was handled and not acknowledged is acknowledged later, and not handled again")
	require.Empty(t, w.unheard(mailer))
	m := time.Minute
	require.Equal(t, []time.Duration{m, 2 * m, 3 * m, 4 * m, 5 * m, m, time.Hour}, c.slept)

	w.records("b")
	faulty = &flaky{Store: w.store, reads: 1}
	require.ErrorIs(t, w.On(faulty).Relay(t.Context(), host, mailer, h.handle, &lobby.RelayOptions{Once: true}), lobby.ErrStore)
	faulty = &flaky{Store: w.store, closed: true}
	require.ErrorIs(t, w.On(faulty).Relay(t.Context(), host, mailer, h.handle, nil), store.ErrClosed)
}

// An acknowledgement that was written, though the store could not say so, is of its own
// event alone.
func TestAnAcknowledgementIsNeverTakenForAnothers(t *testing.T) {
	w := newWorld(t, lobby.HPA2(), func(o *lobby.Options) { o.Tries = 1 })
	id := w.records("a")[0]
	var h ear
	quiet := &mute{Store: w.store, left: 2}
	c := wall{now: start, sleeps: 3}
	require.ErrorIs(t, w.On(quiet).Relay(t.Context(), host, mailer, h.handle, c.on(lobby.RelayOptions{})), errWoken)
	require.Equal(t, []string{lobby.KindReceived, lobby.KindClaimed, lobby.KindReleased}, h.of(id))
	require.Empty(t, w.unheard(mailer))
}

// mute is a store that writes and does not say so.
type mute struct {
	store.Store
	left int
}

func (m *mute) Commit(ctx context.Context, b store.Batch) error {
	err := m.Store.Commit(ctx, b)
	if m.left--; err == nil && m.left >= 0 {
		return errCut
	}
	return err
}

// flaky is a store whose first reads and commits fail.
type flaky struct {
	store.Store
	reads, commits int
	cause          error // by default errCut
	closed         bool
}

var errCut = errors.New("cut")

func (f *flaky) Events(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
	if f.closed {
		return nil, store.ErrClosed
	}
	if f.reads--; f.reads >= 0 {
		return nil, cmp.Or(f.cause, errCut)
	}
	return f.Store.Events(ctx, q)
}

func (f *flaky) Commit(ctx context.Context, b store.Batch) error {
	if f.commits--; f.commits >= 0 {
		return cmp.Or(f.cause, errCut)
	}
	return f.Store.Commit(ctx, b)
}

func TestARelayWaitsAtRandomBetweenHalfAndTheWholeOfAPowerOfTwo(t *testing.T) {
	for n, whole := range map[int]time.Duration{1: 2 * time.Second, 2: 4 * time.Second, 9: 512 * time.Second, 10: 10 * time.Minute, 100: 10 * time.Minute} {
		least, most := whole, time.Duration(0)
		for range 200 {
			d := lobby.RelayBackoff(n)
			require.GreaterOrEqual(t, d, whole/2)
			require.Less(t, d, whole)
			least, most = min(least, d), max(most, d)
		}
		require.Less(t, least, whole*6/10, "all are met, but for one in 10^19")
		require.Greater(t, most, whole*9/10)
	}
}

// An event that was handled, and whose acknowledgement failed, may be acknowledged by
// somebody else: what comes after it was not handled.
func TestWhatWasHandledIsNotTakenForTheNextEvent(t *testing.T) {
	w := newWorld(t, lobby.HPA2(), func(o *lobby.Options) { o.Tries = 1 })
	id := w.records("a")[0]
	var h ear
	c := wall{now: start, sleeps: 4}
	o := c.on(lobby.RelayOptions{})
	o.Sleep = func(ctx context.Context, d time.Duration) error {
		if len(c.slept) == 0 {
			require.NoError(t, w.Acknowledge(ctx, host, mailer, w.unheard(mailer)[0].ID))
		}
		return c.sleep(ctx, d)
	}
	require.ErrorIs(t, w.On(&flaky{Store: w.store, commits: 1}).Relay(t.Context(), host, mailer, h.handle, o), errWoken)
	require.Equal(t, []string{lobby.KindReceived, lobby.KindClaimed, lobby.KindReleased}, h.of(id))
	require.Empty(t, w.unheard(mailer))
}

func TestFailuresAreCountedFromTheLastThatWentWell(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	var h ear
	cut := &flaky{Store: w.store, reads: 2}
	c := wall{now: start, sleeps: 4}
	o := c.on(lobby.RelayOptions{Every: time.Hour})
	o.Sleep = func(ctx context.Context, d time.Duration) error {
		if d == time.Hour {
			cut.reads = 1
		}
		return c.sleep(ctx, d)
	}
	require.ErrorIs(t, w.On(cut).Relay(t.Context(), host, mailer, h.handle, o), errWoken)
	require.Equal(t, []time.Duration{time.Minute, 2 * time.Minute, time.Hour, time.Minute}, c.slept)
}
