package lobby_test

import (
	"context"
	"sync"
	"sync/atomic"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
)

// lease is that of the relays of these tests, in a time that passes only while all wait.
const lease = 30 * time.Second

// leased is a relay that runs until it is stopped.
type leased struct {
	w     *world
	store *cuttable
	stop  context.CancelFunc
	ended chan error
	mu    sync.Mutex
	heard int
	slow  func(context.Context, *leased) error
}

// cuttable is a store that answers a relay no more once it is cut off.
type cuttable struct {
	store.Store
	cut atomic.Bool
}

func (m *cuttable) Rows(ctx context.Context, a store.Authority, ids store.IDs) (store.Rows, error) {
	if m.cut.Load() {
		return store.Rows{}, errLost
	}
	return m.Store.Rows(ctx, a, ids)
}

func (m *cuttable) Events(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
	if m.cut.Load() {
		return nil, errLost
	}
	return m.Store.Events(ctx, q)
}

func (m *cuttable) Commit(ctx context.Context, b store.Batch) error {
	if m.cut.Load() {
		return errLost
	}
	return m.Store.Commit(ctx, b)
}

func (w *world) leased(slow func(context.Context, *leased) error) *leased { return w.sharing(0, slow) }

// sharing is one of the relays that part the work into so many shares.
func (w *world) sharing(shares int, slow func(context.Context, *leased) error) *leased {
	ctx, stop := context.WithCancel(w.t.Context())
	r := &leased{w: w, store: &cuttable{Store: w.store}, stop: stop, ended: make(chan error, 1), slow: slow}
	go func() {
		r.ended <- w.On(r.store).Relay(ctx, host, mailer, r.handle, &lobby.RelayOptions{Lease: lease, Shares: shares})
	}()
	synctest.Wait()
	return r
}

func (r *leased) handle(ctx context.Context, _ store.Event) error {
	r.mu.Lock()
	r.heard++
	r.mu.Unlock()
	if r.slow != nil {
		return r.slow(ctx, r)
	}
	return nil
}

// hears is how many events a relay was given since it was last asked.
func (r *leased) hears() int {
	synctest.Wait()
	r.mu.Lock()
	defer r.mu.Unlock()
	n := r.heard
	r.heard = 0
	return n
}

func (r *leased) end() {
	r.stop()
	require.ErrorIs(r.w.t, <-r.ended, context.Canceled)
}

// arrivals lets cases arrive.
func (w *world) arrivals(n int) {
	for range n {
		w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral})
	}
}

// rowless is a store that keeps no more records, and acknowledgements still.
type rowless struct {
	store.Store
	fails atomic.Bool
}

func (r *rowless) Commit(ctx context.Context, b store.Batch) error {
	if len(b.Records) > 0 && r.fails.Load() {
		return errLost
	}
	return r.Store.Commit(ctx, b)
}
