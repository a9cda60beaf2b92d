package names

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed weak.csv
var weakRows string

// Weak reports whether a given word, folded, tells people apart little when it
// stands beside other given words: very many people bear it as the first of
// several (Mohammed, Maria), or it marks sex, faith or generation rather than
// one person (Kaur, Bibi, Thi). Frequency in a register tells most of this; the
// list is for what a small register does not show, and for spellings that are
// rare one by one. A person with no other given word is still told by it.
func Weak(word string) bool {
	_, ok := weakWords()[word]
	return ok
}

var weakWords = sync.OnceValue(func() map[string]struct{} {
	set := map[string]struct{}{}
	for line := range records(weakRows) {
		words, _, _ := strings.Cut(line, ",")
		for _, w := range strings.Fields(words) {
			set[w] = struct{}{}
		}
	}
	return set
})
