package matching

import (
	"slices"

	"github.com/caselobby/caselobby/matching/internal/uk"
)

// A level of likeness holds near and far alike: Fozia Begam and Fozia Begum are both a slip
// from Fozia Beguj, weigh the same and are equally probable. Among such rows, of whom in a large
// register there may be dozens, those come first whose names are the fewest letters from
// the asker's.

// nearestFirst puts rows of one probability and weight in order of their names, down to
// whom hardly anybody looks at.
func (q *query) nearestFirst(all []compared, order []int32) {
	var apart []int
	for from, to := 0, 0; from < len(order) && all[order[from]].p >= hardlyProbable; from = to {
		for to = from + 1; to < len(order) && tied(&all[order[from]], &all[order[to]]); {
			to++
		}
		if to-from < 2 {
			continue
		}
		if apart == nil {
			apart = make([]int, len(all))
		}
		q.lettersApart(all, order[from:to], apart)
		slices.SortStableFunc(order[from:to], func(i, j int32) int { return apart[i] - apart[j] })
	}
}

func tied(x, y *compared) bool { return x.p == y.p && x.weight == y.weight }

// lettersApart says how far the names of some rows are from the asker's, by their places.
func (q *query) lettersApart(all []compared, rows []int32, apart []int) {
	other := people.Get().(*uk.Person)
	defer giveBack(other)
	for _, i := range rows {
		other.Read(string(all[i].Profile))
		apart[i] = q.asker.Name.LettersApart(&other.Name)
	}
}
