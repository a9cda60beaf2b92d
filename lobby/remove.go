package lobby

import (
	"context"
	"strings"
	"time"

	"github.com/caselobby/caselobby/store"
)

// Removal is a request to remove a record for good.
type Removal struct {
	Reason   string // one of Options.RemovalReasons
	Confirm  string // what the officer typed: the record's id, or its [Short] form
	Token    Token
	Override bool // a lead removes although support has started
}

// Remove is "Remove lobby case". A tombstone is left: the record's id, the time, who
// removed it and the reason. The sender's key never brings the record back. It takes the
// right [MayRemove]. Refused with ErrNotConfirmed, with ErrSupportStarted unless a lead
// overrides that, with ErrStale if what is destroyed has changed since the review, and
// with ErrNotFound, ErrNotHeld, ErrDecided, ErrRemoved or ErrUnreadable.
func (s *Service) Remove(ctx context.Context, a Actor, id store.RecordID, v Removal) (Decided, error) {
	act := ActRemove
	if v.Override {
		act = ActOverride
	}
	return operate(ctx, s, operation{a: a, act: act, as: ActRemove, record: id}, func(ctx context.Context, o *operation) (Decided, error) {
		return s.remove(ctx, o, v)
	})
}

func (s *Service) remove(ctx context.Context, o *operation, v Removal) (Decided, error) {
	a := o.a
	if err := first(checkCode("reason", v.Reason, s.o.RemovalReasons), confirmed(o.record, v.Confirm)); err != nil {
		return Decided{}, err
	}
	r, err := s.change(ctx, o, func(ctx context.Context, r store.Record, at time.Time) (*write, error) {
		if r.State == store.StateRemoved && r.Decision.By == a.ID && r.Decision.Reason == v.Reason {
			return nil, nil // a tombstone keeps no operation key: this is the same request for all it can tell
		}
		if err := first(s.live(ctx, a, r), holds(a, r)); err != nil {
			return nil, err
		}
		t, err := s.unseal(v.Token, a, r)
		if err != nil {
			return nil, err
		}
		if !same(t.Destroys, s.destroyMark(&t, r)) {
			return nil, stale(Changed{What: ChangedEffect})
		}
		d := store.Decision{Kind: store.StateRemoved, By: a.ID, At: at, Reason: v.Reason}
		return &write{record: store.Record{State: store.StateRemoved, Decision: &d}, event: store.Event{Kind: KindRemoved, Code: v.Reason}}, nil
	})
	if err != nil {
		return Decided{}, err
	}
	return decided(r), nil
}

// confirmed refuses a confirmation that does not name the record.
func confirmed(id store.RecordID, typed string) error {
	typed = strings.TrimSpace(typed)
	if typed != string(id) && !strings.EqualFold(typed, Short(id)) {
		return &Error{Kind: ErrNotConfirmed}
	}
	return nil
}
