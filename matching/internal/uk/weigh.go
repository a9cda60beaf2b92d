package uk

import (
	"cmp"
	"sort"

	fs "github.com/caselobby/caselobby/matching/fellegisunter"
)

// Count says how many clients of a register carry a key.
type Count struct {
	Key       uint64
	Clients   int
	Truncated bool // too many: counted and not followed
}

// Register answers how common a value is among the clients of a register.
type Register struct {
	counts   []Count // sorted by key
	Size     float64 // clients
	strength float64 // how many people a prior share counts for
	national National
}

// National are the shares of names in the whole country, by folded name.
type National struct{ Surnames, Forenames map[string]float64 }

// NewRegister returns a register of size clients with the counts of one asker's keys. A
// prior share counts for strength people. It keeps counts, and may sort it.
func NewRegister(size int, counts []Count, strength float64, national National) *Register {
	if sorted := byKey(counts); !sort.IsSorted(sorted) {
		sort.Stable(sorted)
	}
	return &Register{counts: counts, Size: float64(max(size, 1)), strength: strength, national: national}
}

// byKey sorts counts by key. Package slices would make a sort for this type alone.
type byKey []Count

func (c byKey) Len() int           { return len(c) }
func (c byKey) Less(i, j int) bool { return c[i].Key < c[j].Key }
func (c byKey) Swap(i, j int)      { c[i], c[j] = c[j], c[i] }

// of returns the count of a key, and whether it was counted.
func (r *Register) of(key uint64) (c Count, known bool) {
	from, to := 0, len(r.counts) // not slices.BinarySearchFunc, which is slower, a hundred times an asker
	for from < to {
		if at := int(uint(from+to) / 2); r.counts[at].Key < key {
			from = at + 1
		} else {
			to = at
		}
	}
	if from == len(r.counts) || r.counts[from].Key != key {
		return Count{}, false
	}
	return r.counts[from], true
}

// share returns the share of the population that carries the value of a key, 0 if the
// key was not counted: n carriers of N clients, smoothed as if c more people (strength)
// had been counted, of whom the share q carries it,
//
//	(n + c·q) / (N + c)
//
// so that a small register is not over-confident.
func (r *Register) share(key uint64, q, strength float64) float64 {
	c, known := r.of(key)
	if !known {
		return 0
	}
	return min((float64(max(c.Clients, 0))+float64(strength*q))/(r.Size+strength), 1)
}

// How much a prior share q counts for, as a number of carriers c·q, from which
// strength c follows. Dates of birth are spread nearly evenly, so their prior outweighs a
// few coincidences in the register. That a full name is as rare as the shares of its
// halves suggest is a guess, so that prior counts for little.
const (
	carriersBorn = 4
	carriersName = .3
)

// nameShare returns the share of a full name, given those of its halves. Forenames and
// surnames of one culture go together, hence a prior of twice their product. Most full
// names are carried once or never, so one that is counted once is expected of
// fewer than one in so many strangers (I. J. Good, "The population frequencies of
// species and the estimation of population parameters", Biometrika 40, 1953); a
// tenth is the least that is believed.
func (r *Register) nameShare(key uint64, forename, surname float64) float64 {
	q := priorName
	if forename > 0 && surname > 0 {
		q = min(2*forename*surname, forename, surname)
	}
	share := r.share(key, q, carriersName/q)
	if share == 0 {
		return 0
	}
	return max(share, .1/(r.Size+r.strength))
}

// builtShare returns the share of people whose names are built as these are, whatever the
// spelling; 0 if the register has fewer than two. Of n clients n−1 count: one may be the
// person. The prior is left out: that of a mistyped name would be of the slip.
func (r *Register) builtShare(n *Name) float64 {
	if len(n.Given) == 0 || len(n.Family) == 0 {
		return 0
	}
	key, ok := codesKey(n.Given[0].form.Code, n.Family[0].form.Code)
	if c, _ := r.of(key.followed()); ok && c.Clients > 1 {
		return r.contactShare(key.followed(), 0)
	}
	return 0
}

// contactShare returns the share of a phone or an e-mail address. Most are personal, some
// are shared, and there is little between. Of n clients who have one, n−1 count: the
// first may be its only owner.
func (r *Register) contactShare(key uint64, q float64) float64 {
	c, known := r.of(key)
	if !known {
		return 0
	}
	return min((max(float64(c.Clients)-1, 0)+aloneSoFar+float64(r.strength*q))/(r.Size+r.strength), 1)
}

// aloneSoFar is how many strangers are expected to come with a phone or an address that
// one client has and nobody else yet. Relatives are not strangers: [relationLevels] is of
// them.
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

// Weigh sets the shares of the asker's values.
func (p *Person) Weigh(r *Register) {
	p.weighNames(r)
	for i := range p.Born {
		d := &p.Born[i]
		prior := priorBorn
		if d.newYear() {
			prior = priorNewYear
		}
		if d.full() {
			d.share = r.share(bornShare(*d).counted(), prior, carriersBorn/prior)
		}
	}
	for i := range p.Phones {
		p.Phones[i].share = r.contactShare(phoneKey(&p.Phones[i]).followed(), priorPhone)
	}
	for i := range p.Emails {
		m := &p.Emails[i]
		m.user = userOf(m.text)
		m.share = r.contactShare(emailKey(m).followed(), priorEmail)
	}
	for i := range p.Places {
		c := &p.Places[i]
		c.share = r.share(placeShare(c.unit()).counted(), priorUnit, r.strength)
		c.sectorShare = r.share(placeShare(c.sector()).counted(), priorSector, r.strength)
		c.districtShare = r.share(placeShare(c.district()).counted(), priorDistrict, r.strength)
	}
}

func (p *Person) weighNames(r *Register) {
	n := &p.Name
	for i := range n.Family {
		s := &n.Family[i]
		s.share = r.share(surnameShare(s.text).counted(), nationally(r.national.Surnames, s.text, priorSurname), r.strength)
	}
	for i := range n.Given {
		g := &n.Given[i]
		prior := nationally(r.national.Forenames, g.text, priorForename)
		if g.share = r.share(forenameShare(g.text).counted(), prior, r.strength); g.share == 0 {
			g.share = prior // a middle name, which nobody counts
		}
	}
	if w := n.one(); w != nil { // it may be either half
		w.share = max(
			r.share(surnameShare(w.text).counted(), nationally(r.national.Surnames, w.text, priorSurname), r.strength),
			r.share(forenameShare(w.text).counted(), nationally(r.national.Forenames, w.text, priorForename), r.strength))
		if w.bare != "" {
			n.bare = r.share(kindSurname.add(w.bare).followed(), nationally(r.national.Surnames, w.bare, priorSurname), r.strength)
		}
		for first, second := range w.inTwo() {
			w.share = max(w.share, r.share(nameKey(first, second).followed(), 0, r.strength))
		}
	}
	for i := range n.Family {
		if f := &n.Family[i]; len(n.Given) > 0 {
			f.full = r.nameShare(nameKey(n.Given[0].text, f.text).followed(), n.Given[0].share, f.share)
			for j := range n.Known { // which of them went with a former surname is not kept
				k := &n.Known[j]
				if f.former {
					f.full = max(f.full, r.nameShare(nameKey(k.text, f.text).followed(), nationally(r.national.Forenames, k.text, priorForename), f.share))
				}
			}
		}
	}
	if len(n.Family) > 0 {
		n.Full = n.Family[0].full
	}
	n.built = r.builtShare(n)
	var buf [maxWords]*word
	all := n.all(&buf)
	n.pairs = make([]float64, maxWords*maxWords)
	for i, w := range all {
		for j := i + 1; j < len(all); j++ {
			n.pairs[i*maxWords+j] = r.nameShare(nameKey(w.text, all[j].text).followed(), w.share, all[j].share)
		}
	}
}

// nationally returns the share of a name in the country, otherwise if it is not known.
func nationally(shares map[string]float64, name string, otherwise float64) float64 {
	if s, ok := shares[name]; ok {
		return s
	}
	return otherwise
}

// Rarest returns the least share of the asker's values of a field; 0 if none is
// known.
func (p *Person) Rarest(field int) float64 {
	switch field {
	case FieldName:
		return p.Name.Full
	case FieldBorn:
		return rarest(p.Born, func(d *Date) float64 { return d.share })
	case FieldPostcode:
		return rarest(p.Places, func(c *Place) float64 { return c.share })
	case FieldPhone:
		return rarest(p.Phones, func(h *Phone) float64 { return h.share })
	case FieldEmail:
		return rarest(p.Emails, func(m *Mailbox) float64 { return m.share })
	}
	return 0
}

// rarest returns the least share of some values that is known; 0 if none is.
func rarest[V any](values []V, shareOf func(*V) float64) (least float64) {
	for i := range values {
		if share := shareOf(&values[i]); share > 0 && (least == 0 || share < least) {
			least = share
		}
	}
	return least
}

// sameSurname is how many of those who have one forename are taken to have one surname, if
// the name is mistyped so that the register does not count those who bear it: more than
// the Smiths among Jameses, fewer than the Khans among Mohammeds.
const sameSurname = 1. / 20

// Alike returns what somebody who has the asker's name with a slip in one half weighs at
// most: see [Person.Nearer]. Equality on the whole name must weigh no less, though the
// whole name may be commoner than its halves suggest. Whoever has a name built as this one
// is has a half that is.
func (p *Person) Alike() (outcomes []fs.Outcome) {
	n := &p.Name
	if len(n.Given) > 0 && len(n.Family) > 0 {
		outcomes = append(outcomes,
			fs.Outcome{Level: nameEqual, Frequency: max(n.Given[0].share, n.built) * sameSurname},
			fs.Outcome{Level: nameEqual, Frequency: cmp.Or(n.built, 1)},
			fs.Outcome{Level: nameForenameAlike, Frequency: max(n.Family[0].share, n.built)})
	}
	return outcomes
}

// Nearer returns the outcomes than which one must weigh no more, if at it a half of the
// name is another form or alike: equality on the name that it is a form of, because
// others who bear that are recorded otherwise as often as the person is; and, if both
// halves are only alike, that of one of them, however common it is.
func (p *Person) Nearer(o fs.Outcome) (outcomes []fs.Outcome) {
	n := &p.Name
	switch o.Level {
	case nameNickname, nameForenameAlike:
	case nameSurnameAlike:
		outcomes = append(outcomes, fs.Outcome{Level: nameEqual, Frequency: o.Frequency * sameSurname})
	case nameBothAlike:
		if len(n.Given) > 0 && len(n.Family) > 0 {
			outcomes = append(outcomes,
				fs.Outcome{Level: nameNickname, Frequency: n.Family[0].share},
				fs.Outcome{Level: nameSurnameAlike, Frequency: n.Given[0].share},
				fs.Outcome{Level: nameEqual, Frequency: n.Given[0].share * sameSurname})
		}
	default:
		return nil
	}
	if n.built > 0 {
		outcomes = append(outcomes, fs.Outcome{Level: nameEqual, Frequency: n.built})
	}
	return outcomes
}

// Alone returns the outcome of somebody with the rarest of the asker's given names and no
// surname. It applies to the levels at which a given name and a surname agree in another
// place, which must weigh no less.
func (p *Person) Alone(level int) (o fs.Outcome, applies bool) {
	switch level {
	case nameFormer, nameReordered, nameWithin, nameMiddle:
	default:
		return o, false
	}
	share := rarest(p.Name.Given, func(g *word) float64 { return g.share })
	return fs.Outcome{Level: nameForenameAlone, Frequency: share}, len(p.Name.Given) > 0
}
