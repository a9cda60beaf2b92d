package postgres_test

import (
	"context"
	"errors"
	"io/fs"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/store/postgres"
)

// emptySchema makes a schema without tables, and options that name it.
func emptySchema(t *testing.T, pool *pgxpool.Pool) *postgres.Options {
	o := fresh(t, pool, postgres.Options{})
	_, err := pool.Exec(t.Context(), "DROP SCHEMA "+o.Schema+" CASCADE; CREATE SCHEMA "+o.Schema)
	require.NoError(t, err)
	return o
}

func TestAStoreValidatesOnlyOnTheTablesItNeeds(t *testing.T) {
	pool := openPool(t, sharedURL(t))
	o := emptySchema(t, pool)
	s := postgres.New(pool, o)
	require.ErrorIs(t, s.Validate(t.Context()), postgres.ErrSchema)
	require.NoError(t, postgres.Migrate(t.Context(), pool, o))
	require.NoError(t, s.Validate(t.Context()))
	_, err := pool.Exec(t.Context(), "ALTER TABLE "+o.Schema+".lobby_client DROP COLUMN body")
	require.NoError(t, err)
	require.ErrorIs(t, s.Validate(t.Context()), postgres.ErrSchema)
}

func TestAKeyIndexWithAPendingListDoesNotValidate(t *testing.T) {
	pool := openPool(t, sharedURL(t))
	o := fresh(t, pool, postgres.Options{})
	s := postgres.New(pool, o)
	require.NoError(t, s.Validate(t.Context()))
	for _, index := range []string{"lobby_client_keys", "lobby_record_keys"} {
		for _, set := range []string{"SET (fastupdate = on)", "RESET (fastupdate)"} {
			_, err := pool.Exec(t.Context(), "ALTER INDEX "+o.Schema+"."+index+" "+set)
			require.NoError(t, err)
			require.ErrorIs(t, s.Validate(t.Context()), postgres.ErrSchema, "%s %s", index, set)
		}
		_, err := pool.Exec(t.Context(), "ALTER INDEX "+o.Schema+"."+index+" SET (fastupdate = off)")
		require.NoError(t, err)
		require.NoError(t, s.Validate(t.Context()))
	}
}

func TestTablesWithoutPoliciesDoNotValidateWithRowSecurity(t *testing.T) {
	pool := openPool(t, sharedURL(t))
	o := fresh(t, pool, postgres.Options{})
	o.RowSecurity = true
	require.ErrorIs(t, postgres.New(pool, o).Validate(t.Context()), postgres.ErrSchema)
	require.NoError(t, postgres.Migrate(t.Context(), pool, o))
	require.NoError(t, postgres.New(pool, o).Validate(t.Context()))
}

func TestInstancesThatStartTogetherMigrateOnce(t *testing.T) {
	pool := openPool(t, sharedURL(t))
	o := emptySchema(t, pool)
	errs := make([]error, 8)
	var all sync.WaitGroup
	for i := range errs {
		all.Go(func() { errs[i] = postgres.Migrate(t.Context(), pool, o) })
	}
	all.Wait()
	require.NoError(t, errors.Join(errs...))
}

func TestAMigrationInTheHostsTransactionIsTheHosts(t *testing.T) {
	pool := openPool(t, sharedURL(t))
	o := emptySchema(t, pool)
	o.WithoutAdvisoryLock = true
	tx, err := pool.Begin(t.Context())
	require.NoError(t, err)
	var before, after string
	require.NoError(t, tx.QueryRow(t.Context(), "SHOW search_path").Scan(&before))
	require.NoError(t, postgres.MigrateTx(t.Context(), tx, o))
	require.NoError(t, tx.QueryRow(t.Context(), "SHOW search_path").Scan(&after))
	require.Equal(t, before, after)
	require.NoError(t, postgres.New(tx, o).Validate(t.Context()))
	require.NoError(t, tx.Rollback(t.Context()))
	require.ErrorIs(t, postgres.New(pool, o).Validate(t.Context()), postgres.ErrSchema)
}

func TestAnotherToolMayRunTheSQL(t *testing.T) {
	pool := openPool(t, sharedURL(t))
	for _, secure := range []bool{false, true} {
		o := emptySchema(t, pool)
		o.RowSecurity = secure
		_, err := pool.Exec(t.Context(), "BEGIN;"+postgres.SQL(o)+";COMMIT")
		require.NoError(t, err)
		require.NoError(t, postgres.New(pool, o).Validate(t.Context()))
		require.NoError(t, postgres.Migrate(t.Context(), pool, o), "what was run by hand is not run again")
	}
}

func TestEveryMigrationIsAFileOfTheFS(t *testing.T) {
	pool := openPool(t, sharedURL(t))
	o := emptySchema(t, pool)
	tx, err := pool.Begin(t.Context())
	require.NoError(t, err)
	defer func() { _ = tx.Rollback(context.Background()) }()
	_, err = tx.Exec(t.Context(), "SET LOCAL search_path = "+o.Schema)
	require.NoError(t, err)
	files, err := fs.Glob(postgres.Migrations(), "*.sql")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, f := range files {
		text, err := fs.ReadFile(postgres.Migrations(), f)
		require.NoError(t, err)
		_, err = tx.Exec(t.Context(), string(text))
		require.NoError(t, err)
	}
	require.NoError(t, postgres.New(tx, o).Validate(t.Context()))
}
