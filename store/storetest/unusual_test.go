package storetest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

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
		commit, rows, records, clients, candidates, events, gather := s.commit, s.rows, s.records, s.clients, s.candidates, s.events, s.gather
		s.commit = func(ctx context.Context, b store.Batch) error {
			if err := failing(); err != nil && b.Check() == nil {
				return err
			}
			return commit(ctx, b)
		}
		s.rows = func(ctx context.Context, a store.Authority, ids store.IDs) (store.Rows, error) {
			found, err := rows(ctx, a, ids)
			return found, cmp.Or(err, failing())
		}
		s.records = func(ctx context.Context, q store.Query) ([]store.Record, error) {
			page, err := records(ctx, q)
			return page, cmp.Or(err, failing())
		}
		s.clients = func(ctx context.Context, q store.ClientQuery) ([]store.Client, error) {
			page, err := clients(ctx, q)
			return page, cmp.Or(err, failing())
		}
		s.candidates = func(ctx context.Context, a store.Authority, ks []matching.Key, limit int) (matching.Pool, error) {
			p, err := candidates(ctx, a, ks, limit)
			return p, cmp.Or(err, failing())
		}
		s.events = func(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
			page, err := events(ctx, q)
			return page, cmp.Or(err, failing())
		}
		s.gather = func(ctx context.Context, a store.Authority, ks []matching.Key, limit int) (matching.Pool, store.Gathered, error) {
			p, came, err := gather(ctx, a, ks, limit)
			return p, came, cmp.Or(err, failing())
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
	"commits that come together are written by the first of them": func(s *broken) {
		type one struct {
			ctx  context.Context
			b    store.Batch
			done chan error
		}
		var mu sync.Mutex
		var waiting []one
		commit := s.commit
		s.commit = func(ctx context.Context, b store.Batch) error {
			own := one{ctx, b, make(chan error, 1)}
			mu.Lock()
			waiting = append(waiting, own)
			first := len(waiting) == 1
			mu.Unlock()
			if first {
				runtime.Gosched()
				mu.Lock()
				together := waiting
				waiting = nil
				mu.Unlock()
				for _, w := range together {
					w.done <- commit(w.ctx, w.b)
				}
			}
			return <-own.done
		}
	},
	"a row that is read again is kept by its version": func(s *broken) {
		var mu sync.Mutex
		kept := make(map[string]store.Record)
		rows := s.rows
		s.rows = func(ctx context.Context, a store.Authority, ids store.IDs) (store.Rows, error) {
			found, err := rows(ctx, a, ids)
			mu.Lock()
			defer mu.Unlock()
			for i, r := range found.Records {
				name := fmt.Sprintf("%q %q %d", a, r.ID, r.Version)
				if _, known := kept[name]; !known {
					kept[name] = r.Clone()
				}
				found.Records[i] = kept[name].Clone()
			}
			return found, err
		}
	},
	"commits are written together every few milliseconds": func(s *broken) {
		commit := s.commit
		s.commit = func(ctx context.Context, b store.Batch) error {
			const every = 2 * time.Millisecond
			select {
			case <-time.After(every - time.Duration(time.Now().UnixNano())%every):
			case <-ctx.Done():
				return ctx.Err()
			}
			return commit(ctx, b)
		}
	},
	"errors come with what the driver says of them": func(s *broken) {
		commit, records := s.commit, s.records
		s.commit = func(ctx context.Context, b store.Batch) error {
			if err := commit(ctx, b); err != nil {
				return errors.Join(errors.New("SQLSTATE 40001"), fmt.Errorf("commit: %w", err))
			}
			return nil
		}
		s.records = func(ctx context.Context, q store.Query) ([]store.Record, error) {
			page, err := records(ctx, q)
			if err != nil {
				return nil, fmt.Errorf("records: %w", err)
			}
			return page, nil
		}
	},
	"a count over the limit is as large as can be, and rows come along every other time": func(s *broken) {
		searched(func(p *matching.Pool, limit int) {
			for i, c := range p.Counts {
				if !c.Key.CountOnly() && c.Clients > limit {
					p.Counts[i].Clients = math.MaxInt
				}
			}
		})(s)
		var n atomic.Int32
		gather := s.gather
		s.gather = func(ctx context.Context, a store.Authority, ks []matching.Key, limit int) (matching.Pool, store.Gathered, error) {
			p, came, err := gather(ctx, a, ks, limit)
			if n.Add(1)%2 == 0 {
				came = func(store.IDs) store.Rows { return store.Rows{} }
			}
			return p, came, err
		}
	},
	"every block is followed": func(s *broken) {
		gather := s.gather
		all := func(limit int) int {
			if limit > 0 {
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
				p.Counts[i].Clients = limit + 1 + rand.IntN(1_000_000_000)
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
			return present(page), err
		}
		rows := s.rows
		s.rows = func(ctx context.Context, a store.Authority, ids store.IDs) (store.Rows, error) {
			found, err := rows(ctx, a, ids)
			none := &found.Unreadable
			found.Records, found.Clients, none.Records, none.Clients = present(found.Records), present(found.Clients), present(none.Records), present(none.Clients)
			for i := range found.Records {
				r := &found.Records[i]
				r.Keys, r.Tasks, r.Person.Phones = present(r.Keys), present(r.Tasks), present(r.Person.Phones)
			}
			for i := range found.Clients {
				c := &found.Clients[i]
				c.Keys, c.Cases, c.Person.Phones = present(c.Keys), present(c.Cases), present(c.Person.Phones)
			}
			return found, err
		}
		searched(func(p *matching.Pool, _ int) {
			p.Clients, p.Records, p.Counts = present(p.Clients), present(p.Records), present(p.Counts)
		})(s)
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

// present is a list that is there, with or without elements.
func present[E any](list []E) []E { return append([]E{}, list...) }

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
