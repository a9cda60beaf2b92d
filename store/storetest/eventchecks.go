package storetest

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/store"
)

var eventing = group{"events", []check{
	{
		name: "events come in the order of time, ties by id",
		why:  "the audit trail is read in order, and so is the outbox",
		run: func(t tb, s *subject) {
			var all []store.Event
			for i, name := range unordered[store.EventID]() {
				e := anEvent(name)
				e.At = minute(2 - i/5)
				all = append(all, e)
				s.given(t, events(e))
			}
			slices.SortFunc(all, byTime)
			for limit := range len(all) + 1 {
				requireSame(t, all, s.allEvents(t, store.EventQuery{Authority: here, Limit: limit + 1}), "events in pages of %d", limit+1)
			}
			requireSame(t, all[3:], s.eventPage(t, store.EventQuery{Authority: here, Limit: 50, After: store.EventCursor{At: all[2].At, ID: all[2].ID}}), "after the third")
			requireSame(t, all, s.eventPage(t, store.EventQuery{Authority: here, Limit: 50, After: store.EventCursor{At: minute(-1), ID: "z"}}), "after a time before all")
			for _, long := range []string{"!", "~"} { // a place, at which no event can be
				e := all[len(all)/2]
				want := slices.DeleteFunc(slices.Clone(all), func(o store.Event) bool { return o.At.Before(e.At) || o.At.Equal(e.At) && string(o.ID) < long })
				requireSame(t, want, s.eventPage(t, store.EventQuery{Authority: here, Limit: 50, After: store.EventCursor{At: e.At, ID: store.EventID(strings.Repeat(long, 2*store.MaxID))}}), "after a place of many letters")
			}
			for i, e := range all {
				after := slices.IndexFunc(all, func(o store.Event) bool { return !o.At.Before(e.At) })
				requireSame(t, all[after:], s.eventPage(t, store.EventQuery{Authority: here, Limit: 50, After: store.EventCursor{At: e.At}}), "from the time of event %d on", i)
			}
		},
	},
	{
		name: "events are found by record, by client, by system and by all of them",
		why:  "an audit asks what happened to one record, and a subject access request what happened to one client",
		run: func(t tb, s *subject) {
			for i := range 12 {
				e := anEvent(store.EventID(fmt.Sprintf("%02d", i)))
				e.Record, e.Client = store.RecordID([]string{"", "r", "R"}[i%3]), store.ClientID([]string{"", "c"}[i/3%2])
				e.System = store.System([]string{"hrs", "hpa2"}[i%2])
				s.given(t, events(e))
			}
			s.given(t, acks("mail", "03", "10"))
			for q, want := range map[store.EventQuery][]store.EventID{
				{Record: "r"}:              {"01", "04", "07", "10"},
				{Record: "R"}:              {"02", "05", "08", "11"},
				{Client: "c"}:              {"03", "04", "05", "09", "10", "11"},
				{Record: "r", Client: "c"}: {"04", "10"},
				{Record: "x"}:              {},
				{Client: "C"}:              {},
				{System: "hrs"}:            {"00", "02", "04", "06", "08", "10"},
				{System: "hpa2"}:           {"01", "03", "05", "07", "09", "11"},
				{System: "HRS"}:            {},

				{System: "hrs", Record: "r"}:                  {"04", "10"},
				{System: "hpa2", Client: "c"}:                 {"03", "05", "09", "11"},
				{System: "hrs", Record: "R", Client: "c"}:     {},
				{System: "hpa2", Record: "R", Client: "c"}:    {"05", "11"},
				{System: "hpa2", Unacked: "mail"}:             {"01", "05", "07", "09", "11"},
				{System: "hrs", Record: "r", Unacked: "mail"}: {"04"},
			} {
				q.Authority, q.Limit = here, 3
				require.Equal(t, want, ids(s.allEvents(t, q), eventID), "record %q, client %q, system %q", q.Record, q.Client, q.System)
			}
		},
	},
	{
		name: "an event that is there already is left as it is",
		why:  "a batch of unknown outcome is committed again: its events must be there once, as they were first told",
		run: func(t tb, s *subject) {
			e, again := anEvent("e"), anEvent("e")
			again.Kind, again.At, again.Record = "another", minute(5), "another"
			s.given(t, events(e))
			s.commit(t, acks("mail", "e"))
			s.commit(t, events(again, anEvent("f")))
			requireSame(t, []store.Event{e, anEvent("f")}, s.allEvents(t, store.EventQuery{Authority: here, Limit: 5}), "events")
			require.Empty(t, s.allEvents(t, store.EventQuery{Authority: here, Limit: 5, Record: "another"}))
			require.Equal(t, []store.EventID{"f"}, ids(s.allEvents(t, store.EventQuery{Authority: here, Limit: 5, Unacked: "mail"}), eventID), "an event told again is still acknowledged")
		},
	},
	{
		name: "events of a refused batch are not there",
		why:  "an event tells of a change: without the change there is nothing to tell",
		run: func(t tb, s *subject) {
			b := records(write(3, aRecord("r")))
			for i := range s.most() - 1 {
				b.Events = append(b.Events, anEvent(numbered(i)))
			}
			s.refuse(t, b, "no such record")
			require.Empty(t, s.allEvents(t, store.EventQuery{Authority: here, Limit: 5}))
			s.commit(t, events(b.Events...))
		},
	},
	{
		name: "each consumer acknowledges for itself",
		why:  "what the mailer has sent the data warehouse has yet to load",
		run: func(t tb, s *subject) {
			for i := range 9 {
				e := anEvent(store.EventID(fmt.Sprint(i)))
				e.Record, e.Client, e.System = store.RecordID(fmt.Sprint("r", i%2)), store.ClientID(fmt.Sprint("c", i%3)), store.System(fmt.Sprint("s", i%4))
				s.given(t, events(e))
			}
			s.commit(t, acks("mail", "0", "3", "4"))
			s.commit(t, acks("Mail", "1"))
			s.commit(t, acks("mail", "8"))
			requireUnacked(t, s, store.EventQuery{Unacked: "mail"}, "1", "2", "5", "6", "7")
			requireUnacked(t, s, store.EventQuery{Unacked: "mail", Record: "r0"}, "2", "6")
			requireUnacked(t, s, store.EventQuery{Unacked: "mail", Client: "c1"}, "1", "7")
			requireUnacked(t, s, store.EventQuery{Unacked: "mail", System: "s2"}, "2", "6")
			requireUnacked(t, s, store.EventQuery{Unacked: "mail", Client: "c2", Record: "r1", System: "s1"}, "5")
			requireUnacked(t, s, store.EventQuery{Unacked: "Mail"}, "0", "2", "3", "4", "5", "6", "7", "8")
			b := acks("mail", "1", "2")
			b.Acks = append(b.Acks, acks("Mail", "2", "8").Acks...)
			s.commit(t, b)
			requireUnacked(t, s, store.EventQuery{Unacked: "mail"}, "5", "6", "7")
			requireUnacked(t, s, store.EventQuery{Unacked: "Mail"}, "0", "3", "4", "5", "6", "7")
			requireUnacked(t, s, store.EventQuery{Unacked: "new"}, "0", "1", "2", "3", "4", "5", "6", "7", "8")
			requireUnacked(t, s, store.EventQuery{}, "0", "1", "2", "3", "4", "5", "6", "7", "8")
		},
	},
	{
		name: "of many consumers each hears of everything",
		why:  "one that is one too many for a mask of bits, a list or a column is never told again: its letters are not sent, and nothing fails",
		run: func(t tb, s *subject) {
			const crowd = 70
			s.given(t, events(anEvent("a"), anEvent("b")))
			all := store.Batch{Authority: here}
			for i := range crowd {
				all.Acks = append(all.Acks, store.Ack{Consumer: store.Consumer(fmt.Sprint("consumer-", i)), Event: "a"})
			}
			s.given(t, all)
			s.commit(t, store.Batch{Authority: here, Events: []store.Event{anEvent("c"), anEvent("d")}, Acks: []store.Ack{{Consumer: "new", Event: "c"}}})
			for i := range crowd {
				q := store.EventQuery{Authority: here, Unacked: all.Acks[i].Consumer, Limit: 9}
				require.Equal(t, []store.EventID{"b", "c", "d"}, ids(s.eventPage(t, q), eventID), "not acknowledged by %s", q.Unacked)
			}
			requireUnacked(t, s, store.EventQuery{Unacked: "new"}, "a", "b", "d")
			requireUnacked(t, s, store.EventQuery{Unacked: "unknown"}, "a", "b", "c", "d")
		},
	},
	{
		name: "an acknowledgement given twice is one",
		why:  "consumers acknowledge again whatever they are not sure of",
		run: func(t tb, s *subject) {
			s.given(t, events(anEvent("a"), anEvent("b")))
			s.commit(t, acks("mail", "a"))
			s.commit(t, acks("mail", "a"))
			s.commit(t, acks("mail", "a", "a"))
			requireUnacked(t, s, store.EventQuery{Unacked: "mail"}, "b")
			s.given(t, events(anEvent("c"), anEvent("d")))
			s.commit(t, acks("mail", "a", "c", "c", "d"))
			requireUnacked(t, s, store.EventQuery{Unacked: "mail"}, "b")
		},
	},
	{
		name: "an acknowledgement of an event that is not there is forgotten, and no error",
		why:  "an event that is told after it was acknowledged, by mistake or by another's clock, must still reach the consumer; and a consumer that is behind must not fail because an event was retired",
		run: func(t tb, s *subject) {
			s.given(t, in(there, events(anEvent("a"))))
			s.commit(t, acks("mail", "a", "nowhere"))
			s.commit(t, store.Batch{Authority: here, Events: []store.Event{anEvent("b")}, Acks: []store.Ack{{Consumer: "mail", Event: "b"}, {Consumer: "mail", Event: "later"}}})
			s.commit(t, events(anEvent("a"), anEvent("later")))
			requireUnacked(t, s, store.EventQuery{Unacked: "mail"}, "a", "later")
			requireUnacked(t, s, store.EventQuery{Unacked: "web"}, "a", "b", "later")
			s.commit(t, acks("new", "nowhere"))
			requireUnacked(t, s, store.EventQuery{Unacked: "new"}, "a", "b", "later")
			unread := s.eventPage(t, store.EventQuery{Authority: there, Unacked: "mail", Limit: 9})
			require.Equal(t, []store.EventID{"a"}, ids(unread, eventID), "another council's event of that id")
		},
	},
	{
		name: "an event of an earlier time that comes late is still to acknowledge",
		why:  "writers' clocks differ: whoever reads from the last time on would never see it",
		run: func(t tb, s *subject) {
			late, early := anEvent("late"), anEvent("early")
			late.At = minute(9)
			s.given(t, events(late))
			s.commit(t, acks("mail", "late"))
			s.commit(t, events(early))
			requireUnacked(t, s, store.EventQuery{Unacked: "mail"}, "early")
			s.commit(t, acks("mail", "early"))
			requireUnacked(t, s, store.EventQuery{Unacked: "mail"})
		},
	},
	{
		name: "events outlive their rows",
		why:  "the audit trail says that a record was removed, when it is",
		run: func(t tb, s *subject) {
			e := anEvent("e")
			e.Record, e.Client = "r", "c"
			s.commit(t, store.Batch{Authority: here, Records: []recordChange{write(0, aRecord("r"))}, Clients: []clientChange{writeClient(0, aClient("c"))}, Events: []store.Event{e}})
			s.commit(t, store.Batch{Authority: here, Records: []recordChange{write(1, tombstone(aRecord("r")))}, Clients: []clientChange{writeClient(1, store.Client{Authority: here, ID: "c", Erased: true})}})
			requireSame(t, []store.Event{e}, s.allEvents(t, store.EventQuery{Authority: here, Record: "r", Client: "c", Limit: 2}), "events")
		},
	},
}}

func byTime(a, b store.Event) int {
	return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.ID, b.ID))
}

func requireUnacked(t tb, s *subject, q store.EventQuery, want ...store.EventID) {
	t.Helper()
	for _, limit := range []int{1, 2, 50} {
		q.Authority, q.Limit = here, limit
		got := ids(s.allEvents(t, q), eventID)
		require.Equal(t, append([]store.EventID{}, want...), got, "not acknowledged by %q, in pages of %d", q.Unacked, limit)
	}
}
