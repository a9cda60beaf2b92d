package lobby

import (
	"slices"
	"sort"
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
	rows  []row[Row]           // of those found, in their order
	lost  int                  // candidates whose row cannot be read, or not compared
}

// row is what was read of somebody who was found: nil, if nothing was.
type row[Row any] struct {
	read  *Row
	asked bool // whether the row was asked for
}

func newSide[ID ~string, Row any](found []matching.Candidate) side[ID, Row] {
	return side[ID, Row]{found: found, rows: make([]row[Row], len(found))}
}

func newLineup(m matching.Matcher, pool matching.Pool, sc scope) *lineup {
	l := &lineup{
		matcher: m, found: pool,
		clients: newSide[store.ClientID, store.Client](pool.Clients), records: newSide[store.RecordID, store.Record](pool.Records),
	}
	l.records.drop(sc.self)
	for i := range sc.also {
		if c := &sc.also[i]; eligible(*c) {
			l.also = append(l.also, c.ID)
			l.clients.take(c.ID, c, l.profile(c.Profile, &c.Person, false))
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
	listed := r.Clients[:listedOf(r.Clients)]
	ids.Clients, ids.Unkeyed = make([]store.ClientID, 0, len(listed)), true // they are shown, and not written
	for i := range listed {
		ids.Clients = l.clients.ask(ids.Clients, listed[i].ID)
	}
	beside := r.Records[:min(len(r.Records), sc.beside)]
	for i := range beside {
		if beside[i].Rating.AtLeast(sc.from) {
			ids.Records = l.records.ask(ids.Records, beside[i].ID)
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
	var clients, records int
	for i := range rows.Clients {
		if c := &rows.Clients[i]; eligible(*c) {
			clients++
			changed = l.clients.take(c.ID, c, l.profile(c.Profile, &c.Person, slices.Contains(unread, string(c.ID)))) || changed
		}
	}
	for i := range rows.Records {
		if r := &rows.Records[i]; !r.State.Decided() {
			records++
			changed = l.records.take(r.ID, r, l.profile(r.Profile, &r.Person, slices.Contains(unread, string(r.ID)))) || changed
		}
	}
	l.clients.lost += len(rows.Unreadable.Clients)
	l.records.lost += len(rows.Unreadable.Records)
	if clients < len(asked.Clients) {
		changed = l.clients.clear(asked.Clients) || changed
	}
	if records < len(asked.Records) {
		changed = l.records.clear(asked.Records) || changed
	}
	return changed
}

// profile is that of a row or, where it is of no use, another made of the person.
func (l *lineup) profile(kept matching.Profile, p *matching.Person, unread bool) matching.Profile {
	if unread || l.matcher.Stale(kept) {
		return l.matcher.Prepare(*p).Profile
	}
	return kept
}

func (s *side[ID, Row]) place(id ID) (int, bool) {
	return sort.Find(len(s.found), func(i int) int { return strings.Compare(string(id), s.found[i].ID) })
}

// row returns what was read of an id, or nil.
func (s *side[ID, Row]) row(id ID) *Row {
	if i, found := s.place(id); found {
		return s.rows[i].read
	}
	return nil
}

// ask adds an id to those whose rows are to be read, once, if it is one of this side.
func (s *side[ID, Row]) ask(ids []ID, id string) []ID {
	i, found := s.place(ID(id))
	if !found || s.rows[i].asked {
		return ids
	}
	s.rows[i].asked = true
	return append(ids, ID(id))
}

// take keeps a row, and reports whether it has another profile than was ranked.
func (s *side[ID, Row]) take(id ID, read *Row, p matching.Profile) (changed bool) {
	i, found := s.place(id)
	if !found {
		s.found = slices.Insert(s.found, i, matching.Candidate{ID: string(id)})
		s.rows = slices.Insert(s.rows, i, row[Row]{})
	}
	changed = !found || s.found[i].Profile != p
	s.found[i].Profile, s.rows[i] = p, row[Row]{read, true}
	return changed
}

// clear drops those whose row was asked for and not taken: it cannot be read, or
// they are gone since they were found.
func (s *side[ID, Row]) clear(asked []ID) (dropped bool) {
	for _, id := range asked {
		if s.row(id) == nil {
			dropped = s.drop(id) || dropped
		}
	}
	return dropped
}

// drop takes a candidate out, and reports whether it was there.
func (s *side[ID, Row]) drop(id ID) bool {
	i, found := s.place(id)
	if found {
		s.found, s.rows = slices.Delete(s.found, i, i+1), slices.Delete(s.rows, i, i+1)
	}
	return found
}
