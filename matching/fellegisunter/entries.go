package fellegisunter

import (
	"cmp"
	"iter"
	"slices"
)

// entry is a row under one of its keys.
type entry struct {
	key uint64
	row int32
}

// sortEntries sorts entries, which come in order of row, so that those of one key are
// together and in order of row. Keys are mixed, so different ones nearly always differ in
// their highest 22 bits: two passes of a radix sort go by these, and only keys that
// agree in them and differ in others are compared. It returns spare, enlarged if need be,
// for the next call.
func sortEntries(entries, spare []entry) []entry {
	const size = 11
	if len(spare) < len(entries) {
		spare = make([]entry, len(entries))
	}
	from, to := entries, spare[:len(entries)]
	for _, shift := range []int{keyBits - 2*size, keyBits - size} {
		var start [1<<size + 1]int
		for i := range from {
			start[from[i].key>>shift%(1<<size)+1]++
		}
		for i := range start[1:] {
			start[i+1] += start[i]
		}
		for i := range from {
			at := &start[from[i].key>>shift%(1<<size)]
			to[*at] = from[i]
			*at++
		}
		from, to = to, from
	}
	for rest := entries; len(rest) > 0; {
		n := run(rest, keyBits-2*size)
		if run(rest, 0) < n {
			slices.SortFunc(rest[:n], func(x, y entry) int { return cmp.Or(cmp.Compare(x.key, y.key), cmp.Compare(x.row, y.row)) })
		}
		rest = rest[n:]
	}
	return spare
}

// blocksOf yields the entries of each key.
func blocksOf(entries []entry) iter.Seq[[]entry] {
	return func(yield func([]entry) bool) {
		for len(entries) > 0 {
			n := run(entries, 0)
			if !yield(entries[:n]) {
				return
			}
			entries = entries[n:]
		}
	}
}

// run returns how many entries at the start have one key, the lowest shift bits of it
// left aside.
func run(entries []entry, shift int) int {
	n, first := 1, entries[0].key>>shift
	for n < len(entries) && entries[n].key>>shift == first {
		n++
	}
	return n
}

// keyBits is how many bits a key has.
const keyBits = 63

// mix spreads what tells numbers apart over all bits of a key, which is never 0.
func mix(n uint64) uint64 {
	n ^= n >> 32
	n *= 0x9e3779b97f4a7c15
	n ^= n >> 29
	return max(n>>(64-keyBits), 1)
}

// keys appends the keys of a record, each once, in order. Two keys may become
// one number by chance: that only adds pairs to compare.
func (r *Rule[T]) keys(record *T, to []uint64) []uint64 {
	if r.Number != nil {
		if n := r.Number(record); n != 0 {
			to = append(to, mix(n))
		}
		return to
	}
	for _, k := range r.Keys(record) {
		if k != "" {
			to = append(to, mix(hash(k)))
		}
	}
	slices.Sort(to)
	return slices.Compact(to)
}

// hash is 64-bit FNV-1a.
func hash(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h
}
