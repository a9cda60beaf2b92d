package fellegisunter

import "slices"

// Blocks is data sorted by the keys of some rules.
type Blocks struct {
	rules   int
	records int        // rows before it are Records, the rest are Others
	linked  bool       // whether there are Others
	cells   []cell     // of each row, by rule
	several [][]uint64 // the keys, in order, of cells that have several
	sorted  [][]entry  // by rule
	skipped int
}

// cell is what a row has under one rule: no key, a key, or where its several keys
// are listed. Every pair looks some up, so they are small and side by side.
type cell uint64

const listed cell = 1 << 63

// Block sorts the data into blocks. A block that would make more than most pairs
// is left out, as if its records lacked the key, and counted by
// [Blocks.Skipped]; 0 means no limit.
func Block[T any](d Data[T], rules []Rule[T], most int) *Blocks {
	rows := len(d.Records) + len(d.Others)
	b := &Blocks{rules: len(rules), records: len(d.Records), linked: len(d.Others) > 0}
	b.cells = make([]cell, rows*len(rules))
	b.sorted = make([][]entry, len(rules))
	for r := range b.sorted {
		b.sorted[r] = make([]entry, 0, rows)
	}
	var keys []uint64
	for row := range rows {
		record := d.row(row)
		for r := range rules {
			keys = rules[r].keys(record, keys[:0])
			b.enter(row, r, keys)
		}
	}
	var spare []entry
	for r, entries := range b.sorted {
		spare = sortEntries(entries, spare)
		b.sorted[r] = b.drop(r, entries, most)
	}
	return b
}

// enter notes the keys of a row under a rule.
func (b *Blocks) enter(row, rule int, keys []uint64) {
	at := &b.cells[row*b.rules+rule]
	switch len(keys) {
	case 0:
		*at = 0
	case 1:
		*at = cell(keys[0])
	default:
		*at = listed | cell(len(b.several))
		b.several = append(b.several, slices.Clone(keys))
	}
	for _, k := range keys {
		b.sorted[rule] = append(b.sorted[rule], entry{k, int32(row)})
	}
}

// drop removes the keys of blocks that are too large.
func (b *Blocks) drop(rule int, entries []entry, most int) []entry {
	if most <= 0 {
		return entries
	}
	kept := entries[:0]
	for block := range blocksOf(entries) {
		left, right := b.sides(block)
		n := len(left) * (len(left) - 1) / 2
		if b.linked {
			n = len(left) * len(right)
		}
		if n <= most {
			kept = append(kept, block...)
			continue
		}
		b.skipped++
		for _, e := range block {
			b.forget(&b.cells[int(e.row)*b.rules+rule], e.key)
		}
	}
	return kept
}

func (b *Blocks) forget(at *cell, key uint64) {
	if *at&listed == 0 {
		*at = 0
		return
	}
	list := &b.several[*at&^listed]
	*list = slices.DeleteFunc(*list, func(k uint64) bool { return k == key })
}

// Skipped returns how many blocks were too large.
func (b *Blocks) Skipped() int { return b.skipped }

// Pairs calls yield with every pair that shares a key, each pair once, under the
// first rule that brings it together, until yield returns false. The order is
// always the same.
func (b *Blocks) Pairs(yield func(Pair) bool) {
	for rule := range b.sorted {
		for block := range blocksOf(b.sorted[rule]) {
			if !b.pair(rule, block, yield) {
				return
			}
		}
	}
}

// pair yields the pairs of a block that no earlier block has.
func (b *Blocks) pair(rule int, block []entry, yield func(Pair) bool) bool {
	left, right := b.sides(block)
	from := 0
	if b.linked {
		from = b.records
	}
	for i, x := range left {
		if !b.linked {
			right = left[i+1:]
		}
		of := b.cellsOf(x.row)
		for _, y := range right {
			if b.first(of, b.cellsOf(y.row), rule, x.key) && !yield(Pair{int(x.row), int(y.row) - from, rule}) {
				return false
			}
		}
	}
	return true
}

func (b *Blocks) cellsOf(row int32) []cell {
	return b.cells[int(row)*b.rules : (int(row)+1)*b.rules]
}

// first reports whether key is the first that two rows share: no earlier rule has
// one, and no smaller key of this rule.
func (b *Blocks) first(x, y []cell, rule int, key uint64) bool {
	for r, c := range x[:rule] {
		d := y[r]
		if c == d && c != 0 {
			return false
		}
		if (c|d)&listed != 0 && b.shared(c, d) != 0 {
			return false
		}
	}
	return (x[rule]|y[rule])&listed == 0 || b.shared(x[rule], y[rule]) == key
}

// shared returns the smallest key that two cells share, of which one is a list, or
// 0.
func (b *Blocks) shared(x, y cell) uint64 {
	var one [2][1]uint64
	p, q := b.keys(x, one[0][:]), b.keys(y, one[1][:])
	for len(p) > 0 && len(q) > 0 {
		switch {
		case p[0] == q[0]:
			return p[0]
		case p[0] < q[0]:
			p = p[1:]
		default:
			q = q[1:]
		}
	}
	return 0
}

// keys returns the keys of a cell; one that is alone, or 0, is put into one.
func (b *Blocks) keys(c cell, one []uint64) []uint64 {
	if c&listed != 0 {
		return b.several[c&^listed]
	}
	one[0] = uint64(c)
	return one
}

func (b *Blocks) sides(block []entry) (left, right []entry) {
	n := len(block)
	if b.linked {
		n, _ = slices.BinarySearchFunc(block, b.records, func(e entry, row int) int { return int(e.row) - row })
	}
	return block[:n], block[n:]
}
