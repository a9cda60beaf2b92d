package lobby

import (
	"context"
	"slices"
	"time"

	"github.com/caselobby/caselobby/store"
)

// JoinWaitingList puts the person on the waiting list of a service: one of
// Options.Services or, where there are none, one that the host names as it likes. No
// client and no case come of it: the place is carried into the case at the decision. A
// record has one place; another service takes the place of the one before. It is for a
// provider user who has [MayJoinWaitingList], and for the officer who holds the record.
// Refused with ErrNotFound, ErrNotHeld, ErrDecided, ErrRemoved or ErrUnreadable.
//
// The event names a service of Options.Services, and no other; [Service.Record] names
// any, while the place is held.
func (s *Service) JoinWaitingList(ctx context.Context, a Actor, id store.RecordID, service string) error {
	return s.editService(ctx, operation{a: a, act: ActJoinWaitingList, record: id}, service, func(r *store.Record, at time.Time) (happened, error) {
		if r.WaitingList != nil && r.WaitingList.Service == service {
			return happened{}, nil
		}
		r.WaitingList = &store.WaitingListPlace{Service: service, At: at, By: a.ID}
		return happened{KindWaitingListJoined, service}, nil
	})
}

// StartSupport records that support by a service has started; services are those of
// [Service.JoinWaitingList]. No client and no case come of it: it is carried into the
// case at the decision. It starts once. It is for a provider user who has
// [MayStartSupport], and for the officer who holds the record. Refused with
// ErrSupportStarted if it has by another service, and with ErrNotFound, ErrNotHeld,
// ErrDecided, ErrRemoved or ErrUnreadable.
func (s *Service) StartSupport(ctx context.Context, a Actor, id store.RecordID, service string) error {
	return s.editService(ctx, operation{a: a, act: ActStartSupport, record: id}, service, func(r *store.Record, at time.Time) (happened, error) {
		switch {
		case r.Support == nil:
			r.Support = &store.SupportStart{Service: service, At: at, By: a.ID}
			return happened{KindSupportStarted, service}, nil
		case r.Support.Service == service:
			return happened{}, nil
		}
		return happened{}, &Error{Kind: ErrSupportStarted}
	})
}

// LeaveWaitingList gives up the place on the waiting list, for whoever may take one
// ([Service.JoinWaitingList]). Without a place it is a success that changes nothing. Once
// decided, the place is the case's, and [Service.PutCase] clears it. Refused with
// ErrNotFound, ErrNotHeld, ErrDecided, ErrRemoved or ErrUnreadable.
func (s *Service) LeaveWaitingList(ctx context.Context, a Actor, id store.RecordID) error {
	return s.edit(ctx, operation{a: a, act: ActLeaveWaitingList, record: id}, func(r *store.Record, _ time.Time) (happened, error) {
		if r.WaitingList == nil {
			return happened{}, nil
		}
		left := r.WaitingList.Service
		r.WaitingList = nil
		return happened{KindWaitingListLeft, left}, nil
	})
}

// UndoSupport takes back that support has started, which was a mistake. It is for a
// provider user who has [MayStartSupport], and among those who hold the record for a lead
// and for the officer who started it: nobody else makes removable what somebody supports.
// Who started it is known by Actor.ID alone: an officer and a provider's user need ids
// that differ. Without support it is a success that changes nothing. Refused with
// ErrNotFound, ErrNotHeld, ErrDecided, ErrRemoved or ErrUnreadable.
func (s *Service) UndoSupport(ctx context.Context, a Actor, id store.RecordID) error {
	return s.edit(ctx, operation{a: a, act: ActUndoSupport, record: id}, func(r *store.Record, _ time.Time) (happened, error) {
		if r.Support == nil {
			return happened{}, nil
		}
		undone := r.Support.Service
		r.Support = nil
		return happened{KindSupportUndone, undone}, nil
	})
}

// happened is what came of a change, if anything: the kind of its event, and the service.
type happened struct{ kind, service string }

// step is a change of an undecided record.
type step func(*store.Record, time.Time) (happened, error)

// editService marks an undecided record with a service.
func (s *Service) editService(ctx context.Context, o operation, service string, change step) error {
	wrong := checkID("service", service)
	if wrong == nil && s.o.Services != nil {
		wrong = checkCode("service", service, s.o.Services)
	}
	return s.edit(ctx, o, change, wrong)
}

// edit changes an undecided record, unless something is wrong with what was given. To
// change what is so already is a success.
func (s *Service) edit(ctx context.Context, o operation, change step, wrong ...error) error {
	return s.operate(ctx, o, func(ctx context.Context, o *operation) error {
		if err := first(wrong...); err != nil {
			return err
		}
		_, err := s.changeLive(ctx, o, func(_ context.Context, r store.Record, at time.Time) (*write, error) {
			h, err := change(&r, at)
			if h.kind == "" || err != nil {
				return nil, err
			}
			return &write{record: r, event: store.Event{Kind: h.kind, Code: s.serviceCode(h.service)}}, checkRecord(r)
		})
		return err
	})
}

// namesService reports whether the code of events of a kind is a service.
func namesService(kind string) bool {
	return slices.Contains([]string{KindWaitingListJoined, KindWaitingListLeft, KindSupportStarted, KindSupportUndone}, kind)
}

// serviceCode is how an event names a service. The event outlives the record, so what is
// no code of the host's is left out.
func (s *Service) serviceCode(service string) string {
	if slices.Contains(s.o.Services, service) {
		return service
	}
	return ""
}
