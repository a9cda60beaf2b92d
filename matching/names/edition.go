package names

import (
	"hash/fnv"
	"io"
	"maps"
	"slices"
	"sync"
)

// Edition identifies [All], the codes of its names and the words of [Weak]. A [Word]
// that was kept under another edition means other names, so whoever keeps words
// keeps their edition beside them.
var Edition = sync.OnceValue(newEdition)

func newEdition() uint32 {
	h := fnv.New32a()
	number := func(n uint32) { _, _ = h.Write([]byte{byte(n), byte(n >> 8), byte(n >> 16), byte(n >> 24)}) }
	t := All()
	for _, name := range t.names {
		_, _ = io.WriteString(h, name)
		number(uint32(CodeOf(name)))
	}
	for _, row := range t.related {
		number(uint32(len(row)))
		for _, r := range row {
			number(uint32(r.id)<<8 | uint32(r.relation))
		}
	}
	for _, word := range slices.Sorted(maps.Keys(weakWords())) {
		_, _ = io.WriteString(h, word)
		number(uint32(WeakAt(word)))
	}
	return h.Sum32()
}

// Holds reports whether an id stands for a name of the table, or for none.
func (t *Table) Holds(id ID) bool { return int(id) < len(t.names) }
