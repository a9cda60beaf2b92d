package postgres_test

import (
	"context"
	"errors"
	"net"
	"os"
	"sync/atomic"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/postgres"
)

// fuse cuts a connection after so many bytes more, in either direction.
type fuse struct {
	net.Conn
	lit      *atomic.Bool
	out, in  *atomic.Int64
	sent     *atomic.Int64
	received *atomic.Int64
}

func newFuse() fuse {
	return fuse{lit: new(atomic.Bool), out: new(atomic.Int64), in: new(atomic.Int64), sent: new(atomic.Int64), received: new(atomic.Int64)}
}

// into puts the fuse into a pool of one connection.
func (f fuse) into(c *pgxpool.Config) {
	c.MaxConns = 1
	c.ShouldPing = func(context.Context, pgxpool.ShouldPingParams) bool { return false } // which would be counted as the commit's
	dial := c.ConnConfig.DialFunc
	c.ConnConfig.DialFunc = func(ctx context.Context, network, addr string) (net.Conn, error) {
		conn, err := dial(ctx, network, addr)
		cut := f
		cut.Conn = conn
		return &cut, err
	}
}

// cutOnce cuts the first connection of a pool after so many bytes sent or heard, counted
// from when it is made.
func cutOnce(out, in int64) func(*pgxpool.Config) {
	return func(c *pgxpool.Config) {
		f := newFuse()
		f.into(c)
		made := false
		c.ConnConfig.AfterConnect = func(context.Context, *pgconn.PgConn) error {
			f.out.Store(out)
			f.in.Store(in)
			f.lit.Store(!made)
			made = true
			return nil
		}
		c.BeforeClose = func(*pgx.Conn) { f.lit.Store(false) }
	}
}

// far is after more bytes than there are.
const far = 1 << 40

var errCut = errors.New("cut")

func (f *fuse) Write(b []byte) (int, error) {
	if !f.lit.Load() {
		return f.Conn.Write(b)
	}
	f.sent.Add(int64(len(b)))
	if left := f.out.Add(-int64(len(b))); left < 0 {
		n, _ := f.Conn.Write(b[:max(0, len(b)+int(left))])
		_ = f.Conn.Close()
		return n, errCut
	}
	return f.Conn.Write(b)
}

func (f *fuse) Read(b []byte) (int, error) {
	if !f.lit.Load() {
		return f.Conn.Read(b)
	}
	if left := f.in.Load(); left <= 0 {
		_ = f.Conn.Close()
		return 0, errCut
	} else if int64(len(b)) > left {
		b = b[:left]
	}
	n, err := f.Conn.Read(b)
	f.in.Add(-int64(n))
	f.received.Add(int64(n))
	return n, err
}

// TestACutConnectionIsSettledByTheSameCall cuts the connection of a commit at
// places all along what is sent and what is heard. Whatever had happened, it
// had happened whole, and the same call again leaves it done once.
func TestACutConnectionIsSettledByTheSameCall(t *testing.T) {
	f := newFuse()
	plain := openPool(t, sharedURL(t))
	o := fresh(t, plain, postgres.Options{})
	healthy := postgres.New(plain, o)
	s := postgres.New(openPool(t, sharedURL(t), f.into), o)
	n := 0
	commit := func(out, in int64) (b store.Batch, err error) {
		n++
		warm := pairBatch(name("warm", n), 1)
		require.NoError(t, s.Commit(t.Context(), warm), "statements are prepared before the fuse is lit")
		b = pairBatch(name("pair", n), 1)
		f.out.Store(out)
		f.in.Store(in)
		f.lit.Store(true)
		defer f.lit.Store(false)
		return b, s.Commit(t.Context(), b)
	}
	_, err := commit(far, far)
	require.NoError(t, err)
	sent, heard := f.sent.Load(), f.received.Load()

	var cuts, applied int
	try := func(out, in int64) {
		b, err := commit(out, in)
		require.NotErrorIs(t, err, store.ErrConflict)
		cuts++
		if again := healthy.Commit(t.Context(), b); again != nil {
			require.ErrorIs(t, again, store.ErrConflict)
			require.NotErrorIs(t, err, store.ErrBusy, "busy means that nothing was written")
			applied++
		} else {
			require.Error(t, err)
		}
		requireWhole(t, healthy, b)
	}
	places := int64(20) // of what is heard, and three times as many of what is sent
	if os.Getenv("CASELOBBY_LONG") != "" {
		places = 130
	}
	for n := range 3 * places {
		try(n*sent/(3*places), far)
	}
	for n := range places {
		try(far, n*heard/places)
	}
	t.Logf("%d cuts along %d bytes sent and %d heard: %d commits had been applied, each whole", cuts, sent, heard, applied)
	require.NotZero(t, applied)
	require.Less(t, applied, cuts)
}

// requireWhole asserts that record, client and event are there, at version 1.
func requireWhole(t *testing.T, s store.Store, b store.Batch) {
	r := mustRecord(t, s, b.Records[0].ID)
	c := mustClient(t, s, b.Clients[0].ID)
	es, err := s.Events(t.Context(), store.EventQuery{Authority: hackney, Record: r.ID, Limit: 5})
	require.NoError(t, err)
	require.Equal(t, []int{1, 1, 1}, []int{int(r.Version), int(c.Version), len(es)})
}

// Until its statements are prepared, a commit is known not to have happened: it is tried
// again, and no officer is told that the outcome is unknown.
func TestACommitThatIsCutBeforeItBeginsIsSentAgain(t *testing.T) {
	o := fresh(t, openPool(t, sharedURL(t)), postgres.Options{})
	for n, cut := range []func(*pgxpool.Config){cutOnce(0, far), cutOnce(100, far), cutOnce(2000, far), cutOnce(far, 0), cutOnce(far, 100), cutOnce(far, 400)} {
		s := postgres.New(openPool(t, sharedURL(t), cut), o)
		b := pairBatch(name("early", n), 1)
		require.NoError(t, s.Commit(t.Context(), b), n)
		requireWhole(t, s, b)
	}
}
