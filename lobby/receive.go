package lobby

import (
	"context"
	"log/slog"
	"slices"
	"time"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// Arrival is a case from outside. One with nothing in it, neither of a person nor
// of a household, a referrer, a task or details, is refused.
type Arrival struct {
	Channel store.Channel
	// Key is the sender's own opaque reference. Empty gets a fresh record every
	// time, a repeated call included.
	Key string
	// Sender is the organisation whose reference Key is, as a code or a name: two
	// hospitals that both number from 1 never meet. A partner's or a provider's user
	// sends for its own organisation, and leaves it empty; a partner's user without
	// one has keys of its own. A machine or an officer says it. If it does not,
	// Referrer.Organisation tells senders apart, and where that is empty too, all of
	// that role that name nobody share their keys within the channel, whichever
	// machine delivers. It is compared as it is: in other capitals it is another sender.
	Sender    string
	Person    matching.Person
	Household []store.Member
	Referrer  store.Referrer
	Consent   store.Consent // as it was told: a host that must have it asks for it before it sends
	Urgent    bool
	// Due is when the case is due, in the place of what [Options.DueIn] makes of it. A
	// partner's or a provider's user does not say it.
	Due   time.Time
	Draft bool // a partner has not completed it yet: refused, it does not wait in the lobby
	// Provider is whose users may work on the case. A provider's user leaves it empty, and
	// it is their own; a partner's user names it, for Actor.Provider is the partner.
	Provider store.ProviderID
	// Tasks are of any type, which says what provider users may do with them later. One in
	// which there is nothing to see is refused, as [Service.AddTask] refuses it.
	Tasks   []store.Task
	Details []byte
	// Received dates a case back that waited elsewhere before, as on the day a service
	// goes live: it is when the case reached the authority, not in the future and at most
	// ten years ago. It takes the right [MayBackdate], unless the host itself sends. Zero
	// is now. The place in the list and the due time go by it; the event has the time at
	// which the case came here.
	Received time.Time
}

// maxBackdate is how far back an arrival may be dated, in years.
const maxBackdate = 10

// Receipt answers an arrival.
type Receipt struct {
	ID       store.RecordID
	Received time.Time
	// Duplicate says that this key had arrived before: nothing new is kept.
	Duplicate bool
	// Differs says that what came before under this key was something else, both as it
	// came and as it was amended since: another person, perhaps, of a sender that has begun
	// to count anew; or the same, which its sender has withdrawn since, so that an officer
	// will close it. With Duplicate, what came now is kept nowhere, and the sender has to
	// send it under another key; without, it waits as a record of its own
	// ([Options.KeepDiffering]). An event of the record that came first tells of it, and so
	// does the log, at Warn. What was not kept the event tells of once, however often it is
	// sent, as far as the record remembers it: the first 32 that differed, and none once
	// somebody in it was erased.
	Differs bool
	// SameAs is an undecided record of the same sender with the same content that
	// arrived within [Options.DoublePost], under another key or none. Both wait, and the
	// later one says [store.Record.DoublePost]. It says so, and SameAs is empty, where the
	// policy keeps the other record from the sender, and where more than
	// [Options.CandidateLimit] are alike. Of two that are written at the same instant
	// neither may say so.
	SameAs store.RecordID
	// Repaired names the fields that held bytes of no UTF-8 ("given",
	// "household.family"). They are kept as Windows-1252 reads them: what is
	// stored is not what was sent, and the sender should say UTF-8 next time.
	Repaired []string
}

// Receive puts a case into the lobby. The same key of the same sender in the same
// channel is the same record: the first arrival stands, and [Receipt.Differs] says
// if this one was another. A key whose record was removed or retired ([Service.Retire]),
// or whose client was erased, is refused with [ErrRemoved]. Whoever is given an id may ask for its
// [Service.Outcome]. What does not belong here is refused with [ErrChannel], what its
// sender has yet to complete with [ErrDraft], and what arrives under the key of a row
// that cannot be read with [ErrUnreadable].
//
// Text that is not UTF-8 is read as Windows-1252, and [Receipt.Repaired] says where;
// a key or a code that is not UTF-8 is refused.
func (s *Service) Receive(ctx context.Context, a Actor, v Arrival) (Receipt, error) {
	return operate(ctx, s, operation{a: a, act: ActReceive}, func(ctx context.Context, o *operation) (Receipt, error) {
		rec, err := s.receive(ctx, a, v)
		o.record, o.repaired = rec.ID, rec.Repaired
		return rec, err
	})
}

func (s *Service) receive(ctx context.Context, a Actor, v Arrival) (Receipt, error) {
	var in reader
	v = in.arrival(v)
	if err := first(checkArrival(v), s.admits(a, &v)); err != nil {
		return Receipt{}, err
	}
	var receipt Receipt
	err := s.again(ctx, func() error {
		r, err := s.arrive(a, v)
		if err != nil {
			return err
		}
		said := contentOf(&r)
		alike := callAhead(ctx, s, func(ctx context.Context) (matching.Pool, error) { return s.alike(ctx, a, said) })
		defer alike.wait()
		place, err := s.slot(ctx, a, v, &r, said)
		if err != nil {
			return err
		}
		if place.taken {
			receipt = Receipt{ID: r.ID, Received: place.received, Duplicate: true, Differs: place.differs != nil}
			return s.keep(ctx, a, r, place)
		}
		pool, err := alike.get()
		if err != nil {
			return err
		}
		receipt = Receipt{ID: r.ID, Received: r.Received, Differs: place.differs != nil, Repaired: in.repaired}
		if receipt.SameAs, r.DoublePost, err = s.sameContent(ctx, a, r, said, pool); err != nil {
			return err
		}
		return s.keep(ctx, a, r, place)
	})
	if err != nil {
		return Receipt{}, err
	}
	return receipt, nil
}

// slot is where an arrival belongs: a record of its own, or one that is there.
type slot struct {
	taken    bool          // there is a record of its key, and the arrival is not kept
	received time.Time     // when that record was received
	differs  *store.Record // the first of the key, if the arrival is something else
}

// code says in an event, and in the log, what becomes of an arrival that differs.
func (p slot) code() string {
	if p.taken {
		return "not-kept"
	}
	return "waits"
}

// maxSame is how many records of one key may wait, each with content of its own, or how
// many that were not kept the first of them remembers.
const maxSame = 32

// slot looks for an arrival under the ids of its key, the first and those of what
// differed from it, and sets r's id and digest to where it belongs.
func (s *Service) slot(ctx context.Context, a Actor, v Arrival, r *store.Record, said content) (place slot, err error) {
	gone := false
	for n := range maxSame {
		r.ID = s.recordID(a, v, n)
		if err := checkID("id", string(r.ID)); err != nil {
			return slot{}, err // of a host's own NewID
		}
		r.Arrived = arrived(r, said.said)
		o, err := s.recordOf(ctx, a, r.ID)
		if err == nil && v.Key == "" {
			continue // NewID has repeated itself: that is somebody else
		}
		switch {
		case isNotFound(err) && gone:
			return slot{}, &Error{Kind: ErrRemoved, Record: s.recordID(a, v, 0)}
		case isNotFound(err):
			s.indexArrival(r, said)
			return place, checkRecord(*r)
		case err != nil:
			return slot{}, err
		}
		switch sameAsBefore(o, *r) {
		case likeBefore:
			return slot{taken: true, received: o.Received}, nil
		case likeAnother:
			if first := o; place.differs == nil { // a copy: else every o would be allocated
				place.differs = &first
			}
		case likeNothing:
			gone = true
		}
		if s.o.KeepDiffering {
			continue
		}
		if gone {
			return slot{}, &Error{Kind: ErrRemoved, Record: o.ID}
		}
		place.taken, place.received = true, o.Received
		return place, nil
	}
	if v.Key == "" {
		return slot{}, invalid("id", "repeated")
	}
	return slot{}, &Error{Kind: ErrTooLarge, Field: "key", Code: "too-many"}
}

// keep commits an arrival together with the event that something else has arrived under
// its key, so that neither stands without the other, and logs the latter.
func (s *Service) keep(ctx context.Context, a Actor, r store.Record, p slot) error {
	err := s.commit(ctx, s.arrivalBatch(a, r, p))
	if err == nil && p.differs != nil {
		s.o.Logger.LogAttrs(ctx, slog.LevelWarn, "lobby: something else arrived under the same key",
			append(s.about(a, ActReceive, p.differs.ID, ""), slog.String("code", p.code()))...)
	}
	return err
}

// arrivalBatch writes a record that is new, and tells of one that was there before under
// its key. Its event is of now, whenever the case was received: who waits for events
// looks for new ones. What the record was told of before is not told again.
func (s *Service) arrivalBatch(a Actor, r store.Record, place slot) store.Batch {
	b := s.newBatch(a)
	if !place.taken {
		empty := store.Record{Authority: a.Authority, ID: r.ID, System: s.system}
		b.record(empty, r, store.Event{Kind: KindReceived, Code: string(r.Channel)}, r.Updated)
	}
	if o := place.differs; o != nil && !(place.taken && toldOf(o, r.Arrived)) {
		next := *o
		if place.taken {
			next.Arrived = remembering(o, r.Arrived)
		}
		b.record(*o, next, store.Event{Kind: KindArrivedAgain, Code: place.code()}, s.stamp(o.Updated))
	}
	return b.Batch
}

// admits refuses what does not belong in this lobby, and fills in whose it is.
func (s *Service) admits(a Actor, v *Arrival) error {
	err := s.admitsSender(a, v)
	if err == nil && !v.Received.IsZero() {
		err = s.admitsDate(a, v)
	}
	switch {
	case err != nil:
		return err
	case !v.Due.IsZero() && userOf(a.Role):
		return invalid("due", "not-the-senders")
	case !slices.Contains(s.policy.Channels(), v.Channel):
		return &Error{Kind: ErrChannel, Code: tellable(v.Channel)}
	case v.Draft:
		return &Error{Kind: ErrDraft}
	}
	return nil
}

// tellable is a channel that the library knows. What else stands in the place of one may
// be anybody's name.
func tellable(c store.Channel) string {
	if slices.Contains(store.Channels(), c) {
		return string(c)
	}
	return "unknown"
}

// admitsSender holds users to their own organisation, and people to the channel
// that is theirs.
func (s *Service) admitsSender(a Actor, v *Arrival) error {
	switch a.Role {
	case ProviderUser:
		if v.Channel != store.ChannelProvider {
			return invalid("channel", "not-a-provider-channel")
		}
		if v.Provider != "" && v.Provider != a.Provider {
			return invalid("provider", "not-the-own")
		}
		v.Provider = a.Provider
	case Officer, Lead:
		if v.Channel != store.ChannelOfficerTyped {
			return invalid("channel", "not-an-officer-channel")
		}
		return nil
	case PartnerUser:
		if v.Channel == store.ChannelProvider || v.Channel == store.ChannelOfficerTyped {
			return invalid("channel", "not-a-partner-channel")
		}
	default:
		return nil
	}
	if v.Sender != "" && v.Sender != string(a.Provider) {
		return invalid("sender", "not-the-own")
	}
	v.Sender = string(a.Provider)
	return nil
}

// admitsDate refuses to date an arrival back without the right, or out of bounds.
func (s *Service) admitsDate(a Actor, v *Arrival) error {
	v.Received = store.Instant(v.Received)
	now := s.stamp(time.Time{})
	switch err := s.permit(a, ActBackdate, nil); {
	case err != nil:
		return err
	case v.Received.After(now):
		return invalid("received", "in-the-future")
	case v.Received.Before(now.AddDate(-maxBackdate, 0, 0)):
		return invalid("received", "too-long-ago")
	}
	return nil
}

// arrive makes the record of an arrival, but for its id and what depends on it.
func (s *Service) arrive(a Actor, v Arrival) (store.Record, error) {
	at := s.stamp(time.Time{})
	r := store.Record{
		Authority: a.Authority, System: s.system, State: store.StateWaiting, Channel: v.Channel, Received: v.Received, Updated: at,
		SenderKey: v.Key, Sender: a.ID, SentAs: string(a.Role), SentFor: v.Sender, Provider: v.Provider,
		Referrer: v.Referrer, Consent: v.Consent, Urgent: v.Urgent,
		Person: v.Person, Identity: 1, Household: v.Household, Details: v.Details,
		Tasks: slices.Clone(v.Tasks),
	}
	if r.Received.IsZero() {
		r.Received = at
	}
	r.Due = s.due(v, r.Received)
	for i := range r.Tasks {
		t := &r.Tasks[i]
		if t.ID == "" {
			t.ID = store.TaskID(s.o.NewID())
		}
		t.Updated, t.By = at, a.ID
	}
	if nothingIn(r) {
		return r, invalid("arrival", "empty")
	}
	_, err := relinked(nil, nil, v.Household) // which clients they are is not the sender's to say
	for _, t := range r.Tasks {
		err = first(err, saysSomething(t))
	}
	return r, first(err, checkTasks(r.Tasks))
}

// due is when a case is due.
func (s *Service) due(v Arrival, at time.Time) time.Time {
	if !v.Due.IsZero() {
		return store.Instant(v.Due)
	}
	in, ok := s.o.DueIn[v.Channel]
	if v.Urgent && s.o.DueUrgent > 0 && (!ok || s.o.DueUrgent < in) {
		in, ok = s.o.DueUrgent, true
	}
	if !ok {
		return time.Time{}
	}
	return store.Instant(at.Add(in))
}
