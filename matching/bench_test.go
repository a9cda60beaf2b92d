package matching_test

import (
	"testing"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/matching/matchtest"
)

// hundred is a pool of a hundred candidates: nobody, and everybody by halves.
func hundred() (matching.Matcher, matching.Person, matching.Pool) {
	m := matching.UK(nil)
	w := matchtest.New(1, 100)
	pool := matching.Pool{Size: 50_000}
	for c := range w.Clients() {
		pool.Clients = append(pool.Clients, candidateOf(m, c.ID, c.Person))
	}
	asker := w.Case(7, matchtest.Realistic()).Person
	for _, k := range m.Prepare(asker).Ask {
		pool.Counts = append(pool.Counts, matching.KeyCount{Key: k, Clients: 3})
	}
	return m, asker, pool
}

func BenchmarkRankHundred(b *testing.B) {
	m, p, pool := hundred()
	asker := m.Prepare(p)
	b.ReportAllocs()
	for b.Loop() {
		m.Rank(asker, pool)
	}
}

func BenchmarkPrepare(b *testing.B) {
	m, p, _ := hundred()
	b.ReportAllocs()
	for b.Loop() {
		m.Prepare(p)
	}
}
