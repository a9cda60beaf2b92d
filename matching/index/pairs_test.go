package index

import (
	"testing"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/matching/matchtest"
)

// blocked returns a search that is about to compare: its candidates are those who
// share a key with the asker, from an index of so many clients.
func blocked(b *testing.B, clients, askers int) (*Index, []*searcher, int) {
	m := matching.UK(nil)
	w := matchtest.New(1, clients)
	x := New(m, Options{})
	id := ID(0)
	for c := range w.Clients() {
		p := m.Parse(c.Person)
		x.Put(id, &p)
		id++
	}
	var all []*searcher
	pairs := 0
	for c := range w.Cases(askers, matchtest.Mix{Clients: .8, Relatives: .1, Realistic: 1}) {
		p := m.Parse(c.Person)
		s := x.searcher(&p, searchMemo)
		s.find(x)
		s.read(x, 0, 1000)
		pairs += len(s.found)
		all = append(all, s)
	}
	return x, all, pairs
}

// BenchmarkPairs compares and weighs people who share a key, all that is needed
// being near at hand: the cost of a pair without that of finding it.
func BenchmarkPairs(b *testing.B) {
	x, all, pairs := blocked(b, 50_000, 100)
	b.ReportAllocs()
	for b.Loop() {
		for _, s := range all {
			s.pairs = s.pairs[:0]
			s.compareAll(x, s.found)
		}
	}
	b.ReportMetric(b.Elapsed().Seconds()*1e9/float64(b.N)/float64(pairs), "ns/pair")
	b.ReportMetric(float64(b.N)*float64(pairs)/b.Elapsed().Seconds()/1e6, "Mpairs/s")
}
