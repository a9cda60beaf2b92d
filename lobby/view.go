package lobby

import (
	"context"
	"errors"
	"log/slog"
	"slices"

	"github.com/caselobby/caselobby/store"
)

// Record returns one record as far as the actor may see it.
func (s *Service) Record(ctx context.Context, a Actor, id store.RecordID) (store.Record, error) {
	r, err := s.record(ctx, a, id)
	return r, s.read(ctx, a, ActRead, id, err)
}

func (s *Service) record(ctx context.Context, a Actor, id store.RecordID) (store.Record, error) {
	if err := s.enter(ctx, a, ActRead); err != nil {
		return store.Record{}, err
	}
	r, err := s.load(ctx, a, ActRead, id)
	if err != nil {
		return store.Record{}, err
	}
	if r.State == store.Removed {
		return store.Record{}, &Error{Kind: ErrRemoved}
	}
	return s.view(ctx, a, r)
}

// view is a record as far as the actor may see it.
func (s *Service) view(ctx context.Context, a Actor, r store.Record) (store.Record, error) {
	r.Keys = nil
	if a.Role == ProviderUser {
		r.Tasks = slices.DeleteFunc(slices.Clone(r.Tasks), func(t store.Task) bool { return t.Access == store.AccessNone })
	}
	if r.Decision == nil {
		return r, nil
	}
	d, err := s.shown(ctx, a, r)
	r.Decision = d
	return r, err
}

// shown is as much of a decision as the actor may know. Outside the authority
// that is where the work went on, and never who the client is; inside it, a
// restricted client stays hidden.
func (s *Service) shown(ctx context.Context, a Actor, r store.Record) (*store.Decision, error) {
	d := *r.Decision
	d.Key, d.Compared = "", nil
	switch {
	case d.Kind == store.Removed:
		return &d, nil
	case a.Role == ProviderUser:
		return &store.Decision{Kind: d.Kind, At: d.At, Case: d.Case}, nil
	case a.Role == PartnerUser || a.Role == IntakeMachine:
		return &store.Decision{At: d.At}, nil
	case s.seesRestricted(a):
		return &d, nil
	}
	c, err := s.store.Client(ctx, a.Authority, d.Client)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return nil, err
	}
	if err == nil && c.Restricted {
		d.Client, d.Case, d.Seen, d.Reference, d.Reason, d.Closed = "", "", 0, "", "", false
	}
	return &d, nil
}

// live refuses whatever was decided, and points to the outcome.
func (s *Service) live(ctx context.Context, a Actor, r store.Record) error {
	switch {
	case r.State == store.Removed:
		return &Error{Kind: ErrRemoved}
	case !r.State.Decided():
		return nil
	}
	d, err := s.shown(ctx, a, r)
	if err != nil {
		return err
	}
	return &Error{Kind: ErrDecided, Decision: d}
}

// Client returns a client. One that is restricted from the actor does not exist
// for it; that one was opened goes to the log.
func (s *Service) Client(ctx context.Context, a Actor, id store.ClientID) (store.Client, error) {
	c, err := s.openClient(ctx, a, id)
	if err != nil {
		err = s.read(ctx, a, ActReadClient, "", err)
	}
	return c, err
}

func (s *Service) openClient(ctx context.Context, a Actor, id store.ClientID) (store.Client, error) {
	if err := first(s.enter(ctx, a, ActReadClient), checkID("client", string(id))); err != nil {
		return store.Client{}, err
	}
	c, err := s.store.Client(ctx, a.Authority, id)
	if err != nil {
		return store.Client{}, err
	}
	if c.Restricted && !s.seesRestricted(a) {
		return store.Client{}, &Error{Kind: ErrNotFound}
	}
	if c.Restricted {
		s.o.Logger.LogAttrs(ctx, slog.LevelInfo, "lobby: restricted client opened", append(s.about(a, ActSeeRestricted, ""), slog.String("client", string(id)))...)
	}
	c.Keys = nil
	return c, nil
}
