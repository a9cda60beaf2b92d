package memory

import (
	"math/bits"
	"slices"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store/memory/internal/lists"
)

// postings list the numbers of the rows that carry each key. They hold no
// pointers, so that a garbage collector does not look into them, however many
// keys there are. Of a key that is only counted they hold the count alone.
//
// A key that is carried has a number too, from 1 upwards, by which a row names it
// in half the bytes. It goes when nobody carries the key any more, and then is
// another's.
type postings struct {
	keys    vector[posting] // by number
	numbers chains          // by key
	free    number          // the first number that is no key's, or 0
	lists   lists.Lists
}

// posting is a key and who carries it, in words of four bytes so that it takes
// twelve. One that is free has only carriers: the next free number.
type posting struct {
	high, low uint32
	carriers  uint32 // a list or, of a key that is only counted, how many
}

func (p posting) key() matching.Key { return matching.Key(p.high)<<32 | matching.Key(p.low) }

// begin returns where to look for a key, and find what there is.
func (p *postings) begin(k matching.Key) number { return p.numbers.first(hashOfKey(k)) }

func (p *postings) find(n number, k matching.Key) number {
	for n != 0 && p.keys.at(n).key() != k {
		n = p.numbers.following(n)
	}
	return n
}

// fewKeys is how many keys most rows have at most, and most searches.
const fewKeys = 96

// look appends the number of each of some keys, 0 where nobody carries it. It takes one
// step with all of them before the next, so that the machine fetches their memory at once.
func (p *postings) look(into []number, keys []matching.Key) []number {
	if p.numbers.count == 0 {
		return append(into, make([]number, len(keys))...)
	}
	for _, k := range keys {
		into = append(into, p.begin(k))
	}
	found := into[len(into)-len(keys):]
	for i, k := range keys {
		found[i] = p.find(found[i], k)
	}
	return into
}

// carriers returns who carries each of some keys.
func (p *postings) carriers(keys []matching.Key) []uint32 {
	found := p.look(make([]number, 0, len(keys)), keys)
	for i, n := range found {
		if n != 0 {
			found[i] = p.keys.at(n).carriers
		}
	}
	return found
}

// named returns the keys of numbers.
func (p *postings) named(numbers []number) []matching.Key {
	keys := make([]matching.Key, len(numbers))
	for i, n := range numbers {
		keys[i] = p.keys.at(n).key()
	}
	return keys
}

// numbered gives a number to a key that nobody carries yet.
func (p *postings) numbered(k matching.Key) number {
	n := p.free
	if n != 0 {
		p.free = p.keys.at(n).carriers
	} else {
		n = number(max(p.keys.len(), 1))
		p.keys.reach(n)
	}
	*p.keys.at(n) = posting{high: uint32(k >> 32), low: uint32(k)}
	p.numbers.add(hashOfKey(k), n, func(n number) uint64 { return hashOfKey(p.keys.at(n).key()) })
	return n
}

// change makes a row one of the keys now and no more of those before. To look for
// a row among many takes long, so that the keys that it keeps are left alone when
// it keeps all of them.
func (p *postings) change(before, now []matching.Key, row number) {
	if !slices.Equal(before, now) {
		p.remove(before, row)
		p.add(now, row)
	}
}

// add adds a row, which is not there, to those of its keys.
func (p *postings) add(keys []matching.Key, row number) {
	var memory [fewKeys]number
	keys = distinct(keys)
	for i, n := range p.look(memory[:0], keys) {
		k := keys[i]
		if n == 0 {
			n = p.numbered(k)
		}
		carried := p.keys.at(n)
		if k.CountOnly() {
			carried.carriers++
		} else {
			carried.carriers = uint32(p.lists.Add(lists.List(carried.carriers), row))
		}
	}
}

// remove takes a row, which is there, from those of its keys.
func (p *postings) remove(keys []matching.Key, row number) {
	var memory [fewKeys]number
	keys = distinct(keys)
	for i, n := range p.look(memory[:0], keys) {
		k := keys[i]
		carried := p.keys.at(n)
		if k.CountOnly() {
			carried.carriers--
		} else {
			carried.carriers = uint32(p.lists.Remove(lists.List(carried.carriers), row))
		}
		if carried.carriers == 0 {
			p.numbers.remove(hashOfKey(k), n)
			*carried = posting{carriers: p.free}
			p.free = n
		}
	}
}

// distinct returns keys without repetitions. They are in order, unless a host
// made them otherwise.
func distinct(keys []matching.Key) []matching.Key {
	for i := range len(keys) - 1 {
		if keys[i] >= keys[i+1] {
			return unique(keys)
		}
	}
	return keys
}

// len returns how many rows carry a key, of its carriers.
func (p *postings) len(k matching.Key, carriers uint32) int {
	if k.CountOnly() {
		return int(carriers)
	}
	return p.lists.Len(lists.List(carriers))
}

// follow returns how many rows carry each key, and the numbers of those that carry
// any key which is not only counted and which at most limit carry, in order.
func (p *postings) follow(keys []matching.Key, limit int) (counts []int, rows []number) {
	carriers := p.carriers(keys)
	counts = make([]int, len(keys))
	followed := func(i int) bool { return !keys[i].CountOnly() && counts[i] <= limit }
	all := 0
	for i, k := range keys {
		if counts[i] = p.len(k, carriers[i]); followed(i) {
			all += counts[i]
		}
	}
	rows = make([]number, 0, all)
	for i := range keys {
		if followed(i) {
			rows = p.lists.Append(rows, lists.List(carriers[i]))
		}
	}
	return counts, once(rows)
}

// once returns numbers without repetitions, in order. It drops those that it has
// met before it sorts, because most of them are.
func once(numbers []number) []number {
	width := bits.Len(uint(len(numbers))) + 1
	met, mask := make([]number, 1<<width), 1<<width-1
	rest := numbers[:0]
	for _, n := range numbers {
		i := int(n * 0x9e3779b1 >> (32 - width))
		for met[i] != 0 && met[i] != n {
			i = (i + 1) & mask
		}
		if met[i] == 0 {
			met[i], rest = n, append(rest, n)
		}
	}
	slices.Sort(rest)
	return rest
}
