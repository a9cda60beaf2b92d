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

// sure is the probability from which on a client is said to be the person.
const sure = .9

// tally is what figures are made of.
type tally struct {
	queries     []evaluate.Query
	listed, ten int
	wrong       map[string]int
	groups      groups
}

// Run lets every case arrive at the register.
func Run(r *Register, cases iter.Seq[Case]) Figures {
	t := tally{wrong: map[string]int{}, groups: groups{}}
	for c := range cases {
		t.add(c, r.Ask(c.Person))
	}
	return t.figures()
}

func (t *tally) add(c Case, r matching.Ranking) {
	q := evaluate.Query{Known: len(c.Clients) > 0}
	place := -1 // of the first client who is the person
	for i, m := range r.Clients {
		is := slices.Contains(c.Clients, m.ID)
		q.Candidates = append(q.Candidates, evaluate.Prediction{Probability: m.Probability, Match: is})
		t.groups.add(m, is)
		if is && place < 0 {
			place = i
		}
		if m.Probability >= .5 && !is {
			t.wrong[c.Kind]++
		}
	}
	t.queries = append(t.queries, q)
	t.listed += one(place >= 0)
	t.ten += one(place >= 0 && place < 10)
}

func one(is bool) int {
	if is {
		return 1
	}
	return 0
}

func (t *tally) figures() Figures {
	var said []evaluate.Prediction
	for _, q := range t.queries {
		said = append(said, q.Candidates...)
	}
	s := evaluate.Queries(t.queries, sure)
	cases, known := float64(max(s.Queries, 1)), float64(max(s.Known, 1))
	f := Figures{
		Cases: s.Queries, Known: s.Known, Candidates: float64(len(said)) / cases,
		Listed: float64(t.listed) / known, First: float64(s.First) / known, Ten: float64(t.ten) / known,
		Right: s.At.Right, False: s.At.False, Recall: float64(s.Found) / known, Rivals: s.Mixed,
		Bands: evaluate.Bands(said, Bands...), Wrong: t.wrong, Groups: t.groups.list(),
	}
	if s.Queries > 0 {
		f.LogLoss = s.LogLoss
	}
	worth := slices.DeleteFunc(said, func(p evaluate.Prediction) bool { return p.Probability < .01 })
	if len(worth) > 0 {
		f.ECE = evaluate.ECE(evaluate.Reliability(worth, 10))
	}
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
