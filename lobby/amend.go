package lobby

import (
	"bytes"
	"context"
	"slices"
	"time"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// Amendment is a correction by whoever sent the record, or by the officer who holds
// it. What is empty keeps what is there, field by field: of the person, of a list,
// of a household. What is to go is named in Clear. Text is read as
// [Service.Receive] reads it, and the log tells of what was not UTF-8.
type Amendment struct {
	Person    matching.Person // a list that is given replaces the list
	Household []store.Member  // given, it replaces all members
	Details   []byte          // given, they replace all details
	// Due is when the case is due from now on. The officer who holds it says so, and no
	// sender.
	Due time.Time
	// Clear names what is to go: a field of the person as matching.Person.Fields
	// names it ("born", "phones"), "household", "details" or "due". What is given as well
	// stands in its place.
	Clear []string
}

// The names in Clear of what is not a field of a person.
const (
	clearHousehold = "household"
	clearDetails   = "details"
	clearDue       = "due"
	clearTasks     = "tasks"
	clearWaitlist  = "waiting-list"
	clearSupport   = "support"
	clearClosed    = "closed"
	clearPerson    = "person"
	clearReference = "reference"
)

// Amend corrects what is known of a case, field by field, while it is undecided. A
// change of the person voids every review of the record; household and details do not.
// An amendment that changes nothing is a success that writes nothing. Refused with
// ErrInvalid if it would leave nothing at all, and with ErrNotFound, ErrNotHeld,
// ErrDecided, ErrRemoved or ErrUnreadable.
func (s *Service) Amend(ctx context.Context, a Actor, id store.RecordID, v Amendment) error {
	return s.operate(ctx, operation{a: a, act: ActAmend, record: id}, func(ctx context.Context, o *operation) error {
		return s.amend(ctx, o, v)
	})
}

func (s *Service) amend(ctx context.Context, o *operation, v Amendment) error {
	a := o.a
	var in reader
	v.Person, v.Household = in.person("", v.Person), in.household(v.Household)
	o.repaired = in.repaired
	err := first(checkPerson("", v.Person), checkHousehold(v.Household), checkDetails(v.Details), checkTime("due", v.Due), checkDue(a, v), checkClear(v.Clear, amendable()))
	if err != nil {
		return err
	}
	see := s.sight(a)
	_, err = s.changeLive(ctx, o, func(ctx context.Context, r store.Record, _ time.Time) (*write, error) {
		seen, err := see.household(ctx, r.Household, false)
		if err != nil {
			return nil, err
		}
		v := v
		if v.Household, err = relinked(r.Household, seen, v.Household); err != nil {
			return nil, err
		}
		next := amended(r, v)
		code := "details"
		switch {
		case !bytes.Equal(saidOf(&r), saidOf(&next)):
		case next.Due.Equal(r.Due):
			return nil, nil
		default:
			code = "due"
		}
		if !bytes.Equal(identity(r.Person), identity(next.Person)) {
			next.Identity, code = r.Identity+1, "identity"
		}
		if nothingIn(next) {
			return nil, invalid("clear", "nothing-left")
		}
		s.indexRecord(&next)
		return &write{record: next, event: store.Event{Kind: KindAmended, Code: code}}, checkRecord(next)
	})
	return err
}

// amended is a record with an amendment. It replaces texts and lists whole, so that what
// was read stays as it was.
func amended(r store.Record, v Amendment) store.Record {
	given := v.Person.Fields()
	for i, f := range r.Person.Fields() {
		to := given[i]
		if blank(to.Values()...) {
			if !slices.Contains(v.Clear, f.Name) {
				continue
			}
			to = matching.Field{Text: new(string), List: new([]string)}
		}
		if f.List != nil {
			*f.List = *to.List
		} else {
			*f.Text = *to.Text
		}
	}
	r.Household = kept(r.Household, said(v.Household), slices.Contains(v.Clear, clearHousehold))
	r.Details = kept(r.Details, v.Details, slices.Contains(v.Clear, clearDetails))
	if !v.Due.IsZero() || slices.Contains(v.Clear, clearDue) {
		r.Due = store.Instant(v.Due)
	}
	return r
}

// checkDue refuses a sender who says when its own case is due.
func checkDue(a Actor, v Amendment) error {
	if officer := a.Role == Officer || a.Role == Lead; !officer && (!v.Due.IsZero() || slices.Contains(v.Clear, clearDue)) {
		return invalid("due", "not-the-senders")
	}
	return nil
}

// kept is what was there, unless something is given or it is to be cleared.
func kept[V any](was, given []V, clear bool) []V {
	if clear || len(given) > 0 {
		return given
	}
	return was
}

// said are the members of a household, or none where nothing is said of any of them: an
// empty line of a form is nobody who takes the place of those who are there.
func said(ms []store.Member) []store.Member {
	if slices.ContainsFunc(ms, func(m store.Member) bool { return m.Client != "" || saysWho(m) }) {
		return ms
	}
	return nil
}

// amendable is what an amendment may clear.
func amendable() []string {
	names := []string{clearHousehold, clearDetails, clearDue}
	for _, f := range new(matching.Person).Fields() {
		names = append(names, f.Name)
	}
	return names
}

// checkClear accepts the names of what can be cleared.
func checkClear(names, known []string) error {
	for _, name := range names {
		if err := checkCode("clear", name, known); err != nil {
			return err
		}
	}
	return nil
}

// Withdraw marks a record that its sender takes back. The reason is one of
// Options.WithdrawalReasons. After the decision the mark tells the host, and changes
// nothing of the outcome. Withdrawn twice is withdrawn once. Refused with ErrNotFound,
// ErrRemoved or ErrUnreadable.
func (s *Service) Withdraw(ctx context.Context, a Actor, id store.RecordID, reason string) error {
	return s.operate(ctx, operation{a: a, act: ActWithdraw, record: id}, func(ctx context.Context, o *operation) error {
		return s.withdraw(ctx, o, reason)
	})
}

func (s *Service) withdraw(ctx context.Context, o *operation, reason string) error {
	a := o.a
	if err := checkCode("reason", reason, s.o.WithdrawalReasons); err != nil {
		return err
	}
	_, err := s.change(ctx, o, func(_ context.Context, r store.Record, at time.Time) (*write, error) {
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
	Key    string // the sender's own reference; empty if it gave none, or nothing of the person is left
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

// Outcome tells a sender what became of its own record, and nothing else. Of a removed
// record nothing is left but that it was not accepted, and of one whose client was erased,
// or whose content was retired, that it was accepted: none has its Key any more. Refused
// with ErrNotFound or ErrUnreadable.
func (s *Service) Outcome(ctx context.Context, a Actor, id store.RecordID) (Outcome, error) {
	return operate(ctx, s, operation{a: a, act: ActOutcome, record: id, reads: true}, s.outcome)
}

func (s *Service) outcome(ctx context.Context, o *operation) (Outcome, error) {
	a, id := o.a, o.record
	r, err := s.loadFor(ctx, o)
	if err != nil {
		return Outcome{}, err
	}
	out := Outcome{Record: id, Key: r.SenderKey, Status: OutcomePending}
	switch {
	case r.State == store.StateRemoved:
		out.Status, out.At = OutcomeNotAccepted, r.Decision.At
	case r.State.Decided():
		out.Status, out.At = OutcomeAccepted, r.Decision.At
		hidden, err := s.sight(a).hides(ctx, r.Decision.Client)
		if err != nil {
			return Outcome{}, err
		}
		if hidden && !sends(a.Role) { // a sender may see its own key
			out.Key = ""
		}
	case r.Withdrawn != nil:
		out.Status, out.At = OutcomeWithdrawn, r.Withdrawn.At
	}
	return out, nil
}
