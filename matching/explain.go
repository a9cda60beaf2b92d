package matching

import (
	"slices"

	fs "github.com/caselobby/caselobby/matching/fellegisunter"
	"github.com/caselobby/caselobby/matching/internal/uk"
)

// explain returns the matches in order, each with its evidence.
func (q *query) explain(all []compared) []Match {
	order := ordered(all)
	out := make([]Match, len(all))
	explained := len(all)
	for explained > alwaysExplained && all[order[explained-1]].p < hardlyProbable {
		explained--
	}
	evidence := make([]Evidence, explained*(uk.Fields+1))
	for i := range order {
		c := &all[order[i]]
		out[i] = Match{ID: c.ID, Probability: c.p, Related: c.related, Group: c.group, Weight: c.weight, Rating: RatingOf(c.p)}
		if i < explained {
			out[i].Evidence = evidence[i*(uk.Fields+1) : (i+1)*(uk.Fields+1) : (i+1)*(uk.Fields+1)]
			q.evidence(c, out[i].Evidence)
		}
	}
	return out
}

// ordered returns the places of all, most probable first, then by weight and by id, in
// whose order they come.
func ordered(all []compared) []int32 {
	order := make([]int32, len(all))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(i, j int32) int {
		x, y := &all[i], &all[j]
		switch {
		case x.p > y.p || x.p == y.p && x.weight > y.weight:
			return -1
		case x.p == y.p && x.weight == y.weight:
			return int(i - j)
		}
		return 1
	})
	return order
}

// The first ten are always explained; of the rest, whoever is less probable than one
// in a million is not. In a large register dozens share a date of birth and an initial
// and nothing else.
const (
	alwaysExplained = 10
	hardlyProbable  = 1e-6
)

// contactsTogether is the field under which shared contact details are taken back.
const contactsTogether = "contact details together"

// evidence writes one line for each comparison, and one for contact details that
// belong together.
func (q *query) evidence(c *compared, into []Evidence) {
	comparisons := q.same.Model().Comparisons
	for f := range comparisons {
		e := &into[f]
		e.Field = comparisons[f].Name
		if p := q.finding(f, c).part; p.Level != fs.Null {
			l := &comparisons[f].Levels[p.Level]
			e.Level, e.Text, e.Bits, e.Frequency = l.Code, l.Text, p.Bits, p.Frequency
		}
	}
	e := &into[uk.Fields]
	e.Field = contactsTogether
	if c.joint < 0 {
		e.Level, e.Text, e.Frequency = "shared", "belong together, so counted as one", c.joint
	}
}

// common lists how common the asker's values are.
func (q *query) common() []Common {
	of := q.asker.Commonness(q.register)
	out := make([]Common, len(of))
	for i, c := range of {
		out[i] = Common(c)
	}
	return out
}
