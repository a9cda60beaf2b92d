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
	if !apart(t) {
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

func TestConformanceUnderRowSecurity(t *testing.T) { onceMore(t, secured) }

func TestConformanceOnPartitionedTables(t *testing.T) { onceMore(t, partitioned) }

// onceMore is a conformance test on the same tables in another guise: it runs in CI, and
// there in the short form, for what a storm meets does not change with the guise;
// and not where a short run is asked for, as with the race detector. Such tables take
// long to make, so that they are emptied for each check.
func onceMore(t *testing.T, guise func(testing.TB, *pgxpool.Pool) *postgres.Options) {
	long := os.Getenv("CASELOBBY_LONG") != ""
	if !long && !isApart(t) && (os.Getenv("CI") == "" || testing.Short()) {
		t.Skip("skipped: runs in CI without -short, and with CASELOBBY_LONG=1")
	}
	if !apart(t, fmt.Sprintf("-test.short=%v", !long || testing.Short())) {
		return
	}
	pool := openPool(t, sharedURL(t))
	o := guise(t, pool)
	conform(t, sharedURL(t), func(t *testing.T, _ *pgxpool.Pool) *postgres.Options {
		for _, table := range postgres.Tables {
			_, err := pool.Exec(t.Context(), "TRUNCATE "+o.Schema+"."+table)
			require.NoError(t, err)
		}
		return o
	}, lent...)
}

// apartEnv names the test that a process runs apart from the others.
const apartEnv = "LOBBY_TEST_APART"

func isApart(t *testing.T) bool { return os.Getenv(apartEnv) == t.Name() }

// apart has a test run in a process of its own, with servers of its own, beside all
// others: it waits for its server most of the time, as they do. It reports whether this is
// that process; the other has waited for it.
func apart(t *testing.T, flags ...string) bool {
	t.Helper()
	if isApart(t) {
		return true
	}
	pattern := "^" + t.Name() + "$"
	if _, parts, ok := strings.Cut(flag.Lookup("test.run").Value.String(), "/"); ok {
		pattern += "/" + parts
	}
	args := []string{"-test.run=" + pattern, "-test.v"}
	flag.Visit(func(f *flag.Flag) {
		if of, name, _ := strings.Cut(f.Name, "."); of != "test" || slices.Contains([]string{"short", "artifacts", "outputdir", "failfast"}, name) {
			args = append(args, "-"+f.Name+"="+f.Value.String())
		}
	})
	if end, limited := t.Deadline(); limited {
		args = append(args, fmt.Sprint("-test.timeout=", time.Until(end)))
	}
	cmd := exec.Command(os.Args[0], append(args, flags...)...)
	cmd.Env = append(os.Environ(), apartEnv+"="+t.Name())
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	require.NoError(t, cmd.Start())
	t.Parallel() // those that are not go on meanwhile
	if err := cmd.Wait(); err != nil {
		t.Errorf("%v", err)
	}
	t.Log(said.String())
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
