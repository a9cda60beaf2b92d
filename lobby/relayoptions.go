package lobby

import (
	"context"
	mrand "math/rand/v2"
	"time"

	"github.com/caselobby/caselobby/store"
)

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

// fill puts the defaults in place.
func (o *RelayOptions) fill() error {
	switch {
	case o.Shares != 0:
	case o.Lease > 0:
		o.Shares = defaultShares
	default:
		o.Shares = 1
	}
	switch {
	case o.Shares < 0:
		return invalid("shares", "negative")
	case o.Lease < 0:
		return invalid("lease", "negative")
	case o.Tries < 0:
		return invalid("tries", "negative")
	case o.Every < 0:
		return invalid("every", "negative")
	case o.Lease > 0 && o.Lease < time.Second:
		return invalid("lease", "too-short")
	case o.Share < 0 || o.Share >= o.Shares || o.Lease > 0 && o.Share > 0:
		return invalid("share", "out-of-range")
	case o.Lease > 0 && o.Shares > store.MaxPage:
		return invalid("shares", "out-of-range")
	}
	if o.Tries == 0 {
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
	if o.Every == 0 {
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
