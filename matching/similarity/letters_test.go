package similarity

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestWhatIsRuledOutIsNotSo(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	below, all := 0, 0
	for _, alphabet := range []string{"ABCDE", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcDEF0123@.-", "ABÉÈЖ"} {
		for range 40_000 {
			a, b := random(r, alphabet, 12)
			x, y := LettersOf(a), LettersOf(b)
			jw := JaroWinkler(a, b)
			for _, threshold := range []float64{.4, .7, .71, .78, .9, .92, 1} {
				if Below(x, y, threshold) {
					below++
					require.Less(t, jw, threshold, "%q and %q", a, b)
				}
				if jw < threshold {
					all++
				}
			}
		}
	}
	require.Greater(t, below*100, all*65, "two in three of what is below are ruled out without comparing them")
}
