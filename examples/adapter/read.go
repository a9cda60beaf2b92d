package adapter

import (
	"bytes"
	"context"
	"encoding/binary"
	"iter"
	"maps"
	"slices"

	"go.etcd.io/bbolt"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// Record returns one lobby record.
func (s *Store) Record(ctx context.Context, a store.Authority, id store.RecordID) (store.Record, error) {
	r, err := store.Record{}, store.ErrNotFound
	errView := s.view(ctx, a, func(t *tenant) error {
		if row := t.records.Get([]byte(id)); row != nil {
			r, err = store.DecodeRecord(row)
		}
		return nil
	})
	if errView != nil {
		return store.Record{}, errView
	}
	return r, err
}

// Client returns one client with its cases.
func (s *Store) Client(ctx context.Context, a store.Authority, id store.ClientID) (store.Client, error) {
	c, err := store.Client{}, store.ErrNotFound
	errView := s.view(ctx, a, func(t *tenant) error {
		if row := t.clients.Get([]byte(id)); row != nil {
			c, err = store.DecodeClient(row)
		}
		return nil
	})
	if errView != nil {
		return store.Client{}, errView
	}
	return c, err
}

// Size returns the number of clients, exactly.
func (s *Store) Size(ctx context.Context, a store.Authority) (n int, err error) {
	err = s.view(ctx, a, func(t *tenant) error {
		n = int(t.clients.Sequence())
		return nil
	})
	return n, err
}

// Candidates returns everyone who shares a key with the asker. It stops
// counting a key once more than limit carry it.
func (s *Store) Candidates(ctx context.Context, a store.Authority, keys []matching.Key, limit int) (matching.Pool, error) {
	pool := matching.Pool{Counts: make([]matching.KeyCount, len(keys))}
	for i, k := range keys {
		pool.Counts[i].Key = k
	}
	err := s.view(ctx, a, func(t *tenant) error {
		pool.Size = int(t.clients.Sequence())
		clients, records := make(map[string]bool), make(map[string]bool)
		for i, k := range keys {
			carriers := block(t.clientKeys, k, limit)
			pool.Counts[i].Clients = len(carriers)
			if k.CountOnly() {
				continue
			}
			allClients := follow(clients, carriers, limit)
			allRecords := follow(records, block(t.recordKeys, k, limit), limit)
			pool.Counts[i].Truncated = !allClients || !allRecords
		}
		return t.people(&pool, clients, records)
	})
	return pool, err
}

// people reads the profiles of the candidates, in the order of their ids.
func (t *tenant) people(pool *matching.Pool, clients, records map[string]bool) error {
	for _, id := range slices.Sorted(maps.Keys(clients)) {
		c, err := store.DecodeClient(t.clients.Get([]byte(id)))
		if err != nil {
			return err
		}
		pool.Clients = append(pool.Clients, matching.Candidate{ID: id, Profile: c.Profile})
	}
	for _, id := range slices.Sorted(maps.Keys(records)) {
		r, err := store.DecodeRecord(t.records.Get([]byte(id)))
		if err != nil {
			return err
		}
		pool.Records = append(pool.Records, matching.Candidate{ID: id, Profile: r.Profile})
	}
	return nil
}

// block returns who carries a key: everybody, or one more than limit.
func block(index *bbolt.Bucket, k matching.Key, limit int) []string {
	var ids []string
	prefix := binary.BigEndian.AppendUint64(nil, uint64(k))
	for key := range upwards(index, prefix, prefix) {
		if ids = append(ids, string(key[len(prefix):])); len(ids) > limit {
			break
		}
	}
	return ids
}

// follow adds a block to those found, unless it is too large.
func follow(found map[string]bool, ids []string, limit int) bool {
	if len(ids) > limit {
		return false
	}
	for _, id := range ids {
		found[id] = true
	}
	return true
}

// upwards yields the entries that begin with prefix and are not below from.
func upwards(b *bbolt.Bucket, prefix, from []byte) iter.Seq2[[]byte, []byte] {
	return func(yield func(k, v []byte) bool) {
		c := b.Cursor()
		for k, v := c.Seek(from); bytes.HasPrefix(k, prefix) && k != nil; k, v = c.Next() {
			if !yield(k, v) {
				return
			}
		}
	}
}

// downwards yields the entries that begin with prefix and are below to, the
// highest first.
func downwards(b *bbolt.Bucket, prefix, to []byte) iter.Seq2[[]byte, []byte] {
	return func(yield func(k, v []byte) bool) {
		c := b.Cursor()
		k, v := c.Seek(to)
		if k == nil {
			k, v = c.Last()
		}
		for ; k != nil && bytes.Compare(k, to) >= 0; k, v = c.Prev() {
		}
		for ; bytes.HasPrefix(k, prefix) && k != nil; k, v = c.Prev() {
			if !yield(k, v) {
				return
			}
		}
	}
}
