package storetest

import (
	"context"
	"slices"
	"sync"
	"time"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

const (
	seenWhole  = "storms/a batch in a storm is seen whole, as large as it may be"
	oneInstant = "storms/a search in a storm is of one instant"
	fullPage   = "storms/a page in a storm is full while there are more"
)

var stormMutants = []mutant{
	{"a large batch is looked at as a whole, and written in parts", seenWhole, func(s *broken) {
		var mu sync.Mutex
		commit := s.commit
		s.commit = func(ctx context.Context, b store.Batch) error {
			mu.Lock()
			defer mu.Unlock()
			if b.Len() <= 25 || !current(ctx, s.Store, b) {
				return commit(ctx, b)
			}
			for _, part := range parted(b, 25) {
				if err := commit(ctx, part); err != nil {
					return err
				}
				time.Sleep(50 * time.Microsecond)
			}
			return nil
		}
	}},
	{"the places of a list are found first, and its rows after", fullPage, func(s *broken) {
		s.records = func(ctx context.Context, q store.Query) ([]store.Record, error) {
			page, err := listOf(ctx, s.Store, q)
			time.Sleep(50 * time.Microsecond)
			rows, again := s.Store.Rows(ctx, q.Authority, store.IDs{Records: ids(page, recordID)})
			if err == nil {
				err = again
			}
			return slices.DeleteFunc(page, func(r store.Record) bool {
				now, _ := rows.Record(r.ID)
				return now.State != r.State
			}), err
		}
	}},
	{"what is to read is found first, and what is retired is left out after", fullPage, func(s *broken) {
		s.events = func(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
			page, err := s.Store.Events(ctx, q)
			time.Sleep(50 * time.Microsecond)
			now, _ := s.Store.Events(ctx, store.EventQuery{Authority: q.Authority, Limit: store.MaxPage})
			return slices.DeleteFunc(page, func(e store.Event) bool { return !slices.Contains(ids(now, eventID), e.ID) }), err
		}
	}},
	{"people are found first, and their profiles after", oneInstant, func(s *broken) {
		s.candidates = func(ctx context.Context, a store.Authority, ks []matching.Key, limit int) (matching.Pool, error) {
			p, err := s.Store.Candidates(ctx, a, ks, limit)
			time.Sleep(50 * time.Microsecond)
			for i, c := range p.Clients {
				row, _ := clientOf(ctx, s.Store, a, store.ClientID(c.ID))
				p.Clients[i].Profile = row.Profile
			}
			return p, err
		}
	}},
	{"tallies are read after people are found", oneInstant, func(s *broken) {
		s.candidates = func(ctx context.Context, a store.Authority, ks []matching.Key, limit int) (matching.Pool, error) {
			p, err := s.Store.Candidates(ctx, a, ks, limit)
			time.Sleep(50 * time.Microsecond)
			after, _ := s.Store.Candidates(ctx, a, ks, limit)
			for i, n := range after.Counts {
				if n.Key.CountOnly() {
					p.Counts[i] = n
				}
			}
			return p, err
		}
	}},
	{"the size is read after people are found", oneInstant, func(s *broken) {
		s.candidates = func(ctx context.Context, a store.Authority, ks []matching.Key, limit int) (matching.Pool, error) {
			p, err := s.Store.Candidates(ctx, a, ks, limit)
			time.Sleep(50 * time.Microsecond)
			after, _ := s.Store.Candidates(ctx, a, nil, limit)
			p.Size = after.Size
			return p, err
		}
	}},
	{"what is to read is found first, and what was read is left out after", fullPage, func(s *broken) {
		s.events = func(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
			page, err := s.Store.Events(ctx, q)
			if q.Unacked == "" || err != nil {
				return page, err
			}
			time.Sleep(50 * time.Microsecond)
			q.Limit = store.MaxPage
			now, err := s.Store.Events(ctx, q)
			return slices.DeleteFunc(page, func(e store.Event) bool { return !slices.Contains(ids(now, eventID), e.ID) }), err
		}
	}},
}
