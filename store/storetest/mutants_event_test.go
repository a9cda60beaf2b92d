package storetest

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"github.com/caselobby/caselobby/store"
)

var eventMutants = []mutant{
	{"events come by id", "events/events come in the order of time, ties by id", func(s *broken) {
		s.events = func(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
			page, err := s.Store.Events(ctx, q)
			slices.SortFunc(page, func(a, b store.Event) int { return cmp.Compare(a.ID, b.ID) })
			return page, err
		}
	}},
	{"a cursor skips the events of its instant", "events/events come in the order of time, ties by id", func(s *broken) {
		s.events = func(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
			if q.After.ID != "" {
				q.After.ID = "\U0010ffff"
			}
			return s.Store.Events(ctx, q)
		}
	}},
	{"events are filtered after the limit", "events/events are found by record, by client, by system and by all of them", func(s *broken) {
		s.events = func(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
			page, err := s.Store.Events(ctx, store.EventQuery{Authority: q.Authority, After: q.After, Limit: q.Limit})
			return slices.DeleteFunc(page, func(e store.Event) bool { return q.Record != "" && e.Record != q.Record }), err
		}
	}},
	{"a query for a record and a client asks for either", "events/events are found by record, by client, by system and by all of them", func(s *broken) {
		s.events = func(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
			if q.Record != "" {
				q.Client = ""
			}
			return s.Store.Events(ctx, q)
		}
	}},
	{"an event told again is a conflict", "events/an event that is there already is left as it is", func(s *broken) {
		told := make(map[store.EventID]bool)
		s.commit = func(ctx context.Context, b store.Batch) error {
			for _, e := range b.Events {
				if told[e.ID] {
					return store.ErrConflict
				}
				told[e.ID] = true
			}
			return s.Store.Commit(ctx, b)
		}
	}},
	{"an event told again is told anew", "events/an event that is there already is left as it is", func(s *broken) {
		latest := make(map[store.EventID]store.Event)
		s.commit = func(ctx context.Context, b store.Batch) error {
			for _, e := range b.Events {
				latest[e.ID] = e
			}
			return s.Store.Commit(ctx, b)
		}
		s.events = func(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
			page, err := s.Store.Events(ctx, q)
			for i, e := range page {
				page[i] = latest[e.ID]
			}
			return page, err
		}
	}},
	{"an event told again stops the others of its batch", "events/an event that is there already is left as it is", func(s *broken) {
		told := make(map[store.EventID]bool)
		s.commit = func(ctx context.Context, b store.Batch) error {
			for i, e := range b.Events {
				if told[e.ID] {
					b.Events = b.Events[:i]
					break
				}
				told[e.ID] = true
			}
			return s.Store.Commit(ctx, b)
		}
	}},
	{"events beyond a few are written before the rows", "events/events of a refused batch are not there", func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			for len(b.Events) > 10 {
				_ = s.Store.Commit(ctx, events(b.Events[:10]...))
				b.Events = b.Events[10:]
			}
			return s.Store.Commit(ctx, b)
		}
	}},
	{"events are written before the rows", "events/events of a refused batch are not there", func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			first := store.Batch{Authority: b.Authority, Events: b.Events}
			return errors.Join(s.Store.Commit(ctx, first), s.Store.Commit(ctx, b))
		}
	}},
	{"of a client all that was told is unread", "events/each consumer acknowledges for itself", func(s *broken) {
		s.events = func(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
			if q.Client != "" && q.Record == "" {
				q.Unacked = ""
			}
			return s.Store.Events(ctx, q)
		}
	}},
	{"one consumer acknowledges for all", "events/each consumer acknowledges for itself", func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			b = clone(b)
			for i := range b.Acks {
				b.Acks[i].Consumer = "all"
			}
			return s.Store.Commit(ctx, b)
		}
		s.events = func(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
			if q.Unacked != "" {
				q.Unacked = "all"
			}
			return s.Store.Events(ctx, q)
		}
	}},
	{"acknowledged events are gone", "events/each consumer acknowledges for itself", func(s *broken) {
		s.events = func(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
			q.Unacked = "mail"
			return s.Store.Events(ctx, q)
		}
	}},
	{"a second acknowledgement is an error", "events/an acknowledgement given twice is one", func(s *broken) {
		given := make(map[store.Ack]bool)
		s.commit = func(ctx context.Context, b store.Batch) error {
			for _, a := range b.Acks {
				if given[a] {
					return errors.New("duplicate key")
				}
				given[a] = true
			}
			return s.Store.Commit(ctx, b)
		}
	}},
	{"an acknowledgement is a high-water mark", "events/an event of an earlier time that comes late is still to acknowledge", func(s *broken) {
		var mark store.EventCursor
		s.commit = func(ctx context.Context, b store.Batch) error {
			all, _ := s.Store.Events(ctx, store.EventQuery{Authority: b.Authority, Limit: store.MaxPage})
			for _, a := range b.Acks {
				i := slices.IndexFunc(all, func(e store.Event) bool { return e.ID == a.Event })
				if all[i].At.After(mark.At) {
					mark = store.EventCursor{At: all[i].At, ID: a.Event}
				}
			}
			return s.Store.Commit(ctx, b)
		}
		s.events = func(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
			if q.Unacked != "" && q.After.ID == "" {
				q.After = mark
			}
			return s.Store.Events(ctx, q)
		}
	}},
	{"events go with their record", "events/events outlive their rows", func(s *broken) {
		s.events = func(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
			page, err := s.Store.Events(ctx, q)
			return slices.DeleteFunc(page, func(e store.Event) bool {
				r, err := recordOf(ctx, s.Store, q.Authority, e.Record)
				return err == nil && r.State == store.StateRemoved
			}), err
		}
	}},
	{"everybody reads everybody's events", "tenancy/authorities that use the same ids never meet", func(s *broken) {
		s.events = func(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
			page, err := s.Store.Events(ctx, q)
			q.Authority = there
			theirs, _ := s.Store.Events(ctx, q)
			return append(page, theirs...), err
		}
	}},
	{"a consumer who begins with an event that is not there has read all", "events/an acknowledgement of an event that is not there is forgotten, and no error", func(s *broken) {
		read := make(map[store.Consumer][]store.EventID)
		s.commit = func(ctx context.Context, b store.Batch) error {
			err := s.Store.Commit(ctx, b)
			all, _ := s.Store.Events(ctx, store.EventQuery{Authority: b.Authority, Limit: store.MaxPage})
			for _, a := range b.Acks {
				if _, begun := read[a.Consumer]; !begun && !slices.Contains(ids(all, eventID), a.Event) {
					read[a.Consumer] = ids(all, eventID)
				}
			}
			return err
		}
		s.events = func(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
			page, err := s.Store.Events(ctx, q)
			return slices.DeleteFunc(page, func(e store.Event) bool { return slices.Contains(read[q.Unacked], e.ID) }), err
		}
	}},
}
