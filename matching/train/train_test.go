package train_test

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	fs "github.com/caselobby/caselobby/matching/fellegisunter"
	"github.com/caselobby/caselobby/matching/train"
)

// planted is a record whose agreement with another is decided by known m and u:
// each field is a number, and the truth is told by id.
type planted struct {
	id     int
	fields [4]int // 0 is missing
}

// What matches do with each field: equal, close, other.
var (
	plantedM = [4][3]float64{{.9, .06, .04}, {.7, .2, .1}, {.5, .3, .2}, {.95, .02, .03}}
	valuesOf = [4]int{200, 300, 400, 2} // distinct values: close is the next number
)

func plant(seed uint64, people int, missing float64) fs.Data[planted] {
	return plantSkewed(seed, people, missing, 0)
}

// plantSkewed gives a share of the people the same value in the second field.
func plantSkewed(seed uint64, people int, missing, common float64) fs.Data[planted] {
	r := rand.New(rand.NewPCG(seed, 1))
	var d fs.Data[planted]
	for id := range people {
		a := planted{id: id}
		b := a
		for k, n := range valuesOf {
			n *= 100
			a.fields[k] = 100 * (1 + r.IntN(n/100))
			if k == 1 && common > 0 && r.Float64() < common {
				a.fields[k] = 100
			}
			switch x := r.Float64(); {
			case x < plantedM[k][0]:
				b.fields[k] = a.fields[k]
			case x < plantedM[k][0]+plantedM[k][1]:
				b.fields[k] = a.fields[k] + 1
			default:
				b.fields[k] = a.fields[k]%n + 100
				if n == 100 {
					b.fields[k] += 50
				}
			}
			if r.Float64() < missing {
				b.fields[k] = 0
			}
		}
		d.Records = append(d.Records, a)
		d.Others = append(d.Others, b)
	}
	return d
}

func plantedModel() fs.Model[planted] {
	m := fs.Model[planted]{Name: "planted", Version: 1}
	for k := range valuesOf {
		m.Comparisons = append(m.Comparisons, fs.Comparison[planted]{
			Name:   fmt.Sprint("field ", k),
			Levels: levels("equal close else"),
			Compare: func(a, b *planted) fs.Outcome {
				x, y := a.fields[k], b.fields[k]
				switch {
				case x == 0 || y == 0:
					return fs.Outcome{Level: fs.Null}
				case x == y:
					return fs.Outcome{}
				case max(x-y, y-x) == 1:
					return fs.Outcome{Level: 1}
				}
				return fs.Outcome{Level: 2}
			},
		})
	}
	return m
}

func plantedRules() (rules []fs.Rule[planted]) {
	for k := range 3 {
		rules = append(rules, fs.Rule[planted]{
			Name:   fmt.Sprint("rule ", k),
			Agrees: []fs.Agreement{{Comparison: fmt.Sprint("field ", k), Level: "equal"}},
			Keys:   func(p *planted) []string { return joint(text(p.fields[k])) },
		})
	}
	return rules
}

func text(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprint(n)
}

func trainPlanted(t *testing.T, d fs.Data[planted], o *train.Options) (fs.Model[planted], train.Report) {
	t.Helper()
	m := plantedModel()
	m.Prior = 1 / float64(len(d.Records))
	m, err := train.U(m, d, o)
	require.NoError(t, err)
	m, report, err := train.EM(m, d, plantedRules(), o)
	require.NoError(t, err)
	return m, report
}

func TestPlantedParametersAreRecovered(t *testing.T) {
	d := plant(1, 4000, .1)
	m, report := trainPlanted(t, d, nil)
	require.Len(t, report.Sessions, 3)
	require.Empty(t, report.Untrained)
	for k, c := range m.Comparisons {
		require.InDelta(t, 1/float64(valuesOf[k]), c.Levels[0].U, .02, "u of %s", c.Name)
		for j, l := range c.Levels {
			require.InDelta(t, plantedM[k][j], l.M, .03, "m of %s, %s", c.Name, l.Code)
		}
	}
	for k, s := range report.Sessions {
		require.True(t, s.Converged)
		require.Nil(t, s.M[k], "the field of the rule takes no part")
		require.Positive(t, s.Pairs)
		// Of the pairs of a block, matches are those that agree on the field.
		require.InDelta(t, plantedM[k][0]*.9*4000/float64(s.Pairs), s.Share, .02)
	}
}

func TestUCanBeLearntByEM(t *testing.T) {
	d := plant(2, 1500, 0)
	m, report := trainPlanted(t, d, &train.Options{LearnU: true})
	for k, c := range m.Comparisons {
		require.InDelta(t, 1/float64(valuesOf[k]), c.Levels[0].U, .02, "u of %s", c.Name)
	}
	require.NotNil(t, report.Sessions[0].U[1])
}

func TestTrainingIsDeterministic(t *testing.T) {
	d := plant(3, 800, .2)
	write := func(o *train.Options) string {
		m, _ := trainPlanted(t, d, o)
		var b bytes.Buffer
		require.NoError(t, m.Parameters().Write(&b))
		return b.String()
	}
	o := &train.Options{Pairs: 50_000, Seed: 5}
	require.Equal(t, write(o), write(o))
	require.NotEqual(t, write(o), write(&train.Options{Pairs: 50_000, Seed: 6}))
}

func TestUCountsEveryPairWhereThereAreFew(t *testing.T) {
	d := fs.Data[planted]{Records: []planted{
		{fields: [4]int{100, 100, 0, 0}}, {fields: [4]int{100, 200, 0, 0}}, {fields: [4]int{101, 0, 0, 0}}, {fields: [4]int{300, 0, 0, 0}},
	}}
	m, err := train.U(plantedModel(), d, &train.Options{Shrink: -1})
	require.NoError(t, err)
	u := func(k int) []float64 {
		l := m.Comparisons[k].Levels
		return []float64{l[0].U, l[1].U, l[2].U}
	}
	// Six pairs: one equal, two close, three other; one of the second field.
	require.InDeltaSlice(t, []float64{1. / 6, 2. / 6, 3. / 6}, u(0), 1e-12)
	require.InDeltaSlice(t, []float64{1e-6, 1e-6, 1}, u(1), 3e-6, "what was never seen is rare, and not as it was")
	require.Positive(t, u(1)[0])
	require.Equal(t, plantedModel().Complete().Comparisons[2].Levels, m.Comparisons[2].Levels, "what is never comparable keeps its parameters")
}

func TestEstimatesShrinkTowardsWhatWasThere(t *testing.T) {
	d := plant(4, 1, 0)
	d.Others[0] = d.Records[0]
	labels := []train.Label[planted]{{A: &d.Records[0], B: &d.Others[0], Match: true}}
	at := func(shrink float64) float64 {
		m, err := train.Labels(plantedModel(), labels, &train.Options{Shrink: shrink})
		require.NoError(t, err)
		return m.Comparisons[0].Levels[0].M
	}
	require.InDelta(t, 1, at(-1), 3e-6, "but for the least that a level has")
	require.InDelta(t, (1+10*.95)/11, at(0), 1e-12)
	require.InDelta(t, (1+99*.95)/100, at(99), 1e-12)
}

func TestLabelsGiveMAndOnRequestU(t *testing.T) {
	d := plant(5, 3000, .1)
	var labels []train.Label[planted]
	for i := range d.Records {
		labels = append(labels,
			train.Label[planted]{A: &d.Records[i], B: &d.Others[i], Match: true},
			train.Label[planted]{A: &d.Records[i], B: &d.Others[(i+1)%len(d.Others)]})
	}
	m, err := train.Labels(plantedModel(), labels, nil)
	require.NoError(t, err)
	both, err := train.Labels(plantedModel(), labels, &train.Options{LearnU: true, Keep: []string{"field 3"}})
	require.NoError(t, err)
	before := plantedModel().Complete()
	for k, c := range m.Comparisons {
		require.InDelta(t, plantedM[k][0], c.Levels[0].M, .03)
		require.Equal(t, before.Comparisons[k].Levels[0].U, c.Levels[0].U)
		if k < 3 {
			require.InDelta(t, 1/float64(valuesOf[k]), both.Comparisons[k].Levels[0].U, .01)
		}
	}
	require.Equal(t, before.Comparisons[3].Levels, both.Comparisons[3].Levels, "a comparison to keep is kept")
	_, err = train.Labels(plantedModel(), labels[1:2], nil)
	require.ErrorIs(t, err, train.ErrTrain)
}

func TestOfficersDecisionsAreLabels(t *testing.T) {
	d := plant(6, 400, 0)
	var decisions []train.Decision[planted]
	for i := range d.Records {
		x := train.Decision[planted]{Incoming: &d.Others[i], Chosen: train.Nobody}
		x.Candidates = []*planted{&d.Records[(i+7)%400], &d.Records[i]}
		if i%4 == 0 {
			x.Candidates = x.Candidates[:1]
		} else {
			x.Chosen = 1
		}
		decisions = append(decisions, x)
	}
	m, known, err := train.Decisions(plantedModel(), decisions, &train.Options{LearnU: true})
	require.NoError(t, err)
	require.InDelta(t, 301./402, known, 1e-12)
	require.InDelta(t, plantedM[1][0], m.Comparisons[1].Levels[0].M, .06)
	require.Equal(t, plantedModel().Complete().Comparisons[1].Levels[0].U, m.Comparisons[1].Levels[0].U)
	labels, err := train.Labelled(decisions[:2])
	require.NoError(t, err)
	require.Equal(t, []bool{false, false, true}, []bool{labels[0].Match, labels[1].Match, labels[2].Match})

	decisions[3].Chosen = 2
	_, _, err = train.Decisions(plantedModel(), decisions, nil)
	require.ErrorIs(t, err, train.ErrTrain)
}

func TestPriorIsCountedFromSureRules(t *testing.T) {
	d := plant(7, 1000, 0)
	sure := fs.Rule[planted]{Name: "three fields", Keys: func(p *planted) []string {
		return joint(text(p.fields[0]), text(p.fields[1]), text(p.fields[2]))
	}}
	found := plantedM[0][0] * plantedM[1][0] * plantedM[2][0]
	prior, err := train.Prior(d, []fs.Rule[planted]{sure}, found, nil)
	require.NoError(t, err)
	require.InEpsilon(t, 1./1000, prior, .15)
	for _, recall := range []float64{0, -1, 1.1} {
		_, err = train.Prior(d, []fs.Rule[planted]{sure}, recall, nil)
		require.ErrorIs(t, err, train.ErrTrain)
	}
	_, err = train.Prior(fs.Data[planted]{}, []fs.Rule[planted]{sure}, .5, nil)
	require.ErrorIs(t, err, train.ErrTrain)
}

func TestWhatCannotBeTrainedIsSaid(t *testing.T) {
	d := plant(8, 300, 0)
	for i := range d.Others {
		d.Others[i].fields[2] = 0
	}
	m, report, err := train.EM(plantedModel(), d, plantedRules()[:1], nil)
	require.NoError(t, err)
	require.Equal(t, []string{"field 0", "field 2"}, report.Untrained, "one is the rule's, the other never there")
	require.Equal(t, plantedModel().Complete().Comparisons[0].Levels, m.Comparisons[0].Levels)

	for name, spoil := range map[string]func(*fs.Rule[planted]){
		"an unknown comparison": func(r *fs.Rule[planted]) { r.Agrees = []fs.Agreement{{Comparison: "shoe"}} },
		"an unknown level":      func(r *fs.Rule[planted]) { r.Agrees[0].Level = "same" },
		"nothing left to compare": func(r *fs.Rule[planted]) {
			for k := range 4 {
				r.Agrees = append(r.Agrees, fs.Agreement{Comparison: fmt.Sprint("field ", k)})
			}
		},
		"no pair": func(r *fs.Rule[planted]) { r.Keys = func(*planted) []string { return nil } },
	} {
		t.Run(name, func(t *testing.T) {
			rule := plantedRules()[1]
			spoil(&rule)
			_, _, err := train.EM(plantedModel(), d, []fs.Rule[planted]{rule}, nil)
			require.ErrorIs(t, err, train.ErrTrain)
		})
	}
	bad := plantedModel()
	bad.Name = ""
	_, err = train.U(bad, d, nil)
	require.ErrorIs(t, err, fs.ErrModel)
	_, err = train.U(plantedModel(), fs.Data[planted]{}, nil)
	require.ErrorIs(t, err, train.ErrTrain)
}

func TestOneIterationOfEMIsTheFormula(t *testing.T) {
	d := plantSkewed(9, 300, .1, .3)
	m := plantedModel()
	m.Prior = 1. / 300
	c := &m.Comparisons[1]
	c.Levels[0].Frequency = 1
	plain := c.Compare
	c.Compare = func(a, b *planted) fs.Outcome {
		o := plain(a, b)
		o.Frequency = .01
		if a.fields[1] == 100 {
			o.Frequency = .3
		}
		return o
	}
	m, err := train.U(m, d, nil)
	require.NoError(t, err)
	rule := plantedRules()[0]
	_, report, err := train.EM(m, d, []fs.Rule[planted]{rule}, &train.Options{Iterations: 1, Shrink: -1})
	require.NoError(t, err)

	// By definition: the prior odds times m/u of the agreement that the rule
	// implies, times the evidence of all other fields, frequencies included.
	s, err := fs.New(m)
	require.NoError(t, err)
	first := m.Comparisons[0].Levels[0]
	odds := fs.Bits(m.Prior) + fs.Log2(first.M/first.U)
	parts := make([]fs.Part, 4)
	total, pairs := 0., 0.
	at := map[int]float64{}
	fs.Block(d, []fs.Rule[planted]{rule}, 0).Pairs(func(pair fs.Pair) bool {
		a, b := d.Pair(pair)
		w := odds + s.Weigh(a, b, parts) - parts[0].Bits
		p := fs.Probability(w)
		total, pairs = total+p, pairs+1
		at[parts[1].Level] += p
		return true
	})
	got := report.Sessions[0]
	require.False(t, got.Converged)
	require.InDelta(t, total/pairs, got.Share, 1e-3*got.Share)
	for j := range 3 {
		require.InDelta(t, at[j]/(at[0]+at[1]+at[2]), got.M[1][j], 1e-3)
	}
}

func TestProgressIsToldAndMayStop(t *testing.T) {
	d := plant(10, 600, 0)
	stages := map[string]int{}
	o := &train.Options{Pairs: 250_000, Progress: func(s train.Step) error {
		stages[s.Stage]++
		require.Positive(t, s.Done)
		require.True(t, s.Total == 0 || s.Done <= s.Total, "%+v", s)
		return nil
	}}
	trainPlanted(t, d, o)
	require.GreaterOrEqual(t, stages["u"], 3)
	require.GreaterOrEqual(t, stages["em"], 6)

	enough := errors.New("enough")
	o.Progress = func(train.Step) error { return enough }
	_, err := train.U(plantedModel(), d, o)
	require.ErrorIs(t, err, enough)
	_, _, err = train.EM(plantedModel(), d, plantedRules(), o)
	require.ErrorIs(t, err, enough)
	_, err = train.Labels(plantedModel(), []train.Label[planted]{{A: &d.Records[0], B: &d.Others[0], Match: true}}, o)
	require.ErrorIs(t, err, enough)
}

func TestTheModelGivenIsLeftAlone(t *testing.T) {
	d := plant(11, 300, 0)
	m := plantedModel().Complete()
	before := m.Digest()
	_, err := train.U(m, d, nil)
	require.NoError(t, err)
	_, _, err = train.EM(m, d, plantedRules(), nil)
	require.NoError(t, err)
	require.Equal(t, before, m.Digest())
}
