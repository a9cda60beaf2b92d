package lobby

import (
	"context"
	"slices"

	"github.com/caselobby/caselobby/store"
)

// rowOf is a case as it is kept with its client: what the sender and the provider
// said stays in the record.
func rowOf(k store.Case) store.Case {
	k.Details, k.Household, k.Tasks = nil, nil, nil
	return k
}

// carried gives the cases of a client back what the lobby carried into them, unless
// the host has put something else in its place.
func (s *Service) carried(ctx context.Context, a Actor, c store.Client) (store.Client, error) {
	from := origins(c)
	if len(from) == 0 {
		return c, nil
	}
	rows, err := s.rows(ctx, a, store.IDs{Records: from})
	if err != nil {
		return store.Client{}, err
	}
	for _, id := range rows.Unreadable.Records { // the case would look as if nothing had been carried into it
		return store.Client{}, &Error{Kind: ErrUnreadable, Record: id}
	}
	c.Cases = slices.Clone(c.Cases)
	for i := range c.Cases {
		k := &c.Cases[i]
		r, found := rows.Record(k.From)
		if !found || !decidedFor(r, c) || r.Decision.Case != k.ID {
			continue
		}
		k.Details = kept(r.Details, k.Details, false)
		k.Household = kept(r.Household, k.Household, false)
		k.Tasks = kept(r.Tasks, k.Tasks, false)
	}
	return c, nil
}
