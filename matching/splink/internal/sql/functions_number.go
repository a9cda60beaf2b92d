package sql

import "math"

// duckNumbers are DuckDB's functions of numbers.
var duckNumbers = map[string]function{
	"floor":   {one: floor},
	"ceil":    {one: ceil},
	"ceiling": {one: ceil},
	"ln":      {one: ofDouble(math.Log)},
	"log2":    {one: ofDouble(math.Log2)},
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

// ofDouble lifts a function of doubles. Where it is not defined it is NaN.
func ofDouble(fn func(float64) float64) func(*Frame, Value) Value {
	return func(f *Frame, v Value) Value {
		if !v.kind.numeric() {
			return f.fail("a function of numbers cannot take %s", v.kind)
		}
		return Double(fn(v.float()))
	}
}

func power(f *Frame, a, b Value) Value {
	if !a.kind.numeric() || !b.kind.numeric() {
		return f.fail("pow cannot take %s and %s", a.kind, b.kind)
	}
	return Double(math.Pow(a.float(), b.float()))
}
