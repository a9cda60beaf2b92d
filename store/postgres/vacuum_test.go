package postgres_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/store/postgres"
)

// TestWhatWasHandledIsVacuumedAwayHoweverMuchIsKept has a server look every second at tables
// of which a small part was handled: of a history of decided records those decided last,
// and beside a consumer that has everything to read what another has read.
func TestWhatWasHandledIsVacuumedAwayHoweverMuchIsKept(t *testing.T) {
	if !apart(t) {
		return
	}
	server, err := startServer("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum_naptime=1")
	if err != nil {
		skipOrFail(t, err)
	}
	t.Cleanup(server.stop)
	pool := openPool(t, server.url)
	o := fresh(t, pool, postgres.Options{})
	require.NoError(t, postgres.New(pool, o).Commit(t.Context(), records(putRecord(0, record("r")))))
	for table, steps := range map[string][2]string{
		"lobby_unread": {
			`INSERT INTO %s SELECT 'E09000012', CASE WHEN i <= 2000 THEN 'mailer' ELSE 'archive' END, timestamptz '2026-01-01Z' + i * interval '1s', 'e' || i, 'hpa2' FROM generate_series(1, 20000) AS i`,
			`DELETE FROM %s WHERE consumer = 'mailer'`,
		},
		"lobby_record": {
			`INSERT INTO %s SELECT authority, id || i, version, i <= 2000, received, system, state, channel, holder, provider, keys, counted, body, profile FROM %[1]s, generate_series(1, 20000) AS i`,
			`UPDATE %s SET undecided = false WHERE undecided`,
		},
	} {
		name := o.Schema + "." + table
		vacuumed := func() (n int) {
			require.NoError(t, pool.QueryRow(t.Context(), `SELECT autovacuum_count FROM pg_stat_user_tables WHERE schemaname = $1 AND relname = $2`, o.Schema, table).Scan(&n))
			return n
		}
		for _, step := range []string{steps[0], "VACUUM (ANALYZE) %s"} {
			_, err := pool.Exec(t.Context(), fmt.Sprintf(step, name))
			require.NoError(t, err)
		}
		before := vacuumed()
		_, err := pool.Exec(t.Context(), fmt.Sprintf(steps[1], name))
		require.NoError(t, err)
		require.Eventually(t, func() bool { return vacuumed() > before }, 30*time.Second, 100*time.Millisecond, table)
	}
}

// A host may have made the tables anew, in parts: each part is vacuumed by itself.
func TestTablesInPartsAreMigrated(t *testing.T) {
	pool := openPool(t, sharedURL(t))
	o := partitioned(t, pool)
	_, err := pool.Exec(t.Context(), "DELETE FROM "+o.Schema+".lobby_migration WHERE version = 5")
	require.NoError(t, err)
	require.NoError(t, postgres.Migrate(t.Context(), pool, o))
	var set int
	require.NoError(t, pool.QueryRow(t.Context(), `SELECT count(*) FROM pg_class WHERE relnamespace = $1::regnamespace AND reloptions::text LIKE '%autovacuum_vacuum_threshold%'`, o.Schema).Scan(&set))
	require.Equal(t, 2*partitions, set)
}

func TestWhatAHostHasSetOfVacuumingStays(t *testing.T) {
	pool := openPool(t, sharedURL(t))
	o := fresh(t, pool, postgres.Options{})
	for setting, stays := range map[string]bool{"autovacuum_vacuum_scale_factor=0.001": true, "autovacuum_vacuum_threshold=50": true, "autovacuum_vacuum_cost_delay=1": false} {
		_, err := pool.Exec(t.Context(), fmt.Sprintf(`ALTER TABLE %[1]s.lobby_unread RESET (autovacuum_vacuum_scale_factor, autovacuum_vacuum_threshold);
			ALTER TABLE %[1]s.lobby_unread SET (%[2]s); DELETE FROM %[1]s.lobby_migration WHERE version = 5`, o.Schema, setting))
		require.NoError(t, err)
		require.NoError(t, postgres.Migrate(t.Context(), pool, o))
		var set []string
		require.NoError(t, pool.QueryRow(t.Context(), `SELECT reloptions FROM pg_class WHERE oid = $1::regclass`, o.Schema+".lobby_unread").Scan(&set))
		require.Contains(t, set, setting)
		require.Equal(t, !stays, slices.Contains(set, "autovacuum_vacuum_threshold=1000"), set)
	}
}
