package lobby

import (
	"context"
	"slices"
	"time"

	"github.com/caselobby/caselobby/store"
)

// Decided is the one outcome of a record. The same request again gets the same.
type Decided struct {
	Record store.RecordID
	Kind   store.State // Assigned, Created or Removed
	By     store.ActorID
	At     time.Time
	Client store.ClientID
	Case   store.CaseID
	Closed bool   // the new case was closed at once
	Reason string // code: why it was closed, or why the record was removed
	// Superseded are cases that the client had and that were closed in favour of
	// the new one.
	Superseded []store.CaseID
	Reference  string // of a client created just now, where the policy mints one
}

// decided reports what a record's decision says.
func decided(r store.Record) Decided {
	d := r.Decision
	return Decided{
		Record: r.ID, Kind: d.Kind, By: d.By, At: d.At,
		Client: d.Client, Case: d.Case, Closed: d.Closed, Reason: d.Reason, Reference: d.Reference, Superseded: slices.Clone(d.Superseded),
	}
}

// resolution computes what a decision writes, from an undecided record that the
// actor holds and an authentic token that still fits it.
type resolution func(ctx context.Context, r store.Record, t seal, at time.Time) (*write, error)

// decide takes a decision, or finds that this very request took it before.
func (s *Service) decide(ctx context.Context, o *operation, key string, token Token, then resolution) (Decided, error) {
	a := o.a
	r, err := s.change(ctx, o, func(ctx context.Context, r store.Record, at time.Time) (*write, error) {
		if r.Decision != nil && r.Decision.Key == key {
			return nil, nil
		}
		if err := first(s.live(ctx, a, r), holds(a, r)); err != nil {
			return nil, err
		}
		t, err := s.unseal(token, a, r)
		if err != nil {
			return nil, err
		}
		w, err := then(ctx, r, t, at)
		if err != nil {
			return nil, first(s.overtaken(ctx, a, r), err)
		}
		return w, nil
	})
	if err != nil {
		return Decided{}, err
	}
	return decided(r), nil
}

// overtaken is a conflict if a record has changed since it was read: the failure may then
// come of that change. Where one request is made twice at once, the slower meets the case
// and the client that the faster has made; it begins again, and is told what was decided.
func (s *Service) overtaken(ctx context.Context, a Actor, r store.Record) error {
	now, err := s.recordOf(ctx, a, r.ID)
	if err == nil && now.Version != r.Version {
		observing(ctx).Conflicts++
		err = store.ErrConflict
	}
	return err
}

// settled is the record with its decision: out of the queue, and no longer
// found by anybody's matching.
func settled(r store.Record, d store.Decision, t seal) store.Record {
	d.Identity, d.Model = r.Identity, t.Model
	r.State, r.Decision, r.Keys, r.Profile = d.Kind, &d, nil, ""
	return r
}

// Assign is "Assign to this client": the record becomes a case of that client. Refused
// with ErrStale if the person, the client or what this does has changed since the
// review; other clients may change as they will. Refused as well with ErrTooLarge if the
// client has no room, and with ErrNotFound, ErrNotHeld, ErrDecided, ErrRemoved or
// ErrUnreadable.
func (s *Service) Assign(ctx context.Context, a Actor, id store.RecordID, c store.ClientID, t Token) (Decided, error) {
	return operate(ctx, s, operation{a: a, act: ActAssign, record: id, client: c}, func(ctx context.Context, o *operation) (Decided, error) {
		return s.assign(ctx, o, t)
	})
}

func (s *Service) assign(ctx context.Context, o *operation, token Token) (Decided, error) {
	a, c := o.a, o.client
	if err := checkID("client", string(c)); err != nil {
		return Decided{}, err
	}
	key := operationKey(a, o.act, o.record, c, token)
	see := s.sight(a)
	var caseID store.CaseID // of the attempt before
	return s.decide(ctx, o, key, token, func(ctx context.Context, r store.Record, t seal, at time.Time) (*write, error) {
		rows, err := s.rows(ctx, a, store.IDs{Clients: append(t.likeliest(), c)})
		if err != nil {
			return nil, err
		}
		client, err := s.target(ctx, see, r, c, rows, t, at)
		o.foundClient = err == nil
		if err != nil {
			return nil, err
		}
		links, err := s.joinHousehold(ctx, a, r, t)
		if err != nil {
			return nil, err
		}
		was := client
		p, err := s.place(r, client, at)
		if err != nil {
			return nil, err
		}
		if caseID, err = s.newCaseID(ctx, a, caseID, client); err != nil {
			return nil, err
		}
		if client, err = s.joined(p, r, client, caseID, at); err != nil {
			return nil, err
		}
		next := settled(r, store.Decision{
			Kind: store.StateAssigned, By: a.ID, At: at, Key: key, Client: c, Seen: was.Version, Case: caseID, Superseded: p.superseded(),
			Closed: p.ClosedBecause != "", Reason: p.ClosedBecause, Compared: see.verdicts(t, c, func(id store.ClientID) store.Client {
				is, _ := rows.Client(id)
				return is
			}),
		}, t)
		return &write{
			record: next, clients: append([]put{s.putting(was, client)}, links...), inRegister: p.events(c),
			event: store.Event{Kind: KindAssigned, Client: c, Case: caseID, Code: p.ClosedBecause},
		}, nil
	})
}

// target is the client to assign to, of rows that were read; it is refused if it is not
// what the review showed.
func (s *Service) target(ctx context.Context, see *sight, r store.Record, id store.ClientID, rows store.Rows, t seal, at time.Time) (store.Client, error) {
	person, effect := s.shownOf(&t, see.a, id)
	c, err := clientIn(rows, id)
	if err == nil {
		var hidden bool
		if hidden, err = see.hidesRow(ctx, c); hidden {
			err = &Error{Kind: ErrNotFound}
		}
	}
	switch {
	case isNotFound(err) && person == nil:
		return c, nowhere("client", id)
	case isNotFound(err), err == nil && c.Erased:
		return c, stale(Changed{What: ChangedGone, Client: id})
	case err != nil:
		return c, err
	case c.MergedInto != "":
		return c, s.merged(ctx, see.a, c)
	case person == nil:
		return c, stale(Changed{What: ChangedUnseen, Client: id})
	}
	if err := notMember(r, id); err != nil {
		return c, err
	}
	var changed []Changed
	if !same(person, s.personMark(&t, c.Person)) {
		changed = append(changed, Changed{What: ChangedClient, Client: id})
	}
	placing := s.placing(r, c, at)
	if !same(effect, s.effectMark(&t, placing)) {
		changed = append(changed, Changed{What: ChangedEffect, Client: id, Case: placing[0].Case})
	}
	if changed != nil {
		return c, stale(changed...)
	}
	if placing[0].Code == EffectClientFull {
		return c, noRoom(id)
	}
	return c, nil
}
