package storetest

import (
	"fmt"
	"strings"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/store"
)

// contract is what the numbered promises of [store.Store] add to the groups by
// subject.
var contract = group{"contract", []check{
	{
		name: "what no store can keep is refused as invalid, and leaves nothing",
		why:  "any other error means unknown: the caller would commit again, to no end, what can never be written; and a row that one store keeps and another does not cannot be moved",
		run: func(t tb, s *subject) {
			late, latin, nul := time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC), "caf\xe9", "a\x00b"
			for what, spoil := range map[string]func(*store.Record, *store.Client, *store.Event){
				"a row written in the year 10000": func(r *store.Record, _ *store.Client, _ *store.Event) { r.Updated = late },
				"a time of the year 10000":        func(r *store.Record, _ *store.Client, _ *store.Event) { r.Received = late },
				"a time before the year 1":        func(_ *store.Record, c *store.Client, _ *store.Event) { c.Updated = time.Time{}.Add(-1) },
				"a task of the year 10000":        func(r *store.Record, _ *store.Client, _ *store.Event) { r.Tasks = []store.Task{{Updated: late}} },
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
				"a name with a NUL":               func(r *store.Record, _ *store.Client, _ *store.Event) { r.Person.Given = nul },
				"a state with a NUL":              func(r *store.Record, _ *store.Client, _ *store.Event) { r.State = store.State(nul) },
				"an officer with a NUL": func(r *store.Record, _ *store.Client, _ *store.Event) {
					r.Claim = &store.Claim{Officer: store.ActorID(nul)}
				},
				"a reference with a NUL": func(_ *store.Record, c *store.Client, _ *store.Event) { c.Reference = nul },
				"a reference that is too long": func(_ *store.Record, c *store.Client, _ *store.Event) {
					c.Reference = strings.Repeat("x", store.MaxID+1)
				},
				"a code of an event with one": func(_ *store.Record, _ *store.Client, e *store.Event) { e.Code = nul },
				"a word of the household that not": func(r *store.Record, _ *store.Client, _ *store.Event) {
					r.Household = []store.Member{{Relation: latin}}
				},
			} {
				r, c, e := aRecord("r"), aClient("c"), anEvent("e")
				spoil(&r, &c, &e)
				b := store.Batch{Authority: here, Records: []recordChange{write(0, aRecord("beside")), write(0, r)}, Clients: []clientChange{writeClient(0, c)}, Events: []store.Event{e}}
				require.ErrorIs(t, s.Commit(t.Context(), b), store.ErrInvalid, what)
			}
			s.noRecord(t, here, "beside")
			s.noRecord(t, here, "r")
			s.noClient(t, here, "c")
			require.Empty(t, s.allEvents(t, store.EventQuery{Authority: here, Limit: 5}))
		},
	},
	{
		name: "texts of the greatest length come back as given, wherever they stand",
		why:  "a note, a title or a reason may be as long as a page of a form: a column that takes less cuts it, or refuses the row",
		run: func(t tb, s *subject) {
			r, c, e := aRecord("r"), aClient("c"), anEvent("e")
			eachLong(&r, func(n int) {
				r.ID = store.RecordID(fmt.Sprint(n))
				s.commit(t, records(write(0, r)))
				s.holds(t, 1, r)
			})
			eachLong(&c, func(n int) {
				c.ID = store.ClientID(fmt.Sprint(n))
				s.commit(t, clients(writeClient(0, c)))
				s.holdsClient(t, 1, c)
			})
			eachLong(&e, func(n int) {
				e.ID = store.EventID(fmt.Sprint(n))
				s.commit(t, events(e))
				requireSame(t, e, s.eventPage(t, store.EventQuery{Authority: here, Limit: 9})[n], "event")
			})
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
			for _, text := range []string{"a\x00", "caf\xe9"} {
				for what, q := range map[string]store.Query{
					"after": {After: store.Cursor{ID: store.RecordID(text)}}, "held by": {Holder: store.ActorID(text)}, "for": {Provider: store.ProviderID(text)},
					"of the system": {System: store.System(text)}, "in the state": {States: []store.State{store.StateWaiting, store.State(text)}},
					"from the channel": {Channels: []store.Channel{store.Channel(text)}},
				} {
					q.Authority, q.Limit = here, 1
					_, err := s.Records(t.Context(), q)
					require.ErrorIs(t, err, store.ErrInvalid, "records %s %q", what, text)
				}
				for what, q := range map[string]store.EventQuery{
					"after": {After: store.EventCursor{ID: store.EventID(text)}}, "of the record": {Record: store.RecordID(text)}, "of the client": {Client: store.ClientID(text)},
					"of the system": {System: store.System(text)}, "unread by": {Unacked: store.Consumer(text)},
				} {
					q.Authority, q.Limit = here, 1
					_, err := s.Events(t.Context(), q)
					require.ErrorIs(t, err, store.ErrInvalid, "events %s %q", what, text)
				}
				_, err := s.Clients(t.Context(), store.ClientQuery{Authority: here, After: store.ClientID(text), Limit: 1})
				require.ErrorIs(t, err, store.ErrInvalid, "clients after %q", text)
			}
			_, err := s.Candidates(t.Context(), here, keys(1), -1)
			require.ErrorIs(t, err, store.ErrInvalid, "a limit of -1")
			_, err = s.Candidates(t.Context(), "", keys(1), 1)
			require.ErrorIs(t, err, store.ErrInvalid, "no authority")
			if _, can := s.raw.(store.Gatherer); can {
				_, _, err = s.search(t.Context(), here, -1, keys(1))
				require.ErrorIs(t, err, store.ErrInvalid, "a limit of -1, rows being asked for too")
				_, _, err = s.search(t.Context(), "", 1, keys(1))
				require.ErrorIs(t, err, store.ErrInvalid, "no authority, rows being asked for too")
			}
			last := time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC)
			require.Empty(t, s.page(t, store.Query{Authority: here, Limit: 1, ReceivedFrom: last, After: store.Cursor{Received: last}}))
			long := strings.Repeat("x", 1<<14) + "\t\u0085\ufffd" // longer than a key may be, in many an engine
			for what, q := range map[string]store.Query{
				"holder": {Holder: store.ActorID(long)}, "provider": {Provider: store.ProviderID(long)}, "system": {System: store.System(long)},
				"states": {States: []store.State{store.State(long)}}, "channels": {Channels: []store.Channel{store.Channel(long)}},
				"place": {After: store.Cursor{Received: last, ID: store.RecordID(long)}},
			} {
				q.Authority, q.Limit = here, 1
				require.Empty(t, s.page(t, q), "records by a %s of sixteen thousand letters", what)
			}
			for what, q := range map[string]store.EventQuery{
				"record": {Record: store.RecordID(long)}, "client": {Client: store.ClientID(long)}, "system": {System: store.System(long)},
				"consumer": {Unacked: store.Consumer(long)}, "place": {After: store.EventCursor{At: last, ID: store.EventID(long)}},
			} {
				q.Authority, q.Limit = here, 1
				require.Empty(t, s.eventPage(t, q), "events by a %s of sixteen thousand letters", what)
			}
			require.Empty(t, s.clientPage(t, store.ClientQuery{Authority: here, Limit: 1, After: store.ClientID(long)}))
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
}}
