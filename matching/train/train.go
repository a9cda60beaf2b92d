// Package train estimates the parameters of a Fellegi–Sunter model from data:
//
//   - [U] counts how pairs of different people agree by chance, on random pairs
//   - [EM] finds how matches agree without knowing which pairs match, by
//     expectation maximisation under blocking rules
//   - [Labels] counts how known matches agree; [Decisions] learns from what
//     officers decided, and [Levels] from the level codes that are kept of it
//   - [Prior] finds how many pairs match at all, from rules that are almost sure
//   - [UK] does it all for [matching.UK], from a register and the cases that
//     arrived at it, before anybody has decided one or after; [UKLabels] and
//     [UKLevels] from pairs alone
//   - [Counts] learns how many of those who arrive are known from sums that hold
//     nothing of anybody, and tells whether what arrives is as assumed; [Known]
//     estimates it from rankings alone
//
// Each takes a model and returns a copy with new numbers; the model's functions
// stay. Write them to a file with Model.Parameters. A usual order is Prior, U,
// EM, and Labels once there are decisions.
//
// Estimates are shrunk towards what the model held before by [Options].Shrink, so
// that a level rarely or never seen keeps a sensible weight, and the m and u of
// every comparison add up to one.
//
// Training is deterministic: sampling is from a fixed sequence that a seed
// selects, and results do not depend on map order or on the number of
// processors. It runs in the calling goroutine.
package train

import (
	"cmp"
	"errors"
	"fmt"

	fs "github.com/caselobby/caselobby/matching/fellegisunter"
)

// Options are the settings of training. Nil and the zero value are good
// settings.
type Options struct {
	Pairs      int     // random pairs that U counts; 0 is 1,000,000
	Seed       uint64  // selects the random pairs
	Shrink     float64 // how many pairs' worth of belief the model's present parameters carry; 0 is 10, negative none
	Iterations int     // most iterations of EM; 0 is 25
	Tolerance  float64 // EM stops when no parameter changes by more; 0 is 0.0001
	LearnU     bool    // EM and Labels estimate u too; it is kept otherwise
	Block      int     // blocks that make more pairs are left out; 0 is no limit
	// Least is how many pairs must reach a level before U estimates it; other
	// levels stay as they are, in proportion to the level that they refer to. 0
	// is none.
	Least int
	// Keep names what stays as it is: a comparison, or one level of it as in
	// "name/initial". EM still uses them as evidence.
	Keep []string
	// Doubt names levels, as in "name/surname", whose m may fall and not rise:
	// those at which relatives of a client are found, who without labels are
	// easily taken for clients that are badly recorded.
	Doubt []string
	// Move is the factor by which an m may rise or fall at most; less than one is
	// no limit. In [UK] some may fall further.
	Move float64
	// Wrong is the share of labels that are believed to be wrong, for [Labels] and
	// [Levels]: a match then counts as far as it is probable to be one, by what the
	// model holds. 0 is none; to [Decisions] and [UKLevels] 0 is .03, and
	// negative none.
	Wrong float64
	// Progress, if set, is told of every step. An error stops training and is
	// returned, wrapped.
	Progress func(Step) error
}

// Step is one piece of progress.
type Step struct {
	Stage  string  // "u", "block", "em", "labels", "prior", "rank"
	Rule   string  // rule in hand, for "block" and "em"
	Done   int     // pairs, iterations, labels or cases so far
	Total  int     // most there can be; 0 if unknown
	Change float64 // largest change of a parameter in this iteration of "em"
}

// ErrTrain is what an error is when the data or rules are not fit to train on.
var ErrTrain = errors.New("train: cannot estimate")

// settings are Options with the defaults filled in.
type settings struct {
	Options
	fall float64 // the factor by which an m may fall: Move, unless newStream lets it fall further
}

func (o *Options) settings() settings {
	var s settings
	if o != nil {
		s.Options = *o
	}
	s.Pairs = positive(s.Pairs, 1_000_000)
	s.Shrink = max(cmp.Or(s.Shrink, 10), 0)
	s.Iterations = positive(s.Iterations, 25)
	s.Tolerance = positive(s.Tolerance, 1e-4)
	s.fall = s.Move
	return s
}

// positive is a setting if it is more than 0, and its default otherwise.
func positive[N int | float64](given, otherwise N) N {
	if given > 0 {
		return given
	}
	return otherwise
}

// believed is how much a label that says "match" counts, of a pair that is one person
// with probability p: see noise.judge, half of what is wrong being wrong this way.
func (s *settings) believed(p float64) float64 {
	if !(s.Wrong > 0) {
		return 1
	}
	right, careless := 1-min(s.Wrong, .5), min(s.Wrong, .5)/2
	return p * (right + careless) / (float64(p*right) + careless)
}

func (s *settings) progress(step Step) error {
	if s.Progress == nil {
		return nil
	}
	if err := s.Progress(step); err != nil {
		return fmt.Errorf("train: stopped: %w", err)
	}
	return nil
}

// start checks the model and returns its scorer and a completed copy to fill.
func start[T any](m fs.Model[T]) (*fs.Scorer[T], fs.Model[T], error) {
	scorer, err := fs.New(m)
	if err != nil {
		return nil, m, fmt.Errorf("train: %w", err)
	}
	return scorer, m.Complete(), nil
}

// counts holds, for each comparison and level, how many pairs reached it.
type counts [][]float64

func newCounts[T any](m fs.Model[T]) counts {
	c := make(counts, len(m.Comparisons))
	for i := range c {
		c[i] = make([]float64, len(m.Comparisons[i].Levels))
	}
	return c
}

func (c counts) add(outcomes []fs.Outcome, n float64) {
	for i, o := range outcomes {
		if o.Level >= 0 {
			c[i][o.Level] += n
		}
	}
}

// least is the probability of a level for which nothing at all speaks, as in Splink: a
// model takes 0 for not given.
const least = 1e-6

// shares turns the counts of one comparison into probabilities, where before carries
// the weight of shrink pairs. It returns nil where there is nothing to go by.
func shares(count, before []float64, shrink float64) []float64 {
	total, given := 0., 0.
	for j := range count {
		total += count[j]
		given += before[j]
	}
	if total == 0 {
		return nil
	}
	out := make([]float64, len(count))
	for j := range count {
		out[j] = cmp.Or((count[j]+float64(shrink*before[j]/given))/(total+shrink), least)
	}
	return out
}

func each(levels []fs.Level, of func(*fs.Level) *float64) []float64 {
	out := make([]float64, len(levels))
	for j := range levels {
		out[j] = *of(&levels[j])
	}
	return out
}

func mOf(l *fs.Level) *float64 { return &l.M }
func uOf(l *fs.Level) *float64 { return &l.U }
