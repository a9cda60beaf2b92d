package matching

import (
	"cmp"
	"slices"
)

// carriers answers how many clients carry a key. It is Pool.Carriers sorted.
type carriers struct {
	sorted []Carrier
	size   float64 // clients in the register
	c      float64 // how many people a prior share counts for
}

func newCarriers(p Pool, strength float64) carriers {
	byKey := func(a, b Carrier) int { return cmp.Compare(a.Key, b.Key) }
	s := p.Carriers
	if !slices.IsSortedFunc(s, byKey) {
		s = slices.Clone(s)
		slices.SortStableFunc(s, byKey)
	}
	return carriers{sorted: s, size: float64(max(p.Size, len(p.Clients), 1)), c: strength}
}

func (c carriers) of(k Key) (n float64, known bool) {
	i, found := slices.BinarySearchFunc(c.sorted, k, func(a Carrier, k Key) int { return cmp.Compare(a.Key, k) })
	if !found {
		return 0, false
	}
	return float64(max(c.sorted[i].Clients, 0)), true
}

// share returns the share of the population that carries the value of k: what
// the register counts, smoothed with the prior share q,
//
//	(n + c·q) / (N + c)
//
// so that a small register is not over-confident; 0 if k was not counted.
func (c carriers) share(k Key, q float64) float64 {
	n, known := c.of(k)
	if !known {
		return 0
	}
	return min((n+float64(c.c*q))/(c.size+c.c), 1)
}

// Prior shares: the u of agreement on each kind of value.
const (
	priorName     = 6.4e-6
	priorSurname  = 7.9e-4
	priorForename = 4.3e-3
	priorBorn     = 6.3e-5
	priorNewYear  = 5e-4 // 1 January of a year: where only the year is known
	priorUnit     = 5e-4
	priorSector   = 9.5e-3
	priorDistrict = .06
	priorPhone    = 1e-5
	priorEmail    = 5e-6
)

// weighted sets the shares of the asker's values.
func (q *Profile) weighted(c carriers) {
	for i := range q.surnames {
		q.surnames[i].share = c.share(surnameShare(q.surnames[i].text).counted(), priorSurname)
	}
	if len(q.forenames) > 0 {
		f := &q.forenames[0]
		f.share = c.share(forenameShare(f.text).counted(), priorForename)
		if len(q.surnames) > 0 {
			q.fullShare = c.share(nameShare(f.text, q.surnames[0].text).counted(), priorName)
		}
	}
	if q.born.full() {
		prior := priorBorn
		if q.born.newYear() {
			prior = priorNewYear
		}
		q.born.share = c.share(bornShare(q.born).counted(), prior)
	}
	for i := range q.phones {
		q.phones[i].share = c.share(phoneKey(q.phones[i].text).followed(), priorPhone)
	}
	for i := range q.emails {
		q.emails[i].share = c.share(emailKey(q.emails[i].text).followed(), priorEmail)
	}
	for i := range q.postcodes {
		p := &q.postcodes[i]
		p.share = c.share(placeShare(p.unit).counted(), priorUnit)
		p.sectorShare = c.share(placeShare(p.sector).counted(), priorSector)
		p.districtShare = c.share(placeShare(p.district).counted(), priorDistrict)
	}
}
