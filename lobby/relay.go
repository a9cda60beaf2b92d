package lobby

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"log/slog"
	"maps"
	mrand "math/rand/v2"
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

// RelayOptions are the choices of a [Service.Relay]. The zero value, and nil, are a
// relay that does the whole work.
type RelayOptions struct {
	// All relays events of every system in the store. By default those of the
	// service's own.
	All bool
	// Lease has relays share the work by themselves: any number of them, on whatever
	// nodes, each started likewise. A relay takes its part of the shares and keeps them
	// while it works; the shares of one that has died are taken over once the lease is
	// over, and those of one that ends at once. It is longer than the handler ever takes
	// for one event: the handler's context ends with the lease, and a handler that goes on
	// after that may be overtaken by another relay. All relays have the same, a second or
	// more; one that is over before the shares are written again is [ErrBusy] in the log.
	// By default there is none.
	//
	// Who has which share is kept in the store: a record for each, under an authority of
	// its own, the actor's with "/relay" after it.
	Lease time.Duration
	// Shares is into how many parts the work is parted: each record belongs to one of
	// them, by a hash of its id. With a Lease it is 16 unless it is said. Without, it is
	// how many relays there are, by default one, and Share which of them this is, 0 to
	// Shares-1: every share then needs a relay, and one at a time, for what two of the
	// same share do at once is done twice, and perhaps out of order. To change Shares stop
	// all relays first.
	Share, Shares int
	// Tries is after how many failures an event is set aside. By default 8.
	Tries int
	// SetAside is given an event that has failed Tries times, and again at each
	// further failure. Nil says that it is kept elsewhere: the event is acknowledged,
	// and the record goes on without it. By default, and on an error, it is not: it
	// stays among what Events returns as Unacked, it is tried for ever, and the later
	// events of its record wait.
	SetAside func(context.Context, *Undelivered) error
	// Backoff is the pause after failure n = 1, 2, … of one record's event, and of the
	// store. By default random between half of and a whole 2ⁿ s, up to ten minutes.
	Backoff func(n int) time.Duration
	// Every is how often it asks for events while there are none. By default 1 s.
	Every time.Duration
	// Once has it return when there is nothing left, or nothing but what has failed:
	// each such record has been tried once, and the error joins an [Undelivered] of
	// each. An error of the store ends it as well. With a Lease it leaves to other relays
	// what they have the shares of, once it has seen them at work, and takes over what
	// one that has died has left: that may take it somewhat longer than the lease.
	Once bool
	// Now is the clock that Backoff is measured by, and Sleep waits for that long or
	// until the context is done. By default time.Now, and a timer.
	Now   func() time.Time
	Sleep func(context.Context, time.Duration) error
}

// Undelivered is an event that a [Handler] has failed to handle. It prints ids only.
type Undelivered struct {
	Consumer store.Consumer
	Event    store.Event
	Tries    int   // so far
	Err      error // of the last: the handler's own, or a [*Panic]
}

// Error names the event and what it is about.
func (u *Undelivered) Error() string {
	about := "record " + string(u.Event.Record)
	if u.Event.Record == "" {
		about = "client " + string(u.Event.Client)
	}
	return fmt.Sprintf("lobby: relay to %s: event %s of %s: not handled in %d tries", u.Consumer, u.Event.ID, about, u.Tries)
}

// Format prints the same line whatever the verb: what the handler's error says may be
// of a person.
func (u *Undelivered) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, u.Error()) }

// Unwrap returns what the handler said.
func (u *Undelivered) Unwrap() error { return u.Err }

// Panic is the error of a [Handler] that panicked. It does not print what with.
type Panic struct{ Value any }

// Error says that there was a panic.
func (*Panic) Error() string { return "lobby: the handler panicked" }

// Format prints the same line whatever the verb.
func (p *Panic) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, p.Error()) }

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
// An event names a record and nobody's address. Whom it concerns says the record
// (Sender, SentFor, Provider), which the host reads with [Service.Record], and how it
// ended [Service.Outcome]. Of a removed record neither says whose it was: whoever has to
// tell a sender so keeps [Receipt.ID] beside the sender.
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
		defer r.leases.release(context.WithoutCancel(ctx))
	}
	return r.run(ctx)
}

// fill puts the defaults in place.
func (o *RelayOptions) fill() error {
	if o.Lease > 0 && o.Shares == 0 {
		o.Shares = defaultShares
	}
	o.Shares = max(o.Shares, 1)
	switch {
	case o.Lease < 0:
		return invalid("lease", "negative")
	case o.Lease > 0 && o.Lease < time.Second:
		return invalid("lease", "too-short")
	case o.Share < 0 || o.Share >= o.Shares || o.Lease > 0 && o.Share > 0:
		return invalid("share", "out-of-range")
	case o.Lease > 0 && o.Shares > store.MaxPage:
		return invalid("shares", "out-of-range")
	}
	if o.Tries <= 0 {
		o.Tries = 8
	}
	if o.SetAside == nil {
		o.SetAside = func(_ context.Context, u *Undelivered) error { return u }
	}
	if o.Backoff == nil {
		o.Backoff = func(n int) time.Duration {
			whole := min(time.Second<<min(n, 10), 10*time.Minute)
			return whole/2 + mrand.N(whole/2)
		}
	}
	if o.Every <= 0 {
		o.Every = time.Second
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Sleep == nil {
		o.Sleep = sleep
	}
	return nil
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
	return r.leases.renew(ctx)
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

// setAside tells the log of a failure and, once there have been enough, the host. It
// reports whether the host has taken the event.
func (r *relay) setAside(ctx context.Context, u *Undelivered) bool {
	level, code := slog.LevelWarn, "failed"
	taken := false
	if u.Tries >= r.o.Tries {
		taken = guarded(func() error { return r.o.SetAside(ctx, u) }) == nil
		level, code = slog.LevelError, "stuck"
		if taken {
			code = "set-aside"
		}
	}
	r.s.o.Logger.LogAttrs(ctx, level, "lobby: not handled", append(r.s.about(r.a, "relay", u.Event.Record),
		slog.String("client", string(u.Event.Client)), slog.String("consumer", string(r.c)), slog.String("event", string(u.Event.ID)),
		slog.String("kind", u.Event.Kind), slog.Int("tries", u.Tries), slog.String("code", code))...)
	return taken
}

// guarded makes an error of a panic.
func guarded(f func() error) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = &Panic{Value: v}
		}
	}()
	return f()
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

// undelivered are the failures that are left, in the order of time.
func (r *relay) undelivered() error {
	left := slices.SortedFunc(maps.Values(r.late), func(a, b late) int {
		return a.last.Event.At.Compare(b.last.Event.At)
	})
	errs := make([]error, len(left))
	for i, l := range left {
		errs[i] = l.last
	}
	return errors.Join(errs...)
}

// sleep waits, or until the context is done.
func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}
