package memory

import (
	"slices"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store/memory/internal/lists"
)

// postings list the numbers of the rows that carry each key. Keys have numbers too,
// so that a row names each of its keys in a few bytes. Nothing of it holds a
// pointer: a garbage collector does not look into it, however many keys there are.
type postings struct {
	numbers index
	keys    []matching.Key // by number; 0 of a number that is free
	carried []lists.List   // by number; of a key that is only counted, how many carry it
	free    []number
	lists   lists.Lists
}

func newPostings() *postings {
	p := &postings{keys: make([]matching.Key, 1), carried: make([]lists.List, 1)}
	p.numbers.hashOf = func(n number) uint64 { return mix(p.keys[n]) }
	return p
}

// mix is the finaliser of SplitMix64 (Steele, Lea, Flood, "Fast splittable
// pseudorandom number generators", 2014): keys need not be hashes.
func mix(k matching.Key) uint64 {
	z := uint64(k)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// number returns that of a key, or 0 if nobody carries it.
func (p *postings) number(k matching.Key) number {
	return p.numbers.find(mix(k), func(n number) bool { return p.keys[n] == k })
}

// take returns the number of a key, a new one if nobody carries it.
func (p *postings) take(k matching.Key) number {
	if n := p.number(k); n != 0 {
		return n
	}
	n := number(len(p.keys))
	if last := len(p.free) - 1; last >= 0 {
		n, p.free = p.free[last], p.free[:last]
		p.keys[n] = k
	} else {
		p.keys, p.carried = append(p.keys, k), append(p.carried, 0)
	}
	p.numbers.add(n)
	return n
}

// add adds a row, which is not there, to those of its keys, and returns the numbers
// of the keys in their order.
func (p *postings) add(keys []matching.Key, row number) []number {
	numbers := make([]number, len(keys))
	for i, k := range keys {
		numbers[i] = p.take(k)
		switch {
		case i > 0 && slices.Contains(numbers[:i], numbers[i]): // given twice
		case k.CountOnly():
			p.carried[numbers[i]]++
		default:
			p.carried[numbers[i]] = p.lists.Add(p.carried[numbers[i]], row)
		}
	}
	return numbers
}

// remove takes a row, which is there, from those of its keys.
func (p *postings) remove(numbers []number, row number) {
	for i, n := range numbers {
		switch {
		case slices.Contains(numbers[:i], n):
			continue
		case p.keys[n].CountOnly():
			p.carried[n]--
		default:
			p.carried[n] = p.lists.Remove(p.carried[n], row)
		}
	}
	for i, n := range numbers {
		if p.carried[n] == 0 && !slices.Contains(numbers[:i], n) {
			p.numbers.remove(n)
			p.keys[n] = 0
			p.free = append(p.free, n)
		}
	}
}

// numbered are the numbers of keys that somebody carries.
func (p *postings) numbered(keys []matching.Key) []number {
	numbers := make([]number, len(keys))
	for i, k := range keys {
		numbers[i] = p.number(k)
	}
	return numbers
}

// named are the keys of numbers.
func (p *postings) named(numbers []number) []matching.Key {
	if len(numbers) == 0 {
		return nil
	}
	keys := make([]matching.Key, len(numbers))
	for i, n := range numbers {
		keys[i] = p.keys[n]
	}
	return keys
}

// len returns how many rows carry a key.
func (p *postings) len(k matching.Key) int {
	n := p.number(k)
	if k.CountOnly() {
		return int(p.carried[n])
	}
	return p.lists.Len(p.carried[n])
}

// follow appends the rows that carry a key to those given, unless there are more
// than limit of them; then it says that they were cut.
func (p *postings) follow(to []number, k matching.Key, limit int) (rows []number, cut bool) {
	carried := p.carried[p.number(k)]
	if p.lists.Len(carried) > limit {
		return to, true
	}
	return p.lists.Append(to, carried), false
}
