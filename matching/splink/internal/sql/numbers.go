package sql

import (
	"cmp"
	"math"
	"math/bits"
)

var pow10 = func() (p [19]int64) {
	p[0] = 1
	for i := 1; i < len(p); i++ {
		p[i] = p[i-1] * 10
	}
	return p
}()

func decimal(unscaled int64, scale uint8) Value {
	return Value{kind: KindDecimal, n: unscaled, scale: scale}
}

// promote returns the kind in which two numbers meet. In Spark a float meets a
// decimal as a double, and where it follows the standard an integer too.
func (e Engine) promote(a, b Kind) Kind {
	if max(a, b) == KindReal && (e.spark() && min(a, b) == KindDecimal || e.ansi() && min(a, b) == KindInt) {
		return KindDouble
	}
	return max(a, b)
}

// arithmetic applies one of + - * / to two values that are not NULL.
func arithmetic(f *Frame, op string, a, b Value) Value {
	if a.kind == KindDate || b.kind == KindDate {
		return dateArithmetic(f, op, a, b)
	}
	if !a.kind.numeric() || !b.kind.numeric() {
		return f.fail("operator %s cannot take %s and %s", op, a.kind, b.kind)
	}
	e := f.program.engine
	if op == "/" && e.spark() {
		return sparkDivide(f, a, b)
	}
	kind := e.promote(a.kind, b.kind)
	if op == "/" && kind < KindReal {
		kind = KindDouble // DuckDB divides integers and decimals as doubles
	}
	switch kind {
	case KindInt:
		return integers(f, op, a.n, b.n)
	case KindDecimal:
		if v, ok := decimals(op, a, b); ok {
			return v
		}
		return f.fail("operator %s: decimal too long", op)
	case KindReal:
		return Real(operate(op, float32(a.float()), float32(b.float())))
	}
	return Double(operate(op, a.float(), b.float()))
}

func operate[F float32 | float64](op string, a, b F) F {
	switch op {
	case "+":
		return a + b
	case "-":
		return a - b
	case "*":
		return a * b
	}
	return a / b
}

func integers(f *Frame, op string, a, b int64) Value {
	var n int64
	var over bool
	switch op {
	case "+":
		n, over = add(a, b)
	case "-":
		n = a - b
		over = (a >= 0) != (b >= 0) && (n >= 0) != (a >= 0)
	case "*":
		n, over = multiply(a, b)
	}
	if over {
		return f.fail("operator %s: integer overflow", op)
	}
	return Int(n)
}

func add(a, b int64) (n int64, over bool) {
	n = a + b
	return n, (a >= 0) == (b >= 0) && (n >= 0) != (a >= 0)
}

func multiply(a, b int64) (n int64, over bool) {
	hi, lo := bits.Mul64(magnitude(a), magnitude(b))
	if hi != 0 || lo > math.MaxInt64 {
		return 0, true
	}
	if (a < 0) != (b < 0) {
		return -int64(lo), false
	}
	return int64(lo), false
}

func magnitude(a int64) uint64 {
	if a < 0 {
		return -uint64(a)
	}
	return uint64(a)
}

// decimals computes exactly; ok is false when the result needs more digits
// than are kept here.
func decimals(op string, a, b Value) (v Value, ok bool) {
	if op == "*" {
		n, over := multiply(a.n, b.n)
		scale := a.scale + b.scale
		return decimal(n, scale), !over && int(scale) < len(pow10)
	}
	x, y, scale, ok := align(a, b)
	if !ok {
		return Value{}, false
	}
	if op == "-" {
		y = -y
	}
	n, over := add(x, y)
	return decimal(n, scale), !over
}

// align writes an integer or decimal each with the same number of digits after
// the point.
func align(a, b Value) (x, y int64, scale uint8, ok bool) {
	scale = max(a.scale, b.scale)
	x, over1 := multiply(a.n, pow10[scale-a.scale])
	y, over2 := multiply(b.n, pow10[scale-b.scale])
	return x, y, scale, !over1 && !over2
}

// compareNumbers orders two numbers in the later of their kinds. NaN equals
// itself and follows every other number.
func (e Engine) compareNumbers(a, b Value) int {
	switch e.promote(a.kind, b.kind) {
	case KindInt:
		return cmp.Compare(a.n, b.n)
	case KindDecimal:
		if x, y, _, ok := align(a, b); ok {
			return cmp.Compare(x, y)
		}
	case KindReal:
		return compareFloats(float64(float32(a.float())), float64(float32(b.float())))
	}
	return compareFloats(a.float(), b.float())
}

func compareFloats(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	case a == b:
		return 0
	}
	return cmp.Compare(btoi(math.IsNaN(a)), btoi(math.IsNaN(b)))
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}
