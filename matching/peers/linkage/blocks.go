package linkage

import (
	"cmp"
	"slices"
)

// Blocks are the rows of a table sorted by the keys of the rules. Keys are numbers
// that two rows share only if they share the values, so nothing is hashed and no
// text is made: what a host can do whose rows are prepared. [Table.Rules] are the
// same rules for fellegisunter.Block, which takes any text.
type Blocks struct {
	keys   [][rules]uint64 // of each row; 0 where a value is missing
	sorted [rules][]entry
}

type entry struct {
	key uint64
	row int32
}

// Block sorts the rows of a table.
func (t *Table) Block() *Blocks {
	b := &Blocks{keys: make([][rules]uint64, len(t.Rows))}
	for i := range t.Rows {
		b.keys[i] = t.keys(&t.Rows[i])
	}
	spare := make([]entry, len(t.Rows))
	for rule := range b.sorted {
		entries := make([]entry, 0, len(t.Rows))
		for i := range b.keys {
			if k := b.keys[i][rule]; k != 0 {
				entries = append(entries, entry{k, int32(i)})
			}
		}
		sortEntries(entries, spare)
		b.sorted[rule] = entries
	}
	return b
}

// sortEntries brings equal keys together, in order of row: twice by twelve bits of
// a product that mixes them, and by the key where those are equal.
func sortEntries(entries, spare []entry) {
	const size = 12
	place := func(k uint64, pass int) uint64 { return k * 0x9e3779b97f4a7c15 >> (40 + size*pass) & (1<<size - 1) }
	from, to := entries, spare[:len(entries)]
	for pass := range 2 {
		var start [1<<size + 1]int
		for i := range from {
			start[place(from[i].key, pass)+1]++
		}
		for i := range start[1:] {
			start[i+1] += start[i]
		}
		for i := range from {
			p := place(from[i].key, pass)
			to[start[p]] = from[i]
			start[p]++
		}
		from, to = to, from
	}
	for rest := entries; len(rest) > 0; {
		n := run(rest, func(k uint64) uint64 { return k * 0x9e3779b97f4a7c15 >> 40 })
		if same := run(rest, func(k uint64) uint64 { return k }); same < n {
			slices.SortFunc(rest[:n], func(x, y entry) int { return cmp.Or(cmp.Compare(x.key, y.key), cmp.Compare(x.row, y.row)) })
		}
		rest = rest[n:]
	}
}

// run returns how many of the first entries are alike.
func run(entries []entry, of func(uint64) uint64) int {
	n, first := 1, of(entries[0].key)
	for n < len(entries) && of(entries[n].key) == first {
		n++
	}
	return n
}

// Pairs calls yield with every pair of rows that shares a key, once, under the first
// rule that brings it together, until yield returns false.
func (b *Blocks) Pairs(yield func(x, y int32) bool) {
	for rule, rest := range b.sorted {
		for len(rest) > 0 {
			n := run(rest, func(k uint64) uint64 { return k })
			for i, x := range rest[:n] {
				of := &b.keys[x.row]
				for _, y := range rest[i+1 : n] {
					if !shares(of, &b.keys[y.row], rule) && !yield(x.row, y.row) {
						return
					}
				}
			}
			rest = rest[n:]
		}
	}
}

// shares reports whether two rows share a key of the first rules.
func shares(x, y *[rules]uint64, first int) bool {
	for r := range first {
		if x[r] == y[r] && x[r] != 0 {
			return true
		}
	}
	return false
}
