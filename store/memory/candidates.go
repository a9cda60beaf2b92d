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

// candidatesOf copies what matching may know of rows, in the order of their ids.
func candidatesOf[Row any](found []*Row, person func(*Row) (id string, p matching.Person)) []matching.Candidate {
	candidates := make([]matching.Candidate, len(found))
	for i, row := range found {
		id, p := person(row)
		candidates[i] = matching.Candidate{ID: id, Person: p.Clone()}
	}
	slices.SortFunc(candidates, func(a, b matching.Candidate) int { return cmp.Compare(a.ID, b.ID) })
	return candidates
}

func personOfClient(c *store.Client) (string, matching.Person) { return string(c.ID), c.Person }
func personOfRecord(r *store.Record) (string, matching.Person) { return string(r.ID), r.Person }
