package postgres_test

import (
	"errors"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/postgres"
)

// TestM9_ATransactionThatIsGivenUpIsRunAgain changes a record beside a transaction that
// has its snapshot already: through the store and through the lobby.
func TestM9_ATransactionThatIsGivenUpIsRunAgain(t *testing.T) {
	s, _ := newStore(t)
	desk := lobby.New(s, matching.UK(nil), lobby.HPA2(), &lobby.Options{Backoff: func(int) time.Duration { return 0 }})
	receipt, err := desk.Receive(t.Context(), portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "k", Person: stormPerson(1)})
	require.NoError(t, err)
	runs := 0
	require.NoError(t, s.InTx(t.Context(), pgx.TxOptions{IsoLevel: pgx.RepeatableRead}, func(tx pgx.Tx, within *postgres.Store) error {
		mustRecord(t, within, receipt.ID)
		if runs++; runs == 1 {
			_, err := desk.Claim(t.Context(), officer(2), receipt.ID)
			require.NoError(t, err)
			require.NoError(t, desk.Release(t.Context(), officer(2), receipt.ID))
		}
		_, err := desk.On(within).Claim(t.Context(), officer(1), receipt.ID)
		return err
	}))
	require.Equal(t, 2, runs)
	require.Equal(t, officer(1).ID, mustRecord(t, s, receipt.ID).Claim.Officer)
}

func TestATransactionIsGivenUpForGoodAfterEightRuns(t *testing.T) {
	s, _ := newStore(t)
	for state, want := range map[string]int{"40001": 8, "40P01": 8, "23514": 1} {
		runs := 0
		err := s.InTx(t.Context(), pgx.TxOptions{}, func(tx pgx.Tx, within *postgres.Store) error {
			runs++
			require.NoError(t, within.Commit(t.Context(), records(putRecord(0, record("r")))))
			_, err := tx.Exec(t.Context(), "DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '"+state+"'; END $$")
			return err
		})
		var pg *pgconn.PgError
		require.ErrorAs(t, err, &pg)
		require.Equal(t, state, pg.Code)
		require.Equal(t, want, runs, state)
		requireNoRecord(t, s, "r")
	}
}

func TestWhatFailsInATransactionIsUndone(t *testing.T) {
	s, pool := newStore(t)
	mine := errors.New("no diary")
	err := s.InTx(t.Context(), pgx.TxOptions{}, func(_ pgx.Tx, within *postgres.Store) error {
		require.NoError(t, within.Commit(t.Context(), records(putRecord(0, record("r")))))
		return mine
	})
	require.Same(t, mine, err)
	requireNoRecord(t, s, "r")

	require.Panics(t, func() {
		_ = s.InTx(t.Context(), pgx.TxOptions{}, func(_ pgx.Tx, within *postgres.Store) error {
			require.NoError(t, within.Commit(t.Context(), records(putRecord(0, record("r")))))
			panic("a fault of the host's")
		})
	})
	requireNoRecord(t, s, "r")
	require.Zero(t, pool.Stat().AcquiredConns())

	err = s.InTx(t.Context(), pgx.TxOptions{}, func(tx pgx.Tx, within *postgres.Store) error {
		_, err := tx.Exec(t.Context(), "CREATE TEMPORARY TABLE due (name text UNIQUE DEFERRABLE INITIALLY DEFERRED) ON COMMIT DROP; INSERT INTO due VALUES ('Jane Doe'), ('Jane Doe')")
		require.NoError(t, err)
		return within.Commit(t.Context(), records(putRecord(0, record("r"))))
	})
	var failure *postgres.Error
	require.ErrorAs(t, err, &failure, "refused at the commit")
	require.NotContains(t, err.Error(), "Jane")
	requireNoRecord(t, s, "r")

	err = s.InTx(t.Context(), pgx.TxOptions{}, func(_ pgx.Tx, within *postgres.Store) error {
		return within.InTx(t.Context(), pgx.TxOptions{}, func(pgx.Tx, *postgres.Store) error { return nil })
	})
	require.ErrorIs(t, err, store.ErrInvalid)
}
