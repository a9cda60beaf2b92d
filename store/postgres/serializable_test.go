package postgres_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/postgres"
)

// decide is one way to assign a record to a client: the first case assigned is
// open, every other closed. It reports how often it had to begin again.
type decide func(ctx context.Context, record store.RecordID, client store.ClientID) (retries int, err error)

// TestDecisionsBesideASerializableClosure has 64 officers decide eight records of
// each of 60 clients, eight officers to a record, through this store and through what
// one would write without it: a transaction at SERIALIZABLE that is run again
// when PostgreSQL says so. Both on the same tables, in turn: three times with
// CASELOBBY_LONG, and otherwise once, with a tenth of the clients.
func TestDecisionsBesideASerializableClosure(t *testing.T) {
	if !apart(t) {
		return
	}
	rounds, people := 1, 6
	if os.Getenv("CASELOBBY_LONG") != "" {
		rounds, people = 3, 60
	}
	server, err := startServer("fsync=on", "wal_sync_method=fdatasync")
	if err != nil {
		skipOrFail(t, err)
	}
	t.Cleanup(server.stop)
	pool := openPool(t, server.url, func(c *pgxpool.Config) { c.MaxConns = 64 })
	for range rounds {
		for _, title := range []string{"one conditional commit", "closure at serializable"} {
			o := fresh(t, pool, postgres.Options{})
			s := postgres.New(pool, o)
			way := conditional(s)
			if title == "closure at serializable" {
				way = closure(pool, s, o.Schema)
			}
			compete(t, title, s, way, people)
		}
	}
}

func compete(t *testing.T, title string, s *postgres.Store, way decide, people int) {
	const officers = 64
	for c := range 2 * people {
		require.NoError(t, s.Commit(t.Context(), clients(putClient(0, client(name("client", c))))))
		for n := range perClient {
			require.NoError(t, s.Commit(t.Context(), records(putRecord(0, record(name("record", c*perClient+n))))))
		}
	}
	var retries atomic.Int64
	attempt := func(c, n int) {
		r, err := way(t.Context(), store.RecordID(name("record", c*perClient+n%perClient)), store.ClientID(name("client", c)))
		if err != nil {
			t.Error(err)
		}
		retries.Add(int64(r))
	}
	report := func(how string, took time.Duration) {
		t.Logf("%-24s %-28s %5.0f decisions/s, %5d retries", title, how, float64(people*perClient)/took.Seconds(), retries.Swap(0))
	}
	begun := time.Now()
	for c := range people {
		var all sync.WaitGroup
		for n := range officers {
			all.Go(func() { attempt(c, n) })
		}
		all.Wait()
	}
	report("all officers at one client,", time.Since(begun))
	begun = time.Now()
	var all sync.WaitGroup
	for n := range officers {
		all.Go(func() {
			for _, c := range rand.New(rand.NewPCG(1, uint64(n))).Perm(people) {
				attempt(people+c, n)
			}
		})
	}
	all.Wait()
	report("each officer at another,", time.Since(begun))
	for c := range 2 * people {
		row := mustClient(t, s, store.ClientID(name("client", c)))
		var open int
		for _, k := range row.Cases {
			if k.Open() {
				open++
			}
		}
		require.Equal(t, []int{perClient, 1}, []int{len(row.Cases), open})
	}
}

// place adds the case of a record to a client.
func place(r store.Record, c store.Client) (store.Record, store.Client) {
	k := store.Case{ID: store.CaseID(r.ID), System: "hpa2", Opened: noon, From: r.ID}
	if _, open := c.OpenCase("hpa2"); open {
		k.Closed, k.ClosedBecause = noon, "duplicate"
	}
	c.Cases = append(c.Cases, k)
	r.State, r.Keys = store.StateAssigned, nil
	return r, c
}

func conditional(s *postgres.Store) decide {
	return func(ctx context.Context, record store.RecordID, client store.ClientID) (retries int, err error) {
		for ; ; retries++ {
			r, _, err := recordOf(ctx, s, record)
			if err != nil || r.State.Decided() {
				return retries, err
			}
			c, _, err := clientOf(ctx, s, client)
			if err != nil {
				return retries, err
			}
			nr, nc := place(r, c)
			e := event("assigned-"+string(record), record)
			b := store.Batch{Authority: hackney, Records: records(overRecord(r.Version, r, nr)).Records,
				Clients: clients(overClient(c.Version, c, nc)).Clients, Events: []store.Event{e}}
			if err = s.Commit(ctx, b); !errors.Is(err, store.ErrConflict) {
				return retries, err
			}
		}
	}
}

// closure runs reads and writes in one serializable transaction, statement by
// statement, and begins again on 40001.
func closure(pool *pgxpool.Pool, s *postgres.Store, schema string) decide {
	return func(ctx context.Context, record store.RecordID, client store.ClientID) (retries int, err error) {
		for ; ; retries++ {
			err := pgx.BeginTxFunc(ctx, pool, pgx.TxOptions{IsoLevel: pgx.Serializable}, func(tx pgx.Tx) error {
				inside := s.WithTx(tx)
				r, _, err := recordOf(ctx, inside, record)
				if err != nil || r.State.Decided() {
					return err
				}
				c, _, err := clientOf(ctx, inside, client)
				if err != nil {
					return err
				}
				_, nc := place(r, c)
				body, err := store.EncodeClient(nc)
				if err != nil {
					return err
				}
				r.State = store.StateAssigned
				decided, err := store.EncodeRecord(r)
				if err != nil {
					return err
				}
				for _, q := range []struct {
					text string
					args []any
				}{
					{"UPDATE " + schema + ".lobby_client SET version = version + 1, body = $3 WHERE authority = $1 AND id = $2", []any{string(hackney), string(client), string(body)}},
					{"UPDATE " + schema + ".lobby_record SET version = version + 1, undecided = false, state = 'assigned', keys = '{}', body = $3 WHERE authority = $1 AND id = $2", []any{string(hackney), string(record), string(decided)}},
					{"INSERT INTO " + schema + ".lobby_ack VALUES ($1, $2, 'assigned')", []any{string(hackney), string(record)}},
				} {
					if _, err := tx.Exec(ctx, q.text, q.args...); err != nil {
						return err
					}
				}
				return nil
			})
			var pg *pgconn.PgError
			var failure *postgres.Error
			if errors.As(err, &pg) && pg.Code == "40001" || errors.As(err, &failure) && failure.SQLState() == "40001" {
				continue
			}
			return retries, err
		}
	}
}
