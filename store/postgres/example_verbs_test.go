package postgres_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/postgres"
)

// TestTheExamplesRun runs what needs a server, on one of its own, and holds each to
// what it prints.
func TestTheExamplesRun(t *testing.T) {
	url := sharedURL(t)
	pool := openPool(t, url)
	for name, example := range map[string]struct {
		run    func()
		prints string
	}{
		"all":        {Example, ""},
		"New":        {ExampleNew, "0 <nil>\n"},
		"Migrate":    {ExampleMigrate, "<nil>\n<nil>\n"},
		"MigrateTx":  {ExampleMigrateTx, "<nil>\n"},
		"Validate":   {ExampleStore_Validate, "true\n<nil>\n"},
		"Parallel":   {ExampleStore_Parallel, "true\nfalse <nil>\n"},
		"Load":       {ExampleStore_Load, "so far: 3\n3 <nil>\n"},
		"Scrub":      {ExampleStore_Scrub, "<nil>\n"},
		"SQLState":   {ExampleError_SQLState, "true 42P01\n"},
		"As":         {ExampleError_As, "true 42P01\n"},
		"Migrations": {ExampleMigrations, "001_lobby.sql\n"},
		"SQL":        {ExampleSQL, "true\n"},
	} {
		t.Run(name, func(t *testing.T) {
			database := strings.ToLower("example_" + name)
			_, err := pool.Exec(t.Context(), "CREATE DATABASE "+database)
			require.NoError(t, err)
			t.Cleanup(func() {
				_, err := pool.Exec(context.Background(), "DROP DATABASE "+database+" WITH (FORCE)")
				require.NoError(t, err)
			})
			t.Setenv("DATABASE_URL", strings.Replace(url, "dbname=postgres", "dbname="+database, 1))
			require.Equal(t, example.prints, printed(t, example.run))
		})
	}
}

// printed is what a function prints.
func printed(t *testing.T, f func()) string {
	t.Helper()
	r, w, err := os.Pipe()
	require.NoError(t, err)
	stdout := os.Stdout
	os.Stdout = w
	defer func() { os.Stdout = stdout }()
	all := make(chan string)
	go func() {
		var b bytes.Buffer
		_, _ = io.Copy(&b, r)
		all <- b.String()
	}()
	f()
	require.NoError(t, w.Close())
	return <-all
}

// connect connects to the database of the environment.
func connect(ctx context.Context) *pgxpool.Pool {
	pool, err := pgxpool.New(ctx, os.Getenv("DATABASE_URL"))
	if err != nil {
		panic(err)
	}
	return pool
}

func ExampleNew() {
	ctx := context.Background()
	pool := connect(ctx)
	defer pool.Close()
	if err := postgres.Migrate(ctx, pool, nil); err != nil {
		panic(err)
	}
	s := postgres.New(pool, nil)
	rows, err := s.Rows(ctx, "E09000012", store.IDs{Clients: []store.ClientID{"C-1"}})
	fmt.Println(len(rows.Clients), err)
}

// Every instance may run it as it starts: what is there already is not run again.
func ExampleMigrate() {
	ctx := context.Background()
	pool := connect(ctx)
	defer pool.Close()
	fmt.Println(postgres.Migrate(ctx, pool, &postgres.Options{Schema: "lobby"}))
	fmt.Println(postgres.Migrate(ctx, pool, &postgres.Options{Schema: "lobby"}))
}

// Within a migration of the host's own.
func ExampleMigrateTx() {
	ctx := context.Background()
	pool := connect(ctx)
	defer pool.Close()
	fmt.Println(pgx.BeginFunc(ctx, pool, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, `CREATE TABLE diary (case_id text, note text)`); err != nil {
			return err
		}
		return postgres.MigrateTx(ctx, tx, nil)
	}))
}

// The files, for another tool.
func ExampleMigrations() {
	files, err := fs.Glob(postgres.Migrations(), "001*")
	if err != nil {
		panic(err)
	}
	for _, f := range files {
		fmt.Println(f)
	}
}

// The text, for whoever runs it by hand.
func ExampleSQL() {
	fmt.Println(strings.Contains(postgres.SQL(&postgres.Options{Schema: "lobby"}), "lobby_record"))
}

// Whether the tables fit this version, whoever made them.
func ExampleStore_Validate() {
	ctx := context.Background()
	pool := connect(ctx)
	defer pool.Close()
	s := postgres.New(pool, nil)
	fmt.Println(errors.Is(s.Validate(ctx), postgres.ErrSchema))
	_ = postgres.Migrate(ctx, pool, nil)
	fmt.Println(s.Validate(ctx))
}

// On a pool a lobby writes down that somebody searches while it searches; within a
// transaction it does one after the other.
func ExampleStore_Parallel() {
	ctx := context.Background()
	pool := connect(ctx)
	defer pool.Close()
	s := postgres.New(pool, nil)
	fmt.Println(s.Parallel())
	within := true
	err := s.InTx(ctx, pgx.TxOptions{}, func(_ pgx.Tx, tx *postgres.Store) error {
		within = tx.Parallel()
		return nil
	})
	fmt.Println(within, err)
}

// A whole register: the lobby prepares each client, COPY takes them in.
func ExampleStore_Load() {
	ctx := context.Background()
	pool := connect(ctx)
	defer pool.Close()
	_ = postgres.Migrate(ctx, pool, nil)
	s := postgres.New(pool, nil)
	l := lobby.New(s, matching.UK(nil), lobby.HPA2(), nil)
	host := lobby.Actor{ID: "casework", Authority: "E09000012", Role: lobby.Host}
	people := []matching.Person{{Given: "Kate"}, {Given: "Omar"}, {Given: "Jane"}}

	var rows iter.Seq2[store.Client, error] = func(yield func(store.Client, error) bool) {
		for i, p := range people {
			if !yield(l.ClientRow(ctx, host, lobby.ClientUpdate{ID: store.ClientID(fmt.Sprint("C-", i)), Person: &p})) {
				return
			}
		}
	}
	added, err := s.Load(ctx, host.Authority, rows, func(added int) { fmt.Println("so far:", added) })
	fmt.Println(added, err)
}

// After an erasure, at night: statistics are renewed, and the space may be overwritten.
func ExampleStore_Scrub() {
	ctx := context.Background()
	pool := connect(ctx)
	defer pool.Close()
	_ = postgres.Migrate(ctx, pool, nil)
	fmt.Println(postgres.New(pool, nil).Scrub(ctx, false))
}

// What PostgreSQL said, without its words, which may quote people's rows.
func ExampleError_SQLState() {
	ctx := context.Background()
	pool := connect(ctx)
	defer pool.Close()
	_, err := postgres.New(pool, nil).Rows(ctx, "E09000012", store.IDs{Clients: []store.ClientID{"C-1"}}) // no tables yet
	var failed *postgres.Error
	fmt.Println(errors.As(err, &failed), failed.SQLState())
}

// Code that looks for the driver's error finds one.
func ExampleError_As() {
	ctx := context.Background()
	pool := connect(ctx)
	defer pool.Close()
	_, err := postgres.New(pool, nil).Rows(ctx, "E09000012", store.IDs{Clients: []store.ClientID{"C-1"}})
	var driver *pgconn.PgError
	fmt.Println(errors.As(err, &driver), driver.Code)
}
