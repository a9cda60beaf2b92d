package postgres

import (
	"cmp"
	"encoding/binary"
	"slices"
	"strings"

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
	doubtful         bool // somebody has left a key that was presumed to be crowded
}

// block is who was found and, of everyone, which keys led there and what came along.
type block struct {
	people []person
	places []int       // of the keys of all of them, one after the other
	crowds map[int]int // how many carry each key that was only counted, by its place
	counts []int       // how many each key led to
	text   text
}

// person is somebody found: a record or a client.
type person struct {
	matching.Candidate
	from, to      int   // whereabouts in places the keys that led there are
	version       int64 // 0 in a search that brings no rows along
	keys, counted []int64
	body          string // none if it is a long one
}

// collect reads the rows of a search: see way.
func (f *answer) collect(rows pgx.Rows) error {
	var row found
	into := []any{nil, nil, &row.n, nil, &row.profile, &row.version, &row.counted, nil}
	for rows.Next() {
		row = found{keys: row.keys[:0]}
		raw := rows.RawValues()
		if err := rows.Scan(into[:len(raw)]...); err != nil {
			return err
		}
		var err error
		if row.keys, err = numbers(rows, 1, row.keys); err != nil {
			return err
		}
		if row.id = raw[3]; row.version > 0 { // text is the same in every format of the protocol
			row.body = raw[7]
		}
		switch raw[0][0] {
		case isRecord:
			f.records.add(&row, f.asked)
			if row.version > 0 {
				f.records.people[len(f.records.people)-1].keys = slices.Clone(row.keys)
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

// found is a row of a search, in the memory of the connection.
type found struct {
	keys     []int64
	n        int
	id, body []byte
	profile  pgtype.DriverBytes
	version  int64
	counted  []int64
}

// numbers appends the elements of an array of numbers, decoded here: with the thirty or
// so of each row of a search pgx takes longer than with all the rest.
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
	from := len(b.places)
	for _, k := range row.keys {
		if !q.may[byte(k)] {
			continue
		}
		if place, asked := q.at[k]; asked {
			b.places = append(b.places, place)
		}
	}
	b.people = append(b.people, person{
		Candidate: matching.Candidate{ID: b.text.keep(row.id), Profile: matching.Profile(b.text.keep(row.profile))},
		from:      from, to: len(b.places), version: row.version, counted: row.counted, body: b.text.keep(row.body),
	})
}

// text keeps what is read, many to an allocation: of hundreds of rows a review shows ten.
type text struct{ *strings.Builder }

func (t *text) keep(raw []byte) string {
	const many = 8 << 10
	if t.Builder == nil || t.Cap()-t.Len() < len(raw) {
		t.Builder = new(strings.Builder)
		t.Grow(max(many, len(raw)))
	}
	from := t.Len()
	_, _ = t.Write(raw)
	return t.String()[from:]
}

func (b *block) crowded(place, n int) {
	if b.crowds == nil {
		b.crowds = make(map[int]int)
	}
	b.crowds[place] = n
}

// complete reports whether a search together has found everybody.
func (f *answer) complete(limit int) bool {
	return !f.doubtful && f.records.complete(limit) && f.clients.complete(limit)
}

func (b *block) complete(limit int) bool {
	for _, n := range b.crowds {
		if n <= limit {
			return false
		}
	}
	return int64(len(b.people)) < manyLimits*searchLimit(int64(limit))
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
// carry, and forgets the others.
func (b *block) candidates(limit int) []matching.Candidate {
	b.people = slices.DeleteFunc(b.people, func(p person) bool {
		return !slices.ContainsFunc(b.places[p.from:p.to], func(place int) bool { return b.counts[place] <= limit })
	})
	if len(b.people) == 0 {
		return nil
	}
	slices.SortFunc(b.people, func(x, y person) int { return cmp.Compare(x.ID, y.ID) })
	candidates := make([]matching.Candidate, len(b.people))
	for i := range b.people {
		candidates[i] = b.people[i].Candidate
	}
	return candidates
}

// row returns the row of a candidate, if it came along.
func (b *block) row(id string) (row stored, came bool) {
	i, found := slices.BinarySearchFunc(b.people, id, func(p person, id string) int { return cmp.Compare(p.ID, id) })
	if !found || b.people[i].body == "" {
		return stored{}, false
	}
	p := &b.people[i]
	return stored{p.ID, p.version, []byte(p.Profile), p.keys, p.counted, []byte(p.body)}, true
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
