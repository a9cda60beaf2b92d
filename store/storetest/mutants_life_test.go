package storetest

import (
	"context"

	"github.com/caselobby/caselobby/store"
)

var lifeMutants = []mutant{
	{"a context is ignored", "lifecycle/a context that is done is obeyed", func(s *broken) {
		s.records = func(ctx context.Context, q store.Query) ([]store.Record, error) {
			return listOf(context.WithoutCancel(ctx), s.Store, q)
		}
	}},
	{"a cancelled read finds nothing", "lifecycle/a context that is done is obeyed", func(s *broken) {
		s.rows = func(ctx context.Context, a store.Authority, ids store.IDs) (store.Rows, error) {
			rows, _ := s.Store.Rows(ctx, a, ids)
			return rows, nil
		}
	}},
	{"a cancelled commit is a success", "lifecycle/a commit under a context that is done tells the truth", func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			if ctx.Err() != nil {
				return nil
			}
			return s.Store.Commit(ctx, b)
		}
	}},
	{"a cancelled commit is a conflict", "lifecycle/a commit under a context that is done tells the truth", func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			if ctx.Err() != nil {
				return store.ErrConflict
			}
			return s.Store.Commit(ctx, b)
		}
	}},
	{"a cancelled commit writes its records", "lifecycle/a commit under a context that is done tells the truth", func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			if err := ctx.Err(); err != nil {
				_ = s.Store.Commit(context.WithoutCancel(ctx), records(b.Records...))
				return err
			}
			return s.Store.Commit(ctx, b)
		}
	}},
	{"a closed store finds nothing", "lifecycle/a closed store says so", func(s *broken) {
		s.rows = func(ctx context.Context, a store.Authority, ids store.IDs) (store.Rows, error) {
			rows, _ := s.Store.Rows(ctx, a, ids)
			return rows, nil
		}
	}},
	{"every commit leaves a goroutine", "lifecycle/calls leave no goroutine behind", func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			go func() { select {} }()
			return s.Store.Commit(ctx, b)
		}
	}},
}
