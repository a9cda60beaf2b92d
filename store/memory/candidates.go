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
	pool = matching.Pool{Size: t.clients.len(), Carriers: make([]matching.Carrier, len(keys))}
	var ofClients, ofRecords []number
	for i, k := range keys {
		carrier := &pool.Carriers[i]
		carrier.Key, carrier.Clients = k, t.clientKeys.len(k)
		if k.CountOnly() {
			continue
		}
		var cutClients, cutRecords bool
		ofClients, cutClients = t.clientKeys.follow(ofClients, k, limit)
		ofRecords, cutRecords = t.recordKeys.follow(ofRecords, k, limit)
		carrier.Cut = cutClients || cutRecords
	}
	return pool, t.clients.each(ofClients), t.records.each(ofRecords)
}

// clientCandidates copies what matching may know of clients, in the order of
// their ids.
func clientCandidates(found []*store.Client) []matching.Candidate {
	slices.SortFunc(found, func(a, b *store.Client) int { return cmp.Compare(a.ID, b.ID) })
	candidates := make([]matching.Candidate, 0, len(found))
	for _, c := range found {
		copied := store.Client{Person: c.Person}.Clone()
		candidates = append(candidates, matching.Candidate{ID: string(c.ID), Person: copied.Person})
	}
	return candidates
}

// recordCandidates does so of records.
func recordCandidates(found []*store.Record) []matching.Candidate {
	slices.SortFunc(found, func(a, b *store.Record) int { return cmp.Compare(a.ID, b.ID) })
	candidates := make([]matching.Candidate, 0, len(found))
	for _, r := range found {
		copied := store.Record{Person: r.Person}.Clone()
		candidates = append(candidates, matching.Candidate{ID: string(r.ID), Person: copied.Person})
	}
	return candidates
}
