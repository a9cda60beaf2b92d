package postgres_test

import (
	"context"
	"fmt"
	"os"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/store/postgres"
)

func TestCPU2(t *testing.T) {
	if os.Getenv("CPU") == "" {
		t.Skip()
	}
	pool := openPool(t, sharedURL(t))
	o := fresh(t, pool, postgres.Options{})
	conn, err := pgx.Connect(t.Context(), sharedURL(t))
	require.NoError(t, err)
	ctx := context.Background()
	_, err = conn.Exec(ctx, "SET search_path = "+o.Schema)
	require.NoError(t, err)
	pid := conn.PgConn().PID()
	measure := func(name string, n int, f func(i int)) {
		for i := range 20 {
			f(-1 - i)
		}
		c0, s0 := cpuOf(pid), selfCPU()
		for i := range n {
			f(i)
		}
		t.Logf("%-40s server %6.1f µs  client %6.1f µs", name, (cpuOf(pid)-c0)/float64(n)*1e3, (selfCPU()-s0)/float64(n)*1e3)
	}
	batch := func(parts ...func(i int, b *pgx.Batch)) func(int) {
		return func(i int) {
			b := &pgx.Batch{}
			for _, p := range parts {
				p(i, b)
			}
			require.NoError(t, conn.SendBatch(ctx, b).Close())
		}
	}
	q := func(text string, args func(i int) []any) func(int, *pgx.Batch) {
		return func(i int, b *pgx.Batch) {
			if args == nil {
				b.Queue(text)
			} else {
				b.Queue(text, args(i)...)
			}
		}
	}
	begin, commit := q("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE", nil), q("COMMIT", nil)
	limits := q("SELECT set_config('lock_timeout', $1, true), set_config('statement_timeout', $2, true)", func(int) []any { return []any{"2000", "5000"} })
	limit2 := q("SET LOCAL lock_timeout = 2000", nil)
	n := 0
	ins := q(`WITH done AS (INSERT INTO lobby_client (authority,id,version,person,keys,counted,body) VALUES ($1,$2,1,$3,$4,$5,$6) ON CONFLICT DO NOTHING RETURNING id) SELECT 1/count(*) FROM done`,
		func(i int) []any {
			n++
			return []any{"a", fmt.Sprint("x", n), "person person person", []int64{}, []int64{}, `{"a":1}`}
		})
	insPlain := q(`INSERT INTO lobby_client (authority,id,version,person,keys,counted,body) VALUES ($1,$2,1,$3,$4,$5,$6) ON CONFLICT DO NOTHING`,
		func(i int) []any {
			n++
			return []any{"a", fmt.Sprint("x", n), "person person person", []int64{}, []int64{}, `{"a":1}`}
		})
	keysOf := func(c int) []int64 {
		out := make([]int64, c)
		for j := range out {
			n++
			out[j] = int64(n*7919%5000) * 1234567891234567
		}
		return out
	}
	insKeys := q(`WITH done AS (INSERT INTO lobby_client (authority,id,version,person,keys,counted,body) VALUES ($1,$2,1,$3,$4,$5,$6) ON CONFLICT DO NOTHING RETURNING id) SELECT 1/count(*) FROM done`,
		func(i int) []any {
			n++
			return []any{"a", fmt.Sprint("x", n), "person person person", keysOf(18), keysOf(8), `{"a":1}`}
		})
	tally := q(postgres.AddTally, func(i int) []any { k := keysOf(8); return []any{"a", k, []int64{1, 1, 1, 1, 1, 1, 1, 1}} })
	tally1 := q(postgres.AddTally, func(i int) []any { k := keysOf(1); return []any{"a", k, []int64{1}} })
	measure("begin commit", 3000, batch(begin, commit))
	measure("begin limits commit", 3000, batch(begin, limits, commit))
	measure("begin setlocal commit", 3000, batch(begin, limit2, commit))
	measure("insert plain alone", 3000, batch(insPlain))
	measure("insert cte alone", 3000, batch(ins))
	measure("begin insert commit", 3000, batch(begin, ins, commit))
	measure("insert keys alone", 3000, batch(insKeys))
	measure("tally 8 alone", 3000, batch(tally))
	measure("tally 1 alone", 3000, batch(tally1))
	measure("all", 3000, batch(begin, limits, insKeys, tally, commit))
}
