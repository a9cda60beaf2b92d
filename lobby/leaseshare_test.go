package lobby_test

import (
	"context"
	"slices"
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

// asking counts how often somebody asks for a share, in vain if another is always faster.
type asking struct {
	store.Store
	inVain bool
	asked  atomic.Int32
}

func (s *asking) Commit(ctx context.Context, b store.Batch) error {
	for _, c := range b.Records {
		if c.Next.Claim != nil && c.Next.Sender != "" {
			s.asked.Add(1)
			if s.inVain {
				return store.ErrConflict
			}
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

func TestAShareIsItsHoldersHoweverOftenItIsAskedForInVain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorldOver(t, new(memory.Store), lobby.HPA2())
		first := w.leased(nil)
		time.Sleep(time.Second)
		in := &asking{Store: w.store, inVain: true}
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
