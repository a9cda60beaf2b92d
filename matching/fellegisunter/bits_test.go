package fellegisunter_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	fs "github.com/caselobby/caselobby/matching/fellegisunter"
)

func TestLogarithmAndPowerAgreeWithTheStandardLibrary(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 100_000 {
		x := math.Exp2(r.Float64()*2000 - 1000)
		want := math.Log2(x)
		require.LessOrEqual(t, math.Abs(fs.Log2(x)-want), 2e-15*max(1, math.Abs(want)))
		y := r.Float64()*200 - 100
		require.InEpsilon(t, math.Exp2(y), fs.Exp2(y), 1e-15*4)
	}
	require.Zero(t, fs.Log2(1))
	require.Equal(t, -20., fs.Log2(1./(1<<20)))
	require.Equal(t, 8., fs.Exp2(3))
	require.Equal(t, 0., fs.Exp2(math.Inf(-1)))
	require.Equal(t, math.Inf(1), fs.Exp2(5000))
	require.True(t, math.IsNaN(fs.Exp2(math.NaN())))
}

// The bits of these results are part of what a ranking is: they must not depend
// on the architecture. Run also with GOARCH=386, and arm64 where a compiler fuses
// what no conversion keeps apart.
func TestResultsAreTheSameToTheLastBitEverywhere(t *testing.T) {
	sum := uint64(14695981039346656037)
	mix := func(f float64) { sum = (sum ^ math.Float64bits(f)) * 1099511628211 }
	r := rand.New(rand.NewPCG(5, 6))
	for range 20_000 {
		x := float64(r.Uint64N(1<<53)+1) / (1 << 53)
		mix(fs.Log2(x))
		mix(fs.Exp2(40 * x))
		mix(fs.Probability(float64(80*x) - 40))
		mix(fs.Bits(x / 2))
	}
	require.Equal(t, uint64(0x7cdcaae442ea54f4), sum)
}

func TestProbabilityAndBitsAreInverse(t *testing.T) {
	for _, p := range []float64{1e-12, .001, .25, .5, .75, .999, 1 - 1e-9} {
		require.InEpsilon(t, p, fs.Probability(fs.Bits(p)), 1e-9)
	}
	require.Equal(t, .5, fs.Probability(0))
	require.Equal(t, 0., fs.Probability(math.Inf(-1)))
	require.Equal(t, 1., fs.Probability(math.Inf(1)))
	require.Equal(t, math.Inf(-1), fs.Bits(0))
	require.Equal(t, math.Inf(1), fs.Bits(1))
}

func TestRoundedBitsAreWholeMultiplesOfTheResolution(t *testing.T) {
	require.Equal(t, 1.5, fs.Round(1.5))
	require.Equal(t, 1+fs.Resolution, fs.Round(1+.6*fs.Resolution))
	require.Equal(t, -1-fs.Resolution, fs.Round(-1-.6*fs.Resolution))
}

// Powers of whole multiples of the resolution are looked up: they are the powers of
// what is left of the nearest whole number, shifted by that.
func TestPowersOfWholeMultiplesAreThoseOfTheirFractions(t *testing.T) {
	for units := -1090 * 1024; units <= 1090*1024; units++ {
		x := float64(units) * fs.Resolution
		n := math.Round(x)
		if want := math.Ldexp(fs.Exp2(x-n), int(n)); want != fs.Exp2(x) {
			require.Equal(t, want, fs.Exp2(x), "of %v", x)
		}
	}
}
