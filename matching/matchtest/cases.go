package matchtest

import (
	"iter"

	"github.com/caselobby/caselobby/matching"
)

// Case is one arrival, and the truth about it.
type Case struct {
	ID      string          // "L0000001" for the first of a stream
	Person  matching.Person // as told
	Clients []string        // ids of every client who is this person; empty where none is
	Related string          // id of the client whose relative a person is who is no client
	As      Relation        // what that relative is to the client
}

// Known reports whether the person is a client.
func (c Case) Known() bool { return len(c.Clients) > 0 }

// Mix is what a stream of cases is made of. Shares need not add up to one:
// whoever is neither a client nor a relative is a stranger.
type Mix struct {
	Clients   float64 // share of cases about clients
	Relatives float64 // share about relatives of clients who are no clients themselves

	// Shares of the ways to tell; what is left is [Clean].
	Realistic, Hard, VeryHard float64
	Sparse, Undated           float64
}

// Everyday is a mix for most purposes: 45 % of the cases are clients, 10 %
// relatives of clients; most are told in the everyday way.
func Everyday() Mix {
	return Mix{Clients: .45, Relatives: .10, Realistic: .65, Hard: .12, VeryHard: .03}
}

func (m Mix) errors(d *dice) Errors {
	switch { // a share of none throws no dice: streams of mixes without it stay as they are
	case m.Sparse > 0 && d.chance(m.Sparse):
		return Sparse()
	case m.Undated > 0 && d.chance(m.Undated/(1-m.Sparse)):
		return Undated()
	case d.chance(m.VeryHard):
		return VeryHard()
	case d.chance(m.Hard / (1 - m.VeryHard)):
		return Hard()
	case d.chance(m.Realistic / (1 - m.VeryHard - m.Hard)):
		return Realistic()
	}
	return Clean()
}

// Case returns client i telling of themselves once more. The same client and
// errors always tell the same.
func (w *World) Case(i int, e Errors) Case {
	w.check(i)
	d := throw(w.seed, telling, i)
	return w.about(i, e, &d)
}

func (w *World) about(i int, e Errors, d *dice) Case {
	group := w.neighbours(i / groupSize)
	h := w.later(group[i%groupSize].human, e, d)
	return Case{ID: numbered('L', i+1), Person: w.tell(h, e, d), Clients: w.same(group, i)}
}

// Relative returns a case about a relative of client i who is no client. It
// reports false where the client can have none of that kind, as a woman has no
// [Namesake].
func (w *World) Relative(i int, r Relation, e Errors) (Case, bool) {
	w.check(i)
	d := throw(w.seed, telling, -1-i)
	return w.related(i, r, e, &d)
}

func (w *World) related(i int, r Relation, e Errors, d *dice) (Case, bool) {
	group := w.neighbours(i / groupSize)
	h, ok := w.relative(group[i%groupSize].human, r, givenNames(group), d)
	if !ok {
		return Case{}, false
	}
	if w.society != nil && fullGiven(h) == fullGiven(group[i%groupSize].human) {
		r = Namesake
	}
	return Case{ID: numbered('L', i+1), Person: w.tell(w.later(h, e, d), e, d), Related: ClientID(i), As: r}, true
}

// Stranger returns a case about the i-th person who is neither a client nor a
// relative of one.
func (w *World) Stranger(i int, e Errors) Case {
	d := throw(w.seed, passing, i)
	return w.stranger(i, e, &d)
}

func (w *World) stranger(i int, e Errors, d *dice) Case {
	return Case{ID: numbered('L', i+1), Person: w.tell(w.passerBy(d), e, d)}
}

// Cases yields n cases in order of arrival. A longer stream of the same mix
// begins with a shorter one.
func (w *World) Cases(n int, m Mix) iter.Seq[Case] {
	return func(yield func(Case) bool) {
		for j := range n {
			if !yield(w.arrival(j, m)) {
				return
			}
		}
	}
}

func (w *World) arrival(j int, m Mix) Case {
	d := throw(w.seed, arriving, j)
	e := m.errors(&d)
	var c Case
	ok := false
	switch client := d.chance(m.Clients); {
	case w.clients == 0:
	case client:
		c, ok = w.about(d.below(w.clients), e, &d), true
	case d.chance(m.Relatives / (1 - m.Clients)):
		for tries := 0; !ok && tries < 20; tries++ {
			c, ok = w.related(d.below(w.clients), w.anyRelation(&d), e, &d)
		}
	}
	if !ok {
		c = w.stranger(j, e, &d)
	}
	c.ID = numbered('L', j+1)
	return c
}
