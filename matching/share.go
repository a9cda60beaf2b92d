package matching

import (
	"cmp"
	"slices"

	fs "github.com/caselobby/caselobby/matching/fellegisunter"
	"github.com/caselobby/caselobby/matching/internal/uk"
)

// remainder is the probability that is not the clients', and whether they were too many
// to be grouped. Related is part of none.
type remainder struct {
	none, absent, missed, related float64
	ungrouped                     bool
}

// share gives every client its probability and returns the rest. With N clients, π the
// chance of being known, ρ that of being found, κ relatives on the register, and likelihood
// ratios LR of being the person and LRh of being that of a relative of the person,
//
//	P(i)    ∝ (π/N)·LRᵢ / (1 + (κ/N)·LRhᵢ)
//	P(none) ∝ (1−π) + π(1−ρ)
//
// At most one person of the register is the person, so rivals take probability
// from one another. Whoever the person is, client or not, any other client may be
// a relative; so the evidence for a client counts as far as it goes beyond what a
// relative would show, and a row that looks like a twin speaks for no one else.
func (q *query) share(clients []compared, joint *jointContacts) (s remainder) {
	n := q.register.Size
	known, kin := q.o.PriorKnown/n, q.o.Relatives/n
	absent := 1 - q.o.PriorKnown
	missed := float64(q.o.PriorKnown * (1 - q.search.Reach))
	d, stranger := absent+missed, 1.
	for i := range clients {
		c := &clients[i]
		odds := float64(kin * c.kin)
		c.p, c.related = float64(known*c.lr/(1+odds)), odds/(1+odds)
		d += c.p // the conversions above keep products from being fused into this sum
		stranger *= 1 / (1 + odds)
	}
	s.absent, s.missed = absent/d, missed/d
	s.none = (absent + missed) / d
	s.related = s.none * (1 - stranger)
	for i := range clients {
		clients[i].p /= d
	}
	s.ungrouped = q.group(clients, joint, s.none)
	for i := range clients {
		clients[i].related *= 1 - clients[i].p
	}
	return s
}

// shareRecords gives every record its probability. Several records may well be about
// one person, so each stands alone against "somebody else".
func (q *query) shareRecords(records []compared) {
	// How many records wait is not known; a lobby holds a small part of what a
	// register does.
	n := max(float64(len(records)), q.register.Size/50, 20)
	waits, kin := q.o.Waiting/n, (1-q.o.Waiting)*q.o.Relatives/n
	for i := range records {
		c := &records[i]
		d := (1 - q.o.Waiting) + float64(kin*c.kin) + float64(waits*c.lr)
		c.p = waits * c.lr / d
		c.related = kin * c.kin / d
	}
}

// worthGrouping is the odds against "none of these", alone, from which a row is compared
// with others as a duplicate.
const worthGrouping = .01

// mayBeOne is the probability of being one person from which two rows get one group. A
// smaller one adds so little to their probabilities that it needs no explanation.
const mayBeOne = .02

// maxGrouped is how many rows are compared with one another at most. Of more none are, and
// [Ranking.Ungrouped] says so.
const maxGrouped = 48

// group finds rows of the register that may be one person. If they are, and one of them
// is the person, so are the others, so each row is given
//
//	P(i) + Σ P(j)·P(i and j are one person)
//
// where both rows have to fit the asker too: that two rows are alike says nothing about
// the asker if one of them does not fit. It reports whether there were too many rows.
func (q *query) group(clients []compared, joint *jointContacts, none float64) (tooMany bool) {
	top := q.promising(clients)
	if len(top) < 2 || len(top) > maxGrouped {
		return len(top) > maxGrouped
	}
	extra := make([]float64, len(top))
	var one []fs.Link
	for i := range top {
		row := q.row(top[i])
		for j := range i {
			s := q.duplicates(row, top[i], top[j], joint)
			extra[i] += float64(s * top[j].p)
			extra[j] += float64(s * top[i].p)
			if s >= mayBeOne {
				one = append(one, fs.Link{A: i, B: j})
			}
		}
	}
	groups := numbered(fs.Components(len(top), one, 0))
	for i, c := range top {
		c.p = min(c.p+extra[i], max(1-none, c.p))
		c.group = groups[i]
	}
	return false
}

// promising returns the rows that may be the person or a duplicate of it.
func (q *query) promising(clients []compared) (top []*compared) {
	if q.o.Duplicates == 0 {
		return nil
	}
	least := worthGrouping * q.register.Size / q.o.PriorKnown
	for i := range clients {
		if clients[i].lr >= least {
			top = append(top, &clients[i])
		}
	}
	slices.SortFunc(top, func(x, y *compared) int { return cmp.Or(cmp.Compare(y.weight, x.weight), cmp.Compare(x.ID, y.ID)) })
	return top
}

// row reads a candidate as if it were the asker. Only values that the asker has too get a
// share of the register, because only those were counted.
func (q *query) row(c *compared) *uk.Person {
	p := new(uk.Person)
	p.Read(string(c.Profile))
	p.Weigh(q.register)
	return p
}

// duplicates returns the probability that two rows of the register are one person, given
// that one of them is the asker's. It is the least of three: by comparing them with one
// another, and each with what the asker and the other row tell together.
func (q *query) duplicates(row *uk.Person, x, y *compared, joint *jointContacts) float64 {
	var other uk.Person
	other.Read(string(y.Profile))
	var outcomes [uk.Fields]fs.Outcome
	uk.Compare(row, &other, &outcomes)
	var found [uk.Fields]finding
	var both pair
	for f, o := range outcomes {
		found[f] = q.found(f, o, q.same.Part(f, o))
		both[f] = &found[f]
	}
	return min(q.oneOf(both, joint), q.oneOf(q.pair(x).or(both), joint), q.oneOf(q.pair(y).or(both), joint))
}

// or returns, field by field, the better of two comparisons of one row. A value that agrees
// with one of a person's records agrees with the person, who may have another value in
// another record. If nothing that the row shares with the asker identifies a person, it
// stays as it is: otherwise the other row alone would speak for it.
func (p pair) or(other pair) pair {
	if !p.identified() {
		return p
	}
	for f, is := range other {
		was := p[f]
		if is.Level != fs.Null && (was.Level == fs.Null || is.part.Bits+is.part.Frequency > was.part.Bits+was.part.Frequency) {
			p[f] = is
		}
	}
	return p
}

// identified reports whether some field agrees that says who somebody is: see
// [uk.Identifies].
func (p pair) identified() bool {
	for f := range p {
		if uk.Identifies(f, p[f].Level) {
			return true
		}
	}
	return false
}

// oneOf returns the probability that a row is of the same person as another one with
// which it was compared.
func (q *query) oneOf(p pair, joint *jointContacts) float64 {
	_, lr, kin := q.likelihoods(&p, joint.excess(p.details())+q.slips[p.slips()])
	return q.onePerson(lr, kin)
}

// onePerson returns the probability that a row is another of the same person, given
// the likelihood ratios of that and of being a relative's.
func (q *query) onePerson(lr, kin float64) float64 {
	one := float64(q.o.Duplicates / q.register.Size * lr)
	return one / (1 + float64(q.o.Relatives/q.register.Size*kin) + one)
}

// numbered returns the number of each row's cluster, from 1, or 0 if the row is alone in
// it. Roots holds the smallest member of each row's cluster.
func numbered(roots []int) []int {
	size, number := make([]int, len(roots)), make([]int, len(roots))
	for _, root := range roots {
		size[root]++
	}
	next := 0
	for i, root := range roots {
		if root == i && size[i] > 1 {
			next++
			number[i] = next
		}
		number[i] = number[root]
	}
	return number
}
