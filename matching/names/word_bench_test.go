package names_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching/names"
)

// Pairs as a comparison meets them: nearly all differ in the code.
var benchPairs = [...][2]string{
	{"OLIVIA", "NOAH"}, {"MOHAMMED", "MUHAMMAD"}, {"DEEPAK", "PRIYA"}, {"DEEPAK", "DIPAK"},
	{"KATARZYNA", "KRZYSZTOF"}, {"SAMIR", "SAMIRA"}, {"SHEVCHENKO", "KOVALENKO"}, {"HUSSEIN", "HOSEIN"},
}

func BenchmarkPrepare(b *testing.B) {
	b.ReportAllocs()
	for i := range b.N {
		names.Prepare(benchPairs[i%len(benchPairs)][0])
	}
}

func BenchmarkRelated(b *testing.B) {
	var words [len(benchPairs)][2]names.Word
	for i, p := range benchPairs {
		words[i] = [2]names.Word{names.Prepare(p[0]), names.Prepare(p[1])}
	}
	b.ReportAllocs()
	for i := range b.N {
		p, w := benchPairs[i%len(benchPairs)], words[i%len(benchPairs)]
		names.Related(p[0], p[1], w[0], w[1])
	}
}

func BenchmarkRelatedByRule(b *testing.B) {
	x, y := names.Prepare("HUSSEIN"), names.Prepare("HOSEIN")
	x.ID, y.ID = 0, 0
	b.ReportAllocs()
	for range b.N {
		names.Related("HUSSEIN", "HOSEIN", x, y)
	}
}

func TestPreparingAndComparingAllocateNothing(t *testing.T) {
	names.Prepare("WARM")
	require.Zero(t, testing.AllocsPerRun(100, func() {
		for _, p := range benchPairs {
			names.Related(p[0], p[1], names.Prepare(p[0]), names.Prepare(p[1]))
			names.Roots(p[0])
			names.Weak(p[1])
		}
	}))
}
