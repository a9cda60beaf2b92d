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
		pool.Clients = append(pool.Clients, candidate(c.ID, c.Person))
	}
	asker := w.Case(7, matchtest.Realistic()).Person
	for _, k := range m.Prepare(asker).Keys {
		pool.Counts = append(pool.Counts, matching.KeyCount{Key: k, Clients: 3})
	}
	return m, asker, pool
}

func BenchmarkRankHundred(b *testing.B) {
	m, asker, pool := hundred()
	q := m.Prepare(asker)
	b.ReportAllocs()
	for b.Loop() {
		m.Rank(q, pool)
	}
}

func BenchmarkKeys(b *testing.B) {
	m, asker, _ := hundred()
	b.ReportAllocs()
	for b.Loop() {
		m.Prepare(asker)
	}
}

func BenchmarkPrepare(b *testing.B) {
	_, asker, _ := hundred()
	b.ReportAllocs()
	for b.Loop() {
		matching.Parse(asker)
	}
}

// Comparing two profiles does not allocate.
func BenchmarkCompare(b *testing.B) {
	_, asker, _ := hundred()
	m := matching.UKModel()
	x := matching.Parse(asker)
	var others []matching.Parsed
	for c := range matchtest.New(1, 100).Clients() {
		others = append(others, matching.Parse(c.Person))
	}
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		for i := range m.Comparisons {
			m.Comparisons[i].Compare(&x, &others[n%len(others)])
		}
		n++
	}
}
