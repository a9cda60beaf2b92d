package lobby

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"slices"

	"github.com/caselobby/caselobby/store"
)

// Subject names a person by a record or by a client: one of the two.
type Subject struct {
	Record store.RecordID
	Client store.ClientID
}

// SubjectAccess returns, as indented JSON, all that is held on a person: the client with
// its cases, the records that became part of it, the events of both, and what the
// records of others say of the person as a member of their household: where an officer
// has linked the member to the client, or the member is very strongly that client. For
// these all records of the authority are read; those that cannot be are named. A decided
// record gives what its client gives. One that is undecided belongs to no client yet, and
// is given alone: find those of the person by Search, and ask for each. Of a removed
// record, and of an erased client, nothing of the person is held. Who opened them is in
// [Service.Readings]. A restricted client takes the right to see it, as well as that to
// export; without it no other that is restricted is named. How the person compared in
// decisions on others is left out: it says as much of those, and might lead to somebody
// who must not be found. What the host itself has put into the cases of others, such as a
// household, is not looked through. What was merged into a client is a client of its own:
// ask for that one too. Refused with ErrNotFound, ErrRemoved or ErrUnreadable.
func (s *Service) SubjectAccess(ctx context.Context, a Actor, who Subject) ([]byte, error) {
	opens := []store.Event{{Kind: KindSubjectAccess, Record: who.Record, Client: who.Client}}
	return operate(ctx, s, operation{a: a, act: ActExport, record: who.Record, client: who.Client, opens: opens}, func(ctx context.Context, o *operation) ([]byte, error) {
		return s.subjectAccess(ctx, o, who)
	})
}

func (s *Service) subjectAccess(ctx context.Context, o *operation, who Subject) ([]byte, error) {
	a := o.a
	if (who.Record == "") == (who.Client == "") {
		return nil, invalid("subject", "one-of-record-and-client")
	}
	var f subjectFile
	if who.Record != "" {
		r, err := s.loadFor(ctx, o)
		if err != nil {
			return nil, err
		}
		switch {
		case r.State == store.StateRemoved:
			return nil, &Error{Kind: ErrRemoved}
		case r.Decision == nil:
			f.Records = []recordFile{fileOfRecord(r)}
		default:
			who.Client = r.Decision.Client
		}
	}
	if who.Client != "" {
		if err := s.clientFile(ctx, o, who.Client, &f); err != nil {
			return nil, err
		}
	}
	for _, r := range f.Records {
		if err := s.eventFile(ctx, s.sight(a), store.EventQuery{Record: r.ID}, &f); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(f.Events, func(x, y eventFile) int { return cmp.Or(x.At.Compare(y.At), cmp.Compare(x.ID, y.ID)) })
	f.Events = slices.CompactFunc(f.Events, func(x, y eventFile) bool { return x.ID == y.ID })
	return json.MarshalIndent(f, "", "  ")
}

// clientFile adds a client, its records and its events.
func (s *Service) clientFile(ctx context.Context, o *operation, id store.ClientID, f *subjectFile) error {
	a := o.a
	if err := checkID("client", string(id)); err != nil {
		return err
	}
	c, err := s.clientOf(ctx, a, id)
	if err != nil {
		return err
	}
	see := s.sight(a)
	if hidden, err := see.hidesRow(ctx, c); err != nil || hidden {
		return first(err, &Error{Kind: ErrNotFound})
	}
	o.foundClient = true
	shown := c
	if err := see.cases(ctx, &shown); err != nil {
		return err
	}
	f.Client = new(fileOfClient(shown))
	held := origins(c)
	if o.record != "" { // whose case may have gone over to another client
		held = append(held, o.record)
	}
	rows, err := s.rows(ctx, a, store.IDs{Records: held})
	if err != nil {
		return err
	}
	for _, r := range rows.Unreadable.Records { // the file would not be all that is held
		return &Error{Kind: ErrUnreadable, Record: r}
	}
	for _, r := range rows.Records {
		if decidedFor(r, c) {
			if r, err = see.held(ctx, r); err != nil {
				return err
			}
			f.Records = append(f.Records, fileOfRecord(r))
		}
	}
	if err := s.householdFile(ctx, see, c, f); err != nil {
		return err
	}
	return s.eventFile(ctx, see, store.EventQuery{Client: id}, f)
}

// held is a record of a client's, which names nobody else who is hidden from the actor: no
// member of the household, nor the client that it was decided for and that was merged since.
func (v *sight) held(ctx context.Context, r store.Record) (_ store.Record, err error) {
	if r.Household, err = v.household(ctx, r.Household, true); err != nil {
		return r, err
	}
	hidden, err := v.hides(ctx, r.Decision.Client)
	if hidden {
		d := *r.Decision
		d.Client = ""
		r.Decision = &d
	}
	return r, err
}

// householdFile adds what the records of others say of a client as a member of their
// household, and nothing of those others. If one of them is hidden from the actor, it
// does not say in which record that is.
func (s *Service) householdFile(ctx context.Context, see *sight, c store.Client, f *subjectFile) error {
	is, err := s.memberWho(ctx, see.a, c)
	if err != nil {
		return err
	}
	q := store.Query{Authority: see.a.Authority, States: unremoved()}
	for r, err := range s.scan(ctx, see.a, q) {
		var unreadable *Error
		switch {
		case errors.Is(err, ErrUnreadable) && errors.As(err, &unreadable):
			f.Unreadable = append(f.Unreadable, unreadable.Record)
			continue
		case err != nil:
			return err
		case !slices.ContainsFunc(r.Household, is):
			continue
		}
		id := r.ID
		if r.Decision != nil {
			hidden, err := see.hides(ctx, r.Decision.Client)
			if err != nil {
				return err
			}
			if hidden {
				id = ""
			}
		}
		for _, m := range r.Household {
			if is(m) {
				f.Households = append(f.Households, withinFile{id, r.System, m.Relation, fileOfPerson(m.Person)})
			}
		}
	}
	return nil
}

// eventFile adds events, which name nobody else who is hidden from the actor.
func (s *Service) eventFile(ctx context.Context, see *sight, q store.EventQuery, f *subjectFile) error {
	q.Authority = see.a.Authority
	for e, err := range s.trail(ctx, q) {
		if err == nil {
			err = see.unnamed(ctx, &e)
		}
		if err != nil {
			return err
		}
		f.Events = append(f.Events, fileOfEvent(e))
	}
	return nil
}

// unnamed leaves the clients out of an event who are hidden from the actor.
func (v *sight) unnamed(ctx context.Context, e *store.Event) error {
	if err := v.counterpart(ctx, e); err != nil {
		return err
	}
	hidden, err := v.hides(ctx, e.Client)
	if hidden {
		e.Client = ""
	}
	return err
}
