package storetest

import (
	"context"
	"errors"
	"slices"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

var contractMutants = []mutant{
	{"a row that cannot be encoded is some error", "contract/what no store can keep is refused as invalid, and leaves nothing", func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			err := s.Store.Commit(ctx, b)
			if errors.Is(err, store.ErrFormat) {
				return store.ErrFormat
			}
			return err
		}
	}},
	{"what cannot be encoded is left out", "contract/what no store can keep is refused as invalid, and leaves nothing", func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			err := s.Store.Commit(ctx, b)
			if errors.Is(err, store.ErrFormat) {
				return s.Store.Commit(ctx, store.Batch{Authority: b.Authority})
			}
			return err
		}
	}},
	{"a time out of range wraps round", "contract/a question that no store answers is refused as invalid", func(s *broken) {
		s.events = func(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
			if q.After.At.Year() > 9999 {
				q.After = store.EventCursor{}
			}
			return s.Store.Events(ctx, q)
		}
	}},
	{"a negative limit is none", "contract/a question that no store answers is refused as invalid", func(s *broken) {
		s.candidates = func(ctx context.Context, a store.Authority, ks []matching.Key, limit int) (matching.Pool, error) {
			return s.Store.Candidates(ctx, a, ks, max(limit, 0))
		}
	}},
	{"a key asked twice is counted for both", "contract/a key asked twice is counted twice, one carried twice is carried once, and a limit of 0 finds nobody", func(s *broken) {
		s.candidates = func(ctx context.Context, a store.Authority, ks []matching.Key, limit int) (matching.Pool, error) {
			p, err := s.Store.Candidates(ctx, a, ks, limit)
			for i, k := range ks {
				if slices.Index(ks, k) < i {
					p.Counts[i].Clients *= 2
				}
			}
			return p, err
		}
	}},
	{"a limit of 0 is no limit", "contract/a key asked twice is counted twice, one carried twice is carried once, and a limit of 0 finds nobody", func(s *broken) {
		s.candidates = func(ctx context.Context, a store.Authority, ks []matching.Key, limit int) (matching.Pool, error) {
			if limit == 0 {
				limit = store.MaxPage
			}
			return s.Store.Candidates(ctx, a, ks, limit)
		}
	}},
	{"the system is filtered after the limit", "contract/events are found by system, acknowledged or not", func(s *broken) {
		s.events = func(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
			system := q.System
			q.System = ""
			page, err := s.Store.Events(ctx, q)
			return slices.DeleteFunc(page, func(e store.Event) bool { return system != "" && e.System != system }), err
		}
	}},
	{"what is not acknowledged is of every system", "contract/events are found by system, acknowledged or not", func(s *broken) {
		s.events = func(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
			if q.Unacked != "" {
				q.System = ""
			}
			return s.Store.Events(ctx, q)
		}
	}},
	{"an acknowledgement is kept before its event", "contract/an acknowledgement of an event that is not there is forgotten", func(s *broken) {
		var early []store.Ack
		s.commit = func(ctx context.Context, b store.Batch) error {
			b = clone(b)
			early = append(early, b.Acks...)
			b.Acks = early
			return s.Store.Commit(ctx, b)
		}
	}},
	{"an acknowledgement is a foreign key", "contract/an acknowledgement of an event that is not there is forgotten", func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			all, _ := s.Store.Events(ctx, store.EventQuery{Authority: b.Authority, Limit: store.MaxPage})
			for _, a := range b.Acks {
				is := func(e store.Event) bool { return e.ID == a.Event }
				if !slices.ContainsFunc(all, is) && !slices.ContainsFunc(b.Events, is) {
					return errors.New("foreign key violated")
				}
			}
			return s.Store.Commit(ctx, b)
		}
	}},
	{"nothing is ever retired", "contract/an event that is retired is gone, with what was acknowledged of it", func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			b.Retired = nil
			return s.Store.Commit(ctx, b)
		}
	}},
	{"to retire what is gone is a conflict", "contract/an event that is retired is gone, with what was acknowledged of it", func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			all, _ := s.Store.Events(ctx, store.EventQuery{Authority: b.Authority, Limit: store.MaxPage})
			for _, id := range b.Retired {
				if !slices.ContainsFunc(all, func(e store.Event) bool { return e.ID == id }) {
					return store.ErrConflict
				}
			}
			return s.Store.Commit(ctx, b)
		}
	}},
	{"events are retired of a batch that is refused", "contract/an event that is retired is gone, with what was acknowledged of it", func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			first := store.Batch{Authority: b.Authority, Retired: b.Retired}
			return errors.Join(s.Store.Commit(ctx, first), s.Store.Commit(ctx, b))
		}
	}},
	{"an unreadable row stops its page", "contract/a row that cannot be read is named, and stops no other", func(s *broken) {
		s.records = func(ctx context.Context, q store.Query) ([]store.Record, error) {
			page, err := listOf(ctx, s.Store, q)
			for _, r := range page {
				if slices.Contains(s.unreadable.Records, r.ID) {
					return nil, store.ErrFormat
				}
			}
			return page, err
		}
	}},
	{"an unreadable row is left out", "contract/a row that cannot be read is named, and stops no other", func(s *broken) {
		s.rows = func(ctx context.Context, a store.Authority, ids store.IDs) (store.Rows, error) {
			rows, err := s.Store.Rows(ctx, a, ids)
			rows.Clients = slices.DeleteFunc(rows.Clients, func(c store.Client) bool { return slices.Contains(s.unreadable.Clients, c.ID) })
			return rows, err
		}
	}},
}

// damage makes one row of a broken store unreadable.
func damage(of store.Store, _ store.Authority, r store.RecordID, c store.ClientID) error {
	s := of.(*broken)
	if r != "" {
		s.unreadable.Records = append(s.unreadable.Records, r)
	} else {
		s.unreadable.Clients = append(s.unreadable.Clients, c)
	}
	return nil
}

// veiled parts the rows that can be read from those that cannot.
func veiled[Row any, ID comparable](rows []Row, unreadable []ID, id func(Row) ID) (readable, rest []Row) {
	for _, r := range rows {
		if slices.Contains(unreadable, id(r)) {
			rest = append(rest, r)
		} else {
			readable = append(readable, r)
		}
	}
	return readable, rest
}
