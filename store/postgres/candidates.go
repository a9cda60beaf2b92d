package postgres

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// Candidates returns everyone who shares a followed key, in one round trip and
// one statement. What a key costs is bounded, however many carry it: by limit, or by
// what limit is rounded up to. The counts of keys that are only counted, and the
// size, are read from a tally and exact; the count of a followed key is exact up to
// limit, and limit+1 above.
func (s *Store) Candidates(ctx context.Context, a store.Authority, keys []matching.Key, limit int) (matching.Pool, error) {
	pool, _, err := s.search(ctx, "candidates", candidates, a, keys, limit)
	return pool, err
}

// Gather is Candidates with the rows of whom it finds, but for long ones, in the
// same statement. They are decoded when they are asked for.
func (s *Store) Gather(ctx context.Context, a store.Authority, keys []matching.Key, limit int) (matching.Pool, store.Gathered, error) {
	pool, found, err := s.search(ctx, "gather", gathering, a, keys, limit)
	if err != nil {
		return matching.Pool{}, nil, err
	}
	return pool, func(ids store.IDs) store.Rows { return found.rows(a, ids) }, nil
}

func (s *Store) search(ctx context.Context, op, text string, a store.Authority, keys []matching.Key, limit int) (matching.Pool, *answer, error) {
	if err := store.CheckCandidates(a, limit); err != nil {
		return matching.Pool{}, nil, err
	}
	limit = min(limit, everybody)
	asked := newAsked(a, keys)
	var found *answer
	err := s.read(ctx, op, a, func(b *pgx.Batch) {
		found = &answer{tallies: make(map[int64]int)}
		b.Queue(s.text(limited(text, limit)), string(a), asked.followed, asked.counted).Query(found.collect)
	})
	if err != nil {
		return matching.Pool{}, nil, err
	}
	return found.pool(keys, asked, limit), found, nil
}

// everybody is a limit that no authority's people reach, and from which a larger one
// differs in nothing.
const everybody = 500_000_000

// limited writes a limit into a search, and a row more: one of a few, that there are
// no more statements.
func limited(text string, limit int) string {
	n := 100
	for n < limit {
		n *= 5
	}
	return fmt.Sprintf(text, n+1)
}

// pool is who was found, and how common what was asked is.
func (f *answer) pool(keys []matching.Key, asked asked, limit int) matching.Pool {
	pool := matching.Pool{Size: f.tallies[size], Counts: make([]matching.KeyCount, len(keys))}
	inRecords, inClients := f.records.counts(len(asked.followed)), f.clients.counts(len(asked.followed))
	for i, k := range keys {
		pool.Counts[i].Key = k
		if k.CountOnly() {
			pool.Counts[i].Clients = f.tallies[asked.counted[asked.place[i]]]
			continue
		}
		n := inClients[asked.place[i]]
		pool.Counts[i].Clients = min(n, limit+1)
		pool.Counts[i].Truncated = n > limit || inRecords[asked.place[i]] > limit
	}
	pool.Records, pool.Clients = f.records.candidates(inRecords, limit), f.clients.candidates(inClients, limit)
	return pool
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

// answer is what a search has found, as it is read.
type answer struct {
	records, clients block
	tallies          map[int64]int
}

// collect reads rows of (kind, places of keys from 1, clients, id, profile) and, of a
// search that brings rows along, the rest of each; of a tally the place is the key.
func (f *answer) collect(rows pgx.Rows) error {
	var places []int64
	var n int
	row := []any{nil, &places, &n, nil, nil, nil, nil, nil, nil}
	for rows.Next() {
		if err := rows.Scan(row[:len(rows.RawValues())]...); err != nil {
			return err
		}
		var err error
		switch rows.RawValues()[0][0] { // text is the same in every format of the protocol
		case 'r':
			err = f.records.add(rows, places)
		case 'c':
			err = f.clients.add(rows, places)
		default:
			f.tallies[places[0]] = n
		}
		if err != nil {
			return err
		}
	}
	return rows.Err()
}

// rows decodes the rows of ids, as far as they came along.
func (f *answer) rows(a store.Authority, ids store.IDs) (rows store.Rows) {
	for _, id := range once(ids.Records) {
		if part, came := f.records.row(string(id)); came {
			_ = readable(&rows.Records, &rows.Unreadable.Records, id)(part.record(a))
		}
	}
	for _, id := range once(ids.Clients) {
		if part, came := f.clients.row(string(id)); came {
			_ = readable(&rows.Clients, &rows.Unreadable.Clients, id)(part.client(a))
		}
	}
	return rows
}

// once returns ids in order and once each.
func once[ID cmp.Ordered](ids []ID) []ID { return slices.Compact(slices.Sorted(slices.Values(ids))) }

// block is who was found and, of everyone, which keys led there and what came along.
type block struct {
	people []matching.Candidate
	places []int64  // of all of them, one after the other
	ends   []int    // where those of each end
	parts  []stored // of a search that brings rows along
}

// add takes a row along.
func (b *block) add(rows pgx.Rows, places []int64) error {
	var profile pgtype.DriverBytes
	var part stored
	columns := []any{nil, nil, nil, &part.ID, &profile, &part.Version, &part.Keys, &part.Counted, &part.Body}[:len(rows.RawValues())]
	if err := rows.Scan(columns...); err != nil {
		return err
	}
	b.people = append(b.people, matching.Candidate{ID: part.ID, Profile: matching.Profile(profile)})
	b.places = append(b.places, places...)
	b.ends = append(b.ends, len(b.places))
	if part.Version > 0 {
		part.Profile = slices.Clone(profile)
		b.parts = append(b.parts, part)
	}
	return nil
}

// counts returns how many people each key led to.
func (b *block) counts(keys int) []int {
	n := make([]int, keys)
	for _, place := range b.places {
		n[place-1]++
	}
	return n
}

// candidates returns, by id, those whom a key led to that no more than limit
// carry, and forgets what came along with the others.
func (b *block) candidates(counts []int, limit int) []matching.Candidate {
	var candidates []matching.Candidate
	var parts []stored
	from := 0
	for i, to := range b.ends {
		if slices.ContainsFunc(b.places[from:to], func(place int64) bool { return counts[place-1] <= limit }) {
			candidates = append(candidates, b.people[i])
			if b.parts != nil {
				parts = append(parts, b.parts[i])
			}
		}
		from = to
	}
	slices.SortFunc(candidates, func(x, y matching.Candidate) int { return cmp.Compare(x.ID, y.ID) })
	slices.SortFunc(parts, func(x, y stored) int { return cmp.Compare(x.ID, y.ID) })
	b.parts = parts
	return candidates
}

// row returns the row of a candidate, if it came along.
func (b *block) row(id string) (part stored, came bool) {
	i, found := slices.BinarySearchFunc(b.parts, id, func(s stored, id string) int { return cmp.Compare(s.ID, id) })
	if !found || b.parts[i].Body == nil {
		return stored{}, false
	}
	return b.parts[i], true
}
