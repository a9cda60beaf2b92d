package fellegisunter_test

import (
	"errors"
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	fs "github.com/caselobby/caselobby/matching/fellegisunter"
)

func TestCheckRefusesByName(t *testing.T) {
	require.NoError(t, model().Check())
	for _, c := range []struct {
		name, part string
		spoil      func(*fs.Model[person])
	}{
		{"a model without a name", "has no name", func(m *fs.Model[person]) { m.Name = "" }},
		{"a prior of one", "prior", func(m *fs.Model[person]) { m.Prior = 1 }},
		{"a prior that is no number", "prior", func(m *fs.Model[person]) { m.Prior = math.NaN() }},
		{"nothing to compare", "compares nothing", func(m *fs.Model[person]) { m.Comparisons = nil }},
		{"a comparison without a name", "comparison has no name", func(m *fs.Model[person]) { m.Comparisons[1].Name = "" }},
		{"two comparisons of one name", `"name": name is used twice`, func(m *fs.Model[person]) { m.Comparisons[1].Name = "name" }},
		{"no function", `"town": has no function`, func(m *fs.Model[person]) { m.Comparisons[1].Compare = nil }},
		{"no levels", `"town": has no levels`, func(m *fs.Model[person]) { m.Comparisons[1].Levels = nil }},
		{"a level without a code", `"town": a level has no code`, func(m *fs.Model[person]) { m.Comparisons[1].Levels[0].Code = "" }},
		{"two levels of one code", `level "equal": code is used twice`, func(m *fs.Model[person]) { m.Comparisons[1].Levels[1].Code = "equal" }},
		{"a negative m", `level "equal": m`, func(m *fs.Model[person]) { m.Comparisons[0].Levels[0].M = -.1 }},
		{"a u above one", `level "else": u`, func(m *fs.Model[person]) { m.Comparisons[0].Levels[2].U = 1.01 }},
		{"a frequency weight above one", `level "equal": frequency`, func(m *fs.Model[person]) { m.Comparisons[0].Levels[0].Frequency = 2 }},
		{"a floor that is no number", `level "equal": floor`, func(m *fs.Model[person]) { m.Comparisons[0].Levels[0].Floor = math.NaN() }},
		{"a reference to nowhere", `level "initial": refers to level "gone"`, func(m *fs.Model[person]) { m.Comparisons[0].Levels[1].Reference = "gone" }},
		{"an m that adds up to more than one", `"name": m of the levels`, func(m *fs.Model[person]) { m.Comparisons[0].Levels[1].M = .2 }},
		{"an m that adds up to less than one", `"name": m of the levels`, func(m *fs.Model[person]) { m.Comparisons[0].Levels[0].M = .7 }},
		{"a u that adds up to more than one", `"name": u of the levels`, func(m *fs.Model[person]) { m.Comparisons[0].Levels[0].U = .2 }},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := model()
			c.spoil(&m)
			_, err := fs.New(m)
			require.ErrorIs(t, err, fs.ErrModel)
			require.ErrorContains(t, err, c.part)
			var e *fs.ModelError
			require.True(t, errors.As(err, &e))
			require.NotEmpty(t, e.Reason)
		})
	}
}

func TestCheckReportsEveryFault(t *testing.T) {
	m := model()
	m.Name, m.Comparisons[0].Compare, m.Comparisons[1].Levels[0].M = "", nil, 2
	err := m.Check()
	require.ErrorContains(t, err, "has no name")
	require.ErrorContains(t, err, "has no function")
	require.ErrorContains(t, err, "m is not within")
}
