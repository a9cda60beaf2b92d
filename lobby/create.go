package lobby

import (
	"context"
	"time"

	"github.com/caselobby/caselobby/store"
)

// Create is "Create new client from lobby case": a client, its case and, where the
// policy mints one, its reference come to be together. Refused with ErrStale if the
// person, or what this does, has changed since the review, or if a client rated
// Options.Guard or better has appeared that the review did not show, such as one that was
// restricted and is so no more. Restricted clients whom the review counted do not stop
// it: the officer was told to ask a manager (Review.AskManager), and nothing here waits for
// the answer. Refused as well with ErrReference if the client gets none, and with
// ErrNotFound, ErrNotHeld, ErrDecided, ErrRemoved or ErrUnreadable.
func (s *Service) Create(ctx context.Context, a Actor, id store.RecordID, t Token) (Decided, error) {
	return operate(ctx, s, operation{a: a, act: ActCreate, record: id}, func(ctx context.Context, o *operation) (Decided, error) {
		return s.create(ctx, o, t)
	})
}

func (s *Service) create(ctx context.Context, o *operation, token Token) (Decided, error) {
	a, id := o.a, o.record
	key := operationKey(a, o.act, id, "", token)
	var n numbers
	see := s.sight(a)
	d, err := s.decide(ctx, o, key, token, func(ctx context.Context, r store.Record, t seal, at time.Time) (*write, error) {
		links, err := s.joinHousehold(ctx, a, r, t)
		if err != nil {
			return nil, err
		}
		if _, effect := t.find(s.clientMark(&t, a, notYet)); !same(effect, s.effectMark(&t, s.founding(r, at))) {
			return nil, stale(Changed{What: ChangedEffect})
		}
		now, err := s.nobodyAppeared(ctx, see, r, t)
		if err != nil {
			return nil, err
		}
		client, p, err := s.founded(ctx, a, r, &n, at)
		if err != nil {
			return nil, err
		}
		next := settled(r, store.Decision{
			Kind: store.StateCreated, By: a.ID, At: at, Key: key, Client: n.client, Case: n.ofCase, Reference: n.reference,
			Closed: p.ClosedBecause != "", Reason: p.ClosedBecause, Compared: see.verdicts(t, "", now.client),
		}, t)
		return &write{
			record: next, clients: append([]put{s.putting(store.Client{}, client)}, links...),
			// Two officers may create from two records of one new person in the
			// same moment, and neither would find the other's client. Each
			// therefore writes to the other's record as well: one of them
			// conflicts, looks again and finds the client.
			beside: now.rivals,
			event:  store.Event{Kind: KindCreated, Client: n.client, Case: n.ofCase},
		}, nil
	})
	o.client = d.Client
	return d, err
}

// numbers are those of a client who is created and of the case, kept from one attempt for
// the next.
type numbers struct {
	reference string
	client    store.ClientID
	ofCase    store.CaseID
}

// founded is the client that a record becomes, with its case, as it is written.
func (s *Service) founded(ctx context.Context, a Actor, r store.Record, n *numbers, at time.Time) (client store.Client, p Placement, err error) {
	client = newcomer(r)
	if n.reference, err = s.mint(ctx, a, n.reference); err != nil {
		return client, p, err
	}
	if n.client, err = s.newClientID(ctx, a, n.client); err != nil {
		return client, p, err
	}
	if n.ofCase, err = s.newCaseID(ctx, a, n.ofCase, client); err != nil {
		return client, p, err
	}
	if p, err = s.place(r, client, at); err != nil {
		return client, p, err
	}
	client.ID, client.Reference = n.client, n.reference
	s.indexClient(&client)
	client, err = s.joined(p, r, client, n.ofCase, at)
	return client, p, err
}
