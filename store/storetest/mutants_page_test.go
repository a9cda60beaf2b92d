package storetest

import (
	"cmp"
	"context"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/caselobby/caselobby/store"
)

var pageMutants = []mutant{
	{"a list of several states is one list for each", "storms/a record that changes its state in a storm is in every list of both states", func(s *broken) {
		sound := s.records
		s.records = func(ctx context.Context, q store.Query) ([]store.Record, error) {
			var all []store.Record
			for _, state := range q.States {
				one := q
				one.States = []store.State{state}
				some, err := sound(ctx, one)
				if err != nil {
					return nil, err
				}
				all = append(all, some...)
				runtime.Gosched() // as between two statements
			}
			slices.SortFunc(all, func(x, y store.Record) int {
				return store.Cursor{Received: x.Received, ID: x.ID}.Compare(store.Cursor{Received: y.Received, ID: y.ID})
			})
			all = slices.CompactFunc(all, func(x, y store.Record) bool { return x.ID == y.ID })
			return all[:min(len(all), q.Limit)], nil
		}
	}},
	{"ties are in the order of insertion", "paging/records come in the order of arrival, ties by id", func(s *broken) {
		var written []store.RecordID
		s.commit = func(ctx context.Context, b store.Batch) error {
			written = append(written, b.Records[0].ID)
			return s.Store.Commit(ctx, b)
		}
		listed(func(all []store.Record, q store.Query) []store.Record {
			slices.SortFunc(all, func(a, b store.Record) int {
				return cmp.Or(a.Received.Compare(b.Received), cmp.Compare(slices.Index(written, a.ID), slices.Index(written, b.ID)))
			})
			return from(all, q)
		})(s)
	}},
	{"ids are ordered by a dictionary", "paging/records come in the order of arrival, ties by id", listed(func(all []store.Record, q store.Query) []store.Record {
		slices.SortStableFunc(all, func(a, b store.Record) int {
			return cmp.Or(a.Received.Compare(b.Received), cmp.Compare(strings.ToLower(string(a.ID)), strings.ToLower(string(b.ID))))
		})
		return from(all, q)
	})},
	{"ids that are numbers are ordered as such", "paging/records come in the order of arrival, ties by id", listed(func(all []store.Record, q store.Query) []store.Record {
		slices.SortStableFunc(all, func(a, b store.Record) int {
			m, notOne := strconv.Atoi(string(a.ID))
			n, notOther := strconv.Atoi(string(b.ID))
			if notOne != nil || notOther != nil {
				return byArrival(a, b)
			}
			return cmp.Or(a.Received.Compare(b.Received), cmp.Compare(m, n))
		})
		return from(all, q)
	})},
	{"a hyphen does not count in the order of ids", "paging/records come in the order of arrival, ties by id", listed(func(all []store.Record, q store.Query) []store.Record {
		slices.SortStableFunc(all, func(a, b store.Record) int {
			letters := func(r store.Record) string { return strings.ReplaceAll(string(r.ID), "-", "") }
			return cmp.Or(a.Received.Compare(b.Received), cmp.Compare(letters(a), letters(b)))
		})
		return from(all, q)
	})},
	{"a cursor skips whoever arrived with it", "paging/records come in the order of arrival, ties by id", func(s *broken) {
		s.records = func(ctx context.Context, q store.Query) ([]store.Record, error) {
			if q.After.ID != "" {
				q.After.ID = "\U0010ffff"
			}
			return listOf(ctx, s.Store, q)
		}
	}},
	{"a cursor repeats whoever arrived with it", "paging/records come in the order of arrival, ties by id", func(s *broken) {
		s.records = func(ctx context.Context, q store.Query) ([]store.Record, error) {
			q.After.ID = ""
			return listOf(ctx, s.Store, q)
		}
	}},
	{"a page is one short", "paging/a page is full while there are more", func(s *broken) {
		s.records = func(ctx context.Context, q store.Query) ([]store.Record, error) {
			page, err := listOf(ctx, s.Store, q)
			if len(page) > 1 {
				page = page[:len(page)-1]
			}
			return page, err
		}
	}},
	{"a page holds 100 at the most", "paging/a page may be as long as the contract allows", func(s *broken) {
		s.records = func(ctx context.Context, q store.Query) ([]store.Record, error) {
			q.Limit = min(q.Limit, 100)
			return listOf(ctx, s.Store, q)
		}
	}},
	{"a holder's list ends at a hundred", "paging/a page may be as long as the contract allows", queried(func(q *store.Query) {
		if q.Holder != "" {
			q.Limit = min(q.Limit, 100)
		}
	})},
	{"a page holds one more than asked", "paging/records come in the order of arrival, ties by id", func(s *broken) {
		s.records = func(ctx context.Context, q store.Query) ([]store.Record, error) {
			q.Limit++
			return listOf(ctx, s.Store, q)
		}
	}},
	{"a cursor must be of a row that is there", "paging/a cursor is a place, not a row", func(s *broken) {
		s.records = func(ctx context.Context, q store.Query) ([]store.Record, error) {
			if q.After.ID != "" {
				if _, err := recordOf(ctx, s.Store, q.Authority, q.After.ID); err != nil {
					return nil, nil
				}
			}
			return listOf(ctx, s.Store, q)
		}
	}},
	{"a cursor without an id is none", "paging/a cursor is a place, not a row", queried(func(q *store.Query) {
		if q.After.ID == "" {
			q.After = store.Cursor{}
		}
	})},
	{"a filter takes thirty channels", "filters/each filter selects what it says", queried(func(q *store.Query) { q.Channels = q.Channels[:min(len(q.Channels), 30)] })},
	{"a filter takes thirty states", "filters/each filter selects what it says", queried(func(q *store.Query) { q.States = q.States[:min(len(q.States), 30)] })},
	{"a list without an element selects nothing", "filters/each filter selects what it says", listed(func(all []store.Record, q store.Query) []store.Record {
		if q.States != nil && len(q.States) == 0 || q.Channels != nil && len(q.Channels) == 0 {
			return nil
		}
		return from(slices.DeleteFunc(all, func(r store.Record) bool { return !selects(q, r) }), q)
	})},
	{"an empty channel is no channel in particular", "filters/each filter selects what it says", queried(func(q *store.Query) {
		if slices.Contains(q.Channels, "") {
			q.Channels = nil
		}
	})},
	{"an empty channel is unknown", "filters/each filter selects what it says", listed(func(all []store.Record, q store.Query) []store.Record {
		return from(slices.DeleteFunc(all, func(r store.Record) bool { return !selects(q, r) || len(q.Channels) > 0 && r.Channel == "" }), q)
	})},
	{"times that are the wrong way round are turned", "filters/each filter selects what it says", queried(func(q *store.Query) {
		if !q.ReceivedBefore.IsZero() && q.ReceivedBefore.Before(q.ReceivedFrom) {
			q.ReceivedFrom, q.ReceivedBefore = q.ReceivedBefore, q.ReceivedFrom
		}
	})},
	{"a channel stays in its index when there is none any more", "filters/a record is found by what it is now", func(s *broken) {
		of := make(map[store.RecordID]store.Channel)
		s.commit = func(ctx context.Context, b store.Batch) error {
			for _, c := range b.Records {
				if c.Next.Channel != "" {
					of[c.ID] = c.Next.Channel
				}
			}
			return s.Store.Commit(ctx, b)
		}
		s.records = func(ctx context.Context, q store.Query) ([]store.Record, error) {
			asked := q
			q.Channels = nil
			page, err := listOf(ctx, s.Store, q)
			return slices.DeleteFunc(page, func(r store.Record) bool {
				return len(asked.Channels) > 0 && !slices.Contains(asked.Channels, of[r.ID])
			}), err
		}
	}},
	{"a state named twice is searched twice", "filters/each filter selects what it says", func(s *broken) {
		s.records = func(ctx context.Context, q store.Query) (all []store.Record, _ error) {
			for _, state := range q.States {
				one := q
				one.States = []store.State{state}
				page, err := listOf(ctx, s.Store, one)
				if err != nil {
					return nil, err
				}
				all = append(all, page...)
			}
			if len(q.States) == 0 {
				return listOf(ctx, s.Store, q)
			}
			slices.SortFunc(all, byArrival)
			return all[:min(len(all), q.Limit)], nil
		}
	}},
	{"an index of providers is written when the state changes", "filters/a record is found by what it is now", func(s *broken) {
		of := make(map[store.RecordID]store.Record)
		s.commit = func(ctx context.Context, b store.Batch) error {
			err := s.Store.Commit(ctx, b)
			for _, c := range b.Records {
				if err == nil && of[c.ID].State != c.Next.State {
					of[c.ID] = c.Next.Clone()
				}
			}
			return err
		}
		s.records = func(ctx context.Context, q store.Query) ([]store.Record, error) {
			page, err := listOf(ctx, s.Store, q)
			return slices.DeleteFunc(page, func(r store.Record) bool { return q.Provider != "" && of[r.ID].Provider != q.Provider }), err
		}
	}},
	{"a cursor is an offset", "paging/a scan meets every lasting record once while others come and go", byOffset},
	{"a storm moves the cursor", "storms/a scan in a storm meets every lasting record once", byOffset},
	{"a change moves a record to the end", "paging/a record keeps its place when it changes", func(s *broken) {
		var last store.RecordID
		s.commit = func(ctx context.Context, b store.Batch) error {
			if len(b.Records) > 0 && b.Records[0].Expect > 0 {
				last = b.Records[0].ID
			}
			return s.Store.Commit(ctx, b)
		}
		s.records = func(ctx context.Context, q store.Query) ([]store.Record, error) {
			page, err := listOf(ctx, s.Store, q)
			for i, r := range page {
				if r.ID == last {
					page = append(slices.Delete(page, i, i+1), r)
				}
			}
			return page, err
		}
	}},
	{"a tombstone is listed where it arrived", "paging/a record that was removed is first in the order", removedWith(func(r *store.Record, old store.Record) { r.Received = old.Received })},
	{"a tombstone is not listed", "paging/a record that was removed is first in the order", listed(func(all []store.Record, q store.Query) []store.Record {
		return from(slices.DeleteFunc(all, func(r store.Record) bool { return r.Received.IsZero() }), q)
	})},
	{"filters are applied after the limit", "filters/each filter selects what it says", func(s *broken) {
		s.records = func(ctx context.Context, q store.Query) ([]store.Record, error) {
			page, err := listOf(ctx, s.Store, store.Query{Authority: q.Authority, After: q.After, Limit: q.Limit})
			return slices.DeleteFunc(page, func(r store.Record) bool { return !selects(q, r) }), err
		}
	}},
	{"the first instant of a period is left out", "filters/each filter selects what it says", queried(func(q *store.Query) {
		if !q.ReceivedFrom.IsZero() {
			q.ReceivedFrom = q.ReceivedFrom.Add(time.Microsecond)
		}
	})},
	{"the end of a period is let in", "filters/each filter selects what it says", queried(func(q *store.Query) {
		if !q.ReceivedBefore.IsZero() {
			q.ReceivedBefore = q.ReceivedBefore.Add(time.Microsecond)
		}
	})},
	{"only the first state counts", "filters/each filter selects what it says", queried(func(q *store.Query) { q.States = q.States[:min(len(q.States), 1)] })},
	{"a holder's list forgets the state", "filters/filters narrow one another", queried(func(q *store.Query) {
		if q.Holder != "" {
			q.States = nil
		}
	})},
	{"after a place a list forgets from when on", "filters/each filter selects what it says", queried(func(q *store.Query) {
		if q.After != (store.Cursor{}) {
			q.ReceivedFrom = time.Time{}
		}
	})},
	{"a provider's list forgets the time", "filters/filters narrow one another", queried(func(q *store.Query) {
		if q.Provider != "" && len(q.Channels) > 0 {
			q.ReceivedBefore = q.ReceivedFrom.Add(1 << 60)
		}
	})},
	{"lists lag behind by one write", "filters/a record is found by what it is now", func(s *broken) {
		var before *store.Record
		s.commit = func(ctx context.Context, b store.Batch) error {
			if old, err := recordOf(ctx, s.Store, b.Authority, b.Records[0].ID); err == nil {
				before = &old
			}
			return s.Store.Commit(ctx, b)
		}
		s.records = func(ctx context.Context, q store.Query) ([]store.Record, error) {
			if before == nil {
				return listOf(ctx, s.Store, q)
			}
			return slices.DeleteFunc([]store.Record{*before}, func(r store.Record) bool { return !selects(q, r) }), nil
		}
	}},
	{"a page of no rows is all rows", "filters/a query of no shape is refused", queried(func(q *store.Query) {
		if q.Limit <= 0 || q.Limit > store.MaxPage {
			q.Limit = store.MaxPage
		}
	})},
	{"lists show every authority's records", "tenancy/authorities that use the same ids never meet", func(s *broken) {
		s.records = func(ctx context.Context, q store.Query) ([]store.Record, error) {
			page, err := listOf(ctx, s.Store, q)
			q.Authority = there
			theirs, _ := listOf(ctx, s.Store, q)
			return append(page, theirs...), err
		}
	}},
}

// listed answers queries from all records in their order, however f likes.
func listed(f func([]store.Record, store.Query) []store.Record) func(*broken) {
	return func(s *broken) {
		s.records = func(ctx context.Context, q store.Query) ([]store.Record, error) {
			all, err := listOf(ctx, s.Store, store.Query{Authority: q.Authority, Limit: store.MaxPage})
			page := f(all, q)
			return page[:min(len(page), q.Limit)], err
		}
	}
}

// from is what follows the cursor's row.
func from(all []store.Record, q store.Query) []store.Record {
	i := slices.IndexFunc(all, func(r store.Record) bool { return r.ID == q.After.ID })
	return all[i+1:]
}

// queried changes queries before they are answered.
func queried(change func(*store.Query)) func(*broken) {
	return func(s *broken) {
		s.records = func(ctx context.Context, q store.Query) ([]store.Record, error) {
			change(&q)
			return listOf(ctx, s.Store, q)
		}
	}
}

// byOffset takes a cursor for so many records from the beginning.
func byOffset(s *broken) {
	var mu sync.Mutex
	offsets := make(map[store.Cursor]int)
	s.records = func(ctx context.Context, q store.Query) ([]store.Record, error) {
		mu.Lock()
		defer mu.Unlock()
		offset := offsets[q.After]
		all, err := listOf(ctx, s.Store, store.Query{Authority: q.Authority, Limit: min(offset+q.Limit, store.MaxPage)})
		page := all[min(offset, len(all)):min(offset+q.Limit, len(all))]
		if len(page) > 0 {
			last := page[len(page)-1]
			offsets[store.Cursor{Received: last.Received, ID: last.ID}] = offset + len(page)
		}
		return page, err
	}
}
