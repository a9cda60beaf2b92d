package storetest

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

var batches = group{"batches", []check{
	{
		name: "a batch is seen whole by every kind of read",
		why:  "a decision is a record, a client and events in one: whoever sees one of them must see all",
		run: func(t tb, s *subject) {
			r, c, e := aRecord("r"), aClient("c"), anEvent("e")
			r.Keys, c.Keys, c.Reference = keys(1, 2), keys(2, 3), "HRS-1"
			s.commit(t, store.Batch{
				Authority: here,
				Records:   []recordChange{write(0, r), write(0, aRecord("r2"))},
				Clients:   []clientChange{writeClient(0, c), writeClient(0, aClient("c2"))},
				Events:    []store.Event{e, anEvent("e2")},
				Acks:      []store.Ack{{Consumer: "mail", Event: "e2"}},
			})
			s.holds(t, 1, r)
			s.holds(t, 1, aRecord("r2"))
			s.holdsClient(t, 1, c)
			s.holdsClient(t, 1, aClient("c2"))
			require.Equal(t, []store.RecordID{"r", "r2"}, ids(s.page(t, store.Query{Authority: here, Limit: 9}), recordID))
			require.Equal(t, []store.EventID{"e", "e2"}, ids(s.eventPage(t, store.EventQuery{Authority: here, Limit: 9}), eventID))
			require.Equal(t, []store.EventID{"e"}, ids(s.eventPage(t, store.EventQuery{Authority: here, Unacked: "mail", Limit: 9}), eventID))
			pool := s.pool(t, here, 9, 1, 2, 3)
			require.Equal(t, []string{"c"}, ids(pool.Clients, personID))
			require.Equal(t, []string{"r"}, ids(pool.Records, personID))
		},
	},
	{
		name: "a conflict in the last record leaves nothing",
		why:  "half a batch is a client without its record's decision, or a decision without its client",
		run: func(t tb, s *subject) {
			requireNothing(t, s, func(b *store.Batch) { b.Records = append(b.Records, write(1, aRecord("absent"))) })
		},
	},
	{
		name: "a conflict in the last client leaves nothing",
		why:  "half a batch is a client without its record's decision, or a decision without its client",
		run: func(t tb, s *subject) {
			requireNothing(t, s, func(b *store.Batch) { b.Clients = append(b.Clients, writeClient(1, aClient("absent"))) })
		},
	},
	{
		name: "a conflict in the last of as many as a batch may hold leaves nothing",
		why:  "a store that writes in parts has written the first when it comes upon the conflict",
		run: func(t tb, s *subject) {
			requireNothing(t, s, func(b *store.Batch) {
				for i := 0; b.Len() < s.most()-1; i++ {
					r, c := aRecord(store.RecordID(fmt.Sprint("more ", i))), aClient(store.ClientID(fmt.Sprint("more ", i)))
					c.Keys = keys(2)
					if b.Clients = append(b.Clients, writeClient(0, c)); i%3 == 0 {
						b.Records = append(b.Records, write(0, r))
					}
				}
				b.Clients = append(b.Clients, writeClient(1, aClient("absent")))
			})
		},
	},
	{
		name: "a conflict of references leaves nothing",
		why:  "a reference that is taken refuses the batch that wants it, not the client alone",
		run: func(t tb, s *subject) {
			requireNothing(t, s, func(b *store.Batch) {
				c := aClient("wants")
				c.Reference = "TAKEN"
				b.Clients = append(b.Clients, writeClient(0, c))
			})
		},
	},
	{
		name: "a batch may be as large as the contract allows",
		why:  "one decision may touch many rows; the lobby counts on MaxChanges, or on what the store says that it takes",
		run: func(t tb, s *subject) {
			b := store.Batch{Authority: here}
			require.GreaterOrEqual(t, s.most(), store.MinChanges, "a store takes as many at least")
			for i := range s.most() / 4 {
				name := fmt.Sprintf("%03d", i)
				b.Records = append(b.Records, write(0, aRecord(store.RecordID(name))))
				b.Clients = append(b.Clients, writeClient(0, aClient(store.ClientID(name))))
				b.Events = append(b.Events, anEvent(store.EventID(name)))
				b.Acks = append(b.Acks, store.Ack{Consumer: "mail", Event: store.EventID(name)})
			}
			s.commit(t, b)
			require.Len(t, s.page(t, store.Query{Authority: here, Limit: store.MaxPage}), len(b.Records))
			require.Len(t, s.eventPage(t, store.EventQuery{Authority: here, Limit: store.MaxPage}), len(b.Events))
			require.Empty(t, s.eventPage(t, store.EventQuery{Authority: here, Unacked: "mail", Limit: store.MaxPage}))
			for _, c := range b.Clients {
				s.holdsClient(t, 1, *c.Next)
			}
		},
	},
	{
		name: "a batch of a wrong shape is refused and leaves nothing",
		why:  "a batch that names a row twice, writes into another authority or says of another row what was there has no meaning: Batch.Check says so, of whatever a batch holds, before anything is written",
		run: func(t tb, s *subject) {
			s.given(t, records(write(0, aRecord("r"))))
			s.given(t, clients(writeClient(0, aClient("c"))))
			s.given(t, events(anEvent("e")))
			for name, b := range misshapen(s.record(t, here, "r"), s.client(t, here, "c")) {
				beside := aRecord("beside")
				beside.Authority = b.Authority
				b.Records = append([]recordChange{write(0, beside)}, b.Records...)
				require.ErrorIs(t, careful{s.watch, false}.Commit(t.Context(), b), store.ErrInvalid, name)
			}
			s.holds(t, 1, aRecord("r"))
			s.holdsClient(t, 1, aClient("c"))
			requireUnacked(t, s, store.EventQuery{Unacked: "mail"}, "e")
			require.Len(t, s.page(t, store.Query{Authority: here, Limit: 9}), 1)
			require.Len(t, s.clientPage(t, store.ClientQuery{Authority: here, Limit: 9}), 1)
			require.Empty(t, s.page(t, store.Query{Authority: there, Limit: 9}))
			require.Empty(t, s.eventPage(t, store.EventQuery{Authority: there, Limit: 9}))
		},
	},
	{
		name: "a full batch of households is written, and taken out again",
		why:  "it has more keys than a statement has parameters, in many a database",
		run: func(t tb, s *subject) {
			n := s.most() / 2 // of each
			if testing.Short() {
				n = 4
			}
			full, gone := store.Batch{Authority: here}, store.Batch{Authority: here}
			for i := range n {
				id := fmt.Sprint(i)
				r := store.Record{Authority: here, ID: store.RecordID(id), State: store.StateWaiting, Keys: crowdedHouse(i)}
				c := store.Client{Authority: here, ID: store.ClientID(id), Keys: crowdedHouse(i)}
				full.Records, full.Clients = append(full.Records, write(0, r)), append(full.Clients, writeClient(0, c))
				gone.Records, gone.Clients = append(gone.Records, write(1, tombstone(r))), append(gone.Clients, writeClient(1, store.Client{Authority: here, ID: c.ID, Erased: true}))
			}
			first, last := crowdedHouse(0), crowdedHouse(n-1)
			carriers := func(want int) {
				t.Helper()
				requireSize(t, s, here, want*n)
				for _, c := range s.pool(t, here, 9, first[0], first[len(first)-1], last[0], last[len(last)-1]).Counts {
					require.Equal(t, want, c.Clients, "carriers of key %d", c.Key)
				}
			}
			s.commit(t, full)
			carriers(1)
			s.commit(t, gone)
			carriers(0)
		},
	},
	{
		name: "an empty batch does nothing and succeeds",
		why:  "a batch of nothing is applied when nothing was",
		run: func(t tb, s *subject) {
			s.commit(t, store.Batch{Authority: here})
			require.Empty(t, s.page(t, store.Query{Authority: here, Limit: 9}))
		},
	},
	{
		name: "a record and a client may have the same id",
		why:  "ids are unique among rows of one kind only",
		run: func(t tb, s *subject) {
			r, c, e := aRecord("same"), aClient("same"), anEvent("same")
			s.commit(t, store.Batch{Authority: here, Records: []recordChange{write(0, r)}, Clients: []clientChange{writeClient(0, c)}, Events: []store.Event{e}})
			s.holds(t, 1, r)
			s.holdsClient(t, 1, c)
			s.commit(t, records(write(1, tombstone(r))))
			s.holdsClient(t, 1, c)
		},
	},
}}

// requireNothing commits a batch that would write, rewrite and erase rows of
// every kind but for a conflict that spoil adds, and fails if it left a trace.
func requireNothing(t tb, s *subject, spoil func(*store.Batch)) {
	t.Helper()
	old, oldClient, taken := aRecord("old"), aClient("old"), aClient("taken")
	old.Keys, oldClient.Keys, taken.Reference, oldClient.Reference = keys(1), keys(1), "TAKEN", "OLD"
	doomed, doomedClient := aRecord("doomed"), aClient("doomed")
	s.given(t, store.Batch{
		Authority: here,
		Records:   []recordChange{write(0, old), write(0, doomed)},
		Clients:   []clientChange{writeClient(0, oldClient), writeClient(0, doomedClient), writeClient(0, taken)},
		Events:    []store.Event{anEvent("old")},
	})
	r, c := aRecord("new"), aClient("new")
	r.Keys, c.Keys, c.Reference = keys(2), keys(2), "NEW"
	changed, changedClient := old, oldClient
	changed.State, changed.Keys, changedClient.Keys, changedClient.Reference = store.StateClaimed, keys(3), keys(3), "CHANGED"
	b := store.Batch{
		Authority: here,
		Records:   []recordChange{write(0, r), write(1, changed), write(1, tombstone(doomed))},
		Clients:   []clientChange{writeClient(0, c), writeClient(1, changedClient), writeClient(1, store.Client{Authority: here, ID: "doomed", Erased: true})},
		Events:    []store.Event{anEvent("new")},
		Acks:      []store.Ack{{Consumer: "mail", Event: "old"}},
	}
	spoil(&b)
	s.refuse(t, b, "the last change is a conflict")

	s.holds(t, 1, old)
	s.holds(t, 1, doomed)
	s.holdsClient(t, 1, oldClient)
	s.holdsClient(t, 1, doomedClient)
	s.noRecord(t, here, "new")
	s.noClient(t, here, "new")
	require.Equal(t, []store.RecordID{"doomed", "old"}, ids(s.page(t, store.Query{Authority: here, States: []store.State{store.StateWaiting}, Limit: 9}), recordID))
	require.Empty(t, s.page(t, store.Query{Authority: here, States: []store.State{store.StateClaimed}, Limit: 9}))
	require.Equal(t, []store.EventID{"old"}, ids(s.eventPage(t, store.EventQuery{Authority: here, Unacked: "mail", Limit: 9}), eventID))
	pool := s.pool(t, here, 9, 1, 2, 3)
	require.Equal(t, []string{"old"}, ids(pool.Clients, personID))
	require.Equal(t, []string{"old"}, ids(pool.Records, personID))
	free := aClient("free")
	free.Reference = "NEW"
	s.commit(t, clients(writeClient(0, free)))
}

// misshapen are batches of which each breaks one rule of [store.Batch.Check]. A record
// and a client are there, which some of them are about.
func misshapen(r store.Record, c store.Client) map[string]store.Batch {
	foreign, foreigner := aRecord("s"), aClient("d")
	foreign.Authority, foreigner.Authority = there, there
	early, another, theirs := r, r, r
	early.Version, another.ID, theirs.Authority = 7, "s", there
	earlyClient, anotherClient, theirClient := c, c, c
	earlyClient.Version, anotherClient.ID, theirClient.Authority = 7, "d", there
	over := func(was *store.Record) store.Batch {
		return records(recordChange{ID: r.ID, Expect: 1, Was: was, Next: &r})
	}
	overClient := func(was *store.Client) store.Batch {
		return clients(clientChange{ID: c.ID, Expect: 1, Was: was, Next: &c})
	}
	all := map[string]store.Batch{
		"too many changes":                     tooMany(),
		"a batch of no authority":              {},
		"a record twice":                       records(write(0, aRecord("s")), write(0, aRecord("s"))),
		"a client twice":                       clients(writeClient(0, aClient("d")), writeClient(0, aClient("d"))),
		"another authority's record":           records(write(0, foreign)),
		"another authority's client":           clients(writeClient(0, foreigner)),
		"a record of another id":               records(recordChange{ID: "s", Next: write(0, aRecord("x")).Next}),
		"a client of another id":               clients(clientChange{ID: "d", Next: writeClient(0, aClient("x")).Next}),
		"no record to write":                   records(recordChange{ID: "s"}),
		"no client to write":                   clients(clientChange{ID: "d", Expect: 1}),
		"a record at a version below 0":        records(write(-1, aRecord("s"))),
		"a client at a version below 0":        clients(writeClient(-1, aClient("d"))),
		"not what a record was":                over(nil),
		"not what a client was":                overClient(nil),
		"what a record was at another version": over(&early),
		"what a client was at another version": overClient(&earlyClient),
		"what another record was":              over(&another),
		"what another client was":              overClient(&anotherClient),
		"what another authority's record was":  over(&theirs),
		"what another authority's client was":  overClient(&theirClient),
		"what a new record was":                records(recordChange{ID: "s", Was: &r, Next: write(0, aRecord("s")).Next}),
		"what a new client was":                clients(clientChange{ID: "d", Was: &c, Next: writeClient(0, aClient("d")).Next}),
		"an event twice":                       events(anEvent("f"), anEvent("f")),
		"another authority's event":            {Authority: here, Events: in(there, events(anEvent("f"))).Events},
		"an event to retire twice":             retire("e", "e"),
		"an event to append and to retire":     {Authority: here, Events: events(anEvent("f")).Events, Retired: []store.EventID{"f"}},
	}
	for _, none := range noIDs() {
		all["a record of no id "+none] = records(write(0, aRecord(store.RecordID(none))))
		all["a client of no id "+none] = clients(writeClient(0, aClient(store.ClientID(none))))
		all["an event of no id "+none] = events(anEvent(store.EventID(none)))
		all["an event to retire of no id "+none] = retire(store.EventID(none))
		all["an event to acknowledge of no id "+none] = acks("mail", store.EventID(none))
		all["a consumer of no name "+none] = acks(store.Consumer(none), "e")
		all["a batch of no authority "+none] = in(store.Authority(none), acks("mail", "e"))
	}
	return all
}

func tooMany() store.Batch {
	b := store.Batch{Authority: here}
	for i := range store.MaxChanges + 1 {
		b.Events = append(b.Events, anEvent(store.EventID(fmt.Sprintf("e%03d", i))))
	}
	return b
}

// crowdedHouse are the keys of a household that has none in common with another.
func crowdedHouse(i int) (ks []matching.Key) {
	for k := range 8 * personKeys {
		ks = append(ks, matching.Key(1_000_000*(i+1)+k)|matching.Key(k%2)<<63)
	}
	return ks
}
