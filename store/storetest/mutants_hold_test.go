package storetest

import (
	"context"
	"errors"
	"sync/atomic"

	"github.com/caselobby/caselobby/store"
)

const (
	backSoon = "holding/a commit that waits for a row is back as soon as its caller has gone"
	goesOn   = "holding/a commit that waited goes on when the row is free"
)

var holdMutants = []mutant{
	{"a wait for a row does not end with its context", backSoon, func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			s.locked <- struct{}{}
			defer func() { <-s.locked }()
			return s.Store.Commit(ctx, b)
		}
	}},
	{"a held row is a conflict", backSoon, func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			select {
			case s.locked <- struct{}{}:
				defer func() { <-s.locked }()
				return s.Store.Commit(ctx, b)
			default:
				return store.ErrConflict
			}
		}
	}},
	{"a row that is busy is written all the same", backSoon, func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			err := s.Store.Commit(ctx, b)
			if len(s.locked) > 0 && err == nil {
				return store.ErrBusy
			}
			return err
		}
	}},
	{"a wait that was broken off is a success", backSoon, func(s *broken) {
		commit := s.commit
		s.commit = func(ctx context.Context, b store.Batch) error {
			if err := commit(ctx, b); ctx.Err() == nil {
				return err
			}
			return nil
		}
	}},
	{"a row that is held is not", backSoon, func(s *broken) {
		s.hooks.hold = func(store.Store, store.Authority, store.RecordID) (func() error, error) {
			return func() error { return nil }, nil
		}
	}},
	{"a wait that was broken off has told its events", backSoon, func(s *broken) {
		commit := s.commit
		s.commit = func(ctx context.Context, b store.Batch) error {
			err := commit(ctx, b)
			if err != nil && ctx.Err() != nil {
				e := b.Events[0]
				e.ID += "half"
				_ = s.Store.Commit(context.WithoutCancel(ctx), events(e))
			}
			return err
		}
	}},
	{"a wait that was broken off is a conflict when it is tried again", backSoon, func(s *broken) {
		commit, tried := s.commit, make(map[store.EventID]bool)
		s.commit = func(ctx context.Context, b store.Batch) error {
			if len(b.Events) == 1 && tried[b.Events[0].ID] {
				return store.ErrConflict
			}
			err := commit(ctx, b)
			if ctx.Err() != nil {
				tried[b.Events[0].ID] = true
			}
			return err
		}
	}},
	{"who reads waits for whoever writes", "holding/who reads in another authority waits for no row that is held", func(s *broken) {
		commit := s.commit
		s.between(func(ctx context.Context, read func() error) error {
			select {
			case s.locked <- struct{}{}:
				defer func() { <-s.locked }()
				return read()
			case <-ctx.Done():
				return ctx.Err()
			}
		})
		s.commit = commit
	}},
	{"a wait that was broken off keeps its place", goesOn, func(s *broken) {
		commit, left := s.commit, make(chan struct{}, 1)
		s.commit = func(ctx context.Context, b store.Batch) error {
			select {
			case left <- struct{}{}:
			case <-ctx.Done():
				return ctx.Err()
			}
			if err := commit(ctx, b); ctx.Err() != nil {
				return err // and the place is never given up
			}
			<-left
			return nil
		}
	}},
	{"who waits for a row gives up for good", goesOn, func(s *broken) {
		commit, gone := s.commit, new(atomic.Bool)
		s.commit = func(ctx context.Context, b store.Batch) error {
			if gone.Load() {
				return errors.New("transaction is aborted")
			}
			err := commit(ctx, b)
			if ctx.Err() != nil {
				gone.Store(true)
			}
			return err
		}
	}},
}

// holdRow takes the lock that every commit of a sound store waits for.
func (s *broken) holdRow(store.Store, store.Authority, store.RecordID) (func() error, error) {
	s.locked <- struct{}{}
	return func() error { <-s.locked; return nil }, nil
}
