package lobby

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"time"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// ClientRow is the row that PutClients writes for a client who is new, prepared for
// matching, at version 1: for a store that has a faster way to take in a whole register,
// such as Load of store/postgres. Nothing is read or written. Refused with ErrNotFound
// if there is no Person.
func (s *Service) ClientRow(ctx context.Context, a Actor, u ClientUpdate) (store.Client, error) {
	return operate(ctx, s, operation{a: a, act: ActPutClients, reads: true}, func(ctx context.Context, _ *operation) (store.Client, error) {
		return s.clientRow(a, u)
	})
}

func (s *Service) clientRow(a Actor, u ClientUpdate) (store.Client, error) {
	u = new(reader).client(u)
	if err := s.checkUpdate(u); err != nil {
		return store.Client{}, err
	}
	u.Expect = 0
	p, err := s.next(a, change{ClientUpdate: u}, store.Client{})
	return p.next, err
}

// change is a change of a client by the host.
type change struct {
	ClientUpdate
	clear   []string // of its cases
	closing bool     // its case has to be there, and is closed
}

// next makes the next row of a client from the one that is there, if any.
func (s *Service) next(a Actor, u change, old store.Client) (put, error) {
	next, err := s.updated(a, u, old)
	if err != nil {
		return put{}, err
	}
	p := put{was: old, next: next, changed: old.Version == 0 || !sameClient(old, next)}
	if again := !p.changed && u.Expect+1 == old.Version; u.Expect != 0 && u.Expect != old.Version && !again {
		return put{}, stale(Changed{What: ChangedClient, Client: u.ID})
	}
	switch {
	case old.Version == 0:
	case next.Restricted && !old.Restricted:
		p = p.telling(KindRestricted, "")
	case !next.Restricted && old.Restricted:
		p = p.telling(KindUnrestricted, "")
	}
	return p, checkClient(next)
}

// updated is a client as an update makes it.
func (s *Service) updated(a Actor, u change, old store.Client) (store.Client, error) {
	person := u.Person
	if slices.Contains(u.Clear, clearPerson) && person == nil {
		person = new(matching.Person)
	}
	switch {
	case old.Erased:
		return old, &Error{Kind: ErrGone}
	case old.Version == 0 && u.Person == nil:
		return old, &Error{Kind: ErrNotFound}
	case person != nil && nobody(*person) && !nobody(old.Person) && !slices.Contains(u.Clear, clearPerson):
		return old, invalid("person", "empty")
	case u.Reference != "" && old.MergedInto != "":
		return old, invalid("reference", "merged")
	case old.MergedInto != "" && (len(u.Cases) > 0 || protects(u, old)): // written there, a case would not be seen as open, nor the client who is left be protected
		return old, stale(Changed{What: ChangedMerged, Client: u.ID, Into: old.MergedInto})
	}
	next := old.Clone()
	next.Authority, next.ID = a.Authority, u.ID
	if person != nil {
		next.Person = *person
	}
	if u.Restricted != nil {
		next.Restricted = *u.Restricted
	}
	if u.Reference != "" || slices.Contains(u.Clear, clearReference) {
		next.Reference = u.Reference
	}
	for _, c := range u.Cases {
		var err error
		if next.Cases, err = s.withCase(next.Cases, c, u); err != nil {
			return old, err
		}
	}
	s.indexClient(&next)
	next.Version, next.Updated = old.Version+1, s.stamp(old.Updated)
	return next, nil
}

// protects reports whether an update restricts a client who was not.
func protects(u change, old store.Client) bool {
	return u.Restricted != nil && *u.Restricted && !old.Restricted
}

// sameClient reports whether two rows differ in version and time only.
func sameClient(old, next store.Client) bool {
	next.Version, next.Updated = old.Version, old.Updated
	x, errX := store.EncodeClient(old)
	y, errY := store.EncodeClient(next)
	return errX == nil && errY == nil && bytes.Equal(x, y)
}

// withCase inserts a case, or changes the one of the same id. A reason alone closes none.
func (s *Service) withCase(cs []store.Case, c store.Case, u change) ([]store.Case, error) {
	c.Opened, c.Closed, c.MergedFrom = store.Instant(c.Opened), store.Instant(c.Closed), nil
	i := 0
	for i < len(cs) && cs[i].ID != c.ID {
		i++
	}
	switch known := i < len(cs); {
	case known && u.closing && !cs[i].Open():
	case known:
		if u.closing {
			c.Closed = closing(cs[i], c.Closed)
		}
		cs[i] = revised(cs[i], c, u.clear)
	case u.closing:
		return nil, &Error{Kind: ErrNotFound, Field: "case"}
	default:
		if c.System == "" {
			c.System = s.system
		}
		cs = append(cs, c)
	}
	switch told := !c.Opened.IsZero() || !c.Closed.IsZero(); {
	case c.ClosedBecause != "" && cs[i].Open(): // it would stay open, and new cases would be closed because of it
		return nil, invalid("case.closed-because", "open")
	case told && cs[i].From == "" && !cs[i].Open() && cs[i].Closed.Before(cs[i].Opened): // one from the lobby was opened when it was decided
		return nil, invalid("case.closed", "before-opened")
	}
	return cs, nil
}

// closing is the time at which a case is closed: not before it was opened, however wrong
// a clock is.
func closing(k store.Case, at time.Time) time.Time {
	if at.Before(k.Opened) {
		return k.Opened
	}
	return at
}

// revised is a case with what has changed of it.
func revised(was, c store.Case, clear []string) store.Case {
	gone := func(name string) bool { return slices.Contains(clear, name) }
	if was.From == "" { // once set it stays: subject access and erasure find the record by it
		was.From = c.From
	}
	set(&was.System, c.System, false)
	set(&was.Channel, c.Channel, false)
	set(&was.Opened, c.Opened, false)
	set(&was.Closed, c.Closed, gone(clearClosed))
	set(&was.ClosedBecause, c.ClosedBecause, gone(clearClosed))
	set(&was.WaitingList, c.WaitingList, gone(clearWaitlist))
	set(&was.Support, c.Support, gone(clearSupport))
	was.Details = kept(was.Details, c.Details, gone(clearDetails))
	was.Household = kept(was.Household, said(c.Household), gone(clearHousehold))
	was.Tasks = kept(was.Tasks, c.Tasks, gone(clearTasks))
	return was
}

// set writes what is given, or nothing if it is to be cleared.
func set[V comparable](to *V, given V, clear bool) {
	var none V
	if clear || given != none {
		*to = given
	}
}

// caseClears is what may be cleared of a case, and clientClears of a client.
var (
	caseClears   = []string{clearDetails, clearHousehold, clearTasks, clearWaitlist, clearSupport, clearClosed}
	clientClears = []string{clearPerson, clearReference}
)

// putOne puts one client, again and again while others change it.
func (s *Service) putOne(ctx context.Context, a Actor, u change) (put, error) {
	if err := first(s.checkUpdate(u.ClientUpdate), checkClear(u.clear, caseClears)); err != nil {
		return put{}, err
	}
	var done put
	err := s.again(ctx, func() error {
		old, err := s.clientOf(ctx, a, u.ID)
		if err != nil && !isNotFound(err) {
			return err
		}
		p, err := s.next(a, u, old)
		if err != nil {
			return err
		}
		done = p
		conflict := s.commit(ctx, s.clientBatch(a, p))
		if !errors.Is(conflict, store.ErrConflict) {
			return conflict
		}
		switch taken, err := s.taken(ctx, a, p.next); {
		case err != nil:
			return err
		case taken:
			return &Error{Kind: ErrReference, Field: "reference", Code: "taken"}
		}
		return conflict
	})
	if err != nil {
		return put{}, err
	}
	return done, nil
}

// checkUpdate accepts a client that every store can keep.
func (s *Service) checkUpdate(u ClientUpdate) error {
	err := first(
		checkID("client", string(u.ID)),
		checkOptionalID("reference", u.Reference),
		checkClear(u.Clear, clientClears),
	)
	if err == nil && u.Person != nil {
		err = checkPerson("", *u.Person)
	}
	if len(u.Cases) > maxCases {
		return first(err, &Error{Kind: ErrTooLarge, Field: "cases", Code: "too-many"})
	}
	for _, c := range u.Cases {
		err = first(err, s.checkCase(c))
	}
	return err
}

// maxCases is more cases than a row has room for, as none takes less than 24 bytes: an
// update of more would take long, each being looked for among those before, to be refused.
const maxCases = store.MaxRow / 24

// checkStart accepts a place on a waiting list, or support begun, if there is one. An empty
// one would take the place of what is there.
func checkStart(field string, s *start) error {
	switch {
	case s == nil:
		return nil
	case *s == start{}:
		return invalid(field, "empty")
	}
	return first(checkOptionalID(field+".service", s.Service), checkTime(field+".at", s.At), checkOptionalID(field+".by", string(s.By)))
}

// checkCase accepts a case that every store can keep, of a system that is known.
func (s *Service) checkCase(c store.Case) error {
	err := first(
		checkID("case.id", string(c.ID)), checkOptionalID("case.system", string(c.System)),
		checkOptionalID("case.channel", string(c.Channel)), checkOptionalID("case.closed-because", c.ClosedBecause),
		checkOptionalID("case.from", string(c.From)), checkTime("case.opened", c.Opened), checkTime("case.closed", c.Closed),
		checkDetails(c.Details), checkHousehold(c.Household), checkTasks(c.Tasks),
		checkStart("case.waiting-list", (*start)(c.WaitingList)), checkStart("case.support", (*start)(c.Support)),
	)
	for _, t := range c.Tasks {
		err = first(err, checkTime("task.updated", t.Updated), checkOptionalID("task.by", string(t.By)))
		if t == (store.Task{}) { // of no task of the host's, it would take the place of those that are there
			err = first(err, invalid("task", "empty"))
		}
	}
	if err == nil && c.System != "" && !slices.Contains(s.o.Systems, c.System) {
		err = invalid("case.system", "unknown-code")
	}
	return err
}
