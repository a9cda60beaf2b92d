package index_test

import (
	"flag"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/matching/index"
	"github.com/caselobby/caselobby/matching/matchtest"
)

var most = flag.Int("clients", 1_000_000, "largest register that benchmarks build")

func sizes() (n []int) {
	for _, s := range []int{10_000, 100_000, 1_000_000, 10_000_000} {
		if s <= *most {
			n = append(n, s)
		}
	}
	return n
}

var (
	built   = map[int]*index.Index{}
	matcher = matching.UK(nil)
)

// large returns an index of a world of so many clients. It is built once.
func large(b *testing.B, clients int) (*matchtest.World, *index.Index) {
	b.Helper()
	w := matchtest.New(1, clients)
	if built[clients] == nil {
		clear(built)
		runtime.GC()
		x := index.New(matcher, index.Options{})
		id := index.ID(0)
		for c := range w.Clients() {
			p := matcher.Parse(c.Person)
			x.Put(id, &p)
			id++
		}
		built[clients] = x
	}
	return w, built[clients]
}

// askers returns the people of n cases.
func askers(w *matchtest.World, n int, m matchtest.Mix) (people []matching.Person) {
	for c := range w.Cases(n, m) {
		people = append(people, c.Person)
	}
	return people
}

// found returns the share of n realistic cases about clients in which the client
// is among the first ten of a search.
func found(w *matchtest.World, x *index.Index, n int) float64 {
	found := 0
	for c := range w.Cases(n, matchtest.Mix{Clients: 1, Realistic: 1}) {
		p := matcher.Parse(c.Person)
		for _, h := range x.Search(&p, 10).Hits {
			if slices.Contains(c.Clients, matchtest.ClientID(int(h.ID))) {
				found++
				break
			}
		}
	}
	return float64(found) / float64(n)
}

func realistic() matchtest.Mix { return matchtest.Mix{Clients: .8, Relatives: .1, Realistic: 1} }

// report reports percentiles of what single operations took.
func report(b *testing.B, took []time.Duration) {
	slices.Sort(took)
	for _, p := range []struct {
		name string
		at   float64
	}{{"p50", .5}, {"p95", .95}, {"p99", .99}, {"max", 1}} {
		i := min(int(p.at*float64(len(took))), len(took)-1)
		b.ReportMetric(float64(took[i].Nanoseconds()), p.name+"-ns")
	}
}

func BenchmarkSearch(b *testing.B) {
	for _, n := range sizes() {
		b.Run(fmt.Sprintf("clients=%d", n), func(b *testing.B) {
			w, x := large(b, n)
			people := askers(w, 4000, realistic())
			var took []time.Duration
			compared, complete, i := 0, 0, 0
			b.ReportAllocs()
			for b.Loop() {
				start := time.Now()
				p := matcher.Parse(people[i%len(people)])
				r := x.Search(&p, 10)
				took = append(took, time.Since(start))
				compared += r.Compared
				if r.Certain() > 0 {
					complete++
				}
				i++
			}
			report(b, took)
			const cases = 3000
			b.ReportMetric(100*found(w, x, cases), "found-%")
			x.ReadAll(true)
			b.ReportMetric(100*found(w, x, cases), "found-reading-all-%")
			x.ReadAll(false)
			b.ReportMetric(float64(compared)/float64(i), "compared/op")
			b.ReportMetric(float64(complete)/float64(i), "certain/op")
		})
	}
}

func BenchmarkSearchOnBothCores(b *testing.B) {
	n := sizes()[len(sizes())-1]
	w, x := large(b, n)
	people := askers(w, 4000, realistic())
	for _, cores := range []int{1, 2} {
		b.Run(fmt.Sprintf("clients=%d/cores=%d", n, cores), func(b *testing.B) {
			const each = 2000
			for b.Loop() {
				var wg sync.WaitGroup
				for c := range cores {
					wg.Go(func() {
						for i := range each / cores {
							p := matcher.Parse(people[(c*each/cores+i)%len(people)])
							x.Search(&p, 10)
						}
					})
				}
				wg.Wait()
			}
			b.ReportMetric(float64(b.N)*each/b.Elapsed().Seconds(), "searches/s")
		})
	}
}

func BenchmarkScan(b *testing.B) {
	for _, n := range sizes() {
		b.Run(fmt.Sprintf("clients=%d", n), func(b *testing.B) {
			w, x := large(b, n)
			people := askers(w, 50, realistic())
			i := 0
			for b.Loop() {
				p := matcher.Parse(people[i%len(people)])
				x.Scan(&p, 10)
				i++
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/pair")
		})
	}
}

// BenchmarkPut times each insertion into a growing index by itself.
func BenchmarkPut(b *testing.B) {
	for _, n := range sizes() {
		b.Run(fmt.Sprintf("clients=%d", n), func(b *testing.B) {
			for b.Loop() {
				x := index.New(matcher, index.Options{})
				took := make([]time.Duration, 0, n)
				id := index.ID(0)
				for c := range matchtest.New(1, n).Clients() {
					p := matcher.Parse(c.Person)
					start := time.Now()
					x.Put(id, &p)
					took = append(took, time.Since(start))
					id++
				}
				report(b, took)
			}
		})
	}
}

func BenchmarkMemory(b *testing.B) {
	for _, n := range sizes() {
		b.Run(fmt.Sprintf("clients=%d", n), func(b *testing.B) {
			clear(built)
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			_, x := large(b, n)
			runtime.GC()
			runtime.ReadMemStats(&after)
			gc := time.Duration(1 << 62)
			for range 5 {
				start := time.Now()
				runtime.GC()
				gc = min(gc, time.Since(start))
			}
			for b.Loop() {
				runtime.KeepAlive(x)
			}
			b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/float64(n), "B/client")
			b.ReportMetric(float64(gc.Microseconds()), "GC-µs")
			m := x.Memory()
			per := func(bytes int, unit string) { b.ReportMetric(float64(bytes)/float64(n), unit) }
			per(m.People, "people-B")
			per(m.Lists, "lists-B")
			per(m.Keys, "keys-B")
			per(m.Counts, "counts-B")
		})
	}
}

// BenchmarkRecall compares what searches find with what scans find: the share of
// cases about a client, whom a scan finds to be the heaviest, in which a search has
// that client among its first ten.
func BenchmarkRecall(b *testing.B) {
	for _, n := range sizes() {
		b.Run(fmt.Sprintf("clients=%d", n), func(b *testing.B) {
			w, x := large(b, n)
			r := &register{world: w, matcher: matcher, index: x}
			for b.Loop() {
				b.ReportMetric(100*recall(r, 400, matchtest.Realistic()), "realistic-%")
				b.ReportMetric(100*recall(r, 400, matchtest.Hard()), "hard-%")
				b.ReportMetric(100*recall(r, 400, matchtest.VeryHard()), "very-hard-%")
			}
		})
	}
}
