package matching_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/matching/fellegisunter"
)

func TestTrainedWithItsOwnParametersIsTheBuiltInMatcher(t *testing.T) {
	m, err := matching.Trained(matching.UK(nil).Parameters(), nil)
	require.NoError(t, err)
	require.Equal(t, matching.UK(nil).Model(), m.Model())
}

func TestOtherParametersAreAnotherModel(t *testing.T) {
	p := matching.UK(nil).Parameters()
	p.Comparisons[0].Levels[0].M *= .97
	m, err := matching.Trained(p, nil)
	require.NoError(t, err)
	require.NotEqual(t, matching.UK(nil).Model(), m.Model())

	p.Version++
	_, err = matching.Trained(p, nil)
	require.ErrorIs(t, err, fellegisunter.ErrModel, "parameters fit only the version that they were made for")
}
