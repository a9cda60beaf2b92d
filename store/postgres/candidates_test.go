package postgres_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
	"github.com/caselobby/caselobby/store/postgres"
)

// TestCandidatesAreThoseOfTheReferenceStore makes the same random changes to
// both stores and asks both the same questions.
func TestCandidatesAreThoseOfTheReferenceStore(t *testing.T) {
	s, _ := newStore(t)
	m := &memory.Store{}
	r := rand.New(rand.NewPCG(20260504, 1))
	now := written{clients: map[string]store.Change[store.ClientID, store.Client]{}, records: map[string]store.Change[store.RecordID, store.Record]{}}
	for n := range 400 {
		b := now.randomChange(r, n)
		require.NoError(t, m.Commit(t.Context(), b))
		require.NoError(t, s.Commit(t.Context(), b))
		if n%20 == 0 {
			compareCandidates(t, r, m, s)
		}
	}
}

func TestASearchWithoutALimitFindsEverybody(t *testing.T) {
	s, _ := newStore(t)
	require.NoError(t, s.Commit(t.Context(), store.Batch{Authority: hackney, Clients: []store.Change[store.ClientID, store.Client]{
		putClient(0, client("a", func(c *store.Client) { c.Keys = []matching.Key{7} })),
		putClient(0, client("b", func(c *store.Client) { c.Keys = []matching.Key{7} })),
	}}))
	for _, limit := range []int{1_000, math.MaxInt32, math.MaxInt} {
		pool, err := s.Candidates(t.Context(), hackney, []matching.Key{7}, limit)
		require.NoError(t, err)
		require.Len(t, pool.Clients, 2)
		require.Equal(t, []matching.KeyCount{{Key: 7, Clients: 2}}, pool.Counts)
		gathered, _, err := s.Gather(t.Context(), hackney, []matching.Key{7}, limit)
		require.NoError(t, err)
		require.Equal(t, pool, gathered)
	}
}

// written is the last change of each row.
type written struct {
	clients map[string]store.Change[store.ClientID, store.Client]
	records map[string]store.Change[store.RecordID, store.Record]
}

// randomChange writes or erases one client or record with some of 40 keys, the
// higher of which more people carry.
func (w written) randomChange(r *rand.Rand, n int) store.Batch {
	id := fmt.Sprint("row-", r.IntN(60))
	keys := randomKeys(r, 6)
	if id[len(id)-1]%2 == 0 {
		c := client(id, func(c *store.Client) { c.Keys = keys })
		change := putClient(0, c)
		if before, there := w.clients[id]; there {
			if n%7 == 0 {
				c = erased(store.ClientID(id))
			}
			change = overClient(before.Expect+1, *before.Next, c)
		}
		w.clients[id] = change
		return clients(change)
	}
	next := record(id, func(r *store.Record) {
		if r.Keys = keys; n%5 == 0 {
			r.State, r.Keys = store.StateAssigned, nil
		}
	})
	change := putRecord(0, next)
	if before, there := w.records[id]; there {
		if n%7 == 0 {
			next = store.Record{Authority: hackney, ID: store.RecordID(id), State: store.StateRemoved}
		}
		change = overRecord(before.Expect+1, *before.Next, next)
	}
	w.records[id] = change
	return records(change)
}

func randomKeys(r *rand.Rand, n int) []matching.Key {
	keys := []matching.Key{}
	for range n {
		k := uint64(r.IntN(1 + r.IntN(20)))
		if r.IntN(2) == 0 {
			keys = append(keys, matching.Key(k))
		} else {
			keys = append(keys, countOnly(k))
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

func compareCandidates(t *testing.T, r *rand.Rand, m, s store.Store) {
	for limit := range 12 {
		keys := randomKeys(r, 10)
		r.Shuffle(len(keys), func(i, j int) { keys[i], keys[j] = keys[j], keys[i] })
		want, err := m.Candidates(t.Context(), hackney, keys, limit)
		require.NoError(t, err)
		got, err := s.Candidates(t.Context(), hackney, keys, limit)
		require.NoError(t, err)
		require.Equal(t, want.Size, got.Size)
		for i := range want.Counts {
			if want.Counts[i].Clients > limit && !keys[i].CountOnly() {
				want.Counts[i].Clients = limit + 1 // the bound
			}
		}
		require.Equal(t, want.Counts, got.Counts)
		require.True(t, slices.Equal(want.Clients, got.Clients), "%v %v", ids(want.Clients), ids(got.Clients))
		require.True(t, slices.Equal(want.Records, got.Records), "%v %v", ids(want.Records), ids(got.Records))
	}
}

func ids(cs []matching.Candidate) []string {
	var ids []string
	for _, c := range cs {
		ids = append(ids, c.ID)
	}
	return ids
}

func TestATallyForgetsAKeyThatNobodyCarriesAnyMore(t *testing.T) {
	pool := openPool(t, sharedURL(t))
	o := fresh(t, pool, postgres.Options{})
	s := postgres.New(pool, o)
	counted := func() (n, total int) {
		require.NoError(t, pool.QueryRow(t.Context(), "SELECT count(*), coalesce(sum(clients), 0) FROM "+o.Schema+".lobby_tally").Scan(&n, &total))
		return n, total
	}
	with := func(keys ...matching.Key) store.Client {
		return client("c", func(c *store.Client) { c.Keys = keys })
	}
	require.NoError(t, s.Commit(t.Context(), clients(putClient(0, with(countOnly(1), countOnly(2))))))
	n, total := counted()
	require.Equal(t, []int{3, 3}, []int{n, total}, "two keys and the client")
	require.NoError(t, s.Commit(t.Context(), clients(overClient(1, with(countOnly(1), countOnly(2)), with(countOnly(2), countOnly(3))))))
	n, total = counted()
	require.Equal(t, []int{3, 3}, []int{n, total}, "the first key is gone")
	require.ErrorIs(t, s.Commit(t.Context(), clients(putClient(1, with(countOnly(9))))), store.ErrConflict)
	n, total = counted()
	require.Equal(t, []int{3, 3}, []int{n, total}, "a conflict counts nothing")
	require.NoError(t, s.Commit(t.Context(), clients(overClient(2, with(countOnly(2), countOnly(3)), erased("c")))))
	n, total = counted()
	require.Equal(t, []int{0, 0}, []int{n, total}, "nothing is left")
}

// The build before spread the size over eight keys of the tally, and rows that it
// counted are still counted so.
func TestTheSizeIsTheSumOfEverySlot(t *testing.T) {
	pool := openPool(t, sharedURL(t))
	o := fresh(t, pool, postgres.Options{})
	s := postgres.New(pool, o)
	for n := range 12 {
		require.NoError(t, s.Commit(t.Context(), clients(putClient(0, client(name("c", n), func(c *store.Client) { c.Keys = []matching.Key{1} })))))
	}
	require.Equal(t, 12, sizeOf(t, s))
	_, err := pool.Exec(t.Context(), "INSERT INTO "+o.Schema+".lobby_tally VALUES ('"+string(hackney)+"', 1, 3), ('"+string(hackney)+"', 7, 2), ('"+string(hackney)+"', 0, -5), ('another', 3, 9)")
	require.NoError(t, err)
	require.Equal(t, 12, sizeOf(t, s), "five of them counted by other slots")
	one := mustClient(t, s, "c-000003")
	require.NoError(t, s.Commit(t.Context(), clients(overClient(1, one, erased("c-000003")))))
	require.Equal(t, 11, sizeOf(t, s))
}

// planned returns a connection to a register of three thousand clients, of which the
// planner was told something.
func planned(t *testing.T, told string) *pgxpool.Conn {
	pool := openPool(t, sharedURL(t))
	o := fresh(t, pool, postgres.Options{})
	_, err := postgres.New(pool, o).Load(t.Context(), hackney, madeUp(3000), nil)
	require.NoError(t, err)
	conn, err := pool.Acquire(t.Context())
	require.NoError(t, err)
	t.Cleanup(func() {
		_, _ = conn.Exec(context.Background(), "RESET ALL")
		conn.Release()
	})
	_, err = conn.Exec(t.Context(), "SET search_path = "+o.Schema+"; "+told)
	require.NoError(t, err)
	return conn
}

func TestSearchesUseTheKeyIndex(t *testing.T) {
	conn := planned(t, "ANALYZE lobby_client")
	for _, text := range postgres.Searches {
		require.Contains(t, planOf(t, conn, text), "lobby_client_keys")
	}
}

// TestSearchesSendForNobody has the planner think that parallel workers cost nothing:
// where a search could use them it would one day, on a register that is large enough,
// and wait tens of times as long for them as it takes to read what they would.
func TestSearchesSendForNobody(t *testing.T) {
	conn := planned(t, `ANALYZE; SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0; SET min_parallel_index_scan_size = 0; SET max_parallel_workers_per_gather = 4`)
	var plan string
	require.NoError(t, conn.QueryRow(t.Context(), "EXPLAIN (FORMAT JSON) SELECT key, sum(clients) FROM lobby_tally WHERE authority = $1 AND key = ANY ($2) GROUP BY key",
		pgx.QueryExecModeSimpleProtocol, string(hackney), []int64{1, 2, 3}).Scan(&plan))
	require.Contains(t, plan, "Gather", "keys looked up all at once")
	for _, text := range postgres.Searches {
		require.NotContains(t, planOf(t, conn, text), "Gather")
	}
}

// TestSearchesOfALargeRegisterAreNotCompiled has the planner think that the tables are of
// a hundred million rows, on as few pages as there are. From a cost of 100,000 on a
// server that has jit on, as is the default, compiles a statement at every call, which
// takes longer than to run it.
func TestSearchesOfALargeRegisterAreNotCompiled(t *testing.T) {
	conn := planned(t, `ANALYZE;
UPDATE pg_class SET reltuples = 1e8 WHERE oid IN ('lobby_tally'::regclass, 'lobby_client'::regclass)`)
	for _, text := range postgres.Searches {
		var plan []struct {
			Plan struct {
				Cost float64 `json:"Total Cost"`
			}
		}
		require.NoError(t, json.Unmarshal([]byte(planOf(t, conn, text)), &plan))
		require.Less(t, plan[0].Plan.Cost, 100_000.0)
		require.Greater(t, plan[0].Plan.Cost, 10.0)
	}
}

// planOf returns the generic plan of a search, which is the one that is kept.
func planOf(t *testing.T, conn *pgxpool.Conn, text string) string {
	for _, s := range postgres.Samples(hackney) {
		if s.Text != text {
			continue
		}
		_, err := conn.Conn().Prepare(t.Context(), "search", s.Text)
		require.NoError(t, err)
		defer func() { _ = conn.Conn().Deallocate(context.Background(), "search") }()
		_, err = conn.Exec(t.Context(), "SET plan_cache_mode = force_generic_plan")
		require.NoError(t, err)
		var plan []byte
		require.NoError(t, conn.QueryRow(t.Context(), "EXPLAIN (FORMAT JSON) EXECUTE search"+literals(s.Args)).Scan(&plan))
		return string(plan)
	}
	return ""
}
