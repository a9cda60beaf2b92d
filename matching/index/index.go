// Package index finds the people of a register who may be one person, among
// millions and within one process.
//
// It keeps each person packed in about seventy bytes: names are places in a
// dictionary, which many share; dates, telephone numbers and postcodes are packed
// digits. Lists of people by key (a number, a postcode and an initial, how a
// surname sounds and a year of birth) lead to candidates. There are no pointers
// to people, so that a garbage collector has next to nothing to look at, and
// everything grows in segments, so that no insertion waits for a copy.
//
// [Index.Search] reads the shortest lists first, until it has read enough; then
// it says how much anybody that it did not compare could weigh at most.
// [Index.Scan] compares everybody: slow and certain, it is the measure of what
// searching misses, and the way to look for somebody of whom too little is known.
//
// Weights are those of the matcher: the same comparisons, the same bits, the
// frequencies of the people in the index. What is found is a list of ids; to
// explain it and to give probabilities is [matching.Matcher.Rank]'s part.
package index

import (
	"cmp"
	"slices"
	"sync"

	"github.com/caselobby/caselobby/matching"
)

// Options say how much an index reads. The zero value is a good set-up.
type Options struct {
	// Read is how many entries of lists a search reads at first. Default 80.
	Read int
	// ReadMost is how many it reads where nobody of much weight has been found, so
	// that somebody better may have been missed. Default 800.
	ReadMost int
}

func (o Options) complete() Options {
	if o.Read <= 0 {
		o.Read = 80
	}
	if o.ReadMost <= 0 {
		o.ReadMost = 800
	}
	o.ReadMost = max(o.Read, o.ReadMost)
	return o
}

// ID numbers a person of an index. Numbers should begin near zero and have few
// gaps, like those of rows: memory grows with the largest.
type ID = uint32

// Index is an index of people. It is safe for concurrent use: searches run beside
// one another, and each write on its own.
type Index struct {
	matcher *matching.UKMatcher
	options Options

	mu       sync.RWMutex
	size     int
	names    names
	people   arena
	places   pages[uint32] // in the arena, by id; 0 if there is nobody
	postings *Postings
	counts   table // how many people carry each of Profile.Shares

	searchers sync.Pool
	keys      []key  // scratch of writers
	packed    []byte // scratch of writers
}

// partitions of the tables of an index: see [NewPostings].
const partitions = 1 << 10

// New returns an empty index that weighs as the matcher does.
func New(m *matching.UKMatcher, o Options) *Index {
	return &Index{matcher: m, options: o.complete(), postings: NewPostings(partitions), counts: newTable(partitions)}
}

// Put adds a person, or replaces who had the id. Prepare the person with
// [matching.UKMatcher.Prepare]. The profile is copied.
func (x *Index) Put(id ID, p *matching.Parsed) {
	parts := p.Parts()
	shares := p.Shares()
	x.mu.Lock()
	defer x.mu.Unlock()
	x.remove(id)
	x.packed = x.names.pack(x.packed[:0], id, &parts)
	at := x.people.put(x.packed)
	clear(x.packed)
	for uint32(x.places.n) <= id {
		x.places.add(0)
	}
	*x.places.at(id) = at
	x.keys = keys(x.keys[:0], &parts, false)
	for _, k := range x.keys {
		x.postings.Add(k.hash, at)
	}
	for _, k := range shares {
		h := spread(k)
		x.counts.set(h, x.counts.get(h)+1)
	}
	x.size++
}

// Delete removes a person and wipes what was known of them. That somebody had a
// name, or an e-mail address of a domain, stays in memory until the index is made
// anew; whose it was does not.
func (x *Index) Delete(id ID) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.remove(id)
}

func (x *Index) remove(id ID) {
	if int(id) >= x.places.n || *x.places.at(id) == 0 {
		return
	}
	at := *x.places.at(id)
	b := packed(x.people.at(at))
	parts := x.names.unpack(b)
	profile := matching.FromParts(parts)
	x.keys = keys(x.keys[:0], &parts, false)
	for _, k := range x.keys {
		x.postings.Remove(k.hash, at)
	}
	for _, k := range profile.Shares() {
		h := spread(k)
		if n := x.counts.get(h); n > 0 {
			x.counts.set(h, n-1)
		}
	}
	x.people.release(at, b.end())
	*x.places.at(id) = 0
	x.size--
}

// Len returns the number of people.
func (x *Index) Len() int {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.size
}

// Profile returns what is known of a person.
func (x *Index) Profile(id ID) (p matching.Parsed, found bool) {
	x.mu.RLock()
	defer x.mu.RUnlock()
	if int(id) >= x.places.n || *x.places.at(id) == 0 {
		return p, false
	}
	return matching.FromParts(x.names.unpack(packed(x.people.at(*x.places.at(id))))), true
}

// Carriers returns how many people carry each value of a profile, ordered by key:
// what a [matching.Pool] says of how common a person's values are.
func (x *Index) Carriers(p *matching.Parsed) []matching.KeyCount {
	x.mu.RLock()
	defer x.mu.RUnlock()
	parts := p.Parts()
	return x.carriers(nil, p, keys(nil, &parts, true))
}

func (x *Index) carriers(c []matching.KeyCount, p *matching.Parsed, keys []key) []matching.KeyCount {
	for _, k := range p.Shares() {
		c = append(c, matching.KeyCount{Key: k, Clients: int(x.counts.get(spread(k)))})
	}
	for i := range keys {
		if k := &keys[i]; k.counted != 0 {
			c = append(c, matching.KeyCount{Key: k.counted, Clients: x.postings.Len(k.hash)})
		}
	}
	slices.SortFunc(c, func(a, b matching.KeyCount) int { return cmp.Compare(a.Key, b.Key) })
	return c
}

// Memory says how many bytes an index holds, dictionaries excluded.
type Memory struct{ People, Lists, Keys, Counts, Rows int }

// Memory returns how much memory the parts of the index hold.
func (x *Index) Memory() Memory {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return Memory{x.people.bytes(), x.postings.lists.Bytes(), x.postings.table.bytes(), x.counts.bytes(), 4 * pageLen * len(x.places.pages)}
}

// everybody yields the places of all people in order of id.
func (x *Index) everybody(yield func(at uint32) bool) {
	left := x.places.n
	for _, page := range x.places.pages {
		for _, at := range page[:min(left, pageLen)] {
			if at != 0 && !yield(at) {
				return
			}
		}
		left -= pageLen
	}
}
