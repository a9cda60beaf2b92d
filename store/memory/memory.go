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
// holds the lock only while it collects them and copies them out without it.
// Match keys take ten to twenty bytes each beside the row, and hold nothing that a
// garbage collector follows.
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

// Record returns one lobby record.
func (s *Store) Record(ctx context.Context, a store.Authority, id store.RecordID) (store.Record, error) {
	var found *store.Record
	err := s.view(ctx, a, func(t *tenant) (err error) {
		found, err = find(&t.records, id)
		return err
	})
	if err != nil {
		return store.Record{}, err
	}
	return found.Clone(), nil
}

// Client returns one client with its cases.
func (s *Store) Client(ctx context.Context, a store.Authority, id store.ClientID) (store.Client, error) {
	var found *store.Client
	err := s.view(ctx, a, func(t *tenant) (err error) {
		found, err = find(&t.clients, id)
		return err
	})
	if err != nil {
		return store.Client{}, err
	}
	return found.Clone(), nil
}

// Records returns one page of records.
func (s *Store) Records(ctx context.Context, q store.Query) ([]store.Record, error) {
	if err := q.Check(); err != nil {
		return nil, err
	}
	var found []*store.Record
	err := s.view(ctx, q.Authority, func(t *tenant) error {
		found = t.page(q)
		return nil
	})
	if err != nil {
		return nil, err
	}
	page := make([]store.Record, len(found))
	for i, r := range found {
		page[i] = r.Clone()
	}
	return page, nil
}

// Candidates returns everyone who shares a key with the asker.
func (s *Store) Candidates(ctx context.Context, a store.Authority, keys []matching.Key, limit int) (matching.Pool, error) {
	var pool matching.Pool
	var clients []*store.Client
	var records []*store.Record
	err := s.view(ctx, a, func(t *tenant) error {
		pool, clients, records = t.candidates(keys, limit)
		return nil
	})
	pool.Clients, pool.Records = candidatesOf(clients, profileOfClient), candidatesOf(records, profileOfRecord)
	return pool, err
}

// Events returns one page of events.
func (s *Store) Events(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
	if err := q.Check(); err != nil {
		return nil, err
	}
	var page []store.Event
	err := s.view(ctx, q.Authority, func(t *tenant) error {
		page = t.events.page(q)
		return nil
	})
	return page, err
}

// Size returns the number of clients, exactly.
func (s *Store) Size(ctx context.Context, a store.Authority) (int, error) {
	var n int
	err := s.view(ctx, a, func(t *tenant) error {
		n = t.clients.len()
		return nil
	})
	return n, err
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

func find[ID comparable, Row any](rows *rows[ID, Row], id ID) (*Row, error) {
	if row := rows.get(id); row != nil {
		return row, nil
	}
	return nil, store.ErrNotFound
}
