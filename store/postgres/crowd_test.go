package postgres_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
	"github.com/caselobby/caselobby/store/postgres"
)

// crowdedStore fills a store: 1,200 clients and 24 records carry key 1, 168 records and a
// client carry key 2, and everybody a key of the own.
func crowdedStore(t *testing.T, s store.Store) {
	for n := range 24 {
		b := store.Batch{Authority: hackney}
		for i := range 50 {
			c := client(name("c", n*50+i), func(c *store.Client) { c.Keys = []matching.Key{1, matching.Key(1000 + n*50 + i)} })
			b.Clients = append(b.Clients, putClient(0, c))
		}
		for i := range 7 {
			r := record(name("r", n*7+i), func(r *store.Record) { r.Keys = []matching.Key{2, matching.Key(5000 + n*7 + i)} })
			b.Records = append(b.Records, putRecord(0, r))
		}
		b.Records = append(b.Records, putRecord(0, record(name("few", n), func(r *store.Record) { r.Keys = []matching.Key{1} })))
		require.NoError(t, s.Commit(t.Context(), b))
	}
	require.NoError(t, s.Commit(t.Context(), clients(putClient(0, client("beside", func(c *store.Client) { c.Keys = []matching.Key{2} })))))
}

// A key that crowds one side is followed on the other, whatever is remembered of it,
// and a search that has met it takes one round trip from then on.
func TestAKeyThatManyCarryHidesNobodyWhoIsFoundByAnother(t *testing.T) {
	var c trips
	pool := openPool(t, sharedURL(t), c.watch)
	s, m := postgres.New(pool, fresh(t, pool, postgres.Options{})), &memory.Store{}
	crowdedStore(t, s)
	crowdedStore(t, m)
	keys := []matching.Key{1, 1003, 2, 5007, 1, 77}
	same := func(limit int) {
		t.Helper()
		want, err := m.Candidates(t.Context(), hackney, keys, limit)
		require.NoError(t, err)
		for i := range want.Counts {
			want.Counts[i].Clients = min(want.Counts[i].Clients, limit+1)
		}
		got, came, err := s.Gather(t.Context(), hackney, keys, limit)
		require.NoError(t, err)
		require.Equal(t, want.Counts, got.Counts)
		require.True(t, slices.Equal(want.Clients, got.Clients), "%v %v", ids(want.Clients), ids(got.Clients))
		require.True(t, slices.Equal(want.Records, got.Records), "%v %v", ids(want.Records), ids(got.Records))
		var found []store.ClientID
		for _, c := range got.Clients {
			found = append(found, store.ClientID(c.ID))
		}
		require.Len(t, came(store.IDs{Clients: found}).Clients, len(got.Clients))
	}
	same(100)
	same(100)
	require.EqualValues(t, 1, c.of(func() { same(100) }), "what is crowded is known")
	for _, limit := range []int{0, 1, 3, 167, 168, 1200, 100} {
		same(limit)
	}
	for i := range 1160 { // the crowd goes, and whoever stays is found again
		id := store.ClientID(name("c", i))
		one := mustClient(t, s, id)
		require.NoError(t, s.Commit(t.Context(), clients(overClient(1, one, erased(id)))))
		require.NoError(t, m.Commit(t.Context(), clients(overClient(1, one, erased(id)))))
	}
	same(100)
	require.EqualValues(t, 1, c.of(func() { same(100) }))
}

// crowd are n clients who carry key 1, and a key of their own.
func crowd(t *testing.T, s store.Store, n int) (all []store.Client) {
	for i := range n {
		c := client(name("c", i), func(c *store.Client) { c.Keys = []matching.Key{1, matching.Key(100 + i)} })
		require.NoError(t, s.Commit(t.Context(), clients(putClient(0, c))))
		all = append(all, c)
	}
	return all
}

// requireFound searches for a key, of which want carry it and limit are followed.
func requireFound(t *testing.T, s store.Store, limit, want int) {
	t.Helper()
	got, err := s.Candidates(t.Context(), hackney, []matching.Key{1, 100}, limit)
	require.NoError(t, err)
	require.Equal(t, min(want, limit+1), got.Counts[0].Clients)
	require.Equal(t, want > limit, got.Counts[0].Truncated)
	if want <= limit {
		require.Len(t, got.Clients, want)
	}
}

// without is a commit after which a client does not carry key 1.
func without(c store.Client, v store.Version) store.Batch {
	next := c
	next.Keys = c.Keys[1:]
	return clients(overClient(v, c, next))
}

func TestACrowdIsCountedAnewOnceSomebodyHasLeftIt(t *testing.T) {
	pool := openPool(t, sharedURL(t))
	o := fresh(t, pool, postgres.Options{})
	s, another := postgres.New(pool, o), postgres.New(pool, o)
	all := crowd(t, s, 6)
	for range 5 {
		requireFound(t, s, 3, 6)
	}
	require.True(t, postgres.Presumes(s, hackney, 1, 3), "it is not counted any more")
	require.NoError(t, another.Commit(t.Context(), without(all[5], 1)))
	requireFound(t, s, 3, 5)
	require.True(t, postgres.Presumes(s, hackney, 1, 3), "it was, and is not again")
	require.NoError(t, another.Commit(t.Context(), clients(overClient(1, all[4], erased(all[4].ID)))))
	require.NoError(t, another.Commit(t.Context(), without(all[3], 1)))
	requireFound(t, s, 3, 3)
	requireFound(t, s, 3, 3)
}

func TestWhatAHostTakesBackIsPresumedByNobody(t *testing.T) {
	pool := openPool(t, sharedURL(t))
	s := postgres.New(pool, fresh(t, pool, postgres.Options{}))
	crowd(t, s, 2)
	tx, err := pool.Begin(t.Context())
	require.NoError(t, err)
	within := s.WithTx(tx)
	for i := range 5 {
		require.NoError(t, within.Commit(t.Context(), clients(putClient(0, client(name("hosts", i), func(c *store.Client) { c.Keys = []matching.Key{1} })))))
	}
	for range 5 {
		requireFound(t, within, 3, 7)
	}
	require.NoError(t, tx.Rollback(t.Context()))
	for range 3 {
		requireFound(t, s, 3, 2)
	}
}

// A build that tells of no departures may run beside this one.
func TestACrowdIsNotPresumedForEver(t *testing.T) {
	pool := openPool(t, sharedURL(t))
	o := fresh(t, pool, postgres.Options{})
	s := postgres.New(pool, o)
	crowd(t, s, 4)
	for range 5 {
		requireFound(t, s, 3, 4)
	}
	_, err := pool.Exec(t.Context(), "UPDATE "+o.Schema+".lobby_client SET keys = '{}' WHERE id = $1", name("c", 3))
	require.NoError(t, err)
	for range 64 {
		_, err := s.Candidates(t.Context(), hackney, []matching.Key{1}, 3)
		require.NoError(t, err)
	}
	requireFound(t, s, 3, 3)
}
