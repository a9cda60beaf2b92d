// Package mix makes of a number one in which every bit depends on all of its bits.
package mix

// Mix is the finaliser of SplitMix64, fixed for ever: a bijection (G. L. Steele, D. Lea,
// C. H. Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014).
func Mix(x uint64) uint64 {
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// Step is what the state of SplitMix64 grows by: 2⁶⁴ divided by the golden ratio.
const Step = 0x9e3779b97f4a7c15
