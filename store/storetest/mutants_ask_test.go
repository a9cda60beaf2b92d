package storetest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

const (
	leftAsItIs   = "aliasing/a question is left as it is"
	sharesNone   = "aliasing/results share nothing with one another"
	emptyIsNil   = "rows/empty slices and nil slices are the same"
	manyAtOnce   = "rows/as many rows as the contract allows are read at once"
	largestRow   = "rows/the largest row and the longest ids come back as given"
	bytesAsGiven = "rows/bytes come back as given"
	textAsGiven  = "rows/hostile text comes back as given"
)

// askMutants are wrong about the question, or about whose the answer is.
var askMutants = []mutant{
	{"a list of ids is sorted in its place", leftAsItIs, func(s *broken) {
		s.rows = func(ctx context.Context, a store.Authority, ids store.IDs) (store.Rows, error) {
			slices.Sort(ids.Records)
			return s.Store.Rows(ctx, a, ids)
		}
	}},
	{"a list of states is sorted in its place", leftAsItIs, func(s *broken) {
		s.records = func(ctx context.Context, q store.Query) ([]store.Record, error) {
			slices.Sort(q.States)
			return listOf(ctx, s.Store, q)
		}
	}},
	{"a page of records is used again", sharesNone, func(s *broken) {
		var one []store.Record
		s.garbage.spoil = func(p *store.Page, _ *store.ClientPage, _ *store.Rows) error {
			one = append(one[:0], p.Records...)
			p.Records = one
			return nil
		}
	}},
	{"a page of clients is used again", sharesNone, func(s *broken) {
		var one []store.Client
		s.garbage.spoil = func(_ *store.Page, p *store.ClientPage, _ *store.Rows) error {
			one = append(one[:0], p.Clients...)
			p.Clients = one
			return nil
		}
	}},
	{"a page of events is used again", sharesNone, func(s *broken) {
		var one []store.Event
		s.events = func(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
			page, err := s.Store.Events(ctx, q)
			one = append(one[:0], page...)
			return one, err
		}
	}},
	{"a list of no states is a list of nothing", emptyIsNil, func(s *broken) {
		s.records = func(ctx context.Context, q store.Query) ([]store.Record, error) {
			if q.States != nil && len(q.States) == 0 {
				return nil, nil
			}
			return listOf(ctx, s.Store, q)
		}
	}},
	{"a time in another zone is taken by its clock", everyAge, func(s *broken) {
		s.records = func(ctx context.Context, q store.Query) ([]store.Record, error) {
			q.ReceivedFrom, q.ReceivedBefore = byTheClock(q.ReceivedFrom), byTheClock(q.ReceivedBefore)
			return listOf(ctx, s.Store, q)
		}
	}},
	{"a place in another zone is taken by its clock", everyAge, func(s *broken) {
		s.events = func(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
			q.After.At = byTheClock(q.After.At)
			return s.Store.Events(ctx, q)
		}
	}},
	{"rows are read a hundred at a time, and each hundred is in order", manyAtOnce, func(s *broken) {
		s.rows = func(ctx context.Context, a store.Authority, of store.IDs) (store.Rows, error) {
			rows, err := s.Store.Rows(ctx, a, of)
			var parts []store.Record
			for some := range slices.Chunk(of.Records, 100) {
				for _, r := range rows.Records {
					if slices.Contains(some, r.ID) {
						parts = append(parts, r)
					}
				}
			}
			rows.Records = parts
			return rows, err
		}
	}},
	{"ids of more than 64 KiB together are refused", manyAtOnce, func(s *broken) {
		s.rows = func(ctx context.Context, a store.Authority, of store.IDs) (store.Rows, error) {
			size := 0
			for _, id := range of.Clients {
				size += len(id)
			}
			if size > 64<<10 {
				return store.Rows{}, errors.New("414 URI too long")
			}
			return s.Store.Rows(ctx, a, of)
		}
	}},
	{"an id that is too long is cut", largestRow, func(s *broken) {
		s.rows = func(ctx context.Context, a store.Authority, ids store.IDs) (store.Rows, error) {
			ids.Clients = slices.Clone(ids.Clients)
			for i, id := range ids.Clients {
				ids.Clients[i] = id[:min(len(id), store.MaxID)]
			}
			return s.Store.Rows(ctx, a, ids)
		}
	}},
	{"a household's profile is cut among candidates", largestRow, func(s *broken) {
		s.candidates = func(ctx context.Context, a store.Authority, ks []matching.Key, limit int) (matching.Pool, error) {
			p, err := s.Store.Candidates(ctx, a, ks, limit)
			for i, r := range p.Records {
				p.Records[i].Profile = r.Profile[:min(len(r.Profile), 4<<10)]
			}
			return p, err
		}
	}},
	{"details are kept as JSON where they are JSON", bytesAsGiven, func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			b = clone(b)
			for _, c := range b.Records {
				var compact bytes.Buffer
				if json.Compact(&compact, c.Next.Details) == nil {
					c.Next.Details = compact.Bytes()
				}
			}
			return s.Store.Commit(ctx, b)
		}
	}},
	{"what is not seen is dropped from a name", textAsGiven, func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			b = clone(b)
			for _, c := range b.Clients {
				c.Next.Person.Given = unseen.Replace(c.Next.Person.Given)
			}
			return s.Store.Commit(ctx, b)
		}
	}},
}

// byTheClock is the time that a clock in UTC shows when one elsewhere shows t.
func byTheClock(t time.Time) time.Time {
	_, offset := t.Zone()
	return t.Add(time.Duration(offset) * time.Second)
}
