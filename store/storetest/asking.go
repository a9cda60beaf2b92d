package storetest

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"

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
		rows, err := s.Rows(ctx, here, store.IDs{
			Records: []store.RecordID{"r", store.RecordID(numbered(0)), store.RecordID(numbered(1))}, Clients: []store.ClientID{store.ClientID(numbered(0)), store.ClientID(numbered(1))},
		})
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
		name: "of many who ask at once each is answered what was asked",
		why:  "questions that are gathered and put to the engine as one have one answer, of which each is to be given a part: a page that holds what another asked for shows an officer another's cases",
		run: func(t tb, s *subject) {
			const crew = 16
			b := store.Batch{Authority: here}
			for i := range crew {
				own := fmt.Sprintf("%02d", i)
				r, c, e := aRecord(store.RecordID(own)), aClient(store.ClientID(own)), anEvent(store.EventID(own))
				r.Provider, r.Keys, c.Keys, e.Record = store.ProviderID(own), keys(matching.Key(i)), keys(matching.Key(i)), r.ID
				b.Records, b.Clients, b.Events = append(b.Records, write(0, r)), append(b.Clients, writeClient(0, c)), append(b.Events, e)
			}
			s.given(t, b)
			rounds := s.rounds(64)
			requireAll(t, together(crew, func(i int) error {
				own := fmt.Sprintf("%02d", i)
				for range rounds {
					rows, err := s.Rows(t.Context(), here, store.IDs{Records: []store.RecordID{store.RecordID(own)}, Clients: []store.ClientID{store.ClientID(own)}})
					page, errPage := s.Records(t.Context(), store.Query{Authority: here, Provider: store.ProviderID(own), Limit: crew})
					register, errRegister := s.Clients(t.Context(), store.ClientQuery{Authority: here, After: store.ClientID(own), Limit: 1})
					trail, errTrail := s.Events(t.Context(), store.EventQuery{Authority: here, Record: store.RecordID(own), Limit: crew})
					pool, errPool := s.Candidates(t.Context(), here, keys(matching.Key(i)), crew)
					if err = errors.Join(err, errPage, errRegister, errTrail, errPool); err != nil {
						return err
					}
					got := slices.Concat(ids(rows.Records, recordText), ids(rows.Clients, clientText), ids(page.Records, recordText), ids(trail, eventText), ids(pool.Clients, personID), ids(pool.Records, personID))
					if want := slices.Repeat([]string{own}, 6); !slices.Equal(want, got) {
						return fmt.Errorf("who asks for what is of %s, while others ask, finds %q", own, got)
					}
					if next := fmt.Sprintf("%02d", i+1); i+1 < crew && !slices.Equal([]string{next}, ids(register.Clients, clientText)) {
						return fmt.Errorf("who asks for the client after %s, while others ask, finds %q", own, ids(register.Clients, clientText))
					}
				}
				return nil
			}))
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

func recordText(r store.Record) string { return string(r.ID) }
func clientText(c store.Client) string { return string(c.ID) }
func eventText(e store.Event) string   { return string(e.ID) }

// nth is a batch after which every question finds one more.
func nth(n int) store.Batch {
	r, more, c, e := aRecord("r"), aRecord(store.RecordID(numbered(n))), aClient(store.ClientID(numbered(n))), anEvent(numbered(n))
	c.Keys, e.Record = keys(1), "r"
	return store.Batch{
		Authority: here, Records: []recordChange{write(store.Version(n), r), write(0, more)}, Clients: []clientChange{writeClient(0, c)}, Events: []store.Event{e},
	}
}
