package evaluate

import "cmp"

// Confusion counts right and wrong decisions.
type Confusion struct {
	Right  int // said to match, and matches (true positives)
	False  int // said to match, and does not (false positives)
	Missed int // matches, and was not said to (false negatives)
}

// Precision returns the share of what was said to match that does; 1 when
// nothing was said.
func (c Confusion) Precision() float64 { return share(c.Right, c.Right+c.False) }

// Recall returns the share of matches that were found; 1 when there are none.
func (c Confusion) Recall() float64 { return share(c.Right, c.Right+c.Missed) }

// F1 returns the harmonic mean of precision and recall.
func (c Confusion) F1() float64 { return share(2*c.Right, 2*c.Right+c.False+c.Missed) }

func share(part, whole int) float64 {
	if whole == 0 {
		return 1
	}
	return float64(part) / float64(whole)
}

// At returns how it goes when everything at or above the threshold is said to
// match. Unseen is the number of matches that are not among the predictions,
// because blocking never brought them up.
func At(ps []Prediction, threshold float64, unseen int) Confusion {
	c := Confusion{Missed: unseen}
	for _, p := range ps {
		switch {
		case p.Probability >= threshold && p.Match:
			c.Right++
		case p.Probability >= threshold:
			c.False++
		case p.Match:
			c.Missed++
		}
	}
	return c
}

// add adds up decisions.
func (c *Confusion) add(o Confusion) {
	c.Right += o.Right
	c.False += o.False
	c.Missed += o.Missed
}

// Pairwise compares clusters with the truth, pair by pair: a pair is said to
// match when both records are in one cluster. Found and truth hold, for every
// record, which cluster it is in. It panics if one is longer than the other: then they
// are not of the same records.
func Pairwise[F, T cmp.Ordered](found []F, truth []T) Confusion {
	type cell struct {
		f F
		t T
	}
	if len(found) != len(truth) {
		panic("evaluate: Pairwise: found and truth are not of equally many records")
	}
	inFound, inTruth, inBoth := map[F]int{}, map[T]int{}, map[cell]int{}
	var c Confusion
	for i, f := range found {
		// Each record adds a pair with every earlier one of its cluster.
		k := cell{f, truth[i]}
		c.Right += inBoth[k]
		c.False += inFound[f] - inBoth[k]
		c.Missed += inTruth[truth[i]] - inBoth[k]
		inFound[f]++
		inTruth[truth[i]]++
		inBoth[k]++
	}
	return c
}
