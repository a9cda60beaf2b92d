package memory

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

// An index is a map, whatever the hashes: with few of them numbers crowd together.
func TestAnIndexIsAMap(t *testing.T) {
	for name, hash := range map[string]func(number) uint64{
		"good hashes":         func(n number) uint64 { return uint64(n) * 0x9e3779b97f4a7c15 },
		"few homes":           func(n number) uint64 { return uint64(n%7) << 28 },
		"one home at the end": func(number) uint64 { return 0xffff_ffff },
		"one part":            func(n number) uint64 { return uint64(n * 0x9e3779b9) },
	} {
		t.Run(name, func(t *testing.T) {
			random := rand.New(rand.NewPCG(1, 2))
			x, model := index{hashOf: hash}, make(map[number]bool)
			for range 20_000 {
				n := number(1 + random.IntN(300))
				switch {
				case model[n] && random.IntN(2) == 0:
					x.remove(n)
					delete(model, n)
				case !model[n]:
					x.add(n)
					model[n] = true
				}
				m := number(1 + random.IntN(300))
				found := x.find(hash(m), func(n number) bool { return n == m })
				require.Equal(t, model[m], found == m)
				require.Equal(t, !model[m], found == 0)
			}
			for n := range model {
				x.remove(n)
			}
			for _, p := range x.parts {
				require.Zero(t, p.n)
				for _, n := range p.slots {
					require.Zero(t, n)
				}
			}
		})
	}
}
