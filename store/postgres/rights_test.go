package postgres_test

import (
	"context"
	"crypto/rand"
	"strings"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/store/postgres"
)

// Migrate is safe at every start: also for a service that may only write rows, and beside
// a backup that reads the tables for hours.
func TestWhatIsMigratedNeedsNoRightAndNoLock(t *testing.T) {
	url := sharedURL(t)
	admin := openPool(t, url)
	for _, secure := range []bool{false, true} {
		o := fresh(t, admin, postgres.Options{RowSecurity: secure})
		role := roled(t, admin, "GRANT USAGE ON SCHEMA "+o.Schema+" TO ?; GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA "+o.Schema+" TO ?")
		backup := begun(t, admin)
		_, err := backup.Exec(t.Context(), "LOCK TABLE "+o.Schema+".lobby_record, "+o.Schema+".lobby_event IN ACCESS SHARE MODE")
		require.NoError(t, err)
		service := openPool(t, url, as(role), func(c *pgxpool.Config) { c.ConnConfig.RuntimeParams["lock_timeout"] = "1ms" })
		require.NoError(t, postgres.Migrate(t.Context(), service, o), "row security %v", secure)
		require.NoError(t, backup.Rollback(t.Context()))
	}
}

func TestASchemaThatIsThereNeedsNoRightToMakeOne(t *testing.T) {
	url := sharedURL(t)
	admin := openPool(t, url)
	role := roled(t, admin, "CREATE SCHEMA ? AUTHORIZATION ?")
	o := &postgres.Options{Schema: role}
	owner := openPool(t, url, as(role))
	require.NoError(t, postgres.Migrate(t.Context(), owner, o))
	require.NoError(t, postgres.New(owner, o).Validate(t.Context()))
}

// A role whose transactions are of another kind sees what was migrated while it waited, and
// writes.
func TestMigrateAndLoadChooseTheirOwnIsolation(t *testing.T) {
	url := sharedURL(t)
	admin := openPool(t, url)
	o := postgres.Options{Schema: "t_" + strings.ToLower(rand.Text()[:12])}
	t.Cleanup(func() { _, _ = admin.Exec(context.Background(), "DROP SCHEMA "+o.Schema+" CASCADE") })
	odd := openPool(t, url, func(c *pgxpool.Config) {
		c.ConnConfig.RuntimeParams["default_transaction_isolation"] = "serializable"
		c.ConnConfig.RuntimeParams["default_transaction_read_only"] = "on"
	})
	var all sync.WaitGroup
	errs := make([]error, 4)
	for i := range errs {
		all.Go(func() { errs[i] = postgres.Migrate(t.Context(), odd, &o) })
	}
	all.Wait()
	for _, err := range errs {
		require.NoError(t, err)
	}
	added, err := postgres.New(odd, &o).Load(t.Context(), hackney, madeUp(10), nil)
	require.NoError(t, err)
	require.Equal(t, 10, added)
}
