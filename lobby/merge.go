package lobby

import (
	"context"
	"errors"
	"slices"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// Merged says what merging two clients did, or undoing it.
type Merged struct {
	From, Into store.ClientID
	Cases      []store.CaseID // that went over, with what the lobby carried into them
	// Open are the open cases of every system of which the client has more than one
	// now. Nothing is closed: that is for the host to do ([Service.CloseCase]).
	Open       []store.CaseID
	Reference  string // that went over, because the other client had none
	Restricted bool   // the client became restricted, because the one merged into it was
	// Unsearched are the fields of the person ([matching.Person.Fields]) in which the one
	// that was merged has a value, as typed, that the other has nowhere: whoever arrives
	// with it may not be found by it until the other is put with it as well.
	Unsearched []string
}

// MergeClients merges a client into another, because the host has found that they are
// one person. The first is offered no more: a review shows the second, and a decision
// on the first comes back as "look again". Its cases go over, and with them what is
// held and erased of the person; so does its reference, if the second has none, or it
// is given up. If either is restricted, so is the second afterwards. What stays with the
// first is that it is a member of somebody's household: that is listed, told and erased by
// its own id. And nothing of the person goes over, so that whoever arrives with what the
// first alone was known by, such as a name or a phone, is not found: put the second with
// all that is known of both. Merged.Unsearched says what that is. Merged twice is merged
// once.
//
// Refused with ErrNotFound if there is no such client, with ErrGone if one is erased,
// with ErrInvalid if they are one client, if one is merged already (so that no ring
// comes about), or if both have a case of one id, and with ErrUnreadable.
func (s *Service) MergeClients(ctx context.Context, a Actor, from, into store.ClientID) (Merged, error) {
	return operate(ctx, s, operation{a: a, act: ActMergeClients, client: from}, func(ctx context.Context, o *operation) (Merged, error) {
		return s.mergeClients(ctx, o, into)
	})
}

func (s *Service) mergeClients(ctx context.Context, o *operation, into store.ClientID) (Merged, error) {
	a, from := o.a, o.client
	err := first(checkID("client", string(from)), checkID("merged-into", string(into)))
	if err == nil && from == into {
		err = invalid("merged-into", "itself")
	}
	if err != nil {
		return Merged{}, err
	}
	return s.rewriteClients(ctx, a, func() (m Merged, ps []put, err error) {
		x, y, err := s.pair(ctx, a, from, into)
		o.foundClient = y.ID != "" // the first of the two
		switch {
		case err != nil:
			return m, nil, err
		case x.MergedInto == into:
			return Merged{From: from, Into: into}, nil, nil
		case x.MergedInto != "":
			return m, nil, invalid("client", "merged")
		case y.MergedInto != "":
			return m, nil, invalid("merged-into", "merged")
		}
		return s.merge(x, y)
	})
}

// merge makes the rows of a client that is merged into another.
func (s *Service) merge(x, y store.Client) (m Merged, ps []put, err error) {
	m = Merged{From: x.ID, Into: y.ID, Unsearched: unknownOf(&x.Person, &y.Person)}
	wasX, wasY := x, y
	for _, k := range x.Cases {
		if slices.ContainsFunc(y.Cases, func(o store.Case) bool { return o.ID == k.ID }) {
			return m, nil, invalid("case", "in-both")
		}
		k.MergedFrom = append(k.MergedFrom, x.ID)
		y.Cases, m.Cases = append(y.Cases, k), append(m.Cases, k.ID)
	}
	if y.Reference == "" {
		y.Reference, m.Reference = x.Reference, x.Reference
	}
	m.Restricted = x.Restricted && !y.Restricted
	y.Restricted = x.Restricted || y.Restricted
	x.Cases, x.Reference, x.MergedInto = nil, "", y.ID
	m.Open = crowded(y)
	merged := s.rewritten(wasX, x).telling(KindClientMerged, string(y.ID))
	left := s.rewritten(wasY, y).telling(KindClientJoined, string(x.ID))
	if m.Restricted {
		left = left.telling(KindRestricted, "")
	}
	return m, []put{merged, left}, checkClient(y)
}

// unknownOf names the fields in which a person has a value that another has nowhere.
func unknownOf(p, other *matching.Person) (names []string) {
	var known []string
	for _, f := range other.Fields() {
		known = append(known, f.Values()...)
	}
	for _, f := range p.Fields() {
		if slices.ContainsFunc(f.Values(), func(v string) bool { return !blank(v) && !slices.Contains(known, v) }) {
			names = append(names, f.Name)
		}
	}
	return names
}

// UnmergeClient undoes a merge that was a mistake. The cases that the client brought
// along go back to it; those that came since stay where they are, and so does the
// reference. The client stays restricted if it was, and so does the other. A client
// that is not merged stays as it is. If the other was erased, the cases are gone with it;
// or they come from the client that it was merged into before.
//
// Refused with ErrInvalid if the one that it was merged into was merged on: that one
// comes first; with ErrGone if the client is erased, and with ErrNotFound or
// ErrUnreadable.
func (s *Service) UnmergeClient(ctx context.Context, a Actor, id store.ClientID) (Merged, error) {
	return operate(ctx, s, operation{a: a, act: ActMergeClients, client: id}, s.unmergeClient)
}

func (s *Service) unmergeClient(ctx context.Context, o *operation) (Merged, error) {
	a, id := o.a, o.client
	if err := checkID("client", string(id)); err != nil {
		return Merged{}, err
	}
	return s.rewriteClients(ctx, a, func() (m Merged, ps []put, err error) {
		x, err := s.clientOf(ctx, a, id)
		if err != nil {
			return m, nil, err
		}
		o.foundClient = true
		switch {
		case x.Erased:
			return m, nil, &Error{Kind: ErrGone}
		case x.MergedInto == "":
			return Merged{Into: id}, nil, nil
		}
		y, way, err := s.keeper(ctx, a, x)
		switch {
		case err != nil:
			return m, nil, err
		case y.MergedInto != "":
			return m, nil, invalid("client", "merged-on")
		}
		return s.unmerge(x, y, way)
	})
}

// keeper is the client that has the cases of one that was merged, and by whose hands they
// came: those of the client itself, and of whoever was merged on and then erased.
func (s *Service) keeper(ctx context.Context, a Actor, x store.Client) (y store.Client, way []store.ClientID, err error) {
	for y = x; y.MergedInto != "" && (y.Erased || way == nil) && !slices.Contains(way, y.MergedInto); {
		way = append(way, y.ID)
		id := y.MergedInto
		switch y, err = s.clientOf(ctx, a, id); {
		case isNotFound(err):
			return tombstone(store.Client{ID: id}), way, nil
		case err != nil:
			return y, way, err
		}
	}
	return y, way, nil
}

// unmerge makes the rows of two clients that are two again.
func (s *Service) unmerge(x, y store.Client, way []store.ClientID) (m Merged, ps []put, err error) {
	m = Merged{From: y.ID, Into: x.ID}
	wasX, wasY := x, y
	var stay []store.Case
	for _, k := range y.Cases {
		n := len(k.MergedFrom) - len(way)
		if n < 0 || !slices.Equal(k.MergedFrom[n:], way) {
			stay = append(stay, k)
			continue
		}
		k.MergedFrom = k.MergedFrom[:n]
		x.Cases, m.Cases = append(x.Cases, k), append(m.Cases, k.ID)
	}
	y.Cases, x.MergedInto = stay, ""
	m.Open = crowded(x)
	ps = []put{s.rewritten(wasX, x).telling(KindClientUnmerged, string(y.ID))}
	if !y.Erased {
		ps = append(ps, s.rewritten(wasY, y).telling(KindClientParted, string(x.ID)))
	}
	return m, ps, checkClient(x)
}

// pair reads two clients, neither of them erased.
func (s *Service) pair(ctx context.Context, a Actor, from, into store.ClientID) (x, y store.Client, err error) {
	rows, err := s.rows(ctx, a, store.IDs{Clients: []store.ClientID{from, into}})
	if err != nil {
		return x, y, err
	}
	for i, id := range []store.ClientID{from, into} {
		row, found := rows.Client(id)
		switch {
		case slices.Contains(rows.Unreadable.Clients, id):
			return x, y, &Error{Kind: ErrUnreadable, Client: id}
		case !found:
			return x, y, nowhere([]string{"client", "merged-into"}[i], id)
		case row.Erased:
			return x, y, &Error{Kind: ErrGone, Client: id}
		}
		x, y = y, row.Clone()
	}
	return x, y, nil
}

// merged refuses a client that was merged, and says which is left of it.
func (s *Service) merged(ctx context.Context, a Actor, c store.Client) error {
	left, err := s.leftOf(ctx, a, c)
	if err != nil {
		return err
	}
	return stale(Changed{What: ChangedMerged, Client: c.ID, Into: left.ID})
}

// leftOf follows merges to the client that is left: the same one, if it was not merged.
// Of one that is not there, or that nobody can read, it has the id alone.
func (s *Service) leftOf(ctx context.Context, a Actor, c store.Client) (store.Client, error) {
	left := c
	for way := []store.ClientID(nil); left.MergedInto != ""; {
		if slices.Contains(way, left.ID) { // in a ring nobody is left
			return store.Client{ID: c.MergedInto}, nil
		}
		id := left.MergedInto
		way = append(way, left.ID)
		var err error
		switch left, err = s.clientOf(ctx, a, id); {
		case isNotFound(err), errors.Is(err, ErrUnreadable):
			return store.Client{ID: id}, nil
		case err != nil:
			return store.Client{}, err
		}
	}
	return left, nil
}

// rewritten is the next row of a client as it is changed.
func (s *Service) rewritten(was, c store.Client) put {
	s.indexClient(&c)
	return s.putting(was, c)
}

// rewriteClients writes rows of several clients together, again and again while
// others change them.
func (s *Service) rewriteClients(ctx context.Context, a Actor, apply func() (Merged, []put, error)) (Merged, error) {
	var done Merged
	err := s.again(ctx, func() error {
		m, ps, err := apply()
		if err != nil {
			return err
		}
		if done = m; ps == nil {
			return nil
		}
		return s.commit(ctx, s.clientBatch(a, ps...))
	})
	if err != nil {
		return Merged{}, err
	}
	return done, nil
}

// crowded are the open cases of each system of which a client has more than one open.
func crowded(c store.Client) (ids []store.CaseID) {
	open := map[store.System]int{}
	for _, k := range c.Cases {
		if k.Open() {
			open[k.System]++
		}
	}
	for _, k := range c.Cases {
		if k.Open() && open[k.System] > 1 {
			ids = append(ids, k.ID)
		}
	}
	return ids
}
