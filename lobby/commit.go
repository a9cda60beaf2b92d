package lobby

import (
	"context"
	"errors"
	"time"

	"github.com/caselobby/caselobby/store"
)

// transition computes a write from a record as it was just read and the time
// to stamp. It may run several times. A nil write is a success that changes nothing.
type transition func(ctx context.Context, r store.Record, at time.Time) (*write, error)

// change does an operation to its record, if the actor may do it to that, and returns
// the record as it is now.
func (s *Service) change(ctx context.Context, o *operation, apply transition) (store.Record, error) {
	return s.rewrite(ctx, o.a, func(ctx context.Context) (store.Record, error) { return s.loadFor(ctx, o) }, apply)
}

// changeLive does it to a record that is undecided, and refuses any other.
func (s *Service) changeLive(ctx context.Context, o *operation, apply transition) (store.Record, error) {
	return s.change(ctx, o, func(ctx context.Context, r store.Record, at time.Time) (*write, error) {
		if err := s.live(ctx, o.a, r); err != nil {
			return nil, err
		}
		return apply(ctx, r, at)
	})
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
		b := s.recordBatch(a, r, w, at)
		now = *b.Records[0].Next
		return s.commit(ctx, b)
	})
	if err != nil {
		return store.Record{}, err
	}
	return now, nil
}

// rewriteOf does the same to the record of an id, whatever the actor may do to it.
func (s *Service) rewriteOf(ctx context.Context, a Actor, id store.RecordID, apply transition) error {
	_, err := s.rewrite(ctx, a, func(ctx context.Context) (store.Record, error) { return s.recordOf(ctx, a, id) }, apply)
	return err
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
func (s *Service) admitted(a Actor, act Action, id store.RecordID, rows store.Rows) (store.Record, error) {
	r, found := rows.Record(id)
	switch {
	case len(rows.Unreadable.Records) > 0:
		return store.Record{}, &Error{Kind: ErrUnreadable, Record: id}
	case !found || r.System != s.system:
		return store.Record{}, &Error{Kind: ErrNotFound}
	case r.State == store.StateRemoved: // nobody can say whose it was
		return r, nil
	}
	return r, s.permit(a, act, &r)
}

// commit writes a batch once, unless there is nothing in it. A caller's cancellation is
// heeded before it and not during it. When the store cannot say what came of it, the same batch is
// committed again: if that conflicts, whatever stands now stands for good, and
// the batch's own event tells whether it was this batch. A store that is busy has
// written nothing; it is asked again for a quarter of the time there is.
func (s *Service) commit(ctx context.Context, b store.Batch) error {
	if err := ctx.Err(); err != nil || b.Len() == 0 {
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
			if !unknown && s.waited(ctx) {
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
	if !unknown { // busy to the end, whether of the tries or, where the process stood still, of the time
		return &Error{Kind: ErrBusy, cause: err}
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
		return false, nil // it tells of nothing: the caller reads again, and writes to the same effect
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
