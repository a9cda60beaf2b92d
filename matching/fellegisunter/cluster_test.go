package fellegisunter_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	fs "github.com/caselobby/caselobby/matching/fellegisunter"
)

func TestComponentsFollowLinksOfEnoughBits(t *testing.T) {
	links := []fs.Link{{A: 4, B: 3, Bits: 9}, {A: 3, B: 1, Bits: 6}, {A: 0, B: 1, Bits: 2}, {A: 5, B: 2, Bits: -3}}
	require.Equal(t, []int{0, 1, 2, 1, 1, 5}, fs.Components(6, links, 6))
	require.Equal(t, []int{0, 0, 2, 0, 0, 5}, fs.Components(6, links, 0))
}

func TestOneFalseLinkDoesNotJoinTwoPeople(t *testing.T) {
	links := []fs.Link{
		{A: 0, B: 1, Bits: 10}, {A: 0, B: 2, Bits: 9}, {A: 1, B: 2, Bits: 9},
		{A: 3, B: 4, Bits: 10}, {A: 3, B: 5, Bits: 9}, {A: 4, B: 5, Bits: 9},
		{A: 2, B: 3, Bits: 11},
	}
	require.Equal(t, []int{0, 0, 0, 3, 3, 3}, fs.Clusters(6, append(links[:6:6], fs.Link{A: 2, B: 3, Bits: 7}), 0, -8))
	require.Equal(t, make([]int, 6), fs.Components(6, links, 0))
}

func TestARecordLikeSeveralOfAPersonsIsFound(t *testing.T) {
	links := []fs.Link{
		{A: 0, B: 1, Bits: 10}, {A: 0, B: 2, Bits: 10}, {A: 1, B: 2, Bits: 10},
		{A: 3, B: 0, Bits: 1}, {A: 3, B: 1, Bits: 1}, {A: 3, B: 2, Bits: -1},
		{A: 4, B: 0, Bits: 1}, {A: 4, B: 1, Bits: -3}, {A: 4, B: 2, Bits: -3},
	}
	require.Equal(t, []int{0, 0, 0, 0, 4}, fs.Clusters(5, links, 0, -8))
}

// The same by definition: look for the best two clusters again and again.
func naiveClusters(n int, links []fs.Link, least, absent float64) []int {
	w := map[[2]int]float64{}
	for _, l := range links {
		k := [2]int{min(l.A, l.B), max(l.A, l.B)}
		if _, ok := w[k]; !ok {
			w[k] = min(max(l.Bits, -12), 12)
		}
	}
	cluster := make([]int, n)
	for i := range cluster {
		cluster[i] = i
	}
	for {
		best, x, y := least, -1, -1
		for a := range n {
			for b := a + 1; b < n; b++ {
				sum, pairs, known := 0., 0., false
				for i := range n {
					for j := range n {
						if cluster[i] != a || cluster[j] != b {
							continue
						}
						v, ok := w[[2]int{min(i, j), max(i, j)}]
						if !ok {
							v = absent
						}
						sum, pairs, known = sum+v, pairs+1, known || ok
					}
				}
				if known && (sum/pairs > best || sum/pairs == best && x < 0) {
					best, x, y = sum/pairs, a, b
				}
			}
		}
		if x < 0 {
			return cluster
		}
		for i := range cluster {
			if cluster[i] == y {
				cluster[i] = x
			}
		}
	}
}

func TestClustersEqualTheDefinitionInAnyOrderOfLinks(t *testing.T) {
	r := rand.New(rand.NewPCG(13, 14))
	for range 60 {
		n := 2 + r.IntN(9)
		var links []fs.Link
		for i := range n {
			for j := range i {
				if r.IntN(3) > 0 {
					links = append(links, fs.Link{A: i, B: j, Bits: float64(r.IntN(30) - 14)})
				}
			}
		}
		least := float64(r.IntN(5) - 3)
		want := naiveClusters(n, links, least, least-4)
		require.Equal(t, want, fs.Clusters(n, links, least, least-4))
		r.Shuffle(len(links), func(i, j int) { links[i], links[j] = links[j], links[i] })
		require.Equal(t, want, fs.Clusters(n, links, least, least-4))
	}
}

func TestOneToOneTakesTheHeaviestFreePairs(t *testing.T) {
	links := []fs.Link{
		{A: 0, B: 0, Bits: 5}, {A: 0, B: 1, Bits: 9}, {A: 1, B: 1, Bits: 8}, {A: 1, B: 0, Bits: 4},
		{A: 2, B: 2, Bits: -1}, {A: 3, B: 4, Bits: 3}, {A: 3, B: 3, Bits: 3}, {A: 5, B: 5, Bits: math.NaN()}, {A: 6, B: 6, Bits: math.Inf(-1)},
	}
	before := slices.Clone(links[:7])
	want := []fs.Link{{A: 0, B: 1, Bits: 9}, {A: 1, B: 0, Bits: 4}, {A: 3, B: 3, Bits: 3}}
	require.Equal(t, want, fs.OneToOne(links, 0))
	require.Equal(t, want, fs.OneToOne(links[:7], 0), "what is no number is no link")
	require.Equal(t, before, links[:7])
	require.Equal(t, fs.Link{A: 8, Bits: math.Inf(1)}, fs.OneToOne(append(links, fs.Link{A: 8, Bits: math.Inf(1)}), 0)[0])
}
