package storetest

import (
	"context"
	"errors"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

const (
	crossEvents = "at once/batches that name the same events in opposite orders are all applied"
	crossRows   = "races/of two batches that cross exactly one wins"
	eachAnother = "at once/what many acknowledge and retire at once, each another event, is done"
	oneTaker    = "races/of many who take one reference exactly one wins"
)

var crossMutants = []mutant{
	{"acknowledgements are locked in the order of the batch", crossEvents, lockedInOrder(ackedEvents)},
	{"events that are told are locked in the order of the batch", crossEvents, lockedInOrder(toldEvents)},
	{"events that are retired are locked in the order of the batch", crossEvents, lockedInOrder(func(b store.Batch) []store.EventID { return b.Retired })},
	{"references are locked in the order of the batch", crossRows, lockedInOrder(referencesOf)},
	{"acknowledgements that cross are a conflict", crossEvents, crossing(ackedEvents, store.ErrConflict)},
	{"events that cross are a conflict", crossEvents, crossing(toldEvents, store.ErrConflict)},
	{"events that cross are for a host to restart", crossEvents, crossing(toldEvents, store.ErrRestart)},
	{"what a consumer has acknowledged is one list, read and written", eachAnother, overwritten(func(b *store.Batch) { b.Acks = nil })},
	{"which events there are is one list, read and written", eachAnother, overwritten(func(b *store.Batch) { b.Retired = nil })},
	{"which references are taken is one list, read and written", noConflict, unlisted(func(s *broken, lost map[string]bool) {
		commit := s.commit
		s.commit = func(ctx context.Context, b store.Batch) error {
			err := commit(ctx, b)
			if errors.Is(err, store.ErrConflict) && lost[string(b.Clients[0].Next.Reference)] {
				b = clone(b)
				b.Clients[0].Next.Reference = ""
				return commit(ctx, b)
			}
			return err
		}
	})},
	{"of a batch a key is counted in and not out again where both happen", noConflict, func(s *broken) {
		more := make(map[store.Authority]map[matching.Key]int)
		var mu sync.Mutex
		commit := s.commit
		s.commit = func(ctx context.Context, b store.Batch) error {
			err := commit(ctx, b)
			if err == nil && len(b.Clients) == 2 && b.Clients[0].Was != nil {
				mu.Lock()
				defer mu.Unlock()
				if more[b.Authority] == nil {
					more[b.Authority] = make(map[matching.Key]int)
				}
				for _, k := range b.Clients[0].Was.Keys {
					if slices.Contains(b.Clients[1].Next.Keys, k) {
						more[b.Authority][k]++
					}
				}
			}
			return err
		}
		s.candidates = func(ctx context.Context, a store.Authority, ks []matching.Key, limit int) (matching.Pool, error) {
			p, err := s.Store.Candidates(ctx, a, ks, limit)
			mu.Lock()
			defer mu.Unlock()
			for i, n := range p.Counts {
				if n.Key.CountOnly() {
					p.Counts[i].Clients += more[a][n.Key]
				}
			}
			return p, err
		}
	}},
	{"an officer's list is read, added to and written", noConflict, unlistedBy(func(q store.Query) bool { return q.Holder != "" })},
	{"a channel's list is read, added to and written", noConflict, unlistedBy(func(q store.Query) bool { return len(q.Channels) > 0 })},
	{"a reference that a client is given later is looked at before the lock is taken", oneTaker, func(s *broken) {
		var flying atomic.Int32
		commit := s.commit
		s.commit = func(ctx context.Context, b store.Batch) error {
			others := flying.Add(1) > 1
			defer flying.Add(-1)
			time.Sleep(50 * time.Microsecond)
			err := commit(ctx, b)
			if errors.Is(err, store.ErrConflict) && others && len(b.Clients) == 1 && b.Clients[0].Expect > 0 && current(ctx, s.Store, b) {
				b = clone(b)
				b.Clients[0].Next.Reference = ""
				return commit(ctx, b)
			}
			return err
		}
	}},
}

func ackedEvents(b store.Batch) (all []store.EventID) {
	for _, k := range b.Acks {
		all = append(all, k.Event)
	}
	return all
}

func toldEvents(b store.Batch) []store.EventID { return ids(b.Events, eventID) }

func referencesOf(b store.Batch) (all []string) {
	for _, c := range b.Clients {
		if c.Next.Reference != "" {
			all = append(all, c.Next.Reference)
		}
	}
	return all
}

// lockedInOrder locks what a batch names, each after the other, in its order.
func lockedInOrder[Name comparable](of func(store.Batch) []Name) func(*broken) {
	return func(s *broken) {
		var locks sync.Map
		commit := s.commit
		s.commit = func(ctx context.Context, b store.Batch) error {
			var held []Name
			for _, name := range of(b) {
				if slices.Contains(held, name) {
					continue
				}
				of, _ := locks.LoadOrStore(name, make(chan struct{}, 1))
				lock := of.(chan struct{})
				select {
				case lock <- struct{}{}:
				case <-ctx.Done():
					return ctx.Err()
				}
				defer func() { <-lock }()
				held = append(held, name)
				time.Sleep(10 * time.Microsecond)
			}
			return commit(ctx, b)
		}
	}
}

// crossing fails where a batch that is under way names two of the same the other way round.
func crossing(of func(store.Batch) []store.EventID, failure error) func(*broken) {
	return func(s *broken) {
		var mu sync.Mutex
		flying := make(map[*store.EventID][]store.EventID)
		commit := s.commit
		s.commit = func(ctx context.Context, b store.Batch) error {
			named := of(b)
			if len(named) < 2 {
				return commit(ctx, b)
			}
			mu.Lock()
			for _, other := range flying {
				if slices.Equal(named, backward(other)) {
					mu.Unlock()
					return failure
				}
			}
			flying[&named[0]] = named
			mu.Unlock()
			defer func() { mu.Lock(); delete(flying, &named[0]); mu.Unlock() }()
			time.Sleep(50 * time.Microsecond)
			return commit(ctx, b)
		}
	}
}

// overwritten loses some of what one writes while another does.
func overwritten(lose func(*store.Batch)) func(*broken) {
	return func(s *broken) {
		var flying atomic.Int32
		commit := s.commit
		s.commit = func(ctx context.Context, b store.Batch) error {
			n := flying.Add(1)
			defer flying.Add(-1)
			time.Sleep(20 * time.Microsecond)
			if n%2 == 0 && flying.Load() > 1 {
				lose(&b)
			}
			return commit(ctx, b)
		}
	}
}

// unlisted notes which records, and which references, were written by one while another wrote.
func unlisted(use func(s *broken, lost map[string]bool)) func(*broken) {
	return func(s *broken) {
		var mu sync.Mutex
		var flying atomic.Int32
		lost := make(map[string]bool)
		use(s, lost)
		commit, records := s.commit, s.records
		s.commit = func(ctx context.Context, b store.Batch) error {
			n := flying.Add(1)
			defer flying.Add(-1)
			time.Sleep(20 * time.Microsecond)
			mu.Lock()
			defer mu.Unlock()
			err := commit(ctx, b)
			if err == nil && n%2 == 0 && flying.Load() > 1 {
				for _, c := range b.Records {
					lost[string(c.ID)] = true
				}
				for _, reference := range referencesOf(b) {
					lost[reference] = true
				}
			}
			return err
		}
		s.records = func(ctx context.Context, q store.Query) ([]store.Record, error) {
			mu.Lock()
			defer mu.Unlock()
			return records(ctx, q)
		}
	}
}

func unlistedBy(of func(store.Query) bool) func(*broken) {
	return unlisted(func(s *broken, lost map[string]bool) {
		s.records = func(ctx context.Context, q store.Query) ([]store.Record, error) {
			page, err := listOf(ctx, s.Store, q)
			if of(q) {
				page = slices.DeleteFunc(page, func(r store.Record) bool { return lost[string(r.ID)] })
			}
			return page, err
		}
	})
}
