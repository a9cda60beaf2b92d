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
		similarity = float64(cosineOf(x, y, e.plus32))
	} else {
		similarity = cosineOf(x, y, e.plus)
	}
	if math.IsNaN(similarity) && e == DuckDB15 {
		similarity = -1
	}
	if kind == KindReal {
		return Real(float32(similarity))
	}
	return Double(similarity)
}

func cosineOf[F float32 | float64](x, y []Value, plus func(sum, a, b F) F) F {
	var dot, xx, yy F
	for i := range x {
		a, b := F(x[i].float()), F(y[i].float())
		dot, xx, yy = plus(dot, a, b), plus(xx, a, a), plus(yy, b, b)
	}
	return max(-1, min(dot/F(math.Sqrt(float64(xx*yy))), 1))
}
