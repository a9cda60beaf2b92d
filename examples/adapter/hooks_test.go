package adapter

import (
	"fmt"
	"io"
	"testing"

	"github.com/stretchr/testify/require"
	"go.etcd.io/bbolt"

	"github.com/caselobby/caselobby/store"
)

func mustOpen(t *testing.T, path string) *Store {
	t.Helper()
	s, err := Open(path)
	require.NoError(t, err)
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// unsynced opens a store whose commits do not wait for the disk, which saves minutes. It is for
// tests that do not ask what a power cut leaves.
func unsynced(t *testing.T, path string) *Store {
	t.Helper()
	s := mustOpen(t, path)
	s.db.NoSync = true
	return s
}

func reopen(s store.Store) (store.Store, error) {
	old := s.(*Store)
	path := old.db.Path()
	if err := old.Close(); err != nil {
		return nil, err
	}
	return Open(path)
}

// hold blocks every commit until it is released.
func hold(s store.Store, _ store.Authority, _ store.RecordID) (func() error, error) {
	turn := s.(*Store).writing
	turn <- struct{}{}
	return func() error { <-turn; return nil }, nil
}

// dump writes every key and every value of every bucket.
func dump(s store.Store, w io.Writer) error {
	var walk func(b *bbolt.Bucket) error
	walk = func(b *bbolt.Bucket) error {
		return b.ForEach(func(k, v []byte) error {
			_, err := fmt.Fprintf(w, "%s\n%s\n", k, v)
			if inner := b.Bucket(k); inner != nil {
				return walk(inner)
			}
			return err
		})
	}
	return s.(*Store).db.View(func(tx *bbolt.Tx) error {
		return tx.ForEach(func(_ []byte, b *bbolt.Bucket) error { return walk(b) })
	})
}

// damage writes half a row.
func damage(s store.Store, a store.Authority, r store.RecordID, c store.ClientID) error {
	return s.(*Store).db.Update(func(tx *bbolt.Tx) error {
		t := openTenant(tx, a)
		if r != "" {
			return t.records.Put([]byte(r), versioned(1, []byte(`{"v":1,"row":`)))
		}
		return t.clients.Put([]byte(c), versioned(1, []byte(`{"v":1,"row":`)))
	})
}
