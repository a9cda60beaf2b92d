package postgres

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/caselobby/caselobby/store"
)

// InTx runs do in a transaction of the host's, with the same store within it (see
// [Store.WithTx]), and commits unless do fails or panics. If PostgreSQL gives the
// transaction up for a deadlock or a serialization failure, wherever in it, all of it
// is run again, up to eight times in all: do must leave nothing behind that a rollback
// does not undo.
//
// It returns the error of do as it is. An [Error] of the commit means that the outcome
// is unknown, unless it has a SQLSTATE. The store is one on a pool, or on a connection
// with no transaction: any other is refused with [store.ErrInvalid].
func (s *Store) InTx(ctx context.Context, o pgx.TxOptions, do func(tx pgx.Tx, within *Store) error) error {
	db, ok := s.db.(beginner)
	if !ok {
		return fmt.Errorf("%w: postgres: a transaction within a transaction", store.ErrInvalid)
	}
	return againIf(ctx, givenUp, func() error {
		var failed error
		err := pgx.BeginTxFunc(ctx, db, o, func(tx pgx.Tx) error {
			failed = do(tx, s.WithTx(tx))
			return failed
		})
		if failed != nil {
			return failed
		}
		return fault(ctx, "transaction", err)
	})
}

// givenUp reports whether the server has rolled a transaction back for the sake of
// others, so that the same one may succeed a moment later.
func givenUp(err error) bool {
	state := sqlState(err)
	return state == serializationFailure || state == deadlockDetected
}
