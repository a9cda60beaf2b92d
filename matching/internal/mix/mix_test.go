package mix_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching/internal/mix"
)

// The first numbers of SplitMix64 from the seed 1234567, as its public test vectors
// have them.
func TestMixIsThatOfSplitMix64(t *testing.T) {
	state := uint64(1234567)
	for _, want := range []uint64{6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821} {
		state += mix.Step
		require.Equal(t, want, mix.Mix(state))
	}
}
