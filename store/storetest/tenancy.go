package storetest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

var tenancy = group{"tenancy", []check{
	{
		name: "authorities that use the same ids never meet",
		why:  "the authority is the wall between councils: ids are theirs to choose, and will coincide",
		run: func(t tb, s *subject) {
			towns := []store.Authority{here, there, "Authority-1", "authority-1 ", "authority-", "authority-11", "%"}
			for i, a := range towns {
				b := in(a, furnished())
				b.Records[0].Next.Head, b.Clients[0].Next.From = string(a), store.RecordID(a)
				b.Clients[0].Next.Reference, b.Events[0].Code = "HRS-1", string(a)
				if i%2 == 1 {
					b.Acks = nil
				}
				s.commit(t, b)
			}
			for i, a := range towns {
				requireOwn(t, s, a, i%2 == 1)
			}
			s.commit(t, in(here, records(write(1, tombstone(aRecord("r"))))))
			s.commit(t, in(here, clients(writeClient(1, store.Client{Authority: here, ID: "c", Erased: true}))))
			for i, a := range towns[1:] {
				requireOwn(t, s, a, i%2 == 0)
			}
		},
	},
	{
		name: "another authority's row is like one that never was",
		why:  "a different answer would tell one council who is known to another",
		run: func(t tb, s *subject) {
			const foreign, absent = "foreign-row", "missing-row"
			s.commit(t, in(there, store.Batch{
				Records: []recordChange{write(0, aRecord(foreign))}, Clients: []clientChange{writeClient(0, aClient(foreign))},
			}))
			for what, ask := range map[string]func(id string) error{
				"a record": func(id string) error { _, err := recordOf(t.Context(), s, here, store.RecordID(id)); return err },
				"a client": func(id string) error { _, err := clientOf(t.Context(), s, here, store.ClientID(id)); return err },
				"a write":  func(id string) error { return s.Commit(t.Context(), records(write(1, aRecord(store.RecordID(id))))) },
			} {
				theirs, nobodys := ask(foreign), ask(absent)
				require.Error(t, theirs, what)
				require.EqualError(t, nobodys, strings.ReplaceAll(theirs.Error(), foreign, absent), what)
				require.Equal(t, errors.Is(theirs, store.ErrConflict), errors.Is(nobodys, store.ErrConflict), what)
			}
			s.commit(t, furnished())
			requireFurnished(t, s, furnished())
		},
	},
	{
		name: "authorities that ask at once are each answered for themselves",
		why:  "whose rows are asked for belongs to the call: kept with a connection, a session or a variable it is another's by the time of the answer",
		run: func(t tb, s *subject) {
			towns := []store.Authority{here, there, "authority-3"}
			for _, a := range towns {
				b := in(a, furnished())
				b.Records[0].Next.Head, b.Clients[0].Next.From, b.Events[0].Code, b.Acks = string(a), store.RecordID(a), string(a), nil
				b.Records[0].Next.Profile, b.Clients[0].Next.Profile = matching.Profile(a), matching.Profile(a)
				s.commit(t, b)
			}
			rounds := s.rounds(16)
			requireAll(t, together(workers, func(i int) error {
				for range rounds {
					if err := onlyOwn(t.Context(), s, towns[i%len(towns)]); err != nil {
						return err
					}
				}
				return nil
			}))
		},
	},
	{
		name: "an authority's answers are the same whoever else is there",
		why:  "nothing that another council stores may be counted, listed, delayed or refused here",
		run: func(t tb, s *subject) {
			alone := script(t, s, "twin-1", func() {})
			round := 0
			crowded := script(t, s, "twin-2", func() {
				round++
				for _, a := range []store.Authority{"twin-0", "twin-3", "twin-22"} {
					b := in(a, furnished())
					r, c := b.Records[0].Next, b.Clients[0].Next
					r.ID, c.ID, b.Events[0].ID = store.RecordID(fmt.Sprint(round)), store.ClientID(fmt.Sprint(round)), store.EventID(fmt.Sprint(round))
					b.Records[0].ID, b.Clients[0].ID, c.Reference = r.ID, c.ID, fmt.Sprint("HRS-", round)
					s.commit(t, b)
				}
			})
			require.Equal(t, alone, crowded)
		},
	},
}}

// onlyOwn reads in every way what furnished has, and fails if any of it is another's.
func onlyOwn(ctx context.Context, s *subject, a store.Authority) error {
	rows, err := s.Rows(ctx, a, store.IDs{Records: []store.RecordID{"r"}, Clients: []store.ClientID{"c"}})
	page, errPage := s.Records(ctx, store.Query{Authority: a, Limit: 9})
	register, errRegister := s.Clients(ctx, store.ClientQuery{Authority: a, Limit: 9})
	pool, errPool := s.Candidates(ctx, a, keys(1), 9)
	trail, errTrail := s.Events(ctx, store.EventQuery{Authority: a, Limit: 9})
	if err := errors.Join(err, errPage, errRegister, errPool, errTrail); err != nil {
		return err
	}
	answers := map[string]string{}
	for _, r := range rows.Records {
		answers["a record"] += r.Head
	}
	for _, c := range rows.Clients {
		answers["a client"] += string(c.From)
	}
	for _, r := range page.Records {
		answers["the list"] += r.Head
	}
	for _, c := range register.Clients {
		answers["the register"] += string(c.From)
	}
	for _, c := range slices.Concat(pool.Clients, pool.Records) {
		answers["a search"] += string(c.Profile)
	}
	for _, e := range trail {
		answers["the trail"] += e.Code
	}
	for what, times := range map[string]int{"a record": 1, "a client": 1, "the list": 1, "the register": 1, "a search": 2, "the trail": 1} {
		if want := strings.Repeat(string(a), times); answers[what] != want {
			return fmt.Errorf("%s of %q, while others ask: want %q, got %q", what, a, want, answers[what])
		}
	}
	return nil
}

func requireOwn(t tb, s *subject, a store.Authority, unacked bool) {
	t.Helper()
	require.Equal(t, string(a), s.record(t, a, "r").Head)
	require.Equal(t, store.RecordID(a), s.client(t, a, "c").From)
	page := s.page(t, store.Query{Authority: a, Limit: 9})
	require.Len(t, page, 1)
	require.Equal(t, a, page[0].Authority)
	require.Equal(t, string(a), page[0].Head)
	trail := s.eventPage(t, store.EventQuery{Authority: a, Limit: 9})
	require.Len(t, trail, 1)
	require.Equal(t, string(a), trail[0].Code)
	require.Equal(t, unacked, len(s.eventPage(t, store.EventQuery{Authority: a, Unacked: "mail", Limit: 9})) == 1)
	pool := s.pool(t, a, 9, 1)
	require.Len(t, pool.Clients, 1)
	require.Len(t, pool.Records, 1)
	require.Equal(t, 1, pool.Counts[0].Clients)
	requireSize(t, s, a, 1)
}

// script does a little of everything in one authority, another's work going on
// between, and writes down every answer.
func script(t tb, s *subject, a store.Authority, between func()) []string {
	t.Helper()
	var answers []string
	note := func(what string, args ...any) {
		answers = append(answers, strings.ReplaceAll(fmt.Sprintf(what, args...), string(a), "A"))
	}
	for i := range 6 {
		between()
		id := fmt.Sprint(i + 1)
		r, c, e := aRecord(store.RecordID(id)), aClient(store.ClientID(id)), anEvent(store.EventID(id))
		r.Keys, c.Keys, c.Reference = keys(1), keys(1), fmt.Sprint("HRS-", i/2)
		note("commit: %v", s.Commit(t.Context(), in(a, store.Batch{
			Records: []recordChange{write(0, r)}, Clients: []clientChange{writeClient(0, c)}, Events: []store.Event{e},
		})))
		note("again: %v", s.Commit(t.Context(), in(a, records(write(store.Version(i%3), r)))))
		between()
		for _, r := range s.scan(t, store.Query{Authority: a, Limit: 2}) {
			note("record %s at %d", r.ID, r.Version)
		}
		for _, e := range s.allEvents(t, store.EventQuery{Authority: a, Limit: 2, Unacked: "mail"}) {
			note("event %s of %s", e.ID, e.Record)
		}
		pool := s.pool(t, a, 4, 1, 2)
		note("pool %v %v %v %d", ids(pool.Clients, personID), ids(pool.Records, personID), pool.Counts, pool.Size)
		_, err := recordOf(t.Context(), s, a, store.RecordID(fmt.Sprint(i+2)))
		note("record %v", err)
		note("ack: %v", s.Commit(t.Context(), in(a, acks("mail", store.EventID(fmt.Sprint(i))))))
	}
	return answers
}
