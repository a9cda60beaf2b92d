package postgres_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/store"
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

// Policies that are enforced and not there hide every row from everybody.
func TestTablesWhosePoliciesAreGoneDoNotValidate(t *testing.T) {
	url := sharedURL(t)
	admin := openPool(t, url)
	o := secured(t, admin)
	s := postgres.New(openPool(t, url, as(appRole)), o)
	require.NoError(t, s.Validate(t.Context()))
	_, err := admin.Exec(t.Context(), "DROP POLICY lobby_authority ON "+o.Schema+".lobby_event")
	require.NoError(t, err)
	require.ErrorIs(t, s.Validate(t.Context()), postgres.ErrSchema)
	require.NoError(t, postgres.Migrate(t.Context(), admin, o))
	require.NoError(t, s.Validate(t.Context()))
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

// TestB8_AMigrationThatFailsLeavesNothingBehind has a table of the host's in the way.
func TestB8_AMigrationThatFailsLeavesNothingBehind(t *testing.T) {
	pool := openPool(t, sharedURL(t), func(c *pgxpool.Config) { c.MaxConns = 1 })
	o := emptySchema(t, pool)
	_, err := pool.Exec(t.Context(), "CREATE TABLE "+o.Schema+".lobby_ack (of_the_host text)")
	require.NoError(t, err)
	for range 2 {
		err = postgres.Migrate(t.Context(), pool, o)
		var failure *postgres.Error
		require.ErrorAs(t, err, &failure)
		require.Equal(t, "42P07", failure.SQLState())
		var tables []string
		require.NoError(t, pool.QueryRow(t.Context(), "SELECT array_agg(tablename::text) FROM pg_tables WHERE schemaname = $1", o.Schema).Scan(&tables))
		require.Equal(t, []string{"lobby_ack"}, tables, "and the connection is good for the next")
	}
	_, err = pool.Exec(t.Context(), "DROP TABLE "+o.Schema+".lobby_ack")
	require.NoError(t, err)
	require.NoError(t, postgres.Migrate(t.Context(), pool, o))
	require.NoError(t, postgres.New(pool, o).Validate(t.Context()))
}

// firstRelease makes the tables of the first migration with n clients and as many
// records, as its release left them.
func firstRelease(t *testing.T, pool *pgxpool.Pool, n int) *postgres.Options {
	o := emptySchema(t, pool)
	first, err := fs.ReadFile(postgres.Migrations(), "001_lobby.sql")
	require.NoError(t, err)
	_, err = pool.Exec(t.Context(), fmt.Sprintf(`BEGIN; SET LOCAL search_path = %s; CREATE TABLE lobby_migration (version integer PRIMARY KEY);
%s; INSERT INTO lobby_migration VALUES (1);
INSERT INTO lobby_client SELECT '%s', 'c' || i, 3, NULL, 'Given' || i || E'\x1f\x1fFamily\x1f1984-05-06\x1f\x1f\x1f\x1f\x1f\x1f\x1f', ARRAY[i], '{4}',
	('{"v":1,"row":{"authority":"%[3]s","id":"c' || i || '","version":3}}')::json FROM generate_series(1, %[4]d) AS i;
INSERT INTO lobby_record SELECT '%[3]s', 'r' || i, 3, true, now(), 'hpa2', 'waiting', 'partner', '', '', 'Given' || i || E'\x1f\x1f\x1f\x1f\x1f\x1f\x1f\x1f\x1f\x1f', '{}', '{}',
	('{"v":1,"row":{"authority":"%[3]s","id":"r' || i || '","version":3,"state":"waiting"}}')::json FROM generate_series(1, %[4]d) AS i;
INSERT INTO lobby_tally VALUES ('%[3]s', 4, %[4]d);
INSERT INTO lobby_event SELECT '%[3]s', 'e' || i, now(), 'received', 'hpa2', 'a', 'r' || i, 1, '', '', '', '', '' FROM generate_series(1, %[4]d) AS i;
INSERT INTO lobby_ack SELECT '%[3]s', 'mailer', 'e' || i FROM generate_series(1, %[4]d / 2) AS i;
COMMIT`, o.Schema, first, hackney, n))
	require.NoError(t, err)
	return o
}

// TestAMigrationThatIsKilledHalfWayIsResumed kills it when all is written and
// nothing committed, and then at any time.
func TestAMigrationThatIsKilledHalfWayIsResumed(t *testing.T) {
	if !apart(t) {
		return
	}
	const n = 2000
	pool := openPool(t, sharedURL(t))
	o := firstRelease(t, pool, n)
	asBefore := func() (same bool) {
		require.NoError(t, pool.QueryRow(t.Context(), fmt.Sprintf(`SELECT max(version) = 1 FROM %s.lobby_migration`, o.Schema)).Scan(&same))
		if same {
			var people int
			require.NoError(t, pool.QueryRow(t.Context(), fmt.Sprintf(`SELECT count(person) FROM %s.lobby_client WHERE person LIKE 'Given%%' AND body::text NOT LIKE '%%person%%'`, o.Schema)).Scan(&people))
			require.Equal(t, n, people)
		}
		return same
	}
	kill := func(wait func()) error {
		done := make(chan error, 1)
		named := openPool(t, sharedURL(t), func(c *pgxpool.Config) {
			c.MaxConns, c.ConnConfig.RuntimeParams["application_name"] = 1, "migrating "+o.Schema
		})
		go func() { done <- postgres.Migrate(t.Context(), named, o) }()
		wait()
		_, err := pool.Exec(t.Context(), "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = $1", "migrating "+o.Schema)
		require.NoError(t, err)
		return <-done
	}
	tx, err := pool.Begin(t.Context())
	require.NoError(t, err)
	_, err = tx.Exec(t.Context(), "LOCK TABLE "+o.Schema+".lobby_migration IN SHARE MODE") // which the ledger's entry waits for
	require.NoError(t, err)
	require.Error(t, kill(func() {
		require.Eventually(t, func() bool {
			var waits bool
			return pool.QueryRow(t.Context(), "SELECT wait_event_type = 'Lock' FROM pg_stat_activity WHERE application_name = $1", "migrating "+o.Schema).Scan(&waits) == nil && waits
		}, 2*time.Minute, 5*time.Millisecond)
	}))
	require.NoError(t, tx.Rollback(t.Context()))
	require.True(t, asBefore(), "nothing of it is left")
	for n := 0; n < 12 && asBefore(); n++ {
		_ = kill(func() { time.Sleep(time.Duration(n*n) * time.Millisecond) })
	}
	var all sync.WaitGroup
	errs := make([]error, 3)
	for i := range errs {
		all.Go(func() { errs[i] = postgres.Migrate(t.Context(), pool, o) })
	}
	all.Wait()
	require.NoError(t, errors.Join(errs...))
	s := postgres.New(pool, o)
	require.NoError(t, s.Validate(t.Context()))
	require.Equal(t, n, sizeOf(t, s))
	for _, i := range []int{1, 17, n} {
		require.Equal(t, fmt.Sprint("Given", i), mustClient(t, s, store.ClientID(fmt.Sprint("c", i))).Person.Given)
		require.Equal(t, fmt.Sprint("Given", i), mustRecord(t, s, store.RecordID(fmt.Sprint("r", i))).Person.Given)
	}
	for consumer, owed := range map[store.Consumer]int{"mailer": n / 2, "newcomer": n} {
		require.Equal(t, owed, len(unacknowledged(t, s, consumer)), consumer)
	}
}

// unacknowledged are the ids of all events that a consumer is owed.
func unacknowledged(t *testing.T, s store.Store, c store.Consumer) (ids []store.EventID) {
	t.Helper()
	q := store.EventQuery{Authority: hackney, Unacked: c, Limit: store.MaxPage}
	for {
		page, err := s.Events(t.Context(), q)
		require.NoError(t, err)
		for _, e := range page {
			ids = append(ids, e.ID)
		}
		if len(page) < q.Limit {
			return ids
		}
		last := page[len(page)-1]
		q.After = store.EventCursor{At: last.At, ID: last.ID}
	}
}

// TestALaterVersionBesideThisOne adds what a later version may: a migration that adds
// a column, and a row with a field that this version does not know.
func TestALaterVersionBesideThisOne(t *testing.T) {
	pool := openPool(t, sharedURL(t))
	o := fresh(t, pool, postgres.Options{})
	s := postgres.New(pool, o)
	require.NoError(t, s.Commit(t.Context(), clients(putClient(0, client("a")), putClient(0, client("b")))))
	_, err := pool.Exec(t.Context(), fmt.Sprintf(`INSERT INTO %s.lobby_migration VALUES (99);
ALTER TABLE %[1]s.lobby_client ADD COLUMN later text; ALTER TABLE %[1]s.lobby_record ADD COLUMN later text NOT NULL DEFAULT '';
UPDATE %[1]s.lobby_client SET later = 'x', body = replace(body::text, '{"v":1,"row":{', '{"v":1,"row":{"later":"x",')::json WHERE id = 'b'`, o.Schema))
	require.NoError(t, err)
	require.NoError(t, postgres.Migrate(t.Context(), pool, o), "what is newer stays")
	require.NoError(t, s.Validate(t.Context()))
	page, err := s.Clients(t.Context(), store.ClientQuery{Authority: hackney, Limit: 10})
	require.NoError(t, err)
	require.Len(t, page.Clients, 1)
	require.Equal(t, []store.ClientID{"b"}, page.Unreadable, "it is named, and stops nobody")
	require.NoError(t, s.Commit(t.Context(), clients(putClient(1, client("a")))))
	require.NoError(t, s.Commit(t.Context(), records(putRecord(0, record("r")))))
}
