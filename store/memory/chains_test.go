package memory

import (
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestChainsFindEveryNumberByItsHash(t *testing.T) {
	for name, hashes := range map[string]uint64{"few in a chain": 1 << 40, "many in a chain": 7, "all in a chain": 1} {
		t.Run(name, func(t *testing.T) {
			random := rand.New(rand.NewPCG(1, 2))
			var c chains
			there := make(map[number]uint64)
			hashOf := func(n number) uint64 {
				hash, found := there[n]
				require.True(t, found, "a number that was removed was asked for")
				return hash
			}
			for range 5_000 {
				n := 1 + number(random.IntN(700))
				if hash, found := there[n]; found {
					c.remove(hash, n)
					delete(there, n)
					continue
				}
				hash := random.Uint64N(hashes)
				c.add(hash, n, hashOf)
				there[n] = hash
			}
			require.Equal(t, len(there), c.count)
			for n, hash := range there {
				require.Contains(t, chain(&c, hash), n)
			}
			require.Equal(t, slices.Sorted(maps.Keys(there)), everyone(&c), "each in one chain, and nobody else")
			for n, hash := range there {
				c.remove(hash, n)
			}
			require.Empty(t, everyone(&c))
		})
	}
}

func chain(c *chains, hash uint64) (found []number) {
	for n := c.first(hash); n != 0; n = c.following(n) {
		found = append(found, n)
	}
	return found
}

func everyone(c *chains) (found []number) {
	for b := range c.heads.len() {
		for n := *c.heads.at(number(b)); n != 0; n = c.following(n) {
			found = append(found, n)
		}
	}
	slices.Sort(found)
	return found
}

func TestChainsStayShortWhileTheyGrow(t *testing.T) {
	var c chains
	require.Empty(t, chain(&c, 1), "of an empty table")
	hashOf := func(n number) uint64 { return hashOfText(string(rune(n))) }
	for n := number(1); n <= 10_000; n++ {
		c.add(hashOf(n), n, hashOf)
		require.Equal(t, int(n), c.heads.len(), "a bucket for each number")
		if n&(n-1) == 0 {
			longest := 0
			for b := range c.heads.len() {
				longest = max(longest, len(chain(&c, uint64(b))))
			}
			require.Less(t, longest, 16)
		}
	}
}

func TestAVectorGrowsWithoutMovingWhatIsInIt(t *testing.T) {
	var v vector[int]
	require.Zero(t, v.len())
	v.reach(3)
	require.Equal(t, 4, v.len())
	v.reach(1)
	require.Equal(t, 4, v.len(), "which is there")
	for v.len() < 2*segmentLen+5 {
		v.push(v.len())
	}
	require.Equal(t, 2*segmentLen+5, v.len())
	first := v.at(segmentLen - 1)
	for i := number(4); int(i) < v.len(); i++ {
		require.Equal(t, int(i), *v.at(i))
	}
	for range segmentLen {
		v.push(0)
	}
	require.Same(t, first, v.at(segmentLen-1))
	for _, s := range v.segments {
		require.LessOrEqual(t, cap(s), segmentLen)
	}
}
