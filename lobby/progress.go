package lobby

import (
	"context"
	"time"

	"github.com/caselobby/caselobby/store"
)

// JoinWaitingList puts the person on the waiting list of a service, which the host names
// as it likes. No client and no case come of it: the place is carried into the case at
// the decision. A record has one place; another service takes the place of the one
// before. It is for a provider user who has [MayJoinWaitingList], and for the officer who
// holds the record. Refused with ErrNotFound, ErrNotHeld, ErrDecided, ErrRemoved or
// ErrUnreadable.
//
// The event does not name the service; [Service.Record] does, while the place is held.
func (s *Service) JoinWaitingList(ctx context.Context, a Actor, id store.RecordID, service string) error {
	return s.begin(ctx, operation{a: a, act: ActJoinWaitingList, record: id}, service, func(r *store.Record, at time.Time) (string, error) {
		if r.WaitingList != nil && r.WaitingList.Service == service {
			return "", nil
		}
		r.WaitingList = &store.WaitingListPlace{Service: service, At: at, By: a.ID}
		return KindWaitingListJoined, nil
	})
}

// StartSupport records that support by a service has started. No client and no case come
// of it: it is carried into the case at the decision. It starts once. It is for a
// provider user who has [MayStartSupport], and for the officer who holds the record.
// Refused with ErrSupportStarted if it has by another service, and with ErrNotFound,
// ErrNotHeld, ErrDecided, ErrRemoved or ErrUnreadable.
func (s *Service) StartSupport(ctx context.Context, a Actor, id store.RecordID, service string) error {
	return s.begin(ctx, operation{a: a, act: ActStartSupport, record: id}, service, func(r *store.Record, at time.Time) (string, error) {
		switch {
		case r.Support == nil:
			r.Support = &store.SupportStart{Service: service, At: at, By: a.ID}
			return KindSupportStarted, nil
		case r.Support.Service == service:
			return "", nil
		}
		return "", &Error{Kind: ErrSupportStarted}
	})
}

// LeaveWaitingList gives up the place on the waiting list, for whoever may take one
// ([Service.JoinWaitingList]). Without a place it is a success that changes nothing. Once
// decided, the place is the case's, and [Service.PutCase] clears it. Refused with
// ErrNotFound, ErrNotHeld, ErrDecided, ErrRemoved or ErrUnreadable.
func (s *Service) LeaveWaitingList(ctx context.Context, a Actor, id store.RecordID) error {
	return s.edit(ctx, operation{a: a, act: ActLeaveWaitingList, record: id}, func(r *store.Record, _ time.Time) (string, error) {
		if r.WaitingList == nil {
			return "", nil
		}
		r.WaitingList = nil
		return KindWaitingListLeft, nil
	})
}

// UndoSupport takes back that support has started, which was a mistake. It is for a
// provider user who has [MayStartSupport], and among those who hold the record for a lead
// and for the officer who started it: nobody else makes removable what somebody supports.
// Without support it is a success that changes nothing. Refused
// with ErrNotFound, ErrNotHeld, ErrDecided, ErrRemoved or ErrUnreadable.
func (s *Service) UndoSupport(ctx context.Context, a Actor, id store.RecordID) error {
	return s.edit(ctx, operation{a: a, act: ActUndoSupport, record: id}, func(r *store.Record, _ time.Time) (string, error) {
		if r.Support == nil {
			return "", nil
		}
		r.Support = nil
		return KindSupportUndone, nil
	})
}

// begin marks an undecided record with a service.
func (s *Service) begin(ctx context.Context, o operation, service string, change func(*store.Record, time.Time) (kind string, err error)) error {
	return s.edit(ctx, o, change, checkID("service", service))
}

// edit changes an undecided record, or finds it changed, if what was given is right.
func (s *Service) edit(ctx context.Context, o operation, change func(*store.Record, time.Time) (kind string, err error), wrong ...error) error {
	return s.operate(ctx, o, func(ctx context.Context, o *operation) error {
		if err := first(wrong...); err != nil {
			return err
		}
		_, err := s.change(ctx, o, func(ctx context.Context, r store.Record, at time.Time) (*write, error) {
			if err := s.live(ctx, o.a, r); err != nil {
				return nil, err
			}
			kind, err := change(&r, at)
			if kind == "" || err != nil {
				return nil, err
			}
			return &write{record: r, event: store.Event{Kind: kind}}, checkRecord(r)
		})
		return err
	})
}
