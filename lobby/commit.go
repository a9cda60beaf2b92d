package lobby

import (
	"context"
	"errors"
	"time"

	"github.com/caselobby/caselobby/store"
)

// write is what one attempt at an operation wants written, all or nothing.
type write struct {
	record store.Record   // the record's next row
	event  store.Event    // what happened: kind, client, case and code
	client *store.Client  // a client's next row
	onto   *store.Client  // that client as it was read; nil if it is to be created
	closes []Closing      // cases of that client that are closed, each told by an event
	links  []put          // clients that members of the household are
	beside []store.Record // records to mark with KindLookAgain, as they were read
}

// transition computes a write from a record as it was just read and the time
// to stamp. It may run several times. A nil write is a success that changes nothing.
type transition func(ctx context.Context, r store.Record, at time.Time) (*write, error)

// change does an operation to its record, if the actor may do it to that, and returns
// the record as it is now.
func (s *Service) change(ctx context.Context, o *operation, apply transition) (store.Record, error) {
	return s.rewrite(ctx, o.a, func(ctx context.Context) (store.Record, error) { return s.load(ctx, o.a, o.act, o.record) }, apply)
}

// rewrite reads, applies, stamps and commits, and does it all again if somebody
// else was faster.
func (s *Service) rewrite(ctx context.Context, a Actor, read func(context.Context) (store.Record, error), apply transition) (store.Record, error) {
	var now store.Record
	err := s.again(ctx, func() error {
		r, err := read(ctx)
		if err != nil {
			return err
		}
		at := s.stamp(r.Updated)
		w, err := apply(ctx, r, at)
		if err != nil {
			return err
		}
		if w == nil {
			now = r
			return nil
		}
		b := s.batch(a, r, w, at)
		now = *b.Records[0].Next
		return s.commit(ctx, b)
	})
	if err != nil {
		return store.Record{}, err
	}
	return now, nil
}

// again runs an attempt at a write, and runs it again while it ends in
// store.ErrConflict: others have changed what it had read, and nothing is written.
func (s *Service) again(ctx context.Context, attempt func() error) error {
	for n := range s.o.Tries {
		if err := s.pause(ctx, n); err != nil {
			return err
		}
		if err := attempt(); !errors.Is(err, store.ErrConflict) {
			return err
		}
	}
	return &Error{Kind: ErrBusy}
}

// load reads a record that the actor may do this to.
func (s *Service) load(ctx context.Context, a Actor, act Action, id store.RecordID) (store.Record, error) {
	if err := checkID("record", string(id)); err != nil {
		return store.Record{}, err
	}
	rows, err := s.rows(ctx, a, store.IDs{Records: []store.RecordID{id}})
	if err != nil {
		return store.Record{}, err
	}
	return s.admitted(a, act, id, rows)
}

// admitted is the record of an id among rows, if the actor may do this to it.
func (s *Service) admitted(a Actor, act Action, id store.RecordID, rows store.Rows) (r store.Record, err error) {
	r, found := rows.Record(id)
	switch {
	case len(rows.Unreadable.Records) > 0:
		return store.Record{}, &Error{Kind: ErrUnreadable, Record: id}
	case !found:
		return store.Record{}, &Error{Kind: ErrNotFound}
	}
	if r.System != s.system {
		return store.Record{}, &Error{Kind: ErrNotFound}
	}
	if r.State != store.StateRemoved { // of a tombstone nobody can say whose it was
		err = s.permit(a, act, &r)
	}
	return r, err
}

// batch stamps and chains a write.
func (s *Service) batch(a Actor, r store.Record, w *write, at time.Time) store.Batch {
	b := store.Batch{Authority: a.Authority}
	add := func(before, after store.Record, e store.Event, at time.Time) {
		next, e := s.chain(a, before, after, e, at)
		b.Records = append(b.Records, replacing(before.ID, before.Version, before, next))
		b.Events = append(b.Events, e)
	}
	add(r, w.record, w.event, at)
	for _, o := range w.beside {
		// The client is not named: the record may yet be removed, and nobody may
		// learn from its events who that person perhaps was.
		add(o, o, store.Event{Kind: KindLookAgain}, s.stamp(o.Updated))
	}
	if w.client != nil {
		var was store.Client
		if w.onto != nil {
			was = *w.onto
		}
		w.client.Authority, w.client.Version, w.client.Updated = a.Authority, was.Version+1, s.stamp(w.client.Updated)
		b.Clients = append(b.Clients, replacing(w.client.ID, was.Version, was, *w.client))
	}
	for _, c := range w.closes {
		e := store.Event{
			Authority: a.Authority, ID: store.EventID(s.o.NewID()), At: at, Kind: KindCaseSuperseded, System: s.system, Actor: a.ID,
			Client: w.client.ID, Case: c.Case, Code: c.Because,
		}
		e.Digest = s.digest(e)
		b.Events = append(b.Events, e)
	}
	links := s.registerBatch(a, w.links...)
	b.Clients, b.Events = append(b.Clients, links.Clients...), append(b.Events, links.Events...)
	return b
}

// replacing is the change that writes a row in the place of what was read, or of
// nothing where that is at no version.
func replacing[ID comparable, Row any](id ID, expect store.Version, was, next Row) store.Change[ID, Row] {
	c := store.Change[ID, Row]{ID: id, Expect: expect, Next: &next}
	if expect > 0 {
		c.Was = &was
	}
	return c
}

// commit writes a batch once. A caller's cancellation is heeded before it and
// not during it. When the store cannot say what came of it, the same batch is
// committed again: if that conflicts, whatever stands now stands for good, and
// the batch's own event tells whether it was this batch. A store that is busy has
// written nothing; it is asked again for a quarter of the time there is.
func (s *Service) commit(ctx context.Context, b store.Batch) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), s.o.CommitTimeout)
	defer cancel()
	var err error
	unknown := false // whether some attempt may have been written
	for n := 0; n < s.o.Tries && (n == 0 || ctx.Err() == nil); n++ {
		_ = s.pause(ctx, n)
		if n > 0 {
			observing(ctx).Retries++
		}
		err = s.store.Commit(ctx, b)
		switch {
		case err == nil:
			return nil
		case errors.Is(err, store.ErrBusy):
			if !unknown && (s.waited(ctx) || n+1 == s.o.Tries) {
				return &Error{Kind: ErrBusy, cause: err}
			}
		case errors.Is(err, store.ErrConflict) && unknown:
			landed, readErr := s.landed(ctx, b)
			if landed {
				return nil
			}
			if readErr == nil {
				observing(ctx).Conflicts++
				return err
			}
			err = readErr
		case errors.Is(err, store.ErrConflict):
			observing(ctx).Conflicts++
			return err
		case errors.Is(err, store.ErrInvalid) && !unknown, errors.Is(err, store.ErrRestart):
			return err
		case errors.Is(err, store.ErrClosed):
			return failed(ErrUnknown, err)
		default:
			unknown = true
		}
	}
	return failed(ErrUnknown, err)
}

// waited reports whether a quarter of the time there is for a write is over.
func (s *Service) waited(ctx context.Context) bool {
	until, _ := ctx.Deadline()
	return time.Until(until) <= s.o.CommitTimeout-s.o.CommitTimeout/4
}

// landed reports whether the batch was written after all.
func (s *Service) landed(ctx context.Context, b store.Batch) (bool, error) {
	if len(b.Events) == 0 {
		return false, nil // of the register: it is put again, to the same effect
	}
	want := b.Events[0]
	q := store.EventQuery{Authority: b.Authority, Record: want.Record, Client: want.Client, Limit: 16,
		After: store.EventCursor{At: want.At.Add(-time.Microsecond)}}
	es, err := s.store.Events(ctx, q)
	for _, e := range es {
		if e.ID == want.ID {
			return true, nil
		}
	}
	return false, err
}

// pause waits before try n, unless it is the first.
func (s *Service) pause(ctx context.Context, n int) error {
	if n == 0 {
		return ctx.Err()
	}
	return sleep(ctx, s.o.Backoff(n))
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
