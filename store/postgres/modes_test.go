package postgres_test

import (
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/postgres"
)

// TestEveryWayThatPgxSendsStatementsWorks matters behind a connection pooler,
// which may rule out prepared statements.
func TestEveryWayThatPgxSendsStatementsWorks(t *testing.T) {
	for _, mode := range []pgx.QueryExecMode{
		pgx.QueryExecModeCacheStatement, pgx.QueryExecModeCacheDescribe, pgx.QueryExecModeDescribeExec,
		pgx.QueryExecModeExec, pgx.QueryExecModeSimpleProtocol,
	} {
		t.Run(mode.String(), func(t *testing.T) {
			pool := openPool(t, sharedURL(t), func(c *pgxpool.Config) { c.ConnConfig.DefaultQueryExecMode = mode })
			s := postgres.New(pool, fresh(t, pool, postgres.Options{}))
			for _, call := range callsOf(t, s) {
				call()
				call()
			}
			c := client("full", func(c *store.Client) { c.Reference, c.Person.Given = "HRS-1", "O'Brien\\ ü 'x" })
			require.NoError(t, s.Commit(t.Context(), clients(putClient(0, c))))
			got := mustClient(t, s, "full")
			c.Version = 1
			require.Equal(t, c, got)
			require.ErrorIs(t, s.Commit(t.Context(), clients(putClient(0, c))), store.ErrConflict)
			require.ErrorIs(t, s.Commit(t.Context(), clients(putClient(0, client("other", func(o *store.Client) { o.Reference = "HRS-1" })))), store.ErrConflict)
			require.NoError(t, s.Commit(t.Context(), clients(overClient(1, c, erased("full")))))
			added, err := s.Load(t.Context(), hackney, madeUp(20), nil)
			require.NoError(t, err)
			require.Equal(t, 20, added)
			page, err := s.Records(t.Context(), store.Query{Authority: hackney, States: []store.State{store.StateWaiting}, Channels: []store.Channel{store.ChannelSelfReferral},
				ReceivedFrom: noon, After: store.Cursor{Received: noon, ID: "a"}, Limit: 5})
			require.NoError(t, err)
			require.NotEmpty(t, page)
			require.NoError(t, s.Validate(t.Context()))
		})
	}
}
