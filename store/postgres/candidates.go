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

// Candidates returns everyone who shares a followed key, in one round trip and
// one statement. What a key costs is bounded by limit, however many carry it. The
// counts of keys that are only counted, and the size, are read from a tally and
// exact; the count of a followed key is exact up to limit, and limit+1 above.
func (s *Store) Candidates(ctx context.Context, a store.Authority, keys []matching.Key, limit int) (matching.Pool, error) {
	if err := store.CheckCandidates(a, limit); err != nil {
		return matching.Pool{}, err
	}
	asked := newAsked(a, keys)
	var found *found
	err := s.read(ctx, "candidates", a, func(b *pgx.Batch) {
		found = newFound()
		b.Queue(s.text(candidates), string(a), asked.followed, limit+1, append(allSlots(), asked.counted...)).Query(found.collect)
	})
	if err != nil {
		return matching.Pool{}, err
	}
	pool := matching.Pool{Counts: make([]matching.KeyCount, len(keys))}
	for _, slot := range allSlots() {
		pool.Size += found.tallies[slot]
	}
	inRecords, inClients := found.records.counts(len(asked.followed)), found.clients.counts(len(asked.followed))
	for i, k := range keys {
		pool.Counts[i].Key = k
		if k.CountOnly() {
			pool.Counts[i].Clients = found.tallies[asked.counted[asked.place[i]]]
			continue
		}
		n := inClients[asked.place[i]]
		pool.Counts[i].Clients = n
		pool.Counts[i].Truncated = n > limit || inRecords[asked.place[i]] > limit
	}
	pool.Records, pool.Clients = found.records.candidates(inRecords, limit), found.clients.candidates(inClients, limit)
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

// found is the answer of a search, as it is read.
type found struct {
	records, clients block
	tallies          map[int64]int
}

func newFound() *found {
	return &found{records: newBlock(), clients: newBlock(), tallies: make(map[int64]int)}
}

// collect reads rows of (kind, place of the key from 1, id, profile, clients); of
// a tally the place is the key.
func (f *found) collect(rows pgx.Rows) error {
	for rows.Next() {
		var place int64
		var n int
		if err := rows.Scan(nil, &place, nil, nil, &n); err != nil {
			return err
		}
		var err error
		switch rows.RawValues()[0][0] { // text is the same in every format of the protocol
		case 'r':
			err = f.records.add(rows, int(place-1))
		case 'c':
			err = f.clients.add(rows, int(place-1))
		default:
			f.tallies[place] = n
		}
		if err != nil {
			return err
		}
	}
	return rows.Err()
}

// block is who was found, once each, and which keys led to whom.
type block struct {
	people []matching.Candidate
	index  map[string]int
	hits   []hit
}

type hit struct{ place, person int }

func newBlock() block { return block{index: make(map[string]int)} }

// add takes a row along. Whoever many keys lead to comes as often, and is copied
// once.
func (b *block) add(rows pgx.Rows, place int) error {
	id := rows.RawValues()[2]
	n, known := b.index[string(id)]
	if !known {
		var profile pgtype.DriverBytes
		if err := rows.Scan(nil, nil, nil, &profile, nil); err != nil {
			return err
		}
		n = len(b.people)
		b.people = append(b.people, matching.Candidate{ID: string(id), Profile: matching.Profile(profile)})
		b.index[b.people[n].ID] = n
	}
	b.hits = append(b.hits, hit{place, n})
	return nil
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
