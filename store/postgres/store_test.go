package postgres_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/store"
)

func TestARowComesBackAsItWasGiven(t *testing.T) {
	s, _ := newStore(t)
	ctx := t.Context()
	r := record("r1")
	require.NoError(t, s.Commit(ctx, records(putRecord(0, r))))
	got, err := s.Record(ctx, hackney, "r1")
	require.NoError(t, err)
	r.Version = 1
	require.Equal(t, r.Keys, got.Keys)
	require.True(t, got.Person.Family == r.Person.Family)
	require.ErrorIs(t, s.Commit(ctx, records(putRecord(0, r))), store.ErrConflict)
	require.NoError(t, s.Commit(ctx, records(putRecord(1, r))))
	c := client("c1")
	require.NoError(t, s.Commit(ctx, clients(putClient(0, c))))
	require.NoError(t, s.Commit(ctx, clients(putClient(1, c))))
	n, err := s.Size(ctx, hackney)
	require.NoError(t, err)
	require.Equal(t, 1, n)
	pool, err := s.Candidates(ctx, hackney, c.Keys, 10)
	require.NoError(t, err)
	require.Len(t, pool.Clients, 1)
	require.Equal(t, 1, pool.Carriers[2].Clients)
	require.NoError(t, s.Validate(ctx))
}
