package memory

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// model is a register that is looked through from end to end.
type model struct {
	clients map[store.ClientID]store.Client
	records map[store.RecordID]store.Record
}

func (m *model) pool(keys []matching.Key, limit int) matching.Pool {
	var pool matching.Pool
	for _, c := range m.clients {
		pool.Size += min(len(c.Keys), 1)
	}
	clients, records := make(map[string]matching.Profile), make(map[string]matching.Profile)
	for _, k := range keys {
		cs, rs := make(map[string]matching.Profile), make(map[string]matching.Profile)
		for id, c := range m.clients {
			if slices.Contains(c.Keys, k) {
				cs[string(id)] = c.Profile
			}
		}
		for id, r := range m.records {
			if slices.Contains(r.Keys, k) && !r.State.Decided() {
				rs[string(id)] = r.Profile
			}
		}
		if !k.CountOnly() && len(cs) <= limit {
			maps.Copy(clients, cs)
		}
		if !k.CountOnly() && len(rs) <= limit {
			maps.Copy(records, rs)
		}
		cut := !k.CountOnly() && max(len(cs), len(rs)) > limit
		pool.Counts = append(pool.Counts, matching.KeyCount{Key: k, Clients: len(cs), Truncated: cut})
	}
	pool.Clients, pool.Records = listed(clients), listed(records)
	return pool
}

func listed(people map[string]matching.Profile) []matching.Candidate {
	var all []matching.Candidate
	for _, id := range slices.Sorted(maps.Keys(people)) {
		all = append(all, matching.Candidate{ID: id, Profile: people[id]})
	}
	return all
}

// put writes a client and a record of one id, or changes them.
func (m *model) put(random *rand.Rand, id string) store.Batch {
	c := store.Client{
		Authority: "leeds", ID: store.ClientID(id), Version: m.clients[store.ClientID(id)].Version + 1,
		Profile: matching.Profile(fmt.Sprint(random.Uint32())), Keys: someKeys(random),
	}
	r := store.Record{
		Authority: "leeds", ID: store.RecordID(id), Version: c.Version, Profile: c.Profile, Keys: someKeys(random),
		State: []store.State{store.StateWaiting, store.StateClaimed, store.StateAssigned}[random.IntN(3)],
	}
	return m.changing(c, r)
}

// take leaves tombstones of them.
func (m *model) take(id string) store.Batch {
	c, r := m.clients[store.ClientID(id)], m.records[store.RecordID(id)]
	c = store.Client{Authority: c.Authority, ID: c.ID, Version: c.Version + 1, Erased: true}
	r = store.Record{Authority: r.Authority, ID: r.ID, Version: r.Version + 1, State: store.StateRemoved}
	return m.changing(c, r)
}

// changing writes them in the place of what they were.
func (m *model) changing(c store.Client, r store.Record) store.Batch {
	wasClient, there := m.clients[c.ID]
	wasRecord := m.records[r.ID]
	m.clients[c.ID], m.records[r.ID] = c, r
	ofClient := store.Change[store.ClientID, store.Client]{ID: c.ID, Expect: c.Version - 1, Next: &c}
	ofRecord := store.Change[store.RecordID, store.Record]{ID: r.ID, Expect: r.Version - 1, Next: &r}
	if there {
		ofClient.Was, ofRecord.Was = &wasClient, &wasRecord
	}
	return store.Batch{
		Authority: "leeds",
		Clients:   []store.Change[store.ClientID, store.Client]{ofClient},
		Records:   []store.Change[store.RecordID, store.Record]{ofRecord},
	}
}

// someKeys are up to eight of forty, low ones more often, in any order and some
// of them twice; half of the forty are only counted.
func someKeys(random *rand.Rand) []matching.Key {
	keys := make([]matching.Key, random.IntN(8))
	for i := range keys {
		n := random.IntN(1 + random.IntN(40))
		keys[i] = matching.Key(n%2)<<63 | matching.Key(n)
	}
	return keys
}

func TestCandidatesAreWhoeverALookThroughEverybodyFinds(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	m := model{make(map[store.ClientID]store.Client), make(map[store.RecordID]store.Record)}
	s := new(Store)
	for range 1_000 {
		id := fmt.Sprint(random.IntN(100))
		if _, there := m.clients[store.ClientID(id)]; there && random.IntN(3) == 0 {
			require.NoError(t, s.Commit(t.Context(), m.take(id)))
		} else {
			require.NoError(t, s.Commit(t.Context(), m.put(random, id)))
		}
		asked, limit := someKeys(random), 1+random.IntN(40)
		pool, err := s.Candidates(t.Context(), "leeds", asked, limit)
		require.NoError(t, err)
		want := m.pool(asked, limit)
		require.Equal(t, want.Size, pool.Size)
		require.True(t, slices.Equal(want.Counts, pool.Counts), "%v %v", want.Counts, pool.Counts)
		require.True(t, slices.Equal(want.Clients, pool.Clients), "%v %v", want.Clients, pool.Clients)
		require.True(t, slices.Equal(want.Records, pool.Records), "%v %v", want.Records, pool.Records)
	}
	for id := range m.clients {
		require.NoError(t, s.Commit(t.Context(), m.take(string(id))))
	}
	requireBlank(t, s.tenants["leeds"])
}

// requireBlank fails unless nothing of anybody is left in the indexes.
func requireBlank(t *testing.T, of *tenant) {
	t.Helper()
	require.Zero(t, of.clients.keyed)
	for _, p := range []*postings{&of.clients.keys, &of.recordKeys} {
		require.Zero(t, p.numbers.count)
		for n := range p.keys.len() {
			require.Zero(t, p.keys.at(number(n)).key(), "a key is still there")
		}
	}
}

// Keys that come and go for ever leave no numbers behind.
func TestTheNumberOfAKeyThatNobodyCarriesIsAnothers(t *testing.T) {
	var p postings
	for k := range matching.Key(1000) {
		p.add([]matching.Key{k, k + 1}, 1)
		p.remove([]matching.Key{k, k + 1}, 1)
	}
	require.Equal(t, 3, p.keys.len(), "of two keys, and none is 0")
}
