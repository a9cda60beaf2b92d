package storetest

import (
	"flag"
	"math/rand/v2"
)

var (
	seedFlag  = flag.Uint64("storetest.seed", 0, "storetest: seed of the random checks (0 for a new one each time)")
	scaleFlag = flag.Int("storetest.scale", 1, "storetest: how many times as long the storms and histories are")
)

// seed is where a check's randomness starts. A check that fails says so.
func seed(t tb) uint64 {
	t.Helper()
	n := *seedFlag
	if n == 0 {
		n = rand.Uint64()
	}
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("to repeat: -storetest.seed=%d", n)
		}
	})
	return n
}
