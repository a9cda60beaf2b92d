package postgres_test

import (
	"context"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/store/postgres"
)

// A service that takes a schema for unfit waits for nobody's migration: what passes by itself
// must not look like that.
func TestWhatTellsNothingOfTheSchemaIsNoFaultOfIt(t *testing.T) {
	url := sharedURL(t)
	admin := openPool(t, url)
	o := fresh(t, admin, postgres.Options{})
	busy := begun(t, admin)
	_, err := busy.Exec(t.Context(), "LOCK TABLE "+o.Schema+".lobby_event IN ACCESS EXCLUSIVE MODE")
	require.NoError(t, err)
	limited := func(by string) func(*pgxpool.Config) {
		return func(c *pgxpool.Config) { c.ConnConfig.RuntimeParams[by] = "20ms" }
	}
	for what, c := range map[string]struct {
		change func(*pgxpool.Config)
		time   time.Duration
		state  string
	}{
		"a migration that has a table":          {limited("lock_timeout"), time.Minute, "55P03"},
		"a server that is slow":                 {limited("statement_timeout"), time.Minute, "57014"},
		"a caller who has no more time":         {func(*pgxpool.Config) {}, 20 * time.Millisecond, ""},
		"a connection that is cut half way":     {cutOnce(3000, far), time.Minute, ""},
		"a connection that is cut at its start": {cutOnce(10, far), time.Minute, ""},
	} {
		ctx, cancel := context.WithTimeout(t.Context(), c.time)
		defer cancel()
		err := postgres.New(openPool(t, url, c.change), o).Validate(ctx)
		var failure *postgres.Error
		require.ErrorAs(t, err, &failure, what)
		require.Equal(t, c.state, failure.SQLState(), what)
		require.NotErrorIs(t, err, postgres.ErrSchema, what)
	}
}
