package matching

import (
	"slices"

	fs "github.com/caselobby/caselobby/matching/fellegisunter"
	"github.com/caselobby/caselobby/matching/internal/uk"
)

// explain returns the matches in order, each with its evidence.
func (q *query) explain(all []compared) []Match {
	order := q.ordered(all)
	out := make([]Match, len(all))
	explained := len(all)
	for explained > alwaysExplained && all[order[explained-1]].p < hardlyProbable {
		explained--
	}
	evidence := make([]Evidence, explained*lines)
	for i := range order {
		c := &all[order[i]]
		out[i] = Match{ID: c.ID, Probability: c.p, Related: c.related, Group: c.group, Weight: c.weight, Rating: RatingOf(c.p)}
		if i < explained {
			out[i].Evidence = evidence[i*lines : (i+1)*lines : (i+1)*lines]
			q.evidence(c, out[i].Evidence)
		}
	}
	return out
}

// ordered returns the places of all, the most probable first; ties are broken by weight,
// by the letters of the name, and by id, in whose order all is.
func (q *query) ordered(all []compared) []int32 {
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
	q.nearestFirst(all, order)
	return order
}

// The first ten have evidence always; the others only if they are as probable as one in a
// million. In a large register dozens share a date of birth and an initial with the asker
// and nothing else.
const (
	alwaysExplained = 10
	hardlyProbable  = 1e-6
)

// The names of the evidence that is of several fields together.
const (
	slipsTogether    = "slips together"
	contactsTogether = "contact details together"
)

// lines is how many lines of evidence there are: one for each comparison, and two for
// what they say together.
const lines = uk.Fields + 2

// evidence fills in the lines of a candidate.
func (q *query) evidence(c *compared, into []Evidence) {
	comparisons := q.same.Model().Comparisons
	for f := range comparisons {
		e := &into[f]
		e.Field = comparisons[f].Name
		if p := q.finding(f, c).part; p.Level != fs.Null {
			l := &comparisons[f].Levels[p.Level]
			e.Level, e.Text, e.Bits, e.Frequency = l.Code, l.Text, p.Bits, p.Frequency
			if f == uk.FieldName && c.apart {
				e.Text = uk.TextApart(p.Level, l.Text)
			}
		}
	}
	slips, contacts := &into[uk.Fields], &into[uk.Fields+1]
	slips.Field, contacts.Field = slipsTogether, contactsTogether
	if c.joint < 0 {
		contacts.Level, contacts.Text, contacts.Frequency = "shared", "belong together, so counted as one", c.joint
	}
	if c.slips != 0 {
		slips.Level, slips.Text, slips.Bits = "together", "mistyped or out of date, as several values are in haste", c.slips
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
