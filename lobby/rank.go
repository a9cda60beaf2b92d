package lobby

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// The most that a review lists.
const (
	maxListed   = 50 // clients, the most probable ones
	maxBeside   = 20 // other undecided records
	maxCompared = 20 // verdicts that a decision keeps
)

// standing is a person ranked against the register as it is now.
type standing struct {
	matching.Ranking
	clients map[store.ClientID]matching.Profile // what was compared
	also    []store.ClientID                    // listed whatever their place
}

// rank compares a person with the register and with the other undecided
// records. Clients in also are compared too, whether or not they share a key.
func (s *Service) rank(ctx context.Context, a Actor, p matching.Person, self store.RecordID, also ...store.ClientID) (standing, error) {
	asker := s.matcher.Prepare(p)
	pool, err := s.store.Candidates(ctx, a.Authority, asker.Keys, s.o.CandidateLimit)
	if err != nil {
		return standing{}, err
	}
	pool.Records = slices.DeleteFunc(pool.Records, func(c matching.Candidate) bool { return c.ID == string(self) })
	for _, id := range also {
		if pool.Clients, err = s.include(ctx, a, pool.Clients, id); err != nil {
			return standing{}, err
		}
	}
	st := standing{Ranking: s.matcher.Rank(asker, pool), clients: make(map[store.ClientID]matching.Profile, len(pool.Clients)), also: also}
	for _, c := range pool.Clients {
		st.clients[store.ClientID(c.ID)] = c.Profile
	}
	return st, nil
}

// include adds a client to a pool that is ordered by id.
func (s *Service) include(ctx context.Context, a Actor, pool []matching.Candidate, id store.ClientID) ([]matching.Candidate, error) {
	i, found := slices.BinarySearchFunc(pool, string(id), func(c matching.Candidate, id string) int { return strings.Compare(c.ID, id) })
	if found {
		return pool, nil
	}
	c, err := s.store.Client(ctx, a.Authority, id)
	if err != nil {
		return nil, err
	}
	if !eligible(c) {
		return pool, nil
	}
	return slices.Insert(pool, i, matching.Candidate{ID: string(id), Profile: c.Profile}), nil
}

// eligible reports whether a client may be decided upon at all.
func eligible(c store.Client) bool { return !c.Erased && c.MergedInto == "" }

// listed reads the rows of the most probable clients and of those that were
// asked for, and counts the rest. One that has gone since it was found is left
// out.
func (s *Service) listed(ctx context.Context, a Actor, st standing) (rows []store.Client, matches []matching.Match, rest int, err error) {
	for i, m := range st.Clients {
		id := store.ClientID(m.ID)
		if i >= maxListed && !slices.Contains(st.also, id) {
			rest++
			continue
		}
		c, err := s.store.Client(ctx, a.Authority, id)
		switch {
		case errors.Is(err, store.ErrNotFound) || err == nil && !eligible(c):
			continue
		case err != nil:
			return nil, nil, 0, err
		}
		c.Keys, c.Profile = nil, ""
		rows, matches = append(rows, c), append(matches, m)
	}
	return rows, matches, rest, nil
}

// beside reads the other undecided records that may be the same person, from a
// rating upwards.
func (s *Service) beside(ctx context.Context, a Actor, st standing, from matching.Rating, limit int) (
	rows []store.Record, matches []matching.Match, err error) {
	for _, m := range st.Records {
		if len(rows) == limit || !m.Rating.AtLeast(from) {
			break
		}
		r, err := s.store.Record(ctx, a.Authority, store.RecordID(m.ID))
		switch {
		case errors.Is(err, store.ErrNotFound) || err == nil && r.State.Decided():
			continue
		case err != nil:
			return nil, nil, err
		}
		rows, matches = append(rows, r), append(matches, m)
	}
	return rows, matches, nil
}

// verdicts is what a choice says of the clients that were compared.
func verdicts(st standing, seen func(store.ClientID) bool, chosen store.ClientID) (vs []store.Verdict) {
	for _, m := range st.Clients {
		id := store.ClientID(m.ID)
		if id != chosen && (len(vs) >= maxCompared || !seen(id)) {
			continue
		}
		levels := make([]string, len(m.Evidence))
		for i, e := range m.Evidence {
			levels[i] = e.Level
		}
		vs = append(vs, store.Verdict{Client: id, Same: id == chosen, Levels: levels})
	}
	return vs
}
