package matching

import (
	fs "github.com/caselobby/caselobby/matching/fellegisunter"
	"github.com/caselobby/caselobby/matching/internal/uk"
)

// weigh turns the findings of all candidates into bits, and into likelihood ratios of
// being the person and of being a relative. All bits are multiples of
// [fs.Resolution], so that their sums are exact in whatever order they are taken.
func (q *query) weigh(all []compared, joint *jointContacts) {
	for i := range all {
		c := &all[i]
		p := q.pair(c)
		c.joint, c.slips = joint.excess(p.details()), q.together(&p)
		c.weight, c.lr, c.kin = q.likelihoods(&p, c.joint+c.slips)
	}
}

// together returns the bits that the slips of a candidate weigh more than one by one. They
// do not lift a mistyped name above what full agreement would weigh.
func (q *query) together(p *pair) float64 {
	set := p.slips()
	bits := q.slips[set]
	if name := p[uk.FieldName]; name.slip == uk.Mistyped {
		bits = min(bits, q.slips[set.mended()]+name.room)
	}
	return bits
}

// likelihoods returns the weight, and the likelihood ratios of being the person and
// of being a relative, given the bits of what several fields say together, which are
// the same under every hypothesis.
func (m *UKMatcher) likelihoods(p *pair, together float64) (weight, lr, kin float64) {
	rarity, relations := together, [uk.Relations]float64{}
	for _, f := range p {
		weight += f.part.Bits + f.part.Frequency
		rarity += f.part.Frequency
		for r := range relations {
			relations[r] += f.kin[r]
		}
	}
	for r := range m.relatives {
		kin += float64(m.relatives[r].share * fs.Exp2(relations[r]+rarity))
	}
	weight += together
	return weight, fs.Exp2(weight), kin
}

// weighed weighs an outcome within the limits of [query.bound].
func (q *query) weighed(field int, o fs.Outcome) finding {
	if o.Level == fs.Null {
		return finding{Outcome: o, part: fs.Part{Level: fs.Null}}
	}
	f := q.found(field, o, q.bound(field, o))
	if field == uk.FieldName && f.slip == uk.Mistyped {
		f.room = q.ceiling(field, o) - (f.part.Bits + f.part.Frequency)
	}
	return f
}

// found is the finding of an outcome that weighs p.
func (m *UKMatcher) found(field int, o fs.Outcome, p fs.Part) finding {
	f := finding{Outcome: o, part: p, contact: uk.Agrees(field, o.Level), slip: uk.SlipOf(field, o.Level)}
	if o.Level != fs.Null {
		for r := range m.relatives {
			f.kin[r] = m.relatives[r].bits[field][o.Level]
		}
	}
	return f
}

// bound returns what an outcome weighs, within floor and ceiling: the adjustment for a
// common value turns no agreement into a conflict, a likeness weighs no more than equality
// on the same value would, and a name of which both halves agree no less than one half of
// it.
func (q *query) bound(field int, o fs.Outcome) fs.Part {
	p := q.same.Part(field, o)
	if p.Bits > 0 {
		p.Frequency = min(max(p.Bits+p.Frequency, q.floor(field, p.Level)), q.ceiling(field, o)) - p.Bits
	}
	return p
}

// floor is the least that an agreement weighs.
func (q *query) floor(field, level int) float64 {
	if field != uk.FieldName || !uk.BothHalves(level) {
		return 0
	}
	least := q.same.Part(field, fs.Outcome{Level: uk.OneHalf}).Bits
	if o, applies := q.asker.Alone(level); applies {
		p := q.same.Part(field, o)
		least = max(least, p.Bits+p.Frequency)
	}
	if level == 0 {
		for _, o := range q.asker.Alike() {
			p := q.same.Part(field, o)
			least = max(least, p.Bits+p.Frequency)
		}
	}
	return least
}

// ceiling is the most that an agreement weighs: what full agreement on the asker's value
// would and, if both halves of the name are only alike, what equality of one of them
// would.
func (q *query) ceiling(field int, o fs.Outcome) float64 {
	share := q.asker.Rarest(field)
	if uk.OfValue(field) && o.Frequency > 0 {
		share = o.Frequency
	}
	p := q.same.Part(field, fs.Outcome{Level: 0, Frequency: share})
	most := max(p.Bits+p.Frequency, q.floor(field, 0))
	if field == uk.FieldName {
		for _, nearer := range q.asker.Nearer(o) {
			p := q.same.Part(field, nearer)
			most = min(most, p.Bits+p.Frequency)
		}
	}
	return most
}
