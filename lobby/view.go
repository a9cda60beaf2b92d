package lobby

import (
	"context"
	"slices"

	"github.com/caselobby/caselobby/store"
)

// Record returns one record as far as the actor may see it. Refused with ErrNotFound,
// ErrRemoved or ErrUnreadable.
func (s *Service) Record(ctx context.Context, a Actor, id store.RecordID) (store.Record, error) {
	opens := []store.Event{{Kind: KindRecordOpened, Record: id}}
	return operate(ctx, s, operation{a: a, act: ActRead, record: id, reads: true, opens: opens}, func(ctx context.Context, o *operation) (store.Record, error) {
		r, err := s.record(ctx, s.sight(a), id)
		o.foundRecord = err == nil
		return r, err
	})
}

func (s *Service) record(ctx context.Context, see *sight, id store.RecordID) (store.Record, error) {
	if err := s.enter(ctx, see.a, ActRead); err != nil {
		return store.Record{}, err
	}
	r, err := s.load(ctx, see.a, ActRead, id)
	if err != nil {
		return store.Record{}, err
	}
	if r.State == store.StateRemoved {
		return store.Record{}, &Error{Kind: ErrRemoved}
	}
	return see.record(ctx, r)
}

// unless is the error, or nil if it is expected.
func unless(expected bool, err error) error {
	if expected {
		return nil
	}
	return err
}

// Client returns a client, its cases with what the lobby carried into them. One that is
// restricted from the actor does not exist for it; that one was opened goes to the log.
// One that was erased, or merged into another, is returned all the same, and says so.
// Refused with ErrNotFound or ErrUnreadable.
func (s *Service) Client(ctx context.Context, a Actor, id store.ClientID) (store.Client, error) {
	opens := []store.Event{{Kind: KindClientOpened, Client: id}}
	return operate(ctx, s, operation{a: a, act: ActReadClient, client: id, reads: true, opens: opens}, func(ctx context.Context, o *operation) (store.Client, error) {
		see := s.sight(a)
		c, err := s.openClient(ctx, see, id)
		if err != nil {
			return c, err
		}
		o.foundClient = true
		return s.carried(ctx, see, c)
	})
}

func (s *Service) openClient(ctx context.Context, see *sight, id store.ClientID) (store.Client, error) {
	if err := first(s.enter(ctx, see.a, ActReadClient), checkID("client", string(id))); err != nil {
		return store.Client{}, err
	}
	c, err := s.clientOf(ctx, see.a, id)
	if err != nil {
		return store.Client{}, err
	}
	if err := see.admit(ctx, c); err != nil {
		return store.Client{}, err
	}
	c.Keys, c.Profile = nil, ""
	c.Within, err = see.within(ctx, c.Within)
	return c, err
}

// rowOf is a case as it is kept with its client: what the sender and the provider
// said stays in the record.
func rowOf(k store.Case) store.Case {
	k.Details, k.Household, k.Tasks = nil, nil, nil
	return k
}

// carried fills in what the lobby carried into the cases of a client, from the records
// that they came from: where the host has written nothing else, and not from a record
// that the policy keeps from the actor.
func (s *Service) carried(ctx context.Context, see *sight, c store.Client) (store.Client, error) {
	var rows store.Rows
	var err error
	if from := origins(c); len(from) > 0 {
		if rows, err = s.rows(ctx, see.a, store.IDs{Records: from}); err != nil {
			return store.Client{}, err
		}
	}
	for _, id := range rows.Unreadable.Records { // the case would look as if nothing had been carried into it
		return store.Client{}, &Error{Kind: ErrUnreadable, Record: id}
	}
	c.Cases = slices.Clone(c.Cases)
	for i := range c.Cases {
		k := &c.Cases[i]
		r, found := rows.Record(k.From)
		if !found || !decidedFor(r, c) || r.Decision.Case != k.ID || see.keptFrom(&r) {
			continue
		}
		k.Details = kept(r.Details, k.Details, false)
		k.Household = kept(r.Household, k.Household, false)
		k.Tasks = kept(r.Tasks, k.Tasks, false)
	}
	if err := see.cases(ctx, &c); err != nil {
		return store.Client{}, err
	}
	return c, nil
}
