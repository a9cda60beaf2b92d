package lobby_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
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

func TestRelaysPartTheWorkAndPartItAnewWhoeverComesAndGoes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorldOver(t, new(memory.Store), lobby.HPA2())
		var all []*leased
		share := func(of, least int) {
			t.Helper()
			time.Sleep(4 * lease) // to agree
			for _, r := range all {
				require.Zero(t, r.hears())
			}
			w.arrivals(of)
			time.Sleep(lease)
			total := 0
			for i, r := range all {
				n := r.hears()
				require.GreaterOrEqual(t, n, least, "relay %d of %d", i+1, len(all))
				total += n
			}
			require.Equal(t, of, total, "each event is given to one of them, once")
		}
		for _, least := range []int{160, 60, 35, 25} {
			all = append(all, w.leased(nil))
			share(160, least)
		}
		all[0].end()
		all = all[1:]
		share(160, 35)
		all[0].store.cut.Store(true) // and never comes back, by its own account
		dead := all[0]
		all = all[1:]
		share(160, 60)
		dead.end()
		for _, r := range all {
			r.end()
		}
		require.Empty(t, w.unheard(mailer))
	})
}

// Whoever has two shares can spare one, and who has one keeps it.
func TestNoRelayIsLeftWithoutAShareWhileThereAreEnough(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorldOver(t, new(memory.Store), lobby.HPA2())
		first := w.sharing(2, nil)
		time.Sleep(time.Second)
		second := w.sharing(2, nil)
		for range 2 { // and so it stays
			time.Sleep(4 * lease)
			w.arrivals(40)
			time.Sleep(lease)
			one, other := first.hears(), second.hears()
			require.Equal(t, 40, one+other)
			require.Positive(t, min(one, other))
		}
		first.end()
		second.end()
	})
}

// TestARelayThatEndsHandsOverAtOnceAndOneThatDiesAfterItsLease counts what is left to the
// other of two.
func TestARelayThatEndsHandsOverAtOnceAndOneThatDiesAfterItsLease(t *testing.T) {
	for dies, within := range map[bool]time.Duration{false: lease / 2, true: 2 * lease} {
		t.Run(fmt.Sprint("dies ", dies), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorldOver(t, new(memory.Store), lobby.HPA2())
				first := w.leased(nil)
				time.Sleep(time.Second)
				second := w.leased(nil)
				time.Sleep(4 * lease)
				if dies {
					first.store.cut.Store(true)
				} else {
					first.end()
				}
				w.arrivals(100)
				time.Sleep(lease / 4)
				if dies {
					require.Less(t, second.hears(), 80, "the shares of the other are its own until their time is over")
				}
				time.Sleep(within)
				require.Empty(t, w.unheard(mailer))
				second.end()
				if dies {
					first.end()
				}
			})
		})
	}
}

// TestARelayGoesOnForNoLongerThanItsLease has the store cut off while a handler works.
func TestARelayGoesOnForNoLongerThanItsLease(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorldOver(t, new(memory.Store), lobby.HPA2())
		w.arrivals(3)
		var ends error
		r := w.leased(func(ctx context.Context, r *leased) error {
			if ends != nil {
				return nil
			}
			r.store.cut.Store(true)
			<-ctx.Done()
			ends = ctx.Err()
			return ends
		})
		time.Sleep(10 * lease)
		require.Equal(t, 1, r.hears(), "nothing is handed over without a share")
		require.ErrorIs(t, ends, context.DeadlineExceeded)
		require.Len(t, w.unheard(mailer), 3)
		r.store.cut.Store(false)
		time.Sleep(lease)
		require.Empty(t, w.unheard(mailer))
		r.end()
	})
}

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

// TestARelayThatRunsOnceTakesOverFromOneThatHasDied is one that cron starts: what nobody
// is at work on it does, and says that it is done only then.
func TestARelayThatRunsOnceTakesOverFromOneThatHasDied(t *testing.T) {
	for name, dies := range map[string]bool{"one that has died": true, "one that is at work": false} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorldOver(t, new(memory.Store), lobby.HPA2())
				first := w.leased(func(context.Context, *leased) error { return errLost })
				time.Sleep(2 * lease)
				first.store.cut.Store(dies)
				w.arrivals(100)
				begun, heard := time.Now(), 0
				require.NoError(t, w.Relay(t.Context(), host, mailer, func(context.Context, store.Event) error {
					heard++
					return nil
				}, &lobby.RelayOptions{Lease: lease, Once: true}))
				if dies {
					require.Equal(t, 100, heard)
				} else {
					require.Less(t, heard, 100, "the shares of the other are its own")
				}
				require.Less(t, time.Since(begun), 2*lease)
				first.store.cut.Store(false)
				first.end()
			})
		})
	}
}

// TestALeaseThatCannotBeKeptIsTold has rows refused from the first event on: when they are
// taken, and when they are written again.
func TestALeaseThatCannotBeKeptIsTold(t *testing.T) {
	for name, from := range map[string]int{"taken": 0, "kept": 1} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorldOver(t, new(memory.Store), lobby.HPA2(), func(o *lobby.Options) { o.CommitTimeout = time.Second })
				w.arrivals(3)
				heard := 0
				rows := &rowless{Store: w.store}
				rows.fails.Store(from == 0)
				err := w.On(rows).Relay(t.Context(), host, mailer, func(context.Context, store.Event) error {
					heard++
					rows.fails.Store(true)
					time.Sleep(lease / 2)
					return nil
				}, &lobby.RelayOptions{Lease: lease, Once: true})
				require.ErrorIs(t, err, lobby.ErrUnknown)
				require.Equal(t, from, heard)
				require.Len(t, w.unheard(mailer), 3-from, "what was handled is acknowledged")
			})
		})
	}
}

// A relay that finds all taken asks for its part, and says so where that cannot be written.
func TestAShareThatCannotBeAskedForIsTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorldOver(t, new(memory.Store), lobby.HPA2(), func(o *lobby.Options) { o.CommitTimeout = time.Second })
		first := w.leased(nil)
		time.Sleep(lease)
		rows := &rowless{Store: w.store}
		rows.fails.Store(true)
		err := w.On(rows).Relay(t.Context(), host, mailer, func(context.Context, store.Event) error { return nil }, &lobby.RelayOptions{Lease: lease, Once: true})
		require.ErrorIs(t, err, lobby.ErrUnknown)
		first.end()
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

// shareless is a store that reads no rows.
type shareless struct{ store.Store }

func (shareless) Rows(context.Context, store.Authority, store.IDs) (store.Rows, error) {
	return store.Rows{}, errLost
}

func TestSharesThatCannotBeReadAreNobodysAndThatIsTold(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.arrivals(1)
	err := w.On(shareless{w.store}).Relay(t.Context(), host, mailer, func(context.Context, store.Event) error {
		t.Error("it has no share")
		return nil
	}, &lobby.RelayOptions{Lease: lease, Once: true})
	require.NotContains(t, refusal(t, err, lobby.ErrStore).Error(), "jane@example.com")
}

// asking counts how often somebody asks for a share.
type asking struct {
	store.Store
	asked atomic.Int32
}

func (s *asking) Commit(ctx context.Context, b store.Batch) error {
	for _, c := range b.Records {
		if c.Next.Claim != nil && c.Next.Sender != "" {
			s.asked.Add(1)
		}
	}
	return s.Store.Commit(ctx, b)
}

func TestAShareIsAskedForOnceHoweverLongItsHolderTakes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &asking{Store: new(memory.Store)}
		w := newWorldOver(t, s, lobby.HPA2())
		first := w.sharing(8, nil)
		time.Sleep(time.Second)
		first.store.cut.Store(true)
		second := w.sharing(8, nil)
		time.Sleep(lease - 2*time.Second) // it renews twice
		require.EqualValues(t, 4, s.asked.Load())
		first.store.cut.Store(false)
		first.end()
		second.end()
	})
}

func TestNoRelayTakesMoreThanItsPartOfWhatIsFree(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorldOver(t, new(memory.Store), lobby.HPA2())
		var all []*leased
		for range 3 {
			all = append(all, w.leased(nil))
			time.Sleep(4 * lease)
		}
		dead := all[2]
		dead.store.cut.Store(true)
		for range 4 * lease / time.Second {
			time.Sleep(time.Second)
			synctest.Wait()
			holds := map[store.ActorID]int{}
			page, err := w.store.Records(t.Context(), store.Query{Authority: leeds + "/relay", Limit: store.MaxPage})
			require.NoError(t, err)
			for _, r := range page.Records {
				if r.Claim != nil {
					holds[r.Claim.Officer]++
				}
			}
			for _, n := range holds {
				require.LessOrEqual(t, n, 8, "of sixteen")
			}
		}
		dead.store.cut.Store(false)
		for _, r := range all {
			r.end()
		}
	})
}

// A relay that was cut off for longer than its lease has lost all, and does not count what
// it had before when it asks for its part.
func TestARelayThatComesBackAsksForItsPartAnew(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorldOver(t, new(memory.Store), lobby.HPA2())
		first := w.leased(nil)
		time.Sleep(time.Second)
		first.store.cut.Store(true)
		second := w.leased(nil)
		time.Sleep(4 * lease)
		w.arrivals(80)
		time.Sleep(lease)
		require.Equal(t, 80, second.hears(), "it has taken over all")
		first.store.cut.Store(false)
		time.Sleep(4 * lease)
		w.arrivals(160)
		time.Sleep(lease)
		require.Greater(t, first.hears(), 40)
		require.Greater(t, second.hears(), 40)
		first.end()
		second.end()
	})
}

// A relay that has given up a share goes on with the rest only, although whoever has asked
// for it is gone and takes it no more.
func TestAShareThatIsGivenUpIsItsHoldersNoMore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorldOver(t, new(memory.Store), lobby.HPA2())
		first := w.sharing(2, nil)
		time.Sleep(time.Second)
		second := w.sharing(2, nil) // which asks at once
		given := func() bool {
			page, err := w.store.Records(t.Context(), store.Query{Authority: leeds + "/relay", Limit: store.MaxPage})
			require.NoError(t, err)
			return slices.ContainsFunc(page.Records, func(r store.Record) bool { return r.Claim == nil })
		}
		second.store.cut.Store(true)
		for !given() {
			time.Sleep(time.Second / 2)
			synctest.Wait()
		}
		w.arrivals(40)
		time.Sleep(5 * time.Second) // and it does not look at the rows before
		n := first.hears()
		require.Positive(t, n)
		require.Less(t, n, 40)
		first.end()
		second.store.cut.Store(false)
		second.end()
	})
}

// What is left to others is waited for only while it is left.
func TestARelayThatRunsOnceEndsWhenWhatItLeftIsDone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorldOver(t, new(memory.Store), lobby.HPA2())
		first := w.leased(nil)
		time.Sleep(time.Second)
		first.store.cut.Store(true)
		w.arrivals(3)
		begun, ended := time.Now(), make(chan error, 1)
		go func() {
			ended <- w.Relay(t.Context(), host, mailer, func(context.Context, store.Event) error {
				t.Error("it has no share")
				return nil
			}, &lobby.RelayOptions{Lease: lease, Once: true})
		}()
		time.Sleep(3 * time.Second)
		synctest.Wait()
		require.Empty(t, ended, "it waits for whether the other is alive")
		for _, e := range w.unheard(mailer) {
			require.NoError(t, w.Acknowledge(t.Context(), host, mailer, e.ID))
		}
		require.NoError(t, <-ended)
		require.Less(t, time.Since(begun), 5*time.Second)
		first.store.cut.Store(false)
		first.end()
	})
}

// unaskable is a store in which somebody is always faster than whoever asks for a share.
type unaskable struct {
	store.Store
	asked atomic.Int32
}

func (u *unaskable) Commit(ctx context.Context, b store.Batch) error {
	for _, c := range b.Records {
		if c.Next.Claim != nil && c.Next.Sender != "" {
			u.asked.Add(1)
			return store.ErrConflict
		}
	}
	return u.Store.Commit(ctx, b)
}

func TestAShareIsItsHoldersHoweverOftenItIsAskedForInVain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorldOver(t, new(memory.Store), lobby.HPA2())
		first := w.leased(nil)
		time.Sleep(time.Second)
		in := &unaskable{Store: w.store}
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() {
			ended <- w.On(in).Relay(ctx, host, mailer, func(context.Context, store.Event) error {
				t.Error("it has no share")
				return nil
			}, &lobby.RelayOptions{Lease: lease})
		}()
		for range 10 {
			time.Sleep(lease)
			w.arrivals(16)
		}
		time.Sleep(lease)
		require.Equal(t, 160, first.hears())
		require.Greater(t, in.asked.Load(), int32(10))
		stop()
		require.ErrorIs(t, <-ended, context.Canceled)
		first.end()
	})
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

// A lease that is over before the shares are written again would have a relay hand over
// nothing, and say nothing.
func TestALeaseTooShortForItsStoreIsTold(t *testing.T) {
	for _, shares := range []int{0, 1} {
		aLeaseTooShort(t, shares)
	}
}

func aLeaseTooShort(t *testing.T, shares int) {
	t.Helper()
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

func TestARelayWithALeaseThatIsCancelledBeforeItBeginsSaysSo(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	err := w.Relay(ctx, host, mailer, func(context.Context, store.Event) error { return nil }, &lobby.RelayOptions{Lease: lease})
	require.ErrorIs(t, err, context.Canceled)
}

// mum is a store that answers no more, once it is told to.
type mum struct {
	store.Store
	on atomic.Bool
}

func (s *mum) Rows(ctx context.Context, a store.Authority, ids store.IDs) (store.Rows, error) {
	if s.on.Load() {
		<-ctx.Done()
		return store.Rows{}, ctx.Err()
	}
	return s.Store.Rows(ctx, a, ids)
}

func TestARelayEndsAlsoWhereTheStoreAnswersNoMore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorldOver(t, new(memory.Store), lobby.HPA2(), func(o *lobby.Options) { o.CommitTimeout = time.Minute })
		s := &mum{Store: w.store}
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() {
			ended <- w.On(s).Relay(ctx, host, mailer, func(context.Context, store.Event) error { return nil }, &lobby.RelayOptions{Lease: lease})
		}()
		time.Sleep(lease)
		s.on.Store(true)
		stop()
		select {
		case err := <-ended:
			require.ErrorIs(t, err, context.Canceled)
		case <-time.After(2 * time.Minute):
			s.on.Store(false)
			t.Fatal("still giving up its shares")
		}
	})
}

// orderly is a store in which nobody asks for a share that another has asked for.
type orderly struct {
	store.Store
	t *testing.T
}

func (o orderly) Commit(ctx context.Context, b store.Batch) error {
	for _, c := range b.Records {
		if c.Next.Claim != nil && c.Was != nil {
			assert.True(o.t, c.Was.Sender == "" || c.Was.Sender == c.Next.Sender, "the share is another's already")
		}
	}
	return o.Store.Commit(ctx, b)
}

func TestNobodyAsksForAShareThatAnotherHasAskedFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorldOver(t, orderly{new(memory.Store), t}, lobby.HPA2())
		first := w.leased(nil)
		time.Sleep(time.Second)
		first.store.cut.Store(true)
		second := w.leased(nil)
		time.Sleep(time.Second)
		third := w.leased(nil)
		time.Sleep(lease / 2)
		first.store.cut.Store(false)
		for _, r := range []*leased{first, second, third} {
			r.end()
		}
	})
}

// That a lease is renewed is nothing that a host has asked for.
func TestARenewalIsNotLogged(t *testing.T) {
	var log bytes.Buffer
	w := newWorld(t, lobby.HPA2(), func(o *lobby.Options) { o.Logger = slog.New(slog.NewTextHandler(&log, nil)) })
	require.NoError(t, w.Relay(t.Context(), host, mailer, func(context.Context, store.Event) error { return nil }, &lobby.RelayOptions{Lease: lease, Once: true}))
	require.Empty(t, log.String())
}
