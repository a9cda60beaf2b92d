package postgres_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/store/postgres"
)

// These begin after TestConformance has seen how fast its store is, by which it chooses
// its sizes: go test goes by the names of files.

func TestConformanceUnderRowSecurity(t *testing.T) { onceMore(t, secured) }

func TestConformanceOnPartitionedTables(t *testing.T) { onceMore(t, partitioned) }

// onceMore is a conformance test on the same tables in another guise: it runs in CI, and
// there in the short form, for what a storm meets does not change with the guise;
// and not where a short run is asked for, as with the race detector. Such tables take
// long to make, so that they are emptied for each check.
func onceMore(t *testing.T, guise func(testing.TB, *pgxpool.Pool) *postgres.Options) {
	long := os.Getenv("CASELOBBY_LONG") != ""
	if !long && !isApart(t) && (os.Getenv("CI") == "" || testing.Short()) {
		t.Skip("skipped: runs in CI without -short, and with CASELOBBY_LONG=1")
	}
	if !apart(t, fmt.Sprintf("-test.short=%v", !long || testing.Short())) {
		return
	}
	pool := openPool(t, sharedURL(t))
	o := guise(t, pool)
	conform(t, sharedURL(t), func(t *testing.T, _ *pgxpool.Pool) *postgres.Options {
		empty(t, pool, o.Schema)
		return o
	}, lent...)
}

// empty empties the tables of a schema, or those parts of them that hold anything: most
// of many never do, and each takes as long.
func empty(t *testing.T, pool *pgxpool.Pool, schema string) {
	rows, err := pool.Query(t.Context(), `SELECT oid::regclass::text FROM pg_class
WHERE relnamespace = $1::regnamespace AND relkind = 'r' AND relname <> 'lobby_migration' AND pg_relation_size(oid) > 0`, schema)
	require.NoError(t, err)
	full, err := pgx.CollectRows(rows, pgx.RowTo[string])
	require.NoError(t, err)
	if len(full) > 0 {
		_, err = pool.Exec(t.Context(), "TRUNCATE "+strings.Join(full, ", "))
		require.NoError(t, err)
	}
}
