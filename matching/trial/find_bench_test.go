package trial_test

import (
	"slices"
	"testing"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/matching/matchtest"
	"github.com/caselobby/caselobby/matching/trial"
)

// top is how far down an officer reads.
const top = 10

// BenchmarkFind looks for people of the register, each by what they tell of themselves in
// one way, and reports the shares that are listed, listed among the first ten, and first:
//
//	go test ./matching/trial -run '^$' -bench Find -benchtime 9000x -trial.clients 1000000 -trial.seed 77
func BenchmarkFind(b *testing.B) {
	world := matchtest.New(*seed, *clients)
	r := trial.NewRegister(matching.UK(nil), 0)
	for c := range world.Clients() {
		r.Put(c.ID, c.Person)
	}
	for _, how := range []struct {
		name string
		says matchtest.Errors
	}{
		{"realistic", matchtest.Realistic()}, {"hard", matchtest.Hard()}, {"very-hard", matchtest.VeryHard()},
	} {
		b.Run(how.name, func(b *testing.B) {
			var compared int
			var listed, ten, first share
			for n := range b.N {
				c := world.Case(n*7919%world.Len(), how.says)
				found := r.Ask(c.Person).Clients
				compared += len(found)
				at := slices.IndexFunc(found, func(m matching.Match) bool { return slices.Contains(c.Clients, m.ID) })
				listed.add(at >= 0)
				ten.add(at >= 0 && at < top)
				first.add(at == 0)
			}
			b.ReportMetric(listed.rate(), "listed")
			b.ReportMetric(ten.rate(), "ten")
			b.ReportMetric(first.rate(), "first")
			b.ReportMetric(float64(compared)/float64(b.N), "compared")
		})
	}
}
