package storetest

import (
	"reflect"
	"slices"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/store"
)

var aliasing = group{"aliasing", []check{
	{
		name: "changing a batch after its commit changes nothing stored",
		why:  "the caller's memory is the caller's: a store that keeps it can be written without a version",
		run: func(t tb, s *subject) {
			b, want := furnished(), furnished()
			s.given(t, b)
			scribble(reflect.ValueOf(&b))
			requireFurnished(t, s, want)
		},
	},
	{
		name: "changing a result changes nothing stored",
		why:  "the lobby edits the row it read on its way to the next version",
		run: func(t tb, s *subject) {
			want := furnished()
			s.given(t, furnished())
			r, c := s.record(t, here, "r"), s.client(t, here, "c")
			page := s.page(t, store.Query{Authority: here, Limit: 1})
			pool := s.pool(t, here, 9, 1)
			trail := s.eventPage(t, store.EventQuery{Authority: here, Limit: 1})
			for _, v := range []any{&r, &c, &page, &pool, &trail} {
				scribble(reflect.ValueOf(v))
			}
			requireFurnished(t, s, want)
		},
	},
	{
		name: "results share nothing with one another",
		why:  "two officers' pages are two pages",
		run: func(t tb, s *subject) {
			s.given(t, furnished())
			first, second := s.record(t, here, "r"), s.record(t, here, "r")
			scribble(reflect.ValueOf(&first))
			want := *furnished().Records[0].Next
			want.Version = 1
			requireSame(t, want, second, "the other reader's record")
			next, nextClient, nextEvent := aRecord("s"), aClient("d"), anEvent("f")
			s.given(t, store.Batch{Authority: here, Records: []recordChange{write(0, next)}, Clients: []clientChange{writeClient(0, nextClient)}, Events: []store.Event{nextEvent}})
			page, register, trail := s.page(t, store.Query{Authority: here, Limit: 1}), s.clientPage(t, store.ClientQuery{Authority: here, Limit: 1}), s.eventPage(t, store.EventQuery{Authority: here, Limit: 1})
			s.page(t, store.Query{Authority: here, After: store.Cursor{Received: morning, ID: "r"}, Limit: 1})
			s.clientPage(t, store.ClientQuery{Authority: here, After: "c", Limit: 1})
			s.eventPage(t, store.EventQuery{Authority: here, After: store.EventCursor{At: morning, ID: "e"}, Limit: 1})
			require.Equal(t, list("r"), ids(page, recordID), "a page, once the next is there")
			require.Equal(t, []store.ClientID{"c"}, ids(register, clientID), "a page of clients, once the next is there")
			require.Equal(t, []store.EventID{"e"}, ids(trail, eventID), "a page of events, once the next is there")
			one, other := s.pool(t, here, 9, 1), s.pool(t, here, 9, 1)
			scribble(reflect.ValueOf(&one))
			requireProfile(t, want.Profile, other.Records, "r", "the other reader's candidate")
		},
	},
	{
		name: "a question is left as it is",
		why:  "a caller asks again, or asks several at once, with one list of keys, ids or states: a store that sorts it in its place changes what the others ask, and in what order they are answered",
		run: func(t tb, s *subject) {
			s.given(t, furnished())
			ks, of := keys(3, 1, 2, 1), store.IDs{Records: []store.RecordID{"s", "r", "a", "r"}, Clients: []store.ClientID{"d", "c", "a", "c"}}
			q := store.Query{Authority: here, States: store.Undecided(), Channels: []store.Channel{"web", "post", "web"}, Limit: 9}
			asked := []any{slices.Clone(ks), store.IDs{Records: slices.Clone(of.Records), Clients: slices.Clone(of.Clients)}, slices.Clone(q.States), slices.Clone(q.Channels)}
			s.pool(t, here, 9, ks...)
			s.rows(t, here, of)
			s.page(t, q)
			if _, can := s.raw.(store.Gatherer); can {
				_, came := s.gather(t, 9, ks...)
				came(of)
			}
			require.Equal(t, asked, []any{ks, of, q.States, q.Channels})
		},
	},
	{
		name: "a commit does not modify its batch",
		why:  "a batch of unknown outcome is committed again as it is",
		run: func(t tb, s *subject) {
			b := furnished()
			b.Records[0].Next.Version, b.Clients[0].Next.Version = 7, 7
			b.Records[0].Next.Keys, b.Clients[0].Next.Keys = keys(3, 1, 2), keys(2, counted, 1)
			for _, id := range []string{"z", "b"} { // in no order, and no more than every store takes
				b.Records, b.Clients = append(b.Records, write(0, aRecord(store.RecordID(id)))), append(b.Clients, writeClient(0, aClient(store.ClientID(id))))
				b.Events, b.Acks = append(b.Events, anEvent(store.EventID(id))), append(b.Acks, store.Ack{Consumer: store.Consumer(id), Event: store.EventID(id)})
				b.Retired = append(b.Retired, store.EventID("old "+id))
			}
			before := clone(b)
			s.given(t, b)
			require.True(t, reflect.DeepEqual(before, b), "a successful commit modified its batch")
			again := furnished()
			for i := range again.Records {
				was := s.record(t, here, "r")
				again.Records[i].Expect, again.Records[i].Was = 1, &was
			}
			for i := range again.Clients {
				was := s.client(t, here, "c")
				again.Clients[i].Expect, again.Clients[i].Was = 1, &was
			}
			kept := clone(again)
			s.commit(t, again)
			require.True(t, reflect.DeepEqual(kept, again), "a commit over what was there modified its batch")
			s.refuse(t, b, "the same batch again")
			require.True(t, reflect.DeepEqual(before, b), "a refused commit modified its batch")
		},
	},
}}

// furnished is a batch of one row of each kind in which everything is set.
func furnished() store.Batch {
	r, c := aRecord("r"), aClient("c")
	r.Keys, c.Keys = keys(1, 2), keys(1, 2)
	return store.Batch{
		Authority: here, Records: []recordChange{write(0, r)}, Clients: []clientChange{writeClient(0, c)},
		Events: []store.Event{anEvent("e")}, Acks: []store.Ack{{Consumer: "mail", Event: "e"}},
	}
}

func requireFurnished(t tb, s *subject, want store.Batch) {
	t.Helper()
	r, c := want.Records[0].Next, want.Clients[0].Next
	s.holds(t, 1, *r)
	s.holdsClient(t, 1, *c)
	r.Version = 1
	requireSame(t, []store.Record{*r}, s.page(t, store.Query{Authority: here, Limit: 2}), "page of records")
	requireSame(t, want.Events, s.eventPage(t, store.EventQuery{Authority: here, Limit: 2}), "page of events")
	pool := s.pool(t, here, 9, 1, 2)
	require.Equal(t, []string{"c"}, ids(pool.Clients, personID))
	require.Equal(t, []string{"r"}, ids(pool.Records, personID))
	requireProfile(t, c.Profile, pool.Clients, "c", "a client's profile")
	requireProfile(t, r.Profile, pool.Records, "r", "a record's profile")
	require.Empty(t, s.eventPage(t, store.EventQuery{Authority: here, Unacked: "mail", Limit: 2}))
}

// scribble overwrites every text, number and byte that can be reached from a
// pointer.
func scribble(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			scribble(v.Elem())
		}
	case reflect.Slice:
		for i := range v.Len() {
			scribble(v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				scribble(v.Field(i))
			}
		}
	case reflect.String:
		v.SetString("scribbled")
	case reflect.Bool:
		v.SetBool(!v.Bool())
	case reflect.Int, reflect.Int64:
		v.SetInt(v.Int() + 1)
	case reflect.Uint8, reflect.Uint64:
		v.SetUint(v.Uint() + 1)
	}
}
