package matching

import (
	"math/bits"

	fs "github.com/caselobby/caselobby/matching/fellegisunter"
	"github.com/caselobby/caselobby/matching/internal/uk"
)

// A hostel gives many clients one postcode and one phone, a support worker gives
// them one phone and one e-mail address. Scored one by one, such a set would be
// counted as often as it has members. So the agreeing contact details T of a
// candidate are also weighed together,
//
//	log2( min m / share of clients who have all of T ),
//
// and they count for no more than the heaviest single detail or the heaviest set of
// them. A detail that is only near belongs to the set as well: otherwise a mistyped phone
// would escape the discount of the right one, and weigh more.

// A set of contact details has a bit for each, by its place in contactFields.
const contactMasks = 1 << len(contactFields)

var contactFields = [...]int{uk.FieldPostcode, uk.FieldPhone, uk.FieldEmail}

const (
	inPhone = 1 << 1
	inEmail = 1 << 2
)

// passedOn is how many strangers are expected to arrive with a set of contact details
// that only one client has so far: most such sets are a client's own, but some are of a
// support worker or a hostel, whose first client this is.
const passedOn = .02

// jointContacts says how many of the pool share each set of contact details.
type jointContacts struct {
	q     *query
	n     [contactMasks]float64 // people in the pool who agree on all of a set
	fully [contactMasks]bool    // everybody who agrees on all of the set is in the pool
}

// jointContacts counts, over everybody who was compared, who agrees on which set.
func (q *query) jointContacts(lists ...[]compared) *jointContacts {
	j := &jointContacts{q: q}
	var exactly [contactMasks]float64 // people who agree on a set and nothing besides
	for _, list := range lists {
		for i := range list {
			exactly[q.details(&list[i]).agreed()]++
		}
	}
	for t := range j.n {
		for agreed, n := range exactly {
			if agreed&t == t {
				j.n[t] += n
			}
		}
	}
	phones, emails := q.asker.Followed(q.register)
	for t := 1; t < contactMasks; t++ {
		j.fully[t] = t&inPhone != 0 && phones || t&inEmail != 0 && emails
	}
	return j
}

// details are the contact details of a candidate, by place in contactFields.
type details [len(contactFields)]*finding

func (q *query) details(c *compared) details {
	return contactsOf(func(f int) *finding { return q.finding(f, c) })
}

func (p *pair) details() details { return contactsOf(func(f int) *finding { return p[f] }) }

func contactsOf(found func(field int) *finding) (d details) {
	for i, f := range contactFields {
		d[i] = found(f)
	}
	return d
}

// agreed returns the set of contact details that agree, more or less.
func (d details) agreed() (t int) {
	for i := range d {
		if d[i].contact {
			t |= 1 << i
		}
	}
	return t
}

// excess returns the bits, at most 0, that correct the sum of a candidate's agreeing
// contact details to what they weigh together.
func (j *jointContacts) excess(d details) float64 {
	agreed := d.agreed()
	if bits.OnesCount(uint(agreed)) < 2 {
		return 0
	}
	sum, best := 0., 0.
	for i := range d {
		if agreed&(1<<i) != 0 {
			b := d[i].part.Bits + d[i].part.Frequency
			sum += b
			best = max(best, b)
		}
	}
	for t := 1; t < contactMasks; t++ {
		if agreed&t == t && bits.OnesCount(uint(t)) > 1 {
			best = max(best, j.weight(t, &d))
		}
	}
	return min(fs.Round(best-sum), 0)
}

// weight returns the bits of a set of two or three details as one: see above.
func (j *jointContacts) weight(t int, d *details) float64 {
	m, least := 1., 1.
	for i, f := range contactFields {
		if t&(1<<i) == 0 {
			continue
		}
		m = min(m, j.q.same.Model().Comparisons[f].Levels[0].M)
		if share := d[i].Frequency; share > 0 {
			least = min(least, share)
		}
	}
	n := j.n[t]
	if !j.fully[t] {
		n = max(n, least*j.q.register.Size)
	}
	return fs.Log2(m) - fs.Log2((max(n-1, 0)+passedOn)/j.q.register.Size)
}
