package evaluate

import "slices"

// Bands sorts predictions into bins that begin at the given probabilities, which
// ascend; the last ends at 1 and holds it. What lies below the first is left out:
// nearly all candidates are hardly probable, and would hide the rest. Bins of equal
// width are those of [Reliability].
func Bands(ps []Prediction, from ...float64) []Bin {
	bins := make([]Bin, len(from))
	for i := range bins {
		bins[i].From, bins[i].To = from[i], 1
		if i+1 < len(from) {
			bins[i].To = from[i+1]
		}
	}
	for _, p := range ps {
		at, exact := slices.BinarySearch(from, p.Probability)
		if !exact {
			at--
		}
		if at >= 0 {
			bins[at].add(p)
		}
	}
	return averaged(bins)
}
