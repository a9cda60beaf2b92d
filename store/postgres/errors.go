package postgres

import (
	"context"
	"errors"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/puddle/v2"

	"github.com/caselobby/caselobby/store"
)

// Error is what went wrong between the store and the database. It holds the
// operation and the server's SQLSTATE and nothing else: the messages and
// details of PostgreSQL quote whole rows, which are people's.
//
// It is the context's error, in the sense of errors.Is, when the context ended
// the operation, [store.ErrRestart] when the host's transaction was given up, and
// [store.ErrBusy] when nothing was written: because others kept a row for too long, no
// connection was got, or the server could not, being full, a standby or about to stop.
// From Commit any other Error means that the outcome is unknown; the same batch,
// committed again, settles it.
type Error struct {
	Op    string // "rows", "commit", "migrate", …
	state string // five characters; empty when the server did not answer
	cause error  // of the context, or a sentinel of package store
}

// Error names the operation and the SQLSTATE, and nothing of what was written.
func (e *Error) Error() string {
	text := "postgres: " + e.Op
	if e.cause != nil {
		text += ": " + e.cause.Error()
	}
	switch {
	case e.state != "":
		text += ": SQLSTATE " + e.state
	case e.cause == nil:
		text += ": no answer from the server"
	}
	return text
}

// Unwrap returns the context's error or the sentinel of package store, if either is the cause.
func (e *Error) Unwrap() error { return e.cause }

// SQLState returns the server's SQLSTATE: five characters, or none if it did not answer.
func (e *Error) SQLState() string { return e.state }

// As gives code that looks for the driver's error one with the SQLSTATE and
// nothing else.
func (e *Error) As(target any) bool {
	to, ok := target.(**pgconn.PgError)
	if !ok || e.state == "" {
		return false
	}
	*to = &pgconn.PgError{Code: e.state}
	return true
}

// SQLSTATEs that mean something here (PostgreSQL manual, appendix A).
const (
	divisionByZero       = "22012"
	uniqueViolation      = "23505"
	featureNotSupported  = "0A000"
	readOnlyTransaction  = "25006"
	invalidStatement     = "26000"
	serializationFailure = "40001"
	deadlockDetected     = "40P01"
	preparedTwice        = "42P05"
	limitExceeded        = "53400" // one that is set for each process
	lockNotAvailable     = "55P03"
	queryCanceled        = "57014" // for its statement_timeout, or by hand
)

// insufficientResources is the class of SQLSTATEs of a server that is short of something.
const insufficientResources = "53"

// errMisread: the server has answered, in a way that its settings ask for.
var errMisread = errors.New("an answer that is not understood: see Validate")

// fault turns what pgx returned into an error of this package. What it cannot
// name it drops.
func fault(ctx context.Context, op string, err error) error {
	if err == nil {
		return nil
	}
	for _, sentinel := range []error{store.ErrConflict, store.ErrBusy, store.ErrClosed, store.ErrInvalid} {
		if errors.Is(err, sentinel) {
			return sentinel
		}
	}
	e := &Error{Op: op}
	var known *Error
	hindrance := hindered(err)
	switch {
	case errors.As(err, &known):
		return known
	case errors.Is(err, puddle.ErrClosedPool):
		return store.ErrClosed
	case errors.Is(err, store.ErrFormat):
		e.cause = store.ErrFormat
	case ctx.Err() != nil:
		e.cause = ctx.Err()
	case hindrance != nil: // also where the time was up in which to connect
		e.cause = hindrance
	case errors.Is(err, context.DeadlineExceeded):
		e.cause = context.DeadlineExceeded
	case errors.As(err, new(pgx.ScanArgError)):
		e.cause = errMisread
	}
	e.state = sqlState(err)
	if _, ok := errors.AsType[*pgconn.ConnectError](err); ok {
		e.Op += ", connecting"
	}
	return e
}

func sqlState(err error) string {
	if pg, ok := errors.AsType[*pgconn.PgError](err); ok {
		return pg.Code
	}
	return ""
}

// conflicts reports whether a commit ended because the batch no longer fits:
// a row was not at its version, or a reference is taken. What fails within a trigger of the
// host's, such as a unique key of the host's own table, fails for ever and is none; COPY
// alone says where it was without one.
func conflicts(err error) bool {
	pg, ok := errors.AsType[*pgconn.PgError](err)
	if !ok || pg.Where != "" && !strings.HasPrefix(pg.Where, "COPY ") {
		return false
	}
	return pg.Code == divisionByZero || pg.Code == uniqueViolation
}

// hindered is the sentinel for an error after which nothing was written. A commit whose
// answer was lost has none. A server that answers with an error has not committed: send
// sees to that.
func hindered(err error) error {
	_, host := errors.AsType[hosted](err)
	switch {
	case host && givenUp(err):
		return store.ErrRestart
	case givenUp(err), errors.Is(err, errUndone), unsent(err), cannotNow(err):
		return store.ErrBusy
	}
	return nil
}

// unbegun is the error of a connection that broke before a transaction was sent.
type unbegun struct{ error }

func (u unbegun) Unwrap() error { return u.error }

// unsent reports whether no statement has reached the server.
func unsent(err error) bool {
	_, connecting := errors.AsType[*pgconn.ConnectError](err)
	_, preparing := errors.AsType[unbegun](err)
	return connecting || preparing || pgconn.SafeToRetry(err)
}

// cannotNow reports whether the server has said that it cannot do now what it may well do
// later. Of what ends the connection that is not known: a pooler may have passed COMMIT on.
func cannotNow(err error) bool {
	pg, ok := errors.AsType[*pgconn.PgError](err)
	if !ok || pg.SeverityUnlocalized != "ERROR" {
		return false
	}
	switch pg.Code {
	case lockNotAvailable, queryCanceled, readOnlyTransaction:
		return true
	case featureNotSupported:
		_, follows := errors.AsType[standby](err)
		return follows
	case limitExceeded:
		return false
	}
	return strings.HasPrefix(pg.Code, insufficientResources)
}

// standby is the error of a server that begins no transaction that writes, because it
// follows another. Its SQLSTATE is that of whatever a server does not do at all, such as
// one that is distributed, and will not do later either.
type standby struct{ error }

func (s standby) Unwrap() error { return s.error }

// began tells, of the error with which a transaction begins, whether it is a standby's.
func began(err error) error {
	if sqlState(err) == featureNotSupported {
		return standby{err}
	}
	return err
}

// passing reports whether the same transaction may well succeed a moment
// later, and is known not to have happened.
func passing(err error) bool {
	if _, ok := errors.AsType[hosted](err); ok {
		return false
	}
	switch sqlState(err) {
	case serializationFailure, deadlockDetected, invalidStatement, preparedTwice:
		return true
	}
	return errors.Is(err, errUndone) || unsent(err)
}
