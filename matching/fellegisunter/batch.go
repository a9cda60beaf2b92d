package fellegisunter

import "iter"

// batch is how many pairs are weighed at a time: few enough to stay in the nearest
// cache.
const batch = 256

// WeighAll weighs pairs of d, such as [Blocks.Pairs], and yields each with what
// [Scorer.Weigh] returns for it, in the order given. It takes a few hundred pairs at a
// time and goes through them comparison by comparison. That is quicker than pair by pair:
// the processor fetches many records at once, most of all if the model's first comparison
// is cheap, and predicts the branches of one comparison better than those of all in turn.
func (s *Scorer[T]) WeighAll(d Data[T], pairs iter.Seq[Pair]) iter.Seq2[Pair, float64] {
	return func(yield func(Pair, float64) bool) {
		left, right := d.Records, d.Records
		if len(d.Others) > 0 {
			right = d.Others
		}
		some, rows, bits := make([]Pair, 0, batch), make([]sides[T], batch), make([]float64, batch)
		weigh := func() bool {
			for i, p := range some {
				rows[i] = sides[T]{&left[p.A], &right[p.B]}
			}
			clear(bits)
			for i := range s.comparisons {
				s.comparisons[i].weighAll(rows[:len(some)], bits)
			}
			for i, p := range some {
				if !yield(p, bits[i]) {
					return false
				}
			}
			some = some[:0]
			return true
		}
		for p := range pairs {
			if some = append(some, p); len(some) == batch && !weigh() {
				return
			}
		}
		weigh()
	}
}

// sides are the two records of a pair.
type sides[T any] struct{ a, b *T }

// weighAll adds to the bits of each pair those of one comparison.
func (c *scored[T]) weighAll(pairs []sides[T], bits []float64) {
	bits = bits[:len(pairs)]
	compare, weights := c.compare, c.bits
	if !c.adjusts {
		for i, p := range pairs {
			bits[i] += weights[compare(p.a, p.b).Level+1]
		}
		return
	}
	last, known := Outcome{Level: Null}, 0. // pairs of one block often agree on the same value
	for i, p := range pairs {
		if o := compare(p.a, p.b); o != last {
			part := part(c.levels, o)
			last, known = o, part.Bits+part.Frequency
		}
		bits[i] += known
	}
}
