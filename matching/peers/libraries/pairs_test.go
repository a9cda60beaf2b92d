//go:build linux

package libraries

import (
	"math"
	"runtime"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/matching/index"
	"github.com/caselobby/caselobby/matching/matchtest"
	"github.com/caselobby/caselobby/matching/peers"
)

// block is an asker and the people who share a key with them.
type block struct {
	asker matching.Parsed
	ids   []index.ID
}

// blocks returns a register, once in an index and once in plain strings, and blocks
// of it: all whom the asker shares a key with.
func blocks(size, askers int) (*index.Index, []*person, []block) {
	m, w := matching.UK(nil), matchtest.New(1, size)
	x := index.New(m, index.Options{Read: 1 << 20, ReadMost: 1 << 20})
	var people []*person
	for c := range w.Clients() {
		p := m.Parse(c.Person)
		x.Put(index.ID(len(people)), &p)
		people = append(people, newPerson(p.Parts()))
	}
	var all []block
	for c := range w.Cases(askers, matchtest.Mix{Clients: .8, Relatives: .1, Realistic: 1}) {
		b := block{asker: m.Parse(c.Person)}
		for _, h := range x.Search(&b.asker, math.MaxInt).Hits {
			b.ids = append(b.ids, h.ID)
		}
		all = append(all, b)
	}
	return x, people, all
}

func TestACompositionOfLibrariesFindsNearlyTheSameLevels(t *testing.T) {
	x, people, blocks := blocks(20_000, 100)
	pairs, same := 0, [matching.Fields]int{}
	for i := range blocks {
		b := &blocks[i]
		q := newPerson(b.asker.Parts())
		for _, h := range x.Among(&b.asker, b.ids, len(b.ids)).Hits {
			for f, level := range compare(q, people[h.ID]) {
				if level == int(h.Levels[f]) {
					same[f]++
				}
			}
			pairs++
		}
	}
	require.Positive(t, pairs)
	for f, n := range same {
		t.Logf("%s: %.1f %% of %d pairs", matching.UKModel().Comparisons[f].Name, 100*float64(n)/float64(pairs), pairs)
		require.Greater(t, n*100, pairs*95, matching.UKModel().Comparisons[f].Name)
	}
}

// BenchmarkPairs weighs everybody of a block in the index, and sorts the same pairs
// into nearly the same levels with published libraries, block by block in turns. Each
// does a block ten times in a row, so that what it needs is near at hand: the cost
// of a pair without that of fetching it. Preparing the asker, each time, is in it on
// the index' side.
func BenchmarkPairs(b *testing.B) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	x, people, blocks := blocks(*clients, 200)
	const times = 10
	var took [2]time.Duration
	pairs, sum := 0, 0
	for b.Loop() {
		for i := range blocks {
			block := &blocks[i]
			turns := [2]func(){
				func() { sum += len(x.Among(&block.asker, block.ids, 10).Hits) },
				func() {
					q := newPerson(block.asker.Parts())
					for _, id := range block.ids {
						for _, level := range compare(q, people[id]) {
							sum += level
						}
					}
				},
			}
			for t := range turns {
				who := (t + i) % len(turns)
				start := peers.ThreadTime()
				for range times {
					turns[who]()
				}
				took[who] += peers.ThreadTime() - start
			}
			pairs += times * len(block.ids)
		}
	}
	require.NotZero(b, sum)
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(took[0].Nanoseconds())/float64(pairs), "own-ns/pair")
	b.ReportMetric(float64(took[1].Nanoseconds())/float64(pairs), "libraries-ns/pair")
	b.ReportMetric(float64(pairs)/float64(times*b.N*len(blocks)), "pairs/block")
	b.ReportMetric(took[1].Seconds()/took[0].Seconds(), "×")
}
