package train_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
	fs "github.com/caselobby/caselobby/matching/fellegisunter"
	"github.com/caselobby/caselobby/matching/internal/uk"
	"github.com/caselobby/caselobby/matching/train"
)

func TestUKLearnsFromPairs(t *testing.T) {
	m := matching.UK(nil)
	profile := func(p matching.Person) *matching.Profile { q := m.Prepare(p).Profile; return &q }
	person := matching.Person{Given: "Amina", Family: "Hussein", Born: "1985-03-02", Emails: []string{"amina.h@example.com"}}
	mistyped := person
	mistyped.Family, mistyped.Emails = "Husein", []string{"a.hussein@example.com"}
	var labels []train.Label[matching.Profile]
	for range 100 {
		labels = append(labels, train.Label[matching.Profile]{A: profile(mistyped), B: profile(person), Match: true})
	}
	base := uk.Model().Complete()
	p, err := train.UKLabels(labels, nil)
	require.NoError(t, err)
	require.Greater(t, levelOf(p.Comparisons, "name", "surname-alike").M, 5*levelOf(base.Parameters().Comparisons, "name", "surname-alike").M)
	require.Equal(t, levelOf(base.Parameters().Comparisons, "e-mail", "alike"), levelOf(p.Comparisons, "e-mail", "alike"), "m that belongs to its u")
	_, err = matching.Trained(p, nil)
	require.NoError(t, err)

	codes := make([]string, len(base.Comparisons))
	codes[uk.FieldName], codes[uk.FieldBorn] = "surname-alike", "equal"
	learn := func(o *train.Options) float64 {
		p, err := train.UKLevels(func(yield func(train.Graded, error) bool) {
			for range 100 {
				if !yield(train.Graded{Levels: codes, Match: 1}, nil) {
					return
				}
			}
		}, o)
		require.NoError(t, err)
		return levelOf(p.Comparisons, "name", "surname-alike").M
	}
	was := levelOf(base.Parameters().Comparisons, "name", "surname-alike").M
	require.InDelta(t, 2*was, learn(nil), 1e-9, "no further than by a factor of two")
	require.Greater(t, learn(&train.Options{Move: -1}), .5, "unless that is asked for")

	odd := matching.Profile("of another version")
	for name, l := range map[string]train.Label[matching.Profile]{
		"another version": {A: labels[0].A, B: &odd, Match: true},
		"no profile":      {A: labels[0].A, Match: true},
		"no match":        {A: labels[0].A, B: labels[0].B},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := train.UKLabels([]train.Label[matching.Profile]{l}, nil)
			require.ErrorIs(t, err, train.ErrTrain)
		})
	}
	_, err = train.UKLevels(func(yield func(train.Graded, error) bool) { yield(train.Graded{}, nil) }, nil)
	require.ErrorIs(t, err, train.ErrTrain)
}

func levelOf(comparisons []fs.ComparisonParameters, name, code string) fs.Level {
	for _, c := range comparisons {
		for _, l := range c.Levels {
			if c.Name == name && l.Code == code {
				return l
			}
		}
	}
	panic("no level " + name + "/" + code)
}

// Labels that are wrong now and then teach nearly nothing where a pair is hardly one
// person, and all of it where nothing speaks against them.
func TestAWrongLabelCountsAsFarAsItIsProbable(t *testing.T) {
	d := plant(21, 400, 0)
	var labels []train.Label[planted]
	var decisions []train.Decision[planted]
	for i := range d.Records {
		b := &d.Others[i]
		if i%10 == 0 {
			b = &d.Others[(i+7)%len(d.Others)] // somebody else
		}
		labels = append(labels, train.Label[planted]{A: &d.Records[i], B: b, Match: true})
		decisions = append(decisions, train.Decision[planted]{Incoming: &d.Records[i], Candidates: []*planted{b, &d.Others[(i+3)%len(d.Others)]}})
	}
	off := func(m float64, err error) float64 {
		require.NoError(t, err)
		return max(m-plantedM[0][0], plantedM[0][0]-m)
	}
	learn := func(wrong float64) (float64, error) {
		m, err := train.Labels(plantedModel(), labels, &train.Options{Wrong: wrong})
		return m.Comparisons[0].Levels[0].M, err
	}
	require.Greater(t, off(learn(0)), .06, "taken at face value")
	require.Less(t, off(learn(.03)), .03)
	decide := func(wrong float64) (float64, error) {
		m, _, err := train.Decisions(plantedModel(), decisions, &train.Options{Wrong: wrong})
		return m.Comparisons[0].Levels[0].M, err
	}
	require.Greater(t, off(decide(-1)), .06)
	require.Less(t, off(decide(0)), .03, "decisions are not taken at face value unless it is asked for")
	graded := func(wrong float64) (float64, error) {
		model := plantedModel()
		m, err := train.Levels(model, func(yield func(train.Graded, error) bool) {
			for _, l := range labels {
				g := train.Graded{Match: 1}
				for _, c := range model.Comparisons {
					g.Levels = append(g.Levels, c.Levels[c.Compare(l.A, l.B).Level].Code)
				}
				if !yield(g, nil) {
					return
				}
			}
		}, &train.Options{Wrong: wrong})
		return m.Comparisons[0].Levels[0].M, err
	}
	require.Greater(t, off(graded(0)), .06)
	require.Less(t, off(graded(.03)), .03)
}

// Rivals who are all beyond doubt share a decision, however much they weigh.
func TestDecisionsBetweenRivalsBeyondDoubt(t *testing.T) {
	m := plantedModel()
	for k := range m.Comparisons {
		for j, u := range []float64{1e-300, .5, .5} {
			m.Comparisons[k].Levels[j].U = u
		}
	}
	a := plant(22, 1, 0).Records[0]
	learnt, _, err := train.Decisions(m, []train.Decision[planted]{{Incoming: &a, Candidates: []*planted{&a, &a}}}, nil)
	require.NoError(t, err)
	was := m.Complete().Comparisons[0].Levels[0].M
	require.Greater(t, learnt.Comparisons[0].Levels[0].M, was)
	require.Less(t, learnt.Comparisons[0].Levels[0].M, 1.)
}
