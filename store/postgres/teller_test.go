package postgres_test

import (
	"context"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/postgres"
)

// held is a store in which nobody can write some events until release is called.
type held struct {
	*postgres.Store
	t      *testing.T
	pool   *pgxpool.Pool
	schema string
	tx     pgx.Tx
}

func hold(t *testing.T, o postgres.Options, events ...string) *held {
	pool := openPool(t, sharedURL(t), func(c *pgxpool.Config) { c.MaxConns = 8 })
	h := &held{t: t, pool: pool}
	set := fresh(t, pool, o)
	h.Store, h.schema = postgres.New(pool, set), set.Schema
	require.NoError(t, h.Commit(t.Context(), clients(putClient(0, client("c", func(c *store.Client) { c.Keys = []matching.Key{1} })))))
	var err error
	h.tx, err = openPool(t, sharedURL(t)).Begin(context.Background())
	require.NoError(t, err)
	t.Cleanup(h.release)
	_, err = h.tx.Exec(t.Context(), "INSERT INTO "+h.schema+".lobby_event SELECT '"+string(hackney)+"', id, now(), '', '', '', '', 0, '', '', '', '', '' FROM unnest($1::text[]) AS id", events)
	require.NoError(t, err)
	return h
}

func (h *held) release() { _ = h.tx.Rollback(context.Background()) }

// look gathers and tells, and sends what came of it.
func (h *held) look(ctx context.Context, events ...store.Event) chan error {
	done := make(chan error, 1)
	go func() {
		found, _, err := h.Gather(ctx, hackney, []matching.Key{1}, 10, events...)
		if err == nil && len(found.Clients) != 1 {
			h.t.Errorf("%d clients", len(found.Clients))
		}
		done <- err
	}()
	return done
}

// writers waits until so many connections wait to write an event.
func (h *held) writers(want int) {
	h.t.Helper()
	require.Eventually(h.t, func() bool {
		var n int
		err := h.tx.QueryRow(context.Background(), `SELECT count(*) FROM pg_locks WHERE NOT granted AND transactionid = pg_current_xact_id()::xid`).Scan(&n)
		return err == nil && n == want
	}, time.Minute, time.Millisecond)
}

func (h *held) waiting(want int) {
	h.t.Helper()
	require.Eventually(h.t, func() bool { return postgres.Waiting(h.Store) == want }, time.Minute, time.Millisecond)
}

func (h *held) transactions() (n int) {
	require.NoError(h.t, h.pool.QueryRow(h.t.Context(), "SELECT count(DISTINCT xmin::text) FROM "+h.schema+".lobby_event").Scan(&n))
	return n
}

func TestThoseWhoLookAtTheSameTimeAreWrittenDownTogether(t *testing.T) {
	for _, secure := range []bool{false, true} {
		h := hold(t, postgres.Options{LockTimeout: time.Minute, CommitTimeout: time.Minute, RowSecurity: secure}, "first", "second")
		var looks []chan error
		looks = append(looks, h.look(t.Context(), event("first", "r")))
		h.writers(1)
		looks = append(looks, h.look(t.Context(), event("second", "r")))
		h.writers(2)
		for n := range 20 {
			looks = append(looks, h.look(t.Context(), event(name("more", n), "r"), event(name("and more", n), "r")))
		}
		other := event("elsewhere", "r")
		other.Authority = leeds
		looks = append(looks, h.look(t.Context(), other), h.look(t.Context(), event("second", "r")), h.look(t.Context(), event(name("more", 0), "r")))
		h.waiting(23)
		for _, done := range looks {
			require.Empty(t, done, "nothing is found before it is written who looked")
		}
		h.release()
		for _, done := range looks {
			require.NoError(t, <-done)
		}
		es, err := h.Events(t.Context(), store.EventQuery{Authority: hackney, Limit: 100})
		require.NoError(t, err)
		require.Len(t, es, 42)
		es, err = h.Events(t.Context(), store.EventQuery{Authority: leeds, Limit: 100})
		require.NoError(t, err)
		require.Len(t, es, 1)
		require.LessOrEqual(t, h.transactions(), 5)
	}
}

func TestWhoeverWaitsForOthersIsNotWrittenDownIsTold(t *testing.T) {
	h := hold(t, postgres.Options{LockTimeout: 500 * time.Millisecond}, "first", "second", "gone")
	first := h.look(t.Context(), event("first", "r"))
	h.writers(1)
	ctx, cancel := context.WithCancel(t.Context())
	gone := h.look(ctx, event("gone", "r"))
	require.ErrorIs(t, <-h.look(t.Context(), event("second", "r")), store.ErrBusy)
	cancel()
	require.Error(t, <-gone)
	require.Empty(t, first)
	h.release()
	require.NoError(t, <-first)
	require.NoError(t, <-h.look(t.Context(), event("second", "r")), "and the next is written")
	h.waiting(0)
}

// That others have all connections refuses nobody a review as soon as a commit is given up.
func TestWhoLooksIsWrittenDownOnceAConnectionIsFree(t *testing.T) {
	url := sharedURL(t)
	o := fresh(t, openPool(t, url), postgres.Options{LockTimeout: time.Second})
	pool := openPool(t, url, func(c *pgxpool.Config) { c.MaxConns = 1 })
	taken, err := pool.Acquire(t.Context())
	require.NoError(t, err)
	told := make(chan error, 1)
	go func() { told <- postgres.Tell(postgres.New(pool, o), event("e", "r")) }()
	require.Eventually(t, func() bool { return pool.Stat().CanceledAcquireCount() > 0 }, time.Minute, time.Millisecond)
	taken.Release()
	require.NoError(t, <-told)
}

func TestWhoeverWaitsForOthersNeedNotWait(t *testing.T) {
	h := hold(t, postgres.Options{LockTimeout: time.Minute, CommitTimeout: time.Minute}, "first", "second")
	first := h.look(t.Context(), event("first", "r"))
	h.writers(1)
	second := h.look(t.Context(), event("second", "r"))
	h.writers(2)
	ctx, cancel := context.WithCancel(t.Context())
	third := h.look(ctx, event("third", "r"))
	h.waiting(1)
	cancel()
	require.ErrorIs(t, <-third, context.Canceled)
	h.release()
	require.NoError(t, <-first)
	require.NoError(t, <-second)
}

// Who asks what is refused has seen nobody, and is in no log: not with others either.
func TestWhoeverIsRefusedIsNotWrittenDownWithOthers(t *testing.T) {
	h := hold(t, postgres.Options{LockTimeout: time.Minute, CommitTimeout: time.Minute}, "first")
	first := h.look(t.Context(), event("first", "r"))
	h.writers(1)
	_, _, err := h.Gather(t.Context(), hackney, []matching.Key{1}, -1, event("refused", "r"))
	require.ErrorIs(t, err, store.ErrInvalid)
	second := h.look(t.Context(), event("second", "r"))
	h.release()
	require.NoError(t, <-first)
	require.NoError(t, <-second)
	es, err := h.Events(t.Context(), store.EventQuery{Authority: hackney, Limit: 9})
	require.NoError(t, err)
	require.Len(t, es, 2)
}

// Whoever is alone is written down with the search, before and after others were.
func TestWhoeverLooksAloneWritesWithTheSearch(t *testing.T) {
	var c trips
	pool := openPool(t, sharedURL(t), c.watch)
	s := postgres.New(pool, fresh(t, pool, postgres.Options{}))
	n := 0
	require.EqualValues(t, 1, c.of(func() {
		n++
		_, _, err := s.Gather(t.Context(), hackney, []matching.Key{1}, 10, event(name("e", n), "r"))
		require.NoError(t, err)
	}))
}
