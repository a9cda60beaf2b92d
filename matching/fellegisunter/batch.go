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
		some, bits := make([]Pair, 0, batch), make([]float64, batch)
		weigh := func() bool {
			clear(bits)
			for i := range s.comparisons {
				s.comparisons[i].weighAll(d, some, bits)
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

// weighAll adds to the bits of each pair those of one comparison.
func (c *scored[T]) weighAll(d Data[T], pairs []Pair, bits []float64) {
	left, right := d.Records, d.Records
	if len(d.Others) > 0 {
		right = d.Others
	}
	bits = bits[:len(pairs)]
	if !c.adjusts {
		for i := range pairs {
			o := c.compare(&left[pairs[i].A], &right[pairs[i].B])
			bits[i] += c.bits[o.Level+1]
		}
		return
	}
	last, known := Outcome{Level: Null}, 0. // pairs of one block often agree on the same value
	for i := range pairs {
		if o := c.compare(&left[pairs[i].A], &right[pairs[i].B]); o != last {
			p := part(c.levels, o)
			last, known = o, p.Bits+p.Frequency
		}
		bits[i] += known
	}
}
