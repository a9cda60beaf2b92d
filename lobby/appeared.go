package lobby

import (
	"context"
	"crypto/sha256"
	"slices"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// A creation looks again for likely clients whom its review did not show. Most often
// everybody who shares a key with the person is as the review compared them. Then nobody
// has appeared, and nobody is ranked again.

// maxRivals is how many other records of perhaps the same person a creation
// takes along: far more than ever wait at once, and with room in a batch. A store
// that takes smaller batches takes the most probable of them.
const maxRivals = 24

// sinceReview is what a creation finds of the register as it is now.
type sinceReview struct {
	shown  map[store.ClientID]*store.Client // whom the review showed
	rivals []store.Record                   // other undecided records of perhaps the same person
}

// client is one whom the review showed, as it is now: empty if it cannot be read.
func (now sinceReview) client(id store.ClientID) store.Client {
	if c := now.shown[id]; c != nil {
		return *c
	}
	return store.Client{}
}

// nobodyAppeared refuses a creation if a likely client has appeared since its review.
func (s *Service) nobodyAppeared(ctx context.Context, see *sight, r store.Record, t seal) (now sinceReview, err error) {
	asker, sc := s.asker(&r), scope{self: r.ID, beside: min(maxRivals, (s.room-3)/2-len(linked(r))), from: matching.Weak, sums: true}
	g, err := s.candidates(ctx, see.a, asker, sc)
	if err != nil {
		return now, err
	}
	rows, err := s.rowsBut(ctx, see.a, store.IDs{Clients: t.compared(), Unkeyed: true}, g.came)
	if err != nil {
		return now, err
	}
	now.shown = make(map[store.ClientID]*store.Client, len(rows.Clients))
	for i := range rows.Clients {
		now.shown[rows.Clients[i].ID] = &rows.Clients[i]
	}
	if s.asReviewed(see.a, r.ID, t, g, now) {
		return now, nil
	}
	sc.others = s.partyOf(&r, asker).others(0) // to prepare a household takes a while
	st, err := s.rankFound(ctx, see.a, asker, sc, g)
	if err != nil {
		return now, err
	}
	now.rivals = st.rivals()
	return now, s.guard(see, st, t)
}

// asReviewed reports whether everybody who was found is as a review compared them, and no
// other record may be of the same person. If not, a ranking says what it means.
func (s *Service) asReviewed(a Actor, self store.RecordID, t seal, g gathered, now sinceReview) bool {
	if slices.ContainsFunc(g.pool.Records, func(c matching.Candidate) bool { return c.ID != string(self) }) {
		return false
	}
	m := s.marker(&t)
	if found, _ := t.find(m.client(nil, a, notYet)); !same(found, m.found(nil, g.sum)) {
		return false
	}
	for _, c := range t.Compared {
		is := now.client(c.client)
		if person, _ := t.find(m.client(nil, a, c.client)); !same(person, m.person(nil, &is.Person)) {
			return false
		}
	}
	return true
}

// guard refuses a creation when a likely client has appeared, come out of hiding or
// become somebody else since the review; or when somebody cannot be read who may be the
// person.
func (s *Service) guard(see *sight, st standing, t seal) error {
	if st.unreadable > 0 {
		return &Error{Kind: ErrUnreadable}
	}
	var changed []Changed
	for _, m := range st.Clients[:st.likely] {
		if !m.Rating.AtLeast(s.o.Guard) {
			break
		}
		c := st.client(store.ClientID(m.ID))
		person, _ := t.find(s.clientMark(&t, see.a, c.ID))
		if see.named(c) != "" { // else it has to be as it was when it was hidden
			person, _ = s.shownOf(&t, see.a, c.ID)
		}
		if !same(person, s.personMark(&t, c.Person)) {
			changed = append(changed, Changed{What: ChangedNew, Client: see.named(c)})
		}
	}
	if changed != nil {
		return stale(changed...)
	}
	return nil
}

// rivals are the other records that a creation takes along.
func (st *standing) rivals() (rs []store.Record) {
	for r := range st.beside() {
		rs = append(rs, *r)
	}
	return rs
}

// poolSum digests the clients who share a key with a person: who they are, and what is
// compared of them. It is not how many there are besides, which changes with every client
// of the register: that may move a rating a little, but makes nobody likely whom the review
// thought less probable than one in a million.
type poolSum [sha256.Size]byte

func sumOf(found []matching.Candidate) (sum poolSum) {
	h, buf := sha256.New(), make([]byte, 0, 4<<10)
	for _, c := range found {
		buf = appendPart(appendPart(buf, c.ID), string(c.Profile))
		if len(buf) > cap(buf)/2 {
			h.Write(buf)
			buf = buf[:0]
		}
	}
	h.Write(buf)
	h.Sum(sum[:0])
	return sum
}
