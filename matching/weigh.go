package matching

import (
	fs "github.com/caselobby/caselobby/matching/fellegisunter"
	"github.com/caselobby/caselobby/matching/internal/uk"
)

// weigh turns the levels of all candidates into bits, and into likelihood ratios of
// being the person and of being a relative.
func (q *query) weigh(all []compared, joint *jointContacts) {
	for i := range all {
		c := &all[i]
		rarity := 0. // bits of frequency, the same under every hypothesis
		for f := range c.parts {
			c.parts[f] = q.bounded(f, c.outcomes[f])
			rarity += c.parts[f].Frequency
			c.weight += c.parts[f].Bits + c.parts[f].Frequency
		}
		c.joint = joint.excess(c)
		c.weight += c.joint
		c.lr = fs.Exp2(c.weight)
		c.kin = q.kinship(&c.outcomes, rarity+c.joint)
	}
}

// kinship returns the likelihood ratio of being a relative, given the levels and
// the bits by which values are rare.
func (m *UKMatcher) kinship(outcomes *[uk.Fields]fs.Outcome, rarity float64) float64 {
	lr := 0.
	for i := range m.relatives {
		r := &m.relatives[i]
		bits := rarity
		for f := range outcomes {
			if level := outcomes[f].Level; level != fs.Null {
				bits += r.bits[f][level]
			}
		}
		lr += float64(r.share * fs.Exp2(bits))
	}
	return lr
}

// bounded weighs an outcome. It keeps the frequency adjustment from turning an
// agreement into a conflict, a likeness from weighing more than equality on the same
// value would, and a name that agrees in both halves from weighing less than half of
// it.
func (q *query) bounded(field int, o fs.Outcome) fs.Part {
	if o.Level == fs.Null {
		return fs.Part{Level: fs.Null}
	}
	w := &q.weights[field][o.Level]
	if !w.known || w.frequency != o.Frequency {
		*w = weight{frequency: o.Frequency, known: true, part: q.bound(field, o)}
	}
	return w.part
}

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

// ceiling is what full agreement on the asker's value would weigh. What comes near it
// cannot weigh more.
func (q *query) ceiling(field int, o fs.Outcome) float64 {
	share := q.asker.Rarest(field)
	if uk.OfValue(field) && o.Frequency > 0 {
		share = o.Frequency
	}
	p := q.same.Part(field, fs.Outcome{Level: 0, Frequency: share})
	return max(p.Bits+p.Frequency, q.floor(field, 0))
}
