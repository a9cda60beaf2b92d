package postgres

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/caselobby/caselobby/store"
)

// pool is what marks a DB that lends connections.
type pool interface {
	Acquire(ctx context.Context) (*pgxpool.Conn, error)
	Stat() *pgxpool.Stat
}

// link is one connection for the length of one call.
type link struct {
	DB
	conn    *pgx.Conn
	host    bool // within a transaction that is not ours to end
	release func()
}

func (s *Store) borrow(ctx context.Context) (*link, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if p, ok := s.db.(pool); ok {
		c, err := s.acquire(ctx, p)
		if err != nil {
			return nil, err
		}
		return &link{DB: c, conn: c.Conn(), release: c.Release}, nil
	}
	conn := connOf(s.db)
	select {
	case s.serial <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	return &link{DB: s.db, conn: conn, host: conn.PgConn().TxStatus() != 'I', release: func() { <-s.serial }}, nil
}

// acquire takes a connection of a pool, and passes over those in doubt that do not answer.
func (s *Store) acquire(ctx context.Context, p pool) (*pgxpool.Conn, error) {
	for {
		c, err := p.Acquire(ctx)
		if err != nil || s.doubtful.Load() <= 0 {
			return c, err
		}
		s.doubtful.Add(-1)
		if c.Ping(ctx) == nil {
			return c, nil
		}
		c.Release() // and the pool throws it away
	}
}

// connOf returns the connection that a DB other than a pool is on.
func connOf(db DB) *pgx.Conn {
	switch on := db.(type) {
	case *pgx.Conn:
		return on
	case interface{ Conn() *pgx.Conn }:
		return on.Conn()
	}
	panic(fmt.Sprintf("postgres: a %T is neither a pool nor a connection nor a transaction of pgx", db))
}

// transmit sends the statements of a commit, prepared under their own text:
// what pgx prepares by itself it forgets after any error, and a conflict is one.
func (l *link) transmit(ctx context.Context, b *pgx.Batch) error {
	if l.conn.Config().DefaultQueryExecMode == pgx.QueryExecModeCacheStatement {
		for _, q := range b.QueuedQueries {
			if strings.HasPrefix(q.SQL, setAuthority) {
				continue
			}
			if _, err := l.conn.Prepare(ctx, q.SQL, q.SQL); err != nil {
				return l.unprepared(err)
			}
		}
	}
	return l.SendBatch(ctx, b).Close()
}

// unprepared tells of a connection that broke, or was too slow, before anything was sent
// but what the statements are.
func (l *link) unprepared(err error) error {
	if l.host || !l.conn.IsClosed() {
		return err
	}
	return unbegun{err}
}

// mend makes the connection good for the next call after an error: it ends the
// transaction of ours that is left open, and forgets the statements that somebody
// else has discarded. What broke one connection, a restart or a failover, broke all: as
// many as lie idle are in doubt.
func (s *Store) mend(ctx context.Context, l *link, err error) {
	if err == nil || l.host {
		return
	}
	if l.conn.IsClosed() {
		if p, ok := s.db.(pool); ok && ctx.Err() == nil {
			s.doubtful.Store(int64(p.Stat().IdleConns()))
		}
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
	defer cancel()
	// A connection that cannot even do this is thrown away by its pool.
	if l.conn.PgConn().TxStatus() != 'I' {
		_, _ = l.Exec(ctx, rollback)
	}
	if s := sqlState(err); s == invalidStatement || s == preparedTwice {
		_ = l.conn.DeallocateAll(ctx)
	}
}

// read sends the queries that queue adds, and before them what is told, all in one
// round trip and one transaction. To read again is always safe, and so is to tell again:
// what fails with its connection, or for a statement that was discarded, is sent once
// more, for which queue must begin anew.
func (s *Store) read(ctx context.Context, op string, a store.Authority, told store.Batch, queue func(*pgx.Batch)) error {
	w, err := writesOf(told)
	if err != nil {
		return fault(ctx, op, err)
	}
	err, again := s.tryRead(ctx, a, told.Authority, w, queue)
	if again {
		err, _ = s.tryRead(ctx, a, told.Authority, w, queue)
	}
	return fault(ctx, op, err)
}

func (s *Store) tryRead(ctx context.Context, a, teller store.Authority, told writes, queue func(*pgx.Batch)) (err error, again bool) {
	l, err := s.borrow(ctx)
	if err != nil {
		return err, false
	}
	defer l.release()
	b := &pgx.Batch{}
	whole := (s.options.RowSecurity || len(told) > 0) && !l.host // otherwise what is sent at once is one transaction by itself
	if whole {
		begin(b, map[bool]string{false: beginRead, true: beginWrite}[len(told) > 0])
	}
	if len(told) > 0 {
		if !l.host { // whose host says how it commits
			b.Queue(s.waits())
		}
		s.queue(b, teller, told, l.host)
	}
	if s.options.RowSecurity {
		b.Queue(nameAuthority(a))
	}
	queue(b)
	if whole {
		b.Queue(commit)
	}
	err = l.SendBatch(ctx, b).Close()
	again = err != nil && ctx.Err() == nil && !l.host && (s.shared && l.conn.IsClosed() || passing(err))
	s.mend(ctx, l, err)
	if l.host {
		err = final(err)
	}
	return err, again
}

// begin queues the beginning of a transaction.
func begin(b *pgx.Batch, text string) {
	b.Queue(text).Fn = func(r pgx.BatchResults) error {
		_, err := r.Exec()
		return began(err)
	}
}

// waits is what has a transaction that writes down who looks wait for the disk, or not.
func (s *Store) waits() string {
	if s.options.RelaxedReadings {
		return waitForNothing
	}
	return waitForDisk
}

const setAuthority = `SET LOCAL lobby.authority = E'`

// nameAuthority sets, for the transaction, whose rows there are. SET takes no
// parameters, and how an escape string is quoted no setting of the server changes.
func nameAuthority(a store.Authority) string {
	return setAuthority + strings.NewReplacer(`\`, `\\`, `'`, `''`).Replace(string(a)) + `'`
}

var tables = []string{"lobby_record", "lobby_client", "lobby_tally", "lobby_event", "lobby_ack", "lobby_unread", "lobby_consumer"}

var tableName = regexp.MustCompile(`\b(?:` + strings.Join(tables, "|") + `)\b`)

// qualifier returns what puts the schema before the tables of a statement.
func qualifier(schema string) func(string) string {
	if schema == "" {
		return func(text string) string { return text }
	}
	prefix := strings.ReplaceAll(pgx.Identifier{schema}.Sanitize(), "$", "$$") + ".$0"
	var known sync.Map // few: the constants, and what has been put together of clauses
	return func(text string) string {
		if done, ok := known.Load(text); ok {
			return done.(string)
		}
		done := tableName.ReplaceAllString(text, prefix)
		known.Store(text, done)
		return done
	}
}
