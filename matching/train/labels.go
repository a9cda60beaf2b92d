package train

import (
	"cmp"
	"fmt"
	"iter"

	fs "github.com/caselobby/caselobby/matching/fellegisunter"
)

// Label is a pair of which the truth is known.
type Label[T any] struct {
	A, B  *T
	Match bool
}

// Labels estimates m as the share of the labelled matches at each level. With
// Options.LearnU it estimates u from the labelled non-matches in the same way;
// that is right only if they were drawn at random. Pairs chosen because they
// looked alike make u far too large, and [U] is the better source.
func Labels[T any](m fs.Model[T], labels []Label[T], o *Options) (fs.Model[T], error) {
	return counted(m, func(yield func(Label[T], float64) bool) {
		for _, l := range labels {
			if !yield(l, 0) {
				return
			}
		}
	}, len(labels), o.settings())
}

// counted estimates m from labels, each with the odds by which rivals make it the less
// probable.
func counted[T any](m fs.Model[T], labels iter.Seq2[Label[T], float64], total int, s settings) (fs.Model[T], error) {
	scorer, m, err := start(m)
	if err != nil {
		return m, err
	}
	matches, others := newCounts(m), newCounts(m)
	found := 0.
	outcomes := make([]fs.Outcome, len(m.Comparisons))
	step := Step{Stage: "labels", Total: total}
	for l, rivals := range labels {
		scorer.Compare(l.A, l.B, outcomes)
		if l.Match {
			odds := oddsOf(scorer, l.A, l.B)
			n := s.believed(odds / (1 + rivals + odds))
			found += n
			matches.add(outcomes, n)
		} else {
			others.add(outcomes, 1)
		}
		step.Done++
		if err := s.progress(step); err != nil {
			return m, err
		}
	}
	if found == 0 {
		return m, fmt.Errorf("%w: no label is a match", ErrTrain)
	}
	setM(m, matches, &s)
	if s.LearnU {
		setU(m, others, &s)
	}
	return m, nil
}

// Decision is what an officer decided on one incoming person: which of the
// candidates shown it is.
type Decision[T any] struct {
	Incoming   *T
	Candidates []*T
	Chosen     int // index in Candidates, or Nobody
}

// Nobody is the choice of a decision that none of the candidates is the person.
const Nobody = -1

// Decisions estimates m from officers' decisions, every choice being a match as far as
// it is believed (see Options.Wrong), and returns with it the share of incoming
// persons who were known already (π of a ranking), with one decision either way added
// so that it is never 0 or 1. U is kept whatever the options say: candidates are shown
// because they look alike.
//
// Officers choose among what the model found, so decisions know nothing of
// matches it missed, and m learnt from few of them is too sure of itself. Shrink
// by some tens of pairs.
func Decisions[T any](m fs.Model[T], decisions []Decision[T], o *Options) (fs.Model[T], float64, error) {
	s := o.settings()
	s.LearnU = false
	s.Wrong = cmp.Or(s.Wrong, mistaken)
	labels, err := Labelled(decisions)
	if err != nil {
		return m, 0, err
	}
	scorer, m, err := start(m)
	if err != nil {
		return m, 0, err
	}
	m, err = counted(m, besideRivals(scorer, decisions), len(labels), s)
	known := 1.
	for _, d := range decisions {
		if d.Chosen != Nobody {
			known++
		}
	}
	return m, known / float64(len(decisions)+2), err
}

// besideRivals yields a label for each candidate of each decision, with the odds of
// the other candidates: at most one of them is the person.
func besideRivals[T any](scorer *fs.Scorer[T], decisions []Decision[T]) iter.Seq2[Label[T], float64] {
	return func(yield func(Label[T], float64) bool) {
		for _, d := range decisions {
			for i, c := range d.Candidates {
				rivals := 0.
				for j, other := range d.Candidates {
					if i == d.Chosen && j != i {
						rivals += oddsOf(scorer, d.Incoming, other)
					}
				}
				if !yield(Label[T]{d.Incoming, c, i == d.Chosen}, rivals) {
					return
				}
			}
		}
	}
}

// oddsOf returns the odds that two records are one person: a number whatever they weigh,
// so that rivals who are all beyond doubt can be told.
func oddsOf[T any](s *fs.Scorer[T], a, b *T) float64 {
	return fs.Exp2(min(s.Prior()+s.Weigh(a, b, nil), 1000))
}

// Labelled turns decisions into labels: the candidate chosen is a match, every
// other candidate shown is none.
func Labelled[T any](decisions []Decision[T]) ([]Label[T], error) {
	var out []Label[T]
	for k, d := range decisions {
		if d.Chosen != Nobody && (d.Chosen < 0 || d.Chosen >= len(d.Candidates)) {
			return nil, fmt.Errorf("%w: decision %d chooses a candidate that it has not", ErrTrain, k)
		}
		for i, c := range d.Candidates {
			out = append(out, Label[T]{d.Incoming, c, i == d.Chosen})
		}
	}
	return out, nil
}
