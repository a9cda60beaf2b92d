package lobby

import (
	"context"
	"time"

	"github.com/caselobby/caselobby/store"
)

// JoinWaitingList puts the person on the waiting list of a service. No client
// and no case come of it: the place is carried into the case at the decision.
// A record has one place; another service takes the place of the one before. A
// provider user needs [MayJoinWaitingList], and an officer holds the record.
func (s *Service) JoinWaitingList(ctx context.Context, a Actor, id store.RecordID, service string) error {
	ctx = s.watched(ctx)
	err := s.begin(ctx, a, ActJoinWaitingList, id, service, func(r *store.Record, at time.Time) (string, error) {
		if r.WaitingList != nil && r.WaitingList.Service == service {
			return "", nil
		}
		r.WaitingList = &store.WaitingListPlace{Service: service, At: at, By: a.ID}
		return KindWaitingListJoined, nil
	})
	return s.done(ctx, a, ActJoinWaitingList, id, err)
}

// StartSupport records that support by a service has started. No client and no
// case come of it: it is carried into the case at the decision. It starts once.
// A provider user needs [MayStartSupport], and an officer holds the record.
func (s *Service) StartSupport(ctx context.Context, a Actor, id store.RecordID, service string) error {
	ctx = s.watched(ctx)
	err := s.begin(ctx, a, ActStartSupport, id, service, func(r *store.Record, at time.Time) (string, error) {
		switch {
		case r.Support == nil:
			r.Support = &store.SupportStart{Service: service, At: at, By: a.ID}
			return KindSupportStarted, nil
		case r.Support.Service == service:
			return "", nil
		}
		return "", &Error{Kind: ErrSupportStarted}
	})
	return s.done(ctx, a, ActStartSupport, id, err)
}

// LeaveWaitingList gives up the place on the waiting list. Without a place it is a
// success that changes nothing.
func (s *Service) LeaveWaitingList(ctx context.Context, a Actor, id store.RecordID) error {
	ctx = s.watched(ctx)
	err := s.edit(ctx, a, ActLeaveWaitingList, id, func(r *store.Record, _ time.Time) (string, error) {
		if r.WaitingList == nil {
			return "", nil
		}
		r.WaitingList = nil
		return KindWaitingListLeft, nil
	})
	return s.done(ctx, a, ActLeaveWaitingList, id, err)
}

// UndoSupport takes back that support has started, which was a mistake. It is for
// the provider, for a lead, and for the officer who started it: nobody else makes
// removable what somebody supports. Without support it is a success that changes
// nothing.
func (s *Service) UndoSupport(ctx context.Context, a Actor, id store.RecordID) error {
	ctx = s.watched(ctx)
	err := s.edit(ctx, a, ActUndoSupport, id, func(r *store.Record, _ time.Time) (string, error) {
		if r.Support == nil {
			return "", nil
		}
		r.Support = nil
		return KindSupportUndone, nil
	})
	return s.done(ctx, a, ActUndoSupport, id, err)
}

// begin marks an undecided record with a service.
func (s *Service) begin(ctx context.Context, a Actor, act Action, id store.RecordID, service string,
	change func(*store.Record, time.Time) (kind string, err error)) error {
	if err := checkID("service", service); err != nil {
		return first(s.enter(ctx, a, act), err)
	}
	return s.edit(ctx, a, act, id, change)
}

// edit changes an undecided record, or finds it changed.
func (s *Service) edit(ctx context.Context, a Actor, act Action, id store.RecordID, change func(*store.Record, time.Time) (kind string, err error)) error {
	if err := s.enter(ctx, a, act); err != nil {
		return err
	}
	_, err := s.change(ctx, a, act, id, func(ctx context.Context, r store.Record, at time.Time) (*write, error) {
		if err := s.live(ctx, a, r); err != nil {
			return nil, err
		}
		kind, err := change(&r, at)
		if kind == "" || err != nil {
			return nil, err
		}
		return &write{record: r, event: store.Event{Kind: kind}}, checkRecord(r)
	})
	return err
}
