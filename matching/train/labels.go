package train

import (
	"fmt"

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
	s := o.settings()
	scorer, m, err := start(m)
	if err != nil {
		return m, err
	}
	matches, others := newCounts(m), newCounts(m)
	found := 0
	outcomes := make([]fs.Outcome, len(m.Comparisons))
	for i, l := range labels {
		scorer.Compare(l.A, l.B, outcomes)
		if l.Match {
			found++
			matches.add(outcomes, 1)
		} else {
			others.add(outcomes, 1)
		}
		if err := s.progress(Step{Stage: "labels", Done: i + 1, Total: len(labels)}); err != nil {
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

// Decisions estimates m from officers' decisions, every choice being a match,
// and returns with it the share of incoming persons who were known already (π of
// a ranking), with one decision either way added so that it is never 0 or 1. U
// is kept whatever the options say: candidates are shown because they look
// alike.
//
// Officers choose among what the model found, so decisions know nothing of
// matches it missed, and m learnt from few of them is too sure of itself. Shrink
// by some tens of pairs.
func Decisions[T any](m fs.Model[T], decisions []Decision[T], o *Options) (fs.Model[T], float64, error) {
	var plain Options
	if o != nil {
		plain = *o
	}
	plain.LearnU = false
	labels, err := Labelled(decisions)
	if err != nil {
		return m, 0, err
	}
	m, err = Labels(m, labels, &plain)
	known := 1.
	for _, d := range decisions {
		if d.Chosen != Nobody {
			known++
		}
	}
	return m, known / float64(len(decisions)+2), err
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
