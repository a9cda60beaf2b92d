package storetest

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"sync"
	"time"
)

// grace is how long a check that was given up may take to end.
const grace = 3 * time.Second

const (
	quarters = 4 // how often a check is looked after within its limit
	moving   = 4 // how many times its limit it may take while calls still return
)

// perform runs a check on a store. If the check does not end in time, and for a
// quarter of that time no call has returned, it is given up and fails, with what it
// was waiting for. A busy machine makes a check slow; a lock that is kept stops it.
func perform(t tb, c check, s *subject, limit time.Duration) {
	t.Helper()
	performLooking(t, c, s, limit, time.Tick(limit/quarters))
}

// performLooking looks after the check whenever it is told to: at each quarter of the
// limit.
func performLooking(t tb, c check, s *subject, limit time.Duration, look <-chan time.Time) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	a := &attempt{tb: t, ctx: ctx}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		defer func() {
			if p := recover(); p != nil {
				a.Errorf("panic: %v\n%s", p, debug.Stack())
			}
		}()
		c.run(a, s)
		s.watch.requireDiscretion(a)
	}()
	var p patience
	for {
		select {
		case <-ended:
		case <-look:
			if !p.over(s.watch.count()) {
				continue
			}
			a.giveUp("the check has not ended after %v, with %s. Is a connection, a lock or a transaction held? "+
				"A commit that asks the pool for a second connection while it holds one waits for itself, and one that asks for the connection of a host's transaction waits for its end", time.Duration(p.looks)*limit/quarters, s.watch.underWay())
			cancel()
			select {
			case <-ended:
			case <-time.After(grace):
				fmt.Fprintf(os.Stderr, "storetest: %s: not ended, with %s (why: %s)\n", c.name, s.watch.underWay(), c.why)
			}
		}
		break
	}
	if t.Failed() {
		t.Logf("why: %s", s.reason(c, a))
	}
}

// patience is how often a check was looked after, and what had returned by then.
type patience struct{ looks, returned int }

// over takes another look, and reports whether that is enough.
func (p *patience) over(returned int) bool {
	p.looks++
	stands := returned == p.returned
	p.returned = returned
	return p.looks >= quarters && stands || p.looks >= quarters*moving
}

// reason says why a check must hold or, if it did not come so far, that the
// reason is another.
func (s *subject) reason(c check, a *attempt) string {
	if s.unprepared.Load() && a.heard() {
		a.mu.Unlock()
		return "the check's own rows could not be written. Nothing stood against them: " +
			"no row was at another version, and no reference was taken. What this check is for has not been tried"
	}
	return c.why
}

// attempt is a test that a check may be given up on: whatever it says after that
// is of no account.
type attempt struct {
	tb
	ctx     context.Context
	mu      sync.Mutex
	givenUp bool
}

func (a *attempt) Context() context.Context { return a.ctx }

// giveUp says why, and lets nothing more be said.
func (a *attempt) giveUp(why string, args ...any) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.tb.Errorf(why, args...)
	a.givenUp = true
}

// heard reports whether anything may be said yet; then a.mu is locked.
func (a *attempt) heard() bool {
	a.mu.Lock()
	if a.givenUp {
		a.mu.Unlock()
	}
	return !a.givenUp
}

func (a *attempt) Cleanup(f func()) {
	if a.heard() {
		defer a.mu.Unlock()
		a.tb.Cleanup(f)
	}
}

func (a *attempt) Log(v ...any) {
	a.tb.Helper()
	if a.heard() {
		defer a.mu.Unlock()
		a.tb.Log(v...)
	}
}

func (a *attempt) Logf(f string, v ...any) {
	a.tb.Helper()
	if a.heard() {
		defer a.mu.Unlock()
		a.tb.Logf(f, v...)
	}
}

func (a *attempt) Error(v ...any) {
	a.tb.Helper()
	if a.heard() {
		defer a.mu.Unlock()
		a.tb.Error(v...)
	}
}

func (a *attempt) Errorf(f string, v ...any) {
	a.tb.Helper()
	if a.heard() {
		defer a.mu.Unlock()
		a.tb.Errorf(f, v...)
	}
}

func (a *attempt) Fail() {
	if a.heard() {
		defer a.mu.Unlock()
		a.tb.Fail()
	}
}

func (a *attempt) FailNow()                  { a.Fail(); runtime.Goexit() }
func (a *attempt) Fatal(v ...any)            { a.tb.Helper(); a.Error(v...); runtime.Goexit() }
func (a *attempt) Fatalf(f string, v ...any) { a.tb.Helper(); a.Errorf(f, v...); runtime.Goexit() }
