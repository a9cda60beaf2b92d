package lobby

import (
	"context"
	"slices"
	"time"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// LinkMember says which client a member of the household is: a joint applicant, say,
// or a partner known from elsewhere. Without a client it takes that back. The link is a
// mark on the record until the decision, which leaves it in the case, and names the
// record in that client's row ([store.Client.Within]). A review that was made before is
// no good any more.
//
// It is for the officer who holds the record. Refused with ErrNotFound if there is no
// such member, or no such client that the actor may know of; with ErrStale if the client
// was merged, with ErrGone if it was erased, and with ErrInvalid if another member is
// that client already; with ErrNotHeld, ErrDecided, ErrRemoved or ErrUnreadable.
func (s *Service) LinkMember(ctx context.Context, a Actor, id store.RecordID, m MemberID, c store.ClientID) error {
	return s.operate(ctx, operation{a: a, act: ActLinkMember, record: id}, func(ctx context.Context, o *operation) error {
		return s.linkMember(ctx, o, m, c)
	})
}

func (s *Service) linkMember(ctx context.Context, o *operation, m MemberID, c store.ClientID) error {
	a := o.a
	if err := first(checkID("member", string(m)), checkOptionalID("client", string(c))); err != nil {
		return err
	}
	see := s.sight(a)
	_, err := s.changeLive(ctx, o, func(ctx context.Context, r store.Record, _ time.Time) (*write, error) {
		i := 0
		for i < len(r.Household) && s.memberID(&r, i) != m {
			i++
		}
		if i == len(r.Household) {
			return nil, &Error{Kind: ErrNotFound, Field: "member"}
		}
		code := "unlinked"
		if c != "" {
			code = "linked"
			if err := s.offered(ctx, see, c); err != nil { // also where it is linked already: the answer would tell
				return nil, err
			}
		}
		if r.Household[i].Client == c {
			return nil, nil
		}
		if err := s.linkable(r, c); err != nil {
			return nil, err
		}
		r.Household = slices.Clone(r.Household)
		r.Household[i].Client = c
		return &write{record: r, event: store.Event{Kind: KindMemberLinked, Code: code}}, checkRecord(r)
	})
	if err != nil || c == "" {
		return err
	}
	return s.unlinkErased(ctx, a, o.record, c)
}

// unlinkErased takes a link back, and refuses it, if the client was erased while it was
// written: the erasure had looked through the record before. It goes on when the caller
// has gone, for no longer than a write; whoever is told that it failed links again.
func (s *Service) unlinkErased(ctx context.Context, a Actor, id store.RecordID, c store.ClientID) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), s.o.CommitTimeout)
	defer cancel()
	if now, err := s.clientOf(ctx, a, c); err != nil || !now.Erased {
		return err
	}
	is := linkedTo(c)
	err := s.rewriteOf(ctx, a, id, func(_ context.Context, r store.Record, _ time.Time) (*write, error) {
		i := slices.IndexFunc(r.Household, is)
		if i < 0 {
			return nil, nil
		}
		r.Household = slices.Clone(r.Household)
		r.Household[i].Client = ""
		return &write{record: r, event: store.Event{Kind: KindMemberLinked, Code: "unlinked"}}, checkRecord(r)
	})
	return first(err, &Error{Kind: ErrGone, Client: c})
}

// offered refuses a client that no member can be, as far as the actor may know of it.
func (s *Service) offered(ctx context.Context, see *sight, id store.ClientID) error {
	c, err := s.clientOf(ctx, see.a, id)
	if err == nil {
		err = see.admit(ctx, c)
	}
	switch {
	case isNotFound(err):
		return nowhere("client", id)
	case err != nil:
		return err
	case c.Erased:
		return &Error{Kind: ErrGone, Client: id}
	case c.MergedInto != "":
		return s.merged(ctx, see.a, c)
	}
	return nil
}

// linkable refuses a link that a record cannot have. Taking one back is none.
func (s *Service) linkable(r store.Record, id store.ClientID) error {
	switch {
	case id == "":
		return nil
	case len(linked(r)) >= s.room/4:
		return &Error{Kind: ErrTooLarge, Field: "household", Code: "too-many-links"}
	}
	return notMember(r, id)
}

// linked are the clients that members of a household are linked to.
func linked(r store.Record) (ids []store.ClientID) {
	for i := range r.Household {
		if c := r.Household[i].Client; c != "" {
			ids = append(ids, c)
		}
	}
	return ids
}

// notMember refuses a client that a member of the household is linked to: nobody is two
// people of one case.
func notMember(r store.Record, id store.ClientID) error {
	if slices.Contains(linked(r), id) {
		return &Error{Kind: ErrInvalid, Client: id, Field: "client", Code: "in-household"}
	}
	return nil
}

// joinHousehold gives the clients that members of a household are their next rows. It
// refuses if one of them is not what the review showed.
func (s *Service) joinHousehold(ctx context.Context, a Actor, r store.Record, t seal) (ps []put, err error) {
	rows, err := s.linkedRows(ctx, a, r)
	if err != nil {
		return nil, err
	}
	if !same(t.Household, s.householdMark(&t, r, rows)) {
		return nil, stale(Changed{What: ChangedMember})
	}
	for _, c := range rows {
		if !eligible(c) {
			return nil, stale(Changed{What: ChangedMember})
		}
		next := c
		next.Within = append(slices.Clone(c.Within), r.ID)
		p := s.putting(c, next).telling(KindWithinHousehold, "")
		if checkClient(p.next) != nil {
			return nil, noRoom(c.ID)
		}
		ps = append(ps, p)
	}
	return ps, nil
}

// memberGone says why decisions will be refused while a linked client is merged or
// erased.
func memberGone() []Effect {
	return []Effect{{Code: EffectRefused, Reason: "member-gone", Text: "A member of the household is linked to a client who was merged or erased: link the member anew."}}
}

// linkedRows reads the clients that members of a household are linked to.
func (s *Service) linkedRows(ctx context.Context, a Actor, r store.Record) ([]store.Client, error) {
	rows, err := s.rows(ctx, a, store.IDs{Clients: linked(r)})
	if err != nil {
		return nil, err
	}
	for range rows.Unreadable.Clients { // the log names it; the actor may not know of it
		return nil, &Error{Kind: ErrUnreadable}
	}
	return rows.Clients, nil
}

// householdMark digests what an officer must have been shown of a household: which
// members are clients, which ones, and who these are. Members who are not linked are not
// in it: an amendment of the household never voids a review.
func (s *Service) householdMark(t *seal, r store.Record, clients []store.Client) []byte {
	m := s.marker(t)
	b := m.begin("household")
	for i := range r.Household {
		if h := &r.Household[i]; h.Client != "" {
			b = appendIdentity(appendPart(b, string(h.Client)), &h.Person)
		}
	}
	for i := range clients {
		c := &clients[i]
		b = appendIdentity(appendPart(appendPart(b, string(c.ID)), string(c.MergedInto)), &c.Person)
	}
	return m.sum(nil, b)
}

// relinked are members that are given in the place of others: each keeps the link of the
// one that it equals. A member is given with a link only where the actor has seen that
// link; any other is refused, so that nobody finds one out by trying.
func relinked(was, seen, given []store.Member) ([]store.Member, error) {
	given, was, seen = slices.Clone(given), slices.Clone(was), slices.Clone(seen)
	for i := range given {
		m := &given[i]
		said, known := m.Client, store.ClientID("")
		m.Client = ""
		if k := slices.IndexFunc(was, func(o store.Member) bool { return sameMember(o, *m) }); k >= 0 {
			m.Client, known = was[k].Client, seen[k].Client
			was, seen = slices.Delete(was, k, k+1), slices.Delete(seen, k, k+1)
		}
		if said != "" && said != known {
			return nil, invalid("household.client", "not-linked")
		}
	}
	return given, nil
}

func sameMember(x, y store.Member) bool {
	return x.Relation == y.Relation && string(identity(x.Person)) == string(identity(y.Person))
}

// household is a household as far as the actor may see it. Which client a member is
// stays inside the authority: to whoever sends cases the household is as it was sent, or a
// member who is missing would be one who is hidden. Of a hidden client the link is left out;
// once the record is decided, and the member has become that client, so is all else.
func (v *sight) household(ctx context.Context, ms []store.Member, decided bool) ([]store.Member, error) {
	if !slices.ContainsFunc(ms, func(m store.Member) bool { return m.Client != "" }) {
		return ms, nil
	}
	ms = slices.Clone(ms)
	for i := range ms {
		m := &ms[i]
		hidden, err := v.hides(ctx, m.Client)
		switch {
		case err != nil:
			return nil, err
		case hidden && decided && !sends(v.a.Role):
			*m = store.Member{}
		case hidden, sends(v.a.Role):
			m.Client = ""
		}
	}
	return ms, nil
}

// within are the records of others in whose household a client is, as far as the actor
// may know of those others.
func (v *sight) within(ctx context.Context, ids []store.RecordID) (known []store.RecordID, err error) {
	if len(ids) == 0 {
		return nil, nil
	}
	rows, err := v.s.rows(ctx, v.a, store.IDs{Records: ids})
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		hidden := !v.open() // unless the record shows otherwise
		if r, read := rows.Record(id); read && r.Decision != nil {
			if hidden, err = v.hides(ctx, r.Decision.Client); err != nil {
				return nil, err
			}
			hidden = hidden || v.keptFrom(&r)
		}
		if !hidden {
			known = append(known, id)
		}
	}
	return known, nil
}

// memberTest reports whether a member of a household is some client.
type memberTest func(store.Member) bool

// linkedTo tests whether an officer has linked a member to a client.
func linkedTo(id store.ClientID) memberTest {
	return func(m store.Member) bool { return m.Client == id }
}

// memberWho tests the same or, of a member who is not linked, whether a ranking of the
// two says [matching.VeryStrong].
func (s *Service) memberWho(ctx context.Context, a Actor, c store.Client) (memberTest, error) {
	asker := s.matcher.Prepare(c.Person)
	pool, err := s.store.Candidates(ctx, a.Authority, asker.Ask, s.o.CandidateLimit)
	if err != nil {
		return nil, err
	}
	found := func(k matching.Key) bool { return !k.CountOnly() && slices.Contains(asker.Ask, k) }
	return func(m store.Member) bool {
		if m.Client != "" {
			return m.Client == c.ID
		}
		q := s.matcher.Prepare(m.Person)
		if !slices.ContainsFunc(q.Keys, found) {
			return false
		}
		pool.Clients, pool.Records = []matching.Candidate{{ID: string(c.ID), Profile: q.Profile}}, nil
		r := s.matcher.Rank(asker, pool)
		return len(r.Clients) > 0 && r.Clients[0].Rating.AtLeast(matching.VeryStrong)
	}, nil
}
