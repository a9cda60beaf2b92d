// Package storetest is the conformance suite of the storage contract: a store
// that passes [Run] can keep the lobby's records. An adapter's test is one call:
//
//	func TestStore(t *testing.T) {
//		storetest.Run(t, func(t *testing.T) store.Store {
//			s, err := mystore.Open(t.TempDir())
//			require.NoError(t, err)
//			t.Cleanup(func() { s.Close() })
//			return s
//		})
//	}
//
// Each check is a subtest on a store of its own and says, when it fails, why
// it must hold. No check can be switched off; -short makes the large ones
// smaller, and so does a store that takes long for a call. A few need more than a
// store can give: a second handle, a restart, a crash, a dump. They run when the
// adapter lends the means (see [Option]) and are listed as skipped when it does
// not.
//
// A store may fail now and then: the suite commits again what is unknown, as the
// lobby does. A check that does not end is given up, and says which calls were
// under way.
//
// Random checks print their seed when they fail; -storetest.seed and
// -rapid.seed repeat a run. For a longer one than a commit has time for, there
// are -storetest.scale, -rapid.checks and -rapid.steps. What the concurrent ones saw is
// left in the test's artifact directory (go test -artifacts): the history as JSON and
// porcupine's drawing of it.
//
// [Faulty] is of use on its own: it makes any store fail on cue, to test the
// code above it. [Bench] measures a store by what the lobby asks of it.
package storetest

import (
	"context"
	"maps"
	"slices"
	"sync/atomic"
	"testing"

	"pgregory.net/rapid"

	"github.com/caselobby/caselobby/store"
)

// Run holds the stores that open gives to the contract of [store.Store]. It
// calls open once for each check, and each time wants a new and empty store,
// which open closes through t.Cleanup.
func Run(t *testing.T, open func(t *testing.T) store.Store, opts ...Option) {
	var lent hooks
	for _, lend := range opts {
		lend(&lent)
	}
	var ran int
	skipped := make(map[hook]int)
	p := measured(t, open)
	for _, g := range groups {
		t.Run(g.name, func(t *testing.T) {
			for _, c := range g.checks {
				t.Run(c.name, func(t *testing.T) {
					var of store.Store
					if c.needs.own() || lent.have(c.needs) {
						of = open(t)
						if what := unfit(t.Context(), of); what != "" {
							t.Fatal(what)
						}
					}
					if !lent.have(c.needs) && !c.needs.within(of) {
						skipped[c.needs]++
						t.Skipf("skipped: %s", c.needs)
					}
					ran++
					perform(t, c, newSubject(of, lent, p), p.limit(t))
				})
			}
		})
	}
	t.Logf("storetest: %d checks, %s", ran, p)
	for _, h := range slices.Sorted(maps.Keys(skipped)) {
		t.Logf("storetest: %d skipped: %s", skipped[h], h)
	}
}

// unfit says why no check can be run on what open gave, if that is so.
func unfit(ctx context.Context, s store.Store) string {
	if s == nil {
		return "storetest: open gave no store"
	}
	rs, _ := s.Records(ctx, store.Query{Authority: here, Limit: 1})
	cs, _ := s.Clients(ctx, store.ClientQuery{Authority: here, Limit: 1})
	if rs.Len() > 0 || cs.Len() > 0 {
		return "storetest: open gave a store that holds rows already: each check wants a new one, in a directory, a schema or a prefix of its own"
	}
	return ""
}

// check is one thing that must hold of every store.
type check struct {
	name  string
	why   string // it must hold: printed when it does not
	needs hook   // what the adapter must lend, if anything
	run   func(tb, *subject)
}

type group struct {
	name   string
	checks []check
}

// groups are all checks, the simple ones first: when a store is new, the first
// failure says the most.
var groups = []group{
	rows, versions, batches, references, comparisons, paging, filters, registers, candidates, gathering, sizes, eventing, retirement, contract,
	aliasing, tenancy, clocks, lifecycle, discretion, races, atOnce, inquiring, storms, faults, linear, machines, durability, holding, damaging, transacting, migrating, erasure,
}

// subject is the store under test, with what its author lent.
type subject struct {
	store.Store              // asked as a careful caller asks
	raw         store.Store  // as open gave it
	asked       store.Store  // as a caller asks who has read what it writes over
	watch       watch        // as it is, watched
	unprepared  *atomic.Bool // the check's own rows could not be written
	hooks
	pace
}

func newSubject(s store.Store, h hooks, p pace) *subject {
	of := &subject{watch: watch{seen: new(seen)}, unprepared: new(atomic.Bool), hooks: h, pace: p}
	return of.on(s)
}

// on is the same subject, on another handle of its data.
func (s subject) on(raw store.Store) *subject {
	s.raw, s.watch.Store = raw, raw
	s.asked = knowing{s.watch}
	s.Store = careful{s.asked, false}
	return &s
}

// tb is what a check uses of [testing.T], so that the suite can run its checks
// on broken stores and see them fail.
type tb interface {
	rapid.TB
	Context() context.Context
	Cleanup(func())
	ArtifactDir() string
}
