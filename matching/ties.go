package matching

import (
	"cmp"
	"slices"

	"github.com/caselobby/caselobby/matching/internal/uk"
)

// A level makes no difference between near and far: everybody whose surname is alike
// weighs the same and is equally probable. In a large register there may be dozens of such
// rows. Among them those come first whose names are the fewest letters from the asker's.

// nearestFirst sorts rows of equal probability and weight by how near their names are to
// the asker's. Rows that are hardly probable stay in order of id.
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
		slices.SortFunc(order[from:to], func(i, j int32) int { return cmp.Or(apart[i]-apart[j], int(i-j)) })
	}
}

func tied(x, y *compared) bool { return x.p == y.p && x.weight == y.weight }

// lettersApart writes into apart, at the place of each row, how far its name is from the
// asker's.
func (q *query) lettersApart(all []compared, rows []int32, apart []int) {
	other := people.Get().(*uk.Person)
	defer giveBack(other)
	for _, i := range rows {
		other.Read(string(all[i].Profile))
		apart[i] = q.asker.Name.LettersApart(&other.Name)
	}
}
