package normalise

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestChildrenOfOneBirthAreNumbered(t *testing.T) {
	for typed, want := range map[string]int{
		"Twin 1": 1, "Twin One": 1, "Twin A": 1, "twin two": 2, "Twin2": 2, "2nd twin": 2, "Second Twin": 2, "Twin II": 2, "Baby Girl 2": 2,
		"Baby boy B": 2, "Triplet 3": 3, "Baby 1 of Ann": 1, "Male infant 4": 4, "Twin 1 of 2": 1, "Baby 6": 6,
		"Baby 7": 0, "Baby boy": 0, "Twin": 0, "Twin of Ann B": 0, "B": 0, "2": 0, "Ann": 0, "Twin Ann 2": 0, "Baby 05": 0, "Twin 1 Baby 2": 0, "": 0,
	} {
		require.Equal(t, want, BirthOrder(typed), typed)
		if want > 0 {
			n := ParseName(typed, "", "Smith")
			require.Empty(t, n.Given, "%s is nobody's name", typed)
			require.Equal(t, Reason(ReasonPlaceholder), n.Why, typed)
		}
	}
}
