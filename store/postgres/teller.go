package postgres

import (
	"context"
	"errors"
	"slices"
	"sync"

	"github.com/caselobby/caselobby/store"
)

// teller writes down who looks. Whoever looks while nobody else does has it written in
// the trip and the transaction of the search. Whoever looks at the same time has it
// written by one commit for all of them, on a connection of its own, while each of them
// searches: they wait for the disk together, and keep no connection while they wait.
type teller struct {
	mu      sync.Mutex
	alone   bool // somebody writes with the search
	writing bool // somebody writes for others
	waiting []*telling
}

// telling is what one search tells.
type telling struct {
	events []store.Event
	done   chan error
}

// begin returns nil to whoever is to write with the search, and then to call end.
// Others wait for the telling, which commit writes.
func (t *teller) begin(events []store.Event, commit func([]store.Event) error) *telling {
	t.mu.Lock()
	defer t.mu.Unlock()
	if !t.alone && !t.writing {
		t.alone = true
		return nil
	}
	w := &telling{events, make(chan error, 1)}
	t.waiting = append(t.waiting, w)
	if !t.writing {
		t.writing = true
		go t.write(commit)
	}
	return w
}

func (t *teller) end() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.alone = false
}

// write writes for whoever waits, until nobody does.
func (t *teller) write(commit func([]store.Event) error) {
	for {
		some := t.next()
		if some == nil {
			return
		}
		var events []store.Event
		for _, w := range some {
			events = append(events, w.events...)
		}
		err := commit(events)
		for _, w := range some {
			w.done <- err
		}
	}
}

// next takes out, in order, those who wait as far as one commit writes for them all:
// under one authority, and each event once. Of nobody it ends the writing.
func (t *teller) next() (some []*telling) {
	t.mu.Lock()
	defer t.mu.Unlock()
	var all store.Batch
	var later []*telling
	for _, w := range t.waiting {
		with := store.Telling(slices.Concat(all.Events, w.events))
		if with.Check() == nil {
			all, some = with, append(some, w)
		} else {
			later = append(later, w)
		}
	}
	t.waiting, t.writing = later, len(some) > 0
	return some
}

// wait returns once it is written, or the context ends.
func (w *telling) wait(ctx context.Context) error {
	select {
	case err := <-w.done:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// tell commits what searches tell: again, while there is time, if it is not known what
// became of it, or if others had all connections.
func (s *Store) tell(events []store.Event) error {
	ctx, cancel := context.WithTimeout(context.Background(), s.options.CommitTimeout)
	defer cancel()
	return againIf(ctx, untold, func() error { return s.Commit(ctx, store.Telling(events)) })
}

// untold reports whether events may not be written and may be told again.
func untold(err error) bool {
	e, ok := errors.AsType[*Error](err)
	return ok && e.cause == nil || errors.Is(err, store.ErrBusy)
}
