package postgres_test

import (
	"context"
	"testing"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/postgres"
)

// appRole is who the service is: not the owner of the tables, let alone a superuser.
const (
	appRole   = "lobby_app"
	ownerRole = "lobby_owner"
)

// as has every connection act as a role.
func as(role string) func(*pgxpool.Config) {
	return func(c *pgxpool.Config) { c.ConnConfig.RuntimeParams["role"] = role }
}

// secured makes tables with policies, owned by one role and used by another.
func secured(t testing.TB, pool *pgxpool.Pool) *postgres.Options {
	_, err := pool.Exec(context.Background(), `DO $$ BEGIN
	CREATE ROLE lobby_owner; CREATE ROLE lobby_app;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$`)
	require.NoError(t, err)
	o := fresh(t, pool, postgres.Options{RowSecurity: true})
	for _, table := range postgres.Tables {
		_, err := pool.Exec(context.Background(), "ALTER TABLE "+o.Schema+"."+table+" OWNER TO "+ownerRole)
		require.NoError(t, err)
	}
	_, err = pool.Exec(context.Background(), `GRANT USAGE ON SCHEMA `+o.Schema+` TO lobby_app, lobby_owner;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA `+o.Schema+` TO lobby_app`)
	require.NoError(t, err)
	return o
}

const leeds = store.Authority("E08000035")

func TestRowSecurityHidesWhatTheTransactionDoesNotName(t *testing.T) {
	url := sharedURL(t)
	o := secured(t, openPool(t, url))
	app := openPool(t, url, as(appRole))
	s := postgres.New(app, o)
	for _, a := range []store.Authority{hackney, leeds, `o'brien\`} {
		b := records(putRecord(0, record("r", func(r *store.Record) { r.Authority = a })))
		b.Clients = clients(putClient(0, client("c", func(c *store.Client) { c.Authority = a }))).Clients
		e := event("e", "r")
		e.Authority, b.Authority = a, a
		b.Events, b.Acks = []store.Event{e}, []store.Ack{{Consumer: "mailer", Event: "e"}}
		require.NoError(t, s.Commit(t.Context(), b))
		e.ID = "unread"
		require.NoError(t, s.Commit(t.Context(), store.Batch{Authority: a, Events: []store.Event{e}}))
		rows, err := s.Rows(t.Context(), a, store.IDs{Records: []store.RecordID{"r"}})
		require.NoError(t, err)
		require.Len(t, rows.Records, 1)
	}
	for _, role := range []string{appRole, ownerRole} {
		pool := openPool(t, url, as(role))
		for _, table := range postgres.Tables {
			t.Run(role+"/"+table, func(t *testing.T) {
				seen := func(set string) (n, authorities int) {
					tx, err := pool.Begin(t.Context())
					require.NoError(t, err)
					defer func() { _ = tx.Rollback(context.Background()) }()
					_, err = tx.Exec(t.Context(), set)
					require.NoError(t, err)
					require.NoError(t, tx.QueryRow(t.Context(), "SELECT count(*), count(DISTINCT authority) FROM "+o.Schema+"."+table).Scan(&n, &authorities))
					return n, authorities
				}
				n, _ := seen("SELECT 1")
				require.Zero(t, n, "without a name there are no rows, for the owner either")
				n, _ = seen("SET LOCAL lobby.authority = ''")
				require.Zero(t, n)
				n, authorities := seen("SET LOCAL lobby.authority = '" + string(leeds) + "'")
				require.NotZero(t, n)
				require.Equal(t, 1, authorities)
			})
		}
	}
	_, err := app.Exec(t.Context(), "DELETE FROM "+o.Schema+".lobby_client")
	require.NoError(t, err)
	rows, err := s.Rows(t.Context(), leeds, store.IDs{Clients: []store.ClientID{"c"}})
	require.NoError(t, err)
	require.Len(t, rows.Clients, 1, "what is not seen is not deleted")
}

func TestRowSecurityRefusesARowOfAnotherAuthority(t *testing.T) {
	url := sharedURL(t)
	o := secured(t, openPool(t, url))
	tx, err := openPool(t, url, as(appRole)).Begin(t.Context())
	require.NoError(t, err)
	defer func() { _ = tx.Rollback(context.Background()) }()
	_, err = tx.Exec(t.Context(), "SET LOCAL lobby.authority = 'E08000035'")
	require.NoError(t, err)
	_, err = tx.Exec(t.Context(), "INSERT INTO "+o.Schema+".lobby_tally VALUES ('E09000012', 1, 1)")
	require.ErrorContains(t, err, "42501")
}

// TestRowSecurityAndTheKeyIndex shows what the package comment warns of: until
// the array operator is declared leakproof, a search under row security reads
// every client of the authority.
func TestRowSecurityAndTheKeyIndex(t *testing.T) {
	url := sharedURL(t)
	admin := openPool(t, url)
	o := secured(t, admin)
	app := openPool(t, url, as(appRole))
	_, err := postgres.New(app, o).Load(t.Context(), hackney, madeUp(3000), nil)
	require.NoError(t, err)
	_, err = admin.Exec(t.Context(), "ANALYZE "+o.Schema+".lobby_client")
	require.NoError(t, err)
	search := func() string {
		conn, err := app.Acquire(t.Context())
		require.NoError(t, err)
		defer conn.Release()
		_, err = conn.Exec(t.Context(), "SET search_path = "+o.Schema)
		require.NoError(t, err)
		defer func() {
			_, _ = conn.Exec(context.Background(), "DISCARD PLANS; DEALLOCATE clients; RESET ALL; SET role = "+appRole)
		}()
		return planOf(t, conn, postgres.Searches[0])
	}
	require.NotContains(t, search(), "lobby_client_keys")
	_, err = admin.Exec(t.Context(), "ALTER FUNCTION pg_catalog.arraycontains(anyarray, anyarray) LEAKPROOF")
	require.NoError(t, err)
	t.Cleanup(func() {
		_, err := admin.Exec(context.Background(), "ALTER FUNCTION pg_catalog.arraycontains(anyarray, anyarray) NOT LEAKPROOF")
		require.NoError(t, err)
	})
	require.Contains(t, search(), "lobby_client_keys")
	pool, err := postgres.New(app, o).Candidates(t.Context(), hackney, []matching.Key{1003}, 20)
	require.NoError(t, err)
	require.Len(t, pool.Clients, 10)
}
