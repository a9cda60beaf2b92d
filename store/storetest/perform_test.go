package storetest

import (
	"context"
	"errors"
	"math"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/store"
)

func TestACheckThatHangsSaysWhatItWaitsFor(t *testing.T) {
	s, look := sound(), make(chan time.Time, quarters)
	s.commit = func(ctx context.Context, b store.Batch) error {
		for range quarters {
			look <- time.Time{}
		}
		<-ctx.Done()
		return ctx.Err()
	}
	c := named(t, "references/each authority has its own references")
	failed, said := verdictLooking(t, c, newSubject(s, s.hooks, 0), 50*time.Millisecond, look)
	require.True(t, failed)
	require.Contains(t, said, "has not ended after 50ms, with 1 calls of Commit under way")
	require.Contains(t, said, "transaction held?")
	require.Contains(t, said, "why: "+c.why)
	require.NotContains(t, said, "context canceled", "what it says when it was given up is of no account")
}

func TestACheckIsGivenUpWhenNothingReturnsAnyMoreOrAfterFourTimesItsLimit(t *testing.T) {
	for name, c := range map[string]struct {
		returned []int // how many calls had, at each look
		enough   int   // the look at which it is
	}{
		"nothing returns":                    {make([]int, 9), quarters},
		"nothing returns after its limit":    {[]int{1, 2, 3, 4, 4}, quarters + 1},
		"nothing returned for a time before": {[]int{1, 1, 1, 2, 3, 3}, quarters + 2},
	} {
		var p patience
		require.Equal(t, c.enough, 1+slices.IndexFunc(c.returned, p.over), name)
	}
	var p patience
	for n := 1; !p.over(n); n++ {
	}
	require.Equal(t, quarters*moving, p.looks, "calls return for ever")
}

func TestACheckThatCannotBeginIsNotExplainedByWhatItIsFor(t *testing.T) {
	for name, failure := range map[string]error{"a conflict": store.ErrConflict, "a failure": errors.New("disk full")} {
		s := sound()
		s.commit = func(context.Context, store.Batch) error { return failure }
		c := named(t, "candidates/keys are 64 bits wide")
		failed, said := verdict(t, c, s, time.Minute)
		require.True(t, failed, name)
		require.Contains(t, said, "set-up", name)
		require.Contains(t, said, "has not been tried", name)
		require.NotContains(t, said, c.why, name)
	}
}

func TestACheckThatPanicsFails(t *testing.T) {
	c := check{name: "c", why: "w", run: func(t tb, s *subject) { panic("out of range") }}
	failed, said := verdict(t, c, sound(), time.Minute)
	require.True(t, failed)
	require.Contains(t, said, "panic: out of range")
	require.Contains(t, said, "perform_test.go")
}

func TestASlowStoreIsAskedForLess(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: in short form every store is")
	}
	require.Equal(t, 40, pace(0).rounds(40))
	require.Equal(t, 40, pace(brisk).rounds(40))
	require.Equal(t, 20, pace(2*brisk).rounds(40))
	require.Equal(t, 5, pace(100*brisk).rounds(40))
}

func TestASlowStoreIsGivenMoreTimeAsFarAsThereIsAny(t *testing.T) {
	for _, c := range []struct {
		p          pace
		left, want time.Duration
	}{
		{0, time.Hour, patient},
		{pace(brisk), math.MaxInt64, patient},
		{pace(10 * brisk), 2 * time.Hour, 10 * patient},
		{0, 4*time.Minute + 2*grace, time.Minute},
		{pace(10 * brisk), 4*time.Minute + 2*grace, time.Minute},
		{0, grace, time.Second},
	} {
		require.Equal(t, c.want, c.p.within(c.left), "at a pace of %v, with %v left", time.Duration(c.p), c.left)
	}
}
