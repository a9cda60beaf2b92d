package storetest

import (
	"strings"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// contract is what the numbered promises of [store.Store] add to the groups by
// subject.
var contract = group{"contract", []check{
	{
		name: "what no store can keep is refused as invalid, and leaves nothing",
		why:  "any other error means unknown: the caller would commit again, to no end, what can never be written; and a row that one store keeps and another does not cannot be moved",
		run: func(t tb, s *subject) {
			late, latin := time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC), "caf\xe9"
			for what, spoil := range map[string]func(*store.Record, *store.Client, *store.Event){
				"a time of the year 10000": func(r *store.Record, _ *store.Client, _ *store.Event) { r.Received = late },
				"a time before the year 1": func(_ *store.Record, c *store.Client, _ *store.Event) { c.Updated = time.Time{}.Add(-1) },
				"a task of the year 10000": func(r *store.Record, _ *store.Client, _ *store.Event) { r.Tasks = []store.Task{{Updated: late}} },
				"a case that closes too late": func(_ *store.Record, c *store.Client, _ *store.Event) {
					c.Cases = []store.Case{{ID: "k", Closed: late}}
				},
				"a name that is not UTF-8":       func(r *store.Record, _ *store.Client, _ *store.Event) { r.Person.Given = latin },
				"a former name that is not":      func(_ *store.Record, c *store.Client, _ *store.Event) { c.Person.FormerFamily = []string{"x", latin} },
				"a reference that is not":        func(_ *store.Record, c *store.Client, _ *store.Event) { c.Reference = latin },
				"an event of the year 10000":     func(_ *store.Record, _ *store.Client, e *store.Event) { e.At = late },
				"a code of an event that is not": func(_ *store.Record, _ *store.Client, e *store.Event) { e.Code = latin },
				"a note of a case that is not": func(_ *store.Record, c *store.Client, _ *store.Event) {
					c.Cases = []store.Case{{ID: "k", Tasks: []store.Task{{Note: latin}}}}
				},
				"a title of a record that is not": func(r *store.Record, _ *store.Client, _ *store.Event) { r.Tasks = []store.Task{{Title: latin}} },
				"a word of the household that not": func(r *store.Record, _ *store.Client, _ *store.Event) {
					r.Household = []store.Member{{Relation: latin}}
				},
			} {
				r, c, e := aRecord("r"), aClient("c"), anEvent("e")
				spoil(&r, &c, &e)
				b := store.Batch{Authority: here, Records: []recordChange{write(0, r)}, Clients: []clientChange{writeClient(0, c)}, Events: []store.Event{e}}
				require.ErrorIs(t, s.Commit(t.Context(), b), store.ErrInvalid, what)
			}
			s.noRecord(t, here, "r")
			s.noClient(t, here, "c")
			require.Empty(t, s.allEvents(t, store.EventQuery{Authority: here, Limit: 5}))
		},
	},
	{
		name: "a question that no store answers is refused as invalid",
		why:  "an odd time in a link must not be a page of alarms with one store and the first page again with another",
		run: func(t tb, s *subject) {
			for _, at := range []time.Time{
				time.Date(-5000, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC),
				time.Date(300000, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(146138514283, 1, 1, 0, 0, 0, 0, time.UTC),
			} {
				for what, q := range map[string]store.Query{
					"after": {After: store.Cursor{Received: at}}, "from": {ReceivedFrom: at}, "before": {ReceivedBefore: at},
				} {
					q.Authority, q.Limit = here, 1
					_, err := s.Records(t.Context(), q)
					require.ErrorIs(t, err, store.ErrInvalid, "records %s %v", what, at)
				}
				_, err := s.Events(t.Context(), store.EventQuery{Authority: here, Limit: 1, After: store.EventCursor{At: at}})
				require.ErrorIs(t, err, store.ErrInvalid, "events after %v", at)
			}
			_, err := s.Candidates(t.Context(), here, keys(1), -1)
			require.ErrorIs(t, err, store.ErrInvalid, "a limit of -1")
			_, err = s.Candidates(t.Context(), "", keys(1), 1)
			require.ErrorIs(t, err, store.ErrInvalid, "no authority")
			last := time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC)
			require.Empty(t, s.page(t, store.Query{Authority: here, Limit: 1, ReceivedFrom: last, After: store.Cursor{Received: last}}))
		},
	},
	{
		name: "a key asked twice is counted twice, one carried twice is carried once, and a limit of 0 finds nobody",
		why:  "what is harmless must be harmless in every store: a matcher may ask for a key by two ways",
		run: func(t tb, s *subject) {
			const counted = matching.Key(1<<63 | 7)
			r, c := aRecord("r"), aClient("c")
			r.Keys, c.Keys = keys(1, 1, 2), keys(1, 1, counted, counted)
			s.commit(t, store.Batch{Authority: here, Records: []recordChange{write(0, r)}, Clients: []clientChange{writeClient(0, c)}})
			pool := s.pool(t, here, 1, 1, counted, 1, counted)
			require.Equal(t, []string{"c"}, ids(pool.Clients, personID))
			require.Equal(t, []string{"r"}, ids(pool.Records, personID))
			require.Equal(t, 1, pool.Size)
			for _, n := range pool.Counts {
				require.Equal(t, matching.KeyCount{Key: n.Key, Clients: 1}, n)
			}
			pool = s.pool(t, here, 0, 1, counted)
			require.Empty(t, pool.Clients)
			require.Empty(t, pool.Records)
			require.Equal(t, 1, pool.Counts[1].Clients)
			require.True(t, pool.Counts[0].Truncated)
			c.Keys = nil
			s.commit(t, clients(writeClient(1, c)))
			pool = s.pool(t, here, 1, 1, counted)
			require.Equal(t, []int{0, 0, 0}, []int{pool.Counts[0].Clients, pool.Counts[1].Clients, pool.Size}, "carried no more")
		},
	},
	{
		name: "events are found by system, acknowledged or not",
		why:  "two casework systems share an authority: neither handles, nor passes over, what is the other's",
		run: func(t tb, s *subject) {
			for i, system := range []store.System{"hpa2", "hrs", "", "hpa2", "hrs", "hpa"} {
				e := anEvent(store.EventID(rune('a' + i)))
				e.System, e.At, e.Record = system, minute(i), "r"
				s.commit(t, events(e))
			}
			s.commit(t, acks("mail", "a", "e"))
			for q, want := range map[store.EventQuery]string{
				{System: "hpa2"}:                  "ad",
				{System: "hrs"}:                   "be",
				{System: "hpa"}:                   "f",
				{System: "HPA2"}:                  "",
				{}:                                "abcdef",
				{System: "hpa2", Unacked: "mail"}: "d",
				{System: "hrs", Unacked: "mail"}:  "b",
				{System: "hrs", Unacked: "post"}:  "be",
				{Unacked: "mail"}:                 "bcdf",
				{System: "hrs", Unacked: "mail", Record: "r"}:  "b",
				{System: "hpa2", Unacked: "mail", Record: "R"}: "",
			} {
				for limit := 1; limit < 4; limit++ {
					q.Authority, q.Limit = here, limit
					var got strings.Builder
					for _, e := range s.allEvents(t, q) {
						got.WriteString(string(e.ID))
					}
					require.Equal(t, want, got.String(), "of %q, not acknowledged by %q, of record %q, in pages of %d", q.System, q.Unacked, q.Record, limit)
				}
			}
		},
	},
	{
		name: "an acknowledgement of an event that is not there is forgotten",
		why:  "a consumer may be told of an event whose transaction is undone: were its acknowledgement kept, it would never hear of the event when it is told after all; and an acknowledgement that is refused takes the others with it",
		run: func(t tb, s *subject) {
			s.commit(t, acks("mail", "a", "b"))
			s.commit(t, events(anEvent("a"), anEvent("b"), anEvent("c")))
			s.commit(t, acks("mail", "c", "nothing"))
			requireUnacked(t, s, store.EventQuery{Unacked: "mail"}, "a", "b")
			e := anEvent("d")
			b := events(e)
			b.Acks = []store.Ack{{Consumer: "mail", Event: "d"}}
			s.commit(t, b)
			requireUnacked(t, s, store.EventQuery{Unacked: "mail"}, "a", "b")
		},
	},
	{
		name: "an event that is retired is gone, with what was acknowledged of it",
		why:  "history that is kept for ever is read for ever, and much of it is about people: a host retires what its policy keeps no longer",
		run: func(t tb, s *subject) {
			for _, id := range []store.EventID{"a", "b", "c", "d"} {
				e := anEvent(id)
				e.Record, e.Client, e.System = "r", "c", "hpa2"
				s.commit(t, events(e))
			}
			s.commit(t, acks("mail", "a", "b"))
			refused := store.Batch{Authority: here, Records: []recordChange{write(3, aRecord("absent"))}, Retired: []store.EventID{"d"}}
			s.refuse(t, refused, "no such record")
			s.commit(t, store.Batch{Authority: here, Retired: []store.EventID{"a", "c", "nothing"}})
			s.commit(t, store.Batch{Authority: here, Retired: []store.EventID{"a"}})
			s.commit(t, store.Batch{Authority: there, Retired: []store.EventID{"b"}})
			for _, q := range []store.EventQuery{{}, {Record: "r"}, {Client: "c"}, {System: "hpa2"}, {Unacked: "post"}} {
				requireUnacked(t, s, q, "b", "d")
			}
			requireUnacked(t, s, store.EventQuery{Unacked: "mail"}, "d")
			s.commit(t, events(anEvent("a")))
			requireUnacked(t, s, store.EventQuery{Unacked: "mail"}, "a", "d")
		},
	},
	{
		name:  "a row that cannot be read is named, and stops no other",
		why:   "while a new version is rolled out the old one meets rows that it does not know: the officers who still use it must be able to work on all others",
		needs: damages,
		run: func(t tb, s *subject) {
			for i, name := range []string{"1", "2", "3", "4"} {
				r, c := aRecord(store.RecordID(name)), aClient(store.ClientID(name))
				r.Received, r.Keys, c.Keys = minute(i), keys(1), keys(1)
				s.commit(t, store.Batch{Authority: here, Records: []recordChange{write(0, r)}, Clients: []clientChange{writeClient(0, c)}})
			}
			require.NoError(t, s.damage(raw(s.Store), here, "2", ""))
			require.NoError(t, s.damage(raw(s.Store), here, "", "3"))
			rows, err := s.Rows(t.Context(), here, store.IDs{Records: []store.RecordID{"1", "2", "3"}, Clients: []store.ClientID{"2", "3", "4"}})
			require.NoError(t, err)
			require.Equal(t, []store.RecordID{"1", "3"}, ids(rows.Records, recordID))
			require.Equal(t, []store.ClientID{"2", "4"}, ids(rows.Clients, clientID))
			require.Equal(t, store.IDs{Records: []store.RecordID{"2"}, Clients: []store.ClientID{"3"}}, rows.Unreadable)
			for limit := 1; limit <= 5; limit++ {
				requireReadable(t, s, limit)
			}
			pool, err := s.Candidates(t.Context(), here, keys(1), 9)
			require.NoError(t, err)
			require.Subset(t, ids(pool.Records, personID), []string{"1", "3", "4"})
			require.Subset(t, ids(pool.Clients, personID), []string{"1", "2", "4"})
		},
	},
}}

// requireReadable reads both lists in pages, of which one row each is unreadable.
func requireReadable(t tb, s *subject, limit int) {
	t.Helper()
	var records []store.RecordID
	var clients []store.ClientID
	q := store.Query{Authority: here, Limit: limit}
	for n := 0; n < 9; n++ {
		page, err := s.Records(t.Context(), q)
		require.NoError(t, err)
		records = append(records, ids(page.Records, recordID)...)
		for _, c := range page.Unreadable {
			require.Equal(t, store.Cursor{Received: minute(1), ID: "2"}, c)
			records = append(records, "unreadable")
		}
		if page.Len() < limit {
			break
		}
		q.After = page.Next()
	}
	of := store.ClientQuery{Authority: here, Limit: limit}
	for n := 0; n < 9; n++ {
		page, err := s.Clients(t.Context(), of)
		require.NoError(t, err)
		clients = append(clients, ids(page.Clients, clientID)...)
		for _, id := range page.Unreadable {
			require.EqualValues(t, "3", id)
			clients = append(clients, "unreadable")
		}
		if page.Len() < limit {
			break
		}
		of.After = page.Next()
	}
	require.ElementsMatch(t, []store.RecordID{"1", "unreadable", "3", "4"}, records, "records in pages of %d", limit)
	require.ElementsMatch(t, []store.ClientID{"1", "2", "unreadable", "4"}, clients, "clients in pages of %d", limit)
}
