package storetest

import (
	"fmt"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/store"
)

var retirement = group{"retirement", []check{
	{
		name: "an event that is retired is gone from every list, and no other is",
		why:  "a policy says how long a trail is kept: what is retired is not read, told or delivered any more, and what is not is",
		run: func(t tb, s *subject) {
			names := []store.EventID{"e1", "e10", "e", "E1", "e2", "é1", "e1 "}
			for i, name := range names {
				e := anEvent(name)
				e.Record, e.Client, e.System, e.At = "r", "c", "hpa2", minute(i/2)
				s.given(t, events(e))
				s.given(t, in(there, events(e)))
			}
			s.given(t, acks("mail", "e1", "e"))
			s.commit(t, retire("nowhere", "e1", "no more", "é1"))
			want := []store.EventID{"e10", "e", "E1", "e2", "e1 "}
			for what, q := range map[string]store.EventQuery{"all": {}, "a record's": {Record: "r"}, "a client's": {Client: "c"}, "a system's": {System: "hpa2"}, "the unread": {Unacked: "web"}} {
				q.Authority, q.Limit = here, 2
				require.ElementsMatch(t, want, ids(s.allEvents(t, q), eventID), what)
				q.Authority = there
				require.Len(t, s.allEvents(t, q), len(names), "another council's, %s", what)
			}
			require.ElementsMatch(t, []store.EventID{"e10", "E1", "e2", "e1 "}, ids(s.allEvents(t, store.EventQuery{Authority: here, Unacked: "mail", Limit: 2}), eventID))
		},
	},
	{
		name: "to retire an event again, or one that never was, is no error",
		why:  "a batch of unknown outcome is committed again as it is",
		run: func(t tb, s *subject) {
			s.commit(t, retire("a")) // where nothing was ever told
			s.given(t, events(anEvent("a"), anEvent("b")))
			for range 3 {
				s.commit(t, retire("a", "nowhere"))
			}
			requireUnacked(t, s, store.EventQuery{}, "b")
			requireAll(t, together(workers, func(int) error { return s.Commit(t.Context(), retire("b")) }))
			requireUnacked(t, s, store.EventQuery{})
		},
	},
	{
		name: "what was acknowledged of an event goes with it",
		why:  "an event that comes again after it was retired is a new one: whoever has handled the old has not handled this",
		run: func(t tb, s *subject) {
			s.given(t, events(anEvent("a"), anEvent("b")))
			consumers := []store.Consumer{"mail", "archive", "web"}
			for _, c := range consumers {
				s.given(t, acks(c, "a", "b"))
			}
			s.commit(t, retire("a"))
			requireUnacked(t, s, store.EventQuery{Unacked: "mail"})
			again := anEvent("a")
			again.Kind, again.At = "another", minute(5)
			s.commit(t, events(again))
			for _, c := range consumers {
				requireUnacked(t, s, store.EventQuery{Unacked: c}, "a")
			}
			s.commit(t, acks("archive", "a", "b")) // in the words in which it was acknowledged before
			requireUnacked(t, s, store.EventQuery{Unacked: "archive"})
			requireSame(t, []store.Event{anEvent("b"), again}, s.allEvents(t, store.EventQuery{Authority: here, Limit: 9}), "events")
			b := acks("mail", "a")
			b.Retired = []store.EventID{"a"}
			s.commit(t, b)
			requireUnacked(t, s, store.EventQuery{Unacked: "mail"})
			s.commit(t, events(again))
			requireUnacked(t, s, store.EventQuery{Unacked: "mail"}, "a")
		},
	},
	{
		name: "a refused batch retires nothing",
		why:  "all of a batch takes effect or none of it",
		run: func(t tb, s *subject) {
			s.given(t, events(anEvent("a")))
			b := records(write(3, aRecord("r")))
			b.Retired = []store.EventID{"a"}
			s.refuse(t, b, "no such record")
			requireUnacked(t, s, store.EventQuery{}, "a")
			b = records(write(0, aRecord("r")))
			b.Retired, b.Events, b.Acks = []store.EventID{"a"}, []store.Event{anEvent("b")}, []store.Ack{{Consumer: "mail", Event: "b"}}
			s.commit(t, b)
			requireUnacked(t, s, store.EventQuery{}, "b")
			requireUnacked(t, s, store.EventQuery{Unacked: "mail"})
		},
	},
	{
		name: "a trail may be retired as long as it is",
		why:  "what is retired in many batches is retired by a policy, a year's events at a time",
		run: func(t tb, s *subject) {
			told(t, s, 300)
			for i := 0; i < 290; i += s.most() {
				var some []store.EventID
				for j := i; j < min(i+s.most(), 290); j++ {
					some = append(some, numbered(j))
				}
				s.commit(t, retire(some...))
			}
			for _, q := range []store.EventQuery{{}, {Record: "r"}, {Client: "c"}, {Unacked: "mail"}} {
				q.Authority, q.Limit = here, store.MaxPage
				left := s.allEvents(t, q)
				require.Equal(t, 10, len(left), "%+v", q)
				require.Equal(t, numbered(290), left[0].ID, fmt.Sprintf("%+v", q))
			}
		},
	},
}}

// retire is a batch that retires events.
func retire(events ...store.EventID) store.Batch {
	return store.Batch{Authority: here, Retired: events}
}
