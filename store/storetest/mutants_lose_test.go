package storetest

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

const leavesNothing = "races/who loses a race leaves nothing"

// losing is a store that looks at the versions, does some of what a batch wants, and then
// writes: another may have been quicker.
func losing(beside func(s *broken, b store.Batch)) func(*broken) {
	return func(s *broken) {
		commit := s.commit
		s.commit = func(ctx context.Context, b store.Batch) error {
			looked := current(ctx, s.Store, b)
			time.Sleep(50 * time.Microsecond) // as a second statement comes later
			err := commit(ctx, b)
			if looked && errors.Is(err, store.ErrConflict) {
				beside(s, b)
			}
			return err
		}
	}
}

var loseMutants = []mutant{
	{"who loses is counted", leavesNothing, func(s *broken) {
		var mu sync.Mutex
		more := make(map[store.Authority]int)
		losing(func(_ *broken, b store.Batch) {
			mu.Lock()
			defer mu.Unlock()
			more[b.Authority] += len(b.Clients)
		})(s)
		s.candidates = func(ctx context.Context, a store.Authority, ks []matching.Key, limit int) (matching.Pool, error) {
			p, err := s.Store.Candidates(ctx, a, ks, limit)
			mu.Lock()
			defer mu.Unlock()
			p.Size += more[a]
			return p, err
		}
	}},
	{"who loses is found by the keys it wanted", leavesNothing, func(s *broken) {
		var mu sync.Mutex
		stray := make(map[matching.Key]matching.Candidate)
		losing(func(_ *broken, b store.Batch) {
			mu.Lock()
			defer mu.Unlock()
			for _, c := range b.Clients {
				for _, k := range c.Next.Keys {
					stray[k] = matching.Candidate{ID: string(c.ID)}
				}
			}
		})(s)
		s.candidates = func(ctx context.Context, a store.Authority, ks []matching.Key, limit int) (matching.Pool, error) {
			p, err := s.Store.Candidates(ctx, a, ks, limit)
			mu.Lock()
			defer mu.Unlock()
			for _, k := range ks {
				if c, ok := stray[k]; ok && !k.CountOnly() {
					p.Clients = append(p.Clients, c)
				}
			}
			slices.SortFunc(p.Clients, func(a, b matching.Candidate) int { return strings.Compare(a.ID, b.ID) })
			p.Clients = slices.CompactFunc(p.Clients, func(a, b matching.Candidate) bool { return a.ID == b.ID })
			return p, err
		}
	}},
	{"who loses keeps the reference it wanted", leavesNothing, func(s *broken) {
		var mu sync.Mutex
		kept := make(map[string]store.ClientID)
		losing(func(_ *broken, b store.Batch) {
			mu.Lock()
			defer mu.Unlock()
			for _, c := range b.Clients {
				if c.Next.Reference != "" {
					kept[c.Next.Reference] = c.ID
				}
			}
		})(s)
		commit := s.commit
		s.commit = func(ctx context.Context, b store.Batch) error {
			mu.Lock()
			for _, c := range b.Clients {
				if by, taken := kept[c.Next.Reference]; taken && by != c.ID {
					mu.Unlock()
					return store.ErrConflict
				}
			}
			mu.Unlock()
			return commit(ctx, b)
		}
	}},
	{"who loses has acknowledged", leavesNothing, losing(func(s *broken, b store.Batch) {
		_ = s.Store.Commit(context.Background(), store.Batch{Authority: b.Authority, Acks: b.Acks})
	})},
	{"who loses has retired", leavesNothing, losing(func(s *broken, b store.Batch) {
		_ = s.Store.Commit(context.Background(), store.Batch{Authority: b.Authority, Retired: b.Retired})
	})},
}
