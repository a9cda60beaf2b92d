package postgres

import (
	"cmp"
	"context"
	"slices"

	"github.com/jackc/pgx/v5"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// Candidates returns everyone who shares a followed key, in one round trip.
// What a key costs is bounded by limit, however many carry it. The counts of
// keys that are only counted, and the size, are read from a tally and exact;
// the count of a followed key is exact up to limit, and limit+1 above.
//
// Records are read before clients: whoever is decided in between is found
// twice rather than not at all.
func (s *Store) Candidates(ctx context.Context, a store.Authority, keys []matching.Key, limit int) (matching.Pool, error) {
	limit = max(limit, 0)
	asked := newAsked(a, keys)
	var records, clients block
	var tallies map[int64]int
	err := s.read(ctx, "candidates", a, func(b *pgx.Batch) {
		if len(asked.followed) > 0 {
			b.Queue(s.text(recordsCarrying), string(a), asked.followed, limit+1).Query(records.collect)
			b.Queue(s.text(clientsCarrying), string(a), asked.followed, limit+1).Query(clients.collect)
		}
		b.Queue(s.text(selectTallies), string(a), append(allSlots(), asked.counted...)).Query(func(rows pgx.Rows) (err error) {
			tallies, err = collectTallies(rows)
			return err
		})
	})
	if err != nil {
		return matching.Pool{}, err
	}
	pool := matching.Pool{Carriers: make([]matching.Carrier, len(keys))}
	for _, slot := range allSlots() {
		pool.Size += tallies[slot]
	}
	inRecords, inClients := records.counts(len(asked.followed)), clients.counts(len(asked.followed))
	for i, k := range keys {
		pool.Carriers[i].Key = k
		if k.CountOnly() {
			pool.Carriers[i].Clients = tallies[asked.counted[asked.place[i]]]
			continue
		}
		n := inClients[asked.place[i]]
		pool.Carriers[i].Clients = n
		pool.Carriers[i].Cut = n > limit || inRecords[asked.place[i]] > limit
	}
	if pool.Records, err = records.candidates(inRecords, limit); err == nil {
		pool.Clients, err = clients.candidates(inClients, limit)
	}
	return pool, fault(ctx, "candidates", err)
}

// asked are the keys of a search as stored, and for each key asked its place
// among those of its kind.
type asked struct {
	followed, counted []int64
	place             []int
}

func newAsked(a store.Authority, keys []matching.Key) asked {
	m, q := mixerOf(a), asked{followed: []int64{}, place: make([]int, len(keys))}
	for i, k := range keys {
		kind := &q.followed
		if k.CountOnly() {
			kind = &q.counted
		}
		q.place[i] = len(*kind)
		*kind = append(*kind, m.mix(k))
	}
	return q
}

// block is who was found: one entry for each key that led there.
type block []carrying

type carrying struct {
	place  int // of the key, from 1
	id     string
	person string
}

func (b *block) collect(rows pgx.Rows) error {
	for rows.Next() {
		var c carrying
		if err := rows.Scan(&c.place, &c.id, &c.person); err != nil {
			return err
		}
		*b = append(*b, c)
	}
	return rows.Err()
}

// counts returns how many rows each key led to.
func (b block) counts(keys int) []int {
	n := make([]int, keys)
	for _, c := range b {
		n[c.place-1]++
	}
	return n
}

// candidates returns, once each and by id, those whom a key led to that no
// more than limit carry.
func (b block) candidates(counts []int, limit int) ([]matching.Candidate, error) {
	b = slices.DeleteFunc(b, func(c carrying) bool { return counts[c.place-1] > limit })
	slices.SortFunc(b, func(x, y carrying) int { return cmp.Compare(x.id, y.id) })
	b = slices.CompactFunc(b, func(x, y carrying) bool { return x.id == y.id })
	var found []matching.Candidate
	for _, c := range b {
		p, err := decodePerson(c.person)
		if err != nil {
			return nil, err
		}
		found = append(found, matching.Candidate{ID: c.id, Person: p})
	}
	return found, nil
}

func collectTallies(rows pgx.Rows) (map[int64]int, error) {
	tallies := make(map[int64]int)
	for rows.Next() {
		var key int64
		var n int
		if err := rows.Scan(&key, &n); err != nil {
			return nil, err
		}
		tallies[key] = n
	}
	return tallies, rows.Err()
}
