package storetest

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// unusual stores are sound: the contract allows what they do.
var unusual = map[string]func(*broken){
	"one commit in fifty fails and leaves nothing": func(s *broken) {
		commit, n := s.commit, new(atomic.Int32)
		s.commit = func(ctx context.Context, b store.Batch) error {
			if n.Add(1)%50 == 0 {
				return errors.New("connection reset")
			}
			return commit(ctx, b)
		}
	},
	"one commit in fifty is applied and fails": func(s *broken) {
		commit, n := s.commit, new(atomic.Int32)
		s.commit = func(ctx context.Context, b store.Batch) error {
			err := commit(ctx, b)
			if n.Add(1)%50 == 0 && err == nil {
				return errors.New("connection reset")
			}
			return err
		}
	},
	"one call in twenty fails": func(s *broken) {
		n := new(atomic.Int32)
		failing := func() error {
			if n.Add(1)%20 == 0 {
				return errors.New("connection reset")
			}
			return nil
		}
		commit, rows, records, clients, candidates, events := s.commit, s.rows, s.records, s.clients, s.candidates, s.events
		s.commit = func(ctx context.Context, b store.Batch) error {
			if err := failing(); err != nil && b.Check() == nil {
				return err
			}
			return commit(ctx, b)
		}
		s.rows = func(ctx context.Context, a store.Authority, ids store.IDs) (store.Rows, error) {
			found, err := rows(ctx, a, ids)
			return found, cmpErr(err, failing())
		}
		s.records = func(ctx context.Context, q store.Query) ([]store.Record, error) {
			page, err := records(ctx, q)
			return page, cmpErr(err, failing())
		}
		s.clients = func(ctx context.Context, q store.ClientQuery) ([]store.Client, error) {
			page, err := clients(ctx, q)
			return page, cmpErr(err, failing())
		}
		s.candidates = func(ctx context.Context, a store.Authority, ks []matching.Key, limit int) (matching.Pool, error) {
			p, err := candidates(ctx, a, ks, limit)
			return p, cmpErr(err, failing())
		}
		s.events = func(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
			page, err := events(ctx, q)
			return page, cmpErr(err, failing())
		}
	},
	"a deadlock is an unknown failure": func(s *broken) {
		commit, n := s.commit, new(atomic.Int32)
		s.commit = func(ctx context.Context, b store.Batch) error {
			n.Add(1)
			defer n.Add(-1)
			if n.Load() > 1 && rand.IntN(10) == 0 {
				return errors.New("deadlock detected")
			}
			return commit(ctx, b)
		}
	},
	"what cannot be serialised is tried again": func(s *broken) {
		commit := s.commit
		s.commit = func(ctx context.Context, b store.Batch) error {
			for range 3 {
				if err := ctx.Err(); err != nil {
					return err
				}
				time.Sleep(10 * time.Microsecond)
			}
			return commit(ctx, b)
		}
	},
	"lists wait until they have caught up": func(s *broken) {
		records := s.records
		s.records = func(ctx context.Context, q store.Query) ([]store.Record, error) {
			time.Sleep(time.Millisecond)
			return records(ctx, q)
		}
	},
	"every block is followed": func(s *broken) {
		gather := s.gather
		all := func(limit int) int {
			if limit >= 0 {
				limit = max(limit, 1<<20)
			}
			return limit
		}
		s.candidates = func(ctx context.Context, a store.Authority, ks []matching.Key, limit int) (matching.Pool, error) {
			return s.Store.Candidates(ctx, a, ks, all(limit))
		}
		s.gather = func(ctx context.Context, a store.Authority, ks []matching.Key, limit int) (matching.Pool, store.Gathered, error) {
			return gather(ctx, a, ks, all(limit))
		}
	},
	"counts and sizes over a thousand are estimates": searched(func(p *matching.Pool, limit int) {
		for i, c := range p.Counts {
			switch {
			case c.Key.CountOnly() && c.Clients > 1000:
				p.Counts[i].Clients = c.Clients * 109 / 100
			case !c.Key.CountOnly() && c.Clients > limit:
				p.Counts[i].Clients = 1_000_000_000
			}
		}
		if p.Size > 1000 {
			p.Size = p.Size * 91 / 100
		}
	}),
	"a store takes 16 at once": func(s *broken) {
		commit := s.commit
		s.takes = store.MinChanges
		s.commit = func(ctx context.Context, b store.Batch) error {
			if b.Len() > store.MinChanges {
				return store.ErrInvalid
			}
			return commit(ctx, b)
		}
	},
	"contention is busy": func(s *broken) {
		commit := s.commit
		s.commit = func(ctx context.Context, b store.Batch) error {
			if len(s.locked) > 0 && b.Check() == nil && ctx.Err() == nil {
				return store.ErrBusy
			}
			return commit(ctx, b)
		}
	},
	"nothing is nil": func(s *broken) {
		records := s.records
		s.records = func(ctx context.Context, q store.Query) ([]store.Record, error) {
			page, err := records(ctx, q)
			if page == nil {
				page = []store.Record{}
			}
			return page, err
		}
	},
	"a commit whose caller has gone lands after the next read": func(s *broken) {
		var mu sync.Mutex
		var late []store.Batch
		commit, rows, events := s.commit, s.rows, s.events
		land := func() {
			mu.Lock()
			defer mu.Unlock()
			for _, b := range late {
				_ = commit(context.Background(), b)
			}
			late = nil
		}
		s.commit = func(ctx context.Context, b store.Batch) error {
			if ctx.Err() == nil || b.Check() != nil {
				return commit(ctx, b)
			}
			mu.Lock()
			defer mu.Unlock()
			late = append(late, clone(b))
			return ctx.Err()
		}
		s.rows = func(ctx context.Context, a store.Authority, ids store.IDs) (store.Rows, error) {
			defer land()
			return rows(ctx, a, ids)
		}
		s.events = func(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
			defer land()
			return events(ctx, q)
		}
	},
}

// searched changes what a search finds, whether or not rows come along.
func searched(change func(p *matching.Pool, limit int)) func(*broken) {
	return func(s *broken) {
		gather := s.gather
		pooled(change)(s)
		s.gather = func(ctx context.Context, a store.Authority, ks []matching.Key, limit int) (matching.Pool, store.Gathered, error) {
			p, came, err := gather(ctx, a, ks, limit)
			change(&p, limit)
			return p, came, err
		}
	}
}

// cmpErr is the first of two errors that is one.
func cmpErr(err, other error) error {
	if err != nil {
		return err
	}
	return other
}

// latent takes a while for every call.
func latent(d time.Duration) func(*broken) {
	return func(s *broken) {
		commit, rows, records, clients, candidates, events := s.commit, s.rows, s.records, s.clients, s.candidates, s.events
		s.commit = func(ctx context.Context, b store.Batch) error { time.Sleep(d); return commit(ctx, b) }
		s.rows = func(ctx context.Context, a store.Authority, ids store.IDs) (store.Rows, error) {
			time.Sleep(d)
			return rows(ctx, a, ids)
		}
		s.records = func(ctx context.Context, q store.Query) ([]store.Record, error) {
			time.Sleep(d)
			return records(ctx, q)
		}
		s.clients = func(ctx context.Context, q store.ClientQuery) ([]store.Client, error) {
			time.Sleep(d)
			return clients(ctx, q)
		}
		s.candidates = func(ctx context.Context, a store.Authority, ks []matching.Key, limit int) (matching.Pool, error) {
			time.Sleep(d)
			return candidates(ctx, a, ks, limit)
		}
		s.events = func(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
			time.Sleep(d)
			return events(ctx, q)
		}
	}
}

// crowds are unusual stores in one, what is nearest to the store first: a check that
// one of them fails by itself fails on the crowd as well.
var crowds = map[string][]string{
	"calls that fail and wait, on a store of small batches": {
		"nothing is nil", "lists wait until they have caught up", "every block is followed", "a store takes 16 at once", "one call in twenty fails",
	},
	"commits that fail and land later, and estimates": {
		"counts and sizes over a thousand are estimates", "what cannot be serialised is tried again", "contention is busy", "a deadlock is an unknown failure", "one commit in fifty fails and leaves nothing",
		"one commit in fifty is applied and fails", "a commit whose caller has gone lands after the next read",
	},
}

// TestAnUnusualStoreFailsNoCheck takes minutes with each of them by itself.
func TestAnUnusualStoreFailsNoCheck(t *testing.T) {
	crowds := crowds
	if os.Getenv("CASELOBBY_LONG") != "" {
		crowds = make(map[string][]string)
		for name := range unusual {
			crowds[name] = []string{name}
		}
	}
	for name, crowd := range crowds {
		t.Run(name, func(t *testing.T) {
			for _, g := range groups {
				for _, c := range g.checks {
					if failed, said := onUnusual(t, c, crowd); failed {
						require.Fail(t, "a check fails on a sound store", "%s/%s %s: %.2000s", g.name, c.name, oddest(t, c, crowd), said)
					}
				}
			}
		})
	}
}

// onUnusual runs a check on a store that is unusual in several ways.
func onUnusual(t *testing.T, c check, crowd []string) (failed bool, said string) {
	t.Helper()
	s := sound()
	for _, one := range crowd {
		unusual[one](s)
	}
	return verdictAt(8*pace(brisk), t, c, s, time.Minute)
}

// oddest says in which of several ways a store is unusual on which a check fails: in
// those with each of which alone it fails or, if there is none, without each of which it
// does not.
func oddest(t *testing.T, c check, crowd []string) string {
	t.Helper()
	if failed, _ := onUnusual(t, c, crowd); !failed {
		return "sometimes"
	}
	var alone, without []string
	for i, one := range crowd {
		if failed, _ := onUnusual(t, c, []string{one}); failed {
			alone = append(alone, one)
		}
		if failed, _ := onUnusual(t, c, slices.Delete(slices.Clone(crowd), i, i+1)); !failed {
			without = append(without, one)
		}
	}
	switch {
	case len(alone) > 0:
		return fmt.Sprintf("where by itself %q", alone)
	case len(without) > 0:
		return fmt.Sprintf("where together %q", without)
	}
	return fmt.Sprintf("for several reasons among %q", crowd)
}

func TestAFailureOnACrowdNamesWhatIsOddOfIt(t *testing.T) {
	small, estimates, waits := "a store takes 16 at once", "counts and sizes over a thousand are estimates", "lists wait until they have caught up"
	crowd := []string{waits, small, estimates}
	takesLess := func(s *subject) bool { return s.most() < store.MaxChanges }
	estimated := func(t tb, s *subject) bool {
		given := clients()
		for i := range 1100 {
			given.Clients = append(given.Clients, writeClient(0, store.Client{Authority: here, ID: store.ClientID(fmt.Sprint(i)), Keys: keys(1)}))
		}
		s.given(t, given)
		return s.pool(t, here, 1, 1).Size != 1100
	}
	for want, run := range map[string]func(t tb, s *subject){
		fmt.Sprintf("where by itself %q", []string{small}): func(t tb, s *subject) {
			if takesLess(s) {
				t.Fatalf("small")
			}
		},
		fmt.Sprintf("where together %q", []string{small, estimates}): func(t tb, s *subject) {
			if takesLess(s) && estimated(t, s) {
				t.Fatalf("small, and not exact")
			}
		},
		"sometimes": func(tb, *subject) {},
	} {
		require.Equal(t, want, oddest(t, check{name: "some", why: "it is a test", run: run}, crowd))
	}
}

func TestEveryUnusualStoreIsInACrowd(t *testing.T) {
	var all []string
	for _, crowd := range crowds {
		all = append(all, crowd...)
	}
	require.ElementsMatch(t, slices.Collect(maps.Keys(unusual)), all)
}

// TestASlowStorePassesInTime takes minutes.
func TestASlowStorePassesInTime(t *testing.T) {
	if os.Getenv("CASELOBBY_LONG") == "" {
		t.Skip("skipped: set CASELOBBY_LONG=1")
	}
	for _, d := range []time.Duration{2 * time.Millisecond, 20 * time.Millisecond} {
		t.Run(d.String(), func(t *testing.T) {
			Run(t, func(*testing.T) store.Store {
				s := sound()
				latent(d)(s)
				return s
			}, Handle(func(s store.Store) (store.Store, error) { return s.(*broken).handle(s) }))
		})
	}
}
