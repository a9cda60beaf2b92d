package lobby

import (
	"context"
	"iter"
	"slices"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// The most that a review lists.
const (
	maxListed   = 50 // clients, the most probable ones
	minListed   = 10 // clients, whatever speaks against them
	maxBeside   = 20 // other undecided records
	maxCompared = 20 // verdicts that a decision keeps
)

// scope says what is to be ranked and read beside a person.
type scope struct {
	see    *sight           // whose ranking it is; nil to rank everybody, as a decision has to
	self   store.RecordID   // not to be ranked: the person's own record
	also   []store.Client   // compared and listed, whether or not they share a key
	others [][]matching.Key // keys of others of the household
	beside int              // how many other undecided records are read,
	from   matching.Rating  // of those that are rated so, or better
	opens  *opening         // what is written down of who looks
	sums   bool             // whether who was found is digested
}

// standing is a person ranked against the register as it is now.
type standing struct {
	matching.Ranking
	likely     int                                 // how many of Clients are listed, however probable a household leaves them
	clients    *side[store.ClientID, store.Client] // as they were compared: those that are listed were read
	records    *side[store.RecordID, store.Record] // likewise
	also       []store.ClientID                    // listed whatever their place
	hidden     []*store.Client                     // left out of the ranking: see lineup.hide
	sum        poolSum                             // of the clients who share a key, if the scope asks for it
	unprepared int                                 // clients that are found only by another version's keys
	unreadable int                                 // whom nobody can read, and who are not ranked
}

// gathered is who shares a key with a person, at one instant.
type gathered struct {
	pool       matching.Pool
	came       store.Gathered
	hidden     []matching.KeyCount // of the keys of restricted clients: see lineup.uncount
	unprepared int
	sum        poolSum // of its clients, if the scope asks for it
}

// candidates searches the register and the other undecided records for who shares a key
// with a person. Of the scope it heeds see, opens and sums.
func (s *Service) candidates(ctx context.Context, a Actor, asker matching.Prepared, sc scope) (g gathered, err error) {
	marks := s.marks(a.Authority)
	restricted := sc.see.restrictedKeys(asker.Ask)
	pool, came, err := s.gather(ctx, a, slices.Concat(asker.Ask, marks[:], restricted), sc.opens)
	if err != nil {
		return g, err
	}
	if pool.Truncated() {
		observing(ctx).Truncated = true
	}
	g = gathered{came: came, hidden: pool.Counts[len(asker.Ask)+len(marks):], unprepared: pool.Size}
	for _, c := range pool.Counts[len(asker.Ask):][:len(marks)] {
		g.unprepared -= c.Clients
	}
	g.pool, g.pool.Counts = pool, pool.Counts[:len(asker.Ask)]
	if sc.sums {
		g.sum = sumOf(pool.Clients)
	}
	return g, nil
}

// rank compares a person with the register and with the other undecided records.
// It takes two reads: who shares a key, with their profiles, and the rows of those
// who are listed, as far as they did not come along. Who was prepared by another
// version of the matcher, or has changed between the two, is prepared from the row
// and ranked anew.
func (s *Service) rank(ctx context.Context, a Actor, asker matching.Prepared, sc scope) (standing, error) {
	g, err := s.candidates(ctx, a, asker, sc)
	if err != nil {
		return standing{}, err
	}
	return s.rankFound(ctx, a, asker, sc, g)
}

// rankFound is the second half of [Service.rank]: it reads who is listed, and ranks.
func (s *Service) rankFound(ctx context.Context, a Actor, asker matching.Prepared, sc scope, g gathered) (standing, error) {
	l := newLineup(s.matcher, s.nobody, g.pool, sc)
	l.uncount(g.hidden)
	for {
		r := s.matcher.Rank(asker, l.pool())
		if len(r.Unread) > 0 {
			g.sum = poolSum{} // they are compared by their rows, which are not in it
		}
		missing := l.missing(r, sc)
		if len(missing.Records)+len(missing.Clients) > 0 {
			rows, err := s.rowsBut(ctx, a, missing, g.came)
			if err != nil {
				return standing{}, err
			}
			if l.take(missing, rows, r.Unread) {
				continue
			}
		}
		if l.hide(r, sc.see) {
			continue
		}
		r = l.retold(r, asker, sc.see)
		if len(sc.others) > 0 { // the others were counted too: Common is of clients
			r.Common = s.matcher.Rank(asker, matching.Pool{Size: g.pool.Size, Counts: l.counts}).Common
		}
		return standing{
			Ranking: r, likely: listedOf(r.Clients), clients: &l.clients, records: &l.records, also: l.also, hidden: l.hidden, sum: g.sum,
			unprepared: max(g.unprepared, 0), unreadable: l.clients.lost + l.records.lost + len(r.Unread),
		}, nil
	}
}

// listedOf returns how many of the ranked clients are listed: the first ten, and up to
// maxListed of whoever is as probable as one in a million. In a large register dozens
// share a date of birth and an initial and nothing else.
func listedOf(ms []matching.Match) int {
	n := min(len(ms), maxListed)
	for n > minListed && ms[n-1].Probability < hardlyProbable {
		n--
	}
	return n
}

// hardlyProbable is the probability below which a client beyond the first ten is counted
// and not listed. It and minListed are those of package matching, which explains nobody
// else: a test holds the two in step.
const hardlyProbable = 1e-6

// eligible reports whether a client may be decided upon at all.
func eligible(c store.Client) bool { return !c.Erased && c.MergedInto == "" }

// client is a client as it was compared, if its row was read: empty, otherwise.
func (st *standing) client(id store.ClientID) (c store.Client) {
	if read := st.clients.row(id); read != nil {
		c = *read
	}
	return c
}

// listed are the most probable clients and those that were asked for, and how
// many there are besides.
func (st *standing) listed() (rows []*store.Client, matches []matching.Match, rest int) {
	n := min(len(st.Clients), st.likely+len(st.also))
	rows, matches = make([]*store.Client, 0, n), make([]matching.Match, 0, n)
	for i := range st.Clients {
		id := store.ClientID(st.Clients[i].ID)
		if i >= st.likely && !slices.Contains(st.also, id) {
			rest++
			continue
		}
		c := st.clients.row(id)
		if c == nil {
			rest++
			continue
		}
		c.Keys, c.Profile, c.Within = nil, "", nil
		rows, matches = append(rows, c), append(matches, st.Clients[i])
	}
	return rows, matches, rest
}

// beside yields the other undecided records that may be of the same person, as they
// were read, each once: with whoever of it is the most probable.
func (st *standing) beside() iter.Seq2[*store.Record, RecordMatch] {
	return func(yield func(*store.Record, RecordMatch) bool) {
		var seen []store.RecordID
		for _, m := range st.Records {
			r := st.records.row(store.RecordID(m.ID))
			if r == nil || slices.Contains(seen, r.ID) {
				continue
			}
			_, place := candidateOf(m.ID)
			m.ID, seen = string(r.ID), append(seen, r.ID)
			if !yield(r, RecordMatch{Match: m, Member: place}) {
				return
			}
		}
	}
}
