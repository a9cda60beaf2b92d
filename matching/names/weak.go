package names

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed weak.csv
var weakRows string

// Place says where, beside other given words, a word tells people apart little.
type Place uint8

// The places, from the fewest.
const (
	Nowhere   Place = iota
	FirstName       // before others; but people go by it as well: Maria
	First           // before others: Mohammed
	Anywhere        // before and after others: Bibi
)

// Weak reports whether a given word, folded, tells people apart little beside other
// given words: very many people bear it as the first of several (Mohammed, Maria),
// or it marks sex, faith or generation rather than one person (Kaur, Bibi, Thi).
// Frequency in a register tells most of this; the list is for what a small register
// does not show, and for spellings that are rare one by one. A person with no other
// given word is still told by it.
func Weak(word string) bool { return WeakAt(word) != Nowhere }

// WeakAt says where a given word, folded, tells people apart little: see [Weak].
func WeakAt(word string) Place { return weakWords()[word] }

var weakWords = sync.OnceValue(func() map[string]Place {
	places := map[string]Place{"name": FirstName, "first": First, "anywhere": Anywhere}
	all := map[string]Place{}
	for _, line := range records(weakRows) {
		words, rest, _ := strings.Cut(line, ",")
		where, _, _ := strings.Cut(rest, ",")
		for _, w := range strings.Fields(words) {
			all[w] = places[where]
		}
	}
	return all
})
