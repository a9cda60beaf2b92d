package postgres_test

import (
	"context"
	"net"
	"sync/atomic"
	"testing"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/postgres"
)

// trips counts round trips on the wire itself: every time that something is
// sent after something was heard.
type trips struct{ n atomic.Int64 }

func (c *trips) watch(config *pgxpool.Config) {
	config.MaxConns = 1
	config.ShouldPing = func(context.Context, pgxpool.ShouldPingParams) bool { return false } // which is a trip, where a second has passed
	dial := config.ConnConfig.DialFunc
	config.ConnConfig.DialFunc = func(ctx context.Context, network, addr string) (net.Conn, error) {
		conn, err := dial(ctx, network, addr)
		return &watched{Conn: conn, trips: c}, err
	}
}

// of returns how many round trips a call takes once its statements are known.
func (c *trips) of(call func()) int64 {
	call()
	before := c.n.Load()
	call()
	return c.n.Load() - before
}

type watched struct {
	net.Conn
	trips *trips
	sent  atomic.Bool
}

func (w *watched) Write(b []byte) (int, error) {
	if !w.sent.Swap(true) {
		w.trips.n.Add(1)
	}
	return w.Conn.Write(b)
}

func (w *watched) Read(b []byte) (int, error) {
	n, err := w.Conn.Read(b)
	if n > 0 {
		w.sent.Store(false)
	}
	return n, err
}

func TestEveryReadAndEveryCommitIsOneRoundTrip(t *testing.T) {
	for _, secure := range []bool{false, true} {
		t.Run(map[bool]string{false: "plain", true: "with row security"}[secure], func(t *testing.T) {
			var c trips
			pool := openPool(t, sharedURL(t), c.watch)
			s := postgres.New(pool, fresh(t, pool, postgres.Options{RowSecurity: secure}))
			for name, call := range callsOf(t, s) {
				require.EqualValues(t, 1, c.of(call), name)
			}
		})
	}
}

func TestACommitInTheHostsTransactionIsOneRoundTrip(t *testing.T) {
	var c trips
	pool := openPool(t, sharedURL(t), c.watch)
	s := postgres.New(pool, fresh(t, pool, postgres.Options{}))
	tx, err := pool.Begin(t.Context())
	require.NoError(t, err)
	defer func() { _ = tx.Rollback(context.Background()) }()
	for name, call := range callsOf(t, s.WithTx(tx)) {
		require.EqualValues(t, 1, c.of(call), name)
	}
}

func TestAConflictTakesOneMoreRoundTripToRollBack(t *testing.T) {
	var c trips
	pool := openPool(t, sharedURL(t), c.watch)
	s := postgres.New(pool, fresh(t, pool, postgres.Options{}))
	require.NoError(t, s.Commit(t.Context(), records(putRecord(0, record("r")))))
	require.EqualValues(t, 2, c.of(func() {
		require.ErrorIs(t, s.Commit(t.Context(), records(putRecord(0, record("r")))), store.ErrConflict)
	}))
}

// callsOf returns every call of the contract, each of which can be made again.
func callsOf(t *testing.T, s store.Store) map[string]func() {
	ctx := t.Context()
	var rv, cv store.Version
	n := 0
	return map[string]func(){
		"Rows": func() {
			_, err := s.Rows(ctx, hackney, store.IDs{Records: []store.RecordID{"r", "nobody"}, Clients: []store.ClientID{"c", "nobody"}})
			require.NoError(t, err)
		},
		"Clients": func() {
			_, err := s.Clients(ctx, store.ClientQuery{Authority: hackney, After: "b", Limit: 10})
			require.NoError(t, err)
		},
		"Records": func() {
			_, err := s.Records(ctx, store.Query{Authority: hackney, States: []store.State{store.StateWaiting}, Limit: 10})
			require.NoError(t, err)
		},
		"Events": func() {
			_, err := s.Events(ctx, store.EventQuery{Authority: hackney, Unacked: "mailer", Limit: 10})
			require.NoError(t, err)
		},
		"Candidates": func() {
			_, err := s.Candidates(ctx, hackney, []matching.Key{1, 2, countOnly(3)}, 10)
			require.NoError(t, err)
		},
		"Gather": func() {
			_, found, err := s.(store.Gatherer).Gather(ctx, hackney, []matching.Key{1, 2, countOnly(3)}, 10)
			require.NoError(t, err)
			found(store.IDs{Records: []store.RecordID{"r"}, Clients: []store.ClientID{"c"}})
		},
		"Gather that tells who looks": func() {
			n++
			_, _, err := s.(store.Gatherer).Gather(ctx, hackney, []matching.Key{1, 2, countOnly(3)}, 10, event(name("looked", n), "r"), event(name("looked too", n), "r"))
			require.NoError(t, err)
		},
		"Commit of a record, a client, an event and an acknowledgement": func() {
			n++
			b := records(putRecord(rv, record("r")))
			b.Clients = clients(putClient(cv, client("c"))).Clients
			b.Events = []store.Event{event(name("e", n), "r")}
			b.Acks = []store.Ack{{Consumer: "mailer", Event: "e"}}
			require.NoError(t, s.Commit(ctx, b))
			rv, cv = rv+1, cv+1
			// The second call inserts nothing, so a third shape is warmed too.
			if rv == 1 {
				require.NoError(t, s.Commit(ctx, records(putRecord(1, record("r")))))
				b := clients(putClient(1, client("c")))
				require.NoError(t, s.Commit(ctx, b))
				rv, cv = 2, 2
			}
		},
	}
}
