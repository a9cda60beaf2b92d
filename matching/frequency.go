package matching

import (
	"cmp"
	"slices"
)

// carriers answers how many clients carry a key. It is Pool.Counts sorted.
type carriers struct {
	sorted []KeyCount
	size   float64 // clients in the register
	c      float64 // how many people a prior share counts for
}

func newCarriers(p Pool, strength float64) carriers {
	byKey := func(a, b KeyCount) int { return cmp.Compare(a.Key, b.Key) }
	s := p.Counts
	if !slices.IsSortedFunc(s, byKey) {
		s = slices.Clone(s)
		slices.SortStableFunc(s, byKey)
	}
	return carriers{sorted: s, size: float64(max(p.Size, len(p.Clients), 1)), c: strength}
}

func (c carriers) of(k Key) (n float64, known bool) {
	i, found := slices.BinarySearchFunc(c.sorted, k, func(a KeyCount, k Key) int { return cmp.Compare(a.Key, k) })
	if !found {
		return 0, false
	}
	return float64(max(c.sorted[i].Clients, 0)), true
}

// share returns the share of the population that carries the value of k: what
// the register counts, smoothed as if c more people had been counted of whom the
// share q carries it,
//
//	(n + c·q) / (N + c)
//
// so that a small register is not over-confident; 0 if k was not counted.
func (c carriers) share(k Key, q, strength float64) float64 {
	n, known := c.of(k)
	if !known {
		return 0
	}
	return min((n+float64(strength*q))/(c.size+strength), 1)
}

// How much is known beforehand of a share q, as the number of carriers that the
// prior counts for, c·q. Dates of birth are spread nearly evenly, so the prior
// stands against a handful of coincidences in the register. That a name is as
// rare as its two halves together say is a guess.
const (
	carriersBorn = 4
	carriersName = .3
)

// nameShare returns the share of a full name, given those of its halves. Culture
// joins certain forenames to certain surnames, hence twice the product. Most full
// names are carried once or never, so one that is counted once is expected of
// fewer than one in so many strangers (I. J. Good, "The population frequencies of
// species and the estimation of population parameters", Biometrika 40, 1953); a
// tenth is the least that is believed.
func (c carriers) nameShare(k Key, forename, surname float64) float64 {
	q := priorName
	if forename > 0 && surname > 0 {
		q = min(2*forename*surname, forename, surname)
	}
	share := c.share(k, q, carriersName/q)
	if share == 0 {
		return 0
	}
	return max(share, .1/(c.size+c.c))
}

// contactShare returns the share of a phone or an e-mail address. These are
// personal or shared, with little between: strangers are expected to come with
// one that n clients have as often as one more than n−1 have so far.
func (c carriers) contactShare(k Key, q float64) float64 {
	n, known := c.of(k)
	if !known {
		return 0
	}
	return min((max(n-1, 0)+aloneSoFar+float64(c.c*q))/(c.size+c.c), 1)
}

// aloneSoFar is how many strangers are expected to come with a phone or an
// address that one client has and nobody else yet. Relatives are not strangers:
// see relations.
const aloneSoFar = .2

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
func (q *Parsed) weighted(c carriers, o *Options) {
	for i := range q.surnames {
		s := &q.surnames[i]
		s.share = c.share(surnameShare(s.text).counted(), nationally(o.Surnames, s.text, priorSurname), c.c)
	}
	if len(q.forenames) > 0 {
		f := &q.forenames[0]
		f.share = c.share(forenameShare(f.text).counted(), nationally(o.Forenames, f.text, priorForename), c.c)
		if len(q.surnames) > 0 {
			q.fullShare = c.nameShare(nameKey(f.text, q.surnames[0].text).followed(), f.share, q.surnames[0].share)
		}
	}
	if q.born.full() {
		prior := priorBorn
		if q.born.newYear() {
			prior = priorNewYear
		}
		q.born.share = c.share(bornShare(q.born).counted(), prior, carriersBorn/prior)
	}
	for i := range q.phones {
		q.phones[i].share = c.contactShare(phoneKey(q.phones[i].text).followed(), priorPhone)
	}
	for i := range q.emails {
		q.emails[i].share = c.contactShare(emailKey(q.emails[i].text).followed(), priorEmail)
		if m := &q.emails[i]; m.named && m.share > 0 {
			m.share = max(m.share, m.claimed())
		}
	}
	for i := range q.postcodes {
		p := &q.postcodes[i]
		p.share = c.share(placeShare(p.unit).counted(), priorUnit, c.c)
		p.sectorShare = c.share(placeShare(p.sector).counted(), priorSector, c.c)
		p.districtShare = c.share(placeShare(p.district).counted(), priorDistrict, c.c)
	}
}

// nationally returns the share of a name in the country.
func nationally(shares map[string]float64, name string, otherwise float64) float64 {
	if s, ok := shares[name]; ok {
		return s
	}
	return otherwise
}

// claimed is the share of an address made of a name among the bearers of that
// name: people forget the digits or the dots of theirs and give a namesake's.
func (m *mailbox) claimed() float64 {
	if len(m.digits) >= 2 {
		return 6e-5
	}
	return 3e-4
}
