package train_test

import (
	"errors"
	"iter"
	"testing"

	"github.com/stretchr/testify/require"

	fs "github.com/caselobby/caselobby/matching/fellegisunter"
	"github.com/caselobby/caselobby/matching/train"
)

// grade compares pairs of planted people and keeps the codes only.
func grade(d fs.Data[planted], match float64) iter.Seq2[train.Graded, error] {
	m := plantedModel()
	return func(yield func(train.Graded, error) bool) {
		for i := range d.Records {
			g := train.Graded{Match: match}
			for _, c := range m.Comparisons {
				code := ""
				if o := c.Compare(&d.Records[i], &d.Others[i]); o.Level != fs.Null {
					code = c.Levels[o.Level].Code
				}
				g.Levels = append(g.Levels, code)
			}
			g.Levels = append(g.Levels, "said besides")
			if !yield(g, nil) {
				return
			}
		}
	}
}

func TestLevelCodesTeachWhatThePairsWouldHave(t *testing.T) {
	d := plant(12, 500, .2)
	var labels []train.Label[planted]
	for i := range d.Records {
		labels = append(labels, train.Label[planted]{A: &d.Records[i], B: &d.Others[i], Match: true})
	}
	want, err := train.Labels(plantedModel(), labels, nil)
	require.NoError(t, err)
	got, err := train.Levels(plantedModel(), grade(d, 1), nil)
	require.NoError(t, err)
	require.Equal(t, want.Digest(), got.Digest())

	// A pair that is as likely as not one person counts for half of one.
	half, err := train.Levels(plantedModel(), grade(d, .5), &train.Options{Shrink: 5})
	require.NoError(t, err)
	for i, c := range want.Comparisons {
		for j, l := range c.Levels {
			require.InDelta(t, l.M, half.Comparisons[i].Levels[j].M, 1e-12)
		}
	}
}

func TestLevelCodesThatDoNotFitAreRefused(t *testing.T) {
	broken := errors.New("broken")
	for name, c := range map[string]struct {
		pair train.Graded
		err  error
		want error
	}{
		"a code of another model": {train.Graded{Levels: []string{"equal", "same", "", ""}, Match: 1}, nil, train.ErrTrain},
		"too few":                 {train.Graded{Levels: []string{"equal"}, Match: 1}, nil, train.ErrTrain},
		"no match":                {train.Graded{Levels: []string{"equal", "", "", ""}}, nil, train.ErrTrain},
		"an error on the way":     {train.Graded{}, broken, broken},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := train.Levels(plantedModel(), func(yield func(train.Graded, error) bool) { yield(c.pair, c.err) }, nil)
			require.ErrorIs(t, err, c.want)
		})
	}
	enough := errors.New("enough")
	_, err := train.Levels(plantedModel(), grade(plant(12, 5, 0), 1), &train.Options{Progress: func(train.Step) error { return enough }})
	require.ErrorIs(t, err, enough)
}

func TestAVerdictIsAPairThatWasDecided(t *testing.T) {
	levels := []string{"equal", ""}
	require.Equal(t, train.Graded{Levels: levels, Match: 1}, train.FromVerdict(levels, true))
	require.Equal(t, train.Graded{Levels: levels, Match: 0}, train.FromVerdict(levels, false))
}
