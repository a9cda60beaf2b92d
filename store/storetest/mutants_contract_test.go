package storetest

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

const unanswered = "contract/a question that no store answers is refused as invalid"

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
	{"a NUL is left out", "contract/what no store can keep is refused as invalid, and leaves nothing", func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			b = clone(b)
			for i := range b.Events {
				b.Events[i].Code = strings.ReplaceAll(b.Events[i].Code, "\x00", "")
			}
			return s.Store.Commit(ctx, b)
		}
	}},
	{"a reference ends after 200 bytes", "contract/what no store can keep is refused as invalid, and leaves nothing", writtenClient(func(c *store.Client) {
		c.Reference = c.Reference[:min(len(c.Reference), store.MaxID)]
	})},
	{"a text that is asked for ends with a NUL", unanswered, queried(func(q *store.Query) {
		holder, _, _ := strings.Cut(string(q.Holder), "\x00")
		q.Holder = store.ActorID(holder)
	})},
	{"a text that is asked for and is not UTF-8 is mended", unanswered, func(s *broken) {
		s.events = func(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
			q.Unacked = store.Consumer(strings.ToValidUTF8(string(q.Unacked), "?"))
			return s.Store.Events(ctx, q)
		}
	}},
	{"a time out of range wraps round", unanswered, func(s *broken) {
		s.events = func(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
			if q.After.At.Year() > 9999 {
				q.After = store.EventCursor{}
			}
			return s.Store.Events(ctx, q)
		}
	}},
	{"a negative limit is none", unanswered, func(s *broken) {
		s.candidates = func(ctx context.Context, a store.Authority, ks []matching.Key, limit int) (matching.Pool, error) {
			return s.Store.Candidates(ctx, a, ks, max(limit, 0))
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
}
