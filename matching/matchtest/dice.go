package matchtest

import (
	"math/bits"
	"math/rand/v2"

	"github.com/caselobby/caselobby/matching/internal/mix"
)

// dice is a stream of chance. Everything made up throws its own, so that it
// does not depend on what was made up before it. Only integers and exact
// comparisons are used: a compiler that fuses floating-point operations would
// make other people.
type dice struct{ pcg rand.PCG }

// purpose keeps apart the streams of one seed.
type purpose uint64

const (
	living      purpose = iota + 1 // who lives where
	registering                    // what the register heard of a client
	telling                        // what a case about a client says
	arriving                       // the n-th case of a stream
	passing                        // people whom the register never met
	building                       // hostels
	working                        // support workers
)

func throw(seed uint64, p purpose, n int) dice {
	return dice{*rand.NewPCG(mixed(seed+uint64(p)<<56), mixed(uint64(n)))}
}

// mixed makes neighbouring numbers unrelated.
func mixed(x uint64) uint64 { return mix.Mix(x + mix.Step) }

// below returns a number from 0 to n-1.
func (d *dice) below(n int) int { return int(d.wide(uint64(n))) }

// wide does so of numbers that an int of 32 bits may not hold.
func (d *dice) wide(n uint64) uint64 {
	hi, _ := bits.Mul64(d.pcg.Uint64(), n)
	return hi
}

// between returns a number from lo to hi, both included.
func (d *dice) between(lo, hi int) int { return lo + d.below(hi-lo+1) }

// central returns a number from 0 to n-1, low ones much more often.
func (d *dice) central(n int) int { return d.below(d.below(n) + 1) }

// chance reports true with probability p.
func (d *dice) chance(p float64) bool {
	return float64(d.pcg.Uint64()>>11)*0x1p-53 < p // a product with a power of two is exact
}

// among returns one of the values, each as likely.
func among[T any](d *dice, values ...T) T { return values[d.below(len(values))] }

// ranked chooses among values in order of rank: the r-th has weight 1/(r+shift)
// (Zipf–Mandelbrot), which is how names and households in hostels are spread.
type ranked[T any] struct {
	values []T
	upto   []uint64 // running totals of the weights
}

func rank[T any](values []T, shift int) ranked[T] {
	r := ranked[T]{values: values, upto: make([]uint64, len(values))}
	total := uint64(0)
	for i := range values {
		total += (1 << 32) / uint64(i+1+shift)
		r.upto[i] = total
	}
	return r
}

func (r ranked[T]) pick(d *dice) T {
	x := d.wide(r.upto[len(r.upto)-1])
	lo, hi := 0, len(r.upto)-1
	for lo < hi {
		if mid := (lo + hi) / 2; r.upto[mid] <= x {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return r.values[lo]
}
