//go:build linux

package libraries

import (
	"fmt"
	"math"
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/matching/index"
	"github.com/caselobby/caselobby/matching/matchtest"
	"github.com/caselobby/caselobby/matching/peers"
)

// block is an asker and the people who share a key with them.
type block struct {
	asker matching.Profile
	ids   []index.ID
}

// blocks returns a register, once in an index and once in plain strings, and blocks
// of it: all whom the asker shares a key with.
func blocks(size, askers int) (*index.Index, []*person, []block) {
	m, w := matching.UK(nil), matchtest.New(1, size)
	x := index.New(m, index.Options{Read: 1 << 20, ReadMost: 1 << 20})
	var people []*person
	for c := range w.Clients() {
		p := m.Prepare(c.Person)
		x.Put(index.ID(len(people)), &p)
		people = append(people, newPerson(p.Parts()))
	}
	var all []block
	for c := range w.Cases(askers, matchtest.Mix{Clients: .8, Relatives: .1, Realistic: 1}) {
		b := block{asker: m.Prepare(c.Person)}
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

// BenchmarkPairs weighs everybody of one block after the other in the index, and
// sorts the same pairs into nearly the same levels with published libraries, in
// turns. Preparing the asker is in it on the index' side.
func BenchmarkPairs(b *testing.B) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	x, people, blocks := blocks(*clients, 200)
	pairs := 0
	for i := range blocks {
		pairs += len(blocks[i].ids)
	}
	l, sum := peers.Laps{Clock: peers.ThreadTime}, 0
	for b.Loop() {
		require.NoError(b, l.Turn(
			peers.Contender{Name: "own", Run: func() error {
				for i := range blocks {
					sum += len(x.Among(&blocks[i].asker, blocks[i].ids, 10).Hits)
				}
				return nil
			}},
			peers.Contender{Name: "libraries", Run: func() error {
				for i := range blocks {
					q := newPerson(blocks[i].asker.Parts())
					for _, id := range blocks[i].ids {
						for _, level := range compare(q, people[id]) {
							sum += level
						}
					}
				}
				return nil
			}},
		))
	}
	require.NotZero(b, sum)
	b.ReportMetric(0, "ns/op")
	for _, name := range []string{"own", "libraries"} {
		b.ReportMetric(float64(l.CPU.At(name, .5).Nanoseconds())/float64(pairs), fmt.Sprint(name, "-ns/pair"))
	}
	b.ReportMetric(float64(pairs)/float64(len(blocks)), "pairs/block")
	b.ReportMetric(l.CPU.Ratio("libraries", "own", .5), "×")
}
