package lobby

import (
	"context"
	"time"

	"github.com/caselobby/caselobby/store"
)

// JoinWaitingList puts the person on the waiting list of a service. No client
// and no case come of it: the place is carried into the case at the decision.
// A record has one place; another service takes the place of the one before.
func (s *Service) JoinWaitingList(ctx context.Context, a Actor, id store.RecordID, service string) error {
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
func (s *Service) StartSupport(ctx context.Context, a Actor, id store.RecordID, service string) error {
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

// begin marks an undecided record, or finds the mark there.
func (s *Service) begin(ctx context.Context, a Actor, act Action, id store.RecordID, service string,
	mark func(*store.Record, time.Time) (kind string, err error)) error {
	if err := first(s.enter(ctx, a, act), checkID("service", service)); err != nil {
		return err
	}
	_, err := s.change(ctx, a, act, id, func(ctx context.Context, r store.Record, at time.Time) (*write, error) {
		if err := s.live(ctx, a, r); err != nil {
			return nil, err
		}
		kind, err := mark(&r, at)
		if kind == "" || err != nil {
			return nil, err
		}
		return &write{record: r, event: store.Event{Kind: kind}}, checkRecord(r)
	})
	return err
}
