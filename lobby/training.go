package lobby

import (
	"iter"

	"github.com/caselobby/caselobby/matching/train"
	"github.com/caselobby/caselobby/store"
)

// Graded turns labels, as [Service.Labels] yields them, into what [train.UKLevels]
// learns from, as far as it believes them. An error is passed on.
func Graded(labels iter.Seq2[store.Verdict, error]) iter.Seq2[train.Graded, error] {
	return func(yield func(train.Graded, error) bool) {
		for v, err := range labels {
			g := train.Graded{Levels: v.Levels}
			if v.Same {
				g.Match = 1
			}
			if !yield(g, err) {
				return
			}
		}
	}
}
