package similarity

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestWhatIsRuledOutIsNotSo(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	below, bound := 0, 0
	for _, alphabet := range []string{"ABCDE", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcDEF0123@.-", "ABÉÈЖ"} {
		for range 40_000 {
			a, b := random(r, alphabet, 12)
			x, y := LettersOf(a), LettersOf(b)
			jw, osa := JaroWinkler(a, b), OSA(a, b)
			require.LessOrEqual(t, FewestEdits(x, y), osa, "%q and %q", a, b)
			for _, threshold := range []float64{.71, .78, .9, .92, 1} {
				if Below(x, y, threshold) {
					below++
					require.Less(t, jw, threshold, "%q and %q", a, b)
				}
				if Bound(x, y) < threshold {
					bound++
				}
			}
			if !SameAlphabet(x, y) {
				require.NotEqual(t, a, b)
			}
			require.Equal(t, x, LettersIn(string(x.Append(nil))+"more"))
		}
	}
	require.Greater(t, below*100, bound*95, "nearly all that the bound rules out")
	require.True(t, SameAlphabet(LettersOf("ann.b1"), LettersOf("BANBA-22")), "whatever else and however often")
	require.False(t, SameAlphabet(LettersOf("ann.b"), LettersOf("ann.c")))
	require.True(t, SameStart(LettersOf("IVANOVA"), LettersOf("IVANOV")))
	require.False(t, SameStart(LettersOf("SMITH"), LettersOf("SMYTH")))
}
