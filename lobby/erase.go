package lobby

import (
	"bytes"
	"context"
	"errors"
	"reflect"
	"slices"
	"time"

	"github.com/caselobby/caselobby/store"
)

// EraseClient leaves a tombstone of a client: its id, that it was erased, and into which
// client it was merged, if it was.
// The records that it came from, or that were assigned to it, keep what was
// decided and when, and lose the person. The records of others lose what they say of the
// client: how it was compared with them, and the member of a household whom an officer
// has linked to it, or who is very strongly that client. What a sender put into their
// details stays, and so does what the host itself has put into the cases of others, such as
// a household: [Service.PutCase] clears it. To find the records of others, those of the
// authority are read, all of them. Erased twice is erased once.
//
// From the first write on the client is an erased one to everybody. One whose erasure
// was stopped, with an error, keeps the person in the store until the same call ends.
//
// An error that Is [ErrUnreadable] means that the client is erased, and that a record
// which nobody can read may still say something of it: the log names the record, and
// the same call looks again.
//
// A decision that is being taken in the same moment may keep the client's id and the
// codes of how it compared. No operation returns them, [Service.Labels] neither, and the
// same call takes them out later.
//
// Records that are still undecided belong to nobody yet: find them by Search, and have
// an officer remove them. Search finds those in whose household the client perhaps is,
// too. What was merged into a client is a client of its own: erase that one too. Its
// cases are not its own any more: they, and the records that they came from, are erased
// with the client that is left, and stay until then.
//
// It takes the right [MayErase]; a restricted client takes the right to see it as well.
// Refused with ErrNotFound.
func (s *Service) EraseClient(ctx context.Context, a Actor, id store.ClientID) error {
	return s.operate(ctx, operation{a: a, act: ActEraseClient, client: id}, s.eraseClient)
}

func (s *Service) eraseClient(ctx context.Context, o *operation) error {
	a, id := o.a, o.client
	if err := checkID("client", string(id)); err != nil {
		return err
	}
	c, err := s.erasing(ctx, a, id)
	o.foundClient = c.ID != ""
	if err != nil {
		return err
	}
	if c.MergedInto == "" { // else its cases, and the records of these, are the other client's
		for _, from := range origins(c) {
			if err := s.eraseRecord(ctx, a, from, c); err != nil {
				return err
			}
		}
	}
	is := linkedTo(id)
	if !erased(c) {
		if is, err = s.memberWho(ctx, a, c); err != nil {
			return err
		}
	}
	unread := s.forget(ctx, a, id, is)
	if unread != nil && !errors.Is(unread, ErrUnreadable) {
		return unread
	}
	if err := s.leaveTombstone(ctx, a, id); err != nil {
		return err
	}
	return unread
}

// erasing marks a client as erased, so that nothing that is written from now on compares
// it or links a member to it, and returns the client as it was: the rest of the erasure
// takes it to know whom to look for, whoever goes on with it.
func (s *Service) erasing(ctx context.Context, a Actor, id store.ClientID) (c store.Client, err error) {
	err = s.again(ctx, func() error {
		if c, err = s.clientAsStored(ctx, a, id); err != nil {
			return err
		}
		if hidden, err := s.sight(a).hidesRow(ctx, c); hidden {
			c = store.Client{} // it is not named either
			return first(err, &Error{Kind: ErrNotFound})
		}
		if c.Erased {
			return nil
		}
		next := c
		next.Erased, next.Keys, next.Profile = true, nil, ""
		return s.commit(ctx, s.clientBatch(a, s.putting(c, next)))
	})
	return c, err
}

// leaveTombstone takes from an erased client all that is left of it.
func (s *Service) leaveTombstone(ctx context.Context, a Actor, id store.ClientID) error {
	return s.again(ctx, func() error {
		c, err := s.clientAsStored(ctx, a, id)
		if err != nil || erased(c) {
			return err
		}
		return s.commit(ctx, s.clientBatch(a, s.putting(c, tombstone(c)).telling(KindClientErased, "")))
	})
}

// tombstone is what remains of an erased client. Of one that was merged it leads to the
// client that is left, who has its cases.
func tombstone(c store.Client) store.Client {
	return store.Client{Authority: c.Authority, ID: c.ID, Version: c.Version, Updated: c.Updated, MergedInto: c.MergedInto, Erased: true}
}

// erased reports whether nothing but a tombstone is left of a client.
func erased(c store.Client) bool { return c.Erased && reflect.DeepEqual(c, tombstone(c)) }

// forget takes a client out of the records of others: out of what decisions keep of
// those who were compared, and out of households.
func (s *Service) forget(ctx context.Context, a Actor, id store.ClientID, is memberTest) error {
	var unread error
	for r, err := range s.scan(ctx, a, store.Query{Authority: a.Authority, States: unremoved()}) {
		switch {
		case errors.Is(err, ErrUnreadable):
			unread = err
		case err != nil:
			return err
		case mentions(r, id) || slices.ContainsFunc(r.Household, is):
			if err := s.forgetIn(ctx, a, r.ID, id, is); err != nil {
				return err
			}
		}
	}
	return unread
}

// forgetIn is the same for one record. The event does not say who it was: that two
// people were compared, or lived together, is what is to be forgotten.
func (s *Service) forgetIn(ctx context.Context, a Actor, id store.RecordID, client store.ClientID, is memberTest) error {
	return s.rewriteOf(ctx, a, id, func(_ context.Context, r store.Record, _ time.Time) (*write, error) {
		inHousehold := slices.ContainsFunc(r.Household, is)
		if !mentions(r, client) && !inHousehold {
			return nil, nil
		}
		e := store.Event{Kind: KindForgotten}
		if r.Decision != nil {
			d := *r.Decision
			d.Compared = slices.DeleteFunc(slices.Clone(d.Compared), func(v store.Verdict) bool { return v.Client == client })
			r.Decision = &d
		}
		if inHousehold {
			e.Code = "household"
			s.withoutMember(&r, is)
		}
		return &write{record: r, event: e}, nil
	})
}

// withoutMember empties the place of a member, and drops the digest of what arrived, in
// which the member is.
func (s *Service) withoutMember(r *store.Record, is memberTest) {
	r.Household, r.Arrived = slices.Clone(r.Household), nil
	for i := range r.Household {
		if is(r.Household[i]) {
			r.Household[i] = store.Member{}
		}
	}
	if !r.State.Decided() {
		s.indexRecord(r)
	}
}

// mentions reports whether a decision says how a client compared.
func mentions(r store.Record, id store.ClientID) bool {
	return r.Decision != nil && slices.ContainsFunc(r.Decision.Compared, func(v store.Verdict) bool { return v.Client == id })
}

// origins are the lobby records that a client's row knows of.
func origins(c store.Client) []store.RecordID {
	ids := []store.RecordID{c.From}
	for _, k := range c.Cases {
		ids = append(ids, k.From)
	}
	slices.Sort(ids)
	return slices.DeleteFunc(slices.Compact(ids), func(id store.RecordID) bool { return id == "" })
}

// decidedFor reports whether a record became a case of a client, or of one that was
// merged into it and brought the case along.
func decidedFor(r store.Record, c store.Client) bool {
	return r.Decision != nil && (r.Decision.Client == c.ID || slices.ContainsFunc(c.Cases, func(k store.Case) bool {
		return k.From == r.ID && slices.Contains(k.MergedFrom, r.Decision.Client)
	}))
}

// eraseRecord takes the person out of a record that was decided for a client.
// Records of every system are meant: the client is one.
func (s *Service) eraseRecord(ctx context.Context, a Actor, id store.RecordID, client store.Client) error {
	err := s.rewriteOf(ctx, a, id, func(_ context.Context, r store.Record, _ time.Time) (*write, error) {
		if !decidedFor(r, client) || bare(r) {
			return nil, nil
		}
		return &write{record: stripped(r), event: store.Event{Kind: KindErased, Client: client.ID}}, nil
	})
	if isNotFound(err) { // a host may name records that this lobby never had
		return nil
	}
	return err
}

// stripped is what remains of a decided record once its client is erased.
func stripped(r store.Record) store.Record {
	d := *r.Decision
	d.Compared, d.Reference, d.Key = nil, "", ""
	return store.Record{
		State: r.State, Channel: r.Channel, Received: r.Received, Claimed: r.Claimed, Due: r.Due, Urgent: r.Urgent,
		Sender: r.Sender, SentAs: r.SentAs, SentFor: r.SentFor, Provider: r.Provider, Identity: r.Identity, Fence: r.Fence, Decision: &d,
		Withdrawn: r.Withdrawn,
		Authority: r.Authority, ID: r.ID, System: r.System, Version: r.Version, Updated: r.Updated, Head: r.Head,
	}
}

// bare reports whether a record was stripped before.
func bare(r store.Record) bool {
	t := stripped(r)
	x, errX := store.EncodeRecord(r)
	y, errY := store.EncodeRecord(t)
	return errX == nil && errY == nil && bytes.Equal(x, y)
}
