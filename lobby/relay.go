package lobby

import (
	"context"
	"errors"
	"hash/fnv"
	"io"
	"maps"
	"slices"
	"time"

	"github.com/caselobby/caselobby/store"
)

// Handler does what an event means to a consumer. Nil says that it is done; an
// error, or a panic, that it is to be tried again.
//
// It may be given an event again that it has handled: after a crash between
// handling and acknowledging. So it must do the same thing twice to the effect of
// once. The event's ID is a key to do so by.
type Handler func(context.Context, store.Event) error

// Relay hands the authority's events to a handler until its context is done, and
// acknowledges for the consumer each that was handled. It returns the context's error
// then, and before only with a refusal that would repeat itself; while the store fails
// it waits.
//
// Every event is handed over at least once, whatever time it bears and whenever it is
// committed. Those of one record, and those of one client in the register, come one
// after the other, in order: the next only once the one before is acknowledged. An
// event that fails is tried again after a while. Meanwhile those of its record wait and
// others go on. An event is handed over a second time only if it failed, if the process
// ended before it was acknowledged, or if two relays of one share ran at once: with a
// Lease, if a handler went on when its context was done.
//
// An event that goes on failing is set aside (see [RelayOptions]), and each failure is
// logged. Once the context is done no further event is handed over; the one that is
// being handled is acknowledged if the handler succeeds.
//
// An event names a record, or of the register only a client ("client-merged"), and
// nobody's address. Whom it concerns says the record (Sender, SentFor, Provider), which
// the host reads with [Service.Record], and how it ended [Service.Outcome]. Of a removed
// record neither says whose it was: whoever has to tell a sender so keeps [Receipt.ID]
// beside the sender. A record may have been removed since any of its events: a handler
// that is told so has handled the event. If it returns that as an error, the event comes
// back for ever.
//
// The events of the register are those that this system's service wrote. Who must
// hear of another system's erasures and mergers relays All.
func (s *Service) Relay(ctx context.Context, a Actor, c store.Consumer, h Handler, o *RelayOptions) error {
	r := &relay{s: s, a: a, c: c, handler: h, late: make(map[topic]late)}
	if o != nil {
		r.o = *o
	}
	err := r.o.fill()
	if h == nil { // every event would fail, for ever
		err = invalid("handler", "empty")
	}
	if err != nil {
		return s.ended(ctx, operation{a: a, act: ActEvents}, err)
	}
	if r.o.Lease > 0 {
		_, err := s.Events(ctx, a, r.query())
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil && hopeless(err):
			return err // before it keeps anybody from a share
		}
		r.leases = newLeases(r)
		defer r.leases.release(ctx)
	}
	return r.run(ctx)
}

// topic is what events are kept in order about: a record, or a client in the register.
type topic struct {
	record store.RecordID
	client store.ClientID // where there is no record
}

func topicOf(e store.Event) topic {
	if e.Record != "" {
		return topic{record: e.Record}
	}
	return topic{client: e.Client}
}

// share is which of n shares a topic belongs to.
func (t topic) share(n int) int {
	h := fnv.New64a()
	_, _ = io.WriteString(h, string(t.record)+string(t.client))
	return int(h.Sum64() % uint64(n))
}

// late is an event that could not be handled, or not be acknowledged.
type late struct {
	event   store.EventID
	tries   int
	next    time.Time // not to be tried before
	handled bool      // and only to be acknowledged
	last    *Undelivered
}

type relay struct {
	s       *Service
	a       Actor
	c       store.Consumer
	handler Handler
	o       RelayOptions
	late    map[topic]late
	leases  *leases // nil if there is no lease
	left    bool    // whether there was an event, at the last sweep, that is for other relays
}

func (r *relay) run(ctx context.Context) error {
	for failures := 0; ; {
		moved, err := r.sweep(ctx)
		wait := r.idle()
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil && (r.o.Once || hopeless(err)):
			return err
		case err != nil:
			failures++
			wait = r.o.Backoff(failures)
			if r.leases != nil {
				wait = min(wait, r.o.Lease/renewals)
			}
		case moved:
			failures = 0
			continue
		case r.o.Once && (r.leases == nil || !r.left || !r.leases.doubts()):
			return r.undelivered()
		default:
			failures = 0
		}
		if err := r.o.Sleep(ctx, wait); err != nil {
			return err
		}
	}
}

// hopeless reports whether the same call would be refused again.
func hopeless(err error) bool {
	return slices.ContainsFunc([]error{ErrDenied, ErrInvalid, ErrTooLarge, store.ErrClosed, store.ErrInvalid},
		func(kind error) bool { return errors.Is(err, kind) })
}

// sweep hands over all that can be now, and reports whether that was any. It begins
// with the oldest event: pages are for what is left waiting.
func (r *relay) sweep(ctx context.Context) (moved bool, err error) {
	if err := r.renew(ctx); err != nil {
		return false, err
	}
	seen := make(map[topic]bool)
	r.left = false
	q := r.query()
	for {
		es, err := r.s.Events(ctx, r.a, q)
		if err != nil {
			return moved, err
		}
		for _, e := range es {
			q.After = store.EventCursor{At: e.At, ID: e.ID}
			t := topicOf(e)
			if !r.mine(t) {
				r.left = true
				continue
			}
			if seen[t] {
				continue
			}
			seen[t] = true
			if r.waits(t) {
				continue
			}
			some, err := r.catchUp(ctx, t)
			moved = moved || some
			if err != nil {
				return moved, err
			}
		}
		if len(es) < q.Limit {
			maps.DeleteFunc(r.late, func(t topic, _ late) bool { return !seen[t] }) // somebody else has acknowledged them
			return moved, nil
		}
	}
}

// mine reports whether a topic is this relay's.
func (r *relay) mine(t topic) bool {
	share := t.share(r.o.Shares)
	if r.leases != nil {
		return r.leases.held(share) > 0
	}
	return share == r.o.Share
}

// renew keeps this relay's shares, once it is time to.
func (r *relay) renew(ctx context.Context) error {
	if r.leases == nil || !r.leases.due() {
		return nil
	}
	if err := r.leases.renew(ctx); err != nil {
		return r.s.ended(ctx, operation{a: r.a, act: ActEvents}, err)
	}
	return nil
}

// handle hands an event over, for no longer than the relay has its share.
func (r *relay) handle(ctx context.Context, t topic, e store.Event) error {
	if r.leases != nil {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, r.leases.held(t.share(r.o.Shares)))
		defer cancel()
	}
	return guarded(func() error { return r.handler(ctx, e) })
}

func (r *relay) query() store.EventQuery {
	q := store.EventQuery{System: r.s.system, Unacked: r.c, Limit: store.MaxPage}
	if r.o.All {
		q.System = ""
	}
	return q
}

// waits reports whether a topic's next event has failed too lately to be tried again.
func (r *relay) waits(t topic) bool {
	l, failed := r.late[t]
	return failed && !l.handled && (r.o.Once || r.o.Now().Before(l.next))
}

// catchUp hands over what waits of one topic, up to the first that fails. It asks for
// them anew: on a page of all topics an event may be missing that was committed late.
func (r *relay) catchUp(ctx context.Context, t topic) (moved bool, err error) {
	q := r.query()
	q.Record, q.Client = t.record, t.client
	es, err := r.s.Events(ctx, r.a, q)
	if err != nil {
		return false, err
	}
	for _, e := range es {
		if topicOf(e) != t { // of a record that the client was decided for
			continue
		}
		if err := r.renew(ctx); err != nil || !r.mine(t) {
			return moved, err
		}
		done, err := r.deliver(ctx, t, e)
		if err != nil || !done {
			return moved, err
		}
		moved = true
	}
	return moved, nil
}

// deliver hands over one event and acknowledges it. What was handled and could not be
// acknowledged is not handed over again.
func (r *relay) deliver(ctx context.Context, t topic, e store.Event) (done bool, err error) {
	l := r.late[t]
	if l.event != e.ID {
		l = late{event: e.ID}
	}
	if !l.handled {
		if err := ctx.Err(); err != nil {
			return false, err
		}
		if err := r.handle(ctx, t, e); err != nil {
			if ctx.Err() != nil {
				return false, ctx.Err()
			}
			l.tries++
			l.last = &Undelivered{Consumer: r.c, Event: e, Tries: l.tries, Err: err}
			if !r.setAside(ctx, l.last) {
				l.next = r.o.Now().Add(r.o.Backoff(l.tries))
				r.late[t] = l
				return false, nil
			}
		}
		l.handled = true
		r.late[t] = l
	}
	if err := r.s.Acknowledge(context.WithoutCancel(ctx), r.a, r.c, e.ID); err != nil {
		return false, err
	}
	delete(r.late, t)
	return true, nil
}

// idle is how long there is nothing to do, but for a lease.
func (r *relay) idle() time.Duration {
	wait := r.o.Every
	if r.leases != nil {
		wait = min(wait, r.o.Lease/renewals)
	}
	for _, l := range r.late {
		wait = min(wait, l.next.Sub(r.o.Now()))
	}
	return max(wait, 0)
}
