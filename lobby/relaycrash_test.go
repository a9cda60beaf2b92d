package lobby_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

// The crash test: two systems on one store, whose relays share the work of one consumer
// while cases arrive and change, and are killed again and again.
const (
	crashShares = 4  // relays of each system
	crashKills  = 13 // of each relay
	crashEvents = 10 // of each record
)

// inbox is the other side of the handlers: what was handed over, in order.
type inbox struct {
	mu    sync.Mutex
	seen  map[store.EventID]int
	last  map[store.RecordID]store.Version
	again int
	wrong []string // what came out of order
}

// take notes an event: within a record each follows the one before, or is that again.
func (b *inbox) take(e store.Event) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.seen[e.ID]++; b.seen[e.ID] > 1 {
		b.again++
	}
	last := b.last[e.Record]
	if e.Version != last+1 && (e.Version != last || b.seen[e.ID] == 1) {
		b.wrong = append(b.wrong, fmt.Sprintf("%s: %d after %d", e.Record, e.Version, last))
	}
	b.last[e.Record] = e.Version
}

// mortal is a relay's store and handler while its process lives: it dies at some call.
type mortal struct {
	store.Store
	inbox  *inbox
	kill   context.CancelFunc
	rng    *rand.Rand
	left   int // calls until it dies; never if negative
	dead   bool
	crash  *int // how many died without a chance to acknowledge
	panics *int
}

var errDead = fmt.Errorf("killed: %w", store.ErrClosed)

// fatal reports whether this call is the last. Half of the processes are asked to end,
// and do; the other half are gone on the spot.
func (m *mortal) fatal() bool {
	if m.left--; m.left != 0 {
		return false
	}
	m.kill()
	if m.rng.IntN(2) == 0 {
		return false
	}
	m.dead = true
	*m.crash++
	return true
}

func (m *mortal) Events(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
	if m.dead || m.fatal() {
		return nil, errDead
	}
	return m.Store.Events(ctx, q)
}

func (m *mortal) Commit(ctx context.Context, b store.Batch) error {
	if m.dead {
		return errDead
	}
	if m.fatal() {
		if m.rng.IntN(2) == 0 {
			_ = m.Store.Commit(ctx, b)
		}
		return errDead
	}
	return m.Store.Commit(ctx, b)
}

func (m *mortal) handle(_ context.Context, e store.Event) error {
	if m.rng.IntN(500) == 0 {
		*m.panics++
		panic("before anything is done")
	}
	m.inbox.take(e)
	if m.fatal() {
		return errDead
	}
	return nil
}

// TestM11_RelaysThatAreKilledLoseNothing gives each relay a share of its own.
func TestM11_RelaysThatAreKilledLoseNothing(t *testing.T) {
	crash(t, func(share int) lobby.RelayOptions {
		return lobby.RelayOptions{Share: share, Shares: crashShares, Now: func() time.Time { return start }}
	})
}

// TestM11_RelaysThatShareByLeaseAreReplacedWhenTheyDie has them share by themselves, in a
// time that passes only while all of them wait.
func TestM11_RelaysThatShareByLeaseAreReplacedWhenTheyDie(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		crash(t, func(int) lobby.RelayOptions { return lobby.RelayOptions{Lease: 30 * time.Second} })
	})
}

// crash has cases of two systems arrive, and relays of both be killed while they work.
func crash(t *testing.T, options func(share int) lobby.RelayOptions) {
	records := 1000 // of each system
	if testing.Short() {
		records = 200
	}
	s := new(memory.Store)
	var work, relays sync.WaitGroup
	done := make(chan struct{})
	in := &inbox{seen: map[store.EventID]int{}, last: map[store.RecordID]store.Version{}}
	crashes, panics, kills := make([]int, 2*crashShares), make([]int, 2*crashShares), make([]int, 2*crashShares)
	for n, p := range []lobby.Policy{lobby.HPA2(), lobby.HRS()} {
		w := newWorldOver(t, s, p, func(o *lobby.Options) { o.NewID = counter(p.Name()) })
		work.Go(func() { w.busy(p, records) })
		for share := range crashShares {
			i := n*crashShares + share
			relays.Go(func() {
				kills[i] = w.undying(done, store.System(p.Name()), options(share), &mortal{
					Store: s, inbox: in, rng: rand.New(rand.NewPCG(10, uint64(i))), crash: &crashes[i], panics: &panics[i],
				})
			})
		}
	}
	work.Wait()
	close(done)
	relays.Wait()

	sum := func(of []int) (total int) {
		for _, n := range of {
			total += n
		}
		return total
	}
	require.Equal(t, 2*crashShares*crashKills, sum(kills))
	require.Positive(t, sum(crashes))
	require.Positive(t, sum(panics))
	require.Empty(t, in.wrong)
	require.Len(t, in.seen, 2*records*crashEvents)
	require.LessOrEqual(t, in.again, sum(crashes), "an event comes again only after a crash, and one for each")
	es, err := s.Events(t.Context(), store.EventQuery{Authority: leeds, Limit: 10, Unacked: mailer})
	require.NoError(t, err)
	require.Empty(t, es)
	t.Logf("%d events, %d killed, %d of them without warning, %d panics: %d handed over again", len(in.seen), sum(kills), sum(crashes), sum(panics), in.again)
}

// busy has cases arrive and change hands.
func (w *world) busy(p lobby.Policy, records int) {
	ctx := context.Background()
	by, v := portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane}
	if p.Name() == lobby.HRS().Name() {
		by, v.Channel = shelter, store.ChannelPartner
	}
	for n := range records {
		v.Key = fmt.Sprint(n)
		receipt, err := w.Receive(ctx, by, v)
		if err != nil {
			w.t.Error(err)
			return
		}
		for range (crashEvents - 1) / 3 {
			_, claimed := w.Claim(ctx, amy, receipt.ID)
			if err := errors.Join(claimed, w.Reassign(ctx, lena, receipt.ID, ben.ID), w.Release(ctx, ben, receipt.ID)); err != nil {
				w.t.Error(err)
				return
			}
		}
	}
}

// allHeard reports whether the mailer has acknowledged whatever there is of this system.
func (w *world) allHeard(system store.System) bool {
	es, err := w.store.Events(context.Background(), store.EventQuery{Authority: leeds, System: system, Limit: 1, Unacked: mailer})
	return err == nil && len(es) == 0
}

// undying runs a relay again whenever it was killed, until all is done and it has died
// often enough. It returns how often it died.
func (w *world) undying(done <-chan struct{}, system store.System, o lobby.RelayOptions, m *mortal) (died int) {
	for {
		ctx, cancel := context.WithCancel(context.Background())
		m.kill, m.dead, m.left = cancel, false, -1
		if died < crashKills {
			m.left = 1 + m.rng.IntN(400)
		}
		o.Every, o.Tries, o.Backoff = time.Second, 1<<30, func(int) time.Duration { return 0 }
		o.Sleep = func(ctx context.Context, d time.Duration) error {
			select {
			case <-done:
				if d > 0 && m.left < 0 && w.allHeard(system) {
					return errWoken
				}
			default:
			}
			if o.Lease > 0 && d > 0 {
				time.Sleep(d)
			}
			runtime.Gosched()
			return ctx.Err()
		}
		err := w.On(m).Relay(ctx, host, mailer, m.handle, &o)
		cancel()
		switch {
		case errors.Is(err, errWoken):
			return died
		case errors.Is(err, context.Canceled):
			died++
		default:
			w.t.Error(err)
			return died
		}
	}
}
