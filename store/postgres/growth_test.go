package postgres_test

import (
	"context"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/matching/matchtest"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/postgres"
)

// TestPlansMadeOnEmptyTablesAreMadeAnewAsTheyFill searches an empty register until
// the plans are kept, fills it by commits alone, and looks at the plans that are kept
// then. Autovacuum sleeps meanwhile.
func TestPlansMadeOnEmptyTablesAreMadeAnewAsTheyFill(t *testing.T) {
	one := openPool(t, sharedURL(t), func(c *pgxpool.Config) { c.MaxConns = 1 })
	o := fresh(t, one, postgres.Options{})
	reader, writer := postgres.New(one, o), postgres.New(openPool(t, sharedURL(t)), o)
	keys, rare := []matching.Key{1001, 1002, countOnly(7)}, []matching.Key{1_000_001}
	look := func() {
		for range 8 {
			_, err := reader.Candidates(t.Context(), hackney, keys, 100)
			require.NoError(t, err)
			_, _, err = reader.Gather(t.Context(), hackney, keys, 100)
			require.NoError(t, err)
			_, err = reader.Candidates(t.Context(), hackney, rare, 100)
			require.NoError(t, err)
			_, _, err = reader.Gather(t.Context(), hackney, rare, 100)
			require.NoError(t, err)
			_, err = reader.Rows(t.Context(), hackney, store.IDs{Records: []store.RecordID{"r"}, Clients: []store.ClientID{"c"}})
			require.NoError(t, err)
		}
	}
	look()
	for n := range 60 {
		b := store.Batch{Authority: hackney}
		for i := range 25 {
			own := []matching.Key{matching.Key(1000 + (n+i)/10), matching.Key(1_000_000 + n*25 + i), countOnly(uint64(i))}
			b.Records = append(b.Records, putRecord(0, record(name("r", n*25+i), func(r *store.Record) { r.Keys = own })))
			b.Clients = append(b.Clients, putClient(0, client(name("c", n*25+i), func(c *store.Client) { c.Keys = own })))
		}
		require.NoError(t, writer.Commit(t.Context(), b))
	}
	look()
	search := keptPlan(t, one, o.Schema, "%r.profile FROM%LIMIT 1000)_UNION ALL (SELECT 'c'%", string(hackney), []int64{1, 2}, []int64{3})
	gather := keptPlan(t, one, o.Schema, "%r.profile, r.version%LIMIT 1000)_UNION ALL (SELECT 'c'%", string(hackney), []int64{1, 2}, []int64{3})
	some := []int64{1, 2}
	crowded := keptPlan(t, one, o.Schema, "%r.profile, r.version%LIMIT 1000)_UNION ALL SELECT 'R'%", string(hackney), some, some, some, some, some)
	for _, plan := range []string{search, gather, crowded} {
		require.Contains(t, plan, "lobby_record_keys")
		require.Contains(t, plan, "lobby_client_keys")
		require.Regexp(t, `"Index Only Scan"[^{}]*"lobby_tally_key"`, plan)
	}
	rows := keptPlan(t, one, o.Schema, "%is_record%", string(hackney), []string{"r"}, []string{"c"})
	require.Contains(t, rows, "lobby_record_pkey")
	require.Contains(t, rows, "lobby_client_pkey")
	for _, plan := range []string{search, gather, crowded, rows} {
		require.NotRegexp(t, `"Seq Scan"[^{}]*"Relation Name": "lobby_(record|client)"`, plan)
		require.NotContains(t, plan, "lobby_record_arrival", "an index that leads to everybody of the authority")
		require.NotContains(t, plan, "lobby_record_undecided")
		require.NotContains(t, plan, "reference_key")
	}
}

func TestTablesAreLookedAtLongBeforeTheyDoubleAndSeldom(t *testing.T) {
	last, looks := int64(0), 0
	for n := range int64(1_000_000) {
		n++
		if !postgres.Looks(n) {
			require.LessOrEqual(t, n-last, max(16, n/8), "commit %d", n)
			continue
		}
		last = n
		looks++
	}
	require.Less(t, looks, 200)
}

// keptPlan returns the generic plan of a statement that the pool's one connection
// has prepared, as it is kept there.
func keptPlan(t *testing.T, one *pgxpool.Pool, schema, like string, args ...any) string {
	t.Helper()
	conn, err := one.Acquire(t.Context())
	require.NoError(t, err)
	defer conn.Release()
	var prepared, plan string
	require.NoError(t, conn.QueryRow(t.Context(), "SELECT name FROM pg_prepared_statements WHERE statement LIKE $1 AND statement LIKE $2",
		pgx.QueryExecModeExec, "%"+schema+"%", like).Scan(&prepared))
	_, err = conn.Exec(t.Context(), "SET plan_cache_mode = force_generic_plan")
	require.NoError(t, err)
	defer func() { _, _ = conn.Exec(context.Background(), "RESET plan_cache_mode") }()
	require.NoError(t, conn.QueryRow(t.Context(), "EXPLAIN (FORMAT JSON) EXECUTE "+pgx.Identifier{prepared}.Sanitize()+literals(args)).Scan(&plan))
	return plan
}

// BenchmarkFirstMinute reviews on a register that was searched while it was empty and
// has been filled since, with statistics and before autovacuum has made any, in turns.
func BenchmarkFirstMinute(b *testing.B) {
	type side struct {
		desk *lobby.Service
		ids  []store.RecordID
	}
	w := matchtest.New(17, 3000)
	open := func(analysed bool) (s side) {
		pool := openPool(b, sharedURL(b), func(c *pgxpool.Config) { c.MaxConns = 4 })
		o := fresh(b, pool, postgres.Options{})
		s.desk = lobby.New(postgres.New(pool, o), matching.UK(nil), lobby.HPA2(), nil)
		for range 40 {
			_, err := s.desk.Search(b.Context(), officer(1), w.Client(1).Person)
			must(b, err)
		}
		for n := range 1500 {
			r, err := s.desk.Receive(b.Context(), portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: name("k", n), Person: w.Client(n).Person})
			must(b, err)
			s.ids = append(s.ids, r.ID)
		}
		if analysed {
			_, err := pool.Exec(b.Context(), "SET search_path = "+o.Schema+"; ANALYZE lobby_record; ANALYZE lobby_client; ANALYZE lobby_tally; RESET search_path")
			must(b, err)
		}
		return s
	}
	first, steady := open(false), open(true)
	l, n := laps{}, 0
	review := func(s side) func() error {
		return func() error { _, err := s.desk.Review(b.Context(), officer(1), s.ids[n*7%1500]); return err }
	}
	for b.Loop() {
		must(b, l.time("first-minute", review(first)))
		must(b, l.time("steady", review(steady)))
		n++
	}
	l.report(b)
	b.ReportMetric(l.at("first-minute", .5)/l.at("steady", .5), "×-steady")
}

// TestPlansAreKept has a lobby at work on one connection: what it sends again and
// again is planned a few times and then no more, since to plan a search takes the
// server longer than to run it.
func TestPlansAreKept(t *testing.T) {
	one := openPool(t, sharedURL(t), func(c *pgxpool.Config) { c.MaxConns = 1 })
	o := fresh(t, one, postgres.Options{})
	w := matchtest.New(23, 40)
	desk := lobby.New(postgres.New(one, o), matching.UK(nil), lobby.HPA2(), nil)
	for n := range 40 {
		r, err := desk.Receive(t.Context(), portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: name("k", n), Person: w.Client(n).Person})
		require.NoError(t, err)
		v, err := claimAndReview(t.Context(), desk, officer(1), r.ID)
		require.NoError(t, err)
		_, err = desk.Search(t.Context(), officer(1), w.Client(n).Person)
		require.NoError(t, err)
		_, err = desk.Find(t.Context(), officer(1), lobby.Short(r.ID))
		require.NoError(t, err)
		if n%2 == 0 {
			require.NoError(t, decideOn(t.Context(), desk, officer(1), v))
		}
	}
	rows, err := one.Query(t.Context(), `SELECT custom_plans, statement FROM pg_prepared_statements
WHERE statement LIKE $1 AND generic_plans + custom_plans > 20`, pgx.QueryExecModeExec, "%"+o.Schema+"%")
	require.NoError(t, err)
	var plans, seen int
	var statement string
	_, err = pgx.ForEachRow(rows, []any{&plans, &statement}, func() error {
		seen++
		require.LessOrEqual(t, plans, 10, "planned again and again: %s", statement)
		return nil
	})
	require.NoError(t, err)
	require.GreaterOrEqual(t, seen, 6, "the statements of searches, reads and commits")
}
