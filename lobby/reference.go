package lobby

import (
	"context"
	"slices"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// taken reports whether a reference is another client's. A conflict does not say
// so: whoever has the reference does.
func (s *Service) taken(ctx context.Context, a Actor, c store.Client) (bool, error) {
	if c.Reference == "" {
		return false, nil
	}
	pool, err := s.store.Candidates(ctx, a.Authority, []matching.Key{lookupKey(a.Authority, byReference, c.Reference)}, s.o.CandidateLimit)
	if err != nil {
		return false, err
	}
	var holders store.IDs
	for _, id := range ids(pool.Clients) {
		holders.Clients = append(holders.Clients, store.ClientID(id))
	}
	rows, err := s.rows(ctx, a, holders)
	if err != nil {
		return false, err
	}
	return slices.ContainsFunc(rows.Clients, func(holder store.Client) bool {
		return holder.ID != c.ID && holder.Reference == c.Reference
	}), nil
}
