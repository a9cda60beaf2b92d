package lists

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestListsAreSetsOfNumbers(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	var l Lists
	var handles [20]List
	var model [20][]uint32
	for step := range 100_000 {
		i := random.IntN(len(handles))
		number := uint32(1 + random.IntN(i*i*10+3)) // some lists stay short, others need many blocks
		grows := step/25_000%2 == 0
		at := slices.Index(model[i], number)
		switch {
		case at < 0 && (grows || random.IntN(3) == 0):
			handles[i], model[i] = l.Add(handles[i], number), append(model[i], number)
		case at >= 0 && (!grows || random.IntN(9) == 0):
			handles[i], model[i] = l.Remove(handles[i], number), slices.Delete(model[i], at, at+1)
		case at < 0:
			require.Equal(t, handles[i], l.Remove(handles[i], number), "what is not there was removed")
		}
		if l.Len(handles[i]) != len(model[i]) {
			require.Len(t, model[i], l.Len(handles[i]))
		}
		if random.IntN(100) == 0 {
			require.Equal(t, sorted(model[i]), sorted(l.Append(nil, handles[i])))
		}
	}
	for i := range handles {
		require.Equal(t, sorted(model[i]), sorted(l.Append(nil, handles[i])))
	}
}

func sorted(numbers []uint32) []uint32 { return slices.Sorted(slices.Values(numbers)) }

func TestAListOfOneIsItsNumber(t *testing.T) {
	var l Lists
	require.Equal(t, List(Max), l.Add(0, Max))
	require.Equal(t, []uint32{5, Max}, l.Append([]uint32{5}, Max))
	require.Zero(t, l.Remove(Max, Max))
	require.Equal(t, List(Max), l.Remove(l.Add(Max, 1), 1))
	require.Equal(t, List(1), l.Remove(l.Add(Max, 1), Max))
}

func TestWhatIsRemovedIsGone(t *testing.T) {
	var l Lists
	var list List
	const first = 1 << 30
	fill := func() {
		for n := range uint32(5_000) {
			list = l.Add(list, first+n)
		}
	}
	fill()
	size := len(l.blocks.segments)
	for n := range uint32(5_000) {
		list = l.Remove(list, first+n)
	}
	require.Zero(t, list)
	for _, segment := range l.blocks.segments {
		require.Less(t, slices.Max(segment), uint32(first), "a number is still there")
	}
	fill()
	require.Len(t, l.blocks.segments, size, "blocks that are free are used again")
}
