package fellegisunter

import (
	"math"
	"sync"
)

// The functions below avoid math.Log2 and math.Exp2, which are assembly on some
// architectures and may be compiled to fused operations on others. An explicit
// float64 conversion keeps the compiler from fusing a product into a sum, so
// that the last bit of a result is the same everywhere.

// Resolution is the unit in which weights are expressed: every weight is a whole
// multiple of it.
const Resolution = 1. / 1024

// Round returns bits rounded to the nearest multiple of [Resolution].
func Round(bits float64) float64 { return math.Round(bits*1024) / 1024 }

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
	n := math.Round(x)
	if at := (x - n) / Resolution; at == math.Trunc(at) { // as every weight is
		return math.Ldexp(fractions()[int(at)+1/Resolution/2], int(n))
	}
	return math.Ldexp(exp2(x-n), int(n))
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
var fractions = sync.OnceValue(func() *[1/Resolution + 1]float64 {
	var f [1/Resolution + 1]float64
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
