package storetest

import (
	"context"
	"time"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

const wholeOrNone = "lifecycle/an answer whose caller goes away is whole, or is none"

// asLongAs are the rows that were read before a context ended.
func asLongAs[Row any](ctx context.Context, rows []Row) []Row {
	for i := range rows {
		if ctx.Err() != nil {
			return rows[:i]
		}
	}
	return rows
}

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
	{"a list ends where its caller has gone", wholeOrNone, func(s *broken) {
		s.records = func(ctx context.Context, q store.Query) ([]store.Record, error) {
			page, err := listOf(ctx, s.Store, q)
			return asLongAs(ctx, page), err
		}
	}},
	{"a search ends where its caller has gone", wholeOrNone, func(s *broken) {
		s.candidates = func(ctx context.Context, a store.Authority, ks []matching.Key, limit int) (matching.Pool, error) {
			p, err := s.Store.Candidates(ctx, a, ks, limit)
			p.Clients = asLongAs(ctx, p.Clients)
			return p, err
		}
	}},
	{"rows end where their caller has gone", wholeOrNone, func(s *broken) {
		s.rows = func(ctx context.Context, a store.Authority, ids store.IDs) (store.Rows, error) {
			found, err := s.Store.Rows(ctx, a, ids)
			found.Records = asLongAs(ctx, found.Records)
			return found, err
		}
	}},
	{"a trail ends where its reader's time is up", wholeOrNone, func(s *broken) {
		s.events = func(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
			page, err := s.Store.Events(context.WithoutCancel(ctx), q)
			deadline, limited := ctx.Deadline()
			if limited && len(page) > 0 && time.Until(deadline) < time.Millisecond {
				page = page[:len(page)-1]
			}
			return page, err
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
