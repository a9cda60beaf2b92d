package postgres_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/postgres"
)

func TestA8_ACommitIsOnDiskWhateverTheServerIsSetTo(t *testing.T) {
	conn, err := pgx.Connect(t.Context(), sharedURL(t))
	require.NoError(t, err)
	defer conn.Close(context.Background())
	for set, want := range map[string]string{"off": "on", "local": "on", "remote_write": "on", "on": "on", "remote_apply": "remote_apply"} {
		_, err := conn.Exec(t.Context(), "BEGIN; SET LOCAL synchronous_commit = "+set)
		require.NoError(t, err)
		_, err = conn.Exec(t.Context(), postgres.Limits, "1000", "1000")
		require.NoError(t, err)
		var got string
		require.NoError(t, conn.QueryRow(t.Context(), "SHOW synchronous_commit").Scan(&got))
		require.Equal(t, want, got, set)
		_, err = conn.Exec(t.Context(), "ROLLBACK")
		require.NoError(t, err)
	}
}

// readsOf returns every read of the contract.
func readsOf(ctx context.Context, s store.Store) map[string]func() (found int, err error) {
	return map[string]func() (int, error){
		"Rows": func() (int, error) {
			rows, err := s.Rows(ctx, hackney, store.IDs{Records: []store.RecordID{"r"}, Clients: []store.ClientID{"c"}})
			return len(rows.Records) + len(rows.Clients), err
		},
		"Records": func() (int, error) {
			page, err := s.Records(ctx, store.Query{Authority: hackney, Limit: 10})
			return page.Len(), err
		},
		"Clients": func() (int, error) {
			page, err := s.Clients(ctx, store.ClientQuery{Authority: hackney, Limit: 10})
			return page.Len(), err
		},
		"Events": func() (int, error) {
			page, err := s.Events(ctx, store.EventQuery{Authority: hackney, Limit: 10})
			return len(page), err
		},
		"Candidates": func() (int, error) {
			pool, err := s.Candidates(ctx, hackney, []matching.Key{1}, 10)
			return len(pool.Clients) + len(pool.Records), err
		},
	}
}

// writtenOn is a store on one connection with a record, a client and an event.
func writtenOn(t *testing.T, secure bool) (*postgres.Store, *pgxpool.Pool) {
	pool := openPool(t, sharedURL(t), func(c *pgxpool.Config) { c.MaxConns = 1 })
	o := fresh(t, openPool(t, sharedURL(t)), postgres.Options{RowSecurity: secure})
	s := postgres.New(pool, o)
	b := records(putRecord(0, record("r")))
	b.Clients, b.Events = clients(putClient(0, client("c"))).Clients, []store.Event{event("e", "r")}
	require.NoError(t, s.Commit(t.Context(), b))
	return s, pool
}

func TestA11e_AReadWhoseConnectionBreaksIsReadAgain(t *testing.T) {
	other := openPool(t, sharedURL(t))
	for _, secure := range []bool{false, true} {
		s, pool := writtenOn(t, secure)
		for name, read := range readsOf(t.Context(), s) {
			want, err := read()
			require.NoError(t, err)
			require.NotZero(t, want)
			var pid int
			require.NoError(t, pool.QueryRow(t.Context(), "SELECT pg_backend_pid()").Scan(&pid))
			var gone bool
			require.NoError(t, other.QueryRow(t.Context(), "SELECT pg_terminate_backend($1, 5000)", pid).Scan(&gone))
			require.True(t, gone)
			got, err := read()
			require.NoError(t, err, name)
			require.Equal(t, want, got, "%s: nothing is missing, and nothing is there twice", name)
		}
	}
}

// A restart or a failover breaks all connections of a pool, and the server may be back
// before anybody has met more than one of them.
func TestCallsPassOverConnectionsThatAreAllBroken(t *testing.T) {
	url := sharedURL(t)
	admin := openPool(t, url)
	o := fresh(t, admin, postgres.Options{})
	const name, most = "all_broken", 12
	pool := openPool(t, url, func(c *pgxpool.Config) {
		c.MaxConns, c.ConnConfig.RuntimeParams["application_name"] = most, name
		c.ShouldPing = func(context.Context, pgxpool.ShouldPingParams) bool { return false } // as where they are in use all the time
	})
	s := postgres.New(pool, o)
	calls := readsOf(t.Context(), s)
	calls["Commit"] = func() (int, error) { return 0, s.Commit(t.Context(), pairBatch("pair", 1)) }
	calls["Gather"] = func() (int, error) {
		_, _, err := s.Gather(t.Context(), hackney, nil, 1, event("looked", "r"))
		return 0, err
	}
	for what, call := range calls {
		var all []*pgxpool.Conn
		for range most {
			c, err := pool.Acquire(t.Context())
			require.NoError(t, err)
			all = append(all, c)
		}
		for _, c := range all {
			c.Release()
		}
		require.Eventually(t, func() bool {
			var left int
			return admin.QueryRow(t.Context(), "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = $1", name).Scan(&left) == nil && left == 0
		}, time.Minute, 5*time.Millisecond)
		_, err := call()
		require.NoError(t, err, what)
	}
}

func TestB8_StatementsThatSomebodyDiscardsArePreparedAnew(t *testing.T) {
	for _, secure := range []bool{false, true} {
		s, pool := writtenOn(t, secure)
		discard := func() {
			_, err := pool.Exec(t.Context(), "DISCARD ALL", pgx.QueryExecModeExec)
			require.NoError(t, err)
		}
		for name, read := range readsOf(t.Context(), s) {
			want, err := read()
			require.NoError(t, err)
			discard()
			got, err := read()
			require.NoError(t, err, name)
			require.Equal(t, want, got, name)
		}
		require.NoError(t, s.Commit(t.Context(), records(putRecord(1, record("r")))))
		discard()
		require.NoError(t, s.Commit(t.Context(), records(putRecord(2, record("r")))))
		require.EqualValues(t, 3, mustRecord(t, s, "r").Version)
	}
}

type pooled = pgxpool.Conn // embedded under a name that leaves its method Conn in sight

// undoing is a connection whose COMMIT the server answers with ROLLBACK, as it does
// for a transaction that had failed, so many times.
type undoing struct {
	*pooled
	times int
}

func (u *undoing) SendBatch(ctx context.Context, b *pgx.Batch) pgx.BatchResults {
	for _, q := range b.QueuedQueries {
		if q.SQL == "COMMIT" && u.times > 0 {
			u.times--
			q.SQL = "ROLLBACK"
		}
	}
	return u.pooled.SendBatch(ctx, b)
}

func TestB8_ACommitThatIsAnsweredByARollbackIsNoSuccess(t *testing.T) {
	pool := openPool(t, sharedURL(t))
	o := fresh(t, pool, postgres.Options{})
	conn, err := pool.Acquire(t.Context())
	require.NoError(t, err)
	defer conn.Release()
	u := &undoing{conn, 1000}
	s := postgres.New(u, o)
	err = s.Commit(t.Context(), records(putRecord(0, record("r"))))
	require.ErrorIs(t, err, store.ErrBusy)
	requireNoRecord(t, s, "r")
	u.times = 2
	require.NoError(t, s.Commit(t.Context(), records(putRecord(0, record("r")))), "it is tried again")
	require.EqualValues(t, 1, mustRecord(t, s, "r").Version)
}

func TestAnErrorIsTheDriversWithoutItsValues(t *testing.T) {
	s, pool := newStore(t)
	_, err := pool.Exec(t.Context(), "SELECT 1")
	require.NoError(t, err)
	tx, err := pool.Begin(t.Context())
	require.NoError(t, err)
	defer func() { _ = tx.Rollback(context.Background()) }()
	_, err = tx.Exec(t.Context(), "SELECT nonsense")
	require.Error(t, err)
	err = fmt.Errorf("host: %w", s.WithTx(tx).Commit(t.Context(), records(putRecord(0, record("r")))))
	var state interface{ SQLState() string }
	require.ErrorAs(t, err, &state)
	require.Equal(t, "25P02", state.SQLState())
	var driver *pgconn.PgError
	require.ErrorAs(t, err, &driver)
	require.Equal(t, pgconn.PgError{Code: "25P02"}, *driver)
	var connecting *pgconn.ConnectError
	require.NotErrorAs(t, err, &connecting)
}
