package fellegisunter_test

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	fs "github.com/caselobby/caselobby/matching/fellegisunter"
)

type person struct {
	name, town string
	share      float64 // of the population with this name
}

func model() fs.Model[person] {
	return fs.Model[person]{
		Name: "people", Version: 3, Prior: .001,
		Comparisons: []fs.Comparison[person]{
			{
				Name: "name",
				Levels: []fs.Level{
					{Code: "equal", Text: "same name", M: .9, U: .01, Frequency: 1, Floor: .001},
					{Code: "initial", Text: "same initial", M: .06, U: .09, Frequency: .5, Reference: "equal"},
					{Code: "else", Text: "different", M: .04, U: .9},
				},
				Compare: func(a, b *person) fs.Outcome {
					switch {
					case a.name == "" || b.name == "":
						return fs.Outcome{Level: fs.Null}
					case a.name == b.name:
						return fs.Outcome{Level: 0, Frequency: a.share}
					case a.name[0] == b.name[0]:
						return fs.Outcome{Level: 1, Frequency: max(a.share, b.share)}
					}
					return fs.Outcome{Level: 2}
				},
			},
			{
				Name:   "town",
				Levels: []fs.Level{{Code: "equal", M: .5, U: .25}, {Code: "else", M: .5, U: .75}},
				Compare: func(a, b *person) fs.Outcome {
					switch {
					case a.town == "" || b.town == "":
						return fs.Outcome{Level: fs.Null}
					case a.town == b.town:
						return fs.Outcome{Level: 0}
					}
					return fs.Outcome{Level: 1}
				},
			},
		},
	}
}

func TestWeightIsTheSumOfTheLogarithmsOfMOverU(t *testing.T) {
	s, err := fs.New(model())
	require.NoError(t, err)
	parts := make([]fs.Part, 2)
	w := s.Weigh(&person{name: "ANN", town: "LEEDS"}, &person{name: "ANN", town: "YORK"}, parts)
	require.InDelta(t, math.Log2(.9/.01)+math.Log2(.5/.75), w, 2*fs.Resolution)
	require.Equal(t, 0, parts[0].Level)
	require.Equal(t, 1, parts[1].Level)
	require.InDelta(t, math.Log2(.001/.999), s.Prior(), fs.Resolution)
	require.Equal(t, w, s.Weigh(&person{name: "ANN", town: "LEEDS"}, &person{name: "ANN", town: "YORK"}, nil))
}

func TestNullFieldAddsExactlyNothing(t *testing.T) {
	s, err := fs.New(model())
	require.NoError(t, err)
	parts := make([]fs.Part, 2)
	require.Zero(t, s.Weigh(&person{}, &person{name: "ANN", town: "YORK", share: .1}, parts))
	require.Equal(t, []fs.Part{{Level: fs.Null}, {Level: fs.Null}}, parts)
}

func TestFrequencyAdjustsByHowCommonTheValueIs(t *testing.T) {
	s, err := fs.New(model())
	require.NoError(t, err)
	const u = .01
	for _, c := range []struct {
		name  string
		level int
		share float64
		bits  float64
	}{
		{"a rare value adds", 0, .002, math.Log2(u / .002)},
		{"a common value takes", 0, .08, math.Log2(u / .08)},
		{"a value as common as u says changes nothing", 0, u, 0},
		{"a value rarer than the floor counts as the floor", 0, 1e-9, math.Log2(u / .001)},
		{"an unknown frequency changes nothing", 0, 0, 0},
		{"an inexact level is adjusted by half against the exact level's u", 1, .04, .5 * math.Log2(u/.04)},
		{"a level without adjustment ignores the frequency", 2, .0001, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			require.InDelta(t, c.bits, s.Part(0, fs.Outcome{Level: c.level, Frequency: c.share}).Frequency, fs.Resolution)
		})
	}
}

func TestMissingParametersTakeSplinksDefaults(t *testing.T) {
	level := func(codes ...string) (out []fs.Level) {
		for _, c := range codes {
			out = append(out, fs.Level{Code: c})
		}
		return out
	}
	m := model()
	m.Prior = 0
	m.Comparisons[0].Levels = level("a", "b", "c", "d", "e")
	m.Comparisons[1].Levels = level("a", "b")
	s, err := fs.New(m)
	require.NoError(t, err)
	for i, bits := range []float64{10, 3, 3 - 8./3, 3 - 16./3, -5} {
		require.InDelta(t, bits, s.Part(0, fs.Outcome{Level: i}).Bits, fs.Resolution)
	}
	require.Equal(t, 10., s.Part(1, fs.Outcome{Level: 0}).Bits)
	require.InDelta(t, math.Log2(.05), s.Part(1, fs.Outcome{Level: 1}).Bits, fs.Resolution)
	require.NoError(t, m.Complete().Check())
	require.Equal(t, fs.DefaultPrior, s.Model().Prior)
	require.Equal(t, .95, s.Model().Comparisons[0].Levels[0].M)
	require.Equal(t, .0125, s.Model().Comparisons[0].Levels[4].M)
	require.Zero(t, m.Comparisons[0].Levels[0].M, "the model itself is left alone")
}

func TestWeightsAreExactInAnyOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	m := model()
	for range 12 {
		u := r.Float64()
		m.Comparisons = append(m.Comparisons, fs.Comparison[person]{
			Name:    strings.Repeat("x", len(m.Comparisons)),
			Levels:  []fs.Level{{Code: "a", M: r.Float64(), U: u, Frequency: 1}, {Code: "b"}},
			Compare: m.Comparisons[1].Compare,
		})
	}
	m.Comparisons = m.Comparisons[2:]
	outcomes := make([]fs.Outcome, len(m.Comparisons))
	var want float64
	for round := range 50 {
		for i := range outcomes {
			if round == 0 {
				outcomes[i] = fs.Outcome{Level: r.IntN(2), Frequency: r.Float64()}
			}
		}
		if round > 0 {
			r.Shuffle(len(outcomes), func(i, j int) {
				outcomes[i], outcomes[j] = outcomes[j], outcomes[i]
				m.Comparisons[i], m.Comparisons[j] = m.Comparisons[j], m.Comparisons[i]
			})
		}
		s, err := fs.New(withoutSums(m))
		require.NoError(t, err)
		got := 0.
		for i, o := range outcomes {
			p := s.Part(i, o)
			got += p.Bits + p.Frequency
		}
		if round == 0 {
			want = got
		}
		require.Equal(t, want, got)
		require.Equal(t, got, math.Trunc(got*1024)/1024)
	}
}

// withoutSums fills the second level so that m and u add up to one.
func withoutSums(m fs.Model[person]) fs.Model[person] {
	for i := range m.Comparisons {
		l := m.Comparisons[i].Levels
		l[1].M, l[1].U = 1-l[0].M, 1-l[0].U
	}
	return m
}

func TestTinyProbabilitiesStayFinite(t *testing.T) {
	m := model()
	m.Comparisons[0].Levels[0].U = 5e-324
	s, err := fs.New(m)
	require.NoError(t, err)
	require.InDelta(t, math.Log2(.9)+300*math.Log2(10), s.Part(0, fs.Outcome{}).Bits, .01)
	require.Equal(t, 1., fs.Probability(s.Part(0, fs.Outcome{}).Bits))
}

func TestWeighingDoesNotAllocate(t *testing.T) {
	s, err := fs.New(model())
	require.NoError(t, err)
	a, b := &person{name: "ANN", town: "LEEDS", share: .02}, &person{name: "ANN", town: "YORK"}
	parts, outcomes := make([]fs.Part, 2), make([]fs.Outcome, 2)
	require.Zero(t, testing.AllocsPerRun(100, func() {
		s.Compare(a, b, outcomes)
		s.Weigh(a, b, parts)
		for i, o := range outcomes {
			if s.Part(i, o) != parts[i] {
				t.Error("the two ways to weigh differ")
			}
		}
	}))
}

func BenchmarkWeigh(b *testing.B) {
	s, err := fs.New(model())
	require.NoError(b, err)
	x, y := &person{name: "ANN", town: "LEEDS", share: .02}, &person{name: "ANN", town: "YORK"}
	parts := make([]fs.Part, 2)
	b.ReportAllocs()
	for b.Loop() {
		s.Weigh(x, y, parts)
	}
}
