package storetest

import (
	"fmt"
	"strings"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/store"
)

var comparisons = group{"comparison", []check{
	{
		name: "whatever a query compares is compared byte for byte",
		why:  "a collation that folds case, accents or trailing spaces, or a key that is looked for by its beginning, shows one provider, officer or consumer what is another's",
		run: func(t tb, s *subject) {
			names := append(lookalikes(), long()...)
			for i, name := range names {
				s.given(t, compared(i, name))
			}
			for i, name := range names {
				requireAlone(t, s, i, name)
			}
		},
	},
	{
		name: "an event is acknowledged and retired by its own id alone",
		why:  "by an id that is taken for a pattern, or folded, a consumer is never told what it has not handled, and a trail loses what was to be kept",
		run: func(t tb, s *subject) {
			names := append(lookalikes(), long()...)
			for _, name := range names {
				s.given(t, events(anEvent(store.EventID(name))))
			}
			for i, name := range names {
				s.commit(t, acks("mail", store.EventID(name)))
				unread := s.eventPage(t, store.EventQuery{Authority: here, Unacked: "mail", Limit: store.MaxPage})
				require.Len(t, unread, len(names)-1-i, "unread once %.30q is acknowledged", name)
			}
			for i, name := range names {
				s.commit(t, retire(store.EventID(name)))
				left := s.eventPage(t, store.EventQuery{Authority: here, Limit: store.MaxPage})
				require.Len(t, left, len(names)-1-i, "left once %.30q is retired", name)
			}
		},
	},
	{
		name: "what is one name to one council is another's to another",
		why:  "the wall between councils stands on their names: two that look alike to a collation are two councils",
		run: func(t tb, s *subject) {
			names := append(lookalikes(), long()...)
			for i, name := range names {
				b := in(store.Authority(name), furnished())
				b.Records[0].Next.Head, b.Clients[0].Next.Reference = fmt.Sprint(i), "HRS-1"
				if i%2 == 1 {
					b.Acks = nil
				}
				s.commit(t, b)
			}
			for i, name := range names {
				a := store.Authority(name)
				require.Equal(t, fmt.Sprint(i), s.record(t, a, "r").Head, "authority %q", name)
				requireSize(t, s, a, 1)
				require.Equal(t, i%2, len(s.eventPage(t, store.EventQuery{Authority: a, Unacked: "mail", Limit: 9})), "authority %q", name)
			}
		},
	},
	{
		name: "fields that join alike are kept apart",
		why:  "a key that is put together from two fields, with a separator that an id may hold, meets another pair: one council's row refuses another's, one consumer's acknowledgement is another's",
		run: func(t tb, s *subject) {
			for _, sep := range separators() {
				b := joined(store.Authority("a"+sep+"b"), "c")
				b.Acks = []store.Ack{{Consumer: "c", Event: "told to all"}}
				s.commit(t, b)
				requireJoined(t, s, store.Authority("a"+sep+"b"), "c")
			}
			for _, sep := range separators() {
				s.commit(t, joined("a", "b"+sep+"c"))
			}
			for _, sep := range separators() {
				requireJoined(t, s, "a", "b"+sep+"c")
				requireJoined(t, s, store.Authority("a"+sep+"b"), "c")
				unread := s.eventPage(t, store.EventQuery{Authority: "a", Unacked: store.Consumer("b" + sep + "c"), Limit: 1})
				require.Equal(t, []store.EventID{"told to all"}, ids(unread, eventID), "what the consumer %q of %q has read", "b"+sep+"c", "a")
			}
		},
	},
	{
		name: "a consumer and an event that join alike are kept apart",
		why:  "what one consumer has handled another has yet to handle, whatever they are called",
		run: func(t tb, s *subject) {
			for i, sep := range separators() {
				few, many := store.EventID("c"), store.EventID("b"+sep+"c")
				if i == 0 {
					s.given(t, events(anEvent(few)))
				}
				s.given(t, events(anEvent(many)))
				s.given(t, acks("a", many))
				require.Contains(t, ids(s.allEvents(t, store.EventQuery{Authority: here, Unacked: store.Consumer("a" + sep + "b"), Limit: store.MaxPage}), eventID), few, "separated by %q", sep)
			}
		},
	},
	{
		name: "filters that join alike are kept apart",
		why:  "a list by two fields at once is a list by both, not by what they make when they are put together",
		run: func(t tb, s *subject) {
			common := []string{"", " ", ":", "::", "/", "|", ",", "-", "_", "#", ".", ";", "\u00a0", "€", "\\x00"}
			for i, sep := range common {
				s.given(t, pairs(fmt.Sprint(i), "a", "b"+sep+"c"))
			}
			for _, sep := range common {
				for f, first := range filtered {
					for g, second := range filtered {
						q := store.Query{Authority: here, Limit: 9}
						first(&q, "a"+sep+"b")
						second(&q, "c")
						require.True(t, f == g || len(s.page(t, q)) == 0, "records by %q and %q", "a"+sep+"b", "c")
					}
				}
				q := store.EventQuery{Authority: here, Record: store.RecordID("a" + sep + "b"), Client: "c", Limit: 9}
				require.Empty(t, s.eventPage(t, q), "events by %q and %q", q.Record, q.Client)
			}
		},
	},
	{
		name: "a record and a client of one id are two, in every index",
		why:  "what a search, a trail or a reference leads to is of one kind or of the other",
		run: func(t tb, s *subject) {
			r, c, e, f := aRecord("same"), aClient("same"), anEvent("e"), anEvent("f")
			r.Keys, c.Keys, r.Profile, c.Profile, c.Reference = keys(1, 2), keys(1, 3), "the record's", "the client's", "same"
			e.Record, e.Client, f.Record, f.Client = "same", "", "", "same"
			s.given(t, store.Batch{Authority: here, Records: []recordChange{write(0, r)}, Clients: []clientChange{writeClient(0, c)}, Events: []store.Event{e, f}})
			pool := s.pool(t, here, 9, 1)
			requireProfile(t, c.Profile, pool.Clients, "same", "a client's profile")
			requireProfile(t, r.Profile, pool.Records, "same", "a record's profile")
			require.Empty(t, s.pool(t, here, 9, 2).Clients)
			require.Empty(t, s.pool(t, here, 9, 3).Records)
			require.Equal(t, []store.EventID{"e"}, ids(s.eventPage(t, store.EventQuery{Authority: here, Record: "same", Limit: 9}), eventID))
			require.Equal(t, []store.EventID{"f"}, ids(s.eventPage(t, store.EventQuery{Authority: here, Client: "same", Limit: 9}), eventID))
			r.State, r.Keys, r.Profile = store.StateAssigned, nil, ""
			s.given(t, records(write(1, r)))
			pool = s.pool(t, here, 9, 1)
			require.Empty(t, pool.Records)
			requireProfile(t, c.Profile, pool.Clients, "same", "a client's profile, the record of its id being decided")
		},
	},
}}

// compared is a batch in which a name is the value of all that a query compares
// and a caller may choose.
func compared(i int, name string) store.Batch {
	id := fmt.Sprintf("%03d", i)
	r := store.Record{Authority: here, ID: store.RecordID(id), State: store.State(name), Received: morning}
	e := store.Event{Authority: here, ID: store.EventID(id), At: morning}
	r.System, r.Channel, r.Provider = store.System(name), store.Channel(name), store.ProviderID(name)
	r.Claim = &store.Claim{Officer: store.ActorID(name), Since: morning}
	e.Record, e.Client, e.System = store.RecordID(name), store.ClientID(name), store.System(name)
	return store.Batch{
		Authority: here, Records: []recordChange{write(0, r)}, Events: []store.Event{e},
		Acks: []store.Ack{{Consumer: store.Consumer(name), Event: e.ID}},
	}
}

// requireAlone fails unless a name leads to its own row and to no other's.
func requireAlone(t tb, s *subject, i int, name string) {
	t.Helper()
	id := fmt.Sprintf("%03d", i)
	for field, q := range map[string]store.Query{
		"system":   {System: store.System(name)},
		"state":    {States: []store.State{store.State(name)}},
		"channel":  {Channels: []store.Channel{store.Channel(name)}},
		"provider": {Provider: store.ProviderID(name)},
		"holder":   {Holder: store.ActorID(name)},
	} {
		q.Authority, q.Limit = here, 9
		require.Equal(t, []store.RecordID{store.RecordID(id)}, ids(s.page(t, q), recordID), "records by the %s %.30q", field, name)
	}
	for field, q := range map[string]store.EventQuery{
		"record": {Record: store.RecordID(name)}, "client": {Client: store.ClientID(name)}, "system": {System: store.System(name)},
	} {
		q.Authority, q.Limit = here, 9
		require.Equal(t, []store.EventID{store.EventID(id)}, ids(s.eventPage(t, q), eventID), "events by the %s %.30q", field, name)
	}
	all := s.allEvents(t, store.EventQuery{Authority: here, Unacked: store.Consumer(name), Limit: store.MaxPage})
	require.NotContains(t, ids(all, eventID), store.EventID(id), "acknowledged by the consumer %.30q", name)
	require.Equal(t, len(lookalikes())+len(long())-1, len(all), "acknowledged by others than the consumer %.30q", name)
}

// joined is a batch of an authority in which everything has one id.
func joined(a store.Authority, id string) store.Batch {
	r, c, e := aRecord(store.RecordID(id)), aClient(store.ClientID(id)), anEvent(store.EventID(id))
	r.Head, c.From, e.Code, c.Reference = string(a), store.RecordID(a), string(a), id
	r.Provider, r.Keys, c.Keys = store.ProviderID(id), keys(1), keys(1)
	e.Record, e.Client = r.ID, c.ID
	common := store.Event{ID: "told to all", At: minute(-1)}
	return in(a, store.Batch{
		Records: []recordChange{write(0, r)}, Clients: []clientChange{writeClient(0, c)}, Events: []store.Event{common, e},
	})
}

// requireJoined fails unless everything of an id is its authority's own.
func requireJoined(t tb, s *subject, a store.Authority, id string) {
	t.Helper()
	found := s.rows(t, a, store.IDs{Records: []store.RecordID{store.RecordID(id)}, Clients: []store.ClientID{store.ClientID(id)}})
	require.Len(t, found.Records, 1, "record %q of %q", id, a)
	require.Len(t, found.Clients, 1, "client %q of %q", id, a)
	require.Equal(t, string(a), found.Records[0].Head, "record %q of %q", id, a)
	require.Equal(t, store.RecordID(a), found.Clients[0].From, "client %q of %q", id, a)
	trail := s.eventPage(t, store.EventQuery{Authority: a, Record: store.RecordID(id), Client: store.ClientID(id), Limit: 9})
	require.Len(t, trail, 1, "events of record %q of %q", id, a)
	require.Equal(t, string(a), trail[0].Code)
	page := s.page(t, store.Query{Authority: a, Provider: store.ProviderID(id), Limit: 9})
	require.Len(t, page, 1, "records of provider %q of %q", id, a)
	require.Equal(t, string(a), page[0].Head)
}

// separators are what an author may put between two fields, and what an id may
// hold. The empty one is for those who put nothing.
func separators() []string {
	all := []string{"", " ", "::", "//", "--", "__", "||", "\u00a0", "\u200b", "\u2028", "\ufeff", "\uffff", "\U0010ffff", "€", "\\x00", "\\0", "%00", "&#0;", "\",\"", "','"}
	for c := '!'; c <= '~'; c++ {
		if !('a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9') {
			all = append(all, string(c))
		}
	}
	return all
}

// long are names of the greatest length that differ where an index may not look:
// in their last byte.
func long() []string {
	stem := strings.Repeat("long ", store.MaxID/5)[:store.MaxID-1]
	return []string{stem, stem + "a", stem + "b", stem + "B"}
}

// filtered are the fields of a query by which an index may be made.
var filtered = []func(*store.Query, string){
	func(q *store.Query, v string) { q.System = store.System(v) },
	func(q *store.Query, v string) { q.Channels = []store.Channel{store.Channel(v)} },
	func(q *store.Query, v string) { q.Holder = store.ActorID(v) },
	func(q *store.Query, v string) { q.Provider = store.ProviderID(v) },
}

// pairs is a batch of records in which any two of these fields hold first and
// second, and of an event of both.
func pairs(id, first, second string) store.Batch {
	var b store.Batch
	for i, v := range [][4]string{
		{first, second, second, second}, {second, first, second, second}, {second, second, first, second}, {second, second, second, first},
	} {
		r := store.Record{
			Authority: here, ID: store.RecordID(fmt.Sprintf("%s-%d", id, i)), State: store.StateClaimed, Received: morning,
			System: store.System(v[0]), Channel: store.Channel(v[1]), Claim: &store.Claim{Officer: store.ActorID(v[2])}, Provider: store.ProviderID(v[3]),
		}
		b.Records = append(b.Records, write(0, r))
	}
	b.Authority = here
	b.Events = []store.Event{{Authority: here, ID: store.EventID(id), At: morning, Record: store.RecordID(first), Client: store.ClientID(second)}}
	return b
}
