package lobby

import (
	"context"
	"reflect"
	"time"

	"github.com/caselobby/caselobby/store"
)

// Observer is told of every operation once it has ended: for metrics, and for traces. It
// is called in the caller's goroutine, by many at once, and what it does delays them.
// Package lobby/otel has one for OpenTelemetry.
type Observer interface {
	Observe(context.Context, Observation)
}

// Observation is one operation that has ended: codes and numbers, and nothing of a
// person or of a record.
type Observation struct {
	Op        Action
	System    store.System
	Authority store.Authority
	// Kind is the [KindCode] of its refusal, empty if it succeeded, and [PanicCode] if it
	// came to no end.
	Kind string
	// Took is how long it lasted, by the process's clock and not by Options.Now.
	Took time.Duration
	// Conflicts is how often somebody else had changed what it was about to write, so
	// that it looked again.
	Conflicts int
	// Retries is how often the store was asked once more to write the same, because it
	// could not say whether it had, or was busy.
	Retries int
	// Truncated says that some value was so common that its carriers were counted and
	// not compared, Unreadable how many rows were met that this version cannot read.
	Truncated  bool
	Unreadable int
}

// PanicCode is in the place of a KindCode where something of the host's panicked, such as
// its policy. The log is told at Error, neither says what it panicked with, and the panic
// goes on to the caller.
const PanicCode = "panic"

// call gathers what is observed of one operation.
type call struct {
	begun time.Time
	ended bool
	seen  Observation
}

type callKey struct{}

// watched begins to observe an operation, if anybody does.
func (s *Service) watched(ctx context.Context) context.Context {
	if s.o.Observer == nil {
		return ctx
	}
	return context.WithValue(ctx, callKey{}, &call{begun: time.Now()})
}

// observing is what is observed of the operation under way. Where nobody observes it is
// thrown away.
func observing(ctx context.Context) *Observation {
	if c, ok := ctx.Value(callKey{}).(*call); ok {
		return &c.seen
	}
	return new(Observation)
}

// observe tells of an operation, once.
func (s *Service) observe(ctx context.Context, a Actor, act Action, err error) {
	kind := ""
	if err != nil && s.o.Observer != nil {
		kind = KindCode(asError(err))
	}
	s.observeAs(ctx, a, act, kind)
}

func (s *Service) observeAs(ctx context.Context, a Actor, act Action, kind string) {
	c, ok := ctx.Value(callKey{}).(*call)
	if !ok || c.ended {
		return
	}
	c.ended = true
	o := c.seen
	o.Op, o.System, o.Authority = act, s.system, store.Authority(loggable(string(a.Authority)))
	o.Took, o.Kind = time.Since(c.begun), kind
	s.o.Observer.Observe(ctx, o)
}

// somebody is the observer, or nil where it is a pointer to none.
func somebody(o Observer) Observer {
	if v := reflect.ValueOf(o); v.Kind() == reflect.Pointer && v.IsNil() {
		return nil
	}
	return o
}
