package lobby

import (
	"context"

	"github.com/caselobby/caselobby/store"
)

// ahead is a call of the store that an operation will need: begun at once, beside
// others, where the store is [store.Parallel], and elsewhere made when its result is
// asked for. Whoever has one waits before returning, whatever else fails.
type ahead[T any] struct {
	call   func() (T, error)
	done   chan struct{} // nil where it is not begun
	result T
	err    error
	panics any // what the call panicked with: it is the caller's to recover
}

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

// wait returns once nothing is under way any more. What is begun is not broken off:
// that would cost some stores the connection.
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
