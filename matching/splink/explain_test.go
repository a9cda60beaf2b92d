package splink_test

import (
	"math"
	"testing"

	"github.com/caselobby/caselobby/matching/explain"
	"github.com/caselobby/caselobby/matching/splink"
	"github.com/stretchr/testify/require"
)

func TestAScoreIsLaidOutForAReader(t *testing.T) {
	s := splink.Score{
		Prior: -9.97, Weight: 21.4, Probability: 0.99999964,
		Levels: []splink.Reached{
			{Comparison: "surname", Gamma: 2, Label: "Exact match on surname", Weight: 18.32, Frequency: 3.1},
			{Comparison: "dob", Gamma: 0, Label: "All other comparisons", Weight: 9.95},
			{Comparison: "email", Gamma: splink.NullLevel, Label: "email is NULL"},
		},
	}
	w := s.Explain()
	require.Equal(t, explain.Weighing{
		Prior: -9.97, Probability: 0.99999964,
		Steps: []explain.Step{
			{Field: "surname", Level: "Exact match on surname", Text: "Exact match on surname", Bits: 18.32, Frequency: 3.1},
			{Field: "dob", Level: "All other comparisons", Text: "All other comparisons", Bits: 9.95},
			{Field: "email"},
		},
	}, w)
	require.InDelta(t, s.Weight, w.Weight(), 1e-9)
	require.Zero(t, w.List(), "Splink weighs each pair alone")
}

func TestAPairWithoutALevelSaysSo(t *testing.T) {
	w := splink.Score{Weight: math.NaN(), Probability: math.NaN(), Levels: []splink.Reached{{Comparison: "a", Gamma: splink.NoLevel, Weight: math.NaN()}}}.Explain()
	require.Equal(t, "no level holds", w.Steps[0].Text)
	require.Empty(t, w.Steps[0].Level)
	require.Contains(t, w.Text(), "a: no level holds")
}

func TestAModelIsLaidOutForAReader(t *testing.T) {
	m := read(t, func(_, top map[string]any) { top["label_for_charts"] = "same" })
	require.Equal(t, []explain.Comparison{{Name: "a", Levels: []explain.Level{{Text: "same", M: .9, U: .1}, {Text: "ELSE", M: .1, U: .9}}}}, m.Explain())
}
