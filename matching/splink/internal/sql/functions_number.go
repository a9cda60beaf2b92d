package sql

import "math"

// duckNumbers are DuckDB's functions of numbers.
var duckNumbers = map[string]function{
	"floor":   {one: floor},
	"ceil":    {one: ceil},
	"ceiling": {one: ceil},
	"sqrt":    {one: domain(squareRoot)},
	"ln":      {one: domain(logarithm)},
	"log2":    {one: domain(logarithm2)},
}

func absolute(f *Frame, v Value) Value {
	switch {
	case !v.kind.numeric():
		return f.fail("abs cannot take %s", v.kind)
	case v.kind == KindInt && v.n == math.MinInt64:
		return f.fail("abs: integer overflow")
	case v.kind == KindInt || v.kind == KindDecimal:
		if v.n < 0 {
			v.n = -v.n
		}
		return v
	}
	return rounded(v, math.Abs)
}

// rounded applies a float function in the kind of v.
func rounded(v Value, fn func(float64) float64) Value {
	if v.kind == KindReal {
		return Real(float32(fn(v.float())))
	}
	return Double(fn(v.float()))
}

func floor(f *Frame, v Value) Value { return whole(f, v, math.Floor, -1) }
func ceil(f *Frame, v Value) Value  { return whole(f, v, math.Ceil, 1) }

func whole(f *Frame, v Value, fn func(float64) float64, step int64) Value {
	switch v.kind {
	case KindInt:
		return v
	case KindDecimal:
		n, rest := v.n/pow10[v.scale], v.n%pow10[v.scale]
		if rest*step > 0 {
			n += step
		}
		return decimal(n, 0)
	case KindReal, KindDouble:
		return rounded(v, fn)
	}
	return f.fail("floor and ceil cannot take %s", v.kind)
}

// domain lifts a function of doubles that is not defined everywhere: where it
// is not, the engine fails the query, and so does this.
func domain(fn func(float64) (float64, bool)) func(*Frame, Value) Value {
	return func(f *Frame, v Value) Value {
		if !v.kind.numeric() {
			return f.fail("a function of numbers cannot take %s", v.kind)
		}
		x, ok := fn(v.float())
		if !ok {
			return f.fail("a function of numbers is not defined there")
		}
		return Double(x)
	}
}

func squareRoot(x float64) (float64, bool) { return math.Sqrt(x), !(x < 0) }
func logarithm(x float64) (float64, bool)  { return math.Log(x), !(x <= 0) }
func logarithm2(x float64) (float64, bool) { return math.Log2(x), !(x <= 0) }
func sine(x float64) (float64, bool)       { return math.Sin(x), !math.IsInf(x, 0) }
func cosine(x float64) (float64, bool)     { return math.Cos(x), !math.IsInf(x, 0) }
func arcCosine(x float64) (float64, bool)  { return math.Acos(x), !(x < -1 || x > 1) }
func radians(x float64) (float64, bool)    { return x * (math.Pi / 180), true }

func power(f *Frame, a, b Value) Value {
	if !a.kind.numeric() || !b.kind.numeric() {
		return f.fail("pow cannot take %s and %s", a.kind, b.kind)
	}
	return Double(math.Pow(a.float(), b.float()))
}
