// Package pgtrgm_test measures how the library finds a person among the clients of a
// register that is in memory, and how PostgreSQL does with pg_trgm, on one machine
// and one register:
//
//	go test ./matching/peers/pgtrgm -run '^$' -bench . -benchtime 2000x -register.size 1000000
package pgtrgm_test

import (
	"flag"
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching/matchtest"
	"github.com/caselobby/caselobby/matching/peers"
)

var registerSize = flag.Int("register.size", 3000, "clients in the register")

// top is how far down an officer reads.
const top = 10

// The contenders.
const (
	inMemory = "memory"
	trgm     = "pg_trgm"
	oneRow   = "one-row"
)

// tellings are how people tell of themselves, in turn.
var tellings = []struct {
	name   string
	errors matchtest.Errors
}{
	{"clean", matchtest.Clean()}, {"realistic", matchtest.Realistic()}, {"hard", matchtest.Hard()}, {"very-hard", matchtest.VeryHard()},
}

// tally counts whom each contender found among the first ten and as the first.
type tally struct{ asked, ours, theirs, oursFirst, theirsFirst int }

func (t *tally) add(c *matchtest.Case, ours, theirs []int) {
	is := func(id int) bool { return slices.Contains(c.Clients, matchtest.ClientID(id)) }
	count := func(n *int, list []int) {
		if slices.ContainsFunc(list, is) {
			*n++
		}
	}
	t.asked++
	count(&t.ours, ours)
	count(&t.theirs, theirs)
	count(&t.oursFirst, ours[:min(1, len(ours))])
	count(&t.theirsFirst, theirs[:min(1, len(theirs))])
}

func share(n, of int) float64 { return 100 * float64(n) / float64(max(of, 1)) }

// contest has the contenders look for the n-th person, and counts what they found.
func (r *register) contest(t testing.TB, l *peers.Laps, n int, tallies []tally) {
	t.Helper()
	how := n % len(tellings)
	c := r.world.Case(n*7919%r.world.Len(), tellings[how].errors)
	var ours, theirs []int
	must(t, l.Turn(
		peers.Contender{Name: inMemory, Run: func() (err error) { ours, err = r.search(t.Context(), c.Person); return err }},
		peers.Contender{Name: trgm, Run: func() (err error) {
			f := peers.FieldsOf(c.Person)
			theirs, err = r.trigrams(t.Context(), &f)
			return err
		}},
		peers.Contender{Name: oneRow, Run: func() error { _, err := r.read(t.Context(), n*104729%r.world.Len()); return err }},
	))
	theirs, err := r.rescored(t.Context(), c.Person, theirs)
	must(t, err)
	tallies[how].add(&c, ours, theirs)
}

func TestTheLibraryFindsNoFewerOfThoseWhoTellUsualThingsThanTrigramsDo(t *testing.T) {
	r := newRegister(t, min(*registerSize, 3000))
	tallies := make([]tally, len(tellings))
	var l peers.Laps
	for n := range 200 {
		r.contest(t, &l, n, tallies)
	}
	for i, tally := range tallies[:2] {
		require.GreaterOrEqual(t, tally.ours, tally.theirs, tellings[i].name)
		require.Greater(t, share(tally.theirs, tally.asked), 80., "so few that trigrams cannot have been asked properly: %s", tellings[i].name)
	}
}

func TestBothRegistersHoldTheSamePeople(t *testing.T) {
	r := newRegister(t, 500)
	var rows int
	must(t, r.db.QueryRow(t.Context(), "SELECT count(*) FROM client").Scan(&rows))
	pool, err := r.memory.Candidates(t.Context(), authority, nil, followed)
	must(t, err)
	require.Equal(t, []int{500, 500}, []int{rows, pool.Size})
	for id := range 500 {
		f := peers.FieldsOf(r.world.Client(id).Person)
		name, err := r.read(t.Context(), id)
		must(t, err)
		require.Equal(t, fullName(&f), name)
	}
}

// BenchmarkOnePerson looks for one person after the other: in memory, with pg_trgm, and
// reads one row by its primary key. What pg_trgm found is weighed by the same matcher,
// off the clock.
func BenchmarkOnePerson(b *testing.B) {
	r := newRegister(b, *registerSize)
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	backend := int(r.db.PgConn().PID())
	l := peers.Laps{Clock: func() time.Duration { return peers.ThreadTime() + peers.ProcessTime(backend) }}
	var warm peers.Laps
	tallies, n := make([]tally, len(tellings)), 0
	for i := range 200 {
		r.contest(b, &warm, 1_000_003+i, make([]tally, len(tellings)))
	}
	for b.Loop() {
		r.contest(b, &l, n, tallies)
		n++
	}
	report(b, &l)
	var all tally
	for i, t := range tallies {
		b.Logf("%-9s of %4d in the first ten: memory %5.1f %%, pg_trgm %5.1f %%; first: %5.1f %%, %5.1f %%", tellings[i].name, t.asked,
			share(t.ours, t.asked), share(t.theirs, t.asked), share(t.oursFirst, t.asked), share(t.theirsFirst, t.asked))
		all = tally{all.asked + t.asked, all.ours + t.ours, all.theirs + t.theirs, 0, 0}
	}
	b.ReportMetric(share(all.ours, all.asked), inMemory+"-top10-%")
	b.ReportMetric(share(all.theirs, all.asked), trgm+"-top10-%")
}

func report(b *testing.B, l *peers.Laps) {
	b.ReportMetric(0, "ns/op")
	for _, name := range []string{inMemory, oneRow, trgm} {
		for clock, t := range map[string]peers.Times{"": l.Wall, "CPU-": l.CPU} {
			b.ReportMetric(float64(t.At(name, .5).Nanoseconds())/1e3, name+"-"+clock+"p50-µs")
			b.ReportMetric(float64(t.At(name, .99).Nanoseconds())/1e3, name+"-"+clock+"p99-µs")
		}
	}
	for _, peer := range []string{oneRow, trgm} {
		b.Logf("%-7s takes %4.0f times as long as in memory at p50, %4.0f at p95, %4.0f at p99; of processor time %4.0f, %4.0f, %4.0f", peer,
			l.Wall.Ratio(peer, inMemory, .5), l.Wall.Ratio(peer, inMemory, .95), l.Wall.Ratio(peer, inMemory, .99),
			l.CPU.Ratio(peer, inMemory, .5), l.CPU.Ratio(peer, inMemory, .95), l.CPU.Ratio(peer, inMemory, .99))
	}
}
