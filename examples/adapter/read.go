package adapter

import (
	"bytes"
	"context"
	"encoding/binary"
	"iter"
	"maps"
	"math"
	"slices"

	"go.etcd.io/bbolt"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// Rows returns records and clients by their ids.
func (s *Store) Rows(ctx context.Context, a store.Authority, ids store.IDs) (store.Rows, error) {
	if err := ids.Check(); err != nil {
		return store.Rows{}, err
	}
	var found store.Rows
	err := s.view(ctx, a, func(t *tenant) error {
		for _, id := range slices.Compact(slices.Sorted(slices.Values(ids.Records))) {
			if row := t.records.Get([]byte(id)); row != nil {
				readable(&found.Records, &found.Unreadable.Records, id)(recordOf(string(id), row))
			}
		}
		for _, id := range slices.Compact(slices.Sorted(slices.Values(ids.Clients))) {
			if row := t.clients.Get([]byte(id)); row != nil {
				readable(&found.Clients, &found.Unreadable.Clients, id)(clientOf(string(id), row))
			}
		}
		return nil
	})
	return found, err
}

// Clients returns one page of the register, which is the order of its bucket.
func (s *Store) Clients(ctx context.Context, q store.ClientQuery) (store.ClientPage, error) {
	if err := q.Check(); err != nil {
		return store.ClientPage{}, err
	}
	var page store.ClientPage
	err := s.view(ctx, q.Authority, func(t *tenant) error {
		for id, row := range upwards(t.clients, nil, []byte(q.After)) {
			if string(id) == string(q.After) {
				continue
			}
			readable(&page.Clients, &page.Unreadable, store.ClientID(id))(clientOf(string(id), row))
			if page.Len() == q.Limit {
				break
			}
		}
		return nil
	})
	return page, err
}

// readable adds a row to rows or, if it cannot be read, its name to unreadable: no damaged row
// keeps the others from being read.
func readable[Row, Name any](rows *[]Row, unreadable *[]Name, name Name) func(Row, error) {
	return func(row Row, err error) {
		if err == nil {
			*rows = append(*rows, row)
		} else {
			*unreadable = append(*unreadable, name)
		}
	}
}

// Candidates returns everyone who shares a key with the asker. It stops counting
// a key that is followed once more than limit carry it.
func (s *Store) Candidates(ctx context.Context, a store.Authority, keys []matching.Key, limit int) (matching.Pool, error) {
	if err := store.CheckCandidates(a, limit); err != nil {
		return matching.Pool{}, err
	}
	pool := matching.Pool{Counts: make([]matching.KeyCount, len(keys))}
	for i, k := range keys {
		pool.Counts[i].Key = k
	}
	err := s.view(ctx, a, func(t *tenant) error {
		pool.Size = int(t.clients.Sequence())
		clients, records := make(map[string]bool), make(map[string]bool)
		for i, k := range keys {
			if k.CountOnly() {
				pool.Counts[i].Clients = len(block(t.clientKeys, k, math.MaxInt))
				continue
			}
			carriers := block(t.clientKeys, k, limit)
			pool.Counts[i].Clients = len(carriers)
			allClients := follow(clients, carriers, limit)
			allRecords := follow(records, block(t.recordKeys, k, limit), limit)
			pool.Counts[i].Truncated = !allClients || !allRecords
		}
		pool.Clients, pool.Records = t.people("client", clients), t.people("record", records)
		return nil
	})
	return pool, err
}

// people reads the profiles of candidates, in the order of their ids.
func (t *tenant) people(kind string, ids map[string]bool) []matching.Candidate {
	var people []matching.Candidate
	for _, id := range slices.Sorted(maps.Keys(ids)) {
		people = append(people, matching.Candidate{ID: id, Profile: matching.Profile(t.profiles.Get(named(kind, []byte(id))))})
	}
	return people
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

// follow adds a block to those found, or reports false if it has more than limit.
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
