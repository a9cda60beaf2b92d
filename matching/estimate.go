package matching

import (
	"iter"
	"slices"
)

// Estimate is what a stream of cases says of the register that they arrived at,
// without anybody having decided them. Its fields are those of [Options].
type Estimate struct {
	Known float64 // π, the share of incoming persons who are clients
	Found float64 // ρ, the share of those whose client is in the pool
	Cases int     // that were looked at
}

// certain is the probability from which a client is taken for the person.
const certain = .99

// Estimate works out π and ρ from cases and their pools. A few hundred cases are
// enough for π.
//
// π is found by expectation–maximisation: the mean probability that a person is
// known, given π, is the next π (A. P. Dempster, N. M. Laird and D. B. Rubin,
// JRSS B 39, 1977). ρ is found as the completeness of a list is from two lists
// (C. Chandra Sekar and W. E. Deming, JASA 44, 1949): of the certain clients whom
// keys of names and dates lead to, the share whom keys of contact details and
// numbers lead to as well, and the other way round; missing both is the product.
func (m *UKMatcher) Estimate(cases iter.Seq2[Person, Pool]) Estimate {
	var odds []float64
	var lists twoLists
	for p, pool := range cases {
		r := m.Rank(m.Prepare(p), pool)
		odds = append(odds, m.oddsPerKnown(r.None))
		for _, c := range r.Clients {
			if c.Probability < certain {
				break
			}
			i := slices.IndexFunc(pool.Clients, func(k Candidate) bool { return k.ID == c.ID })
			if client, ok := pool.Clients[i].Profile.person(); ok {
				lists.add(m.Parse(p), m.Parse(client))
			}
		}
	}
	return Estimate{Known: m.known(odds), Found: lists.found(m.o.Found), Cases: len(odds)}
}

// oddsPerKnown returns the odds that the person is in the pool, with π and the
// mass of none taken out, so that they can be put back for another π.
func (m *UKMatcher) oddsPerKnown(none float64) float64 {
	if none <= 0 {
		none = 1e-300
	}
	return (1 - none) / none * nobody(m.o.Known, m.o.Found) / m.o.Known
}

// nobody is the prior mass of none: not known, or known and not found.
func nobody(known, found float64) float64 { return (1 - known) + float64(known*(1-found)) }

func (m *UKMatcher) known(odds []float64) float64 {
	known := m.o.Known
	if len(odds) == 0 {
		return known
	}
	for range 200 {
		sum := 0.
		for _, o := range odds {
			missed := float64(known * (1 - m.o.Found))
			in := float64(known * o)
			sum += (in + missed) / (in + missed + 1 - known)
		}
		next := within01(sum/float64(len(odds)), known)
		if diff := next - known; diff < 1e-9 && diff > -1e-9 {
			break
		}
		known = next
	}
	return known
}

// twoLists counts certain pairs by the keys that lead from one to the other.
type twoLists struct{ contacts, identity, both float64 }

func (t *twoLists) add(a, b Parsed) {
	contacts := shareKey(&a, &b, (*keyList).contacts)
	identity := shareKey(&a, &b, (*keyList).identity)
	if contacts {
		t.contacts++
	}
	if identity {
		t.identity++
	}
	if contacts && identity {
		t.both++
	}
}

func shareKey(a, b *Parsed, list func(*keyList, *Parsed)) bool {
	var x, y keyList
	list(&x, a)
	list(&y, b)
	return slices.ContainsFunc(x, func(k Key) bool { return slices.Contains(y, k) })
}

// found returns the completeness of both lists together, or otherwise if there is
// too little to say.
func (t twoLists) found(otherwise float64) float64 {
	if t.both < 20 {
		return otherwise
	}
	missed := float64((1 - t.both/t.identity) * (1 - t.both/t.contacts))
	return within01(1-missed, otherwise)
}
