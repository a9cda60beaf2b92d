package lobby

import (
	"context"
	"errors"
	"time"

	"github.com/caselobby/caselobby/store"
)

// Claim is "Assign lobby case": the officer becomes the one who holds the
// record, and no other officer works on it. Refused with ErrClaimed, which says who
// holds it and since when, and with ErrNotFound, ErrDecided, ErrRemoved or
// ErrUnreadable. With Options.Lease a claim that is older is taken over, and the holder
// renews it by claiming again.
func (s *Service) Claim(ctx context.Context, a Actor, id store.RecordID) (store.Record, error) {
	return operate(ctx, s, operation{a: a, act: ActClaim, record: id}, s.claim)
}

func (s *Service) claim(ctx context.Context, o *operation) (store.Record, error) {
	a, see := o.a, s.sight(o.a)
	r, err := s.changeLive(ctx, o, func(ctx context.Context, r store.Record, at time.Time) (*write, error) {
		if _, err := see.record(ctx, r); err != nil { // once the claim is written it is too late to refuse it
			return nil, err
		}
		switch {
		case r.Claim == nil:
			return &write{record: held(r, a.ID, at), event: store.Event{Kind: KindClaimed}}, nil
		case r.Claim.Officer == a.ID:
			return s.renewed(r, at), nil
		case s.lapsed(*r.Claim, at):
			return &write{record: held(r, a.ID, at), event: store.Event{Kind: KindTakenOver, Code: string(r.Claim.Officer)}}, nil
		}
		return nil, &Error{Kind: ErrClaimed, Holder: r.Claim.Officer, Since: r.Claim.Since}
	})
	if err != nil {
		return store.Record{}, err
	}
	return see.record(ctx, r)
}

// lapsed reports whether a claim is older than the lease, so that another officer
// may take it.
func (s *Service) lapsed(c store.Claim, at time.Time) bool {
	return s.o.Lease > 0 && at.Sub(c.Since) >= s.o.Lease
}

// renewed is the record with a new lease for its holder once half of the old one is
// over, so that a click too many writes nothing. The fence stays: reviews hold.
func (s *Service) renewed(r store.Record, at time.Time) *write {
	if s.o.Lease <= 0 || at.Sub(r.Claim.Since) < s.o.Lease/2 {
		return nil
	}
	r.Claim = &store.Claim{Officer: r.Claim.Officer, Since: at}
	return &write{record: r, event: store.Event{Kind: KindClaimed, Code: "renewed"}}
}

// held is the record claimed by an officer, with a new fence: a review under the one
// before cannot decide.
func held(r store.Record, by store.ActorID, at time.Time) store.Record {
	r.State, r.Claim, r.Fence = store.StateClaimed, &store.Claim{Officer: by, Since: at}, r.Fence+1
	if r.Claimed.IsZero() {
		r.Claimed = at
	}
	return r
}

// released is the record back in the queue.
func released(r store.Record) *write {
	r.State, r.Claim = store.StateWaiting, nil
	return &write{record: r, event: store.Event{Kind: KindReleased}}
}

// holds refuses whoever does not hold the record.
func holds(a Actor, r store.Record) error {
	switch {
	case r.Claim == nil:
		return &Error{Kind: ErrNotHeld, Code: "unclaimed"}
	case r.Claim.Officer != a.ID:
		return &Error{Kind: ErrNotHeld, Holder: r.Claim.Officer, Since: r.Claim.Since}
	}
	return nil
}

// Release puts a held record back. Only its holder may; what nobody holds is back
// already. Refused with ErrNotFound, ErrNotHeld, ErrDecided, ErrRemoved or
// ErrUnreadable.
func (s *Service) Release(ctx context.Context, a Actor, id store.RecordID) error {
	return s.operate(ctx, operation{a: a, act: ActRelease, record: id}, s.release)
}

func (s *Service) release(ctx context.Context, o *operation) error {
	_, err := s.changeLive(ctx, o, func(_ context.Context, r store.Record, _ time.Time) (*write, error) {
		if r.Claim == nil {
			return nil, nil
		}
		if err := holds(o.a, r); err != nil {
			return nil, err
		}
		return released(r), nil
	})
	return err
}

// ReleaseAll puts back everything that an officer holds, and says how many records that
// were. To do so for another officer takes a lead. What fails is joined into the error,
// and the rest goes on. A record is refused with ErrUnreadable. One that the policy keeps
// from the actor stays held, and only the log says so.
func (s *Service) ReleaseAll(ctx context.Context, a Actor, officer store.ActorID) (int, error) {
	ctx = s.watched(ctx)
	act := ActReassign
	if officer == a.ID {
		act = ActRelease
	}
	all := operation{a: a, act: act}
	defer s.unlessEnded(ctx, &all)
	if err := first(s.enter(ctx, a, act), checkID("officer", string(officer))); err != nil {
		all.over = true
		return 0, s.ended(ctx, all, err)
	}
	n, failed := 0, []error(nil)
	q := store.Query{Authority: a.Authority, System: s.system, States: []store.State{store.StateClaimed}, Holder: officer}
	for r, err := range s.scan(ctx, a, q) {
		o := operation{a: a, act: act, record: r.ID}
		if err == nil {
			var done bool
			done, err = s.releaseOf(ctx, &o, officer)
			if done {
				n++
			}
		}
		if err == nil {
			continue
		}
		if err = s.ended(ctx, o, err); !isNotFound(err) { // it is there, and does not exist for the actor
			failed = append(failed, err)
		}
	}
	all.over = true
	s.observe(ctx, a, act, nil) // unless a record has failed
	return n, errors.Join(failed...)
}

// releaseOf puts one record back if the officer still holds it.
func (s *Service) releaseOf(ctx context.Context, o *operation, officer store.ActorID) (done bool, err error) {
	_, err = s.change(ctx, o, func(_ context.Context, r store.Record, _ time.Time) (*write, error) {
		if done = r.State == store.StateClaimed && r.Claim.Officer == officer; !done { // decided meanwhile, it names its holder still
			return nil, nil
		}
		return released(r), nil
	})
	return done && err == nil, err
}

// Reassign gives the record to another officer, or to the lead who asks: a takeover.
// Whoever held it before cannot decide it any more; to the one who holds it already it
// renews the lease, as claiming does. Where there is Options.Officer, it refuses a name
// that nobody has. Refused with ErrNotFound, ErrDecided, ErrRemoved or
// ErrUnreadable.
func (s *Service) Reassign(ctx context.Context, a Actor, id store.RecordID, to store.ActorID) error {
	return s.operate(ctx, operation{a: a, act: ActReassign, record: id}, func(ctx context.Context, o *operation) error {
		return s.reassign(ctx, o, to)
	})
}

func (s *Service) reassign(ctx context.Context, o *operation, to store.ActorID) error {
	a := o.a
	if err := checkID("officer", string(to)); err != nil {
		return err
	}
	if err := s.checkOfficer(ctx, a, to); err != nil {
		return err
	}
	_, err := s.changeLive(ctx, o, func(_ context.Context, r store.Record, at time.Time) (*write, error) {
		w := &write{record: held(r, to, at)}
		if r.Claim != nil && r.Claim.Officer == to {
			if w = s.renewed(r, at); w == nil {
				return nil, nil
			}
		}
		w.event = store.Event{Kind: KindReassigned, Code: string(to)} // also where it renews: its holder claimed nothing
		return w, nil
	})
	return err
}

// checkOfficer refuses an id that is no officer's to Options.Officer, which is not asked
// about the actor.
func (s *Service) checkOfficer(ctx context.Context, a Actor, officer store.ActorID) error {
	if officer == a.ID || s.o.Officer == nil {
		return nil
	}
	ok, err := s.o.Officer(ctx, a.Authority, officer)
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case err != nil:
		return &Error{Kind: ErrStore, Field: "officer", cause: err}
	case !ok:
		return invalid("officer", "unknown")
	}
	return nil
}
