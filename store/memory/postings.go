package memory

import (
	"slices"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store/memory/internal/lists"
)

// postings list the numbers of the rows that carry each key. They hold no
// pointers, so that a garbage collector does not look into them, however many
// keys there are. Of a key that is only counted they hold the count alone.
type postings struct {
	counts  map[matching.Key]uint32
	carried map[matching.Key]lists.List
	lists   lists.Lists
}

func newPostings() postings {
	return postings{counts: make(map[matching.Key]uint32), carried: make(map[matching.Key]lists.List)}
}

// add adds a row, which is not there, to those of its keys.
func (p *postings) add(keys []matching.Key, n number) {
	for _, k := range distinct(keys) {
		if k.CountOnly() {
			p.counts[k]++
		} else {
			p.carried[k] = p.lists.Add(p.carried[k], n)
		}
	}
}

// remove takes a row, which is there, from those of its keys.
func (p *postings) remove(keys []matching.Key, n number) {
	for _, k := range distinct(keys) {
		if k.CountOnly() {
			set(p.counts, k, p.counts[k]-1)
		} else {
			set(p.carried, k, p.lists.Remove(p.carried[k], n))
		}
	}
}

// set keeps what a key has, if it has anything.
func set[V ~uint32](of map[matching.Key]V, k matching.Key, v V) {
	if v == 0 {
		delete(of, k)
	} else {
		of[k] = v
	}
}

// distinct returns keys without repetitions. They are in order, unless a host
// made them otherwise.
func distinct(keys []matching.Key) []matching.Key {
	for i := range len(keys) - 1 {
		if keys[i] >= keys[i+1] {
			return slices.Compact(slices.Sorted(slices.Values(keys)))
		}
	}
	return keys
}

// len returns how many rows carry a key.
func (p *postings) len(k matching.Key) int {
	if k.CountOnly() {
		return int(p.counts[k])
	}
	return p.lists.Len(p.carried[k])
}

// follow appends the rows that carry a key to those given, unless there are more
// than limit of them; then it says that they were cut.
func (p *postings) follow(to []number, k matching.Key, limit int) (rows []number, cut bool) {
	carried := p.carried[k]
	if p.lists.Len(carried) > limit {
		return to, true
	}
	return p.lists.Append(to, carried), false
}
