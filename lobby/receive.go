package lobby

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// Arrival is a case from outside.
type Arrival struct {
	Channel   store.Channel
	Key       string // the sender's own opaque reference; empty gets a fresh record every time, a repeated call included
	Person    matching.Person
	Household []store.Member
	Referrer  store.Referrer
	Consent   store.Consent
	Urgent    bool
	Draft     bool // a partner has not completed it yet: refused, it does not wait in the lobby
	Provider  store.ProviderID
	Tasks     []store.Task
	Details   []byte
}

// Receipt answers an arrival.
type Receipt struct {
	ID        store.RecordID
	Received  time.Time
	Duplicate bool // this key had arrived before; the first arrival stands
	// Repaired names the fields that held bytes of no UTF-8 ("given",
	// "household.family"). They are kept as Windows-1252 reads them: what is
	// stored is not what was sent, and the sender should say UTF-8 next time.
	Repaired []string
}

// Receive puts a case into the lobby. Text that is not UTF-8 is read as
// Windows-1252, and [Receipt.Repaired] says where; a key or a code that is not
// UTF-8 is refused.
func (s *Service) Receive(ctx context.Context, a Actor, v Arrival) (Receipt, error) {
	rec, err := s.receive(ctx, a, v)
	return rec, s.done(ctx, a, ActReceive, rec.ID, err)
}

func (s *Service) receive(ctx context.Context, a Actor, v Arrival) (Receipt, error) {
	var in reader
	v = in.arrival(v)
	if err := first(s.enter(ctx, a, ActReceive), checkArrival(v), s.admits(a, &v)); err != nil {
		return Receipt{}, err
	}
	id := s.recordID(a, v.Channel, v.Key)
	if err := checkID("id", string(id)); err != nil {
		return Receipt{}, err // of a host's own NewID
	}
	for n := range s.o.Tries {
		if err := s.pause(ctx, n); err != nil {
			return Receipt{}, err
		}
		r, err := s.recordOf(ctx, a, id)
		switch {
		case err == nil && r.State == store.StateRemoved:
			return Receipt{}, &Error{Kind: ErrRemoved, Record: id}
		case err == nil:
			return Receipt{ID: id, Received: r.Received, Duplicate: true}, nil
		case !isNotFound(err):
			return Receipt{}, err
		}
		r, err = s.arrive(a, id, v)
		if err != nil {
			return Receipt{}, err
		}
		empty := store.Record{Authority: a.Authority, ID: id, System: s.system}
		w := &write{record: r, event: store.Event{Kind: KindReceived, Code: string(v.Channel)}}
		if err = s.commit(ctx, s.batch(a, empty, w, r.Received)); err == nil {
			return Receipt{ID: id, Received: r.Received, Repaired: in.repaired}, nil
		}
		if !errors.Is(err, store.ErrConflict) {
			return Receipt{}, err
		}
	}
	return Receipt{}, &Error{Kind: ErrBusy}
}

// admits refuses what does not belong in this lobby, and fills in whose it is.
func (s *Service) admits(a Actor, v *Arrival) error {
	if a.Role == ProviderUser {
		if v.Channel != store.ChannelProvider {
			return invalid("channel", "not-a-provider-channel")
		}
		if v.Provider != "" && v.Provider != a.Provider {
			return invalid("provider", "not-the-own")
		}
		v.Provider = a.Provider
	}
	switch {
	case !slices.Contains(s.policy.Channels(), v.Channel):
		return &Error{Kind: ErrChannel, Code: string(v.Channel)}
	case v.Draft:
		return &Error{Kind: ErrDraft}
	}
	return nil
}

// arrive makes the record of an arrival.
func (s *Service) arrive(a Actor, id store.RecordID, v Arrival) (store.Record, error) {
	at := s.stamp(time.Time{})
	r := store.Record{
		Authority: a.Authority, ID: id, State: store.StateWaiting, Channel: v.Channel, Received: at,
		SenderKey: v.Key, Sender: a.ID, Provider: v.Provider,
		Referrer: v.Referrer, Consent: v.Consent, Urgent: v.Urgent, Due: s.due(v, at),
		Person: v.Person, Identity: 1, Household: v.Household, Details: v.Details,
		Tasks: slices.Clone(v.Tasks),
	}
	for i := range r.Tasks {
		t := &r.Tasks[i]
		if t.ID == "" {
			t.ID = store.TaskID(s.o.NewID())
		}
		t.Updated, t.By = at, a.ID
	}
	s.indexRecord(&r)
	return r, checkRecord(r)
}

// due is when a case wants looking at.
func (s *Service) due(v Arrival, at time.Time) time.Time {
	in, ok := s.o.DueIn[v.Channel]
	if v.Urgent && s.o.DueUrgent > 0 && (!ok || s.o.DueUrgent < in) {
		in, ok = s.o.DueUrgent, true
	}
	if !ok {
		return time.Time{}
	}
	return at.Add(in).Truncate(time.Microsecond)
}
