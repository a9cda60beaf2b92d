package postgres_test

import (
	"context"
	"net"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/postgres"
)

// What was never sent is known not to be written: an officer who is told that the outcome
// is unknown looks for a decision that nobody took.
func TestACommitThatReachesNoServerIsBusy(t *testing.T) {
	url := sharedURL(t)
	admin := openPool(t, url)
	o := fresh(t, admin, postgres.Options{LockTimeout: 10 * time.Millisecond})
	one := func(c *pgxpool.Config) { c.MaxConns = 1 }
	full := openPool(t, url, one)
	taken, err := full.Acquire(t.Context())
	require.NoError(t, err)
	defer taken.Release()
	role := roled(t, admin, "ALTER ROLE ? LOGIN CONNECTION LIMIT 0")
	for what, pool := range map[string]*pgxpool.Pool{
		"no connection of the pool is free": full,
		"nobody listens":                    openPool(t, url, func(c *pgxpool.Config) { c.ConnConfig.Host = t.TempDir() }),
		"the server takes no more":          openPool(t, url, func(c *pgxpool.Config) { c.ConnConfig.User = role }),
		"somebody listens and never answers": openPool(t, url, func(c *pgxpool.Config) {
			c.ConnConfig.Host, c.ConnConfig.Port, c.ConnConfig.Fallbacks = "127.0.0.1", mute(t), nil
			c.ConnConfig.ConnectTimeout = time.Millisecond
		}),
	} {
		patient := *o
		if what != "no connection of the pool is free" {
			patient.LockTimeout = time.Minute
		}
		err := postgres.New(pool, &patient).Commit(t.Context(), records(putRecord(0, record("r"))))
		require.ErrorIs(t, err, store.ErrBusy, what)
	}
}

// mute listens at a port and says nothing.
func mute(t *testing.T) (port uint16) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(func() { _ = l.Close() })
	return uint16(l.Addr().(*net.TCPAddr).Port)
}

// A server that answers that it cannot has not written, whatever keeps it from it.
func TestAServerThatCannotWriteNowIsBusy(t *testing.T) {
	pool := openPool(t, sharedURL(t))
	for what, c := range map[string]struct{ state, raise string }{
		"the disk is full":       {"53100", "RAISE 'no' USING ERRCODE = '53100'"},
		"there is no memory":     {"53200", "RAISE 'no' USING ERRCODE = '53200'"},
		"the statement's time":   {"57014", "RAISE 'no' USING ERRCODE = '57014'"},
		"it may not write":       {"25006", "RAISE 'no' USING ERRCODE = '25006'"},
		"a trigger of the hosts": {"P0001", "RAISE 'no'"},
	} {
		o := fresh(t, pool, postgres.Options{})
		_, err := pool.Exec(t.Context(), `CREATE FUNCTION `+o.Schema+`.no() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN `+c.raise+`; END $$;
CREATE TRIGGER no BEFORE INSERT ON `+o.Schema+`.lobby_record FOR EACH ROW EXECUTE FUNCTION `+o.Schema+`.no()`)
		require.NoError(t, err)
		s := postgres.New(pool, o)
		err = s.Commit(t.Context(), records(putRecord(0, record("r"))))
		var failure *postgres.Error
		require.ErrorAs(t, err, &failure, what)
		require.Equal(t, c.state, failure.SQLState(), what)
		if c.state == "P0001" {
			require.NotErrorIs(t, err, store.ErrBusy, "what will not pass is not busy")
		} else {
			require.ErrorIs(t, err, store.ErrBusy, what)
		}
		requireNoRecord(t, s, "r")
	}
}

// A caller whose own time is up is told that, and not that somebody is in the way.
func TestACallerWhoseTimeIsUpBeforeAConnectionIsGotIsToldSo(t *testing.T) {
	url := sharedURL(t)
	o := fresh(t, openPool(t, url), postgres.Options{LockTimeout: time.Minute})
	full := openPool(t, url, func(c *pgxpool.Config) { c.MaxConns = 1 })
	taken, err := full.Acquire(t.Context())
	require.NoError(t, err)
	defer taken.Release()
	ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	err = postgres.New(full, o).Commit(ctx, records(putRecord(0, record("r"))))
	require.ErrorIs(t, err, context.DeadlineExceeded)
	require.NotErrorIs(t, err, store.ErrBusy)
}
