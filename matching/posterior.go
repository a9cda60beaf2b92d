package matching

import fs "github.com/caselobby/caselobby/matching/fellegisunter"

// share gives every client its probability and returns that of none and, within
// none, of a relative. With N clients, π the chance of being known, ρ that of
// being found, κ relatives and likelihood ratios LR of being the person and LRh of
// being a relative,
//
//	D    = (1−π) + π(1−ρ) + (1−π)(κ/N)·Σ LRh + (π/N)·Σ LR
//	P(i) = (π/N)·LRᵢ / D
//
// At most one person of the register is the person, so rivals take probability
// from one another.
func (a *asking) share(clients []weighed) (none, related float64) {
	n := a.carriers.size
	known, kin := a.o.Known/n, (1-a.o.Known)*a.o.Relatives/n
	sum, sumKin := 0., 0.
	for i := range clients {
		sum += clients[i].lr
		sumKin += clients[i].kin
	}
	nobody := (1 - a.o.Known) + a.o.Known*(1-a.o.Found)
	d := nobody + kin*sumKin + known*sum
	for i := range clients {
		clients[i].p = known * clients[i].lr / d
		clients[i].kin *= kin / d
	}
	none, related = (nobody+kin*sumKin)/d, kin*sumKin/d
	a.group(clients, none)
	return none, related
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
		d := (1 - a.o.Waiting) + kin*w.kin + waits*w.lr
		w.p = waits * w.lr / d
		w.kin *= kin / d
	}
}

// A row less probable than this is not looked at as a duplicate.
const worthGrouping = 1e-3

// group finds rows of the register that are one person. Row i is the person if
// any row is that is the same person as i, so each row is given
//
//	P(i) + Σ P(j)·P(i and j are one person)
func (a *asking) group(clients []weighed, none float64) {
	if a.o.Duplicates == 0 {
		return
	}
	var top []*weighed
	for i := range clients {
		if clients[i].p >= worthGrouping {
			top = append(top, &clients[i])
		}
	}
	if len(top) < 2 || len(top) > 20 {
		return
	}
	extra := make([]float64, len(top))
	for i := range top {
		for j := range i {
			s := a.duplicates(top[i], top[j])
			extra[i] += s * top[j].p
			extra[j] += s * top[i].p
		}
	}
	for i, w := range top {
		w.p = min(w.p+extra[i], 1-none)
	}
}

// duplicates returns the probability that two rows of the register are one
// person.
func (a *asking) duplicates(x, y *weighed) float64 {
	left := x.profile
	left.sharesFrom(&a.profile)
	var outcomes [fields]fs.Outcome
	a.same.Compare(&left, &y.profile, outcomes[:])
	lr := fs.Exp2(a.same.WeighOutcomes(outcomes[:], nil))
	kin := 0.
	for _, k := range a.kin {
		kin += k.share * fs.Exp2(k.scorer.WeighOutcomes(outcomes[:], nil))
	}
	n := a.carriers.size
	return a.o.Duplicates / n * lr / (1 + a.o.Relatives/n*kin + a.o.Duplicates/n*lr)
}

// sharesFrom takes over the shares of values that the asker has too.
func (q *Profile) sharesFrom(asker *Profile) {
	if q.born == (birth{q.born.year, q.born.month, q.born.day, asker.born.digits, 0}) {
		q.born.share = asker.born.share
	}
	if len(q.forenames) > 0 && len(asker.forenames) > 0 && q.forenames[0].text == asker.forenames[0].text {
		q.forenames = append([]word(nil), q.forenames...)
		q.forenames[0].share = asker.forenames[0].share
		if len(q.surnames) > 0 && len(asker.surnames) > 0 && q.surnames[0].text == asker.surnames[0].text {
			q.surnames = append([]surname(nil), q.surnames...)
			q.surnames[0].share, q.fullShare = asker.surnames[0].share, asker.fullShare
		}
	}
}
