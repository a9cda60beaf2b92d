package storetest

import (
	"context"

	"github.com/caselobby/caselobby/store"
)

// knowing is a store as a caller uses it who has read what it writes over: where a
// change does not say what the row was, it says what is there now. A check that
// gives a version out of the air says that the row was as it shall be: the batch
// is a conflict, whatever the row was.
type knowing struct{ store.Store }

func (s knowing) Commit(ctx context.Context, b store.Batch) error {
	return s.Store.Commit(ctx, informed(ctx, s.Store, b))
}

// informed is the batch with what every row was.
func informed(ctx context.Context, s store.Store, b store.Batch) store.Batch {
	var ids store.IDs
	for _, c := range b.Records {
		if c.Expect > 0 && c.Was == nil {
			ids.Records = append(ids.Records, c.ID)
		}
	}
	for _, c := range b.Clients {
		if c.Expect > 0 && c.Was == nil {
			ids.Clients = append(ids.Clients, c.ID)
		}
	}
	if ids.Check() != nil || len(ids.Records)+len(ids.Clients) == 0 {
		return b
	}
	ctx = context.WithoutCancel(ctx)
	now, _ := again(ctx, func() (store.Rows, error) { return s.Rows(ctx, b.Authority, ids) }) // or the commit says what is wrong
	b.Records = filledIn(b.Records, now.Record, func(r *store.Record) *store.Version { return &r.Version })
	b.Clients = filledIn(b.Clients, now.Client, func(c *store.Client) *store.Version { return &c.Version })
	return b
}

func filledIn[ID comparable, Row any](changes []store.Change[ID, Row], now func(ID) (Row, bool), version func(*Row) *store.Version) []store.Change[ID, Row] {
	said := make([]store.Change[ID, Row], len(changes))
	for i, c := range changes {
		if said[i] = c; c.Expect <= 0 || c.Was != nil || c.Next == nil {
			continue
		}
		was, _ := now(c.ID)
		if *version(&was) != c.Expect {
			was = *c.Next
			*version(&was) = c.Expect
		}
		said[i].Was = &was
	}
	return said
}
