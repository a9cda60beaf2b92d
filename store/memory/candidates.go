package memory

import (
	"maps"
	"slices"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// candidates follows every key that is meant to be followed and that few
// enough carry, and counts all of them.
func (t *tenant) candidates(keys []matching.Key, limit int) matching.Pool {
	clients := make(map[store.ClientID]struct{})
	records := make(map[store.RecordID]struct{})
	pool := matching.Pool{Size: len(t.clients), Carriers: make([]matching.Carrier, len(keys))}
	for i, k := range keys {
		carrier := &pool.Carriers[i]
		carrier.Key, carrier.Clients = k, len(t.clientKeys[k])
		if k.CountOnly() {
			continue
		}
		cutClients := follow(clients, t.clientKeys[k], limit)
		cutRecords := follow(records, t.recordKeys[k], limit)
		carrier.Cut = cutClients || cutRecords
	}
	for _, id := range slices.Sorted(maps.Keys(clients)) {
		pool.Clients = append(pool.Clients, matching.Candidate{ID: string(id), Person: t.clients[id].Clone().Person})
	}
	for _, id := range slices.Sorted(maps.Keys(records)) {
		pool.Records = append(pool.Records, matching.Candidate{ID: string(id), Person: t.records[id].Clone().Person})
	}
	return pool
}

// follow adds the carriers of one key to those found, unless there are more
// than limit of them; then it says that the block was cut.
func follow[ID comparable](found, carriers map[ID]struct{}, limit int) (cut bool) {
	if len(carriers) > limit {
		return true
	}
	maps.Copy(found, carriers)
	return false
}
