package postgres_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
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

const secret = "Zzyzxsurname"

// secretClient and secretRecord hold the secret wherever there is text.
func secretClient(id string) store.Client {
	return client(id, func(c *store.Client) {
		c.Person = matching.Person{Family: secret}
		c.Reference, c.Profile = secret, secret
		c.Cases = []store.Case{{ID: "k", Details: []byte(secret)}}
	})
}

func secretRecord(id string) store.Record {
	return record(id, func(r *store.Record) { r.Person.Family, r.SenderKey = secret, secret })
}

// TestNoErrorCarriesMoreThanAState breaks the database under the store in every
// way that PostgreSQL likes to be talkative about.
func TestNoErrorCarriesMoreThanAState(t *testing.T) {
	pool := openPool(t, sharedURL(t))
	for name, spoil := range map[string]string{
		"a check that prints the row":       "ALTER TABLE %s.lobby_client ADD CHECK (version < 1)",
		"a not null that prints the row":    "ALTER TABLE %s.lobby_client ADD COLUMN extra text NOT NULL",
		"a unique index that prints values": "CREATE UNIQUE INDEX ON %s.lobby_client (encode(profile, 'escape')); INSERT INTO %[1]s.lobby_client SELECT 'E09000012', 'x', 1, NULL, '{}', '{}', '{}', '" + secret + "'",
		"a type that prints the value":      "ALTER TABLE %s.lobby_client ALTER body TYPE integer USING 0",
		"a missing table":                   "DROP TABLE %s.lobby_client",
		"a trigger that prints the row": `CREATE FUNCTION %s.talk() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''%%'', NEW; END';
CREATE TRIGGER talk BEFORE INSERT ON %[1]s.lobby_client FOR EACH ROW EXECUTE FUNCTION %[1]s.talk()`,
	} {
		t.Run(name, func(t *testing.T) {
			o := fresh(t, pool, postgres.Options{})
			s := postgres.New(pool, o)
			_, err := pool.Exec(t.Context(), fmt.Sprintf(spoil, o.Schema))
			require.NoError(t, err)
			for _, err := range []error{
				s.Commit(t.Context(), clients(putClient(0, secretClient("c")))),
				func() error {
					_, err := s.Load(t.Context(), hackney, func(yield func(store.Client, error) bool) { yield(secretClient("d"), nil) }, nil)
					return err
				}(),
			} {
				if err == nil && name == "a unique index that prints values" {
					continue
				}
				require.Error(t, err)
				requireSilent(t, err)
			}
		})
	}
}

// requireSilent walks the whole chain of an error.
func requireSilent(t *testing.T, err error) {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		require.Equal(t, pgconn.PgError{Code: pg.Code}, *pg, "of the server's error, which quotes rows, more than its state is within reach")
	}
	for ; err != nil; err = errors.Unwrap(err) {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q"} {
			require.NotContains(t, fmt.Sprintf(verb, err), secret)
		}
	}
}

func TestAnUnreadableRowIsNotQuoted(t *testing.T) {
	pool := openPool(t, sharedURL(t))
	o := fresh(t, pool, postgres.Options{})
	s := postgres.New(pool, o)
	require.NoError(t, s.Commit(t.Context(), clients(putClient(0, secretClient("c")), putClient(0, client("d")))))
	for _, spoil := range []string{"body = '{\"" + secret + "\": 1}'", "body = '{\"v\": 1, \"row\": {\"" + secret + "\": 1}}'"} {
		_, err := pool.Exec(t.Context(), "UPDATE "+o.Schema+".lobby_client SET "+spoil+" WHERE id = 'c'")
		require.NoError(t, err)
		rows, err := s.Rows(t.Context(), hackney, store.IDs{Clients: []store.ClientID{"d", "c"}})
		require.NoError(t, err)
		require.Equal(t, store.IDs{Clients: []store.ClientID{"c"}}, rows.Unreadable)
		require.Len(t, rows.Clients, 1, "the other is read")
		page, err := s.Clients(t.Context(), store.ClientQuery{Authority: hackney, Limit: 5})
		require.NoError(t, err)
		require.Equal(t, []store.ClientID{"c"}, page.Unreadable)
		require.Len(t, page.Clients, 1)
		pool, err := s.Candidates(t.Context(), hackney, []matching.Key{1}, 5)
		require.NoError(t, err)
		require.Len(t, pool.Clients, 2, "a search reads no body")
	}
}

func TestAnUnreadableRecordIsNamedInItsPlace(t *testing.T) {
	pool := openPool(t, sharedURL(t))
	o := fresh(t, pool, postgres.Options{})
	s := postgres.New(pool, o)
	for i := range 6 {
		require.NoError(t, s.Commit(t.Context(), records(putRecord(0, record(name("r", i), func(r *store.Record) { r.Received = noon.Add(time.Duration(i) * time.Minute) })))))
	}
	_, err := pool.Exec(t.Context(), "UPDATE "+o.Schema+".lobby_record SET body = '{}' WHERE id IN ($1, $2)", name("r", 1), name("r", 5))
	require.NoError(t, err)
	var readable, unreadable []store.RecordID
	for q := (store.Query{Authority: hackney, Limit: 2}); ; {
		page, err := s.Records(t.Context(), q)
		require.NoError(t, err)
		for _, r := range page.Records {
			readable = append(readable, r.ID)
		}
		for _, c := range page.Unreadable {
			unreadable = append(unreadable, c.ID)
		}
		if page.Len() < q.Limit {
			break
		}
		q.After = page.Next()
	}
	require.Len(t, readable, 4)
	require.Equal(t, []store.RecordID{store.RecordID(name("r", 1)), store.RecordID(name("r", 5))}, unreadable)
	rows, err := s.Rows(t.Context(), hackney, store.IDs{Records: append(readable, unreadable...)})
	require.NoError(t, err)
	require.Len(t, rows.Records, 4)
	require.Equal(t, unreadable, rows.Unreadable.Records)
}

// TestTheServersLogHoldsNothingOfAPerson has conflicts of every kind happen on
// a server that logs every error, with its statement, and every statement.
func TestTheServersLogHoldsNothingOfAPerson(t *testing.T) {
	if os.Getenv("CASELOBBY_POSTGRES_URL") != "" {
		t.Skip("skipped: a server of one's own is needed to read its log")
	}
	server, err := startServer(append(careless, "log_min_messages=info", "log_error_verbosity=verbose")...)
	if err != nil {
		skipOrFail(t, err)
	}
	t.Cleanup(server.stop)
	pool := openPool(t, server.url)
	s := postgres.New(pool, fresh(t, pool, postgres.Options{}))
	require.NoError(t, s.Commit(t.Context(), clients(putClient(0, secretClient("c")))))
	require.NoError(t, s.Commit(t.Context(), clients(putClient(0, client("other")))))
	require.ErrorIs(t, s.Commit(t.Context(), clients(putClient(0, secretClient("c")))), store.ErrConflict, "an id that is taken")
	require.ErrorIs(t, s.Commit(t.Context(), clients(putClient(7, secretClient("c")))), store.ErrConflict, "another version")
	require.ErrorIs(t, s.Commit(t.Context(), clients(putClient(0, secretClient("d")))), store.ErrConflict, "a reference that is taken, by a new client")
	require.ErrorIs(t, s.Commit(t.Context(), clients(putClient(1, secretClient("other")))), store.ErrConflict, "a reference that is taken, by an old one")
	require.NoError(t, s.Commit(t.Context(), records(putRecord(0, secretRecord("r")))))
	require.ErrorIs(t, s.Commit(t.Context(), records(putRecord(0, secretRecord("r")))), store.ErrConflict)
	text, err := os.ReadFile(server.log())
	require.NoError(t, err)
	require.Contains(t, string(text), "23505", "the log was kept, and the index violated")
	require.Contains(t, string(text), "divides by zero", "whoever reads the log finds the reason")
	require.NotContains(t, string(text), secret)
	require.False(t, bytes.Contains(text, []byte(strings.ToLower(secret))))
}

func TestAClosedPoolIsAClosedStore(t *testing.T) {
	pool := openPool(t, sharedURL(t))
	s := postgres.New(pool, fresh(t, openPool(t, sharedURL(t)), postgres.Options{}))
	pool.Close()
	_, _, err := recordOf(t.Context(), s, "r")
	require.ErrorIs(t, err, store.ErrClosed)
	require.ErrorIs(t, s.Commit(t.Context(), records(putRecord(0, record("r")))), store.ErrClosed)
}

// The store takes the record and waits for a client that a third keeps; the host, which has
// another client, waits for the record. Only then is the third client let go: the store, which
// comes to wait last, is the one that sees the ring, however slow the machine.
func TestADeadlockIsTriedAgain(t *testing.T) {
	pool := openPool(t, sharedURL(t), func(c *pgxpool.Config) { c.ConnConfig.RuntimeParams["deadlock_timeout"] = "20ms" })
	o := fresh(t, pool, postgres.Options{LockTimeout: 10 * time.Minute, CommitTimeout: 20 * time.Minute})
	s := postgres.New(pool, o)
	b := records(putRecord(0, record("r")))
	b.Clients = clients(putClient(0, client("first")), putClient(0, client("second"))).Clients
	require.NoError(t, s.Commit(t.Context(), b))

	third, host := begun(t, pool), begun(t, pool)
	_, err := third.Exec(t.Context(), "SELECT FROM "+o.Schema+".lobby_client WHERE id = 'first' FOR UPDATE")
	require.NoError(t, err)
	_, err = host.Exec(t.Context(), "SET LOCAL deadlock_timeout = '20min'; SELECT FROM "+o.Schema+".lobby_client WHERE id = 'second' FOR UPDATE")
	require.NoError(t, err)
	b = records(putRecord(1, record("r")))
	b.Clients = clients(putClient(1, client("first")), putClient(1, client("second"))).Clients
	committed, held := make(chan error, 1), make(chan error, 1)
	go func() { committed <- s.Commit(t.Context(), b) }()
	ours := waitsFor(t, pool, third.Conn().PgConn().PID())
	go func() {
		_, err := host.Exec(t.Context(), "SELECT FROM "+o.Schema+".lobby_record FOR UPDATE")
		held <- err
	}()
	waitsFor(t, pool, ours)
	require.NoError(t, third.Rollback(t.Context()))
	require.NoError(t, <-held, "the store's transaction is the one that gives way")
	require.NoError(t, host.Rollback(t.Context()))
	require.NoError(t, <-committed)
	for _, id := range []store.ClientID{"first", "second"} {
		require.EqualValues(t, 2, mustClient(t, s, id).Version)
	}
}

// begun is a transaction that ends with the test at the latest.
func begun(t *testing.T, pool *pgxpool.Pool) pgx.Tx {
	t.Helper()
	tx, err := pool.Begin(t.Context())
	require.NoError(t, err)
	t.Cleanup(func() { _ = tx.Rollback(context.Background()) })
	return tx
}

// waitsFor returns the process that waits for another's lock, once there is one.
func waitsFor(t *testing.T, pool *pgxpool.Pool, holder uint32) (waiting uint32) {
	t.Helper()
	for waiting == 0 {
		err := pool.QueryRow(t.Context(), "SELECT coalesce(max(pid), 0) FROM pg_stat_activity WHERE $1::int = ANY (pg_blocking_pids(pid))", int32(holder)).Scan(&waiting)
		require.NoError(t, err)
	}
	return waiting
}

func TestM9_ACommitThatWaitsForARowEndsWithItsLimits(t *testing.T) {
	pool := openPool(t, sharedURL(t))
	o := fresh(t, pool, postgres.Options{LockTimeout: 500 * time.Millisecond})
	s, tx := postgres.New(pool, o), begun(t, pool)
	patient := postgres.New(pool, &postgres.Options{Schema: o.Schema, LockTimeout: time.Minute, CommitTimeout: time.Minute})
	// This opens a connection beside tx's: s would wait for one no longer than for a lock.
	require.NoError(t, patient.Commit(t.Context(), records(putRecord(0, record("r")))))
	_, err := tx.Exec(t.Context(), "SELECT FROM "+o.Schema+".lobby_record FOR UPDATE")
	require.NoError(t, err)
	err = s.Commit(t.Context(), records(putRecord(1, record("r"))))
	var failure *postgres.Error
	require.ErrorAs(t, err, &failure)
	require.Equal(t, "55P03", failure.SQLState())
	require.ErrorIs(t, err, store.ErrBusy, "nothing was written, and the caller is told so")

	// A caller who gives up hears so at once, and that nobody knows the outcome.
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(30*time.Millisecond, cancel)
	err = patient.Commit(ctx, records(putRecord(1, record("r"))))
	require.ErrorIs(t, err, context.Canceled)
	require.NotErrorIs(t, err, store.ErrConflict)
	require.NoError(t, tx.Rollback(t.Context()))

	// What was sent goes through all the same, so the same call settles it.
	err = patient.Commit(t.Context(), records(putRecord(1, record("r"))))
	if !errors.Is(err, store.ErrConflict) {
		require.NoError(t, err)
	}
	r := mustRecord(t, s, "r")
	require.EqualValues(t, 2, r.Version)
}
