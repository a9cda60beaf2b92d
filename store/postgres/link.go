package postgres

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
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
	wire    *pgconn.PgConn
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
		return &link{DB: c, wire: c.Conn().PgConn(), release: c.Release}, nil
	}
	s.serial.Lock()
	wire := wireOf(s.db)
	return &link{DB: s.db, wire: wire, host: wire.TxStatus() != 'I', release: s.serial.Unlock}, nil
}

func wireOf(db DB) *pgconn.PgConn {
	switch c := db.(type) {
	case interface{ PgConn() *pgconn.PgConn }:
		return c.PgConn()
	case interface{ Conn() *pgx.Conn }:
		return c.Conn().PgConn()
	}
	panic(fmt.Sprintf("postgres: %T is not a pool, a connection or a transaction of pgx", db))
}

// mend ends the transaction of ours that an error has left open, so that the
// connection is good for the next call.
func (l *link) mend(ctx context.Context) {
	if l.host || l.wire.IsClosed() || l.wire.TxStatus() == 'I' {
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

// nameAuthority sets, for the transaction, whose rows there are. SET takes no
// parameters; within E” quoting does not depend on the server's settings.
func nameAuthority(a store.Authority) string {
	return `SET LOCAL lobby.authority = E'` + strings.NewReplacer(`\`, `\\`, `'`, `''`).Replace(string(a)) + `'`
}

var tables = []string{"lobby_record", "lobby_client", "lobby_tally", "lobby_event", "lobby_ack"}

var tableName = regexp.MustCompile(`\b(?:` + strings.Join(tables, "|") + `)\b`)

// qualifier returns what puts the schema before the tables of a statement.
func qualifier(schema string) func(string) string {
	if schema == "" {
		return func(text string) string { return text }
	}
	prefix := strings.ReplaceAll(pgx.Identifier{schema}.Sanitize(), "$", "$$") + ".$0"
	return func(text string) string { return tableName.ReplaceAllString(text, prefix) }
}
