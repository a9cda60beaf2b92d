package storetest

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/store"
)

// crowds are unusual stores in one, what is nearest to the store first: a check that
// one of them fails by itself fails on the crowd as well.
var crowds = map[string][]string{
	"calls that fail and wait, on a store of small batches": {
		"nothing is nil", "every block is followed", "what was committed is folded into what is read by whoever reads",
		"lists wait until they have caught up", "the lists of a result lie in one piece of memory", "a store takes 16 at once", "one worker does everything, one call after the other", "one call in twenty fails",
		"a row that is read again is kept by its version", "errors come with what the driver says of them", "commits are written together every few milliseconds",
	},
	"commits that fail and land later, and estimates": {
		"one commit in ten is busy", "counts and sizes over a thousand are estimates", "what cannot be serialised is tried again", "contention is busy", "a deadlock is an unknown failure", "one commit in fifty fails and leaves nothing",
		"a count over the limit is as large as can be, and rows come along every other time", "commits that come together are written by the first of them", "one commit in fifty is applied and fails", "a commit whose caller has gone lands after the next read",
	},
}

// TestAnUnusualStoreFailsNoCheck takes minutes with each of them by itself.
func TestAnUnusualStoreFailsNoCheck(t *testing.T) {
	crowds := crowds
	if os.Getenv("CASELOBBY_LONG") != "" {
		crowds = make(map[string][]string)
		for name := range unusual {
			crowds[name] = []string{name}
		}
	}
	for name, crowd := range crowds {
		t.Run(name, func(t *testing.T) {
			for _, g := range groups {
				for _, c := range g.checks {
					if failed, said := onUnusual(t, c, crowd); failed {
						require.Fail(t, "a check fails on a sound store", "%s/%s %s: %.2000s", g.name, c.name, oddest(t, c, crowd), said)
					}
				}
			}
		})
	}
}

// onUnusual runs a check on a store that is unusual in several ways.
func onUnusual(t *testing.T, c check, crowd []string) (failed bool, said string) {
	t.Helper()
	s := sound()
	for _, one := range crowd {
		unusual[one](s)
	}
	return verdictAt(8*pace(brisk), t, c, s, time.Minute)
}

// oddest says in which of several ways a store is unusual on which a check fails: in
// those with each of which alone it fails or, if there is none, without each of which it
// does not.
func oddest(t *testing.T, c check, crowd []string) string {
	t.Helper()
	if failed, _ := onUnusual(t, c, crowd); !failed {
		return "sometimes"
	}
	var alone, without []string
	for i, one := range crowd {
		if failed, _ := onUnusual(t, c, []string{one}); failed {
			alone = append(alone, one)
		}
		if failed, _ := onUnusual(t, c, slices.Delete(slices.Clone(crowd), i, i+1)); !failed {
			without = append(without, one)
		}
	}
	switch {
	case len(alone) > 0:
		return fmt.Sprintf("where by itself %q", alone)
	case len(without) > 0:
		return fmt.Sprintf("where together %q", without)
	}
	return fmt.Sprintf("for several reasons among %q", crowd)
}

func TestAFailureOnACrowdNamesWhatIsOddOfIt(t *testing.T) {
	small, estimates, waits := "a store takes 16 at once", "counts and sizes over a thousand are estimates", "lists wait until they have caught up"
	crowd := []string{waits, small, estimates}
	takesLess := func(s *subject) bool { return s.most() < store.MaxChanges }
	estimated := func(t tb, s *subject) bool {
		given := clients()
		for i := range 1100 {
			given.Clients = append(given.Clients, writeClient(0, store.Client{Authority: here, ID: store.ClientID(fmt.Sprint(i)), Keys: keys(1)}))
		}
		s.given(t, given)
		return s.pool(t, here, 1, 1).Size != 1100
	}
	for want, run := range map[string]func(t tb, s *subject){
		fmt.Sprintf("where by itself %q", []string{small}): func(t tb, s *subject) {
			if takesLess(s) {
				t.Fatalf("small")
			}
		},
		fmt.Sprintf("where together %q", []string{small, estimates}): func(t tb, s *subject) {
			if takesLess(s) && estimated(t, s) {
				t.Fatalf("small, and not exact")
			}
		},
		"sometimes": func(tb, *subject) {},
	} {
		require.Equal(t, want, oddest(t, check{name: "some", why: "it is a test", run: run}, crowd))
	}
}

func TestEveryUnusualStoreIsInACrowd(t *testing.T) {
	var all []string
	for _, crowd := range crowds {
		all = append(all, crowd...)
	}
	require.ElementsMatch(t, slices.Collect(maps.Keys(unusual)), all)
}

// TestASlowStorePassesInTime takes minutes.
func TestASlowStorePassesInTime(t *testing.T) {
	if os.Getenv("CASELOBBY_LONG") == "" {
		t.Skip("skipped: set CASELOBBY_LONG=1")
	}
	for _, d := range []time.Duration{2 * time.Millisecond, 20 * time.Millisecond} {
		t.Run(d.String(), func(t *testing.T) {
			Run(t, func(*testing.T) store.Store {
				s := sound()
				latent(d)(s)
				return s
			}, Handle(func(s store.Store) (store.Store, error) { return s.(*broken).handle(s) }))
		})
	}
}
