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

// Levels estimates m from pairs that have been compared already, each counting
// as a match as far as it is probable to be one. U is kept whatever the options
// say, as in [Decisions], and what is said there of decisions holds here.
//
// It ends with the first error of the sequence. A code that the model has not,
// or fewer codes than it has comparisons, is an error that Is [ErrTrain]: pairs
// graded by another version of a model are of no use to this one.
func Levels[T any](m fs.Model[T], pairs iter.Seq2[Graded, error], o *Options) (fs.Model[T], error) {
	s := o.settings()
	_, m, err := start(m)
	if err != nil {
		return m, err
	}
	codes := indexCodes(m)
	matches, found := newCounts(m), 0.
	step := Step{Stage: "labels"}
	for g, err := range pairs {
		if err != nil {
			return m, fmt.Errorf("train: pair %d: %w", step.Done, err)
		}
		if err := matches.grade(codes, g); err != nil {
			return m, fmt.Errorf("%w: pair %d: %w", ErrTrain, step.Done, err)
		}
		found += g.Match
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

func indexCodes[T any](m fs.Model[T]) []map[string]int {
	codes := make([]map[string]int, len(m.Comparisons))
	for i, c := range m.Comparisons {
		codes[i] = make(map[string]int, len(c.Levels))
		for j, l := range c.Levels {
			codes[i][l.Code] = j
		}
	}
	return codes
}

func (c counts) grade(codes []map[string]int, g Graded) error {
	if len(g.Levels) < len(codes) {
		return fmt.Errorf("%d levels for %d comparisons", len(g.Levels), len(codes))
	}
	for i, of := range codes {
		code := g.Levels[i]
		if code == "" {
			continue
		}
		j, ok := of[code]
		if !ok {
			return fmt.Errorf("level %q is unknown", code)
		}
		c[i][j] += g.Match
	}
	return nil
}
