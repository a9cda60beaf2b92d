package postgres_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/postgres"
)

// The test kills PostgreSQL, single backends of it and its client, in turn,
// under load. The client is this test binary, run again as a child: it writes,
// and says on its output what it tries and what was acknowledged, so that its
// word outlives it.

const (
	writerEnv     = "LOBBY_CRASH_WRITER" // holds the server's address
	writerSchema  = "crash"
	writers       = 8
	writesPerPair = 4 // versions of one record and its client
)

// pairBatch is what writer commits to bring one record and its client from
// version v-1 to v: three rows that only ever change together.
func pairBatch(key string, v store.Version) store.Batch {
	r := record(key, func(r *store.Record) { r.Head = fmt.Sprint(key, "/", v) })
	e := event(fmt.Sprint(key, "/", v), r.ID)
	e.Version = v
	return store.Batch{Authority: hackney, Records: []store.Change[store.RecordID, store.Record]{putRecord(v-1, r)},
		Clients: []store.Change[store.ClientID, store.Client]{putClient(v-1, client(key))}, Events: []store.Event{e}}
}

// runWriter is the child: it writes until its input ends.
func runWriter() {
	ctx, cancel := context.WithCancel(context.Background())
	config, err := pgxpool.ParseConfig(os.Getenv(writerEnv))
	if err != nil {
		panic(err)
	}
	config.MaxConns = writers
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		panic(err)
	}
	s := postgres.New(pool, &postgres.Options{Schema: writerSchema})
	go func() {
		_, _ = bufio.NewReader(os.Stdin).ReadByte()
		cancel()
	}()
	var all sync.WaitGroup
	for w := range writers {
		all.Go(func() {
			for n := 0; ctx.Err() == nil; n++ {
				key := fmt.Sprintf("%d-%d-%d", os.Getpid(), w, n)
				for v := store.Version(1); v <= writesPerPair && ctx.Err() == nil; v++ {
					say("try", key, v)
					say(settle(s, key, v), key, v)
				}
			}
		})
	}
	all.Wait()
}

// say writes one line in one system call.
func say(what, key string, v store.Version) {
	_, _ = os.Stdout.WriteString(fmt.Sprintln(what, key, int64(v)))
}

// settle commits one step of a pair, again and again while the outcome is
// unknown, and returns how it came to stand.
func settle(s *postgres.Store, key string, v store.Version) string {
	ctx := context.Background()
	for n := 0; ; n++ {
		err := s.Commit(ctx, pairBatch(key, v))
		switch {
		case err == nil && n == 0:
			return "acknowledged"
		case err == nil:
			return "again" // the unknown outcome was that nothing had happened
		case errors.Is(err, store.ErrConflict):
			if r, found, err := recordOf(ctx, s, store.RecordID(key)); err == nil && found && r.Head == fmt.Sprint(key, "/", v) && n > 0 {
				return "applied" // the unknown outcome was success
			} else if err == nil {
				return "broken"
			}
		case n == 0:
			say("ambiguous", key, v)
		}
		time.Sleep(40 * time.Millisecond)
	}
}

// ledger is what the children said.
type ledger struct {
	mu     sync.Mutex
	stands map[string]store.Version // highest version known to stand
	open   map[string]store.Version // tried, and nothing heard since
	said   map[string]int
}

func newLedger() *ledger {
	return &ledger{stands: map[string]store.Version{}, open: map[string]store.Version{}, said: map[string]int{}}
}

func (l *ledger) hear(line string) {
	var what, key string
	var v store.Version
	if _, err := fmt.Sscan(line, &what, &key, &v); err != nil {
		return // cut short by the kill
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.said[what]++
	switch what {
	case "try":
		l.open[key] = v
	case "acknowledged", "again", "applied":
		l.stands[key] = v
		delete(l.open, key)
	}
}

// await waits until so many more are said to be what they are: by a child that is at work.
func (l *ledger) await(more int, what string) {
	said := func() int {
		l.mu.Lock()
		defer l.mu.Unlock()
		return l.said[what]
	}
	for enough := said() + more; said() < enough; {
		time.Sleep(time.Millisecond)
	}
}

type child struct {
	cmd  *exec.Cmd
	in   interface{ Close() error }
	done chan struct{}
}

func startChild(t *testing.T, url string, l *ledger) *child {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), writerEnv+"="+url)
	cmd.Stderr = os.Stderr
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	in, err := cmd.StdinPipe()
	require.NoError(t, err)
	out, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	c := &child{cmd, in, make(chan struct{})}
	go func() {
		defer close(c.done)
		for lines := bufio.NewScanner(out); lines.Scan(); {
			l.hear(lines.Text())
		}
		_ = cmd.Wait()
	}()
	return c
}

// finish lets the child settle what it is doing and waits for its end.
func (c *child) finish() {
	_ = c.in.Close()
	<-c.done
}

func TestNothingAcknowledgedIsLostWhenPostgreSQLOrItsClientIsKilled(t *testing.T) {
	if os.Getenv("CASELOBBY_POSTGRES_URL") != "" {
		t.Skip("skipped: a server of one's own is needed to kill it")
	}
	if !apart(t) {
		return
	}
	s, err := startServer("fsync=on", "wal_sync_method=fdatasync", "checkpoint_timeout=30s",
		"synchronous_commit=off", "wal_writer_delay=2s", "wal_writer_flush_after=0") // a decision is not to depend on it
	if err != nil {
		skipOrFail(t, err)
	}
	t.Cleanup(s.stop)
	bin, err := binaries()
	require.NoError(t, err)
	pool := openPool(t, s.url)
	options := &postgres.Options{Schema: writerSchema}
	require.NoError(t, postgres.Migrate(t.Context(), pool, options))

	l := newLedger()
	cycles := crashCycles()
	for n := range cycles {
		c := startChild(t, s.url, l)
		l.await(6, "acknowledged")
		time.Sleep(rand.N(150 * time.Millisecond))
		switch n % 3 {
		case 0:
			s.kill()
			require.NoError(t, s.start(bin))
		case 1:
			killBackend(t, s)
		case 2:
			_ = c.cmd.Process.Kill()
		}
		time.Sleep(50 * time.Millisecond)
		c.finish()
	}
	settled(t, pool, l, fmt.Sprint(cycles, " kills"))
	require.Equal(t, l.said["ambiguous"], l.said["applied"]+l.said["again"], "every unknown outcome was settled by the same call")
	require.Greater(t, l.said["acknowledged"], 5*cycles, "too little load to prove anything")
}

// settled settles what killed clients left open, and asserts that everything
// acknowledged stands, and stands whole.
func settled(t *testing.T, pool *pgxpool.Pool, l *ledger, what string) {
	orphans, applied := resolve(t, postgres.New(pool, &postgres.Options{Schema: writerSchema}), l)
	lost, torn := audit(t, pool, l)
	t.Logf("%s: %d acknowledged, %d lost, %d half applied; %d ambiguous of which %d had been applied; %d left by killed clients of which %d had been applied",
		what, l.said["acknowledged"], lost, torn, l.said["ambiguous"], l.said["applied"], orphans, applied)
	require.Zero(t, lost)
	require.Zero(t, torn)
	require.Zero(t, l.said["broken"], "a commit that nobody made stands")
}

// killBackend kills one of the writers' backends, upon which PostgreSQL ends
// the others and recovers.
func killBackend(t *testing.T, s *server) {
	c, err := pgx.Connect(t.Context(), s.url)
	require.NoError(t, err)
	var pid int
	require.NoError(t, c.QueryRow(t.Context(), `SELECT pid FROM pg_stat_activity
WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() ORDER BY random() LIMIT 1`).Scan(&pid))
	require.NoError(t, syscall.Kill(pid, syscall.SIGKILL))
	_ = c.Close(t.Context())
	time.Sleep(20 * time.Millisecond)
	require.NoError(t, s.ready())
}

// resolve settles what killed clients left open, by the same call.
func resolve(t *testing.T, s *postgres.Store, l *ledger) (orphans, applied int) {
	for key, v := range l.open {
		orphans++
		switch err := s.Commit(t.Context(), pairBatch(key, v)); {
		case errors.Is(err, store.ErrConflict):
			r := mustRecord(t, s, store.RecordID(key))
			require.Equal(t, fmt.Sprint(key, "/", v), r.Head)
			applied++
		default:
			require.NoError(t, err)
		}
		l.stands[key] = v
	}
	return orphans, applied
}

// audit counts the pairs that do not stand where they were acknowledged to,
// and those whose record, client and events do not agree.
func audit(t *testing.T, pool *pgxpool.Pool, l *ledger) (lost, torn int) {
	rows, err := pool.Query(t.Context(), strings.ReplaceAll(`
SELECT coalesce(r.id, c.id, e.record), coalesce(r.version, 0), coalesce(c.version, 0), coalesce(e.last, 0), coalesce(e.n, 0)
FROM @.lobby_record r FULL JOIN @.lobby_client c ON c.id = r.id
FULL JOIN (SELECT record, max(version) AS last, count(*) AS n FROM @.lobby_event GROUP BY record) e ON e.record = coalesce(r.id, c.id)`,
		"@", writerSchema))
	require.NoError(t, err)
	found := map[string]store.Version{}
	var key string
	var r, c, last, n store.Version
	_, err = pgx.ForEachRow(rows, []any{&key, &r, &c, &last, &n}, func() error {
		found[key] = r
		if r != c || r != last || r != n {
			torn++
		}
		return nil
	})
	require.NoError(t, err)
	for key, v := range l.stands {
		if found[key] != v {
			lost++
		}
	}
	return lost, torn
}

// crashCycles is how many kills there are: CASELOBBY_CRASH_CYCLES, or three of each
// kind, with CASELOBBY_LONG seven.
func crashCycles() int {
	n := 9
	if os.Getenv("CASELOBBY_LONG") != "" {
		n = 21
	}
	_, _ = fmt.Sscan(os.Getenv("CASELOBBY_CRASH_CYCLES"), &n)
	return n
}
