package postgres

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"
)

// ErrPooler: between the service and the database stands a pooler that gives each
// transaction whatever connection is free, and statements that were prepared on one
// are not there on the next. See the package comment, Connections.
var ErrPooler = errors.New("postgres: prepared statements are lost in a pooler")

const (
	backend = `SELECT pg_backend_pid()`
	probe   = `caselobby_probe`

	// rivals is how many transactions are opened, at most, to take the connection away
	// that the probe was prepared on, and patience how long a pooler may take that has
	// no other.
	rivals   = 8
	patience = 2 * time.Second
)

// pooled reports a pooler that would lose what this connection prepares. Such a one
// answers with a process that is not the one it had told of; whether it keeps
// prepared statements only trying tells.
func (l *link) pooled(ctx context.Context) error {
	if l.host || l.conn.Config().DefaultQueryExecMode != pgx.QueryExecModeCacheStatement {
		return nil
	}
	pid, err := process(ctx, l.conn)
	if err != nil || pid == l.conn.PgConn().PID() {
		return err
	}
	if _, err := l.Exec(ctx, beginRead, pgx.QueryExecModeExec); err != nil {
		return err
	}
	pid, err = process(ctx, l.conn)
	if err == nil {
		_, err = l.conn.PgConn().Prepare(ctx, probe, "SELECT", nil)
	}
	if _, undo := l.Exec(ctx, rollback, pgx.QueryExecModeExec); err == nil {
		err = undo
	}
	if err == nil {
		err = l.survives(ctx, pid)
	}
	if s := sqlState(err); s == invalidStatement || s == preparedTwice {
		return ErrPooler
	}
	return err
}

// survives calls for the probe while others hold the process that it was prepared on.
func (l *link) survives(ctx context.Context, pid uint32) error {
	for held, n := uint32(0), 0; held != pid && n < rivals; n++ {
		rival, err := pgx.ConnectConfig(ctx, l.conn.Config().Copy())
		if err != nil {
			return err
		}
		defer func() { _ = rival.Close(context.WithoutCancel(ctx)) }()
		waits, cancel := context.WithTimeout(ctx, patience)
		defer cancel()
		if _, err = rival.Exec(waits, beginRead, pgx.QueryExecModeExec); err == nil {
			held, err = process(waits, rival)
		}
		if err != nil {
			break // the pooler has no more to give
		}
	}
	waits, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	_, err := l.conn.PgConn().ExecPrepared(waits, probe, nil, nil, nil).Close()
	if err != nil && waits.Err() != nil && ctx.Err() == nil {
		return nil // there is one connection for all
	}
	if err == nil {
		err = l.conn.Deallocate(ctx, probe)
	}
	return err
}

// process is the id of the server's process that answers.
func process(ctx context.Context, c *pgx.Conn) (pid uint32, err error) {
	err = c.QueryRow(ctx, backend, pgx.QueryExecModeExec).Scan(&pid)
	return pid, err
}
