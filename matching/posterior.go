package matching

import (
	"cmp"
	"slices"

	fs "github.com/caselobby/caselobby/matching/fellegisunter"
)

// share gives every client its probability and returns that of none and, within
// none, of a relative. With N clients, π the chance of being known, ρ that of
// being found, κ relatives on the register, and likelihood ratios LR of being the
// person and LRh of being a relative of the person,
//
//	P(i)    ∝ (π/N)·LRᵢ / (1 + (κ/N)·LRhᵢ)
//	P(none) ∝ (1−π) + π(1−ρ)
//
// At most one person of the register is the person, so rivals take probability
// from one another. Whoever the person is, client or not, any other client may be
// a relative; so the evidence for a client counts as far as it goes beyond what a
// relative would show, and a row that looks like a twin speaks for no one else.
func (a *asking) share(clients []weighed) (none, related float64) {
	n := a.carriers.size
	known, kin := a.o.Known/n, a.o.Relatives/n
	nobody := nobody(a.o.Known, a.o.Found)
	d, stranger := nobody, 1.
	for i := range clients {
		w := &clients[i]
		odds := float64(kin * w.kin)
		w.p, w.kin = float64(known*w.lr/(1+odds)), odds/(1+odds)
		d += w.p // conversions keep products from being fused into sums
		stranger *= 1 / (1 + odds)
	}
	none = nobody / d
	for i := range clients {
		clients[i].p /= d
		clients[i].kin *= none
	}
	a.group(clients, none)
	return none, none * (1 - stranger)
}

// alone gives every record its probability. Several records may well be about
// one person, so each stands alone against "somebody else".
func (a *asking) alone(records []weighed, pool Pool) {
	// How many records wait is not known; a lobby holds a small part of what a
	// register does.
	n := max(float64(len(records)), a.carriers.size/50, 20)
	waits, kin := a.o.Waiting/n, (1-a.o.Waiting)*a.o.Relatives/n
	for i := range records {
		w := &records[i]
		d := (1 - a.o.Waiting) + float64(kin*w.kin) + float64(waits*w.lr)
		w.p = waits * w.lr / d
		w.kin *= kin / d
	}
}

// A row is looked at as a duplicate if, standing alone against "none of these",
// it would be at least so probable.
const worthGrouping = .01

// maxGrouped is how many rows are compared with one another.
const maxGrouped = 12

// group finds rows of the register that are one person. Row i is the person if
// any row is that is the same person as i, so each row is given
//
//	P(i) + Σ P(j)·P(i and j are one person)
func (a *asking) group(clients []weighed, none float64) {
	top := a.promising(clients)
	if len(top) < 2 {
		return
	}
	extra := make([]float64, len(top))
	for i := range top {
		for j := range i {
			s := a.duplicates(top[i], top[j])
			extra[i] += float64(s * top[j].p)
			extra[j] += float64(s * top[i].p)
		}
	}
	for i, w := range top {
		w.p = min(w.p+extra[i], max(1-none, w.p))
	}
}

// promising returns the rows that may be the person or a duplicate of it, the
// heaviest first.
func (a *asking) promising(clients []weighed) []*weighed {
	if a.o.Duplicates == 0 {
		return nil
	}
	least := worthGrouping * a.carriers.size / a.o.Known
	var top []*weighed
	for i := range clients {
		if clients[i].lr >= least {
			top = append(top, &clients[i])
		}
	}
	slices.SortStableFunc(top, func(x, y *weighed) int { return cmp.Compare(y.weight, x.weight) })
	return top[:min(len(top), maxGrouped)]
}

// duplicates returns the probability that two rows of the register are one
// person. Either row's values have the asker's shares where they are the asker's.
func (a *asking) duplicates(x, y *weighed) float64 {
	left := x.profile.sharing(&a.profile)
	var outcomes [fields]fs.Outcome
	a.same.Compare(&left, &y.profile, outcomes[:])
	w := weighed{outcomes: outcomes}
	rarity := 0.
	for f := range w.parts {
		w.parts[f] = a.same.Part(f, outcomes[f])
		rarity += w.parts[f].Frequency
		w.weight += w.parts[f].Bits + w.parts[f].Frequency
	}
	excess := a.sets.excess(&w)
	lr, kin := fs.Exp2(w.weight+excess), a.relative(&outcomes, rarity+excess)
	n := a.carriers.size
	one := float64(a.o.Duplicates / n * lr)
	return one / (1 + float64(a.o.Relatives/n*kin) + one)
}

// sharing returns a copy of the profile with the asker's shares for the values
// that both have.
func (q *Parsed) sharing(asker *Parsed) Parsed {
	c := *q
	c.forenames, c.surnames = slices.Clone(q.forenames), slices.Clone(q.surnames)
	c.phones, c.emails, c.postcodes = slices.Clone(q.phones), slices.Clone(q.emails), slices.Clone(q.postcodes)
	if c.born.full() && c.born.digits == asker.born.digits {
		c.born.share = asker.born.share
	}
	if len(c.forenames) > 0 && len(asker.forenames) > 0 && c.forenames[0].text == asker.forenames[0].text {
		c.forenames[0].share = asker.forenames[0].share
		if len(c.surnames) > 0 && len(asker.surnames) > 0 && c.surnames[0].text == asker.surnames[0].text {
			c.fullShare = asker.fullShare
		}
	}
	for i := range c.surnames {
		for j := range asker.surnames {
			if c.surnames[i].text == asker.surnames[j].text {
				c.surnames[i].share = asker.surnames[j].share
			}
		}
	}
	c.contactsSharing(asker)
	return c
}

func (c *Parsed) contactsSharing(asker *Parsed) {
	for i := range c.phones {
		for j := range asker.phones {
			if c.phones[i].text == asker.phones[j].text {
				c.phones[i].share = asker.phones[j].share
			}
		}
	}
	for i := range c.emails {
		for j := range asker.emails {
			if c.emails[i].text == asker.emails[j].text {
				c.emails[i].share = asker.emails[j].share
			}
		}
	}
	for i := range c.postcodes {
		for j := range asker.postcodes {
			p, of := &c.postcodes[i], &asker.postcodes[j]
			if p.unit == of.unit {
				p.share = of.share
			}
			if p.sector == of.sector {
				p.sectorShare = of.sectorShare
			}
			if p.district == of.district {
				p.districtShare = of.districtShare
			}
		}
	}
}
