package lobby

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"github.com/caselobby/caselobby/store"
)

// arrivals is the UUIDv5 name space of record ids.
var arrivals = uuid.NewSHA1(uuid.NameSpaceURL, []byte("https://github.com/caselobby/caselobby#arrivals"))

// recordID derives a record's id from what identifies its arrival, so that the
// same arrival is the same row: intake is idempotent by the primary key.
//
// Whose key it is, [Arrival.Sender] says. Later records of one key, each with
// content of its own, are counted.
func (s *Service) recordID(a Actor, v Arrival, nth int) store.RecordID {
	if v.Key == "" {
		return store.RecordID(s.o.NewID())
	}
	sender, user := v.Sender, ""
	switch {
	case sender != "":
	case userOf(a.Role):
		user = string(a.ID)
	default:
		sender = v.Referrer.Organisation
	}
	name := parts(string(a.Authority), string(s.system), string(v.Channel), string(a.Role), sender, user, v.Key)
	if nth > 0 {
		name = append(name, parts(strconv.Itoa(nth))...)
	}
	if len(s.o.IntakeSecret) == 0 {
		return store.RecordID(uuid.NewSHA1(arrivals, name).String())
	}
	id := uuid.UUID(hmacOf(s.o.IntakeSecret, name)[:16])
	id[6], id[8] = id[6]&0x0f|0x80, id[8]&0x3f|0x80 // version 8: made our own way
	return store.RecordID(id.String())
}

// userOf reports whether a role is that of somebody who sends for an organisation of
// their own, or for nobody else.
func userOf(r Role) bool { return r == PartnerUser || r == ProviderUser }

// sends reports whether a role sends cases and has no part in what becomes of them. It is
// never told who of the register somebody is.
func sends(r Role) bool { return userOf(r) || r == IntakeMachine }

// newClientID makes the id of a client that is about to be created, or finds that of the
// attempt before. One that is taken conflicts when it is written, so from the second
// attempt on every id is looked up.
func (s *Service) newClientID(ctx context.Context, a Actor, before store.ClientID) (store.ClientID, error) {
	return numbered(ctx, s.o.Tries, "new-client-id", keeping(before, func() (store.ClientID, error) { return s.o.NewClientID(ctx, s.store, a.Authority) }),
		func(id store.ClientID) (bool, error) {
			if before == "" {
				return false, nil
			}
			rows, err := s.rows(ctx, a, store.IDs{Clients: []store.ClientID{id}})
			return len(rows.Clients)+len(rows.Unreadable.Clients) > 0, err
		})
}

// newCaseID makes the id of a case that a client is about to get, likewise.
func (s *Service) newCaseID(ctx context.Context, a Actor, before store.CaseID, onto store.Client) (store.CaseID, error) {
	return numbered(ctx, s.o.Tries, "new-case-id", keeping(before, func() (store.CaseID, error) { return s.o.NewCaseID(ctx, s.store, a.Authority) }),
		func(id store.CaseID) (bool, error) {
			return slices.ContainsFunc(onto.Cases, func(k store.Case) bool { return k.ID == id }), nil
		})
}

// keeping returns what makes ids: first the one of the attempt before, if there was one.
func keeping[ID ~string](before ID, make func() (ID, error)) func() (ID, error) {
	return func() (ID, error) {
		if id := before; id != "" {
			before = ""
			return id, nil
		}
		return make()
	}
}

// numbered makes an id that is not taken: a host's counter may be behind.
func numbered[ID ~string](ctx context.Context, tries int, field string, make func() (ID, error), taken func(ID) (bool, error)) (ID, error) {
	for range tries {
		id, err := make()
		switch {
		case err != nil && ctx.Err() != nil:
			return "", ctx.Err()
		case err != nil:
			return "", &Error{Kind: ErrStore, Field: field, cause: err}
		}
		if err := checkID(field, string(id)); err != nil {
			return "", err
		}
		if is, err := taken(id); err != nil || !is {
			return id, err
		}
	}
	return "", invalid(field, "taken")
}

// Short is the last eight characters of a record's id: what an officer reads
// out, and types to confirm a removal.
func Short(id store.RecordID) string {
	return strings.ToUpper(string(id[max(0, len(id)-8):]))
}
