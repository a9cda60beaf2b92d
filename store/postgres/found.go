package postgres

import (
	"cmp"
	"encoding/binary"
	"slices"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// answer is what a search has found, as it is read.
type answer struct {
	asked            *asked
	records, clients block
	tallies          map[int64]int
}

// block is who was found and, of everyone, which keys led there and what came along.
type block struct {
	people []matching.Candidate
	places []int       // of the keys of all of them, one after the other
	ends   []int       // where those of each end
	parts  []stored    // of a search that brings rows along
	crowds map[int]int // how many carry each key that was only counted, by its place
	counts []int       // how many each key led to
}

// collect reads the rows of a search: see way.
func (f *answer) collect(rows pgx.Rows) error {
	var row found
	into := []any{nil, nil, &row.n, &row.part.ID, &row.profile, &row.part.Version, &row.part.Counted, &row.part.Body}
	for rows.Next() {
		row.part = stored{}
		raw := rows.RawValues()
		if err := rows.Scan(into[:len(raw)]...); err != nil {
			return err
		}
		var err error
		if row.keys, err = numbers(rows, 1, row.keys[:0]); err != nil {
			return err
		}
		switch raw[0][0] { // text is the same in every format of the protocol
		case isRecord:
			f.records.add(&row, f.asked)
			if row.part.Version > 0 {
				f.records.parts[len(f.records.parts)-1].Keys = slices.Clone(row.keys)
			}
		case isClient:
			f.clients.add(&row, f.asked)
		case isRecordCrowd:
			f.records.crowded(f.asked.at[row.keys[0]], row.n)
		case isClientCrowd:
			f.clients.crowded(f.asked.at[row.keys[0]], row.n)
		default:
			f.tallies[row.keys[0]] = row.n
		}
	}
	return rows.Err()
}

// found is a row of a search.
type found struct {
	keys    []int64
	n       int
	profile pgtype.DriverBytes
	part    stored
}

// numbers appends the elements of an array of numbers. Each row of a search has some
// thirty, of which pgx makes more work than of all the rest.
func numbers(rows pgx.Rows, column int, to []int64) ([]int64, error) {
	const header, element = 20, 4 + 8 // dimensions, nulls, type, length, first; length, number
	raw := rows.RawValues()[column]
	if rows.FieldDescriptions()[column].Format != pgx.BinaryFormatCode || len(raw) < header || (len(raw)-header)%element != 0 {
		into := make([]any, len(rows.RawValues()))
		into[column] = &to
		err := rows.Scan(into...)
		return to, err
	}
	for raw = raw[header:]; len(raw) > 0; raw = raw[element:] {
		to = append(to, int64(binary.BigEndian.Uint64(raw[4:])))
	}
	return to, nil
}

// add takes a row along: it was found by those of its keys that have a place.
func (b *block) add(row *found, q *asked) {
	b.people = append(b.people, matching.Candidate{ID: row.part.ID, Profile: matching.Profile(row.profile)})
	for _, k := range row.keys {
		if !q.may[byte(k)] {
			continue
		}
		if place, asked := q.at[k]; asked {
			b.places = append(b.places, place)
		}
	}
	b.ends = append(b.ends, len(b.places))
	if row.part.Version > 0 {
		row.part.Profile = slices.Clone(row.profile)
		b.parts = append(b.parts, row.part)
	}
}

func (b *block) crowded(place, n int) {
	if b.crowds == nil {
		b.crowds = make(map[int]int)
	}
	b.crowds[place] = n
}

// complete reports whether a search together has found everybody.
func (f *answer) complete(limit int) bool {
	return f.records.complete(limit) && f.clients.complete(limit)
}

func (b *block) complete(limit int) bool {
	for _, n := range b.crowds {
		if n <= limit {
			return false
		}
	}
	return int64(len(b.people)) < manyLimits*rounded(int64(limit))
}

// count counts how many people each key led to.
func (f *answer) count() {
	for _, b := range []*block{&f.records, &f.clients} {
		b.counts = make([]int, len(f.asked.followed))
		for _, place := range b.places {
			b.counts[place]++
		}
		for place, n := range b.crowds {
			b.counts[place] = max(b.counts[place], n)
		}
	}
}

// pool is who was found, and how common what was asked is.
func (f *answer) pool(keys []matching.Key, limit int) matching.Pool {
	pool := matching.Pool{Size: f.tallies[size], Counts: make([]matching.KeyCount, len(keys))}
	for i, k := range keys {
		at, count := f.asked.place[i], &pool.Counts[i]
		count.Key = k
		if k.CountOnly() {
			count.Clients = f.tallies[f.asked.counted[at]]
			continue
		}
		count.Clients = min(f.clients.counts[at], limit+1)
		count.Truncated = f.clients.counts[at] > limit || f.records.counts[at] > limit
	}
	pool.Records, pool.Clients = f.records.candidates(limit), f.clients.candidates(limit)
	return pool
}

// candidates returns, by id, those whom a key led to that no more than limit
// carry, and forgets what came along with the others.
func (b *block) candidates(limit int) []matching.Candidate {
	var candidates []matching.Candidate
	var parts []stored
	from := 0
	for i, to := range b.ends {
		if slices.ContainsFunc(b.places[from:to], func(place int) bool { return b.counts[place] <= limit }) {
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
