package memory

import (
	"cmp"
	"iter"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestAnOrderedSetIsASortedSlice(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	o := &ordered[int, int]{key: func(e int) int { return e }, compare: cmp.Compare[int]}
	var model []int
	for range 20_000 {
		e := random.IntN(3_000)
		at, found := slices.BinarySearch(model, e)
		if random.IntN(5) < 3 {
			o.insert(e)
			if !found {
				model = slices.Insert(model, at, e)
			}
		} else {
			o.remove(e)
			if found {
				model = slices.Delete(model, at, at+1)
			}
		}
		if random.IntN(100) == 0 {
			requireSame(t, o, model, random.IntN(3_100)-50)
		}
	}
	for _, e := range slices.Clone(model) {
		o.remove(e)
	}
	require.Empty(t, o.chunks)
}

func requireSame(t *testing.T, o *ordered[int, int], model []int, at int) {
	t.Helper()
	i, found := slices.BinarySearch(model, at)
	require.Equal(t, found, o.has(at))
	require.Equal(t, model, collect(o.from(-1)))
	require.Equal(t, model[i:], collect(o.from(at)))
	require.Equal(t, model, collect(o.clone().from(-1)))
	for _, c := range o.chunks {
		require.NotEmpty(t, c)
		require.LessOrEqual(t, len(c), maxChunk)
	}
}

func collect(seq iter.Seq[int]) []int {
	found := make([]int, 0)
	for e := range seq {
		found = append(found, e)
	}
	return found
}

// An insertion is cheap as long as chunks are neither long nor many.
func TestAnOrderedSetPartsAChunkOnlyWhereItIsFull(t *testing.T) {
	o := &ordered[int, int]{key: func(e int) int { return e }, compare: cmp.Compare[int]}
	for e := range maxChunk {
		o.insert(e)
	}
	require.Len(t, o.chunks, 1)
	o.insert(maxChunk)
	require.Equal(t, []int{maxChunk / 2, maxChunk/2 + 1}, []int{len(o.chunks[0]), len(o.chunks[1])})
}

func TestAnOrderedSetStopsWhenItsReaderDoes(t *testing.T) {
	o := &ordered[int, int]{key: func(e int) int { return e }, compare: cmp.Compare[int]}
	for e := range 2 * maxChunk {
		o.insert(e)
	}
	n := 0
	for range o.from(3) {
		if n++; n == 3 {
			break
		}
	}
	require.Equal(t, 3, n)
}
