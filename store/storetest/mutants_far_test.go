package storetest

import (
	"cmp"
	"context"
	"runtime"
	"slices"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

const (
	behind    = "paging/a record is found behind however many that are not asked for"
	everyone  = "events/of many consumers each hears of everything"
	atTheEnd  = "durability/a commit that meets the end of its store tells the truth"
	cutShort  = "lifecycle/an answer whose caller goes away is whole, or is none"
	oneSearch = "storms/a search in a storm is of one instant"
)

// farMutants are right for a few, and wrong for many or where a caller goes away.
var farMutants = []mutant{
	{"a list looks at a thousand records", behind, func(s *broken) {
		s.records = func(ctx context.Context, q store.Query) ([]store.Record, error) {
			all, err := listOf(ctx, s.Store, store.Query{Authority: q.Authority, After: q.After, Limit: store.MaxPage})
			if err == nil && len(all) == store.MaxPage {
				last := all[store.MaxPage-1]
				var more []store.Record
				more, err = listOf(ctx, s.Store, store.Query{Authority: q.Authority, After: store.Cursor{Received: last.Received, ID: last.ID}, Limit: store.MaxPage})
				all = append(all, more...)
			}
			all = slices.DeleteFunc(all, func(r store.Record) bool { return !selects(q, r) })
			return all[:min(len(all), q.Limit)], err
		}
	}},
	{"a list of events looks at a thousand", "sizes/what was told stays told, however much follows", func(s *broken) {
		s.events = func(ctx context.Context, q store.EventQuery) (some []store.Event, err error) {
			looked := store.EventQuery{Authority: q.Authority, Unacked: q.Unacked, After: q.After, Limit: store.MaxPage}
			for range 2 {
				page, err := s.Store.Events(ctx, looked)
				if err != nil {
					return nil, err
				}
				for _, e := range page {
					looked.After = store.EventCursor{At: e.At, ID: e.ID}
					if (q.Record == "" || q.Record == e.Record) && (q.Client == "" || q.Client == e.Client) && (q.System == "" || q.System == e.System) {
						some = append(some, e)
					}
				}
			}
			return some[:min(len(some), q.Limit)], nil
		}
	}},
	{"consumers have a bit each, of sixty-four", everyone, func(s *broken) {
		var known []store.Consumer
		commit := s.commit
		s.commit = func(ctx context.Context, b store.Batch) error {
			for _, k := range b.Acks {
				if !slices.Contains(known, k.Consumer) {
					known = append(known, k.Consumer)
				}
			}
			return commit(ctx, b)
		}
		s.events = func(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
			if slices.Index(known, q.Unacked) >= 64 {
				return nil, nil
			}
			return s.Store.Events(ctx, q)
		}
	}},
	{"who acknowledges for the first time has nothing to read of that batch", everyone, func(s *broken) {
		known := make(map[store.Consumer]bool)
		commit := s.commit
		s.commit = func(ctx context.Context, b store.Batch) error {
			b = clone(b)
			for _, k := range slices.Clone(b.Acks) {
				for _, e := range b.Events {
					if !known[k.Consumer] {
						b.Acks = append(b.Acks, store.Ack{Consumer: k.Consumer, Event: e.ID})
					}
				}
				known[k.Consumer] = true
			}
			return commit(ctx, b)
		}
	}},
	{"acknowledgements are passed over where one of them comes twice", "events/an acknowledgement given twice is one", func(s *broken) {
		commit := s.commit
		s.commit = func(ctx context.Context, b store.Batch) error {
			once := make(map[store.Ack]bool)
			for _, k := range b.Acks {
				once[k] = true
			}
			if len(once) < len(b.Acks) {
				b.Acks = nil
			}
			return commit(ctx, b)
		}
	}},
	{"a place of more than 200 bytes is none", "paging/a cursor is a place, not a row", func(s *broken) {
		s.records = func(ctx context.Context, q store.Query) ([]store.Record, error) {
			q.After.ID = unless(q.After.ID)
			return listOf(ctx, s.Store, q)
		}
	}},
	{"a client's place of more than 200 bytes is none", "register/a client's place is an id, not a row", func(s *broken) {
		clients := s.clients
		s.clients = func(ctx context.Context, q store.ClientQuery) ([]store.Client, error) {
			q.After = unless(q.After)
			return clients(ctx, q)
		}
	}},
	{"an event's place of more than 200 bytes is none", "events/events come in the order of time, ties by id", func(s *broken) {
		s.events = func(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
			q.After.ID = unless(q.After.ID)
			return s.Store.Events(ctx, q)
		}
	}},
	{"keys are looked up sixteen at a time", oneSearch, func(s *broken) {
		s.candidates = func(ctx context.Context, a store.Authority, ks []matching.Key, limit int) (all matching.Pool, err error) {
			for some := range slices.Chunk(ks, 16) {
				pool, err := s.Store.Candidates(ctx, a, some, limit)
				if err != nil {
					return pool, err
				}
				all.Size = pool.Size
				all.Counts = append(all.Counts, pool.Counts...)
				all.Clients = append(all.Clients, pool.Clients...)
				runtime.Gosched() // as between two statements
			}
			slices.SortStableFunc(all.Clients, func(x, y matching.Candidate) int { return cmp.Compare(x.ID, y.ID) })
			all.Clients = slices.CompactFunc(all.Clients, func(x, y matching.Candidate) bool { return x.ID == y.ID })
			return all, nil
		}
	}},
	{"profiles are read after the keys", oneSearch, func(s *broken) {
		s.candidates = func(ctx context.Context, a store.Authority, ks []matching.Key, limit int) (matching.Pool, error) {
			pool, err := s.Store.Candidates(ctx, a, ks, limit)
			runtime.Gosched()
			for i, found := range pool.Clients {
				if c, err := clientOf(ctx, s.Store, a, store.ClientID(found.ID)); err == nil && len(c.Keys) > 0 {
					pool.Clients[i].Profile = c.Profile
				}
			}
			return pool, err
		}
	}},
	{"whoever has gone is told that the store was busy", "storms/a cancelled commit was applied whole or not at all", func(s *broken) {
		commit := s.commit
		s.commit = func(ctx context.Context, b store.Batch) error {
			err := commit(ctx, b)
			if err == nil && ctx.Err() != nil {
				return store.ErrBusy
			}
			return err
		}
	}},
	{"a commit that is under way when the store is closed is said not to be", atTheEnd, func(s *broken) {
		commit := s.commit
		s.commit = func(ctx context.Context, b store.Batch) error {
			err := commit(ctx, b)
			if err == nil && s.dead.Load() {
				return store.ErrClosed
			}
			return err
		}
	}},
	{"a list ends where its caller goes, every hundred rows", cutShort, func(s *broken) {
		s.records = func(ctx context.Context, q store.Query) ([]store.Record, error) {
			all, err := listOf(context.WithoutCancel(ctx), s.Store, q)
			return untilGone(ctx, all), err
		}
	}},
	{"a trail ends where its caller goes, every hundred events", cutShort, func(s *broken) {
		s.events = func(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
			all, err := s.Store.Events(context.WithoutCancel(ctx), q)
			return untilGone(ctx, all), err
		}
	}},
	{"clients end where their caller goes, after the records", cutShort, func(s *broken) {
		s.rows = func(ctx context.Context, a store.Authority, ids store.IDs) (store.Rows, error) {
			rows, err := s.Store.Rows(context.WithoutCancel(ctx), a, ids)
			if ctx.Err() != nil {
				rows.Clients = nil
			}
			return rows, err
		}
	}},
}

// unless is a place, or none if it is a long one.
func unless[ID ~string](place ID) ID {
	if len(place) > store.MaxID {
		return ""
	}
	return place
}

// untilGone looks at the context every hundred rows, and stops where it has ended.
func untilGone[Row any](ctx context.Context, all []Row) (some []Row) {
	for i, row := range all {
		if i%100 == 99 && ctx.Err() != nil {
			break
		}
		some = append(some, row)
	}
	return some
}
