package index

import "math/bits"

// Postings lists the rows that carry each key, in about ten bytes for a key and
// four more for each row after the first, without pointers for a garbage
// collector to follow. Rows are numbers from 1 to [MaxRow].
//
// Keys are 64-bit hashes, of which 32 bits and the logarithm of the number of
// partitions are kept: one list in about 2⁴⁰ divided by the number of keys is
// shared by two keys. Whoever cannot bear that looks at the rows again.
//
// It is not safe for writing while it is read or written.
type Postings struct {
	table table
	lists lists
}

// MaxRow is the largest row.
const MaxRow = 1<<31 - 1

// listBit marks a value that is a list, not a single row.
const listBit = 1 << 31

// NewPostings returns empty postings of so many partitions, rounded up to a power
// of two: more make growing smoother and cost 32 bytes each. 256 suit a million
// rows.
func NewPostings(partitions int) *Postings {
	n := 1 << bits.Len(uint(max(partitions, 2)-1))
	return &Postings{table: newTable(n)}
}

// Add adds a row to those of a key. It must not be there.
func (p *Postings) Add(key uint64, row uint32) {
	switch v := p.table.get(key); {
	case v == 0:
		p.table.set(key, row)
	case v&listBit == 0:
		p.table.set(key, p.lists.pair(v, row)|listBit)
	default:
		if at := p.lists.add(v&^listBit, row) | listBit; at != v {
			p.table.set(key, at)
		}
	}
}

// Remove takes a row from those of a key.
func (p *Postings) Remove(key uint64, row uint32) {
	v := p.table.get(key)
	if v&listBit == 0 {
		if v == row {
			p.table.set(key, 0)
		}
		return
	}
	at, found := p.lists.remove(v&^listBit, row)
	if !found {
		return
	}
	now := at | listBit
	if p.lists.len(at) == 1 {
		now = p.lists.dissolve(at)
	}
	if now != v {
		p.table.set(key, now)
	}
}

// Len returns the number of rows that carry a key.
func (p *Postings) Len(key uint64) int { return p.len(p.table.get(key)) }

func (p *Postings) len(v uint32) int {
	switch {
	case v == 0:
		return 0
	case v&listBit == 0:
		return 1
	}
	return p.lists.len(v &^ listBit)
}

// Append appends the rows that carry a key to those given, in no particular
// order.
func (p *Postings) Append(to []uint32, key uint64) []uint32 { return p.append(to, p.table.get(key)) }

func (p *Postings) append(to []uint32, v uint32) []uint32 {
	switch {
	case v == 0:
		return to
	case v&listBit == 0:
		return append(to, v)
	}
	return p.lists.append(to, v&^listBit)
}

// Bytes returns how much memory the postings hold.
func (p *Postings) Bytes() int { return p.table.bytes() + p.lists.bytes() }
