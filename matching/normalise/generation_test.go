package normalise

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestFatherAndSonOfOneNameAreTold(t *testing.T) {
	for typed, want := range map[string]int{
		"Quarmby Snr": 1, "Quarmby (Senior)": 1, "QUARMBY SR.": 1, "Quarmby, Jr.": 2, "Quarmby jnr": 2, "Quarmby II": 2, "Quarmby III": 3, "Quarmby the 3rd": 3,
		"Senior": 0, "Junior": 0, "Quarmby": 0, "": 0, "Quarmby-Senior": 0, "Jr": 0,
	} {
		require.Equal(t, want, Generation(typed), typed)
	}
}

func TestAWordOfAGenerationIsNoNameAfterOne(t *testing.T) {
	for w := range generations {
		require.True(t, w[0] <= '9' || lexicon[w]&(suffix|generation) != 0, "%s is in the lexicon as what follows a name", w)
	}
}
