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
