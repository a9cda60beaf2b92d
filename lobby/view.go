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
	if err == nil {
		err = s.witnessed(ctx, a, store.Event{Kind: KindRecordOpened, Record: id})
	}
	if err != nil {
		return store.Record{}, s.read(ctx, a, ActRead, id, err)
	}
	return r, nil
}

func (s *Service) record(ctx context.Context, a Actor, id store.RecordID) (store.Record, error) {
	if err := s.enter(ctx, a, ActRead); err != nil {
		return store.Record{}, err
	}
	r, err := s.load(ctx, a, ActRead, id)
	if err != nil {
		return store.Record{}, err
	}
	if r.State == store.StateRemoved {
		return store.Record{}, &Error{Kind: ErrRemoved}
	}
	return s.view(ctx, a, r)
}

// view is a record as far as the actor may see it.
func (s *Service) view(ctx context.Context, a Actor, r store.Record) (store.Record, error) {
	r.Keys, r.Profile, r.Arrived = nil, "", nil
	if a.Role == ProviderUser {
		r.Tasks = slices.DeleteFunc(slices.Clone(r.Tasks), func(t store.Task) bool { return s.access(a, t.Type) == store.AccessNone })
	}
	if r.Decision == nil {
		return r, nil
	}
	d, hidden, err := s.shown(ctx, a, r)
	if hidden { // it tells as much of the client as the client's own row
		bare := stripped(r)
		bare.Version, bare.Updated, bare.Head = r.Version, r.Updated, r.Head
		r = bare
	}
	r.Decision = d
	return r, err
}

// shown is as much of a decision as the actor may know, and whether the client
// is hidden from the actor. Outside the authority that is where the work went
// on, and never who the client is; inside it, a restricted client stays hidden.
func (s *Service) shown(ctx context.Context, a Actor, r store.Record) (_ *store.Decision, hidden bool, err error) {
	d := *r.Decision
	d.Key, d.Compared = "", nil
	switch {
	case d.Kind == store.StateRemoved:
		return &d, false, nil
	case a.Role == ProviderUser:
		return &store.Decision{Kind: d.Kind, At: d.At, Case: d.Case}, false, nil
	case a.Role == PartnerUser || a.Role == IntakeMachine:
		return &store.Decision{At: d.At}, false, nil
	}
	if hidden, err = s.hides(ctx, a, d.Client); hidden {
		d.Client, d.Case, d.Seen, d.Reference, d.Reason, d.Closed, d.Superseded = "", "", 0, "", "", false, nil
	}
	return &d, hidden, err
}

// maxMerges is how often a client is merged on before nobody follows any more.
const maxMerges = 16

// hides reports whether a client is restricted from the actor: itself, or the
// one that is left of it where the host has merged it. Of one that cannot be read
// nobody knows, and it stays hidden.
func (s *Service) hides(ctx context.Context, a Actor, id store.ClientID) (bool, error) {
	if s.seesRestricted(a) {
		return false, nil
	}
	c, err := s.clientOf(ctx, a, id)
	if err != nil {
		return errors.Is(err, ErrUnreadable), unless(isNotFound(err) || errors.Is(err, ErrUnreadable), err)
	}
	return s.hidden(ctx, a, c)
}

// hidden reports the same of a client that was read.
func (s *Service) hidden(ctx context.Context, a Actor, c store.Client) (bool, error) {
	if s.seesRestricted(a) {
		return false, nil
	}
	for range maxMerges {
		if c.Restricted || c.MergedInto == "" {
			return c.Restricted, nil
		}
		var err error
		if c, err = s.clientOf(ctx, a, c.MergedInto); err != nil {
			return errors.Is(err, ErrUnreadable), unless(isNotFound(err) || errors.Is(err, ErrUnreadable), err)
		}
	}
	return true, nil // merged in a ring: what nobody can follow stays hidden
}

// unless is the error, or nil if it is expected.
func unless(expected bool, err error) error {
	if expected {
		return nil
	}
	return err
}

// live refuses whatever was decided, and points to the outcome.
func (s *Service) live(ctx context.Context, a Actor, r store.Record) error {
	switch {
	case r.State == store.StateRemoved:
		return &Error{Kind: ErrRemoved}
	case !r.State.Decided():
		return nil
	}
	d, _, err := s.shown(ctx, a, r)
	if err != nil {
		return err
	}
	return &Error{Kind: ErrDecided, Decision: d}
}

// Client returns a client, its cases with what the lobby carried into them. One that
// is restricted from the actor does not exist for it; that one was opened goes to
// the log.
func (s *Service) Client(ctx context.Context, a Actor, id store.ClientID) (store.Client, error) {
	c, err := s.openClient(ctx, a, id)
	if err == nil {
		c, err = s.carried(ctx, a, c)
	}
	if err == nil {
		err = s.witnessed(ctx, a, store.Event{Kind: KindClientOpened, Client: id})
	}
	if err != nil {
		return store.Client{}, s.read(ctx, a, ActReadClient, "", err)
	}
	return c, nil
}

func (s *Service) openClient(ctx context.Context, a Actor, id store.ClientID) (store.Client, error) {
	if err := first(s.enter(ctx, a, ActReadClient), checkID("client", string(id))); err != nil {
		return store.Client{}, err
	}
	c, err := s.clientOf(ctx, a, id)
	if err != nil {
		return store.Client{}, err
	}
	if err := s.open(ctx, a, c); err != nil {
		return store.Client{}, err
	}
	c.Keys, c.Profile = nil, ""
	return c, nil
}

// open refuses a client that is hidden from the actor, as if it were not there,
// and tells the log of a restricted one that the actor opens.
func (s *Service) open(ctx context.Context, a Actor, c store.Client) error {
	hidden, err := s.hidden(ctx, a, c)
	switch {
	case err != nil:
		return err
	case hidden:
		return &Error{Kind: ErrNotFound}
	case c.Restricted:
		s.o.Logger.LogAttrs(ctx, slog.LevelInfo, "lobby: restricted client opened", append(s.about(a, ActSeeRestricted, ""), slog.String("client", string(c.ID)))...)
	}
	return nil
}
