package fellegisunter

import (
	"cmp"
	"slices"
)

// Data are the records of which pairs are made. With Others empty each record is
// paired with each other record once (to find duplicates); otherwise each record
// is paired with each of Others (to link two files).
type Data[T any] struct {
	Records []T
	Others  []T
}

// Admissible returns how many pairs there are, T in the literature.
func (d Data[T]) Admissible() int {
	if len(d.Others) > 0 {
		return len(d.Records) * len(d.Others)
	}
	return len(d.Records) * (len(d.Records) - 1) / 2
}

// Pair returns the two records of a pair.
func (d Data[T]) Pair(p Pair) (a, b *T) {
	if len(d.Others) > 0 {
		return &d.Records[p.A], &d.Others[p.B]
	}
	return &d.Records[p.A], &d.Records[p.B]
}

// Rule says which pairs are worth comparing: those that share a key. Rules keep
// the number of comparisons near the number of records instead of its square.
type Rule[T any] struct {
	Name string
	// Keys returns the keys of a record; none when a value that the rule needs is
	// missing. Empty keys are ignored. It must be a pure function.
	Keys func(*T) []string
	// Agrees names the comparisons that share a field with the rule. Among pairs
	// of one block they no longer vary as they do elsewhere, so training under
	// the rule leaves them out.
	Agrees []Agreement
}

// Agreement says that whoever shares a rule's key has reached a level of a
// comparison. An empty Level says only that the comparison depends on the rule.
type Agreement struct{ Comparison, Level string }

// Pair is two records that share a key: indices into Data, and the index of the
// first rule that brought them together. A < B where there are no Others.
type Pair struct{ A, B, Rule int }

// Blocks is data sorted by the keys of some rules.
type Blocks struct {
	rules   []ruleKeys
	linked  bool
	skipped int
}

type ruleKeys struct {
	left, right keyLists
	entries     []entry // sorted by key, then side, then record
}

// keyLists holds the sorted keys of every record in one slice.
type keyLists struct {
	keys  []uint64
	start []int
}

func (l *keyLists) of(i int) []uint64 { return l.keys[l.start[i]:l.start[i+1]] }

type entry struct {
	key    uint64
	record int32
	other  bool
}

// Block sorts the data into blocks. A block that would make more than most pairs
// is left out, as if its records lacked the key, and counted by
// [Blocks.Skipped]; 0 means no limit.
func Block[T any](d Data[T], rules []Rule[T], most int) *Blocks {
	b := &Blocks{linked: len(d.Others) > 0}
	for _, r := range rules {
		k := ruleKeys{left: listKeys(d.Records, r.Keys), right: listKeys(d.Others, r.Keys)}
		k.entries = append(k.left.entries(false), k.right.entries(true)...)
		slices.SortFunc(k.entries, func(x, y entry) int {
			side := cmp.Compare(b2i(x.other), b2i(y.other))
			return cmp.Or(cmp.Compare(x.key, y.key), side, cmp.Compare(x.record, y.record))
		})
		b.drop(&k, most)
		b.rules = append(b.rules, k)
	}
	return b
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

func listKeys[T any](records []T, keys func(*T) []string) keyLists {
	l := keyLists{start: make([]int, 1, len(records)+1)}
	for i := range records {
		from := len(l.keys)
		for _, k := range keys(&records[i]) {
			if k != "" {
				l.keys = append(l.keys, hash(k))
			}
		}
		own := l.keys[from:]
		slices.Sort(own)
		l.keys = l.keys[:from+len(slices.Compact(own))]
		l.start = append(l.start, len(l.keys))
	}
	return l
}

func (l *keyLists) entries(other bool) []entry {
	out := make([]entry, 0, len(l.keys))
	for i := range len(l.start) - 1 {
		for _, k := range l.of(i) {
			out = append(out, entry{k, int32(i), other})
		}
	}
	return out
}

// drop removes the keys of blocks that are too large.
func (b *Blocks) drop(k *ruleKeys, most int) {
	if most <= 0 {
		return
	}
	large := map[uint64]bool{}
	kept := k.entries[:0]
	for block := range blocksOf(k.entries) {
		left, right := sides(block)
		n := len(left) * (len(left) - 1) / 2
		if b.linked {
			n = len(left) * len(right)
		}
		if n > most {
			large[block[0].key] = true
			continue
		}
		kept = append(kept, block...)
	}
	k.entries = kept
	b.skipped += len(large)
	k.left.remove(large)
	k.right.remove(large)
}

func (l *keyLists) remove(large map[uint64]bool) {
	kept := l.keys[:0]
	for i := range len(l.start) - 1 {
		own := l.of(i)
		l.start[i] = len(kept)
		for _, k := range own {
			if !large[k] {
				kept = append(kept, k)
			}
		}
	}
	l.start[len(l.start)-1] = len(kept)
	l.keys = kept
}

// Skipped returns how many blocks were too large.
func (b *Blocks) Skipped() int { return b.skipped }

// Pairs calls yield with every pair that shares a key, each pair once, under the
// first rule that brings it together, until yield returns false. The order is
// always the same.
func (b *Blocks) Pairs(yield func(Pair) bool) {
	for r := range b.rules {
		for block := range blocksOf(b.rules[r].entries) {
			left, right := sides(block)
			for i, x := range left {
				others := right
				if !b.linked {
					others = left[i+1:]
				}
				for _, y := range others {
					p := Pair{int(x.record), int(y.record), r}
					if b.first(p, x.key) && !yield(p) {
						return
					}
				}
			}
		}
	}
}

// first reports whether key is the first that the pair shares: no earlier rule
// has one, and no smaller key of this rule.
func (b *Blocks) first(p Pair, key uint64) bool {
	for r := range p.Rule {
		if _, ok := b.shared(p, r); ok {
			return false
		}
	}
	k, _ := b.shared(p, p.Rule)
	return k == key
}

// shared returns the smallest key that a pair shares under rule r.
func (b *Blocks) shared(p Pair, r int) (uint64, bool) {
	x, y := b.rules[r].left.of(p.A), []uint64(nil)
	if b.linked {
		y = b.rules[r].right.of(p.B)
	} else {
		y = b.rules[r].left.of(p.B)
	}
	for len(x) > 0 && len(y) > 0 {
		switch cmp.Compare(x[0], y[0]) {
		case 0:
			return x[0], true
		case -1:
			x = x[1:]
		default:
			y = y[1:]
		}
	}
	return 0, false
}

func blocksOf(entries []entry) func(func([]entry) bool) {
	return func(yield func([]entry) bool) {
		for len(entries) > 0 {
			n := 1
			for n < len(entries) && entries[n].key == entries[0].key {
				n++
			}
			if !yield(entries[:n]) {
				return
			}
			entries = entries[n:]
		}
	}
}

func sides(block []entry) (left, right []entry) {
	n := 0
	for n < len(block) && !block[n].other {
		n++
	}
	return block[:n], block[n:]
}

// hash is 64-bit FNV-1a with a final mix. Keys that collide only add a pair to
// compare.
func hash(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	h ^= h >> 32
	h *= 0x9e3779b97f4a7c15
	return h ^ h>>29
}
