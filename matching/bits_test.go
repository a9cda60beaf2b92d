package matching_test

import (
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/matching/matchtest"
	"github.com/caselobby/caselobby/matching/trial"
)

// desk is a made-up register and the cases that arrive against it, each with
// whoever a store finds for it: clients, and other cases that wait.
type desk struct {
	matcher matching.Matcher
	ids     []string
	askers  []matching.Prepared
	pools   []matching.Pool
}

func newDesk(clients, cases int) *desk {
	w, d := matchtest.New(11, clients), &desk{matcher: matching.UK(nil)}
	register, waiting := trial.Of(d.matcher, w, 0), trial.NewRegister(d.matcher, 0)
	for c := range w.Cases(cases, matchtest.Mix{Clients: .5, Relatives: .2, Realistic: .4, Hard: .4, VeryHard: .1}) {
		d.ids, d.askers = append(d.ids, c.ID), append(d.askers, d.matcher.Prepare(c.Person))
		waiting.Put(c.ID, c.Person)
	}
	for i, asker := range d.askers {
		pool := register.Pool(asker.Ask)
		pool.Records = slices.DeleteFunc(waiting.Pool(asker.Ask).Clients, func(o matching.Candidate) bool { return o.ID == d.ids[i] })
		d.pools = append(d.pools, pool)
	}
	return d
}

// exactly writes a number without rounding it.
func exactly(f float64) string { return strconv.FormatFloat(f, 'x', -1, 64) }

// digest is a hash of every bit of what a person is prepared to and of a ranking.
func digest(asker matching.Prepared, r matching.Ranking) uint64 {
	h := fnv.New64a()
	number := func(n uint64) { _, _ = h.Write(binary.LittleEndian.AppendUint64(nil, n)) }
	for _, k := range slices.Concat(asker.Keys, asker.Ask) {
		number(uint64(k))
	}
	_, _ = h.Write([]byte(asker.Profile))
	for _, m := range slices.Concat(r.Clients, r.Records) {
		_, _ = fmt.Fprintln(h, m.ID, m.Rating)
		for _, f := range []float64{m.Weight, m.Probability, m.Related} {
			number(math.Float64bits(f))
		}
		for _, e := range m.Evidence {
			_, _ = fmt.Fprintln(h, e.Field, e.Level, e.Text)
			number(math.Float64bits(e.Bits))
			number(math.Float64bits(e.Frequency))
		}
	}
	for _, f := range []float64{r.None, r.Absent, r.Missed, r.Related} {
		number(math.Float64bits(f))
	}
	return h.Sum64()
}

// line is the ranking of one case: the digest of all of it, and what there is to
// look at should it differ.
func (d *desk) line(i int, pool matching.Pool) string {
	r := d.matcher.Rank(d.askers[i], pool)
	var b strings.Builder
	fmt.Fprintf(&b, "%s %016x: %d clients, %d records; none %s, related %s\n", d.ids[i], digest(d.askers[i], r),
		len(r.Clients), len(r.Records), exactly(r.None), exactly(r.Related))
	for _, m := range slices.Concat(r.Clients[:min(3, len(r.Clients))], r.Records[:min(1, len(r.Records))]) {
		fmt.Fprintf(&b, "  %s %s bits, %s, related %s\n", m.ID, exactly(m.Weight), exactly(m.Probability), exactly(m.Related))
	}
	return b.String()
}

// The bits of a ranking are part of what a decision quotes: they are the same on
// every run and every machine. Run also with GOARCH=386, and arm64 under qemu:
// there a compiler fuses a product into a sum unless a conversion forbids it.
func TestGoldenRankingsAreTheSameToTheLastBit(t *testing.T) {
	d := newDesk(3_000, 300)
	lines := make([]string, len(d.pools))
	for i, pool := range d.pools {
		lines[i] = d.line(i, pool)
	}
	path := filepath.Join("testdata", "rankings.golden")
	if *update {
		require.NoError(t, os.WriteFile(path, []byte(strings.Join(lines, "")), 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, string(want), strings.Join(lines, ""), "after a deliberate change: go test ./matching -run Golden -update")

	t.Run("in whatever order a store hands candidates over", func(t *testing.T) {
		random := rand.New(rand.NewPCG(1, 2))
		for i, pool := range d.pools {
			shuffle(random, pool.Clients)
			shuffle(random, pool.Records)
			shuffle(random, pool.Counts)
			require.Equal(t, lines[i], d.line(i, pool))
		}
	})
	for _, threads := range []int{1, 2, 8} {
		t.Run(fmt.Sprintf("by %d threads at once", threads), func(t *testing.T) {
			defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(threads))
			require.Equal(t, lines, d.together())
		})
	}
}

// together ranks every case at once.
func (d *desk) together() []string {
	lines := make([]string, len(d.pools))
	var all sync.WaitGroup
	for i, pool := range d.pools {
		all.Go(func() { lines[i] = d.line(i, pool) })
	}
	all.Wait()
	return lines
}

func shuffle[E any](random *rand.Rand, all []E) {
	random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
}
