package postgres

import (
	"cmp"
	"context"
	"slices"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"

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
	pool := matching.Pool{Counts: make([]matching.KeyCount, len(keys))}
	for _, slot := range allSlots() {
		pool.Size += tallies[slot]
	}
	inRecords, inClients := records.counts(len(asked.followed)), clients.counts(len(asked.followed))
	for i, k := range keys {
		pool.Counts[i].Key = k
		if k.CountOnly() {
			pool.Counts[i].Clients = tallies[asked.counted[asked.place[i]]]
			continue
		}
		n := inClients[asked.place[i]]
		pool.Counts[i].Clients = n
		pool.Counts[i].Truncated = n > limit || inRecords[asked.place[i]] > limit
	}
	pool.Records, pool.Clients = records.candidates(inRecords, limit), clients.candidates(inClients, limit)
	return pool, nil
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

// block is who was found, once each, and which keys led to whom.
type block struct {
	people []matching.Candidate
	index  map[string]int
	hits   []hit
}

type hit struct{ place, person int }

// collect reads rows of (place of the key from 1, id, profile). Whoever many
// keys lead to comes as often, and is copied once.
func (b *block) collect(rows pgx.Rows) error {
	b.index = make(map[string]int)
	for rows.Next() {
		var h hit
		if err := rows.Scan(&h.place, nil, nil); err != nil {
			return err
		}
		id := rows.RawValues()[1] // text is the same in every format of the protocol
		n, known := b.index[string(id)]
		if !known {
			var profile pgtype.DriverBytes
			if err := rows.Scan(nil, nil, &profile); err != nil {
				return err
			}
			n = len(b.people)
			b.people = append(b.people, matching.Candidate{ID: string(id), Profile: matching.Profile(profile)})
			b.index[b.people[n].ID] = n
		}
		h.place, h.person = h.place-1, n
		b.hits = append(b.hits, h)
	}
	return rows.Err()
}

// counts returns how many people each key led to.
func (b *block) counts(keys int) []int {
	n := make([]int, keys)
	for _, h := range b.hits {
		n[h.place]++
	}
	return n
}

// candidates returns, by id, those whom a key led to that no more than limit
// carry.
func (b *block) candidates(counts []int, limit int) []matching.Candidate {
	followed := make([]bool, len(b.people))
	for _, h := range b.hits {
		followed[h.person] = followed[h.person] || counts[h.place] <= limit
	}
	var found []matching.Candidate
	for i, c := range b.people {
		if followed[i] {
			found = append(found, c)
		}
	}
	slices.SortFunc(found, func(x, y matching.Candidate) int { return cmp.Compare(x.ID, y.ID) })
	return found
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
