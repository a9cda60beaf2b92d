// Package adapter is a store of the lobby in one file, on top of bbolt: an
// example of how little an adapter has to know. It keeps rows as the bytes of
// [store.EncodeRecord] and its like, and beside them the indexes that the
// contract's queries need.
//
// One process owns the file, and writers take turns, each waiting for the
// disk: right for a small authority, a demonstration or a laptop, not for a
// service with several instances, which wants store/postgres.
package adapter

import (
	"context"
	"errors"
	"fmt"
	"time"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"

	"github.com/caselobby/caselobby/store"
)

// Store keeps the lobby in one file. It is safe for concurrent use.
type Store struct {
	db      *bbolt.DB
	writing chan struct{} // holds one token while somebody writes
}

var _ store.Store = (*Store)(nil)

// Open opens the file, and makes it if it is not there. It reads the whole of it
// once: the error Is [ErrDamaged] if it is not sound. It fails if another process
// has the file open.
func Open(path string) (*Store, error) {
	db, err := opened(path, bbolt.Options{Timeout: time.Second})
	if errors.Is(err, bolterrors.ErrTimeout) {
		return nil, fmt.Errorf("adapter: another program has %s open", path)
	}
	if err != nil {
		return nil, err
	}
	return &Store{db: db, writing: make(chan struct{}, 1)}, nil
}

// Close waits for the calls under way and closes the file. Later calls return
// [store.ErrClosed].
func (s *Store) Close() error { return s.db.Close() }

// Commit applies every change of the batch, or none. bbolt runs one writing transaction after
// the other, so it is enough to compare versions before writing.
func (s *Store) Commit(ctx context.Context, b store.Batch) error {
	if err := b.Check(); err != nil {
		return err
	}
	select {
	case s.writing <- struct{}{}:
		defer func() { <-s.writing }()
	case <-ctx.Done():
		return ctx.Err()
	}
	return closed(guarded(func() error {
		return s.db.Update(func(tx *bbolt.Tx) error {
			if err := ctx.Err(); err != nil {
				return err
			}
			t, err := makeTenant(tx, b.Authority)
			if err != nil {
				return err
			}
			return t.apply(b)
		})
	}))
}

// view runs read on the rows of an authority. It does not for an authority that nobody has
// written to, which has none.
func (s *Store) view(ctx context.Context, a store.Authority, read func(*tenant) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return closed(guarded(func() error {
		return s.db.View(func(tx *bbolt.Tx) error {
			if t := openTenant(tx, a); t != nil {
				return read(t)
			}
			return nil
		})
	}))
}

// closed makes the contract's error of bbolt's error for a closed file.
func closed(err error) error {
	if errors.Is(err, bolterrors.ErrDatabaseNotOpen) {
		return store.ErrClosed
	}
	return err
}
