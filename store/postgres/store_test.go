package postgres_test

import (
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/store/postgres"
)

// A host that forgot to look at the error of pgxpool.New hears of it at once.
func TestAStoreIsMadeOnSomething(t *testing.T) {
	require.PanicsWithValue(t, "postgres: New: the *pgxpool.Pool is nil", func() { postgres.New((*pgxpool.Pool)(nil), nil) })
	require.PanicsWithValue(t, "postgres: New: the *pgx.Conn is nil", func() { postgres.New((*pgx.Conn)(nil), nil) })
	require.PanicsWithValue(t, "postgres: a <nil> is neither a pool nor a connection nor a transaction of pgx", func() { postgres.New(nil, nil) })
}
