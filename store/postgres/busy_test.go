package postgres_test

import (
	"context"
	"errors"
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

// A server that answers that it cannot has not written, whatever keeps it from it. What will
// not pass is not busy: nobody should be told to try again for ever.
func TestAServerThatCannotWriteNowIsBusy(t *testing.T) {
	pool := openPool(t, sharedURL(t))
	for _, c := range []struct {
		what, state string
		busy        bool
	}{
		{"the disk is full", "53100", true},
		{"there is no memory", "53200", true},
		{"the statement's time", "57014", true},
		{"the row is another's", "55P03", true},
		{"it may not write", "25006", true},
		{"a process may use no more", "53400", false},
		{"it does not do that at all", "0A000", false},
		{"it is too much for any server", "54000", false},
		{"the role may not", "42501", false},
		{"a file is damaged", "XX001", false},
		{"a trigger of the host's", "P0001", false},
		{"a unique key of the host's own", "23505", false},
		{"a division of the host's own", "22012", false},
	} {
		o := fresh(t, pool, postgres.Options{})
		_, err := pool.Exec(t.Context(), `CREATE FUNCTION `+o.Schema+`.no() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no' USING ERRCODE = '`+c.state+`'; END $$;
CREATE TRIGGER no BEFORE INSERT ON `+o.Schema+`.lobby_record FOR EACH ROW EXECUTE FUNCTION `+o.Schema+`.no()`)
		require.NoError(t, err)
		s := postgres.New(pool, o)
		err = s.Commit(t.Context(), records(putRecord(0, record("r"))))
		var failure *postgres.Error
		require.ErrorAs(t, err, &failure, c.what)
		require.Equal(t, c.state, failure.SQLState(), c.what)
		require.Equal(t, c.busy, errors.Is(err, store.ErrBusy), c.what)
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
