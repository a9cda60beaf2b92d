package storetest

import (
	"context"
	"errors"
	"sync/atomic"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

const (
	withHost   = "transactions/what is committed in the host's transaction takes effect with it"
	asItWas    = "transactions/a conflict leaves the host's transaction as it was"
	givesWay   = "transactions/of a host's transaction and another's commit one gives way"
	once       = "migrations/instances that start together migrate once"
	stays      = "migrations/what is migrated already stays as it is"
	saysSo     = "migrations/a store without its tables says so"
	brokenOff  = "migrations/a migration whose caller goes may be made again"
	noSuchFile = "no such table"
)

// beginSound begins a transaction over a store in memory: what it has written, on a
// store of its own, is written to the other when it ends.
func (s *broken) beginSound(ctx context.Context, of store.Store) (store.Store, func(bool) error, error) {
	inside := soundOn(new(memory.Store))
	var pending []store.Batch
	if err := replay(ctx, inside, s.log); err != nil {
		return nil, nil, err
	}
	commit := inside.commit
	inside.commit = func(ctx context.Context, b store.Batch) error {
		err := commit(ctx, b)
		if err == nil {
			pending = append(pending, clone(b))
		}
		return err
	}
	// A version that another has written since is a conflict at once.
	check := inside.commit
	inside.commit = func(ctx context.Context, b store.Batch) error {
		for _, c := range b.Records {
			if r, err := recordOf(ctx, of, b.Authority, c.ID); err == nil && r.Version > c.Expect {
				return store.ErrConflict
			}
		}
		return check(ctx, b)
	}
	return inside, func(keep bool) error {
		if !keep {
			return nil
		}
		return replay(ctx, of, pending)
	}, nil
}

func replay(ctx context.Context, s store.Store, log []store.Batch) error {
	for _, b := range log {
		if err := s.Commit(ctx, b); err != nil {
			return err
		}
	}
	return nil
}

var databaseMutants = []mutant{
	{"the host's transaction is not the store's", withHost, beginning(func(s *broken, _ store.Store, end func(bool) error) (store.Store, func(bool) error) {
		return soundOn(s.Store.(*memory.Store)), func(bool) error { return nil }
	})},
	{"a rollback is a commit", withHost, beginning(func(_ *broken, in store.Store, end func(bool) error) (store.Store, func(bool) error) {
		return in, func(bool) error { return end(true) }
	})},
	{"a commit is a rollback", withHost, beginning(func(_ *broken, in store.Store, end func(bool) error) (store.Store, func(bool) error) {
		return in, func(bool) error { return end(false) }
	})},
	{"the transaction does not see what it has written", withHost, beginning(func(s *broken, in store.Store, end func(bool) error) (store.Store, func(bool) error) {
		b := in.(*broken)
		b.rows = s.rows
		return b, end
	})},
	{"within the transaction a search looks outside", withHost, beginning(func(s *broken, in store.Store, end func(bool) error) (store.Store, func(bool) error) {
		b := in.(*broken)
		b.candidates = s.candidates
		return b, end
	})},
	{"within the transaction a list is read outside", withHost, beginning(func(s *broken, in store.Store, end func(bool) error) (store.Store, func(bool) error) {
		b := in.(*broken)
		b.records = s.records
		return b, end
	})},
	{"within the transaction events are read outside", withHost, beginning(func(s *broken, in store.Store, end func(bool) error) (store.Store, func(bool) error) {
		b := in.(*broken)
		b.events = s.events
		return b, end
	})},
	{"within the transaction who looks is written down outside", withHost, beginning(func(s *broken, in store.Store, end func(bool) error) (store.Store, func(bool) error) {
		b := in.(*broken)
		b.tell = s.tell
		return b, end
	})},
	{"within the transaction what is to read is read outside", withHost, beginning(func(s *broken, in store.Store, end func(bool) error) (store.Store, func(bool) error) {
		b := in.(*broken)
		events := b.events
		b.events = func(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
			if q.Unacked != "" {
				return s.events(ctx, q)
			}
			return events(ctx, q)
		}
		return b, end
	})},
	{"within the transaction events are acknowledged outside", withHost, alsoOutside(func(b store.Batch) store.Batch { return store.Batch{Authority: b.Authority, Acks: b.Acks} })},
	{"within the transaction events are retired outside", withHost, alsoOutside(func(b store.Batch) store.Batch { return store.Batch{Authority: b.Authority, Retired: b.Retired} })},
	{"within the transaction two calls are under way at once", withHost, beginning(func(_ *broken, in store.Store, end func(bool) error) (store.Store, func(bool) error) {
		return forking{in.(*broken)}, end
	})},
	{"the size is raised outside the transaction", withHost, func(s *broken) {
		early := 0
		beginning(func(_ *broken, in store.Store, end func(bool) error) (store.Store, func(bool) error) {
			b := in.(*broken)
			commit := b.commit
			b.commit = func(ctx context.Context, batch store.Batch) error {
				early += len(batch.Clients)
				return commit(ctx, batch)
			}
			return b, func(keep bool) error {
				if keep {
					early = 0
				}
				return end(keep)
			}
		})(s)
		s.candidates = func(ctx context.Context, a store.Authority, ks []matching.Key, limit int) (matching.Pool, error) {
			p, err := s.Store.Candidates(ctx, a, ks, limit)
			p.Size += early
			return p, err
		}
	}},
	{"a conflict undoes the host's transaction", asItWas, beginning(func(_ *broken, in store.Store, end func(bool) error) (store.Store, func(bool) error) {
		failed := false
		return spied(in.(*broken), func(err error) { failed = failed || errors.Is(err, store.ErrConflict) }), func(keep bool) error { return end(keep && !failed) }
	})},
	{"after a conflict nothing more can be done", asItWas, beginning(func(_ *broken, in store.Store, end func(bool) error) (store.Store, func(bool) error) {
		b, failed := in.(*broken), false
		commit := b.commit
		b.commit = func(ctx context.Context, batch store.Batch) error {
			if failed {
				return errors.New("current transaction is aborted")
			}
			err := commit(ctx, batch)
			failed = errors.Is(err, store.ErrConflict)
			return err
		}
		return b, end
	})},
	{"a conflict in a transaction leaves half of its batch", asItWas, beginning(func(_ *broken, in store.Store, end func(bool) error) (store.Store, func(bool) error) {
		b := in.(*broken)
		commit := b.commit
		b.commit = func(ctx context.Context, batch store.Batch) error {
			err := commit(ctx, batch)
			if errors.Is(err, store.ErrConflict) {
				_ = commit(ctx, records(batch.Records[0]))
			}
			return err
		}
		return b, end
	})},
	{"a transaction writes over what another has written since", givesWay, func(s *broken) {
		s.begin = func(ctx context.Context, of store.Store) (store.Store, func(bool) error, error) {
			inside := soundOn(new(memory.Store))
			return inside, func(bool) error { return nil }, replay(ctx, inside, s.log)
		}
	}},
	{"two migrations meet", once, tabled(func(t *tables) {
		t.making = func(context.Context) error {
			if t.migrating.Add(1) > 1 {
				return errors.New("type already exists")
			}
			return nil
		}
	})},
	{"who is second to migrate fails", once, tabled(func(t *tables) {
		t.making = func(context.Context) error {
			if t.made.Load() {
				return errors.New("table already exists")
			}
			return nil
		}
	})},
	{"a migration drops the tables that are there", stays, tabled(func(t *tables) {
		t.making = func(context.Context) error {
			if t.made.Load() {
				return t.of.Close()
			}
			return nil
		}
	})},
	{"a migration stops who is at work", stays, tabled(func(t *tables) {
		t.making = func(context.Context) error {
			t.stopped.Store(t.made.Load())
			return nil
		}
	})},
	{"a store without tables is an empty one", saysSo, tabled(func(t *tables) { t.made.Store(true) })},
	{"a store without tables cannot write, and reads nothing", saysSo, tabled(func(t *tables) { t.silent = true })},
	{"a migration that was broken off is in the way of the next", brokenOff, tabled(func(t *tables) {
		t.making = func(ctx context.Context) error {
			if ctx.Err() != nil {
				t.stuck.Store(true)
			}
			if t.stuck.Load() {
				return errors.New("dirty database version")
			}
			return nil
		}
	})},
}

// tables are a database in memory.
type tables struct {
	of             *memory.Store
	made           atomic.Bool
	migrating      atomic.Int32
	stopped, stuck atomic.Bool
	silent         bool
	making         func(context.Context) error
}

func newTables() *tables { return &tables{of: new(memory.Store)} }

func (t *tables) database() Database {
	return Database{
		Migrate: func(ctx context.Context) error {
			if t.making != nil {
				if err := t.making(ctx); err != nil {
					return err
				}
			}
			if err := ctx.Err(); err != nil {
				return err
			}
			t.made.Store(true)
			return nil
		},
		Open: func() (store.Store, error) { return t.open(), nil },
	}
}

func (t *tables) open() *broken {
	b := soundOn(t.of)
	missing := func() error {
		if t.made.Load() && !t.stopped.Load() {
			return nil
		}
		return errors.New(noSuchFile)
	}
	unless := func() error {
		if t.silent {
			return nil
		}
		return missing()
	}
	commit, rows, records, clients, candidates, gather, events := b.commit, b.rows, b.records, b.clients, b.candidates, b.gather, b.events
	b.gather = func(ctx context.Context, a store.Authority, ks []matching.Key, limit int) (matching.Pool, store.Gathered, error) {
		pool, came, err := gather(ctx, a, ks, limit)
		return pool, came, errors.Join(err, unless())
	}
	b.commit = func(ctx context.Context, batch store.Batch) error {
		if err := missing(); err != nil {
			return err
		}
		return commit(ctx, batch)
	}
	b.rows = func(ctx context.Context, a store.Authority, ids store.IDs) (store.Rows, error) {
		found, err := rows(ctx, a, ids)
		return found, errors.Join(err, unless())
	}
	b.records = func(ctx context.Context, q store.Query) ([]store.Record, error) {
		page, err := records(ctx, q)
		return page, errors.Join(err, unless())
	}
	b.clients = func(ctx context.Context, q store.ClientQuery) ([]store.Client, error) {
		page, err := clients(ctx, q)
		return page, errors.Join(err, unless())
	}
	b.candidates = func(ctx context.Context, a store.Authority, ks []matching.Key, limit int) (matching.Pool, error) {
		p, err := candidates(ctx, a, ks, limit)
		return p, errors.Join(err, unless())
	}
	b.events = func(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
		page, err := events(ctx, q)
		return page, errors.Join(err, unless())
	}
	return b
}

// tabled lends a database that is broken in one way.
func tabled(spoil func(*tables)) func(*broken) {
	return func(s *broken) {
		s.empty = func() (Database, error) {
			t := newTables()
			spoil(t)
			return t.database(), nil
		}
	}
}

// beginning changes what a transaction is, or how it ends.
func beginning(change func(s *broken, in store.Store, end func(bool) error) (store.Store, func(bool) error)) func(*broken) {
	return func(s *broken) {
		s.begin = func(ctx context.Context, of store.Store) (store.Store, func(bool) error, error) {
			in, end, err := s.beginSound(ctx, of)
			if err == nil {
				in, end = change(s, in, end)
			}
			return in, end, err
		}
	}
}

// alsoOutside commits a part of what is committed in a transaction at once.
func alsoOutside(part func(store.Batch) store.Batch) func(*broken) {
	return beginning(func(s *broken, in store.Store, end func(bool) error) (store.Store, func(bool) error) {
		b := in.(*broken)
		commit := b.commit
		b.commit = func(ctx context.Context, batch store.Batch) error {
			return errors.Join(commit(ctx, batch), s.commit(ctx, part(batch)))
		}
		return b, end
	})
}

// forking says that it is called twice at once.
type forking struct{ *broken }

func (forking) Parallel() bool { return true }

// spied hears of every error of a commit.
func spied(b *broken, hear func(error)) *broken {
	commit := b.commit
	b.commit = func(ctx context.Context, batch store.Batch) error {
		err := commit(ctx, batch)
		hear(err)
		return err
	}
	return b
}
