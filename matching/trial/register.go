package trial

import (
	"cmp"
	"slices"

	"github.com/caselobby/caselobby/matching"
)

// Limit is how many clients may share a key for it to be followed, as a lobby has
// it unless told otherwise.
const Limit = 100

// Register is the clients of one authority by key: what a store is to a matcher,
// in one process and without anything else. It is not safe for concurrent use
// while clients are put.
type Register struct {
	matcher matching.Matcher
	limit   int
	clients []matching.Candidate
	blocks  map[matching.Key][]int32
}

// NewRegister returns an empty register that follows keys shared by up to limit
// clients; 0 is [Limit].
func NewRegister(m matching.Matcher, limit int) *Register {
	if limit <= 0 {
		limit = Limit
	}
	return &Register{m, limit, nil, map[matching.Key][]int32{}}
}

// Put adds a client. Ids are unique; pools are in the order of ids however clients
// were put.
func (r *Register) Put(id string, p matching.Person) {
	row := r.matcher.Prepare(p)
	for _, k := range row.Keys {
		r.blocks[k] = append(r.blocks[k], int32(len(r.clients)))
	}
	r.clients = append(r.clients, matching.Candidate{ID: id, Profile: row.Profile})
}

// Len returns the number of clients.
func (r *Register) Len() int { return len(r.clients) }

// Ask ranks the register's clients for a person.
func (r *Register) Ask(p matching.Person) matching.Ranking {
	asker := r.matcher.Prepare(p)
	return r.matcher.Rank(asker, r.Pool(asker.Ask))
}

// Pool follows every key that few enough clients carry, and counts all of them. The
// pool is the caller's.
func (r *Register) Pool(keys []matching.Key) matching.Pool {
	pool := matching.Pool{Size: len(r.clients), Counts: make([]matching.KeyCount, len(keys))}
	var found []int32
	for i, k := range keys {
		block := r.blocks[k]
		truncated := !k.CountOnly() && len(block) > r.limit
		pool.Counts[i] = matching.KeyCount{Key: k, Clients: len(block), Truncated: truncated}
		if !k.CountOnly() && !truncated {
			found = append(found, block...)
		}
	}
	slices.Sort(found)
	for _, i := range slices.Compact(found) {
		pool.Clients = append(pool.Clients, r.clients[i])
	}
	slices.SortFunc(pool.Clients, func(a, b matching.Candidate) int { return cmp.Compare(a.ID, b.ID) })
	return pool
}
