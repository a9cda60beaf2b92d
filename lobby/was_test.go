package lobby_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/caselobby/caselobby/store"
)

// exact is a store that takes the lobby at its word: of every row that a batch
// replaces, the batch says to the byte what is stored. A store may take out what
// leads to the old row by that, and never look at it. And it is asked for nothing that
// no store answers, and for no nothing: malformed ids do not come as far, and neither
// does a read of no row.
type exact struct {
	store.Store
	t *testing.T
}

func (s exact) Rows(ctx context.Context, a store.Authority, ids store.IDs) (store.Rows, error) {
	assert.NoError(s.t, ids.Check())
	assert.Positive(s.t, len(ids.Records)+len(ids.Clients))
	assert.NotContains(s.t, ids.Records, store.RecordID(""))
	assert.NotContains(s.t, ids.Clients, store.ClientID(""))
	return s.Store.Rows(ctx, a, ids)
}

func (s exact) Records(ctx context.Context, q store.Query) (store.Page, error) {
	assert.NoError(s.t, q.Check())
	return s.Store.Records(ctx, q)
}

func (s exact) Clients(ctx context.Context, q store.ClientQuery) (store.ClientPage, error) {
	assert.NoError(s.t, q.Check())
	return s.Store.Clients(ctx, q)
}

func (s exact) Events(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
	assert.NoError(s.t, q.Check())
	return s.Store.Events(ctx, q)
}

func (s exact) Commit(ctx context.Context, b store.Batch) error {
	var ids store.IDs
	for _, c := range b.Records {
		ids.Records = append(ids.Records, c.ID)
	}
	for _, c := range b.Clients {
		ids.Clients = append(ids.Clients, c.ID)
	}
	assert.Positive(s.t, b.Len())
	assert.NoError(s.t, b.Check())
	if len(ids.Records)+len(ids.Clients) == 0 {
		return s.Store.Commit(ctx, b)
	}
	now, err := s.Store.Rows(context.WithoutCancel(ctx), b.Authority, ids)
	if err != nil {
		return s.Store.Commit(ctx, b)
	}
	for _, c := range b.Records {
		if r, _ := now.Record(c.ID); c.Was != nil && r.Version == c.Was.Version {
			stored, _ := store.EncodeRecord(r)
			said, _ := store.EncodeRecord(*c.Was)
			assert.Equal(s.t, string(stored), string(said), "record %s is not what the batch says it was", c.ID)
		}
	}
	for _, c := range b.Clients {
		if r, _ := now.Client(c.ID); c.Was != nil && r.Version == c.Was.Version {
			stored, _ := store.EncodeClient(r)
			said, _ := store.EncodeClient(*c.Was)
			assert.Equal(s.t, string(stored), string(said), "client %s is not what the batch says it was", c.ID)
		}
	}
	return s.Store.Commit(ctx, b)
}

// MaxChanges is that of the store within.
func (s exact) MaxChanges() int { return store.BatchLimit(s.Store) }
