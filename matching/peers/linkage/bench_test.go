package linkage_test

import (
	"flag"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
	fs "github.com/caselobby/caselobby/matching/fellegisunter"
	"github.com/caselobby/caselobby/matching/matchtest"
	"github.com/caselobby/caselobby/matching/peers/linkage"
)

var registerSize = flag.Int("register.size", 20_000, "clients in the register of the benchmarks")

// BenchmarkLink sorts and compares.
func BenchmarkLink(b *testing.B) {
	t := made(*registerSize)
	s, err := fs.New(t.Model(linkage.Comparisons()))
	require.NoError(b, err)
	pairs := 0
	for b.Loop() {
		pairs += linkage.Link(s, t.Data(), t.Block(), 10).Pairs
	}
	b.ReportMetric(float64(pairs)/b.Elapsed().Seconds(), "pairs/s")
}

func made(clients int) *linkage.Table {
	w := matchtest.New(1, clients)
	return linkage.NewTable(func(yield func(matching.Person) bool) {
		for c := range w.Clients() {
			if !yield(c.Person) {
				return
			}
		}
	})
}
