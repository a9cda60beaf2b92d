package matchtest

import "slices"

// The register is made up in groups of neighbouring clients, so that any client
// can be had without making all those before. A household never leaves its group.
const groupSize = 8

// neighbour is one place on the register within its group.
type neighbour struct {
	human human
	first int // place at which this human is first registered
	home  int // place of the first of the household
}

// neighbours makes up group g.
func (w *World) neighbours(g int) []neighbour {
	if w.society != nil {
		return w.families(g)
	}
	d := throw(w.seed, living, g)
	group := make([]neighbour, 0, groupSize)
	for len(group) < groupSize {
		home := len(group)
		h := w.someone(&d)
		group = append(group, neighbour{h, home, home})
		if d.chance(.06) {
			group = w.joined(group, &d)
		}
		for _, n := range slices.Clone(group[home:]) {
			if d.chance(.01) && len(group) < groupSize { // registered twice
				group = append(group, n)
			}
		}
	}
	return group
}

// joined adds relatives to the household of the last of the group.
func (w *World) joined(group []neighbour, d *dice) []neighbour {
	head := group[len(group)-1]
	for more := true; more && len(group) < groupSize; more = d.chance(.25) {
		r, ok := w.relative(head.human, anyRelation(d), givenNames(group), d)
		if !ok {
			break
		}
		group = append(group, neighbour{r, len(group), head.home})
	}
	return group
}

func givenNames(group []neighbour) []string {
	var taken []string
	for _, n := range group {
		taken = append(taken, fullGiven(n.human))
	}
	return taken
}

// Relation is what somebody is to a client.
type Relation string

// The relations that are most easily taken for the client.
const (
	Partner  Relation = "partner"
	Child    Relation = "child"
	Sibling  Relation = "sibling"
	Twin     Relation = "twin"
	Namesake Relation = "namesake" // a son of the same name; in a [Society] any parent or child
	Parent   Relation = "parent"   // in a [Society] only
)

func (w *World) anyRelation(d *dice) Relation {
	if w.society != nil {
		return w.society.anyone(d)
	}
	return anyRelation(d)
}

func anyRelation(d *dice) Relation {
	return among(d, Partner, Partner, Partner, Partner, Child, Child, Child, Sibling, Sibling, Twin, Namesake)
}

// relative makes up a relative of h who bears none of the taken names. It
// reports false where h can have none of that kind: somebody of twenty has no
// grown-up child.
func (w *World) relative(h human, r Relation, taken []string, d *dice) (human, bool) {
	if w.society != nil {
		return w.kinsman(h, r, w.society.together(r, d), taken, d)
	}
	k := human{origin: h.origin, female: d.chance(.5)}
	year, family := h.born.year, d.chance(h.origin.kinName)
	switch r {
	case Partner:
		k.female = h.female == d.chance(.08)
		year += d.between(-7, 7)
	case Child, Namesake:
		year += d.between(18, 36)
	case Sibling:
		year += among(d, -7, -5, -4, -3, -2, -2, -1, 1, 2, 2, 3, 4, 5, 7)
	case Parent:
		return human{}, false
	}
	if year = max(year, today-92); year > today-16 {
		return human{}, false
	}
	if r == Namesake {
		if h.female || count(taken, h.given) > 1 {
			return human{}, false
		}
		k.female, family = false, true
	}
	k.born = birthday(d, h.origin, year)
	if r == Twin {
		k.born, family = h.born, true
	}
	for tries := 0; k.given == "" || slices.Contains(taken, k.given); tries++ {
		if tries == 50 {
			return human{}, false
		}
		k.name(d)
	}
	if r == Namesake {
		k.given = h.given
	}
	k.family = h.origin.familyOf(h.origin.family.pick(d), k.female)
	if family {
		k.family = inFamily(h, k.female)
	}
	w.settle(&k, d)
	w.share(&k, h, r, d)
	return k, true
}

func count(names []string, name string) int {
	n := 0
	for _, other := range names {
		if other == name {
			n++
		}
	}
	return n
}

// share gives a relative what families have in common.
func (w *World) share(k *human, h human, r Relation, d *dice) {
	together, sharing := .6, .12
	switch r {
	case Partner:
		together, sharing = .85, .2
	case Twin:
		together = .7
	}
	if d.chance(together) {
		k.postcode, k.rough, k.earlier = h.postcode, h.rough, slices.Clone(h.earlier)
	}
	if d.chance(sharing) {
		k.phone = h.phone
	}
	if d.chance(sharing / 3) {
		k.email = h.email
	}
	if (r == Sibling || r == Twin) && d.chance(.05) { // numbers were once given to a family in turn
		k.nino = nextNINO(h.nino)
	}
}

func nextNINO(n string) string {
	b := []byte(n)
	b[7] = '0' + (b[7]-'0'+1)%10
	return string(b)
}
