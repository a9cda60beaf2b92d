package postgres_test

import (
	"context"
	"errors"
	"os"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/postgres"
)

// A service opens a pool, brings the tables up to date and makes a lobby.
func Example() {
	ctx := context.Background()
	pool, err := pgxpool.New(ctx, os.Getenv("DATABASE_URL"))
	if err != nil {
		panic(err)
	}
	defer pool.Close()
	options := &postgres.Options{Schema: "lobby"}
	if err := postgres.Migrate(ctx, pool, options); err != nil {
		panic(err)
	}
	s := postgres.New(pool, options)
	if err := s.Validate(ctx); err != nil {
		panic(err)
	}
	desk := lobby.New(s, matching.UK(nil), lobby.HPA2(), nil)
	_, _ = desk.Waiting(ctx, lobby.Actor{ID: "amy", Authority: "E09000012", Role: lobby.Officer}, lobby.Filter{})
}

// The decision and what the host writes about it take effect together. There is one
// service, and in each transaction it is on another store.
func ExampleStore_WithTx() {
	assign := func(ctx context.Context, pool *pgxpool.Pool, s *postgres.Store, desk *lobby.Service,
		amy lobby.Actor, id store.RecordID, client store.ClientID, reviewed lobby.Token) error {
		tx, err := pool.Begin(ctx)
		if err != nil {
			return err
		}
		defer func() { _ = tx.Rollback(ctx) }()
		decided, err := desk.On(s.WithTx(tx)).Assign(ctx, amy, id, client, reviewed)
		if err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `INSERT INTO diary (case_id, note) VALUES ($1, 'call back on Monday')`, string(decided.Case)); err != nil {
			return err
		}
		return tx.Commit(ctx)
	}
	_ = assign
}

// The same, and begun again where PostgreSQL gives the transaction up.
func ExampleStore_InTx() {
	assign := func(ctx context.Context, s *postgres.Store, desk *lobby.Service,
		amy lobby.Actor, id store.RecordID, client store.ClientID, reviewed lobby.Token) error {
		return s.InTx(ctx, pgx.TxOptions{}, func(tx pgx.Tx, within *postgres.Store) error {
			decided, err := desk.On(within).Assign(ctx, amy, id, client, reviewed)
			if err != nil {
				return err
			}
			_, err = tx.Exec(ctx, `INSERT INTO diary (case_id, note) VALUES ($1, 'call back on Monday')`, string(decided.Case))
			return err
		})
	}
	_ = assign
}

// References that are counted without gaps, in the transaction of each decision.
func ExampleStore_Tx() {
	options := lobby.Options{
		Mint: func(ctx context.Context, in store.Store, _ store.Authority) (ref string, err error) {
			tx, ok := in.(*postgres.Store).Tx()
			if !ok {
				return "", errors.New("not within a transaction")
			}
			err = tx.QueryRow(ctx, `UPDATE counter SET n = n + 1 RETURNING 'HRS-' || n`).Scan(&ref)
			return ref, err
		},
	}
	desk := lobby.New(postgres.New(new(pgxpool.Pool), nil), matching.UK(nil), lobby.HRS(), &options) // once, and then On within each transaction
	_ = desk
}
