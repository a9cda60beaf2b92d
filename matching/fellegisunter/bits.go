package fellegisunter

import (
	"math"
	"sync"
)

// The functions below stand in for math.Log2 and math.Exp2, which are assembly on some
// architectures and may be compiled to fused operations on others. The explicit float64
// conversions keep the compiler from fusing a product into a sum. So the last bit of a
// result is the same everywhere.

// Resolution is the unit in which weights are expressed: every weight is a whole
// multiple of it.
const Resolution = 1. / resolutions

// resolutions is how many units there are in a bit.
const resolutions = 1024

// Round returns bits rounded to the nearest multiple of [Resolution].
func Round(bits float64) float64 { return math.Round(bits*resolutions) / resolutions }

// Log2 returns the binary logarithm of x > 0, within 1e-15 relative to the
// larger of the result and 1, identical on every architecture.
func Log2(x float64) float64 {
	frac, exp := math.Frexp(x)
	if frac < math.Sqrt2/2 {
		frac, exp = frac*2, exp-1
	}
	// log2 f = 2/ln 2 · atanh s, s = (f−1)/(f+1), |s| ≤ 0.172
	s := (frac - 1) / (frac + 1)
	s2 := s * s
	sum := 0.
	for k := 21.; k >= 1; k -= 2 {
		sum = 1/k + float64(sum*s2)
	}
	return float64(exp) + float64(2/math.Ln2*s*sum)
}

// Exp2 returns 2 to the power of x, identical on every architecture.
func Exp2(x float64) float64 {
	switch {
	case math.IsNaN(x):
		return x
	case x > 1100:
		return math.Inf(1)
	case x < -1100:
		return 0
	}
	if units := int(x * resolutions); float64(units) == x*resolutions { // as every weight is
		n := rounded(units)
		return scaled(fractions()[units-n*resolutions+resolutions/2], n)
	}
	n := math.Round(x)
	return math.Ldexp(exp2(x-n), int(n))
}

// rounded returns the whole bits of so many units, rounded as [math.Round] does.
func rounded(units int) int {
	if units < 0 {
		return -((resolutions/2 - units) / resolutions)
	}
	return (resolutions/2 + units) / resolutions
}

// scaled returns f times 2 to the power of n, as [math.Ldexp] does; f is between 1/2
// and 2.
func scaled(f float64, n int) float64 {
	if n < -1000 || n > 1000 {
		return math.Ldexp(f, n)
	}
	return f * math.Float64frombits(uint64(n+1023)<<52)
}

// exp2 returns 2 to the power of x, |x| ≤ 1/2.
func exp2(x float64) float64 {
	y := x * math.Ln2 // |y| ≤ 0.347
	sum := 1.
	for k := 15.; k >= 1; k-- {
		sum = 1 + float64(sum*y/k)
	}
	return sum
}

// fractions are the powers of two of all multiples of Resolution from −1/2 to 1/2.
var fractions = sync.OnceValue(func() *[resolutions + 1]float64 {
	var f [resolutions + 1]float64
	for i := range f {
		f[i] = exp2(float64(float64(i)*Resolution) - .5)
	}
	return &f
})

// Probability returns the probability of which bits is the log-odds:
// 1 / (1 + 2^−bits).
func Probability(bits float64) float64 {
	if bits < 0 {
		odds := Exp2(bits)
		return odds / (1 + odds)
	}
	return 1 / (1 + Exp2(-bits))
}

// Bits returns the log-odds of a probability, log2(p / (1−p)). It is the inverse
// of [Probability]; 0 and 1 give −Inf and +Inf.
func Bits(p float64) float64 {
	switch {
	case p <= 0:
		return math.Inf(-1)
	case p >= 1:
		return math.Inf(1)
	}
	return Log2(p) - Log2(1-p)
}

// least keeps the logarithm of a probability finite.
const least = 1e-300

// ratio returns log2(num/den) in whole multiples of Resolution.
func ratio(num, den float64) float64 {
	return Round(Log2(max(num, least)) - Log2(max(den, least)))
}
