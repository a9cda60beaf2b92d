package storetest

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"sync"
	"time"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// ErrFault is the error of a call that a [FaultyStore] failed.
var ErrFault = errors.New("storetest: injected fault")

// Fault is what goes wrong with one call of a store.
type Fault int

// The faults. After all but FailBefore a commit may have been applied, as
// after any error of a real store but a conflict.
const (
	NoFault      Fault = iota
	FailBefore         // the call does nothing, and fails
	FailAfter          // the call is carried out, and fails
	CancelBefore       // the call's context is cancelled when it begins
	CancelDuring       // the call's context is cancelled while it is under way
	Slow               // the call begins a millisecond late
	Twice              // the call is delivered twice; its answer is the second's
)

// Call is one call of a store's method.
type Call struct {
	N      int    // counts the calls of a FaultyStore, from 1
	Method string // "Commit", "Rows", …
}

// Plan says what goes wrong with a call. It must be safe for concurrent use.
type Plan func(Call) Fault

// At is the plan by which the nth call goes wrong and no other.
func At(n int, f Fault) Plan {
	return func(c Call) Fault {
		if c.N == n {
			return f
		}
		return NoFault
	}
}

// Sometimes is the plan by which calls of the given methods, or of any if none
// is given, go wrong at random: each with the probability rate, in one of the
// given ways. The same seed and calls in the same order give the same faults.
func Sometimes(seed uint64, rate float64, faults []Fault, methods ...string) Plan {
	var mu sync.Mutex
	random := rand.New(rand.NewPCG(seed, 0))
	return func(c Call) Fault {
		if len(methods) > 0 && !slices.Contains(methods, c.Method) {
			return NoFault
		}
		mu.Lock()
		defer mu.Unlock()
		if random.Float64() >= rate {
			return NoFault
		}
		return faults[random.IntN(len(faults))]
	}
}

// FaultyStore is a store that fails on cue. It is safe for concurrent use.
type FaultyStore struct {
	store store.Store
	plan  Plan
	mu    sync.Mutex
	calls int
}

// Faulty returns a store that does what s does, but for what goes wrong by the
// plan.
func Faulty(s store.Store, p Plan) *FaultyStore { return &FaultyStore{store: s, plan: p} }

// Calls returns the number of calls so far.
func (f *FaultyStore) Calls() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.calls
}

func (f *FaultyStore) next(method string) Fault {
	f.mu.Lock()
	f.calls++
	c := Call{f.calls, method}
	f.mu.Unlock()
	return f.plan(c)
}

// MaxChanges implements [store.Limited]: it is that of the store within.
func (f *FaultyStore) MaxChanges() int { return store.BatchLimit(f.store) }

// Commit implements [store.Store].
func (f *FaultyStore) Commit(ctx context.Context, b store.Batch) error {
	return f.call(ctx, "Commit", func(ctx context.Context) error { return f.store.Commit(ctx, b) })
}

// Rows implements [store.Store].
func (f *FaultyStore) Rows(ctx context.Context, a store.Authority, ids store.IDs) (rows store.Rows, err error) {
	err = f.call(ctx, "Rows", func(ctx context.Context) (err error) {
		rows, err = f.store.Rows(ctx, a, ids)
		return err
	})
	return rows, err
}

// Records implements [store.Store].
func (f *FaultyStore) Records(ctx context.Context, q store.Query) (page store.Page, err error) {
	err = f.call(ctx, "Records", func(ctx context.Context) (err error) {
		page, err = f.store.Records(ctx, q)
		return err
	})
	return page, err
}

// Clients implements [store.Store].
func (f *FaultyStore) Clients(ctx context.Context, q store.ClientQuery) (page store.ClientPage, err error) {
	err = f.call(ctx, "Clients", func(ctx context.Context) (err error) {
		page, err = f.store.Clients(ctx, q)
		return err
	})
	return page, err
}

// Candidates implements [store.Store].
func (f *FaultyStore) Candidates(ctx context.Context, a store.Authority, ks []matching.Key, limit int) (pool matching.Pool, err error) {
	err = f.call(ctx, "Candidates", func(ctx context.Context) (err error) {
		pool, err = f.store.Candidates(ctx, a, ks, limit)
		return err
	})
	return pool, err
}

// Events implements [store.Store].
func (f *FaultyStore) Events(ctx context.Context, q store.EventQuery) (page []store.Event, err error) {
	err = f.call(ctx, "Events", func(ctx context.Context) (err error) {
		page, err = f.store.Events(ctx, q)
		return err
	})
	return page, err
}

// call carries out one call, with what goes wrong with it.
func (f *FaultyStore) call(ctx context.Context, method string, do func(context.Context) error) error {
	fault := f.next(method)
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	switch fault {
	case FailBefore:
		return ErrFault
	case FailAfter:
		_ = do(ctx)
		return ErrFault
	case CancelBefore:
		cancel()
	case CancelDuring:
		go cancel()
	case Slow:
		select {
		case <-ctx.Done():
		case <-time.After(time.Millisecond):
		}
	case Twice:
		_ = do(ctx)
	}
	return do(ctx)
}
