// Package memory is the reference implementation of the storage contract: it
// says in the plainest code what [store.Store] means, and passes the whole of
// storetest. It keeps everything in memory and loses it with the process: for
// tests, demonstrations and small tools, not for a service's records.
package memory

import (
	"context"
	"sync"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// Store keeps rows in memory. The zero value is an empty store, ready to use
// and safe for concurrent use. Reading a page, a row or a set of candidates
// costs what it returns, not what is stored.
//
// Rows are copied on their way in and never changed afterwards, so that a read
// holds the lock only while it collects them and reads them without it. A client is
// packed into one text and its keys are held once, whoever carries them: a register
// of a million people takes 600 to 700 bytes for each, keys, profile and indexes
// included, and little that a garbage collector follows.
type Store struct {
	mu      sync.RWMutex
	closed  bool
	tenants map[store.Authority]*tenant
}

var _ store.Store = (*Store)(nil)

// view runs read on an authority's rows, unless the context is done or the
// store is closed. An authority that nobody has written to is empty.
func (s *Store) view(ctx context.Context, a store.Authority, read func(*tenant) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.closed {
		return store.ErrClosed
	}
	t := s.tenants[a]
	if t == nil {
		t = newTenant()
	}
	return read(t)
}

// Rows returns records and clients by their ids.
func (s *Store) Rows(ctx context.Context, a store.Authority, ids store.IDs) (store.Rows, error) {
	if err := ids.Check(); err != nil {
		return store.Rows{}, err
	}
	var records []*store.Record
	var clients copies
	err := s.view(ctx, a, func(t *tenant) error {
		records, clients = t.records.named(ids.Records), t.clients.named(ids.Clients, !ids.Unkeyed)
		return nil
	})
	return store.Rows{Records: copied(records), Clients: clients.clients(a)}, err
}

// Records returns one page of records.
func (s *Store) Records(ctx context.Context, q store.Query) (store.Page, error) {
	if err := q.Check(); err != nil {
		return store.Page{}, err
	}
	q.ReceivedFrom, q.ReceivedBefore, q.After.Received = store.Instant(q.ReceivedFrom), store.Instant(q.ReceivedBefore), store.Instant(q.After.Received)
	var found []*store.Record
	err := s.view(ctx, q.Authority, func(t *tenant) error {
		found = t.page(q)
		return nil
	})
	return store.Page{Records: copied(found)}, err
}

// Clients returns one page of the register.
func (s *Store) Clients(ctx context.Context, q store.ClientQuery) (store.ClientPage, error) {
	if err := q.Check(); err != nil {
		return store.ClientPage{}, err
	}
	var found copies
	err := s.view(ctx, q.Authority, func(t *tenant) error {
		found = t.clients.page(q)
		return nil
	})
	return store.ClientPage{Clients: found.clients(q.Authority)}, err
}

// copied are records for the caller to keep.
func copied(found []*store.Record) []store.Record {
	if len(found) == 0 {
		return nil
	}
	rows := make([]store.Record, len(found))
	for i, row := range found {
		rows[i] = row.Clone()
	}
	return rows
}

// Candidates returns everyone who shares a key with the asker.
func (s *Store) Candidates(ctx context.Context, a store.Authority, keys []matching.Key, limit int) (matching.Pool, error) {
	pool, _, _, err := s.search(ctx, a, keys, limit)
	return pool, err
}

// Gather returns what Candidates does and the rows of whom it found, all of them, once
// it has committed what is told.
func (s *Store) Gather(ctx context.Context, a store.Authority, keys []matching.Key, limit int, told ...store.Event) (matching.Pool, store.Gathered, error) {
	if err := store.CheckCandidates(a, limit); err != nil {
		return matching.Pool{}, nil, err
	}
	if len(told) > 0 {
		if err := s.Commit(ctx, store.Telling(told)); err != nil {
			return matching.Pool{}, nil, err
		}
	}
	pool, clients, records, err := s.search(ctx, a, keys, limit)
	return pool, func(ids store.IDs) store.Rows { return gathered(a, ids, clients, records) }, err
}

// search returns the store's own rows beside what is made of them: none of them
// ever changes.
func (s *Store) search(ctx context.Context, a store.Authority, keys []matching.Key, limit int) (pool matching.Pool, clients []packed, records []*store.Record, err error) {
	if err := store.CheckCandidates(a, limit); err != nil {
		return matching.Pool{}, nil, nil, err
	}
	err = s.view(ctx, a, func(t *tenant) error {
		pool, clients, records = t.candidates(keys, limit)
		return nil
	})
	pool.Clients, pool.Records = candidatesOfClients(clients), candidatesOfRecords(records)
	return pool, clients, records, err
}

// Events returns one page of events.
func (s *Store) Events(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
	if err := q.Check(); err != nil {
		return nil, err
	}
	q.After.At = store.Instant(q.After.At)
	var page []store.Event
	err := s.view(ctx, q.Authority, func(t *tenant) error {
		page = t.events.page(q)
		return nil
	})
	return page, err
}

// Commit applies every change of the batch, or none.
func (s *Store) Commit(ctx context.Context, b store.Batch) error {
	if err := b.Check(); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return store.ErrClosed
	}
	t := s.tenants[b.Authority]
	if t == nil {
		t = newTenant()
	}
	if err := t.admits(b); err != nil {
		return err
	}
	t.apply(b)
	if s.tenants == nil {
		s.tenants = make(map[store.Authority]*tenant)
	}
	s.tenants[b.Authority] = t
	return nil
}

// Close drops every row. Whatever is called later returns [store.ErrClosed],
// except Close itself.
func (s *Store) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed, s.tenants = true, nil
	return nil
}
