package storetest

import (
	"fmt"
	"maps"
	"reflect"
	"slices"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/store"
)

// sight is every kind of read, each with what it found: what another handle, or
// the same store after a restart, must find too.
type sight map[string]any

// looked reads everything that can be asked of the rows of life.
func (s *subject) looked(t tb) sight {
	t.Helper()
	found := sight{
		"a record by its id":   s.rows(t, here, store.IDs{Records: []store.RecordID{"r"}}),
		"a client by its id":   s.rows(t, here, store.IDs{Clients: []store.ClientID{"c"}}),
		"the register":         s.clientPage(t, store.ClientQuery{Authority: here, Limit: 50}),
		"the register, on":     s.clientPage(t, store.ClientQuery{Authority: here, After: "b", Limit: 50}),
		"the register's size":  s.pool(t, here, 9).Size,
		"all events":           s.eventPage(t, store.EventQuery{Authority: here, Limit: 50}),
		"a record's events":    s.eventPage(t, store.EventQuery{Authority: here, Record: "r", Limit: 50}),
		"a client's events":    s.eventPage(t, store.EventQuery{Authority: here, Client: "c", Limit: 50}),
		"a system's events":    s.eventPage(t, store.EventQuery{Authority: here, System: "hpa2", Limit: 50}),
		"what is to read":      s.eventPage(t, store.EventQuery{Authority: here, Unacked: "mail", Limit: 50}),
		"what others may read": s.eventPage(t, store.EventQuery{Authority: here, Unacked: "web", Limit: 50}),
		"another's records":    s.page(t, store.Query{Authority: there, Limit: 50}),
	}
	for name, q := range map[string]store.Query{
		"all records": {}, "waiting records": {States: []store.State{store.StateWaiting}}, "claimed records": {States: []store.State{store.StateClaimed}},
		"decided records": {States: []store.State{store.StateAssigned, store.StateRemoved}}, "an officer's records": {Holder: "officer-1"},
		"a provider's records": {Provider: "provider-1"}, "a system's records": {System: "hpa2"}, "a channel's records": {Channels: []store.Channel{store.ChannelPartner}},
		"today's records": {ReceivedFrom: minute(0), ReceivedBefore: minute(500)},
	} {
		q.Authority, q.Limit = here, 50
		found[name] = s.page(t, q)
	}
	for _, k := range keys(1, 2, 3, counted, counted|2) {
		pool := s.pool(t, here, 50, k)
		if !k.CountOnly() {
			found[fmt.Sprintf("clients by key %x", uint64(k))] = pool.Clients
			found[fmt.Sprintf("records by key %x", uint64(k))] = pool.Records
		}
		found[fmt.Sprintf("carriers of key %x", uint64(k))] = pool.Counts
		if _, can := s.raw.(store.Gatherer); can {
			along, came := s.gather(t, 50, k)
			s.requireCame(t, here, came, along, store.IDs{})
			found[fmt.Sprintf("gathered by key %x", uint64(k))] = along
		}
	}
	return found
}

// requireSeen fails unless two looks found the same.
func requireSeen(t tb, want, got sight, when string, args ...any) {
	t.Helper()
	for _, read := range slices.Sorted(maps.Keys(want)) {
		requireSame(t, want[read], got[read], "%s, %s", fmt.Sprintf(when, args...), read)
	}
}

// changed are the reads that found something else.
func (s sight) changed(after sight) []string {
	var list []string
	for _, read := range slices.Sorted(maps.Keys(s)) {
		if difference(reflect.ValueOf(s[read]), reflect.ValueOf(after[read]), "") != "" {
			list = append(list, read)
		}
	}
	return list
}

// life are batches, each of which changes what some reads find: all of them
// together change what every read finds, from nothing to something and back.
func life() []store.Batch {
	r, c := aRecord("r"), aClient("c")
	r.Keys, c.Keys, c.Reference = keys(1, counted), keys(1, counted), "HRS-1"
	r.System, r.Channel, r.Provider, r.Claim = "hpa2", store.ChannelPartner, "provider-1", nil
	e, f := anEvent("e"), anEvent("f")
	e.Record, e.Client, f.Record, f.Client, f.At = "r", "c", "r", "c", minute(1)
	e.System, f.System = "hpa2", "hrs"
	arrive := store.Batch{Authority: here, Records: []recordChange{write(0, r)}, Clients: []clientChange{writeClient(0, c)}, Events: []store.Event{e}}
	r.State, r.Claim, r.Keys, c.Keys, c.Reference = store.StateClaimed, &store.Claim{Officer: "officer-1"}, keys(2, 3), keys(2, counted|2), "HRS-2"
	claim := store.Batch{Authority: here, Records: []recordChange{write(1, r)}, Clients: []clientChange{writeClient(1, c)}, Events: []store.Event{f}}
	read := store.Batch{Authority: here, Acks: []store.Ack{{Consumer: "mail", Event: "e"}}}
	r.State, r.Keys, c.Keys, r.Received, r.Profile, c.Profile = store.StateAssigned, nil, keys(3, counted), minute(900), "", "another"
	decide := store.Batch{Authority: here, Records: []recordChange{write(2, r)}, Clients: []clientChange{writeClient(2, c)}, Acks: []store.Ack{{Consumer: "web", Event: "f"}, {Consumer: "mail", Event: "f"}}}
	erase := store.Batch{Authority: here, Records: []recordChange{write(3, tombstone(r))}, Clients: []clientChange{writeClient(3, store.Client{Authority: here, ID: "c", Erased: true})}}
	erase.Retired = []store.EventID{"e"}
	return []store.Batch{arrive, claim, read, decide, in(there, arrive), erase}
}

// requireAllChange fails if there is a read of which nothing would be proved.
func requireAllChange(t tb, changed map[string]bool, all sight) {
	t.Helper()
	for read := range all {
		require.True(t, changed[read], "%s never changed", read)
	}
}

// populous is a council as it is after a while, with all that a store derives
// and may keep beside the rows: records whose keys are counted of clients alone, a client
// with no other key than a counted one, and two of whom nothing but the reference is looked up.
func populous(t tb, s *subject) {
	t.Helper()
	for _, b := range life()[:5] {
		s.given(t, b)
	}
	var b store.Batch
	for i := range 30 {
		id := fmt.Sprintf("more-%02d", i)
		r, c, e := aRecord(store.RecordID(id)), aClient(store.ClientID(id)), anEvent(store.EventID(id))
		r.Keys, c.Keys, c.Reference = keys(1, 2, 3, counted), keys(1, 2, 3, counted, counted|2), id
		r.State = []store.State{store.StateWaiting, store.StateClaimed, store.StateAssigned}[i%3]
		r.System, r.Channel, r.Provider, r.Claim = "hpa2", store.ChannelPartner, "provider-1", &store.Claim{Officer: "officer-1"}
		e.Record, e.Client, e.System, e.At = "r", "c", "hpa2", minute(i+2)
		b.Records, b.Clients, b.Events = append(b.Records, write(0, r)), append(b.Clients, writeClient(0, c)), append(b.Events, e)
		if len(b.Records) == 10 {
			b.Authority = here
			b.Acks = []store.Ack{{Consumer: "mail", Event: e.ID}}
			s.given(t, b)
			b = store.Batch{}
		}
	}
	s.given(t, records(write(1, tombstone(aRecord("more-00")))))
	scarce := store.Client{Authority: here, ID: "scarce", Keys: keys(counted | 2), Reference: "scarce"}
	unknown := store.Client{Authority: here, ID: "unknown", Reference: "unknown"}
	s.given(t, clients(
		writeClient(1, store.Client{Authority: here, ID: "more-01", Erased: true}),
		writeClient(1, store.Client{Authority: here, ID: "more-02", MergedInto: "more-03", Reference: "merged"}),
		writeClient(0, scarce), writeClient(0, unknown),
	))
}
