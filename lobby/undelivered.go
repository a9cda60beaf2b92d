package lobby

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"slices"

	"github.com/caselobby/caselobby/store"
)

// Undelivered is an event that a [Handler] has failed to handle. It prints ids only.
type Undelivered struct {
	Consumer store.Consumer
	Event    store.Event
	Tries    int   // so far
	Err      error // of the last: the handler's own, or a [*Panic]
}

// Error names the event, what it is about and, where the handler was refused by the
// lobby or its context ended, the kind of that.
func (u *Undelivered) Error() string {
	about := "record " + string(u.Event.Record)
	if u.Event.Record == "" {
		about = "client " + string(u.Event.Client)
	}
	said := fmt.Sprintf("lobby: relay to %s: event %s of %s: not handled in %d tries", u.Consumer, u.Event.ID, about, u.Tries)
	if code := KindCode(u.Err); code != "" {
		said += " (" + code + ")"
	}
	return said
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
	r.s.o.Logger.LogAttrs(ctx, level, "lobby: not handled", append(r.s.about(r.a, "relay", u.Event.Record, u.Event.Client),
		slog.String("consumer", string(r.c)), slog.String("event", string(u.Event.ID)),
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
