package matching

import (
	fs "github.com/caselobby/caselobby/matching/fellegisunter"
	"github.com/caselobby/caselobby/matching/internal/uk"
)

// Slips come together: who mistypes the name mistypes the date of birth as well, and
// knows an old address. Fellegi and Sunter take the fields of one person to be
// independent, so that the second slip would weigh as much against a client as the
// first. Therefore records are of two kinds, hasty and careful ones (latent classes, as
// in Y. Thibaudeau, "The discrimination power of dependency structures in record
// linkage", Survey Methodology 19, 1993), and m is the mean of both: where something is
// k times as frequent in the share ω that is hasty, it is (1−ωk)/(1−ω) times as frequent
// in the rest. Together the slips weigh
//
//	log2( ω·Π k + (1−ω)·Π (1−ωk)/(1−ω) )
//
// bits more than one by one. It is 0 for a single slip, and the same whether the record
// is about the client or about a relative. Agreement is left out of it: it says little of
// how a record was made, and may be another's, as with a borrowed phone.

// The share ω of records that are hasty, and k: how many times as often as in all records
// something is mistyped in these, or out of date. They are a judgement, near to what
// package matchtest makes up for referrals by people who hardly know the person.
const (
	hasty        = .1
	mistypesMore = 8
	changesMore  = 2
)

// slipSet is the slips of all fields, a digit to the base of slipKinds for each.
type slipSet int

const slipKinds = int(uk.Changed) + 1

// slips has the bits of every set. There are few enough to weigh all of them beforehand.
type slips []float64

func newSlips() slips {
	more := [slipKinds]float64{uk.NoSlip: 1, uk.Mistyped: mistypesMore, uk.Changed: changesMore}
	hurried, careful := []float64{hasty}, []float64{1 - hasty}
	for range uk.SlipFields {
		var h, c []float64
		for _, k := range more {
			for set := range hurried {
				h = append(h, hurried[set]*k)
				c = append(c, careful[set]*(1-float64(hasty*k))/(1-hasty))
			}
		}
		hurried, careful = h, c
	}
	s := make(slips, len(hurried))
	for set := range s {
		s[set] = fs.Round(fs.Log2(hurried[set] + careful[set]))
	}
	return s
}

func (p *pair) slips() (set slipSet) {
	for i := len(uk.SlipFields) - 1; i >= 0; i-- {
		set = set*slipSet(slipKinds) + slipSet(p[uk.SlipFields[i]].slip)
	}
	return set
}

// mended returns the set without the slip in the name, which is the first field.
func (s slipSet) mended() slipSet { return s - s%slipSet(slipKinds) }
