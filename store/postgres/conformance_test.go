package postgres_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/postgres"
	"github.com/caselobby/caselobby/store/storetest"
)

// handle is a store that owns its pool, as a process does.
type handle struct {
	*postgres.Store
	url     string
	options *postgres.Options
	pool    *pgxpool.Pool
}

func (h *handle) Close() { h.pool.Close() }

func openHandle(url string, o *postgres.Options) (*handle, error) {
	config, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, err
	}
	config.MaxConns = 16
	if o.RowSecurity {
		as(appRole)(config)
	}
	pool, err := pgxpool.NewWithConfig(context.Background(), config)
	return &handle{postgres.New(pool, o), url, o, pool}, err
}

// another opens one more handle on the same tables.
func another(s store.Store) (store.Store, error) {
	h := s.(*handle)
	return openHandle(h.url, h.options)
}

// lent are the means that a store on any server has.
var lent = []storetest.Option{
	storetest.Handle(another),
	storetest.Damage(damage),
	storetest.Dump(func(s store.Store, w io.Writer) error { return dump(s.(*handle), w) }),
	storetest.Reopen(func(s store.Store) (store.Store, error) {
		s.(*handle).Close()
		return another(s)
	}),
}

// database lends what a store on tables and with transactions has besides.
func database(t *testing.T, url string) []storetest.Option {
	pool := openPool(t, url)
	return []storetest.Option{
		storetest.Hold(func(s store.Store, a store.Authority, id store.RecordID) (func() error, error) {
			h := s.(*handle)
			tx, err := h.pool.Begin(context.Background())
			if err != nil {
				return nil, err
			}
			_, err = tx.Exec(context.Background(), "SELECT 1 FROM "+h.options.Schema+".lobby_record WHERE authority = $1 AND id = $2 FOR UPDATE", string(a), string(id))
			return func() error { return tx.Rollback(context.Background()) }, err
		}),
		storetest.Transactions(func(ctx context.Context, s store.Store) (store.Store, func(bool) error, error) {
			h := s.(*handle)
			tx, err := h.pool.Begin(ctx)
			if err != nil {
				return nil, nil, err
			}
			return h.WithTx(tx), func(commit bool) error {
				if commit {
					return tx.Commit(context.Background())
				}
				return tx.Rollback(context.Background())
			}, nil
		}),
		storetest.Migrations(func() (storetest.Database, error) {
			o := &postgres.Options{Schema: "t_" + strings.ToLower(rand.Text()[:12])}
			_, err := pool.Exec(context.Background(), "CREATE SCHEMA "+o.Schema)
			return storetest.Database{
				Migrate: func(ctx context.Context) error { return postgres.Migrate(ctx, pool, o) },
				Open:    func() (store.Store, error) { return openHandle(url, o) },
				Drop:    func() { _, _ = pool.Exec(context.Background(), "DROP SCHEMA "+o.Schema+" CASCADE") },
			}, err
		}),
	}
}

func conform(t *testing.T, url string, tables func(*testing.T, *pgxpool.Pool) *postgres.Options, opts ...storetest.Option) {
	storetest.Run(t, func(t *testing.T) store.Store {
		h, err := openHandle(url, tables(t, openPool(t, url)))
		require.NoError(t, err)
		t.Cleanup(h.Close)
		return h
	}, opts...)
}

func TestConformance(t *testing.T) {
	if !inHalves(t) {
		return
	}
	url, opts := os.Getenv("CASELOBBY_POSTGRES_URL"), lent
	if url == "" {
		// What was written survives a kill without fsync, only not a power cut. After a kill
		// the log is read again since the last checkpoint: with these there is little.
		server, err := startServer("fsync=off", "full_page_writes=off", "autovacuum_naptime=10min", "max_wal_size=64MB", "min_wal_size=32MB")
		if err != nil {
			skipOrFail(t, err)
		}
		t.Cleanup(server.stop)
		bin, err := binaries()
		require.NoError(t, err)
		url, opts = server.url, append(opts, storetest.Crash(func(s store.Store) (store.Store, error) {
			server.kill()
			if err := server.start(bin); err != nil {
				return nil, err
			}
			return another(s)
		}))
	}
	opts = append(opts, database(t, url)...)
	conform(t, url, func(t *testing.T, p *pgxpool.Pool) *postgres.Options { return fresh(t, p, postgres.Options{}) }, opts...)
}

// apartEnv names the test that a process runs apart from the others.
const apartEnv = "LOBBY_TEST_APART"

func isApart(t *testing.T) bool { return os.Getenv(apartEnv) == t.Name() }

// apart has a test run in a process of its own, with servers of its own, beside all
// others: it waits for its server most of the time, as they do. It reports whether this is
// that process; the other has waited for it.
func apart(t *testing.T, flags ...string) bool {
	t.Helper()
	return isApart(t) || beside(t, append([]string{"-test.run=" + patternOf(t)}, flags...))
}

// inHalves runs a suite apart as two processes: the groups in which many are at work at
// once, and all others. The groups of which somebody asks for a part are run by one.
func inHalves(t *testing.T) bool {
	t.Helper()
	whole := patternOf(t)
	if isApart(t) || strings.Contains(whole, "/") {
		return apart(t)
	}
	const many = "/^(races|at_once|asking|storms|faults|durability)$"
	return beside(t, []string{"-test.run=" + whole + strings.Replace(many, "(", "(pace|", 1)}, []string{"-test.run=" + whole, "-test.skip=" + whole + many})
}

// patternOf is the pattern of a test, and of those within it that are asked for.
func patternOf(t *testing.T) string {
	pattern := "^" + t.Name() + "$"
	if _, parts, ok := strings.Cut(flag.Lookup("test.run").Value.String(), "/"); ok {
		pattern += "/" + parts
	}
	return pattern
}

// beside runs processes of this test with these flags, waits for them, and returns false.
func beside(t *testing.T, runs ...[]string) bool {
	t.Helper()
	args := []string{"-test.v"}
	flag.Visit(func(f *flag.Flag) {
		if of, name, _ := strings.Cut(f.Name, "."); of != "test" || slices.Contains([]string{"short", "artifacts", "outputdir", "failfast"}, name) {
			args = append(args, "-"+f.Name+"="+f.Value.String())
		}
	})
	if end, limited := t.Deadline(); limited {
		args = append(args, fmt.Sprint("-test.timeout=", time.Until(end)))
	}
	cmds, said := make([]*exec.Cmd, len(runs)), make([]bytes.Buffer, len(runs))
	for i, flags := range runs {
		cmds[i] = exec.Command(os.Args[0], slices.Concat(args, flags)...)
		cmds[i].Env = append(os.Environ(), apartEnv+"="+t.Name())
		cmds[i].SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
		cmds[i].Stdout, cmds[i].Stderr = &said[i], &said[i]
		require.NoError(t, cmds[i].Start())
	}
	t.Parallel() // those that are not go on meanwhile
	for i := range cmds {
		if err := cmds[i].Wait(); err != nil {
			t.Errorf("%v", err)
		}
		t.Log(said[i].String())
		if strings.Contains(said[i].String(), "--- SKIP: "+t.Name()+" ") {
			t.SkipNow()
		}
	}
	return false
}

// dump writes all that PostgreSQL would hand out: the rows of every table of
// the schema and of every system table that could hold copies of them.
func dump(h *handle, w io.Writer) error {
	ctx, schema := context.Background(), h.options.Schema
	conn, err := pgx.Connect(ctx, h.url)
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	rows, err := conn.Query(ctx, `SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname = $1`, schema)
	if err != nil {
		return err
	}
	sources := []string{
		"(SELECT * FROM pg_stats WHERE schemaname = '" + schema + "')", "(SELECT * FROM pg_stat_activity)",
		"(SELECT * FROM pg_statistic_ext_data)", "(SELECT * FROM pg_prepared_statements)",
	}
	for rows.Next() {
		var table string
		if err := rows.Scan(&table); err != nil {
			return err
		}
		sources = append(sources, "(TABLE "+table+")")
	}
	if err := rows.Err(); err != nil {
		return err
	}
	for _, source := range sources {
		if _, err := conn.PgConn().CopyTo(ctx, w, fmt.Sprintf("COPY %s TO STDOUT", source)); err != nil {
			return err
		}
	}
	return nil
}
