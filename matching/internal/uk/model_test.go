package uk_test

import (
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	fs "github.com/caselobby/caselobby/matching/fellegisunter"
	"github.com/caselobby/caselobby/matching/internal/uk"
)

func TestEveryLevelOfTheModelIsSound(t *testing.T) {
	require.NoError(t, uk.Model().Check())
	for _, c := range uk.Model().Comparisons {
		for i, l := range c.Levels {
			require.NotEmpty(t, l.Text, "%s, %s", c.Name, l.Code)
			require.Positive(t, l.M)
			require.Positive(t, l.U)
			if i == 0 {
				continue
			}
			require.Less(t, fs.Log2(l.M/l.U), 20., "%s, %s", c.Name, l.Code)
		}
	}
}

// Every pair reaches one level, so m and u are two ways to share out one. They are
// written with two or three digits, hence a little more or less.
func TestTheLevelsOfAComparisonAddUp(t *testing.T) {
	for _, c := range uk.Model().Comparisons {
		m, u := 0., 0.
		for _, l := range c.Levels {
			m += l.M
			u += l.U
		}
		require.InDelta(t, 1, m, .03, "m of %s", c.Name)
		require.InDelta(t, 1, u, .015, "u of %s", c.Name)
	}
	for _, m := range uk.RelativeModels(uk.Model()) {
		require.NoError(t, m.Check())
	}
	shares := uk.RelationShares()
	sum := 0.
	for _, share := range shares {
		sum += share
	}
	require.InDelta(t, 1, sum, 1e-12, "relatives are one relation each")
}

// Nothing less than equality tells the client from a relative better than equality
// does, and what differs never speaks for the client.
func TestAgreementNeverSpeaksForARelativeMoreThanALikenessDoes(t *testing.T) {
	client := uk.Model().Complete()
	for r, relative := range uk.RelativeModels(client) {
		for f, c := range relative.Comparisons {
			if f == uk.FieldPostcode {
				require.Equal(t, client.Comparisons[f].Levels, c.Levels, "relatives share it more often than not: it decides nothing")
				continue
			}
			least := math.Inf(1)
			for j, l := range c.Levels {
				m := client.Comparisons[f].Levels[j]
				require.Equal(t, m.U, l.U)
				ratio := l.M / m.M
				least = min(least, ratio)
				if m.M < m.U {
					require.GreaterOrEqual(t, ratio, 1-1e-12, "relation %d, %s, %s: a difference speaks for the client", r, c.Name, l.Code)
				}
			}
			equality := c.Levels[0].M / client.Comparisons[f].Levels[0].M
			require.InDelta(t, least, equality, 1e-12, "relation %d, %s: something tells the client better than equality does", r, c.Name)
		}
	}
}

func TestWhatTellsTheClientFromARelativeIsNamed(t *testing.T) {
	names := map[string]bool{}
	for _, c := range uk.Model().Comparisons {
		for _, l := range c.Levels {
			names[c.Name+"/"+l.Code] = true
		}
	}
	for _, list := range [][]string{uk.Tied(), uk.Doubtful()} {
		require.NotEmpty(t, list)
		require.Len(t, slices.Compact(slices.Sorted(slices.Values(list))), len(list))
		for _, name := range list {
			require.True(t, names[name], "no level %q", name)
		}
	}
	require.Contains(t, uk.Doubtful(), "name/surname", "a brother's or a sister's")
	require.NotContains(t, uk.Doubtful(), "name/equal")
}

// Compare is the comparisons of the model, one by one.
func TestComparingAtOnceIsTheModel(t *testing.T) {
	model := uk.Model()
	told(func(client, again uk.Typed) {
		a, b := prepared(again), prepared(client)
		all := outcomes(a, b)
		for f, c := range model.Comparisons {
			require.Equal(t, c.Compare(a, b), all[f], c.Name)
			require.Equal(t, all[f].Level, c.Compare(b, a).Level, "%s has no sides", c.Name)
		}
	})
}

func TestComparingDoesNotAllocate(t *testing.T) {
	a, b := prepared(everything()), prepared(named("Muhammad|Zayn|Rashid"))
	var into [uk.Fields]fs.Outcome
	require.Zero(t, testing.AllocsPerRun(20, func() {
		uk.Compare(a, b, &into)
		uk.Compare(b, a, &into)
		uk.Compare(a, a, &into)
	}))
}
