package lobby_test

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

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
