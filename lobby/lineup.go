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
	nobody  matching.Profile // what the matcher makes of nobody
	found   matching.Pool    // counts and size: people are in clients and records
	clients side[store.ClientID, store.Client]
	records side[store.RecordID, store.Record]
	also    []store.ClientID    // named by the officer
	shared  [][]matching.Key    // keys of the others of the household
	counts  []matching.KeyCount // of the keys, without whoever is hidden from the actor
	hidden  []*store.Client     // taken out again, since the actor may not know of them
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

func newLineup(m matching.Matcher, nobody matching.Profile, pool matching.Pool, sc scope) *lineup {
	l := &lineup{
		matcher: m, nobody: nobody, found: pool, counts: pool.Counts, shared: sc.others,
		clients: newSide[store.ClientID, store.Client](pool.Clients), records: newSide[store.RecordID, store.Record](everybody(pool.Records, nobody)),
	}
	l.dropRecord(sc.self)
	for i := range sc.also {
		if c := &sc.also[i]; eligible(*c) {
			l.also = append(l.also, c.ID)
			l.clients.take(c.ID, c, l.profile(c.Profile, &c.Person, false))
		}
	}
	return l
}

// uncount takes those who are hidden from the actor out of the counts of the values
// that lead to nobody: hidden has a count of each of these.
func (l *lineup) uncount(hidden []matching.KeyCount) {
	if !slices.ContainsFunc(hidden, func(c matching.KeyCount) bool { return c.Clients > 0 }) {
		return
	}
	l.counts = slices.Clone(l.counts)
	for i := range l.counts {
		if l.counts[i].Key.CountOnly() {
			l.counts[i].Clients = max(0, l.counts[i].Clients-hidden[0].Clients)
			hidden = hidden[1:]
		}
	}
}

// uncountFound takes the hidden who were found out of the counts of the values that they
// were found by.
func (l *lineup) uncountFound(hidden []*store.Client) {
	l.counts = slices.Clone(l.counts)
	for _, c := range hidden {
		keys := l.matcher.Prepare(c.Person).Keys
		for i := range l.counts {
			if k := &l.counts[i]; !k.Key.CountOnly() && k.Clients > 0 && slices.Contains(keys, k.Key) {
				k.Clients--
			}
		}
	}
}

// hide takes those out who are hidden from the actor, as if they were not on the
// register, and reports whether that changes the ranking. If one of them may well be the
// person nobody is taken out: the next best would take the place.
func (l *lineup) hide(r matching.Ranking, see *sight) (changed bool) {
	if see == nil || see.open() {
		return false
	}
	hidden, likely := l.hiddenIn(r, see)
	if likely {
		return false
	}
	if len(hidden) > 0 {
		l.uncountFound(hidden)
	}
	for _, c := range hidden {
		l.hidden = append(l.hidden, c)
		l.clients.drop(c.ID)
	}
	changed = len(hidden) > 0 || !slices.Equal(l.found.Counts, l.counts)
	l.found.Counts = l.counts
	return changed
}

// hiddenIn are the listed clients of a ranking who are hidden from the actor, and
// whether one of them may well be the person.
func (l *lineup) hiddenIn(r matching.Ranking, see *sight) (hidden []*store.Client, likely bool) {
	for _, m := range r.Clients[:listedOf(r.Clients)] {
		if c := l.clients.row(store.ClientID(m.ID)); c != nil && see.named(*c) == "" {
			hidden = append(hidden, c)
			likely = likely || m.Rating.AtLeast(matching.Weak)
		}
	}
	return hidden, likely
}

// retold is what the actor is told of a ranking if somebody hidden may well be the
// person. Evidence is weighed as if the hidden were not on the register, because the
// weight of a value depends on how many have it. The probabilities are rounded later: see
// findings.cut.
func (l *lineup) retold(r matching.Ranking, asker matching.Prepared, see *sight) matching.Ranking {
	if see == nil || see.open() {
		return r
	}
	hidden, likely := l.hiddenIn(r, see)
	if !likely {
		return r
	}
	l.uncountFound(hidden)
	pool := l.pool()
	pool.Counts = shared(l.counts, l.shared)
	pool.Clients = slices.DeleteFunc(slices.Clone(pool.Clients), func(c matching.Candidate) bool {
		return slices.ContainsFunc(hidden, func(h *store.Client) bool { return string(h.ID) == c.ID })
	})
	told := l.matcher.Rank(asker, pool)
	r.Common, r.Ungrouped = told.Common, told.Ungrouped
	for i := range r.Clients {
		m := &r.Clients[i]
		if k := slices.IndexFunc(told.Clients, func(t matching.Match) bool { return t.ID == m.ID }); k >= 0 {
			m.Weight, m.Evidence = told.Clients[k].Weight, told.Clients[k].Evidence
		}
	}
	return r
}

// pool is who is to be ranked.
func (l *lineup) pool() matching.Pool {
	p := l.found
	p.Counts = shared(p.Counts, l.shared)
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
			ids.Records = l.askRecord(ids.Records, beside[i].ID)
		}
	}
	for _, id := range r.Unread {
		ids.Clients = l.clients.ask(ids.Clients, id)
		ids.Records = l.askRecord(ids.Records, id)
	}
	return ids
}

// take brings the lineup up to date with rows that were read, and reports whether
// that changes the ranking.
func (l *lineup) take(asked store.IDs, rows store.Rows, unread []string) (changed bool) {
	var clients int
	for i := range rows.Clients {
		if c := &rows.Clients[i]; eligible(*c) {
			clients++
			changed = l.clients.take(c.ID, c, l.profile(c.Profile, &c.Person, slices.Contains(unread, string(c.ID)))) || changed
		}
	}
	for i := range rows.Records {
		if r := &rows.Records[i]; !r.State.Decided() {
			changed = l.takeRecord(r, unread) || changed
		}
	}
	l.clients.lost += len(rows.Unreadable.Clients)
	l.records.lost += len(rows.Unreadable.Records)
	if clients < len(asked.Clients) {
		changed = l.clients.clear(asked.Clients) || changed
	}
	for _, id := range asked.Records {
		if l.records.row(id) == nil {
			changed = l.dropRecord(id) || changed
		}
	}
	return changed
}

// askRecord adds the record of a candidate to those whose rows are to be read, once.
func (l *lineup) askRecord(ids []store.RecordID, candidate string) []store.RecordID {
	id, _ := candidateOf(candidate)
	first, end := l.peopleOf(id)
	if first == end || l.records.rows[first].asked {
		return ids
	}
	for i := first; i < end; i++ {
		l.records.rows[i].asked = true
	}
	return append(ids, id)
}

// takeRecord keeps a row for each of its people, and reports whether one of them has
// another profile than was ranked, or is not there any more.
func (l *lineup) takeRecord(r *store.Record, unread []string) (changed bool) {
	people := people(r.ID, l.profiles(r, unread), l.nobody)
	first, end := l.peopleOf(r.ID)
	for i := end - 1; i >= first; i-- {
		id := l.records.found[i].ID
		if !slices.ContainsFunc(people, func(c matching.Candidate) bool { return c.ID == id }) {
			changed = l.records.drop(store.RecordID(id)) || changed
		}
	}
	for _, c := range people {
		changed = l.records.take(store.RecordID(c.ID), r, c.Profile) || changed
	}
	return changed
}

// profiles are those of the people of a record: those that are kept, if they are of use.
func (l *lineup) profiles(r *store.Record, unread []string) []matching.Profile {
	kept := profilesOf(r.Profile)
	useless := slices.ContainsFunc(unread, func(candidate string) bool { id, _ := candidateOf(candidate); return id == r.ID })
	if len(kept) != 1+len(r.Household) || useless || slices.ContainsFunc(kept, l.matcher.Stale) {
		kept = []matching.Profile{l.matcher.Prepare(r.Person).Profile}
		for i := range r.Household {
			kept = append(kept, l.matcher.Prepare(r.Household[i].Person).Profile)
		}
	}
	return kept
}

// peopleOf is where the people of a record stand: from first to before end.
func (l *lineup) peopleOf(id store.RecordID) (first, end int) {
	first, _ = l.records.place(id)
	for end = first; end < len(l.records.found); end++ {
		if of, _ := candidateOf(l.records.found[end].ID); of != id {
			break
		}
	}
	return first, end
}

// dropRecord takes the people of a record out, and reports whether any was there.
func (l *lineup) dropRecord(id store.RecordID) bool {
	first, end := l.peopleOf(id)
	for i := end; i > first; i-- {
		l.records.drop(store.RecordID(l.records.found[i-1].ID))
	}
	return first < end
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
	return append(ids, ID(id)) // what comes of it is taken, or dropped
}

// take keeps a row, and reports whether it has another profile than was ranked.
func (s *side[ID, Row]) take(id ID, read *Row, p matching.Profile) (changed bool) {
	i, found := s.place(id)
	if !found { // not by slices.Insert, which is compiled anew for each type, and large
		s.found, s.rows = append(s.found, matching.Candidate{}), append(s.rows, row[Row]{})
		copy(s.found[i+1:], s.found[i:])
		copy(s.rows[i+1:], s.rows[i:])
		s.found[i].ID = string(id)
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
