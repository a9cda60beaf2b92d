package lobby

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"time"

	"github.com/caselobby/caselobby/store"
)

// ClientRow is the row that PutClients writes for a client who is new, prepared for
// matching, at version 1: for a store that has a faster way to take in a whole
// register, such as Load of store/postgres. Nothing is read or written.
func (s *Service) ClientRow(ctx context.Context, a Actor, u ClientUpdate) (store.Client, error) {
	c, err := s.clientRow(ctx, a, u)
	return c, s.read(ctx, a, ActPutClients, "", err)
}

func (s *Service) clientRow(ctx context.Context, a Actor, u ClientUpdate) (store.Client, error) {
	if err := first(s.enter(ctx, a, ActPutClients), checkUpdate(u)); err != nil {
		return store.Client{}, err
	}
	u.Expect = 0
	p, err := s.next(a, u, store.Client{})
	return p.next, err
}

// put is one client's next row.
type put struct {
	was     store.Client // as it was read; nobody, at version 0, if there is none
	next    store.Client
	changed bool
	event   store.Event // Kind is empty if there is nothing to tell
}

// next makes the next row of a client from the one that is there, if any.
func (s *Service) next(a Actor, u ClientUpdate, old store.Client) (put, error) {
	if old.Erased {
		return put{}, &Error{Kind: ErrGone}
	}
	next := old.Clone()
	next.Authority, next.ID, next.Person = a.Authority, u.ID, u.Person
	next.Restricted, next.MergedInto = u.Restricted, u.MergedInto
	if u.Reference != "" || u.MergedInto != "" {
		next.Reference = u.Reference
	}
	s.indexClient(&next)
	for _, c := range u.Cases {
		next.Cases = withCase(next.Cases, c)
	}
	next.Version, next.Updated = old.Version+1, s.stamp(old.Updated)
	p := put{was: old, next: next, changed: old.Version == 0 || !sameClient(old, next)}
	if again := !p.changed && u.Expect+1 == old.Version; u.Expect != 0 && u.Expect != old.Version && !again {
		return put{}, stale(Changed{What: ChangedClient, Client: u.ID})
	}
	if next.MergedInto != "" && next.MergedInto != old.MergedInto {
		p.event = store.Event{Kind: KindClientMerged, Code: string(next.MergedInto)}
	}
	return p, checkClient(next)
}

// sameClient reports whether two rows differ in version and time only.
func sameClient(old, next store.Client) bool {
	next.Version, next.Updated = old.Version, old.Updated
	x, errX := store.EncodeClient(old)
	y, errY := store.EncodeClient(next)
	return errX == nil && errY == nil && bytes.Equal(x, y)
}

// withCase inserts a case, or replaces the one of the same id.
func withCase(cs []store.Case, c store.Case) []store.Case {
	c.Opened, c.Closed = instant(c.Opened), instant(c.Closed)
	i := slices.IndexFunc(cs, func(o store.Case) bool { return o.ID == c.ID })
	if i < 0 {
		return append(cs, c.Clone())
	}
	o := cs[i]
	if o.From != "" { // by it the record is found when the client asks what is held, or is erased
		c.From = o.From
	}
	if c.Details == nil {
		c.Details = o.Details
	}
	if c.Household == nil {
		c.Household = o.Household
	}
	if c.Tasks == nil {
		c.Tasks = o.Tasks
	}
	if c.WaitingList == nil {
		c.WaitingList = o.WaitingList
	}
	if c.Support == nil {
		c.Support = o.Support
	}
	cs[i] = c.Clone()
	return cs
}

// instant is a time as stores keep it.
func instant(t time.Time) time.Time { return t.UTC().Truncate(time.Microsecond) }

// registerBatch makes one batch of puts.
func (s *Service) registerBatch(a Actor, ps ...put) store.Batch {
	b := store.Batch{Authority: a.Authority}
	for i := range ps {
		p := &ps[i]
		if !p.changed {
			continue
		}
		b.Clients = append(b.Clients, replacing(p.next.ID, p.was.Version, p.was, p.next))
		if e := p.event; e.Kind != "" {
			e.Authority, e.ID, e.At, e.Actor, e.Client = a.Authority, store.EventID(s.o.NewID()), p.next.Updated, a.ID, p.next.ID
			e.Digest = digest(e)
			b.Events = append(b.Events, e)
		}
	}
	return b
}

// putOne puts one client, again and again while others change it.
func (s *Service) putOne(ctx context.Context, a Actor, u ClientUpdate) (put, error) {
	if err := checkUpdate(u); err != nil {
		return put{}, err
	}
	for n := range s.o.Tries {
		if err := s.pause(ctx, n); err != nil {
			return put{}, err
		}
		old, err := s.clientOf(ctx, a, u.ID)
		if err != nil && !isNotFound(err) {
			return put{}, err
		}
		p, err := s.next(a, u, old)
		if err != nil {
			return put{}, err
		}
		err = s.commit(ctx, s.registerBatch(a, p))
		if err == nil {
			return p, nil
		}
		if !errors.Is(err, store.ErrConflict) {
			return put{}, err
		}
		switch taken, err := s.taken(ctx, a, p.next); {
		case err != nil:
			return put{}, err
		case taken:
			return put{}, &Error{Kind: ErrInvalid, Field: "reference", Code: "taken"}
		}
	}
	return put{}, &Error{Kind: ErrBusy}
}

// checkUpdate accepts a client that every store can keep.
func checkUpdate(u ClientUpdate) error {
	err := first(
		checkID("client", string(u.ID)),
		checkOptionalID("reference", u.Reference),
		checkOptionalID("merged-into", string(u.MergedInto)),
		checkPerson("", u.Person),
	)
	if err == nil && u.MergedInto == u.ID {
		err = invalid("merged-into", "itself")
	}
	for _, c := range u.Cases {
		err = first(err,
			checkID("case", string(c.ID)), checkID("case.system", string(c.System)),
			checkOptionalID("case.channel", string(c.Channel)), checkOptionalID("case.closed-because", c.ClosedBecause),
			checkOptionalID("case.from", string(c.From)), checkTime("case.opened", c.Opened), checkTime("case.closed", c.Closed),
			checkDetails(c.Details), checkHousehold(c.Household), checkTasks(c.Tasks),
		)
	}
	return err
}
