package train

import (
	"fmt"
	"iter"

	fs "github.com/caselobby/caselobby/matching/fellegisunter"
)

// Graded is a pair that has been compared already: what is kept of it when the
// records themselves are not.
type Graded struct {
	// Levels holds the code of the level reached in every comparison, in the
	// model's order, "" where nothing could be compared. What follows beyond the
	// model's comparisons is left aside: a matcher may say more than it compares.
	Levels []string
	// Match is the probability that the two are one person: 1 or 0 where that
	// was decided.
	Match float64
}

// FromVerdict is a pair of which somebody has decided whether the two are one person:
// what a lobby keeps of a decision, level codes and that.
func FromVerdict(levels []string, same bool) Graded {
	g := Graded{Levels: levels}
	if same {
		g.Match = 1
	}
	return g
}

// Levels estimates m from pairs that have been compared already, each counting
// as a match as far as it is probable to be one. U is kept whatever the options
// say, as in [Decisions], and what is said there of decisions holds here.
//
// It ends with the first error of the sequence. A code that the model has not,
// or fewer codes than it has comparisons, is an error that Is [ErrTrain]: pairs
// graded by another version of a model are of no use to this one.
func Levels[T any](m fs.Model[T], pairs iter.Seq2[Graded, error], o *Options) (fs.Model[T], error) {
	s := o.settings()
	scorer, m, err := start(m)
	if err != nil {
		return m, err
	}
	codes := codesOf(m)
	matches, found := newCounts(m), 0.
	step := Step{Stage: "labels"}
	for g, err := range pairs {
		if err != nil {
			return m, fmt.Errorf("train: pair %d: %w", step.Done, err)
		}
		levels, err := codes.levels(g.Levels)
		if err != nil {
			return m, fmt.Errorf("%w: pair %d: %w", ErrTrain, step.Done, err)
		}
		n := g.Match
		if n > 0 && s.Wrong > 0 {
			n *= s.believed(fs.Probability(scorer.Prior() + bitsOf(scorer, levels)))
		}
		matches.add(levels, n)
		found += n
		step.Done++
		if err := s.progress(step); err != nil {
			return m, err
		}
	}
	if found == 0 {
		return m, fmt.Errorf("%w: no pair is a match", ErrTrain)
	}
	setM(m, matches, &s)
	return m, nil
}

// codes are the places of level codes in the comparisons of a model.
type codes []map[string]int

func codesOf[T any](m fs.Model[T]) codes {
	all := make(codes, len(m.Comparisons))
	for i, c := range m.Comparisons {
		all[i] = make(map[string]int, len(c.Levels))
		for j, l := range c.Levels {
			all[i][l.Code] = j
		}
	}
	return all
}

// levels returns what a pair of these codes was compared to.
func (all codes) levels(named []string) ([]fs.Outcome, error) {
	if len(named) < len(all) {
		return nil, fmt.Errorf("%d levels for %d comparisons", len(named), len(all))
	}
	out := make([]fs.Outcome, len(all))
	for i, of := range all {
		out[i].Level = fs.Null
		if named[i] == "" {
			continue
		}
		j, ok := of[named[i]]
		if !ok {
			return nil, fmt.Errorf("level %q is unknown", named[i])
		}
		out[i].Level = j
	}
	return out, nil
}

// bitsOf is the weight of levels, how common values are left aside.
func bitsOf[T any](s *fs.Scorer[T], levels []fs.Outcome) (bits float64) {
	for i, o := range levels {
		bits += s.Part(i, o).Bits
	}
	return bits
}
