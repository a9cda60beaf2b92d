package postgres_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/postgres"
)

func TestTheHostsRowsAndOursTakeEffectTogether(t *testing.T) {
	for _, end := range []string{"commit", "rollback"} {
		t.Run(end, func(t *testing.T) {
			pool := openPool(t, sharedURL(t))
			o := fresh(t, pool, postgres.Options{})
			s := postgres.New(pool, o)
			_, err := pool.Exec(t.Context(), "CREATE TABLE "+o.Schema+".host (id text)")
			require.NoError(t, err)

			tx, err := pool.Begin(t.Context())
			require.NoError(t, err)
			_, err = tx.Exec(t.Context(), "INSERT INTO "+o.Schema+".host VALUES ('row')")
			require.NoError(t, err)
			inside := s.WithTx(tx)
			require.NoError(t, inside.Commit(t.Context(), records(putRecord(0, record("r")))))
			mustRecord(t, inside, "r") // the host's transaction sees it
			requireNoRecord(t, s, "r") // nobody else does yet

			var rows int
			if end == "commit" {
				require.NoError(t, tx.Commit(t.Context()))
				mustRecord(t, s, "r")
			} else {
				require.NoError(t, tx.Rollback(t.Context()))
				requireNoRecord(t, s, "r")
			}
			require.NoError(t, pool.QueryRow(t.Context(), "SELECT count(*) FROM "+o.Schema+".host").Scan(&rows))
			require.Equal(t, map[string]int{"commit": 1, "rollback": 0}[end], rows)
		})
	}
}

func TestAConflictLeavesTheHostsTransactionUsable(t *testing.T) {
	s, pool := newStore(t)
	require.NoError(t, s.Commit(t.Context(), records(putRecord(0, record("taken")))))
	tx, err := pool.Begin(t.Context())
	require.NoError(t, err)
	defer func() { _ = tx.Rollback(context.Background()) }()
	inside := s.WithTx(tx)
	require.NoError(t, inside.Commit(t.Context(), records(putRecord(0, record("before")))))
	b := records(putRecord(0, record("taken")))
	b.Clients = clients(putClient(0, client("half"))).Clients
	require.ErrorIs(t, inside.Commit(t.Context(), b), store.ErrConflict)
	require.NoError(t, inside.Commit(t.Context(), records(putRecord(0, record("after")))))
	require.NoError(t, tx.Commit(t.Context()))
	for _, id := range []store.RecordID{"before", "after"} {
		mustRecord(t, s, id)
	}
	_, found, err := clientOf(t.Context(), s, "half")
	require.NoError(t, err)
	require.False(t, found)
}

func TestATransactionBegunOnAConnectionIsTheHosts(t *testing.T) {
	_, pool := newStore(t)
	o := fresh(t, pool, postgres.Options{})
	conn, err := pgx.Connect(t.Context(), sharedURL(t))
	require.NoError(t, err)
	defer conn.Close(context.Background())
	s := postgres.New(conn, o)
	require.NoError(t, s.Commit(t.Context(), records(putRecord(0, record("own")))))
	_, err = conn.Exec(t.Context(), "BEGIN")
	require.NoError(t, err)
	require.NoError(t, s.Commit(t.Context(), records(putRecord(0, record("hosts")))))
	_, err = conn.Exec(t.Context(), "ROLLBACK")
	require.NoError(t, err)
	mustRecord(t, s, "own")
	requireNoRecord(t, s, "hosts")
}

// goneOnceAsked is the context of a caller who is there as long as nobody asks.
type goneOnceAsked struct {
	context.Context
	leave context.CancelFunc
}

func (c goneOnceAsked) Err() error {
	defer c.leave()
	return c.Context.Err()
}

// On a transaction calls wait for one another, and none for longer than its caller does.
func TestWhoeverWaitsForAConnectionInUseIsLetGo(t *testing.T) {
	s, pool := newStore(t)
	require.NoError(t, s.Commit(t.Context(), records(putRecord(0, record("r")))))
	other, host := begun(t, pool), begun(t, pool)
	require.NoError(t, s.WithTx(other).Commit(t.Context(), records(putRecord(1, record("r")))))
	within := s.WithTx(host)
	held := make(chan error, 1)
	go func() { held <- within.Commit(t.Context(), records(putRecord(1, record("r")))) }()
	waitsFor(t, pool, other.Conn().PgConn().PID())
	ctx, cancel := context.WithCancel(t.Context())
	gone := make(chan error, 1)
	go func() {
		_, _, err := recordOf(goneOnceAsked{ctx, cancel}, within, "r")
		gone <- err
	}()
	select {
	case err := <-gone:
		require.ErrorIs(t, err, context.Canceled)
	case <-time.After(time.Minute):
		require.Fail(t, "it waits for another's call, though its caller has gone")
	}
	require.NoError(t, other.Rollback(t.Context()))
	require.NoError(t, <-held)
}

func TestADecisionIsUndoneWithTheHostsTransaction(t *testing.T) {
	s, pool := newStore(t)
	desk := lobby.New(s, matching.UK(nil), lobby.HPA2(), nil) // whose key is random
	receipt, err := desk.Receive(t.Context(), portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "k", Person: stormPerson(1)})
	require.NoError(t, err)
	_, err = desk.Claim(t.Context(), officer(1), receipt.ID)
	require.NoError(t, err)
	v, err := desk.Review(t.Context(), officer(1), receipt.ID)
	require.NoError(t, err)
	for _, keep := range []bool{false, true} {
		tx, err := pool.Begin(t.Context())
		require.NoError(t, err)
		inside := desk.On(s.WithTx(tx))
		decided, err := inside.Create(t.Context(), officer(1), receipt.ID, v.Token)
		require.NoError(t, err)
		if keep {
			require.NoError(t, tx.Commit(t.Context()))
		} else {
			require.NoError(t, tx.Rollback(t.Context()))
		}
		require.Equal(t, keep, mustRecord(t, s, receipt.ID).State.Decided())
		_, found, err := clientOf(t.Context(), s, decided.Client)
		require.NoError(t, err)
		require.Equal(t, keep, found)
		require.Equal(t, map[bool]int{false: 0, true: 1}[keep], sizeOf(t, s))
	}
}

func TestM9_AFailureInTheHostsTransactionCarriesTheStateToRetryOn(t *testing.T) {
	s, pool := newStore(t)
	require.NoError(t, s.Commit(t.Context(), records(putRecord(0, record("r")))))
	tx, err := pool.BeginTx(t.Context(), pgx.TxOptions{IsoLevel: pgx.RepeatableRead})
	require.NoError(t, err)
	defer func() { _ = tx.Rollback(context.Background()) }()
	mustRecord(t, s.WithTx(tx), "r")
	require.NoError(t, s.Commit(t.Context(), records(putRecord(1, record("r")))))
	err = s.WithTx(tx).Commit(t.Context(), records(putRecord(1, record("r"))))
	var failure *postgres.Error
	require.ErrorAs(t, err, &failure)
	require.Equal(t, "40001", failure.SQLState())
	require.ErrorIs(t, err, store.ErrRestart)
	require.NotErrorIs(t, err, store.ErrConflict)
}

// TestM9_WhatAGivenUpTransactionHeldIsKnownNotToBeWritten has an officer decide within a
// transaction whose snapshot is out of date.
func TestM9_WhatAGivenUpTransactionHeldIsKnownNotToBeWritten(t *testing.T) {
	s, pool := newStore(t)
	desk := lobby.New(s, matching.UK(nil), lobby.HPA2(), &lobby.Options{Backoff: func(int) time.Duration { return 0 }})
	for _, level := range []pgx.TxIsoLevel{pgx.RepeatableRead, pgx.Serializable} {
		receipt, err := desk.Receive(t.Context(), portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: string(level), Person: stormPerson(1)})
		require.NoError(t, err)
		tx, err := pool.BeginTx(t.Context(), pgx.TxOptions{IsoLevel: level})
		require.NoError(t, err)
		inside := desk.On(s.WithTx(tx))
		mustRecord(t, s.WithTx(tx), receipt.ID)
		_, err = desk.Claim(t.Context(), officer(2), receipt.ID)
		require.NoError(t, err)
		_, err = inside.Claim(t.Context(), officer(1), receipt.ID)
		require.ErrorIs(t, err, lobby.ErrRestart)
		require.Equal(t, "restart", lobby.KindCode(err))
		var state interface{ SQLState() string }
		require.ErrorAs(t, err, &state)
		require.Equal(t, "40001", state.SQLState())
		require.NoError(t, tx.Rollback(t.Context()))
		require.Equal(t, officer(2).ID, mustRecord(t, s, receipt.ID).Claim.Officer)
	}
}

// TestM11b_WhatAHostCommitsLateIsDelivered has a referral arrive in a transaction of the
// host's that stays open while others arrive, and are relayed.
func TestM11b_WhatAHostCommitsLateIsDelivered(t *testing.T) {
	s, pool := newStore(t)
	desk := lobby.New(s, matching.UK(nil), lobby.HPA2(), nil)
	var heard []store.RecordID
	relay := func() {
		require.NoError(t, desk.Relay(t.Context(), casework, "mailer", func(_ context.Context, e store.Event) error {
			heard = append(heard, e.Record)
			return nil
		}, &lobby.RelayOptions{Once: true}))
	}
	receive := func(l *lobby.Service, key string) store.RecordID {
		r, err := l.Receive(t.Context(), portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: key, Person: stormPerson(1)})
		require.NoError(t, err)
		return r.ID
	}
	relay()
	tx, err := pool.Begin(t.Context())
	require.NoError(t, err)
	late := receive(desk.On(s.WithTx(tx)), "late")
	want := []store.RecordID{receive(desk, "1"), receive(desk, "2")}
	relay()
	require.Equal(t, want, heard)
	require.NoError(t, tx.Commit(t.Context()))
	want = append(want, late, receive(desk, "3"))
	relay()
	require.Equal(t, want, heard)
}

// A host that counts references in its own transaction counts the same number again
// each time it rolls back: it hears that the number is taken, and not that others are
// in its way.
func TestATakenReferenceIsSaidToBeTakenInTheHostsTransaction(t *testing.T) {
	s, pool := newStore(t)
	counter := pgx.Identifier{fresh(t, pool, postgres.Options{}).Schema, "counter"}.Sanitize()
	_, err := pool.Exec(t.Context(), "CREATE TABLE "+counter+" (n int); INSERT INTO "+counter+" VALUES (1000)")
	require.NoError(t, err)
	desk := lobby.New(s, matching.UK(nil), lobby.HRS(), &lobby.Options{
		Backoff: func(int) time.Duration { return 0 },
		Mint: func(ctx context.Context, in store.Store, _ store.Authority) (ref string, err error) {
			tx, ok := in.(*postgres.Store).Tx()
			require.True(t, ok)
			err = tx.QueryRow(ctx, "UPDATE "+counter+" SET n = n + 1 RETURNING 'HRS' || n").Scan(&ref)
			return ref, err
		},
	})
	_, ok := s.Tx()
	require.False(t, ok, "a store on a pool is in nobody's transaction")
	for i := range 20 {
		require.NoError(t, desk.PutClient(t.Context(), casework, lobby.ClientUpdate{
			ID: store.ClientID(name("known", i)), Reference: fmt.Sprint("HRS", 1001+i), Person: &matching.Person{Given: "Una", Family: "Holt"}}))
	}
	partner := lobby.Actor{ID: "pat", Authority: hackney, Role: lobby.PartnerUser, Provider: "refuge"}
	receipt, err := desk.Receive(t.Context(), partner, lobby.Arrival{Channel: store.ChannelPartner, Key: "k", Person: stormPerson(1)})
	require.NoError(t, err)
	_, err = desk.Claim(t.Context(), officer(1), receipt.ID)
	require.NoError(t, err)
	v, err := desk.Review(t.Context(), officer(1), receipt.ID)
	require.NoError(t, err)

	create := func() error {
		tx, err := pool.Begin(t.Context())
		require.NoError(t, err)
		defer func() { _ = tx.Rollback(context.Background()) }()
		if _, err = desk.On(s.WithTx(tx)).Create(t.Context(), officer(1), receipt.ID, v.Token); err != nil {
			return err
		}
		return tx.Commit(t.Context())
	}
	for range 3 { // every time, for the count is taken back
		err := create()
		var refused *lobby.Error
		require.ErrorAs(t, err, &refused)
		require.ErrorIs(t, err, lobby.ErrReference)
		require.Equal(t, "taken", refused.Code)
		require.Equal(t, store.StateClaimed, mustRecord(t, s, receipt.ID).State)
	}
	_, err = pool.Exec(t.Context(), "UPDATE "+counter+" SET n = 1020")
	require.NoError(t, err)
	require.NoError(t, create())
}
