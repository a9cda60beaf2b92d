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
		c, err := p.Acquire(ctx)
		if err != nil {
			return nil, err
		}
		return &link{DB: c, conn: c.Conn(), release: c.Release}, nil
	}
	conn := connOf(s.db)
	s.serial.Lock()
	return &link{DB: s.db, conn: conn, host: conn.PgConn().TxStatus() != 'I', release: s.serial.Unlock}, nil
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
				return err
			}
		}
	}
	err := l.SendBatch(ctx, b).Close()
	if !l.host && sqlState(err) == invalidStatement {
		_ = l.conn.Close(ctx) // somebody has discarded what was prepared on it
	}
	return err
}

// mend ends the transaction of ours that an error has left open, so that the
// connection is good for the next call.
func (l *link) mend(ctx context.Context) {
	if l.host || l.conn.IsClosed() || l.conn.PgConn().TxStatus() == 'I' {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
	defer cancel()
	_, _ = l.Exec(ctx, rollback) // a connection that cannot even do this is thrown away by its pool
}

// read sends the queries that queue adds, all in one round trip.
func (s *Store) read(ctx context.Context, op string, a store.Authority, queue func(*pgx.Batch)) error {
	l, err := s.borrow(ctx)
	if err != nil {
		return fault(ctx, op, err)
	}
	defer l.release()
	b := &pgx.Batch{}
	whole := s.options.RowSecurity && !l.host
	if whole {
		b.Queue(beginRead)
	}
	if s.options.RowSecurity {
		b.Queue(nameAuthority(a))
	}
	queue(b)
	if whole {
		b.Queue(commit)
	}
	err = l.SendBatch(ctx, b).Close()
	l.mend(ctx)
	return fault(ctx, op, err)
}

const setAuthority = `SET LOCAL lobby.authority = E'`

// nameAuthority sets, for the transaction, whose rows there are. SET takes no
// parameters, and how an escape string is quoted no setting of the server changes.
func nameAuthority(a store.Authority) string {
	return setAuthority + strings.NewReplacer(`\`, `\\`, `'`, `''`).Replace(string(a)) + `'`
}

var tables = []string{"lobby_record", "lobby_client", "lobby_tally", "lobby_event", "lobby_ack"}

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
