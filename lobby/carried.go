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

// carried fills in what the lobby carried into the cases of a client, from the records
// that they came from: where the host has written nothing else, and not from a record
// that the policy keeps from the actor.
func (s *Service) carried(ctx context.Context, see *sight, c store.Client) (store.Client, error) {
	var rows store.Rows
	var err error
	if from := origins(c); len(from) > 0 {
		if rows, err = s.rows(ctx, see.a, store.IDs{Records: from}); err != nil {
			return store.Client{}, err
		}
	}
	for _, id := range rows.Unreadable.Records { // the case would look as if nothing had been carried into it
		return store.Client{}, &Error{Kind: ErrUnreadable, Record: id}
	}
	c.Cases = slices.Clone(c.Cases)
	for i := range c.Cases {
		k := &c.Cases[i]
		r, found := rows.Record(k.From)
		if !found || !decidedFor(r, c) || r.Decision.Case != k.ID || see.keptFrom(&r) {
			continue
		}
		k.Details = kept(r.Details, k.Details, false)
		k.Household = kept(r.Household, k.Household, false)
		k.Tasks = kept(r.Tasks, k.Tasks, false)
	}
	for i := range c.Cases {
		if c.Cases[i].Household, err = see.household(ctx, c.Cases[i].Household, true); err != nil {
			return store.Client{}, err
		}
	}
	return c, nil
}
