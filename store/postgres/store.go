package postgres

import (
	"cmp"
	"context"
	"fmt"
	"reflect"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/caselobby/caselobby/store"
)

// DB is what a store runs on: a *pgxpool.Pool, a *pgxpool.Conn, a *pgx.Conn or
// a pgx.Tx, or something that embeds one of them other than a *pgx.Conn.
type DB interface {
	Begin(ctx context.Context) (pgx.Tx, error)
	Exec(ctx context.Context, sql string, args ...any) (pgconn.CommandTag, error)
	Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error)
	QueryRow(ctx context.Context, sql string, args ...any) pgx.Row
	SendBatch(ctx context.Context, b *pgx.Batch) pgx.BatchResults
	CopyFrom(ctx context.Context, table pgx.Identifier, columns []string, rows pgx.CopyFromSource) (int64, error)
}

// Options are the choices of a host. The zero value, and nil, are a good
// production set-up.
type Options struct {
	// Schema holds the tables. Empty: whatever the connection's search_path finds.
	Schema string

	// LockTimeout is how long a commit waits for another's row, and before that for a
	// connection: 2 s unless set.
	LockTimeout time.Duration

	// CommitTimeout is how long a commit may take in all once it has been sent,
	// whatever becomes of the caller's context: 5 s unless set. After it the
	// outcome is unknown.
	CommitTimeout time.Duration

	// RelaxedReadings has a search that writes down who looks (see [Store.Gather]) not wait
	// until that is on disk, and on the replicas named synchronous, as every Commit does: a
	// review then takes no longer because of it. A crash of the server may lose what was
	// written down in the second before it: three times wal_writer_delay, .6 s unless set
	// otherwise. No crash of the service loses any, and whoever reads the log finds it at
	// once.
	RelaxedReadings bool

	// RowSecurity has Migrate add the policies that hide every authority's rows
	// but the one named for the transaction, and the store name it, in the same
	// round trip. See the package comment for what that costs.
	RowSecurity bool

	// WithoutAdvisoryLock has Migrate not take the lock that makes instances
	// which start together wait for one another: for engines that lack it.
	WithoutAdvisoryLock bool
}

func (o *Options) withDefaults() Options {
	var set Options
	if o != nil {
		set = *o
	}
	set.LockTimeout = cmp.Or(set.LockTimeout, 2*time.Second)
	set.CommitTimeout = cmp.Or(set.CommitTimeout, 5*time.Second)
	return set
}

// Store is a [store.Store] on PostgreSQL. On a pool it is safe for concurrent
// use. On a connection or a transaction its calls wait for one another, and
// the host must not use that connection meanwhile.
type Store struct {
	db       DB
	options  Options
	shared   bool          // db is a pool
	serial   chan struct{} // one call at a time, unless shared
	text     func(string) string
	commits  *atomic.Int64 // so far
	doubtful atomic.Int64  // how many connections of a pool are to be asked first whether they answer
	unknown  atomic.Bool   // whether a commit has ever been left without an answer
	crowd    *crowd
	teller   teller
}

var (
	_ store.Store    = (*Store)(nil)
	_ store.Parallel = (*Store)(nil)
)

// Parallel reports whether two calls have a connection each: on a pool.
func (s *Store) Parallel() bool { return s.shared }

// New returns a store on db, whose tables Migrate or the host's own tool has
// made. It sends nothing, and panics on a DB that is nil or of no kind that it knows.
//
// On a pgx.Tx, or a connection on which the host has begun a transaction, the
// store works within it: Commit becomes part of it, under a savepoint, so that
// a conflict leaves it usable, and takes effect when the host commits.
func New(db DB, o *Options) *Store {
	set := o.withDefaults()
	if v := reflect.ValueOf(db); v.Kind() == reflect.Pointer && v.IsNil() {
		panic(fmt.Sprintf("postgres: New: the %T is nil", db))
	}
	_, shared := db.(pool)
	if !shared {
		_ = connOf(db)
	}
	return &Store{db: db, options: set, shared: shared, serial: make(chan struct{}, 1), text: qualifier(set.Schema), commits: new(atomic.Int64), crowd: new(crowd)}
}

// WithTx returns the same store within the host's transaction: what it commits
// and what the host writes take effect together or not at all. See [New].
func (s *Store) WithTx(tx pgx.Tx) *Store {
	within := New(tx, &s.options)
	within.crowd = s.crowd
	return within
}

// Tx returns the host's transaction that the store is within by [Store.WithTx] or
// [Store.InTx], for what the host writes in the same: a counter of references, say. There
// is none if ok is false.
func (s *Store) Tx() (tx pgx.Tx, ok bool) {
	tx, ok = s.db.(pgx.Tx)
	return tx, ok
}
