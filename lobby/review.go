package lobby

import (
	"context"
	"fmt"
	"slices"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// Review is a record compared with the register as it is now.
type Review struct {
	Record store.Record
	// Clients are the clients it may belong to, most probable first: the first ten of
	// Results, up to fifty if they are at least as probable as one in a million, and those
	// that the officer named. Restricted ones that the actor may not see are not among
	// them.
	Clients []ClientMatch
	// Records are other undecided records that may be the same person.
	Records []RecordMatch
	// Results is how many clients came back, the restricted ones included.
	Results int
	// Restricted is how many likely clients are hidden from the actor, who asks
	// a manager. Their probability is part of None, and nothing else is told: if
	// there are any, all probabilities are cut to where their rating begins, and
	// evidence is weighed as if they were not there, so that nobody works back from
	// the others. Whoever is hidden and not likely has no part in anything but Size.
	Restricted int
	// None is the probability that the person is none of Clients. It has two parts:
	// Absent, that the person is not on the register, and Missed, that the person is
	// and this list does not show the row: the search has not found it, or it is
	// restricted. If any are Restricted, each is cut for itself.
	None, Absent, Missed float64
	Related              float64 // the part of None in which the person is a relative of one of them
	Size                 int     // clients in the register
	Truncated            bool    // some value is so common that its carriers were counted and not listed
	TooFew               bool    // too little is known of the person to look for anybody
	// Common is how many clients have the values that are known of the person. For an
	// actor who may not see restricted clients a number is rounded down to tens, and a
	// value that fewer than ten have is left out, so that it speaks of no one person.
	Common    []matching.Common
	Ungrouped bool // so many fit so well that they were not looked at as duplicates of one another
	// Unprepared is how many clients another version of the matcher prepared, or about
	// how many where the store estimates large numbers. Those of them that this version's
	// keys find are compared all the same; the others are missing from Results until
	// [Service.Reindex] has prepared them again.
	Unprepared int
	// Unreadable is how many of those who may be the person are stored in a form that
	// this version cannot read: they are in no list and no probability, and no client
	// is created before they can be read.
	Unreadable int
	Model      string // of the matcher

	// Household are the members of the household, each compared likewise. What they
	// share with the person or with one another, such as a phone, weighs less, and one
	// client is not probably two of them.
	Household []MemberReview

	Create []Effect // what Create would do
	Remove []Effect // what Remove would do
	// Token is what Assign, Create and Remove take. It is empty unless the actor
	// holds the record.
	Token Token
}

// ClientMatch is a client that a record may belong to.
type ClientMatch struct {
	matching.Match              // how alike the two are, and why; its ID is the client's, as text
	Client         store.Client // whose ID Assign takes
	Effects        []Effect     // what Assign to this client would do
}

// RecordMatch is another undecided record that may be of the same person.
type RecordMatch struct {
	matching.Match
	Record store.Record
	Member int // who of its household is the person, from 1; 0 if its own person is
}

// neighbours are the other undecided records of this system, as the actor may
// see them.
func (v *sight) neighbours(ctx context.Context, st standing) (ms []RecordMatch, err error) {
	for row, match := range st.beside() {
		if row.System != v.s.system || v.s.permit(v.a, ActRead, row) != nil {
			continue
		}
		r, err := v.record(ctx, *row)
		if err != nil {
			return nil, err
		}
		match.Record = r
		ms = append(ms, match)
	}
	return ms, err
}

// AskManager says in words how many clients are hidden; empty if none. The officer is to
// ask before creating a client, who may be one of them: no decision is refused for it.
func (v Review) AskManager() string { return askManager(v.Restricted) }

func askManager(n int) string {
	switch n {
	case 0:
		return ""
	case 1:
		return "1 restricted record: ask a manager"
	}
	return fmt.Sprintf("%d restricted records: ask a manager", n)
}

// Review compares the record with the register. Clients in also, whom the officer found
// by other means, are compared as well; of one that was merged or erased it shows nothing,
// and Assign says why. Refused with ErrNotFound, ErrDecided, ErrRemoved
// or ErrUnreadable.
func (s *Service) Review(ctx context.Context, a Actor, id store.RecordID, also ...store.ClientID) (Review, error) {
	return operate(ctx, s, operation{a: a, act: ActReview, record: id, reads: true}, func(ctx context.Context, o *operation) (Review, error) {
		return s.review(ctx, o, also)
	})
}

func (s *Service) review(ctx context.Context, o *operation, also []store.ClientID) (v Review, err error) {
	a, id := o.a, o.record
	if len(also) > maxListed {
		return Review{}, &Error{Kind: ErrTooLarge, Field: "also", Code: "too-many"}
	}
	see := s.sight(a)
	r, clients, err := s.reviewed(ctx, see, o, also)
	if err != nil {
		return Review{}, err
	}
	opens := append(openedClients(also), store.Event{Kind: KindReviewOpened, Record: id})
	err = s.witness(ctx, a, opens, func(o *opening) (err error) {
		v, err = s.compareAll(ctx, see, r, clients, o)
		return err
	})
	if err != nil {
		return Review{}, err
	}
	return v, nil
}

// compareAll ranks a record and the members of its household, each against the register
// and clients.
func (s *Service) compareAll(ctx context.Context, see *sight, r store.Record, clients []store.Client, o *opening) (_ Review, err error) {
	p := s.partyOf(&r, s.asker(&r))
	sts := make([]standing, len(p.all))
	for i, asker := range p.all {
		sts[i], err = s.rank(ctx, see.a, asker, scope{
			see: see, self: r.ID, also: clients, others: p.others(i), beside: maxBeside, from: matching.VeryWeak, opens: o,
			sums: i == 0 && holds(see.a, r) == nil,
		})
		if err != nil {
			return Review{}, err
		}
		clients = nil
	}
	p.onePlaceEach(sts)
	return s.reviewOf(ctx, see, r, sts)
}

// reviewed reads a record that the actor may review, and clients to compare it
// with. A hidden client does not exist.
func (s *Service) reviewed(ctx context.Context, see *sight, o *operation, also []store.ClientID) (r store.Record, clients []store.Client, err error) {
	a, id := o.a, o.record
	err = checkID("record", string(id))
	for _, c := range also {
		err = first(err, s.enter(ctx, a, ActReadClient), checkID("client", string(c)))
	}
	if err != nil {
		return r, nil, err
	}
	rows, err := s.rows(ctx, a, store.IDs{Records: []store.RecordID{id}, Clients: also})
	if err != nil {
		return r, nil, err
	}
	if r, err = s.admitted(a, ActReview, id, rows); err == nil {
		o.foundRecord = true
		err = s.live(ctx, a, r)
	}
	if err != nil {
		return r, nil, err
	}
	for _, id := range also {
		c, err := clientIn(rows, id)
		if err == nil {
			err = see.admit(ctx, c)
		}
		if isNotFound(err) {
			err = nowhere("also", id)
		}
		if err != nil {
			return r, nil, err
		}
	}
	return r, rows.Clients, nil
}

// reviewOf is what an actor is told of a record and its household once they are ranked.
func (s *Service) reviewOf(ctx context.Context, see *sight, r store.Record, sts []standing) (Review, error) {
	a, at, st := see.a, s.stamp(r.Updated), sts[0]
	links, err := s.linkedRows(ctx, a, r)
	if err != nil {
		return Review{}, err
	}
	seen, err := see.record(ctx, r)
	if err != nil {
		return Review{}, err
	}
	v := Review{
		Record: seen,
		Size:   st.Size, Truncated: st.Truncated, TooFew: st.TooFew, Ungrouped: st.Ungrouped, Unprepared: st.unprepared, Unreadable: st.unreadable, Model: st.Model,
		Remove: s.removing(a, &r),
	}
	fs := see.sift(st)
	v.Results, v.Restricted = fs.results, fs.likely
	v.None, v.Absent, v.Missed, v.Related = fs.none, fs.absent, fs.missed, fs.related
	v.Clients, v.Common = fs.clients, fs.common
	carried, founding, placings := carrying(seen), s.founding(r, at), make([][]Effect, len(v.Clients))
	v.Create = creating(s.refusing(a, ActCreate, &seen), founding, carried)
	refusing := s.refusing(a, ActAssign, &seen)
	for i := range v.Clients {
		placings[i] = s.placing(r, v.Clients[i].Client, at)
		v.Clients[i].Effects = assigning(refusing, placings[i], carried)
	}
	if slices.ContainsFunc(links, func(c store.Client) bool { return !eligible(c) }) {
		v.Create = memberGone()
		for i := range v.Clients {
			v.Clients[i].Effects = memberGone()
		}
	}
	if v.Records, err = see.neighbours(ctx, st); err != nil {
		return Review{}, err
	}
	for i, st := range sts[1:] {
		f, err := see.found(ctx, st)
		if err != nil {
			return Review{}, err
		}
		v.Household = append(v.Household, MemberReview{ID: s.memberID(&r, i), Member: seen.Household[i], Found: f})
	}
	if holds(a, r) == nil {
		v.Token = s.sealed(s.sealOf(a, r, links, fs, placings, founding))
	}
	return v, see.matched(ctx, v.Clients) // last: a decision places the case on the rows as they are
}

// sealOf is what a token says of a review: what was found, whom members are linked to, and
// what becomes of the case with each client that is shown and with one who is created.
func (s *Service) sealOf(a Actor, r store.Record, links []store.Client, fs findings, placings [][]Effect, founding []Effect) seal {
	t := newSeal()
	t.Authority, t.System, t.Record, t.Officer = a.Authority, s.system, r.ID, a.ID
	t.Identity, t.Fence, t.Model = r.Identity, r.Fence, s.matcher.Model()
	t.Destroys, t.Household = s.destroyMark(&t, r), s.householdMark(&t, r, links)
	if t.Compared = comparisonsOf(fs.clients); len(t.Compared) < len(fs.clients) {
		fs.found = poolSum{}
	}
	t.Clients = s.marksOf(&t, a, fs, placings, founding)
	return t
}

// marksOf are the marks of a token: of the client who would be created, and of each that
// was compared.
func (s *Service) marksOf(t *seal, a Actor, fs findings, placings [][]Effect, founding []Effect) []byte {
	m, b := s.marker(t), make([]byte, 0, maxMarked*markLen)
	b = m.placing(m.found(m.client(b, a, notYet), fs.found), founding)
	for i := range fs.clients {
		c := &fs.clients[i].Client
		b = m.shown(b, a, c.ID, &c.Person, placings[i])
	}
	for _, c := range fs.hidden {
		b = m.shown(b, a, c.ID, &c.Person, nil)
	}
	return b
}
