package memory

import (
	"cmp"
	"slices"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// candidates follows every key that is meant to be followed and that few
// enough carry, and counts all of them. The pool that it returns lacks those
// found: they are the store's own rows, to be copied without the lock.
func (t *tenant) candidates(keys []matching.Key, limit int) (pool matching.Pool, clients []*store.Client, records []*store.Record) {
	pool = matching.Pool{Size: t.keyed, Counts: make([]matching.KeyCount, len(keys))}
	var ofClients, ofRecords []number
	for i, k := range keys {
		carrier := &pool.Counts[i]
		carrier.Key, carrier.Clients = k, t.clientKeys.len(k)
		if k.CountOnly() {
			continue
		}
		var cutClients, cutRecords bool
		ofClients, cutClients = t.clientKeys.follow(ofClients, k, limit)
		ofRecords, cutRecords = t.recordKeys.follow(ofRecords, k, limit)
		carrier.Truncated = cutClients || cutRecords
	}
	return pool, t.clients.each(ofClients), t.records.each(ofRecords)
}

// candidatesOf copies what matching may know of rows, in the order of their ids.
func candidatesOf[Row any](found []*Row, profile func(*Row) matching.Candidate) []matching.Candidate {
	candidates := make([]matching.Candidate, len(found))
	for i, row := range found {
		candidates[i] = profile(row)
	}
	slices.SortFunc(candidates, func(a, b matching.Candidate) int { return cmp.Compare(a.ID, b.ID) })
	return candidates
}

func profileOfClient(c *store.Client) matching.Candidate {
	return matching.Candidate{ID: string(c.ID), Profile: c.Profile}
}

func profileOfRecord(r *store.Record) matching.Candidate {
	return matching.Candidate{ID: string(r.ID), Profile: r.Profile}
}
