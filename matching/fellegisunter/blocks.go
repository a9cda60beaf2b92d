package fellegisunter

import "slices"

// Blocks is data sorted by the keys of some rules. Rows are the records of the
// data, numbered from 0, the others after them.
type Blocks struct {
	records int  // rows before it are Records
	linked  bool // whether there are Others
	rules   []sorted
	cells   []cell   // of each row, by rule
	several [][]cell // the blocks of rows with several keys of a rule: see listed
	skipped int
}

// sorted has the rows of each block of one rule in order. Blocks are numbered from
// 1; a row that makes no pair is in none.
type sorted struct {
	rows []int32
	ends []int
}

// cell is the number of the block of a rule that a row is in, 0 for none. Every pair looks
// some up, so they are small and side by side.
type cell uint32

// listed marks the cell of a row with several keys: the rest of it is the place in
// Blocks.several of the list of its blocks.
const listed cell = 1 << 31

// Block sorts the data into blocks. A block that would make more than most pairs
// is left out, as if its records lacked the key, and counted by
// [Blocks.Skipped]; 0 means no limit.
func Block[T any](d Data[T], rules []Rule[T], most int) *Blocks {
	rows := len(d.Records) + len(d.Others)
	b := &Blocks{records: len(d.Records), linked: len(d.Others) > 0, rules: make([]sorted, len(rules))}
	b.cells = make([]cell, rows*len(rules))
	entries, spare, keys := make([]entry, 0, rows), []entry(nil), []uint64(nil)
	for r := range rules {
		entries = entries[:0]
		for row := range rows {
			keys = rules[r].keys(d.row(row), keys[:0])
			for _, k := range keys {
				entries = append(entries, entry{k, int32(row)})
			}
		}
		spare = sortEntries(entries, spare)
		b.number(r, entries, most)
	}
	return b
}

// number makes the blocks of a rule, of which those with more than most pairs are left
// out, and notes in the cells which rows are in them.
func (b *Blocks) number(rule int, entries []entry, most int) {
	s := sorted{rows: make([]int32, 0, len(entries))}
	for block := range blocksOf(entries) {
		if len(block) == 1 { // as that of most numbers
			continue
		}
		from := len(s.rows)
		for _, e := range block {
			s.rows = append(s.rows, e.row)
		}
		n := b.count(s.rows[from:])
		large := most > 0 && n > most
		if large {
			b.skipped++
		}
		if large || n == 0 {
			s.rows = s.rows[:from]
			continue
		}
		s.ends = append(s.ends, len(s.rows))
		for _, row := range s.rows[from:] {
			b.enter(&b.cellsOf(row)[rule], cell(len(s.ends)))
		}
	}
	b.rules[rule] = s
}

// enter adds a block to a cell. Blocks come in the order of their numbers.
func (b *Blocks) enter(at *cell, block cell) {
	switch c := *at; {
	case c == 0:
		*at = block
	case c&listed == 0:
		*at = listed | cell(len(b.several))
		b.several = append(b.several, []cell{c, block})
	default:
		list := &b.several[c&^listed]
		*list = append(*list, block)
	}
}

// Skipped returns how many blocks were too large.
func (b *Blocks) Skipped() int { return b.skipped }

// Pairs calls yield with every pair that shares a key, each pair once, under the
// first rule that brings it together, until yield returns false. The order is
// always the same.
func (b *Blocks) Pairs(yield func(Pair) bool) {
	for r, s := range b.rules {
		from := 0
		for i, end := range s.ends {
			if !b.pair(s.rows[from:end], r, cell(i+1), yield) {
				return
			}
			from = end
		}
	}
}

// pair yields the pairs of a block that no earlier block has.
func (b *Blocks) pair(rows []int32, rule int, block cell, yield func(Pair) bool) bool {
	var all cell
	for _, row := range rows {
		for _, c := range b.cellsOf(row)[:rule+1] {
			all |= c
		}
	}
	left, right := b.sides(rows)
	start := 0
	if b.linked {
		start = b.records
	}
	earlier := make([]held, 0, 8)
	for i, x := range left {
		if !b.linked {
			right = left[i+1:]
		}
		of := b.cellsOf(x)[:rule+1]
		earlier = heldOf(of[:rule], earlier[:0])
		for _, y := range right {
			cells := b.cellsOf(y)[:rule+1]
			if same(earlier, cells) || all&listed != 0 && !b.first(of, cells, block) {
				continue
			}
			if !yield(Pair{int(x), int(y) - start, rule}) {
				return false
			}
		}
	}
	return true
}

// held is a cell that is not 0, and its rule.
type held struct {
	rule int
	cell cell
}

// heldOf gathers what a row holds before it meets the others of a block: it is in few
// blocks, and whether both are in none of a rule nobody foresees.
func heldOf(cells []cell, to []held) []held {
	for r, c := range cells {
		if c != 0 {
			to = append(to, held{r, c})
		}
	}
	return to
}

// same reports whether a row has one of these cells.
func same(some []held, cells []cell) bool {
	for _, h := range some {
		if cells[h.rule] == h.cell {
			return true
		}
	}
	return false
}

// count returns how many pairs the rows of a block make.
func (b *Blocks) count(rows []int32) int {
	left, right := b.sides(rows)
	if b.linked {
		return len(left) * len(right)
	}
	return len(left) * (len(left) - 1) / 2
}

// sides returns the rows of a block between which pairs are made: its Records and its
// Others if files are linked, else all rows on the left.
func (b *Blocks) sides(rows []int32) (left, right []int32) {
	n := len(rows)
	if b.linked {
		n, _ = slices.BinarySearch(rows, int32(b.records))
	}
	return rows[:n], rows[n:]
}

func (b *Blocks) cellsOf(row int32) []cell {
	n := len(b.rules)
	return b.cells[int(row)*n:][:n]
}

// first reports whether a block is the first that two rows share, as their cells of the
// rules up to its own tell, which may be lists: they share none of an earlier rule, and
// none with a smaller number of this one.
func (b *Blocks) first(x, y []cell, block cell) bool {
	for r, c := range x {
		shared := c
		if (c|y[r])&listed != 0 {
			shared = b.shared(c, y[r])
		} else if c != y[r] {
			shared = 0
		}
		if shared != 0 {
			return r == len(x)-1 && shared == block
		}
	}
	return false
}

// shared returns the first block that two cells share, of which one is a list, or 0.
func (b *Blocks) shared(x, y cell) cell {
	if x&listed == 0 {
		x, y = y, x
	}
	p, q := b.several[x&^listed], []cell{y}
	if y&listed != 0 {
		q = b.several[y&^listed]
	}
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
