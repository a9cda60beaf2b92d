package index

import "math/bits"

// table maps 64-bit hashes to non-zero 32-bit values. It has no pointers but
// those to its partitions, and grows one partition at a time, by a quarter, so
// that no single insertion pays for all that is stored.
//
// An entry is eight bytes: 32 bits of the hash and the value. With the partition
// that the upper bits choose, 32 bits and the logarithm of the number of
// partitions tell two hashes apart.
type table struct {
	partitions []partition
	shift      uint8
}

type partition struct {
	slots []uint64 // hash<<32 | value, 0 if empty; linear probing
	n     int
}

// newTable returns a table of so many partitions, a power of two.
func newTable(partitions int) table {
	return table{make([]partition, partitions), uint8(64 - bits.TrailingZeros(uint(partitions)))}
}

func (t *table) partition(h uint64) *partition { return &t.partitions[h>>t.shift] }

func (p *partition) home(print uint32) int {
	return int(uint64(print) * uint64(len(p.slots)) >> 32)
}

// get returns the value of a hash, or 0.
func (t *table) get(h uint64) uint32 {
	if s := t.partition(h).find(uint32(h)); s != nil {
		return uint32(*s)
	}
	return 0
}

// touch has the place of a hash fetched from memory.
func (t *table) touch(h uint64) uint64 {
	p := t.partition(h)
	if p.n == 0 {
		return 0
	}
	return p.slots[p.home(uint32(h))]
}

func (p *partition) find(print uint32) *uint64 {
	if p.n == 0 {
		return nil
	}
	for i := p.home(print); ; {
		s := &p.slots[i]
		if *s == 0 {
			return nil
		}
		if uint32(*s>>32) == print {
			return s
		}
		if i++; i == len(p.slots) {
			i = 0
		}
	}
}

// set changes or adds the value of a hash; 0 removes it.
func (t *table) set(h uint64, value uint32) {
	p, print := t.partition(h), uint32(h)
	if s := p.find(print); s != nil {
		if value == 0 {
			p.remove(s)
			return
		}
		*s = uint64(print)<<32 | uint64(value)
		return
	}
	if value == 0 {
		return
	}
	if (p.n+1)*6 > len(p.slots)*5 {
		p.grow()
	}
	p.insert(uint64(print)<<32 | uint64(value))
	p.n++
}

func (p *partition) insert(entry uint64) {
	i := p.home(uint32(entry >> 32))
	for p.slots[i] != 0 {
		if i++; i == len(p.slots) {
			i = 0
		}
	}
	p.slots[i] = entry
}

func (p *partition) grow() {
	old := p.slots
	p.slots = make([]uint64, len(old)+max(len(old)/4, 4))
	for _, e := range old {
		if e != 0 {
			p.insert(e)
		}
	}
}

// remove empties a slot and moves later entries of its run back, so that a run
// never has a hole.
func (p *partition) remove(s *uint64) {
	hole := 0
	for i := p.home(uint32(*s >> 32)); ; i = (i + 1) % len(p.slots) {
		if &p.slots[i] == s {
			hole = i
			break
		}
	}
	p.n--
	for i := (hole + 1) % len(p.slots); p.slots[i] != 0; i = (i + 1) % len(p.slots) {
		home := p.home(uint32(p.slots[i] >> 32))
		// The entry may move back to the hole unless it would stand before its home.
		if distance(home, i, len(p.slots)) >= distance(hole, i, len(p.slots)) {
			p.slots[hole] = p.slots[i]
			hole = i
		}
	}
	p.slots[hole] = 0
}

// distance is the number of steps from one slot forward to another.
func distance(from, to, size int) int {
	if to < from {
		to += size
	}
	return to - from
}

// bytes returns the memory that the table holds.
func (t *table) bytes() int {
	n := len(t.partitions) * 32
	for i := range t.partitions {
		n += 8 * len(t.partitions[i].slots)
	}
	return n
}
