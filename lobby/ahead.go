package lobby

import (
	"context"

	"github.com/caselobby/caselobby/store"
)

// ahead is a call of the store whose result an operation will need. Where the store is
// [store.Parallel] it runs at once, in a goroutine; elsewhere it runs when get asks for
// it. Whoever has one calls wait before returning, after an error too.
type ahead[T any] struct {
	call   func() (T, error)
	done   chan struct{} // nil where no goroutine runs
	result T
	err    error
	panics any // what the call panicked with: it is the caller's to recover
}

// callAhead makes a call of the store, before its result is needed where that saves time.
func callAhead[T any](ctx context.Context, s *Service, call func(context.Context) (T, error)) *ahead[T] {
	n := &ahead[T]{call: func() (T, error) { return call(ctx) }}
	if p, can := s.store.(store.Parallel); can && p.Parallel() {
		n.done = make(chan struct{})
		go func() {
			defer close(n.done)
			defer func() { n.panics = recover() }()
			n.result, n.err = n.call()
		}()
	}
	return n
}

// get waits for the result.
func (n *ahead[T]) get() (T, error) {
	if n.done == nil {
		return n.call()
	}
	n.wait()
	return n.result, n.err
}

// wait returns once the goroutine has ended. The call is not cancelled: that would cost
// some stores the connection.
func (n *ahead[T]) wait() {
	if n.done == nil {
		return
	}
	<-n.done
	if v := n.panics; v != nil {
		n.panics = nil
		panic(v)
	}
}
