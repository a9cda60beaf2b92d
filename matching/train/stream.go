package train

import (
	"github.com/caselobby/caselobby/matching"
	fs "github.com/caselobby/caselobby/matching/fellegisunter"
	"github.com/caselobby/caselobby/matching/internal/uk"
)

// How many cases π counts for before any has arrived, and how many κ does. Of κ less
// is to be seen, because most people have no relative on the register.
const (
	knownBelief     = 5
	relativesBelief = 200
)

// listed is the share of a person's relatives on the register who share a key with
// the person, and so are seen: about half on made-up registers (package matchtest).
const listed = .5

// The values of a set-up in which nothing is said: those of matching.Options.
const (
	usualKnown     = .3
	usualRelatives = .25
)

// stream is cases that teach, and what they have taught so far.
type stream struct {
	base     fs.Model[uk.Person] // u of the register, m of the model
	arrivals []Arrival
	s        settings
	codes    codes

	Learnt  // but for the parameters, which are those of the model
	model   fs.Model[uk.Person]
	related *relations
	noise   *noise
}

func newStream(base fs.Model[uk.Person], arrivals []Arrival, o *Options) *stream {
	base = base.Complete()
	s := o.settings()
	if mostlyUndecided(arrivals) {
		s.fall = s.Move * s.Move * s.Move
	}
	return &stream{
		base: base, arrivals: arrivals, s: s, codes: codesOf(base),
		Learnt: Learnt{Known: usualKnown, Relatives: usualRelatives}, model: base, noise: newNoise(),
	}
}

func (e *stream) learnt() Learnt {
	l := e.Learnt
	l.Parameters = e.model.Parameters()
	return l
}

// run iterates until nothing changes any more.
func (e *stream) run() error {
	for e.Iterations < e.s.Iterations && !e.Converged {
		if err := e.iterate(); err != nil {
			return err
		}
		e.Converged = e.Change < e.s.Tolerance
		if err := e.s.progress(Step{Stage: "em", Done: e.Iterations, Total: e.s.Iterations, Change: e.Change}); err != nil {
			return err
		}
	}
	return nil
}

// iterate does one step of expectation and one of maximisation.
func (e *stream) iterate() error {
	x, err := e.expect(e.arrivals)
	if err != nil {
		return err
	}
	return e.maximise(&x)
}

// expect returns what is believed of arrivals by what has been learnt so far.
func (e *stream) expect(arrivals []Arrival) (expected, error) {
	x := expected{matches: newCounts(e.model), n: float64(len(arrivals))}
	e.related = newRelations(e.model, e.Relations)
	m, err := e.learnt().matcher()
	if err != nil {
		return x, err
	}
	for i := range arrivals {
		if err := x.add(e, m, &arrivals[i]); err != nil {
			return x, err
		}
		if done := i + 1; done%500 == 0 || done == len(arrivals) {
			if err := e.s.progress(Step{Stage: "rank", Done: done, Total: len(arrivals)}); err != nil {
				return x, err
			}
		}
	}
	return x, nil
}

// matcher ranks by what was learnt.
func (l Learnt) matcher() (*matching.UKMatcher, error) {
	return matching.Trained(l.Parameters, l.Options(nil))
}

// expected is what is believed of all arrivals together.
type expected struct {
	n                float64 // arrivals
	matches          counts
	found            float64 // clients found, in all
	known, relatives float64
	kinds            matching.Relations
	manners          tally
	ruled, right     float64
}

// share is π, shrunk towards the usual.
func (x *expected) share() float64 {
	return (x.known + float64(knownBelief*usualKnown)) / (x.n + knownBelief)
}

// unlikely is the probability below which a pair is not counted.
const unlikely = 1e-6

func (x *expected) add(e *stream, m *matching.UKMatcher, a *Arrival) error {
	r := m.Rank(a.Person, a.Pool)
	b := e.noise.believe(&r, a.Ruling)
	x.known += b.known
	x.relatives += b.relatives
	if a.Ruling != nil && b.shown != nil {
		x.manners.add(e.noise, b.shown, a.Ruling.By)
		x.ruled++
		x.right += b.right
	}
	for i, p := range b.clients {
		if len(r.Clients[i].Evidence) == 0 {
			continue // so improbable that it is not explained
		}
		if b.relative[i] >= unlikely {
			e.related.add(&x.kinds, r.Clients[i].Evidence, b.relative[i])
		}
		if p < unlikely {
			continue
		}
		levels, err := e.codes.levels(levelsOf(r.Clients[i].Evidence))
		if err != nil {
			return err
		}
		x.found += p
		x.matches.add(levels, p)
	}
	return nil
}

func (e *stream) maximise(x *expected) error {
	if x.found == 0 {
		return errNoMatch
	}
	next := e.base.Complete()
	setM(next, x.matches, &e.s)
	known := x.share()
	relatives := (x.relatives/listed + relativesBelief*usualRelatives) / (x.n + relativesBelief)
	e.Change = max(abs(known-e.Known), abs(relatives-e.Relatives))
	for i, c := range next.Comparisons {
		for j := range c.Levels {
			e.Change = max(e.Change, abs(c.Levels[j].M-e.model.Comparisons[i].Levels[j].M))
		}
	}
	e.model, e.Known, e.Relatives, e.noise = next, known, relatives, x.manners.noise()
	e.Relations = towardsUsual(x.kinds, matching.Relations{})
	if x.ruled > 0 {
		e.Wrong = 1 - x.right/x.ruled
	}
	e.Iterations++
	return nil
}

func abs(x float64) float64 { return max(x, -x) }

func levelsOf(evidence []matching.Evidence) []string {
	levels := make([]string, len(evidence))
	for i, e := range evidence {
		levels[i] = e.Level
	}
	return levels
}
