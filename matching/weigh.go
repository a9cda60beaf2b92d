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
		var s sum
		for f := range c.found {
			s.add(q.finding(f, c))
		}
		c.joint = joint.excess(q.details(c))
		c.weight, c.lr, c.kin = q.likelihoods(&s, c.joint)
	}
}

// sum is the bits of several findings.
type sum struct {
	weight float64 // as the same person's
	rarity float64 // of frequency, the same under every hypothesis
	kin    [uk.Relations]float64
}

func (s *sum) add(f *finding) {
	s.weight += f.part.Bits + f.part.Frequency
	s.rarity += f.part.Frequency
	for r := range s.kin {
		s.kin[r] += f.kin[r]
	}
}

// likelihoods returns the weight, and the likelihood ratios of being the person and
// of being a relative, given the bits that contact details weigh too much.
func (m *UKMatcher) likelihoods(s *sum, excess float64) (weight, lr, kin float64) {
	for r := range m.relatives {
		kin += float64(m.relatives[r].share * fs.Exp2(s.kin[r]+s.rarity+excess))
	}
	return s.weight + excess, fs.Exp2(s.weight + excess), kin
}

// weighed weighs an outcome. It keeps the frequency adjustment from turning an
// agreement into a conflict, a likeness from weighing more than equality on the same
// value would, and a name that agrees in both halves from weighing less than half of
// it.
func (q *query) weighed(field int, o fs.Outcome) finding {
	if o.Level == fs.Null {
		return finding{Outcome: o, part: fs.Part{Level: fs.Null}}
	}
	return q.found(field, o, q.bound(field, o))
}

// found is an outcome of which it is known what it weighs.
func (m *UKMatcher) found(field int, o fs.Outcome, p fs.Part) finding {
	f := finding{Outcome: o, part: p, contact: uk.Agrees(field, o.Level)}
	if o.Level != fs.Null {
		for r := range m.relatives {
			f.kin[r] = m.relatives[r].bits[field][o.Level]
		}
	}
	return f
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
