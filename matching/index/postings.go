package index

import (
	"math/bits"

	"github.com/caselobby/caselobby/matching/index/lists"
)

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
	table table // values are lists
	lists lists.Lists
}

// MaxRow is the largest row.
const MaxRow = lists.Max

// NewPostings returns empty postings of so many partitions, rounded up to a power
// of two: more make growing smoother and cost 32 bytes each. 256 suit a million
// rows.
func NewPostings(partitions int) *Postings {
	n := 1 << bits.Len(uint(max(partitions, 2)-1))
	return &Postings{table: newTable(n)}
}

// Add adds a row to those of a key. It must not be there.
func (p *Postings) Add(key uint64, row uint32) {
	old := p.table.get(key)
	if now := uint32(p.lists.Add(lists.List(old), row)); now != old {
		p.table.set(key, now)
	}
}

// Remove takes a row from those of a key.
func (p *Postings) Remove(key uint64, row uint32) {
	old := p.table.get(key)
	if now := uint32(p.lists.Remove(lists.List(old), row)); now != old {
		p.table.set(key, now)
	}
}

// Len returns the number of rows that carry a key.
func (p *Postings) Len(key uint64) int { return p.len(p.table.get(key)) }

func (p *Postings) len(v uint32) int { return p.lists.Len(lists.List(v)) }

// Append appends the rows that carry a key to those given, in no particular
// order.
func (p *Postings) Append(to []uint32, key uint64) []uint32 { return p.append(to, p.table.get(key)) }

func (p *Postings) append(to []uint32, v uint32) []uint32 { return p.lists.Append(to, lists.List(v)) }

// Bytes returns how much memory the postings hold.
func (p *Postings) Bytes() int { return p.table.bytes() + p.lists.Bytes() }
