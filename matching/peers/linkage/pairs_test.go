package linkage_test

import (
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	fs "github.com/caselobby/caselobby/matching/fellegisunter"
	"github.com/caselobby/caselobby/matching/peers"
	"github.com/caselobby/caselobby/matching/peers/linkage"
)

// blocked are up to so many of the pairs of a table, in the order of its blocks.
func blocked(t *linkage.Table, most int) (pairs []fs.Pair) {
	for p := range t.Block().Pairs {
		if pairs = append(pairs, p); len(pairs) == most {
			break
		}
	}
	return pairs
}

func TestCompositionsWeighPairsAsTheLibraryDoes(t *testing.T) {
	table := made(5000)
	s, err := fs.New(table.Model(linkage.Comparisons()))
	require.NoError(t, err)
	best, one := quickest(table), oneLibrary(table)
	differ := 0
	pairs := blocked(table, 2000)
	require.NotEmpty(t, pairs)
	for _, p := range pairs {
		want := s.Weigh(&table.Rows[p.A], &table.Rows[p.B], nil)
		require.InDelta(t, want, best.weigh(p), 10./1024, "weights are rounded to 1/1024 bit")
		if d := want - one.weigh(p); d*d > .01 {
			differ++
		}
	}
	t.Logf("a library with another Jaro–Winkler weighs %d of %d pairs otherwise", differ, len(pairs))
	require.Less(t, differ, len(pairs)/2)
}

// BenchmarkPairs weighs the pairs of sorted blocks, many in a row, in turn.
func BenchmarkPairs(b *testing.B) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	table := made(*registerSize)
	s, err := fs.New(table.Model(linkage.Comparisons()))
	require.NoError(b, err)
	best, one := quickest(table), oneLibrary(table)
	pairs := blocked(table, 1<<30)
	each := min(50_000, len(pairs)/2) // a register is linked at one go, so much of it stays in caches
	require.NotZero(b, each)
	l := peers.Laps{Clock: peers.ThreadTime}
	sum, laps := 0., 0
	random := rand.New(rand.NewPCG(1, 2))
	for b.Loop() {
		at := random.IntN(len(pairs) - each)
		some := pairs[at : at+each]
		run := func(name string, weigh func(fs.Pair) float64) peers.Contender {
			return peers.Contender{Name: name, Run: func() error {
				for _, p := range some {
					sum += weigh(p)
				}
				return nil
			}}
		}
		own := func() error {
			for _, bits := range s.WeighAll(table.Data(), slices.Values(some)) {
				sum += bits
			}
			return nil
		}
		require.NoError(b, l.Turn(peers.Contender{Name: "own", Run: own}, run("quickest", best.weigh), run("edlib", one.weigh)))
		laps++
	}
	require.NotZero(b, sum)
	b.ReportMetric(0, "ns/op")
	for _, name := range []string{"own", "quickest", "edlib"} {
		b.ReportMetric(float64(l.CPU.At(name, .5).Nanoseconds())/float64(each), name+"-ns/pair")
	}
	b.ReportMetric(l.CPU.Ratio("quickest", "own", .5), "×-quickest")
	b.ReportMetric(l.CPU.Ratio("edlib", "own", .5), "×-edlib")
	b.ReportMetric(float64(each)/l.CPU.At("own", .5).Seconds()/1e6, "own-Mpairs/s")
}
