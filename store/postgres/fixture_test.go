package postgres_test

import (
	"cmp"
	"context"
	"crypto/rand"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/postgres"
)

const hackney = store.Authority("E09000012")

var noon = time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)

// openPool returns a pool on the server that the tests share.
func openPool(t testing.TB, url string, change ...func(*pgxpool.Config)) *pgxpool.Pool {
	t.Helper()
	config, err := pgxpool.ParseConfig(url)
	require.NoError(t, err)
	config.MaxConns = 8
	for _, c := range change {
		c(config)
	}
	pool, err := pgxpool.NewWithConfig(context.Background(), config)
	require.NoError(t, err)
	t.Cleanup(pool.Close)
	return pool
}

// fresh makes a schema of its own for a test and drops it afterwards. A commit has more
// time than elsewhere: the machine may be busy.
func fresh(t testing.TB, pool *pgxpool.Pool, o postgres.Options) *postgres.Options {
	t.Helper()
	o.CommitTimeout = cmp.Or(o.CommitTimeout, time.Minute)
	o.Schema = "t_" + strings.ToLower(rand.Text()[:12])
	require.NoError(t, postgres.Migrate(context.Background(), pool, &o))
	t.Cleanup(func() {
		pool.Reset() // the server may have been another one meanwhile
		_, err := pool.Exec(context.Background(), "DROP SCHEMA "+o.Schema+" CASCADE")
		require.NoError(t, err)
	})
	return &o
}

// newStore returns an empty store and the pool that it runs on.
func newStore(t testing.TB) (*postgres.Store, *pgxpool.Pool) {
	t.Helper()
	pool := openPool(t, sharedURL(t))
	return postgres.New(pool, fresh(t, pool, postgres.Options{})), pool
}

// roled makes a role that ends with the test.
func roled(t *testing.T, admin *pgxpool.Pool, rights string) (role string) {
	t.Helper()
	role = "r_" + strings.ToLower(rand.Text()[:12])
	_, err := admin.Exec(t.Context(), "CREATE ROLE "+role+"; "+strings.ReplaceAll(rights, "?", role))
	require.NoError(t, err)
	t.Cleanup(func() {
		_, err := admin.Exec(context.Background(), "DROP OWNED BY "+role+"; DROP ROLE "+role)
		require.NoError(t, err)
	})
	return role
}

func record(id string, change ...func(*store.Record)) store.Record {
	r := store.Record{
		Authority: hackney, ID: store.RecordID(id), System: "hpa2", State: store.StateWaiting, Channel: store.ChannelSelfReferral,
		Received: noon, Updated: noon, Person: person(id), Keys: []matching.Key{1, 2}, Profile: profile(id), Details: []byte("details"),
	}
	for _, c := range change {
		c(&r)
	}
	return r
}

func client(id string, change ...func(*store.Client)) store.Client {
	c := store.Client{Authority: hackney, ID: store.ClientID(id), Person: person(id), Keys: []matching.Key{1, 2, countOnly(3)}, Profile: profile(id), Updated: noon}
	for _, f := range change {
		f(&c)
	}
	return c
}

func countOnly(n uint64) matching.Key { return matching.Key(1<<63 | n) }

// profile is bytes, as a matcher makes them.
func profile(id string) matching.Profile { return matching.Profile("\x00\xff" + id) }

func person(id string) matching.Person {
	return matching.Person{Given: "Given " + id, Family: "Family " + id, Born: "1990-02-01", NINO: "QQ123456C",
		Emails: []string{id + "@example.com"}, Phones: []string{"07700 900123"}, Postcodes: []string{"E8 1EA"}}
}

func event(id string, r store.RecordID) store.Event {
	return store.Event{Authority: hackney, ID: store.EventID(id), At: noon, Kind: "received", System: "hpa2", Actor: "machine", Record: r, Version: 1}
}

// putRecord writes a record anew, as it was, or one that is at another version.
func putRecord(expect store.Version, r store.Record) store.Change[store.RecordID, store.Record] {
	return overRecord(expect, r, r)
}

// overRecord writes a record in the place of what it was.
func overRecord(expect store.Version, was, r store.Record) store.Change[store.RecordID, store.Record] {
	c := store.Change[store.RecordID, store.Record]{ID: r.ID, Expect: expect, Next: &r}
	if was.Version = expect; expect > 0 {
		c.Was = &was
	}
	return c
}

// putClient writes a client anew, as it was, or one that is at another version.
func putClient(expect store.Version, c store.Client) store.Change[store.ClientID, store.Client] {
	return overClient(expect, c, c)
}

// overClient writes a client in the place of what it was.
func overClient(expect store.Version, was, c store.Client) store.Change[store.ClientID, store.Client] {
	change := store.Change[store.ClientID, store.Client]{ID: c.ID, Expect: expect, Next: &c}
	if was.Version = expect; expect > 0 {
		change.Was = &was
	}
	return change
}

func records(cs ...store.Change[store.RecordID, store.Record]) store.Batch {
	return store.Batch{Authority: hackney, Records: cs}
}

func clients(cs ...store.Change[store.ClientID, store.Client]) store.Batch {
	return store.Batch{Authority: hackney, Clients: cs}
}

func name(prefix string, n int) string { return fmt.Sprintf("%s-%06d", prefix, n) }

// recordOf reads a record; there is none if it is not found.
func recordOf(ctx context.Context, s store.Store, id store.RecordID) (store.Record, bool, error) {
	rows, err := s.Rows(ctx, hackney, store.IDs{Records: []store.RecordID{id}})
	r, found := rows.Record(id)
	return r, found, err
}

func clientOf(ctx context.Context, s store.Store, id store.ClientID) (store.Client, bool, error) {
	rows, err := s.Rows(ctx, hackney, store.IDs{Clients: []store.ClientID{id}})
	c, found := rows.Client(id)
	return c, found, err
}

// mustRecord is a record that is there.
func mustRecord(t testing.TB, s store.Store, id store.RecordID) store.Record {
	t.Helper()
	r, found, err := recordOf(t.Context(), s, id)
	require.NoError(t, err)
	require.True(t, found, "record %s", id)
	return r
}

func mustClient(t testing.TB, s store.Store, id store.ClientID) store.Client {
	t.Helper()
	c, found, err := clientOf(t.Context(), s, id)
	require.NoError(t, err)
	require.True(t, found, "client %s", id)
	return c
}

func requireNoRecord(t testing.TB, s store.Store, id store.RecordID) {
	t.Helper()
	_, found, err := recordOf(t.Context(), s, id)
	require.NoError(t, err)
	require.False(t, found, "record %s", id)
}

// erased is what is left of a client.
func erased(id store.ClientID) store.Client {
	return store.Client{Authority: hackney, ID: id, Erased: true}
}

// sizeOf is how many clients carry a key.
func sizeOf(t testing.TB, s store.Store) int {
	t.Helper()
	pool, err := s.Candidates(t.Context(), hackney, nil, 1)
	require.NoError(t, err)
	return pool.Size
}
