package fellegisunter_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	fs "github.com/caselobby/caselobby/matching/fellegisunter"
)

func somePeople(r *rand.Rand, n int) []person {
	out := make([]person, n)
	for i := range out {
		name := []string{"", "ANN", "ANNE", "BOB"}[r.IntN(4)]
		out[i] = person{name, []string{"", "LEEDS", "YORK"}[r.IntN(3)], float64(len(name)) / 100}
	}
	return out
}

func TestManyPairsWeighWhatEachDoes(t *testing.T) {
	s, err := fs.New(model())
	require.NoError(t, err)
	r := rand.New(rand.NewPCG(5, 6))
	for _, d := range []fs.Data[person]{
		{Records: somePeople(r, 60)},
		{Records: somePeople(r, 50), Others: somePeople(r, 40)},
	} {
		for _, n := range []int{0, 1, 256, 1000} {
			pairs := make([]fs.Pair, n)
			for i := range pairs {
				pairs[i] = fs.Pair{A: r.IntN(50), B: r.IntN(40), Rule: i}
			}
			i := 0
			for p, bits := range s.WeighAll(d, slices.Values(pairs)) {
				require.Equal(t, pairs[i], p)
				a, b := d.Pair(p)
				require.Equal(t, s.Weigh(a, b, nil), bits)
				i++
			}
			require.Equal(t, n, i)
			for p := range s.WeighAll(d, slices.Values(pairs)) {
				if i--; p.Rule == n/2 {
					break
				}
			}
			require.Equal(t, max(n-n/2-1, 0), i, "it stops where it is told to")
		}
	}
}

func TestWeighingManyPairsAllocatesOnce(t *testing.T) {
	s, err := fs.New(model())
	require.NoError(t, err)
	d := fs.Data[person]{Records: somePeople(rand.New(rand.NewPCG(5, 6)), 40)}
	pairs := make([]fs.Pair, 5000)
	for i := range pairs {
		pairs[i] = fs.Pair{A: i % 40, B: i % 39}
	}
	require.Less(t, testing.AllocsPerRun(10, func() {
		for range s.WeighAll(d, slices.Values(pairs)) {
		}
	}), 20.)
}
