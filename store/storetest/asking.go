package storetest

import (
	"context"
	"fmt"
	"reflect"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// inquiry is one way to ask for what is there, and how much it finds. Asked by many at
// once, it is one question.
type inquiry struct {
	of  string
	ask func(context.Context, store.Store) (answer any, found int, err error)
}

var inquiries = []inquiry{
	{"rows", func(ctx context.Context, s store.Store) (any, int, error) {
		rows, err := s.Rows(ctx, here, store.IDs{Records: []store.RecordID{"r", store.RecordID(numbered(0)), store.RecordID(numbered(1))}})
		r, _ := rows.Record("r")
		return &rows, int(r.Version), err
	}},
	{"a list", func(ctx context.Context, s store.Store) (any, int, error) {
		page, err := s.Records(ctx, store.Query{Authority: here, Limit: store.MaxPage})
		return &page, page.Len(), err
	}},
	{"the register", func(ctx context.Context, s store.Store) (any, int, error) {
		page, err := s.Clients(ctx, store.ClientQuery{Authority: here, Limit: store.MaxPage})
		return &page, page.Len(), err
	}},
	{"a search", func(ctx context.Context, s store.Store) (any, int, error) {
		pool, err := s.Candidates(ctx, here, []matching.Key{1}, store.MaxPage)
		return &pool, len(pool.Clients), err
	}},
	{"a trail", func(ctx context.Context, s store.Store) (any, int, error) {
		page, err := s.Events(ctx, store.EventQuery{Authority: here, Record: "r", Limit: store.MaxPage})
		return &page, len(page), err
	}},
	{"what is unread", func(ctx context.Context, s store.Store) (any, int, error) {
		page, err := s.Events(ctx, store.EventQuery{Authority: here, Unacked: "mail", Limit: store.MaxPage})
		return &page, len(page), err
	}},
}

var inquiring = group{"asking", []check{
	{
		name: "of many who ask the same at once each has an answer of its own",
		why:  "calls that wait for one another's answer have it in common: what one caller changes in it, the others show",
		run: func(t tb, s *subject) {
			s.given(t, nth(0))
			for _, q := range inquiries {
				want, _, err := q.ask(t.Context(), s)
				require.NoError(t, err)
				for range s.rounds(20) {
					answers := make([]any, workers)
					requireAll(t, together(workers, func(i int) (err error) {
						answers[i], _, err = q.ask(t.Context(), s)
						return err
					}))
					for i := range answers {
						requireSame(t, want, answers[i], "%s, that %d who asked at once have spoilt", q.of, i)
						scribble(reflect.ValueOf(answers[i]))
					}
				}
			}
		},
	},
	{
		name: "whoever has written is told of it, whoever asks the same meanwhile",
		why:  "a call that waits for the answer to an earlier one is told how things were before it asked: an officer sees a list without the case that was just received",
		run: func(t tb, s *subject) {
			s.given(t, nth(0))
			for _, q := range inquiries {
				_, before, err := q.ask(t.Context(), s)
				require.NoError(t, err)
				// No more than a page holds, of all inquiries together.
				watched(t, 1, min(s.rounds(16), 60), func(ctx context.Context, _, round int) error {
					r, err := recordOf(ctx, s, here, "r")
					if err != nil {
						return err
					}
					if err := s.Commit(ctx, nth(int(r.Version))); err != nil {
						return err
					}
					_, found, err := q.ask(ctx, s)
					if err == nil && found != before+round+1 {
						err = fmt.Errorf("after a commit %s finds %d, not %d", q.of, found, before+round+1)
					}
					return err
				}, func() error {
					_, _, err := q.ask(t.Context(), s)
					return err
				})
			}
		},
	},
}}

// nth is a batch after which every question finds one more.
func nth(n int) store.Batch {
	r, more, c, e := aRecord("r"), aRecord(store.RecordID(numbered(n))), aClient(store.ClientID(numbered(n))), anEvent(numbered(n))
	c.Keys, e.Record = keys(1), "r"
	return store.Batch{
		Authority: here, Records: []recordChange{write(store.Version(n), r), write(0, more)}, Clients: []clientChange{writeClient(0, c)}, Events: []store.Event{e},
	}
}
