package matchtest

// Society says how people are related and how their names are told. Shares are
// of adults: nobody under sixteen is on a register. The zero value has no
// relatives, and tells names as [New] does.
type Society struct {
	// Who lives with an adult, on average.
	Partners, Parents, Children, Siblings float64

	// Twins is the share of people who have a twin.
	Twins float64
	// Namesakes is the share of sons who bear their father's name. A quarter as
	// many daughters bear their mother's.
	Namesakes float64
	// Joined is the chance that somebody who lives with a client is a client as
	// well, and Apart that a parent, child or sibling who lives elsewhere is.
	Joined, Apart float64

	// Careless is the share of clients of whom the register heard as in a [Hard]
	// referral, and not as in [Register].
	Careless float64

	Forms Forms
}

// RealRates is England and Wales, as far as it is counted:
//
//   - 57.8 % of those aged sixteen and over in households live in a couple (ONS,
//     "Living arrangements of people in England and Wales: Census 2021").
//   - 4.9 million of 48.6 million adults are non-dependent children in the home of
//     their parents (same source); two in three of these have both parents there.
//     Seen from the parents, .13 of the adults have 1.2 of them.
//   - 12.5 maternities of 1,000 were multiple in 1992, 15.0 in 2002 and 16.1 in
//     2011, fewer in poor areas (ONS, "Characteristics of Birth 2"; Smith et al.,
//     BMJ Open 4:e004514, 2014). Two children each, and fewer before and of those
//     who grew up, make 2 % of adults.
//
// Not counted by anybody and set by judgement: brothers and sisters who share a
// home as adults, namesakes, and how often relatives are clients too. With these a
// client has some .2 relatives on the register.
func RealRates() Society {
	return Society{
		Partners: .578, Parents: .17, Children: .16, Siblings: .05,
		Twins: .02, Namesakes: .05, Joined: .15, Apart: .02, Forms: Customary(),
	}
}

// NoRelatives is a register of single people who are strangers to one another.
func NoRelatives() Society { return Society{Forms: Customary()} }

// ManyRelatives is a register of families: three times the twins, three times the
// namesakes, and most of a household on the register.
func ManyRelatives() Society {
	s := RealRates()
	s.Twins, s.Namesakes, s.Joined, s.Apart = .06, .15, .6, .1
	return s
}

// How many parents, children and siblings an adult has who live elsewhere: about
// two children to a family, half of the parents alive and apart.
const (
	parentsApart  = .8
	childrenApart = .5
	siblingsApart = 1.5
)

// twinsAtHome is the chance that adult twins live together.
const twinsAtHome = .3

// NewWorld returns the world of a seed, a register and a society. Its people are
// others than those of [New], and come from more places: their names have the
// customs of their origin (see [Forms]).
func NewWorld(seed uint64, clients int, s Society) *World {
	w := New(seed, clients)
	w.society = &s
	return w
}

// kind is a relation and how many such relatives an adult has, at home and
// elsewhere.
type kind struct {
	relation    Relation
	home, apart float64
}

func (s *Society) kinds() []kind {
	return []kind{
		{Partner, s.Partners, 0},
		{Parent, s.Parents, parentsApart},
		{Child, s.Children, childrenApart},
		{Sibling, s.Siblings, siblingsApart},
		{Twin, s.Twins * twinsAtHome, s.Twins * (1 - twinsAtHome)},
	}
}

// weight is how often such relatives arrive. Those who live elsewhere count for a
// quarter, as they need not live in the same authority; twins for two, as they
// meet the same troubles at the same age.
func (k kind) weight() float64 {
	if k.relation == Twin {
		return 2 * (k.home + k.apart)
	}
	return k.home + k.apart/4
}

// anyone chooses a relation by how often such relatives arrive, and none where
// there are no relatives.
func (s *Society) anyone(d *dice) Relation {
	sum := 0.
	if s.Joined == 0 && s.Apart == 0 {
		return ""
	}
	for _, k := range s.kinds() {
		sum += k.weight()
	}
	for _, k := range s.kinds() {
		share := k.weight()
		if d.chance(share / sum) {
			return k.relation
		}
		sum -= share
	}
	return ""
}

// together reports whether a relative who arrives lives with the person.
func (s *Society) together(r Relation, d *dice) bool {
	for _, k := range s.kinds() {
		if k.relation == r && k.weight() > 0 {
			return d.chance(k.home / (k.home + k.apart/4))
		}
	}
	return d.chance(.3)
}

// families makes up group g of a register with a society.
func (w *World) families(g int) []neighbour {
	d := throw(w.seed, living, g)
	group := make([]neighbour, 0, groupSize)
	for len(group) < groupSize {
		home := len(group)
		group = append(group, neighbour{w.member(&d), home, home})
		group = w.kin(group, &d)
		for _, n := range group[home:len(group):len(group)] {
			if d.chance(.01) && len(group) < groupSize { // registered twice
				group = append(group, n)
			}
		}
	}
	return group
}

// apart is the chance that a relative who lives elsewhere is a client too.
func (s *Society) apart(r Relation) float64 {
	if r == Twin {
		return s.Joined // see weight
	}
	return s.Apart
}

// kin adds those relatives of the last of the group who are clients too. Those
// who live elsewhere count as another household.
func (w *World) kin(group []neighbour, d *dice) []neighbour {
	head := group[len(group)-1]
	for _, k := range w.society.kinds() {
		for _, at := range []struct {
			number, clients float64
			together        bool
		}{{k.home, w.society.Joined, true}, {k.apart, w.society.apart(k.relation), false}} {
			for n := at.number; n > 0 && len(group) < groupSize; n-- {
				if !d.chance(min(n, 1)) || !d.chance(at.clients) {
					continue
				}
				r, ok := w.kinsman(head.human, k.relation, at.together, givenNames(group), d)
				if !ok {
					continue
				}
				home := head.home
				if !at.together {
					home = len(group)
				}
				group = append(group, neighbour{r, len(group), home})
			}
		}
	}
	return group
}
