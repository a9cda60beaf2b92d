package train

import (
	"cmp"
	"fmt"

	"github.com/caselobby/caselobby/matching"
	fs "github.com/caselobby/caselobby/matching/fellegisunter"
	"github.com/caselobby/caselobby/matching/internal/uk"
)

// Arrival is an incoming person, whom a register holds under that person's keys,
// and what was decided, if anything was.
type Arrival struct {
	Person matching.Prepared
	Pool   matching.Pool
	Ruling *Ruling // nil: nobody has decided
}

// Ruling is what an officer decided on an arrival. It may be wrong.
type Ruling struct {
	Client string // id of the client whom the officer took the person for; "" is none of those shown
	// Relative is the id of a client whose relative the officer says the person is; ""
	// if the officer says nothing of the kind.
	Relative string
	By       string // tells officers apart, by any code; may be empty
}

// Learnt is what a register and the cases that arrived at it taught.
type Learnt struct {
	Parameters fs.Parameters // for matching.Trained
	// Known and Relatives are π and κ, for matching.Options: they belong to the
	// stream of cases and are not part of the parameters.
	Known, Relatives float64
	Relations        matching.Relations // what those relatives are; zero is the usual
	// Held says what of it stood the test on cases held back. What did not is as it
	// was untrained.
	Held Held
	// Wrong is the share of the rulings that are wrong, as estimated.
	Wrong      float64
	Iterations int
	Change     float64 // largest change of a parameter in the last iteration
	Converged  bool    // Change is below the tolerance
}

// Options returns the options with π, κ and the kinds of relatives as learnt; what they
// set already stays.
func (l Learnt) Options(o *matching.Options) *matching.Options {
	var c matching.Options
	if o != nil {
		c = *o
	}
	c.PriorKnown = cmp.Or(c.PriorKnown, l.Known)
	c.Relatives = cmp.Or(c.Relatives, l.Relatives)
	c.Relations = cmp.Or(c.Relations, l.Relations)
	return &c
}

// UK trains the model of [matching.UK] on a register and cases that arrived at it,
// whether or not anybody has decided them. Some hundreds of cases are enough. Those that
// nobody has decided teach only where they give a date of birth or a number.
//
// u is counted by [U] on random pairs of clients. m, π and κ are found by
// expectation maximisation over the pairs that share a key. What is expected of
// a pair is the matcher's own posterior: it sees the whole list, so that rivals
// and relatives of a client do not pass for the client. A ruling moves it as far as
// the ruling is believed: see [Learnt.Wrong]. Prior is π by the number of clients.
//
// A fifth of the cases is held back. What is learnt is returned as far as it does
// better on them than what there was: see [Held].
//
// What cannot be told from cases alone is left to the model. u is kept where
// chance is rarer than any sample (names, numbers, phones, addresses) or a sample is of
// the wrong pairs (middle names: those who share a forename share them more often), m where it
// belongs to its u; at levels of name, date of birth and number where relatives are
// found, m may fall and, unless most cases are decided, not rise. Options.Keep and
// Doubt add to that. Shrink 0 is 100 here, Tolerance 0 is 0.001, Least 0 is 100 and
// Move 0 is 2: a level whose m is far off is rather a level that is misunderstood.
// Unless most cases are decided, an m may fall by the cube of it: strangers and relatives
// who pass for clients add to what is counted of a level and take nothing away from it.
// Without clients u is kept.
func UK(clients []matching.Profile, arrivals []Arrival, o *Options) (Learnt, error) {
	if len(arrivals) == 0 {
		return Learnt{}, fmt.Errorf("%w: no case has arrived", ErrTrain)
	}
	s := ukOptions(arrivals, o)
	base, err := ukChance(clients, s)
	if err != nil {
		return Learnt{}, err
	}
	if arrivals = telling(arrivals); len(arrivals) == 0 {
		return Learnt{}, fmt.Errorf("%w: no case was decided, and none gives a date of birth or a number", ErrTrain)
	}
	taught, held := split(arrivals)
	e := newStream(base, taught, s)
	if err := e.run(); err != nil {
		return e.learnt(), err
	}
	l, err := e.adopt(held)
	if size := arrivals[0].Pool.Size; size > 0 {
		l.Parameters.Prior = l.Known / float64(size)
	}
	return l, err
}

// telling are the arrivals that can teach. Of those that nobody has decided it takes a
// date of birth or a number: without them strangers of one name, of whom there are more
// than any model knows, pass for clients who have moved and have another phone.
func telling(arrivals []Arrival) (list []Arrival) {
	var p uk.Person
	for _, a := range arrivals {
		if a.Ruling != nil || p.Read(string(a.Person.Profile)) && (len(p.Born) > 0 || len(p.NINOs) > 0) {
			list = append(list, a)
		}
	}
	return list
}

func ukOptions(arrivals []Arrival, o *Options) *Options {
	s := tied(o)
	s.Shrink = cmp.Or(s.Shrink, 100)
	s.Tolerance = positive(s.Tolerance, 1e-3)
	s.Least = positive(s.Least, 100)
	s.Move = cmp.Or(s.Move, 2)
	s.LearnU = false
	if mostlyUndecided(arrivals) {
		s.Doubt = append(uk.Doubtful(), s.Doubt...)
	}
	return s
}

func mostlyUndecided(arrivals []Arrival) bool { return 2*len(decided(arrivals)) < len(arrivals) }

// ukBelief is how many random pairs the national u count for.
const ukBelief = 1000

// ukChance counts u on the register.
func ukChance(clients []matching.Profile, o *Options) (fs.Model[uk.Person], error) {
	m := uk.Model()
	if len(clients) < 2 {
		return m, nil
	}
	people, err := readPeople(clients)
	if err != nil {
		return m, err
	}
	u := *o
	u.Shrink = max(u.Shrink, ukBelief)
	u.Keep = append([]string{"name", "middle name", "NI number", "phone", "e-mail"}, u.Keep...)
	return U(m, fs.Data[uk.Person]{Records: people}, &u)
}

func readPeople(profiles []matching.Profile) ([]uk.Person, error) {
	people := make([]uk.Person, len(profiles))
	for i, p := range profiles {
		if !people[i].Read(string(p)) {
			return nil, fmt.Errorf("%w: client %d was prepared by another version of the matcher", ErrTrain, i)
		}
	}
	return people, nil
}
