package storetest

import (
	"bytes"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

var rows = group{"rows", []check{
	{
		name: "every field comes back as given",
		why:  "a field that a store forgets is lost at the next write, and nobody notices",
		run: func(t tb, s *subject) {
			r, c, e := filled[store.Record]("r"), filled[store.Client]("c"), anEvent("e")
			r.Authority, r.ID, c.Authority, c.ID = here, "r", here, "c"
			s.commit(t, store.Batch{Authority: here, Records: []recordChange{write(0, r)}, Clients: []clientChange{writeClient(0, c)}, Events: []store.Event{e}})
			s.holds(t, 1, r)
			s.holdsClient(t, 1, c)
			r.Version = 1
			requireSame(t, []store.Record{r}, s.page(t, store.Query{Authority: here, Limit: 1}), "page of records")
			requireSame(t, []store.Event{e}, s.eventPage(t, store.EventQuery{Authority: here, Limit: 1}), "page of events")
			for i, state := range slices.Concat(store.Undecided(), store.Decided()) { // a store judges no row by what it says
				r.State, r.ID, c.ID, c.Reference = state, store.RecordID(state), store.ClientID(state), string(state)
				k := &c.Cases[i%len(c.Cases)]
				k.Opened, k.Closed = k.Closed, k.Opened
				c.Erased, c.Restricted = i%2 == 0, i%3 == 0
				s.commit(t, store.Batch{Authority: here, Records: []recordChange{write(0, r)}, Clients: []clientChange{writeClient(0, c)}})
				s.holds(t, 1, r)
				s.holdsClient(t, 1, c)
			}
		},
	},
	{
		name: "an empty row comes back empty",
		why:  "what was never said must not come back as something said",
		run: func(t tb, s *subject) {
			r, c := store.Record{Authority: here, ID: "r"}, store.Client{Authority: here, ID: "c"}
			e := store.Event{Authority: here, ID: "e"}
			s.commit(t, store.Batch{Authority: here, Records: []recordChange{write(0, r)}, Clients: []clientChange{writeClient(0, c)}, Events: []store.Event{e}})
			s.holds(t, 1, r)
			s.holdsClient(t, 1, c)
			requireSame(t, []store.Event{e}, s.eventPage(t, store.EventQuery{Authority: here, Limit: 1}), "page of events")
		},
	},
	{
		name: "empty slices and nil slices are the same",
		why:  "the lobby compares by length; a store may return either for either, and must refuse neither",
		run: func(t tb, s *subject) {
			r := aRecord("r")
			r.Keys, r.Household, r.Details, r.Tasks = keys(), []store.Member{}, []byte{}, []store.Task{}
			r.Person.Emails, r.Decision.Compared = []string{}, []store.Verdict{}
			c := aClient("c")
			c.Keys, c.Cases, c.Person.Phones = keys(), []store.Case{}, []string{}
			s.commit(t, store.Batch{
				Authority: here, Events: []store.Event{}, Acks: []store.Ack{},
				Records: []recordChange{write(0, r)}, Clients: []clientChange{writeClient(0, c)},
			})
			s.holds(t, 1, r)
			s.holdsClient(t, 1, c)
			require.Len(t, s.page(t, store.Query{Authority: here, States: []store.State{}, Channels: []store.Channel{}, Limit: 9}), 1, "no states and no channels restrict nothing")
			requireSame(t, store.Rows{}, s.rows(t, here, store.IDs{Records: []store.RecordID{}, Clients: []store.ClientID{}}), "rows, none of which was asked for")
		},
	},
	{
		name: "parts that are there but empty stay there",
		why:  "a claim by nobody is still a claim: presence is a fact of its own",
		run: func(t tb, s *subject) {
			r, c := hollow()
			s.commit(t, store.Batch{Authority: here, Records: []recordChange{write(0, r)}, Clients: []clientChange{writeClient(0, c)}})
			s.holds(t, 1, r)
			s.holdsClient(t, 1, c)
		},
	},
	{
		name: "a list comes back whole, however long it is and whatever is empty in it",
		why:  "a client of many years has many cases: a list that ends at what a byte counts loses the last, and one without its empty elements moves the others",
		run: func(t tb, s *subject) {
			b := store.Batch{Authority: here}
			for name, r := range relisted(aRecord(""), store.Record.Clone) {
				r.ID = store.RecordID(name)
				b.Records = append(b.Records, write(0, r))
			}
			for name, c := range relisted(aClient(""), store.Client.Clone) {
				c.ID = store.ClientID(name)
				b.Clients = append(b.Clients, writeClient(0, c))
			}
			s.given(t, b)
			for _, c := range b.Records {
				s.holds(t, 1, *c.Next)
			}
			for _, c := range b.Clients {
				s.holdsClient(t, 1, *c.Next)
			}
		},
	},
	{
		name: "what is not there is not found",
		why:  "the lobby tells a record that never was from a store that failed by its absence alone",
		run: func(t tb, s *subject) {
			s.noRecord(t, here, "r")
			s.noClient(t, here, "c")
			s.commit(t, records(write(0, aRecord("r"))))
			s.commit(t, clients(writeClient(0, aClient("c"))))
			s.noRecord(t, here, "c")
			s.noClient(t, here, "r")
			s.noRecord(t, there, "r")
			s.noClient(t, there, "c")
			require.Empty(t, s.page(t, store.Query{Authority: there, Limit: 1}))
			require.Empty(t, s.eventPage(t, store.EventQuery{Authority: there, Limit: 1}))
			require.Zero(t, s.pool(t, there, 1, 1).Counts[0].Clients)
		},
	},
	{
		name: "many rows are read at once",
		why:  "a review shows fifty clients: it reads them together, and what has gone since is not an error",
		run: func(t tb, s *subject) {
			var wantRecords []store.Record
			var wantClients []store.Client
			names := slices.Sorted(slices.Values(unordered[string]()))
			for _, name := range names {
				r, c := aRecord(store.RecordID(name)), aClient(store.ClientID(name))
				r.Keys, c.Keys, c.Reference = keys(1, counted), keys(1, counted), "of "+name
				s.commit(t, store.Batch{Authority: here, Records: []recordChange{write(0, r)}, Clients: []clientChange{writeClient(0, c)}})
				r.Version, c.Version = 1, 1
				wantRecords, wantClients = append(wantRecords, r), append(wantClients, c)
			}
			s.commit(t, in(there, records(write(0, aRecord("theirs")))))
			ids := store.IDs{
				Records: append(unordered[store.RecordID](), "a", "absent", "theirs", "€"),
				Clients: append(unordered[store.ClientID](), "b", "absent", "", store.ClientID(strings.Repeat("x", store.MaxID+1))),
			}
			ids.Unkeyed = true
			s.rows(t, here, ids)
			ids.Unkeyed = false
			requireSame(t, store.Rows{Records: wantRecords, Clients: wantClients}, s.rows(t, here, ids), "rows, the keys of whose clients nobody looked at the first time")
			at := slices.Index(names, "a")
			requireSame(t, store.Rows{Clients: wantClients[at : at+1]}, s.rows(t, here, store.IDs{Clients: []store.ClientID{"a"}}), "one row")
			requireSame(t, store.Rows{}, s.rows(t, here, store.IDs{}), "rows, none of which was asked for")
			ids.Unkeyed = true
			unkeyed := s.rows(t, here, ids)
			for i := range unkeyed.Clients {
				if c := &unkeyed.Clients[i]; len(c.Keys) == 0 { // the store left them out, as it may
					c.Keys = wantClients[i].Keys
				}
			}
			requireSame(t, store.Rows{Records: wantRecords, Clients: wantClients}, unkeyed, "rows, the keys of whose clients nobody looks at")
			ids.Unkeyed = false
			requireSame(t, store.Rows{Records: wantRecords, Clients: wantClients}, s.rows(t, here, ids), "rows, the keys of whose clients nobody looked at before")
			requireSame(t, store.Rows{}, s.rows(t, "nobody's", ids), "rows of another authority")
			for _, none := range noIDs() {
				got := s.rows(t, here, store.IDs{Records: []store.RecordID{"a", store.RecordID(none)}, Clients: []store.ClientID{store.ClientID(none), "a"}})
				requireSame(t, store.Rows{Records: wantRecords[at : at+1], Clients: wantClients[at : at+1]}, got, "rows, beside the id %.20q, which no row can have", none)
				requireSame(t, store.Rows{}, s.rows(t, store.Authority(none), ids), "rows of the authority %.20q, which can have none", none)
			}
		},
	},
	{
		name: "as many rows as the contract allows are read at once",
		why:  "the lobby counts on MaxPage",
		run: func(t tb, s *subject) {
			var all store.IDs
			b := store.Batch{Authority: here}
			for i := range store.MaxPage {
				id := fmt.Sprintf("%04d", i) + strings.Repeat("€", (store.MaxID-4)/3)
				r, c := store.RecordID(id), store.ClientID(id)
				all.Records, all.Clients = append(all.Records, r), append(all.Clients, c)
				b.Records = append(b.Records, write(0, store.Record{Authority: here, ID: r, State: store.StateWaiting}))
				b.Clients = append(b.Clients, writeClient(0, store.Client{Authority: here, ID: c}))
			}
			s.given(t, b)
			for _, n := range []int{0, 200, store.MaxPage} {
				asked := store.IDs{Records: all.Records[:n], Clients: all.Clients[n:]}
				rows := s.rows(t, here, store.IDs{Records: backward(asked.Records), Clients: backward(asked.Clients)})
				require.True(t, slices.Equal(asked.Records, ids(rows.Records, recordID)), "records, of %d that are there", n)
				require.True(t, slices.Equal(asked.Clients, ids(rows.Clients, clientID)), "clients, of %d that are there", store.MaxPage-n)
			}
		},
	},
	{
		name: "ids compare byte for byte",
		why:  "a collation that folds case, accents or trailing spaces gives one client's record to another",
		run: func(t tb, s *subject) {
			names := lookalikes()
			for i, name := range names {
				r, c, e := aRecord(store.RecordID(name)), aClient(store.ClientID(name)), anEvent(store.EventID(name))
				r.Head, c.From, e.Code = fmt.Sprint(i), store.RecordID(fmt.Sprint(i)), fmt.Sprint(i)
				s.commit(t, store.Batch{Authority: here, Records: []recordChange{write(0, r)}, Clients: []clientChange{writeClient(0, c)}, Events: []store.Event{e}})
			}
			for i, name := range names {
				require.Equal(t, fmt.Sprint(i), s.record(t, here, store.RecordID(name)).Head, "record %q", name)
				require.Equal(t, fmt.Sprint(i), string(s.client(t, here, store.ClientID(name)).From), "client %q", name)
			}
			require.Len(t, s.allEvents(t, store.EventQuery{Authority: here, Limit: 50}), len(names))
			require.Len(t, s.scan(t, store.Query{Authority: here, Limit: 50}), len(names))
		},
	},
	{
		name: "times come back in UTC, to the microsecond",
		why:  "order, cursors and the audit chain rest on times that do not move by a round trip",
		run: func(t tb, s *subject) {
			for i, at := range []time.Time{
				{},
				time.Date(1, 1, 1, 0, 0, 0, 1000, time.UTC),
				time.Date(1200, 2, 29, 23, 0, 0, 0, time.UTC), time.Date(1582, 10, 4, 1, 2, 3, 0, time.UTC), // the calendar changed after it
				time.Date(1582, 10, 15, 1, 2, 3, 999999000, time.UTC),
				time.Date(1969, 12, 31, 23, 59, 59, 999999000, time.UTC),
				time.Unix(0, 0).UTC(),
				time.Date(2026, 3, 29, 1, 30, 0, 1000, time.UTC),
				time.Date(2026, 10, 25, 0, 30, 0, 0, time.UTC), // the clocks of Europe show half past one twice
				time.Date(2026, 10, 25, 1, 30, 0, 123456000, time.UTC),
				time.Date(2038, 1, 19, 3, 14, 8, 0, time.UTC),
				time.Date(9999, 12, 31, 23, 59, 59, 999999000, time.UTC),
			} {
				id := fmt.Sprint(i)
				r, c, e := aRecord(store.RecordID(id)), aClient(store.ClientID(id)), anEvent(store.EventID(id))
				everyTime(&r, at)
				everyTime(&c, at)
				everyTime(&e, at)
				s.commit(t, store.Batch{Authority: here, Records: []recordChange{write(0, r)}, Clients: []clientChange{writeClient(0, c)}, Events: []store.Event{e}})
				s.holds(t, 1, r)
				s.holdsClient(t, 1, c)
			}
			for _, e := range s.allEvents(t, store.EventQuery{Authority: here, Limit: 4}) {
				r := s.record(t, here, store.RecordID(e.ID))
				requireSame(t, r.Received, e.At, "time of event %s", e.ID)
			}
		},
	},
	{
		name: "hostile text comes back as given",
		why:  "people have names that SQL, JSON and terminals trip over, and a store must pass every one of them",
		run: func(t tb, s *subject) {
			for i, text := range hostile() {
				id := fmt.Sprint(i)
				r, c, e := aRecord(store.RecordID(id)), aClient(store.ClientID(id)), anEvent(store.EventID(id))
				for _, row := range []any{&r, &c, &e} {
					everyText(row, text)
					everyByte(row, text)
				}
				r.Authority, r.ID, c.Authority, c.ID, e.Authority, e.ID = here, store.RecordID(id), here, store.ClientID(id), here, store.EventID(id)
				s.commit(t, store.Batch{Authority: here, Records: []recordChange{write(0, r)}, Clients: []clientChange{writeClient(0, c)}, Events: []store.Event{e}})
				s.holds(t, 1, r)
				s.holdsClient(t, 1, c)
				requireSame(t, []store.Event{e}, s.eventPage(t, store.EventQuery{Authority: here, Client: e.Client, Record: e.Record, Limit: 1}), "event of %.40q", text)
			}
		},
	},
	{
		name: "bytes come back as given",
		why:  "Details is the host's own and a profile the matcher's, text or not",
		run: func(t tb, s *subject) {
			var all []byte
			for b := range 256 {
				all = append(all, byte(b))
			}
			for i, some := range []string{string(all), "\x00", " x\x00\x00", "\x00x ", "\xff\xfe", "\n", "\r\n", "\xef\xbb\xbfx", "\x1f\x8b\x08", "eA==", "{ \"b\": 1.0,  \"a\": 1e2, \"a\": [ ] }\n"} {
				r, c := aRecord(store.RecordID(fmt.Sprint(i))), aClient(store.ClientID(fmt.Sprint(i)))
				everyByte(&r, some)
				everyByte(&c, some)
				r.Keys, c.Keys = keys(matching.Key(i)), keys(matching.Key(i))
				s.commit(t, store.Batch{Authority: here, Records: []recordChange{write(0, r)}, Clients: []clientChange{writeClient(0, c)}})
				pool := s.pool(t, here, 9, matching.Key(i))
				requireSame(t, []matching.Candidate{{ID: string(c.ID), Profile: c.Profile}}, pool.Clients, "candidates")
				requireSame(t, []matching.Candidate{{ID: string(r.ID), Profile: r.Profile}}, pool.Records, "candidates")
				s.holds(t, 1, r)
				s.holdsClient(t, 1, c)
			}
		},
	},
	{
		name: "the largest row and the longest ids come back as given",
		why:  "the limits of the contract are promises: what the lobby lets through, a store must keep",
		run: func(t tb, s *subject) {
			long := strings.Repeat("€", store.MaxID/3)
			long += strings.Repeat("x", store.MaxID-len(long))
			r, c, e := aRecord("r"), aClient("c"), anEvent("e")
			r.Authority, r.ID, c.ID, e.ID = store.Authority(long), store.RecordID(long), store.ClientID(long), store.EventID(long)
			r.Person.Given, c.Person.Given = strings.Repeat("é", store.MaxText/2), strings.Repeat("é", store.MaxText/2)
			r.Keys, c.Keys, c.Reference = keys(1), keys(1), long
			encoded, err := store.EncodeRecord(r)
			require.NoError(t, err)
			eighth := make([]byte, (store.MaxRow-len(encoded))/32*3) // bytes are a third longer as text
			r.Details, r.Profile = append(r.Details, bytes.Repeat(eighth, 7)...), r.Profile+matching.Profile(eighth)
			encodedClient, err := store.EncodeClient(c)
			require.NoError(t, err)
			eighth = make([]byte, (store.MaxRow-len(encodedClient))/32*3)
			c.Cases[0].Details, c.Profile = append(c.Cases[0].Details, bytes.Repeat(eighth, 7)...), c.Profile+matching.Profile(eighth)
			s.commit(t, in(r.Authority, store.Batch{Records: []recordChange{write(0, r)}, Clients: []clientChange{writeClient(0, c)}, Events: []store.Event{e}}))
			c.Authority, e.Authority = r.Authority, r.Authority
			s.holds(t, 1, r)
			s.holdsClient(t, 1, c)
			pool := s.pool(t, r.Authority, 1, 1)
			requireProfile(t, c.Profile, pool.Clients, long, "a client's profile")
			requireProfile(t, r.Profile, pool.Records, long, "a record's profile: of a household it is long")
			longer := store.IDs{Records: []store.RecordID{r.ID + "x", r.ID[:store.MaxID-1]}, Clients: []store.ClientID{c.ID + "x", c.ID[:store.MaxID-1]}}
			requireSame(t, store.Rows{}, s.rows(t, r.Authority, longer), "rows whose ids are a letter longer, and shorter")
			requireSame(t, store.Rows{}, s.rows(t, r.Authority+"x", store.IDs{Records: []store.RecordID{r.ID}}), "rows of an authority whose id is a letter longer")
			require.Len(t, s.scan(t, store.Query{Authority: r.Authority, Limit: 1}), 1)
			requireSame(t, []store.Event{e}, s.allEvents(t, store.EventQuery{Authority: r.Authority, Limit: 1}), "events")
		},
	},
	{
		name: "names of the greatest length are kept and compared together",
		why:  "an index of a council, an officer and an id has a key of three names: an engine that takes less refuses the row, or tells two apart no more",
		run: func(t tb, s *subject) {
			a := store.Authority(longest('a'))
			var all store.Batch
			for _, last := range "xy" {
				name := longest(last)
				r, c, e := aRecord(store.RecordID(name)), aClient(store.ClientID(name)), anEvent(store.EventID(name))
				everyText(&e, name)
				r.System, r.Channel, r.Provider = store.System(name), store.Channel(name), store.ProviderID(name)
				r.Claim, c.Reference = &store.Claim{Officer: store.ActorID(name)}, name
				b := in(a, store.Batch{Records: []recordChange{write(0, r)}, Clients: []clientChange{writeClient(0, c)}, Events: []store.Event{e}})
				s.commit(t, b)
				s.commit(t, in(a, acks(store.Consumer(name), e.ID)))
				all.Records, all.Events = append(all.Records, b.Records...), append(all.Events, b.Events...)
			}
			for i, last := range "xy" {
				name, one := longest(last), all.Records[i].ID
				for _, q := range []store.Query{
					{System: store.System(name)}, {Channels: []store.Channel{store.Channel(name)}}, {Provider: store.ProviderID(name)}, {Holder: store.ActorID(name)},
					{System: store.System(name), Channels: []store.Channel{store.Channel(name)}, Provider: store.ProviderID(name), Holder: store.ActorID(name)},
				} {
					q.Authority, q.Limit = a, 9
					require.Equal(t, list(one), ids(s.page(t, q), recordID), "records by the longest names")
				}
				for _, q := range []store.EventQuery{
					{Record: store.RecordID(name)}, {Client: store.ClientID(name)}, {System: store.System(name)},
					{Record: store.RecordID(name), Client: store.ClientID(name), System: store.System(name), Unacked: store.Consumer(longest(rune("yx"[i])))},
				} {
					q.Authority, q.Limit = a, 9
					requireSame(t, all.Events[i:i+1], s.eventPage(t, q), "events by the longest names")
				}
				unread := s.eventPage(t, store.EventQuery{Authority: a, Unacked: store.Consumer(name), Limit: 9})
				requireSame(t, all.Events[1-i:2-i], unread, "what the consumer of the longest name has yet to read")
				s.refuse(t, in(a, clients(referred(0, "another", name))), "the longest reference is taken")
			}
		},
	},
	{
		name: "the largest numbers come back as given",
		why:  "a key has 64 bits and a fence may grow; a store that keeps numbers as floating point loses the last digits",
		run: func(t tb, s *subject) {
			r, c := aRecord("r"), aClient("c")
			r.Fence, r.Identity, r.Decision.Seen = math.MaxInt64, math.MaxInt64-1, 1<<53+1
			r.Keys = keys(0, 1<<53+1, 1<<63-1, 1<<63, math.MaxUint64)
			c.Keys = r.Keys
			e := anEvent("e")
			e.Version = math.MaxInt64
			s.commit(t, store.Batch{Authority: here, Records: []recordChange{write(0, r)}, Clients: []clientChange{writeClient(0, c)}, Events: []store.Event{e}})
			s.holds(t, 1, r)
			s.holdsClient(t, 1, c)
			requireSame(t, []store.Event{e}, s.eventPage(t, store.EventQuery{Authority: here, Limit: 1}), "events")
		},
	},
}}

// backward are the elements of a list, the last first.
func backward[E any](list []E) []E {
	list = slices.Clone(list)
	slices.Reverse(list)
	return list
}

// requireSize fails unless so many clients of an authority carry a key, which are
// few enough not to be estimated.
func requireSize(t tb, s *subject, a store.Authority, want int) {
	t.Helper()
	require.Equal(t, want, s.pool(t, a, 1).Size, "the register's size, without a key")
	require.Equal(t, want, s.pool(t, a, 1, counted).Size, "the register's size, with a key that is only counted")
	require.Equal(t, want, s.pool(t, a, 1, 1, counted).Size, "the register's size")
}
