package lobby

import (
	"context"
	"errors"
	"iter"
	"slices"

	"github.com/caselobby/caselobby/store"
)

// Events returns one page of the authority's audit trail, ordered by time: records of
// every system and the client register. A Limit of 0 is 100. The query's Authority is the
// actor's, whatever it says. To an actor who may open clients, but not restricted ones,
// events name no restricted client and no service, and have no digests.
//
// As an outbox, which [Service.Relay] works off: ask for what is Unacked by your
// consumer, without After, handle it, then [Service.Acknowledge] it. That costs what is
// new and not what ever was, and nothing is missed, whatever time it bears. Each event
// is delivered at least once and, within one record, in order of Version.
func (s *Service) Events(ctx context.Context, a Actor, q store.EventQuery) ([]store.Event, error) {
	return operate(ctx, s, operation{a: a, act: ActEvents, record: q.Record, reads: true}, func(ctx context.Context, _ *operation) ([]store.Event, error) {
		return s.events(ctx, a, q)
	})
}

func (s *Service) events(ctx context.Context, a Actor, q store.EventQuery) ([]store.Event, error) {
	if q.Limit == 0 {
		q.Limit = 100
	}
	err := first(
		checkOptionalID("record", string(q.Record)), checkOptionalID("client", string(q.Client)),
		checkOptionalID("consumer", string(q.Unacked)), checkOptionalID("after", string(q.After.ID)),
		checkOptionalID("system", string(q.System)), checkTime("after", q.After.At))
	switch {
	case err != nil:
		return nil, err
	case q.Limit < 0 || q.Limit > store.MaxPage:
		return nil, invalid("limit", "out-of-range")
	case q.Unacked != "":
		if err := s.registered(q.Unacked); err != nil {
			return nil, err
		}
	}
	q.Authority = a.Authority
	es, err := s.store.Events(ctx, q)
	if err != nil {
		return nil, err
	}
	return s.sight(a).events(ctx, q, es)
}

// Acknowledge says that a consumer has handled events. Said twice is said once, and an
// id that is no event's is passed over: the event may have been retired.
func (s *Service) Acknowledge(ctx context.Context, a Actor, c store.Consumer, ids ...store.EventID) error {
	return s.operate(ctx, operation{a: a, act: ActAcknowledge, reads: true}, func(ctx context.Context, _ *operation) error {
		return s.acknowledge(ctx, a, c, ids)
	})
}

func (s *Service) acknowledge(ctx context.Context, a Actor, c store.Consumer, ids []store.EventID) error {
	if err := first(checkID("consumer", string(c)), s.registered(c)); err != nil {
		return err
	}
	for _, id := range ids {
		if err := checkID("event", string(id)); err != nil {
			return err
		}
	}
	for some := range slices.Chunk(ids, s.room) {
		b := s.newBatch(a)
		b.acknowledge(c, some)
		if err := s.commit(ctx, b.Batch); err != nil {
			return err
		}
	}
	return nil
}

// registered refuses a consumer that the host does not know of: what it has yet to
// hear might be retired.
func (s *Service) registered(c store.Consumer) error {
	if s.o.Consumers != nil && !slices.Contains(s.o.Consumers, c) {
		return invalid("consumer", "not-registered")
	}
	return nil
}

// trail yields every event of a query, whatever its Limit. It ends at the first
// error.
func (s *Service) trail(ctx context.Context, q store.EventQuery) iter.Seq2[store.Event, error] {
	return func(yield func(store.Event, error) bool) {
		for q.Limit = store.MaxPage; ; {
			es, err := s.store.Events(ctx, q)
			if err != nil {
				yield(store.Event{}, err)
				return
			}
			for _, e := range es {
				q.After = store.EventCursor{At: e.At, ID: e.ID}
				if !yield(e, nil) {
					return
				}
			}
			if len(es) < q.Limit {
				return
			}
		}
	}
}

// Audit verifies the chain of a record's events: one for each version, in order
// of time, each linked to the one before by its digest, and the last one the
// one that the record itself names; and that the record says of its decision what
// its event does. Removed records are verified likewise, and of those that were
// retired what is left. Refused with ErrBroken, and Code says where it breaks;
// with ErrNotFound or ErrUnreadable.
//
// Unless Options.AuditKeys has keys, whoever can rewrite every event and the record can
// forge a chain. A record and all its events that are missing together are missed by no
// chain. A [Service.Head] that is kept elsewhere tells even then.
func (s *Service) Audit(ctx context.Context, a Actor, id store.RecordID) error {
	return s.operate(ctx, operation{a: a, act: ActAudit, record: id, reads: true}, s.audit)
}

func (s *Service) audit(ctx context.Context, o *operation) error {
	a, id := o.a, o.record
	r, err := s.loadFor(ctx, o)
	if err != nil {
		return err
	}
	var last, decision store.Event
	missing := false // whether the chain begins after version 1
	for e, err := range s.trail(ctx, store.EventQuery{Authority: a.Authority, Record: id}) {
		begins := last.ID == ""
		switch {
		case err != nil:
			return err
		case e.Version > r.Version: // written since the record was read, or never by the lobby
			now, err := s.load(ctx, a, o.act, id)
			switch {
			case err != nil:
				return err
			case now.Version < e.Version:
				return &Error{Kind: ErrBroken, Code: "head"}
			}
			return s.audit(ctx, o)
		case !begins && e.Version != last.Version+1, e.Version < 1:
			return &Error{Kind: ErrBroken, Code: "gap"}
		case e.Previous != last.Digest && (!begins || e.Version == 1):
			return &Error{Kind: ErrBroken, Code: "link"}
		case e.Digest != s.digest(e):
			return &Error{Kind: ErrBroken, Code: "digest"}
		case !e.At.After(last.At):
			return &Error{Kind: ErrBroken, Code: "time"}
		}
		missing = missing || begins && e.Version > 1
		if last = e; decides(e) {
			decision = e
			missing = missing && e.Kind != KindRetired
		}
	}
	switch {
	case last.Version != r.Version || last.Digest != r.Head:
		return &Error{Kind: ErrBroken, Code: "head"}
	case missing:
		return &Error{Kind: ErrBroken, Code: "gap"}
	case !tells(decision, r):
		return &Error{Kind: ErrBroken, Code: "decision"}
	}
	return nil
}

// decides reports whether an event tells of a decision, or repeats it.
func decides(e store.Event) bool {
	return store.State(e.Kind).Decided() || e.Kind == KindRetired
}

// tells reports whether the event of a decision agrees with the record, or neither has a
// decision.
func tells(e store.Event, r store.Record) bool {
	d := r.Decision
	switch {
	case e.ID == "" || !r.State.Decided() || d == nil:
		return e.ID == "" && !r.State.Decided() && d == nil
	case e.Client != d.Client || e.Case != d.Case || d.Kind != r.State:
		return false
	case e.Kind == KindRetired:
		return e.Code == string(r.State)
	}
	return e.Kind == string(r.State) && e.Actor == d.By && e.At.Equal(d.At) && (r.State != store.StateRemoved || e.Code == d.Reason)
}

// Labels yields what the decisions of a period say of the clients that were
// compared: level codes, to train a model with (train.FromVerdict makes what
// train.UKLevels takes). Of clients who are erased, or whose erasure has begun, it says
// nothing, nor of those that nobody can read; nor that somebody is not the person who was
// merged with the client that was chosen. It is for the host and for auditors, and ends at
// the first error.
func (s *Service) Labels(ctx context.Context, a Actor, p Period) iter.Seq2[store.Verdict, error] {
	return iterate(ctx, s, operation{a: a, act: ActLabels, reads: true}, func(ctx context.Context, yield func(store.Verdict) bool) error {
		return s.labels(ctx, a, p, yield)
	})
}

func (s *Service) labels(ctx context.Context, a Actor, p Period, yield func(store.Verdict) bool) error {
	if err := p.check(); err != nil {
		return err
	}
	q := store.Query{Authority: a.Authority, System: s.system, ReceivedBefore: p.Before, States: accepted()}
	for r, err := range s.scan(ctx, a, q) {
		switch {
		case errors.Is(err, ErrUnreadable): // the log names it
			continue
		case err != nil:
			return err
		case !p.covers(r.Decision.At):
			continue
		}
		vs, err := s.labelled(ctx, a, *r.Decision)
		if err != nil {
			return err
		}
		for _, v := range vs {
			if !yield(v) {
				return nil
			}
		}
	}
	return nil
}

// labelled are the verdicts of a decision. There are none if the chosen client is erased,
// or its erasure has begun; and none of another client of whom that is so, or who was
// merged with the chosen one since.
func (s *Service) labelled(ctx context.Context, a Actor, d store.Decision) (vs []store.Verdict, err error) {
	if len(d.Compared) == 0 {
		return nil, nil
	}
	ids := []store.ClientID{d.Client}
	for _, v := range d.Compared {
		ids = append(ids, v.Client)
	}
	rows, err := s.rows(ctx, a, store.IDs{Clients: ids, Unkeyed: true})
	if err != nil {
		return nil, err
	}
	chosen, err := s.oneOf(ctx, a, rows, d.Client)
	if err != nil || chosen == "" {
		return nil, err
	}
	for _, v := range d.Compared {
		is, err := s.oneOf(ctx, a, rows, v.Client)
		if err != nil {
			return nil, err
		}
		if v.Same || is != "" && is != chosen {
			vs = append(vs, v)
		}
	}
	return vs, nil
}

// oneOf is the client that an id stands for by now, merges followed: empty if that is
// erased or cannot be read.
func (s *Service) oneOf(ctx context.Context, a Actor, rows store.Rows, id store.ClientID) (store.ClientID, error) {
	c, found := rows.Client(id)
	switch {
	case slices.Contains(rows.Unreadable.Clients, id), c.Erased:
		return "", nil
	case !found:
		return id, nil
	}
	c, err := s.leftOf(ctx, a, c)
	if err != nil || c.Erased {
		return "", err
	}
	return c.ID, nil
}
