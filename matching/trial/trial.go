// Package trial puts a matcher to the test: people arrive at a register, keys and
// all, and what the matcher says of them is held against the truth. It measures
// what an officer meets: whether the client is listed and where, and whether a
// probability that is said is true.
//
// It is for releases of the model, for registers made up with matchtest and for
// those that a host may test with. It reads nothing and keeps nothing of a person.
package trial

import (
	"cmp"
	"iter"
	"slices"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/matching/evaluate"
	"github.com/caselobby/caselobby/matching/matchtest"
)

// Case is one arrival and the truth about it.
type Case struct {
	Person  matching.Person
	Clients []string // ids of every client who is this person; none where nobody is
	Kind    string   // what figures of mistakes are told by, such as "twin"; may be empty
}

// Bands are the probabilities between which the bands of [Figures] lie.
var Bands = []float64{.1, .3, .5, .7, .9, .99, 1}

// Figures is what a trial found. Shares are of the cases that are about clients
// unless said otherwise.
type Figures struct {
	Cases, Known int     // all cases, and those about clients
	Candidates   float64 // clients listed, per case

	Listed float64 // a client who is the person is listed
	First  float64 // … is the most probable one
	Ten    float64 // … is among the ten most probable

	// LogLoss is per case: −Σ [y ln p + (1−y) ln(1−p)] over the clients listed,
	// with p from 1e-9 to 1−1e-9. ECE is over those said at .01 and above, in ten
	// bins: the rest are nearly all of the list, hardly wrong, and would hide it.
	LogLoss, ECE float64

	// At .9: Right and False count clients said to be the person, Recall is the
	// share of cases of which a client who is the person is said to be.
	Right, False int
	Recall       float64

	Bands []evaluate.Bin // of the probabilities said, from Bands

	// Rivals counts cases with two clients above one half of whom one is not the
	// person.
	Rivals int
	// Wrong counts clients at .5 and above who are not the person, by the kind of
	// the case.
	Wrong map[string]int
	// Groups are the clients listed by how name and date of birth agree, those whose
	// probabilities are off by most first.
	Groups []Group
}

// Precision returns the share of those said at .9 to be the person who are; 1
// where nobody is.
func (f Figures) Precision() float64 {
	return evaluate.Confusion{Right: f.Right, False: f.False}.Precision()
}

// tally is figures while they are counted.
type tally struct {
	Figures
	listed, first, ten, recalled int
	candidates                   int
	loss                         float64
	said                         []evaluate.Prediction
	groups                       groups
}

// Run lets every case arrive at the register.
func Run(r *Register, cases iter.Seq[Case]) Figures {
	t := tally{Figures: Figures{Wrong: map[string]int{}}, groups: groups{}}
	for c := range cases {
		t.add(c, r.Ask(c.Person))
	}
	return t.figures()
}

func (t *tally) add(c Case, r matching.Ranking) {
	t.Cases++
	t.candidates += len(r.Clients)
	place, likely, strangers, recalled := 0, 0, 0, false
	for i, m := range r.Clients {
		is := slices.Contains(c.Clients, m.ID)
		t.say(m.Probability, is)
		t.groups.add(m, is)
		if is && place == 0 {
			place = i + 1
		}
		if m.Probability >= .5 && !is {
			t.Wrong[c.Kind]++
		}
		if m.Probability > .5 {
			likely++
			if !is {
				strangers++
			}
		}
		switch {
		case m.Probability < .9:
		case is:
			t.Right++
			recalled = true
		default:
			t.False++
		}
	}
	if likely > 1 && strangers > 0 {
		t.Rivals++
	}
	if len(c.Clients) == 0 {
		return
	}
	t.Known++
	t.listed += one(place > 0)
	t.first += one(place == 1)
	t.ten += one(place > 0 && place <= 10)
	t.recalled += one(recalled)
}

// say counts one probability that was said.
func (t *tally) say(p float64, is bool) {
	t.said = append(t.said, evaluate.Prediction{Probability: p, Match: is})
	if !is {
		p = 1 - p
	}
	t.loss += evaluate.Loss(p)
}

func one(is bool) int {
	if is {
		return 1
	}
	return 0
}

func (t *tally) figures() Figures {
	f := t.Figures
	cases, known := float64(max(f.Cases, 1)), float64(max(f.Known, 1))
	f.Candidates, f.LogLoss = float64(t.candidates)/cases, t.loss/cases
	f.Listed, f.First, f.Ten = float64(t.listed)/known, float64(t.first)/known, float64(t.ten)/known
	f.Recall = float64(t.recalled) / known
	worth := slices.DeleteFunc(slices.Clone(t.said), func(p evaluate.Prediction) bool { return p.Probability < .01 })
	if len(worth) > 0 {
		f.ECE = evaluate.ECE(evaluate.Reliability(worth, 10))
	}
	f.Bands, f.Groups = evaluate.Bands(t.said, Bands...), t.groups.list()
	return f
}

// Of puts the clients of a made-up world into a register.
func Of(m matching.Matcher, w *matchtest.World, limit int) *Register {
	r := NewRegister(m, limit)
	for c := range w.Clients() {
		r.Put(c.ID, c.Person)
	}
	return r
}

// Arrivals yields n cases of a world, of the kinds "client", "stranger" and those
// of [matchtest.Relation].
func Arrivals(w *matchtest.World, n int, mix matchtest.Mix) iter.Seq[Case] {
	return func(yield func(Case) bool) {
		for c := range w.Cases(n, mix) {
			kind := cmp.Or(string(c.As), "stranger")
			if c.Known() {
				kind = "client"
			}
			if !yield(Case{c.Person, c.Clients, kind}) {
				return
			}
		}
	}
}

func byID(a, b matching.Candidate) int { return cmp.Compare(a.ID, b.ID) }
