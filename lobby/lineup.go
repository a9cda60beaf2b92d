package lobby

import (
	"slices"
	"strings"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// lineup is a ranking in the making: who was found, and what was read of them.
type lineup struct {
	matcher matching.Matcher
	found   matching.Pool // but for those found
	clients side[store.ClientID, store.Client]
	records side[store.RecordID, store.Record]
	also    []store.ClientID
}

// side is the clients of a lineup, or the records.
type side[ID ~string, Row any] struct {
	found []matching.Candidate // ordered by id
	rows  map[ID]Row
	asked map[ID]bool // whose row was asked for
	lost  int         // candidates whose row cannot be read, or not compared
}

func newSide[ID ~string, Row any](found []matching.Candidate) side[ID, Row] {
	return side[ID, Row]{found: found, rows: make(map[ID]Row), asked: make(map[ID]bool)}
}

func newLineup(m matching.Matcher, pool matching.Pool, sc scope) *lineup {
	l := &lineup{
		matcher: m, found: pool,
		clients: newSide[store.ClientID, store.Client](pool.Clients), records: newSide[store.RecordID, store.Record](pool.Records),
	}
	l.records.drop(sc.self)
	for _, c := range sc.also {
		if eligible(c) {
			l.also = append(l.also, c.ID)
			l.clients.asked[c.ID] = true
			l.clients.take(c.ID, c, l.profile(c.Profile, c.Person, false))
		}
	}
	return l
}

// pool is who is to be ranked.
func (l *lineup) pool() matching.Pool {
	p := l.found
	p.Clients, p.Records = l.clients.found, l.records.found
	return p
}

// missing are the rows still to be read: of those that a ranking lists, and of
// those whom it could not compare.
func (l *lineup) missing(r matching.Ranking, sc scope) (ids store.IDs) {
	for _, m := range r.Clients[:min(len(r.Clients), maxListed)] {
		ids.Clients = l.clients.ask(ids.Clients, m.ID)
	}
	for _, m := range r.Records[:min(len(r.Records), sc.beside)] {
		if m.Rating.AtLeast(sc.from) {
			ids.Records = l.records.ask(ids.Records, m.ID)
		}
	}
	for _, id := range r.Unread {
		ids.Clients = l.clients.ask(ids.Clients, id)
		ids.Records = l.records.ask(ids.Records, id)
	}
	return ids
}

// take brings the lineup up to date with rows that were read, and reports whether
// that changes the ranking.
func (l *lineup) take(asked store.IDs, rows store.Rows, unread []string) (changed bool) {
	for _, id := range asked.Clients {
		c, read := rows.Client(id)
		switch {
		case !read && slices.Contains(rows.Unreadable.Clients, id):
			changed = l.clients.lose(id) || changed
		case !read || !eligible(c): // gone since it was found
			changed = l.clients.drop(id) || changed
		default:
			changed = l.clients.take(id, c, l.profile(c.Profile, c.Person, slices.Contains(unread, string(id)))) || changed
		}
	}
	for _, id := range asked.Records {
		r, read := rows.Record(id)
		switch {
		case !read && slices.Contains(rows.Unreadable.Records, id):
			changed = l.records.lose(id) || changed
		case !read || r.State.Decided():
			changed = l.records.drop(id) || changed
		default:
			changed = l.records.take(id, r, l.profile(r.Profile, r.Person, slices.Contains(unread, string(id)))) || changed
		}
	}
	return changed
}

// profile is that of a row or, where it is of no use, another made of the person.
func (l *lineup) profile(kept matching.Profile, p matching.Person, unread bool) matching.Profile {
	if unread || l.matcher.Stale(kept) {
		return l.matcher.Prepare(p).Profile
	}
	return kept
}

func (s *side[ID, Row]) place(id ID) (int, bool) {
	return slices.BinarySearchFunc(s.found, string(id), func(c matching.Candidate, id string) int { return strings.Compare(c.ID, id) })
}

// ask adds an id to those whose rows are to be read, once, if it is one of this side.
func (s *side[ID, Row]) ask(ids []ID, id string) []ID {
	if _, found := s.place(ID(id)); !found || s.asked[ID(id)] {
		return ids
	}
	s.asked[ID(id)] = true
	return append(ids, ID(id))
}

// take keeps a row, and reports whether it has another profile than was ranked.
func (s *side[ID, Row]) take(id ID, row Row, p matching.Profile) (changed bool) {
	s.rows[id] = row
	i, found := s.place(id)
	if !found {
		s.found = slices.Insert(s.found, i, matching.Candidate{ID: string(id), Profile: p})
		return true
	}
	changed = s.found[i].Profile != p
	s.found[i].Profile = p
	return changed
}

// drop takes a candidate out, and reports whether it was there.
func (s *side[ID, Row]) drop(id ID) bool {
	i, found := s.place(id)
	if found {
		s.found = slices.Delete(s.found, i, i+1)
	}
	return found
}

// lose takes out a candidate whose row cannot be read.
func (s *side[ID, Row]) lose(id ID) bool {
	s.lost++
	return s.drop(id)
}
