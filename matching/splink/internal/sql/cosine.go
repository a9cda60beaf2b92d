package sql

import "math"

// cosineSimilarity works in the precision of the elements. Where nothing but
// noughts makes it undefined, DuckDB 1 says -1 and DuckDB 2 NaN, which is above
// every threshold.
func (e Engine) cosineSimilarity(f *Frame, a, b Value) Value {
	if !f.lists(a, b) {
		return Value{}
	}
	x, y := a.items(), b.items()
	if len(x) != len(y) {
		return f.fail("cosine similarity: lists of different lengths")
	}
	if len(x) == 0 {
		return Value{}
	}
	kind := x[0].kind
	for i := range x {
		if x[i].kind != kind || y[i].kind != kind || kind != KindReal && kind != KindDouble {
			return f.fail("cosine similarity takes lists of floats of one kind")
		}
	}
	similarity := 0.
	if kind == KindReal {
		similarity = float64(cosineOf(x, y, e.plus32()))
	} else {
		similarity = cosineOf(x, y, e.plus64())
	}
	if math.IsNaN(similarity) && e == DuckDB15 {
		similarity = -1
	}
	if kind == KindReal {
		return Real(float32(similarity))
	}
	return Double(similarity)
}

// plus64 and plus32 add a product to a sum: DuckDB 2 rounds once, DuckDB 1 twice.
func (e Engine) plus64() func(sum, a, b float64) float64 {
	if e == DuckDB15 {
		return func(sum, a, b float64) float64 { return sum + float64(a*b) }
	}
	return func(sum, a, b float64) float64 { return math.FMA(a, b, sum) }
}

func (e Engine) plus32() func(sum, a, b float32) float32 {
	if e == DuckDB15 {
		return func(sum, a, b float32) float32 { return sum + float32(a*b) }
	}
	return func(sum, a, b float32) float32 { return float32(float64(sum) + float64(a)*float64(b)) }
}

func cosineOf[F float32 | float64](x, y []Value, plus func(sum, a, b F) F) F {
	var dot, xx, yy F
	for i := range x {
		a, b := F(x[i].float()), F(y[i].float())
		dot, xx, yy = plus(dot, a, b), plus(xx, a, a), plus(yy, b, b)
	}
	return max(-1, min(dot/F(math.Sqrt(float64(xx*yy))), 1))
}
