package memory

import (
	"cmp"
	"slices"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// candidates follows every key that is meant to be followed and that few
// enough carry, and counts all of them. The pool that it returns lacks those
// found: they are the store's own rows, to be looked at without the lock.
func (t *tenant) candidates(keys []matching.Key, limit int) (pool matching.Pool, clients []packed, records []*store.Record) {
	pool = matching.Pool{Size: t.clients.keyed, Counts: make([]matching.KeyCount, len(keys))}
	var ofClients, ofRecords []number
	for i, k := range keys {
		count := &pool.Counts[i]
		count.Key, count.Clients = k, t.clients.keys.len(k)
		if k.CountOnly() {
			continue
		}
		var cutClients, cutRecords bool
		ofClients, cutClients = t.clients.keys.follow(ofClients, k, limit)
		ofRecords, cutRecords = t.recordKeys.follow(ofRecords, k, limit)
		count.Truncated = cutClients || cutRecords
	}
	return pool, t.clients.each(ofClients), t.records.each(ofRecords)
}

// candidatesOf is what matching may know of rows, in the order of their ids.
func candidatesOf[Row any](found []Row, candidate func(Row) matching.Candidate) []matching.Candidate {
	candidates := make([]matching.Candidate, len(found))
	for i, row := range found {
		candidates[i] = candidate(row)
	}
	slices.SortFunc(candidates, func(a, b matching.Candidate) int { return cmp.Compare(a.ID, b.ID) })
	return candidates
}

func recordCandidate(r *store.Record) matching.Candidate {
	return matching.Candidate{ID: string(r.ID), Profile: r.Profile}
}
