package storetest

import (
	"context"
	"fmt"
	"math"
	"slices"
	"testing"
	"time"

	"github.com/caselobby/caselobby/store"
)

// pace is how long a store takes for one call. The large checks heed it.
type pace time.Duration

const (
	brisk   = 4 * time.Millisecond // up to which nothing is made smaller
	patient = 2 * time.Minute      // how long a check may take, at that pace
	// in a row is about how many calls wait for one another in a run of the
	// suite that is made as small as it gets.
	inARow = 12_000
)

// measured sees how long a new store takes for a commit and a read, and fails at
// once if the suite cannot end before go test does.
func measured(t *testing.T, open func(t *testing.T) store.Store) pace {
	t.Helper()
	var p pace
	t.Run("pace", func(t *testing.T) {
		s := open(t)
		if what := unfit(t.Context(), s); what != "" {
			t.Fatal(what)
		}
		var took []time.Duration
		for i := range 8 {
			began := time.Now()
			r := aRecord(store.RecordID(fmt.Sprint(i)))
			if err := s.Commit(t.Context(), records(write(0, r))); err != nil {
				t.Logf("the first commits: %v", err)
			}
			_, _ = recordOf(context.WithoutCancel(t.Context()), s, here, r.ID)
			took = append(took, time.Since(began)/2)
		}
		slices.Sort(took)
		p = pace(took[len(took)/2])
	})
	if end, limited := t.Deadline(); limited {
		if need := inARow * time.Duration(p); time.Duration(p) > brisk && need > time.Until(end) {
			t.Fatalf("storetest: a call takes about %v, so that the suite takes about %v: go test -timeout %dm, or -short", time.Duration(p), need.Round(time.Minute), int(need.Minutes()*1.5)+1)
		}
	}
	return p
}

// String says at what size the large checks ran, as a run is told of.
func (p pace) String() string {
	switch {
	case testing.Short():
		return "in short form"
	case time.Duration(p) <= brisk:
		return "at full size"
	}
	return fmt.Sprintf("made smaller for a store that takes %v a call", time.Duration(p).Round(time.Millisecond))
}

// rounds is how often a storm is repeated, or how many rows it has: less with
// -short and for a slow store, more with -storetest.scale.
func (p pace) rounds(n int) int {
	least := max(2, n/8)
	if testing.Short() {
		return least
	}
	n *= *scaleFlag
	if over := time.Duration(p); over > brisk {
		n = int(int64(n) * int64(brisk) / int64(over))
	}
	return max(least, n)
}

// limit is how long a check may take, and a quarter of what it may take while calls
// still return: well before go test ends everything.
func (p pace) limit(t *testing.T) time.Duration {
	left := time.Duration(math.MaxInt64)
	if end, limited := t.Deadline(); limited {
		left = time.Until(end)
	}
	return p.within(left)
}

// within is the limit where so much is left of go test's own time.
func (p pace) within(left time.Duration) time.Duration {
	limit := patient * time.Duration(*scaleFlag) * max(1, time.Duration(p)/brisk)
	return min(limit, max(time.Second, (left-2*grace)/moving))
}
