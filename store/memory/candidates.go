package memory

import (
	"cmp"
	"slices"
	"strings"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// candidates follows every key that is meant to be followed and that few
// enough carry, and counts all of them. The pool that it returns lacks those
// found: they are the store's own rows, to be read without the lock.
func (t *tenant) candidates(keys []matching.Key, limit int) (pool matching.Pool, clients []packed, records []*store.Record) {
	ofClients, found := t.clients.keys.follow(keys, limit)
	ofRecords, besides := t.recordKeys.follow(keys, limit)
	pool = matching.Pool{Size: t.clients.keyed, Counts: make([]matching.KeyCount, len(keys))}
	for i, k := range keys {
		truncated := !k.CountOnly() && max(ofClients[i], ofRecords[i]) > limit
		pool.Counts[i] = matching.KeyCount{Key: k, Clients: ofClients[i], Truncated: truncated}
	}
	clients = make([]packed, len(found))
	for i, n := range found {
		clients[i] = t.clients.row(n)
	}
	return pool, clients, t.records.each(besides)
}

// candidatesOfClients is what matching may know of clients, in the order of their ids.
// It looks where each row begins before it reads on in any, so that the machine
// fetches their memory at once.
func candidatesOfClients(found []packed) []matching.Candidate {
	candidates := make([]matching.Candidate, len(found))
	for i, row := range found {
		candidates[i].ID = string(row.id())
	}
	for i, row := range found {
		candidates[i].Profile = row.profile()
	}
	return byID(candidates)
}

// candidatesOfRecords is the same of records.
func candidatesOfRecords(found []*store.Record) []matching.Candidate {
	candidates := make([]matching.Candidate, len(found))
	for i, r := range found {
		candidates[i] = matching.Candidate{ID: string(r.ID), Profile: r.Profile}
	}
	return byID(candidates)
}

func byID(candidates []matching.Candidate) []matching.Candidate {
	slices.SortFunc(candidates, func(a, b matching.Candidate) int { return strings.Compare(a.ID, b.ID) })
	return candidates
}

// gathered are the rows of ids among those that were found.
func gathered(a store.Authority, ids store.IDs, clients []packed, records []*store.Record) store.Rows {
	wantedClients, wantedRecords := unique(ids.Clients), unique(ids.Records)
	named := make([]opened, len(wantedClients))
	for _, row := range clients {
		if i, wanted := slices.BinarySearch(wantedClients, row.id()); wanted {
			named[i] = row.open()
		}
	}
	named = slices.DeleteFunc(named, func(o opened) bool { return o.version == 0 })
	var found []*store.Record
	for _, r := range records {
		if _, wanted := slices.BinarySearch(wantedRecords, r.ID); wanted {
			found = append(found, r)
		}
	}
	slices.SortFunc(found, func(x, y *store.Record) int { return cmp.Compare(x.ID, y.ID) })
	return store.Rows{Records: copied(found), Clients: copies{rows: named}.clients(a)}
}
