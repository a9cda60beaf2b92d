package lobby

import (
	"bytes"
	"context"
	"time"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// Amendment is a correction by whoever sent the record. What is empty or nil
// leaves what is there. Text is read as [Service.Receive] reads it.
type Amendment struct {
	Person    matching.Person
	Household []store.Member
	Details   []byte
}

// Amend replaces what is known of the person while the record is undecided. A
// change of the person voids every review of the record; household and details
// do not.
func (s *Service) Amend(ctx context.Context, a Actor, id store.RecordID, v Amendment) error {
	return s.done(ctx, a, ActAmend, id, s.amend(ctx, a, id, v))
}

func (s *Service) amend(ctx context.Context, a Actor, id store.RecordID, v Amendment) error {
	var in reader
	v.Person, v.Household = in.person("", v.Person), in.household(v.Household)
	err := first(s.enter(ctx, a, ActAmend), checkPerson("", v.Person), checkHousehold(v.Household), checkDetails(v.Details))
	if err != nil {
		return err
	}
	_, err = s.change(ctx, a, ActAmend, id, func(ctx context.Context, r store.Record, _ time.Time) (*write, error) {
		if err := s.live(ctx, a, r); err != nil {
			return nil, err
		}
		next, code := r, "details"
		if v.Household != nil {
			next.Household = v.Household
		}
		if v.Details != nil {
			next.Details = v.Details
		}
		if amended := identity(v.Person); !bytes.Equal(amended, identity(matching.Person{})) && !bytes.Equal(amended, identity(r.Person)) {
			next.Person, next.Identity, code = v.Person, r.Identity+1, "identity"
			s.indexRecord(&next)
		} else if v.Household == nil && v.Details == nil {
			return nil, nil
		}
		return &write{record: next, event: store.Event{Kind: KindAmended, Code: code}}, checkRecord(next)
	})
	return err
}

// Withdraw marks a record that its sender takes back. The reason is one of
// Options.WithdrawalReasons. After the decision the mark tells the host, and
// changes nothing of the outcome. Withdrawn twice is withdrawn once.
func (s *Service) Withdraw(ctx context.Context, a Actor, id store.RecordID, reason string) error {
	return s.done(ctx, a, ActWithdraw, id, s.withdraw(ctx, a, id, reason))
}

func (s *Service) withdraw(ctx context.Context, a Actor, id store.RecordID, reason string) error {
	if err := first(s.enter(ctx, a, ActWithdraw), checkCode("reason", reason, s.o.WithdrawalReasons)); err != nil {
		return err
	}
	_, err := s.change(ctx, a, ActWithdraw, id, func(_ context.Context, r store.Record, at time.Time) (*write, error) {
		switch {
		case r.State == store.StateRemoved:
			return nil, &Error{Kind: ErrRemoved}
		case r.Withdrawn != nil:
			return nil, nil
		}
		next := r
		next.Withdrawn = &store.Withdrawal{At: at, By: a.ID, Reason: reason}
		return &write{record: next, event: store.Event{Kind: KindWithdrawn, Code: reason}}, nil
	})
	return err
}

// Outcome is what a sender may know of its own record: never whom it was
// matched with, nor whether that person was known.
type Outcome struct {
	Record store.RecordID
	Key    string // the sender's own reference
	Status OutcomeStatus
	At     time.Time // of the decision or withdrawal; zero while pending
}

// OutcomeStatus is an outcome in the sender's words.
type OutcomeStatus string

// The outcomes.
const (
	OutcomePending     OutcomeStatus = "pending"
	OutcomeAccepted    OutcomeStatus = "accepted"
	OutcomeNotAccepted OutcomeStatus = "not accepted"
	OutcomeWithdrawn   OutcomeStatus = "withdrawn"
)

// Outcome tells a sender what became of its own record, and nothing else. Of a
// removed record nothing is left but that it was not accepted.
func (s *Service) Outcome(ctx context.Context, a Actor, id store.RecordID) (Outcome, error) {
	o, err := s.outcome(ctx, a, id)
	return o, s.read(ctx, a, ActOutcome, id, err)
}

func (s *Service) outcome(ctx context.Context, a Actor, id store.RecordID) (Outcome, error) {
	if err := s.enter(ctx, a, ActOutcome); err != nil {
		return Outcome{}, err
	}
	r, err := s.load(ctx, a, ActOutcome, id)
	if err != nil {
		return Outcome{}, err
	}
	o := Outcome{Record: id, Key: r.SenderKey, Status: OutcomePending}
	switch {
	case r.State == store.StateRemoved:
		o.Status, o.At = OutcomeNotAccepted, r.Decision.At
	case r.State.Decided():
		o.Status, o.At = OutcomeAccepted, r.Decision.At
	case r.Withdrawn != nil:
		o.Status, o.At = OutcomeWithdrawn, r.Withdrawn.At
	}
	return o, nil
}
