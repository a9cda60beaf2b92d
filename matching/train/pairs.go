package train

import (
	"cmp"
	"fmt"
	"iter"

	"github.com/caselobby/caselobby/matching"
	fs "github.com/caselobby/caselobby/matching/fellegisunter"
	"github.com/caselobby/caselobby/matching/internal/uk"
)

// UKLabels is [Labels] for the model of [matching.UK]: pairs of profiles of which the
// truth is known teach m. It keeps m where it belongs to its u. Where there are
// rankings, [UK] learns more, and tests what it has learnt.
func UKLabels(labels []Label[matching.Profile], o *Options) (fs.Parameters, error) {
	read := make([]Label[uk.Person], len(labels))
	for i, l := range labels {
		a, b := new(uk.Person), new(uk.Person)
		if l.A == nil || l.B == nil || !a.Read(string(*l.A)) || !b.Read(string(*l.B)) {
			return fs.Parameters{}, fmt.Errorf("%w: label %d has no profile that this version of the matcher reads", ErrTrain, i)
		}
		read[i] = Label[uk.Person]{A: a, B: b, Match: l.Match}
	}
	m, err := Labels(uk.Model(), read, tied(o))
	if err != nil {
		return fs.Parameters{}, err
	}
	return m.Complete().Parameters(), nil
}

// UKLevels is [Levels] for the model of [matching.UK]: the codes that are kept of
// decisions teach m. It keeps m where it belongs to its u. Shrink 0 is 100 here, Wrong 0
// is .03 and Move 0 is 2: decisions that are wrong now and then, and of which no more
// is known than codes, must not move a ranking far.
func UKLevels(pairs iter.Seq2[Graded, error], o *Options) (fs.Parameters, error) {
	s := tied(o)
	s.Shrink = cmp.Or(s.Shrink, 100)
	s.Wrong = cmp.Or(s.Wrong, mistaken)
	s.Move = cmp.Or(s.Move, 2)
	m, err := Levels(uk.Model(), pairs, s)
	if err != nil {
		return fs.Parameters{}, err
	}
	return m.Complete().Parameters(), nil
}

func tied(o *Options) *Options {
	var s Options
	if o != nil {
		s = *o
	}
	s.Keep = append(uk.Tied(), s.Keep...)
	return &s
}
