package storetest

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/store"
)

// recorder is a test that may fail without anybody's failing with it.
type recorder struct {
	*testing.T // what a check asks of its surroundings
	ctx        context.Context

	mu       sync.Mutex
	failed   bool
	log      []string
	cleanups []func()
}

func (r *recorder) Helper()                  {}
func (r *recorder) Context() context.Context { return r.ctx }
func (r *recorder) Cleanup(f func())         { r.cleanups = append(r.cleanups, f) }
func (r *recorder) Fail()                    { r.note(true, "") }
func (r *recorder) FailNow()                 { r.Fail(); runtime.Goexit() }
func (r *recorder) Log(a ...any)             { r.note(false, fmt.Sprint(a...)) }
func (r *recorder) Logf(f string, a ...any)  { r.note(false, fmt.Sprintf(f, a...)) }
func (r *recorder) Error(a ...any)           { r.note(true, fmt.Sprint(a...)) }
func (r *recorder) Errorf(f string, a ...any) {
	r.note(true, fmt.Sprintf(f, a...))
}
func (r *recorder) Fatal(a ...any)            { r.Error(a...); runtime.Goexit() }
func (r *recorder) Fatalf(f string, a ...any) { r.Errorf(f, a...); runtime.Goexit() }

func (r *recorder) Failed() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.failed
}

func (r *recorder) note(failed bool, text string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.failed = r.failed || failed
	r.log = append(r.log, text)
}

// verdict runs one check on a store and returns whether it failed and what it
// said.
func verdict(t *testing.T, c check, b *broken, limit time.Duration) (failed bool, said string) {
	t.Helper()
	return verdictAt(0, t, c, b, limit)
}

// verdictAt runs a check as large as it is for a store of some pace.
func verdictAt(p pace, t *testing.T, c check, b *broken, limit time.Duration) (failed bool, said string) {
	t.Helper()
	return verdictLooking(t, c, newSubject(b, b.hooks, p), limit, time.Tick(limit/quarters))
}

// verdictLooking runs a check that is looked after whenever look says so.
func verdictLooking(t *testing.T, c check, s *subject, limit time.Duration, look <-chan time.Time) (failed bool, said string) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	r := &recorder{T: t, ctx: ctx}
	performLooking(r, c, s, limit, look)
	cancel()
	for _, f := range slices.Backward(r.cleanups) {
		f()
	}
	return r.failed, strings.Join(r.log, "\n")
}

// named finds a check by its group and name.
func named(t *testing.T, path string) check {
	t.Helper()
	group, name, _ := strings.Cut(path, "/")
	for _, g := range groups {
		for _, c := range g.checks {
			if g.name == group && c.name == name {
				return c
			}
		}
	}
	require.Fail(t, "there is no such check", path)
	return check{}
}

func TestChecksAreNamedOnceAndSayWhy(t *testing.T) {
	seen := make(map[string]bool)
	for _, g := range groups {
		require.False(t, seen[g.name], g.name)
		seen[g.name] = true
		for _, c := range g.checks {
			require.False(t, seen[g.name+"/"+c.name], c.name)
			seen[g.name+"/"+c.name] = true
			require.NotEmpty(t, c.why, c.name)
			require.NotNil(t, c.run, c.name)
		}
	}
	require.Implements(t, (*tb)(nil), t)
	require.Implements(t, (*store.Store)(nil), &broken{})
}
