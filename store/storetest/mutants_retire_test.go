package storetest

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/caselobby/caselobby/store"
)

const (
	ownID          = "comparison/an event is acknowledged and retired by its own id alone"
	goneEverywhere = "retirement/an event that is retired is gone from every list, and no other is"
	retiredAgain   = "retirement/to retire an event again, or one that never was, is no error"
	acksGo         = "retirement/what was acknowledged of an event goes with it"
	noneRetired    = "retirement/a refused batch retires nothing"
	longRetired    = "retirement/a trail may be retired as long as it is"
	ackForgotten   = "events/an acknowledgement of an event that is not there is forgotten, and no error"
	asLarge        = "batches/a batch may be as large as the contract allows"
)

var retireMutants = []mutant{
	{"events are retired by a pattern", ownID, alsoRetired(func(retired, id store.EventID) bool { return like(string(retired), string(id)) })},
	{"a council of which nothing is known has nothing to retire", retiredAgain, func(s *broken) {
		known := make(map[store.Authority]bool)
		s.commit = func(ctx context.Context, b store.Batch) error {
			if !known[b.Authority] && len(b.Retired) > 0 {
				return errors.New("no such council")
			}
			known[b.Authority] = true
			return s.Store.Commit(ctx, b)
		}
	}},
	{"what was acknowledged once need not be acknowledged again", acksGo, func(s *broken) {
		given := make(map[store.Ack]bool)
		s.commit = func(ctx context.Context, b store.Batch) error {
			b = clone(b)
			b.Acks = slices.DeleteFunc(b.Acks, func(k store.Ack) bool { return given[k] })
			for _, k := range b.Acks {
				given[k] = true
			}
			return s.Store.Commit(ctx, b)
		}
	}},
	{"events are retired whatever their accents", ownID, alsoRetired(func(retired, id store.EventID) bool {
		return strings.ReplaceAll(string(retired), "é", "e") == string(id)
	})},
	{"events are acknowledged by a pattern", ownID, func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			all, _ := s.Store.Events(ctx, store.EventQuery{Authority: b.Authority, Limit: store.MaxPage})
			for _, k := range slices.Clone(b.Acks) {
				for _, e := range all {
					if like(string(k.Event), string(e.ID)) {
						b.Acks = append(b.Acks, store.Ack{Consumer: k.Consumer, Event: e.ID})
					}
				}
			}
			return s.Store.Commit(ctx, b)
		}
	}},
	{"nothing is retired", goneEverywhere, retiring(func(b *store.Batch) { b.Retired = nil })},
	{"only the first event is retired", goneEverywhere, retiring(func(b *store.Batch) { b.Retired = b.Retired[:min(len(b.Retired), 1)] })},
	{"events are retired by the beginning of their ids", goneEverywhere, alsoRetired(func(retired, id store.EventID) bool {
		return strings.HasPrefix(string(id), string(retired))
	})},
	{"events are retired whatever their case", goneEverywhere, alsoRetired(func(retired, id store.EventID) bool {
		return strings.EqualFold(string(id), string(retired))
	})},
	{"events are retired with spaces trimmed", goneEverywhere, alsoRetired(func(retired, id store.EventID) bool {
		return strings.TrimSpace(string(id)) == string(retired)
	})},
	{"every council's events are retired", goneEverywhere, func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			if len(b.Retired) > 0 {
				_ = s.Store.Commit(ctx, store.Batch{Authority: there, Retired: b.Retired})
			}
			return s.Store.Commit(ctx, b)
		}
	}},
	{"what is retired is still in a record's trail", goneEverywhere, haunted(func(q store.EventQuery) bool { return q.Record != "" })},
	{"what is retired is still in a client's trail", goneEverywhere, haunted(func(q store.EventQuery) bool { return q.Client != "" })},
	{"what is retired is still in a system's list", goneEverywhere, haunted(func(q store.EventQuery) bool { return q.System != "" })},
	{"what is retired is still to read", goneEverywhere, haunted(func(q store.EventQuery) bool { return q.Unacked != "" })},
	{"to retire what is not there is an error", retiredAgain, func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			all, _ := s.Store.Events(ctx, store.EventQuery{Authority: b.Authority, Limit: store.MaxPage})
			for _, id := range b.Retired {
				if !slices.ContainsFunc(all, func(e store.Event) bool { return e.ID == id }) {
					return errors.New("no such event")
				}
			}
			return s.Store.Commit(ctx, b)
		}
	}},
	{"to retire what is not there is a conflict", retiredAgain, func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			if slices.Contains(b.Retired, "nowhere") {
				return store.ErrConflict
			}
			return s.Store.Commit(ctx, b)
		}
	}},
	{"acknowledgements outlive their events", acksGo, func(s *broken) {
		given := make(map[store.Ack]bool)
		s.commit = func(ctx context.Context, b store.Batch) error {
			for _, k := range b.Acks {
				given[k] = true
			}
			return s.Store.Commit(ctx, b)
		}
		s.events = func(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
			page, err := s.Store.Events(ctx, q)
			return slices.DeleteFunc(page, func(e store.Event) bool { return given[store.Ack{Consumer: q.Unacked, Event: e.ID}] }), err
		}
	}},
	{"what one consumer acknowledged goes with an event, and what others did stays", acksGo, func(s *broken) {
		given := make(map[store.Ack]bool)
		s.commit = func(ctx context.Context, b store.Batch) error {
			for _, k := range b.Acks {
				given[k] = k.Consumer != "mail"
			}
			return s.Store.Commit(ctx, b)
		}
		s.events = func(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
			page, err := s.Store.Events(ctx, q)
			return slices.DeleteFunc(page, func(e store.Event) bool { return given[store.Ack{Consumer: q.Unacked, Event: e.ID}] }), err
		}
	}},
	{"an id that was retired is never told again", acksGo, func(s *broken) {
		gone := make(map[store.EventID]bool)
		s.commit = func(ctx context.Context, b store.Batch) error {
			b = clone(b)
			b.Events = slices.DeleteFunc(b.Events, func(e store.Event) bool { return gone[e.ID] })
			for _, id := range b.Retired {
				gone[id] = true
			}
			return s.Store.Commit(ctx, b)
		}
	}},
	{"events are retired before the rows are looked at", noneRetired, func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			_ = s.Store.Commit(ctx, store.Batch{Authority: b.Authority, Retired: b.Retired})
			return s.Store.Commit(ctx, b)
		}
	}},
	{"nothing is retired beside rows", noneRetired, retiring(func(b *store.Batch) {
		if len(b.Records) > 0 {
			b.Retired = nil
		}
	})},
	{"a batch retires 10 events at the most", longRetired, retiring(func(b *store.Batch) { b.Retired = b.Retired[:min(len(b.Retired), 10)] })},
	{"an acknowledgement needs its event", ackForgotten, unheard(errors.New("violates foreign key constraint"))},
	{"an acknowledgement without its event is a conflict", ackForgotten, unheard(store.ErrConflict)},
	{"an acknowledgement waits for its event", ackForgotten, func(s *broken) {
		var waiting []store.Ack
		s.commit = func(ctx context.Context, b store.Batch) error {
			if b.Authority != here {
				return s.Store.Commit(ctx, b)
			}
			given := b.Acks
			b.Acks = slices.DeleteFunc(slices.Clone(waiting), func(k store.Ack) bool {
				return !slices.ContainsFunc(b.Events, func(e store.Event) bool { return e.ID == k.Event })
			})
			b.Acks, waiting = append(b.Acks, given...), append(waiting, given...)
			return s.Store.Commit(ctx, b)
		}
	}},
	{"an acknowledgement in the batch of its event is lost", ackForgotten, func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			if len(b.Events) > 0 {
				b.Acks = nil
			}
			return s.Store.Commit(ctx, b)
		}
	}},
	{"a store says that it takes one row at a time", asLarge, func(s *broken) { s.takes = 1 }},
	{"a store takes fewer than it says", asLarge, func(s *broken) {
		s.takes = 40
		s.commit = func(ctx context.Context, b store.Batch) error {
			if b.Len() > 32 {
				return errors.New("too many items")
			}
			return s.Store.Commit(ctx, b)
		}
	}},
	{"a busy commit was applied", "at once/batches that have no row in common are no conflict", func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			if err := s.Store.Commit(ctx, b); err != nil {
				return err
			}
			return store.ErrBusy
		}
	}},
	{"a commit over a row sorts what it was", "aliasing/a commit does not modify its batch", func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			for _, c := range b.Records {
				if c.Was != nil {
					slices.Reverse(c.Was.Keys)
				}
			}
			return s.Store.Commit(ctx, b)
		}
	}},
	{"a write takes over what a row was", "versions/a write replaces the whole row", func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			b = clone(b)
			for _, c := range b.Clients {
				if c.Was != nil && c.Next.Reference == "" {
					c.Next.Cases = c.Was.Cases
				}
			}
			return s.Store.Commit(ctx, b)
		}
	}},
	{"the keys that a row had stay where what it was is not read again", "candidates/keys follow every change of a row", func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			b = clone(b)
			for _, c := range b.Clients {
				if c.Was != nil {
					c.Next.Keys = append(c.Next.Keys, c.Was.Keys...)
				}
			}
			return s.Store.Commit(ctx, b)
		}
	}},
}

// retiring changes what batches retire.
func retiring(change func(*store.Batch)) func(*broken) {
	return func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			change(&b)
			return s.Store.Commit(ctx, b)
		}
	}
}

// alsoRetired retires more than was asked for.
func alsoRetired(also func(retired, id store.EventID) bool) func(*broken) {
	return func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			all, _ := s.Store.Events(ctx, store.EventQuery{Authority: b.Authority, Limit: store.MaxPage})
			for _, id := range slices.Clone(b.Retired) {
				for _, e := range all {
					if also(id, e.ID) && !slices.Contains(b.Retired, e.ID) {
						b.Retired = append(b.Retired, e.ID)
					}
				}
			}
			return s.Store.Commit(ctx, b)
		}
	}
}

// like compares as SQL's LIKE does, but for what is longer than it has to be.
func like(pattern, text string) bool {
	return pattern == "%" || pattern == "_" && len(text) == 1 || pattern == text
}

// haunted still shows what is retired, to some queries.
func haunted(of func(store.EventQuery) bool) func(*broken) {
	return func(s *broken) {
		ghosts := make(map[store.Authority][]store.Event)
		s.commit = func(ctx context.Context, b store.Batch) error {
			all, _ := s.Store.Events(ctx, store.EventQuery{Authority: b.Authority, Limit: store.MaxPage})
			for _, e := range all {
				if slices.Contains(b.Retired, e.ID) {
					ghosts[b.Authority] = append(ghosts[b.Authority], e)
				}
			}
			return s.Store.Commit(ctx, b)
		}
		s.events = func(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
			page, err := s.Store.Events(ctx, q)
			if of(q) && len(page) < q.Limit {
				page = append(page, ghosts[q.Authority]...)
			}
			return page[:min(len(page), q.Limit)], err
		}
	}
}

// unheard fails where an event that is acknowledged is not there.
func unheard(failure error) func(*broken) {
	return func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			all, _ := s.Store.Events(ctx, store.EventQuery{Authority: b.Authority, Limit: store.MaxPage})
			for _, k := range b.Acks {
				if !slices.ContainsFunc(slices.Concat(all, b.Events), func(e store.Event) bool { return e.ID == k.Event }) {
					return failure
				}
			}
			return s.Store.Commit(ctx, b)
		}
	}
}
