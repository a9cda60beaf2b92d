package matching

import (
	"cmp"
	"slices"

	fs "github.com/caselobby/caselobby/matching/fellegisunter"
)

// weighed is one candidate compared with the asker.
type weighed struct {
	id       string
	profile  Parsed
	outcomes [fields]fs.Outcome
	parts    [fields]fs.Part
	together float64 // bits taken because contact details are shared as a set
	weight   float64 // bits
	lr, kin  float64 // likelihood ratios: of being the person, of being a relative
	p        float64 // probability
}

// asking is one person being ranked.
type asking struct {
	*UKMatcher
	profile  Parsed
	carriers carriers
	ceiling  [fields]float64 // bits of full agreement on the asker's own value
	sets     contactSets
	unread   []string // ids of candidates whose profile is of another version
}

// rank compares the person with everybody in the pool: see [Matcher].
func (m *UKMatcher) rank(q Parsed, pool Pool) Ranking {
	a := &asking{UKMatcher: m, profile: q, carriers: newCarriers(pool, m.o.Strength)}
	a.profile.weighted(a.carriers, &m.o)
	a.ceilings()
	clients, records := a.compare(pool.Clients), a.compare(pool.Records)
	a.sets = newContactSets(a, clients, records)
	a.weigh(clients)
	a.weigh(records)
	r := Ranking{Size: pool.Size, Truncated: pool.Truncated(), TooFew: !a.profile.followable(), Model: m.digest}
	r.None, r.Related = a.share(clients)
	a.alone(records, pool)
	r.Unread = a.unread
	r.Clients, r.Records = a.matches(clients), a.matches(records)
	return r
}

// followable reports whether anything is known by which a person can be found:
// whether keys returns a key that is followed.
func (q *Parsed) followable() bool {
	return q.nino != "" || len(q.phones) > 0 || len(q.emails) > 0 ||
		len(q.forenames) > 0 || len(q.surnames) > 0
}

// compare compares the candidates in order of id: the order of a sum is part of
// its result.
func (a *asking) compare(candidates []Candidate) []weighed {
	byID := func(x, y Candidate) int { return cmp.Compare(x.ID, y.ID) }
	if !slices.IsSortedFunc(candidates, byID) {
		candidates = slices.Clone(candidates)
		slices.SortStableFunc(candidates, byID)
	}
	out := make([]weighed, 0, len(candidates))
	for _, c := range candidates {
		p, ok := c.Profile.person()
		if !ok {
			a.unread = append(a.unread, c.ID)
			continue
		}
		out = append(out, weighed{id: c.ID, profile: a.Parse(p)})
		w := &out[len(out)-1]
		a.same.Compare(&a.profile, &w.profile, w.outcomes[:])
	}
	return out
}

// ceilings works out what full agreement on each of the asker's values would
// weigh. A value that comes near it cannot weigh more.
func (a *asking) ceilings() {
	q := &a.profile
	for f := range a.ceiling {
		a.ceiling[f] = 100
	}
	full := func(f, level int, share float64) float64 {
		p := a.same.Part(f, fs.Outcome{Level: level, Frequency: share})
		return max(p.Bits+p.Frequency, 0)
	}
	if len(q.forenames) > 0 && len(q.surnames) > 0 {
		a.ceiling[fieldName] = full(fieldName, nameEqual, q.fullShare)
	}
	if q.born.full() {
		a.ceiling[fieldBorn] = full(fieldBorn, bornEqual, q.born.share)
	}
	best := func(f, level int, shares ...float64) {
		if len(shares) > 0 {
			a.ceiling[f] = full(f, level, slices.Min(shares))
		}
	}
	var units, phones, emails []float64
	for i := range q.postcodes {
		if q.postcodes[i].unit != "" {
			units = append(units, q.postcodes[i].share)
		}
	}
	for i := range q.phones {
		phones = append(phones, q.phones[i].share)
	}
	for i := range q.emails {
		emails = append(emails, q.emails[i].share)
	}
	best(fieldPostcode, postcodeEqual, units...)
	best(fieldPhone, phoneEqual, phones...)
	best(fieldEmail, emailEqual, emails...)
}

func (a *asking) weigh(all []weighed) {
	for i := range all {
		w := &all[i]
		rarity := 0. // bits of frequency, the same under every hypothesis
		for f := range w.parts {
			p := a.same.Part(f, w.outcomes[f])
			rarity += p.Frequency
			w.parts[f] = a.bounded(f, p)
			w.weight += w.parts[f].Bits + w.parts[f].Frequency
		}
		w.together = a.sets.excess(w)
		w.weight += w.together
		w.lr = fs.Exp2(w.weight)
		w.kin = a.relative(&w.outcomes, rarity+w.together)
	}
}

// relative returns the likelihood ratio of being a relative, given the levels and
// the bits by which values are rare.
func (m *UKMatcher) relative(outcomes *[fields]fs.Outcome, rarity float64) float64 {
	lr := 0.
	for i := range m.kin {
		k := &m.kin[i]
		bits := rarity
		for f := range outcomes {
			if level := outcomes[f].Level; level != fs.Null {
				bits += k.bits[f][level]
			}
		}
		lr += float64(k.share * fs.Exp2(bits))
	}
	return lr
}

// bounded keeps the frequency adjustment from turning an agreement into a
// conflict, a likeness from weighing more than equality would, and a name that
// agrees in both halves from weighing less than half of it.
func (a *asking) bounded(field int, p fs.Part) fs.Part {
	if p.Level == fs.Null || p.Bits <= 0 {
		return p
	}
	least := 0.
	if field == fieldName && p.Level <= nameBothAlike {
		least = a.same.Part(fieldName, fs.Outcome{Level: nameHalfAlike}).Bits
	}
	p.Frequency = min(max(p.Bits+p.Frequency, least), a.ceiling[field]) - p.Bits
	return p
}

// matches returns the explained matches in order.
func (a *asking) matches(all []weighed) []Match {
	out := make([]Match, len(all))
	evidence := make([]Evidence, len(all)*(fields+1))
	for i := range all {
		w := &all[i]
		e := evidence[i*(fields+1) : (i+1)*(fields+1) : (i+1)*(fields+1)]
		a.explain(w, e)
		out[i] = Match{ID: w.id, Probability: w.p, Weight: w.weight, Rating: RatingOf(w.p), Evidence: e, Related: w.kin}
	}
	slices.SortFunc(out, func(x, y Match) int {
		return cmp.Or(cmp.Compare(y.Probability, x.Probability), cmp.Compare(y.Weight, x.Weight), cmp.Compare(x.ID, y.ID))
	})
	return out
}
