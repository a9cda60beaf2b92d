package train

import (
	"fmt"
	"iter"

	"github.com/caselobby/caselobby/matching"
	fs "github.com/caselobby/caselobby/matching/fellegisunter"
)

// Arrival is an incoming person and whom a register holds under that person's
// keys.
type Arrival struct {
	Person matching.Person
	Pool   matching.Pool
}

// Learnt is what a register and the cases that arrived at it taught.
type Learnt struct {
	Parameters fs.Parameters // for matching.Trained
	// Known and Found are π and ρ, for matching.Options: they belong to the
	// stream of cases and are not part of the parameters.
	Known, Found float64
	Iterations   int
	Change       float64 // largest change of a parameter in the last iteration
	Converged    bool    // Change is below the tolerance
}

// UK trains [matching.UKModel] on a register and cases that arrived at it, of
// which nobody need have decided one. Some hundreds of cases are enough.
//
// u is counted by [U] on random pairs of clients. m and π are found by
// expectation maximisation over the pairs that share a key. What is expected of
// a pair is the matcher's own posterior: it sees the whole list, so that rivals
// and relatives of a client do not pass for the client. ρ is found last, see
// [matching.UKMatcher.Estimate]. Prior is π by the number of clients.
//
// What cannot be told from cases alone is left to the model. u is kept where
// chance is rarer than any sample (names, numbers, phones, addresses), m where
// [matching.Tied] says so; at levels of name, date of birth and number where
// relatives are found, m may fall and not rise. Options.Keep and Doubt add to
// that. Shrink 0 is 100 here, Tolerance 0 is 0.001 and Least 0 is 100. Without
// clients u is kept.
func UK(clients []matching.Parsed, arrivals []Arrival, o *Options) (Learnt, error) {
	if len(arrivals) == 0 {
		return Learnt{}, fmt.Errorf("%w: no case has arrived", ErrTrain)
	}
	s := ukOptions(o)
	base, err := ukChance(clients, s)
	if err != nil {
		return Learnt{}, err
	}
	l := Learnt{Parameters: base.Complete().Parameters()}
	full := s.settings()
	for l.Iterations < full.Iterations && !l.Converged {
		if err := l.iterate(base, arrivals, s); err != nil {
			return l, err
		}
		l.Converged = l.Change < s.Tolerance
		if err := full.progress(Step{Stage: "em", Done: l.Iterations, Total: full.Iterations, Change: l.Change}); err != nil {
			return l, err
		}
	}
	m, err := l.matcher()
	if err != nil {
		return l, err
	}
	e := m.Estimate(func(yield func(matching.Person, matching.Pool) bool) {
		for i := range arrivals {
			if !yield(arrivals[i].Person, arrivals[i].Pool) {
				return
			}
		}
	})
	l.Found = e.Found
	l.Known = min(l.Known/l.Found, .999) // so far it is the share of whom a key leads to
	if size := arrivals[0].Pool.Size; size > 0 {
		l.Parameters.Prior = l.Known / float64(size)
	}
	return l, nil
}

func ukOptions(o *Options) *Options {
	var s Options
	if o != nil {
		s = *o
	}
	if s.Shrink == 0 {
		s.Shrink = 100
	}
	if s.Tolerance <= 0 {
		s.Tolerance = 1e-3
	}
	if s.Least <= 0 {
		s.Least = 100
	}
	s.LearnU = false
	s.Keep = append(matching.Tied(), s.Keep...)
	s.Doubt = append(matching.Doubtful(), s.Doubt...)
	return &s
}

// ukBelief is how many random pairs the national u count for.
const ukBelief = 1000

// ukChance counts u on the register.
func ukChance(clients []matching.Parsed, o *Options) (fs.Model[matching.Parsed], error) {
	m := matching.UKModel()
	if len(clients) < 2 {
		return m, nil
	}
	u := *o
	u.Shrink = max(u.Shrink, ukBelief)
	u.Keep = append([]string{"name", "NI number", "phone", "e-mail"}, u.Keep...)
	return U(m, fs.Data[matching.Parsed]{Records: clients}, &u)
}

func (l *Learnt) matcher() (*matching.UKMatcher, error) {
	return matching.Trained(l.Parameters, &matching.Options{Known: l.Known})
}

// iterate does one step of expectation and one of maximisation.
func (l *Learnt) iterate(base fs.Model[matching.Parsed], arrivals []Arrival, o *Options) error {
	m, err := l.matcher()
	if err != nil {
		return err
	}
	known := 0.
	quiet := *o
	quiet.Progress = nil // it is told of cases, not of pairs
	next, err := Levels(base, expected(m, arrivals, &known, o.settings()), &quiet)
	if err != nil {
		return err
	}
	known /= float64(len(arrivals))
	l.Change = max(known-l.Known, l.Known-known)
	for i, c := range next.Comparisons {
		for j := range c.Levels {
			d := c.Levels[j].M - l.Parameters.Comparisons[i].Levels[j].M
			l.Change = max(l.Change, d, -d)
		}
	}
	l.Parameters, l.Known = next.Complete().Parameters(), known
	l.Iterations++
	return nil
}

// unlikely is the probability below which a pair is not counted.
const unlikely = 1e-6

// expected yields every pair that may be one person, and adds to known how many
// of those who arrived are expected to be on the register.
func expected(m *matching.UKMatcher, arrivals []Arrival, known *float64, s settings) iter.Seq2[Graded, error] {
	return func(yield func(Graded, error) bool) {
		for i := range arrivals {
			r := m.Rank(m.Prepare(arrivals[i].Person), arrivals[i].Pool)
			*known += 1 - r.None
			for _, c := range r.Clients {
				if c.Probability < unlikely {
					break
				}
				if !yield(Graded{levelsOf(c.Evidence), c.Probability}, nil) {
					return
				}
			}
			if done := i + 1; done%500 == 0 || done == len(arrivals) {
				if err := s.progress(Step{Stage: "rank", Done: done, Total: len(arrivals)}); err != nil {
					yield(Graded{}, err)
					return
				}
			}
		}
	}
}

func levelsOf(evidence []matching.Evidence) []string {
	levels := make([]string, len(evidence))
	for i, e := range evidence {
		levels[i] = e.Level
	}
	return levels
}
