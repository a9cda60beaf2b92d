package storetest

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

const (
	longTrail = "sizes/a page of events may be as long as the contract allows"
	staysTold = "sizes/what was told stays told, however much follows"
	ageless   = "sizes/what is kept does not age"
	everyAge  = "sizes/rows and events of every age come in order"
)

// ageMutants break on long trails of events, and on what is old.
var ageMutants = []mutant{
	{"a page holds 100 events at the most", longTrail, trailed(func(q *store.EventQuery) { q.Limit = min(q.Limit, 100) })},
	{"a page of a record's events holds 100 at the most", longTrail, trailed(func(q *store.EventQuery) {
		if q.Record != "" {
			q.Limit = min(q.Limit, 100)
		}
	})},
	{"a page of a client's events holds 499 at the most", longTrail, trailed(func(q *store.EventQuery) {
		if q.Client != "" {
			q.Limit = min(q.Limit, 499)
		}
	})},
	{"a page of what is to read holds 256 at the most", longTrail, trailed(func(q *store.EventQuery) {
		if q.Unacked != "" {
			q.Limit = min(q.Limit, 256)
		}
	})},
	{"the newest 1,000 events are kept", staysTold, outlived(1000, func(store.EventQuery) bool { return true })},
	{"the newest 1,024 events of a record are kept", staysTold, outlived(1024, func(q store.EventQuery) bool { return q.Record != "" })},
	{"the newest 1,000 events are offered to a consumer", staysTold, outlived(1000, func(q store.EventQuery) bool { return q.Unacked == "web" })},
	{"a consumer's newest 1,000 acknowledgements are kept", staysTold, func(s *broken) {
		var given []store.EventID
		s.commit = func(ctx context.Context, b store.Batch) error {
			for _, k := range b.Acks {
				given = append(given, k.Event)
			}
			given = given[max(0, len(given)-1000):]
			return s.Store.Commit(ctx, b)
		}
		s.events = func(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
			if q.Unacked != "mail" {
				return s.Store.Events(ctx, q)
			}
			page, err := s.Store.Events(ctx, store.EventQuery{Authority: q.Authority, After: q.After, Limit: q.Limit})
			return slices.DeleteFunc(page, func(e store.Event) bool { return slices.Contains(given, e.ID) }), err
		}
	}},
	{"a poll of a system ends at a hundred", longTrail, func(s *broken) {
		s.events = func(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
			if q.System != "" && q.Unacked != "" {
				q.Limit = min(q.Limit, 100)
			}
			return s.Store.Events(ctx, q)
		}
	}},
	{"who acknowledges first is given the oldest 1,000 to read", staysTold, func(s *broken) {
		s.events = func(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
			page, err := s.Store.Events(ctx, q)
			return slices.DeleteFunc(page, func(e store.Event) bool { return q.Unacked == "late" && e.ID >= numbered(1000) }), err
		}
	}},
	{"the newest 1,000 ids of events are remembered", staysTold, func(s *broken) {
		var order []store.EventID
		var again []store.Event
		s.commit = func(ctx context.Context, b store.Batch) error {
			for _, e := range b.Events {
				if i := slices.Index(order, e.ID); i >= 0 && i < len(order)-1000 {
					again = append(again, e)
				}
				order = append(order, e.ID)
			}
			return s.Store.Commit(ctx, b)
		}
		s.events = func(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
			page, err := s.Store.Events(ctx, q)
			if len(page) < q.Limit {
				page = append(page, again...)
			}
			return page, err
		}
	}},
	{"rows expire after a second", ageless, expiring(func(s *broken, fresh func() bool) {
		s.rows = func(ctx context.Context, a store.Authority, ids store.IDs) (store.Rows, error) {
			if !fresh() {
				return store.Rows{}, ctx.Err()
			}
			return s.Store.Rows(ctx, a, ids)
		}
	})},
	{"acknowledgements expire after a second", ageless, expiring(func(s *broken, fresh func() bool) {
		s.events = func(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
			if !fresh() {
				q.Unacked = ""
			}
			return s.Store.Events(ctx, q)
		}
	})},
	{"the index expires after a second", ageless, expiring(func(s *broken, fresh func() bool) {
		pooled(func(p *matching.Pool, _ int) {
			if !fresh() {
				p.Clients, p.Size = nil, 0
			}
		})(s)
	})},
	{"events expire after a second", ageless, expiring(func(s *broken, fresh func() bool) {
		s.events = func(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
			if !fresh() {
				return nil, ctx.Err()
			}
			return s.Store.Events(ctx, q)
		}
	})},
	{"times sort as text with fractions trimmed", everyAge, byText(time.RFC3339Nano)},
	{"times sort as text with years of any width", everyAge, byText("2006-01-02T15:04:05.000000")},
	{"times sort as seconds", everyAge, inOrderOf(func(t time.Time) any { return t.Unix() })},
	{"times sort as nanoseconds since 1970", everyAge, inOrderOf(func(t time.Time) any { return t.UnixNano() })},
	{"times before 1970 sort last", everyAge, inOrderOf(func(t time.Time) any { return int64(uint64(t.UnixMicro()) ^ math.MaxUint64>>1 ^ 1<<63) })},
	{"events sort as unsigned numbers", everyAge, func(s *broken) {
		s.events = func(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
			all, err := s.Store.Events(ctx, store.EventQuery{Authority: q.Authority, Limit: store.MaxPage})
			slices.SortStableFunc(all, func(a, b store.Event) int { return cmp.Compare(uint64(a.At.UnixMicro()), uint64(b.At.UnixMicro())) })
			i := slices.IndexFunc(all, func(e store.Event) bool { return e.ID == q.After.ID })
			return all[i+1:][:min(len(all)-i-1, q.Limit)], err
		}
	}},
}

// trailed changes queries for events before they are answered.
func trailed(change func(*store.EventQuery)) func(*broken) {
	return func(s *broken) {
		s.events = func(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
			change(&q)
			return s.Store.Events(ctx, q)
		}
	}
}

// outlived answers some queries from the newest n events.
func outlived(n int, of func(store.EventQuery) bool) func(*broken) {
	return func(s *broken) {
		var order []store.EventID
		s.commit = func(ctx context.Context, b store.Batch) error {
			for _, e := range b.Events {
				order = append(order, e.ID)
			}
			return s.Store.Commit(ctx, b)
		}
		s.events = func(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
			if gone := len(order) - n; of(q) && gone > 0 && q.After.ID < order[gone-1] {
				q.After = store.EventCursor{At: minute(gone - 1), ID: order[gone-1]}
			}
			return s.Store.Events(ctx, q)
		}
	}
}

// expiring keeps something for a second after the last write.
func expiring(spoil func(s *broken, fresh func() bool)) func(*broken) {
	return func(s *broken) {
		var mu sync.Mutex
		var last time.Time
		s.commit = func(ctx context.Context, b store.Batch) error {
			mu.Lock()
			defer mu.Unlock()
			last = time.Now()
			return s.Store.Commit(ctx, b)
		}
		spoil(s, func() bool {
			mu.Lock()
			defer mu.Unlock()
			return time.Since(last) < time.Second
		})
	}
}

func byText(layout string) func(*broken) {
	return inOrderOf(func(t time.Time) any { return strings.TrimLeft(t.Format(layout), "0") })
}

// inOrderOf orders records by what their times are kept as.
func inOrderOf(kept func(time.Time) any) func(*broken) {
	return listed(func(all []store.Record, q store.Query) []store.Record {
		slices.SortStableFunc(all, func(a, b store.Record) int {
			switch x := kept(a.Received).(type) {
			case int64:
				return cmp.Or(cmp.Compare(x, kept(b.Received).(int64)), cmp.Compare(a.ID, b.ID))
			default:
				return cmp.Compare(x.(string), kept(b.Received).(string))
			}
		})
		return slices.DeleteFunc(from(all, q), func(r store.Record) bool { return !selects(q, r) })
	})
}
