package storetest

import (
	"errors"
	"flag"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

var machines = group{"machine", []check{
	{
		name: "whatever is done, the answers are those of the reference store",
		why:  "the reference store is the contract in code: rules that hold one by one may still break each other",
		run: func(t tb, s *subject) {
			defer s.rapidly()()
			var n int
			rapid.Check(t, func(r *rapid.T) {
				n++
				m := &machine{
					authority: store.Authority(fmt.Sprintf("machine-%d", n)),
					reference: &subject{Store: knowing{new(memory.Store)}}, subject: s,
					versions: make(map[string]store.Version), told: make(map[store.EventID]bool),
				}
				r.Repeat(map[string]func(*rapid.T){
					"commit":  func(r *rapid.T) { m.commit(inside{r, t}) },
					"records": func(r *rapid.T) { m.compareRecords(inside{r, t}, m.query(r)) },
					"clients": func(r *rapid.T) {
						m.compareClients(inside{r, t}, one(r, append(machineIDs, ""), "after"), rapid.IntRange(1, 6).Draw(r, "limit"))
					},
					"candidates": func(r *rapid.T) { m.compareCandidates(inside{r, t}) },
					"events":     func(r *rapid.T) { m.compareEvents(inside{r, t}, m.eventQuery(r)) },
				})
				m.compareAll(inside{r, t})
			})
		},
	},
}}

// rapidly has rapid leave no files behind in the adapter's own tree, a failure
// being repeated by its seed, and look as often as the store's pace lets it. What
// was asked for on the command line stands. It returns how that ends.
func (p pace) rapidly() (end func()) {
	asked := make(map[string]bool)
	flag.Visit(func(f *flag.Flag) { asked[f.Name] = true })
	before := make(map[string]string)
	for name, value := range map[string]string{"rapid.nofailfile": "true", "rapid.checks": strconv.Itoa(p.rounds(100))} {
		if f := flag.Lookup(name); f != nil && !asked[name] {
			before[name] = f.Value.String()
			_ = f.Value.Set(value)
		}
	}
	return func() {
		for name, value := range before {
			_ = flag.Lookup(name).Value.Set(value)
		}
	}
}

// inside is a run of a random check inside a check.
type inside struct {
	*rapid.T
	check tb
}

func (i inside) ArtifactDir() string { return i.check.ArtifactDir() }

// machine does the same to the reference store and to the one under test.
type machine struct {
	authority          store.Authority
	reference, subject *subject
	versions           map[string]store.Version // as the reference has them: "r" or "c", and the id
	told               map[store.EventID]bool
}

var (
	machineIDs      = []string{"a", "b", "c", "B", "é"}
	machineStates   = slices.Concat(store.Undecided(), store.Decided())
	machineTimes    = []time.Time{{}, minute(0), minute(0).Add(time.Microsecond), minute(1), minute(2)}
	machineKeys     = keys(1, 2, 3, 1<<62+1, counted)
	machineProfiles = []matching.Profile{"", "a", "b\x00\xff"}
	machineEvents   = []store.EventID{"1", "2", "3", "4", "5", "6"}
	machineOfficers = []store.ActorID{"", "officer-1", "officer-2"}
)

func one[V any](r *rapid.T, of []V, label string) V { return rapid.SampledFrom(of).Draw(r, label) }

// some draws a part of a list, in its order.
func some[V any](r *rapid.T, of []V, label string) []V {
	var part []V
	for i, keep := range rapid.SliceOfN(rapid.Bool(), len(of), len(of)).Draw(r, label) {
		if keep {
			part = append(part, of[i])
		}
	}
	return part
}

// commit commits a batch, right or wrong, to both stores.
func (m *machine) commit(t inside) {
	b := store.Batch{Authority: m.authority}
	for _, id := range some(t.T, machineIDs, "records") {
		b.Records = append(b.Records, write(m.expect(t.T, "r"+id), m.record(t.T, store.RecordID(id))))
	}
	for _, id := range some(t.T, machineIDs, "clients") {
		b.Clients = append(b.Clients, writeClient(m.expect(t.T, "c"+id), m.client(t.T, store.ClientID(id))))
	}
	m.addEvents(t.T, &b)
	b = parted(b, m.subject.most())[0]
	want, got := m.reference.Commit(t.Context(), b), m.subject.Commit(t.Context(), b)
	require.Equal(t, want == nil, got == nil, "the reference says %v, the store %v", want, got)
	require.Equal(t, errors.Is(want, store.ErrConflict), errors.Is(got, store.ErrConflict), "the reference says %v, the store %v", want, got)
	if want == nil {
		m.note(b)
	}
	m.compareRows(t, b)
}

// expect is mostly the version of a row, and now and then another.
func (m *machine) expect(r *rapid.T, row string) store.Version {
	v := m.versions[row]
	if rapid.IntRange(0, 19).Draw(r, "stale") == 0 {
		return max(0, v+one(r, []store.Version{-1, 1, -v}, "off by"))
	}
	return v
}

// erases makes a tombstone now and then.
func (m *machine) erases(r *rapid.T) bool { return rapid.IntRange(0, 9).Draw(r, "erase") == 0 }

func (m *machine) record(r *rapid.T, id store.RecordID) store.Record {
	if m.erases(r) {
		return tombstone(store.Record{Authority: m.authority, ID: id, System: "hpa2"})
	}
	row := store.Record{
		Authority: m.authority, ID: id, System: one(r, []store.System{"hpa2", "hrs"}, "system"),
		State: one(r, machineStates, "state"), Channel: one(r, []store.Channel{store.ChannelSelfReferral, store.ChannelPartner}, "channel"),
		Provider: one(r, []store.ProviderID{"", "provider-1"}, "provider"),
		Received: one(r, machineTimes, "received"), Updated: one(r, machineTimes, "updated"),
		Keys: some(r, machineKeys, "keys"), Profile: one(r, machineProfiles, "profile"), Person: matching.Person{Given: one(r, hostile(), "given")},
		Details: rapid.SliceOfN(rapid.Byte(), 0, 3).Draw(r, "details"),
	}
	if o := one(r, machineOfficers, "holder"); o != "" {
		row.Claim = &store.Claim{Officer: o, Since: row.Updated}
	}
	return row
}

func (m *machine) client(r *rapid.T, id store.ClientID) store.Client {
	if m.erases(r) {
		return store.Client{Authority: m.authority, ID: id, Erased: true}
	}
	row := store.Client{
		Authority: m.authority, ID: id, Reference: one(r, []string{"", "", "", "HRS-1", "HRS-2", "hrs-1"}, "reference"),
		Keys: some(r, machineKeys, "keys"), Profile: one(r, machineProfiles, "profile"), Person: matching.Person{Given: one(r, hostile(), "given")},
		Updated: one(r, machineTimes, "updated"),
	}
	for i := range rapid.IntRange(0, 2).Draw(r, "cases") {
		row.Cases = append(row.Cases, store.Case{ID: store.CaseID(fmt.Sprint(i)), Opened: one(r, machineTimes, "opened")})
	}
	return row
}

// addEvents adds events, new or told again, retires some, and acknowledges some,
// there or not.
func (m *machine) addEvents(r *rapid.T, b *store.Batch) {
	for _, id := range some(r, machineEvents, "events") {
		if m.told[id] && rapid.Bool().Draw(r, "not again") {
			continue
		}
		b.Events = append(b.Events, store.Event{
			Authority: m.authority, ID: id, At: one(r, machineTimes, "at"), Kind: one(r, hostile(), "kind"),
			Record: store.RecordID(one(r, []string{"", "a", "B"}, "of record")), Client: store.ClientID(one(r, []string{"", "a", "é"}, "of client")),
			System: one(r, []store.System{"hpa2", "hrs"}, "of system"),
		})
	}
	for _, id := range machineEvents {
		if m.told[id] && !slices.ContainsFunc(b.Events, func(e store.Event) bool { return e.ID == id }) && rapid.IntRange(0, 9).Draw(r, "retire") == 0 {
			b.Retired = append(b.Retired, id)
		}
		if c := one(r, []store.Consumer{"", "", "", "mail", "Mail"}, "acknowledged by"); c != "" {
			b.Acks = append(b.Acks, store.Ack{Consumer: c, Event: id})
		}
	}
}

// note keeps what a batch that was applied has left.
func (m *machine) note(b store.Batch) {
	for _, c := range b.Records {
		m.versions["r"+string(c.ID)] = c.Expect + 1
	}
	for _, c := range b.Clients {
		m.versions["c"+string(c.ID)] = c.Expect + 1
	}
	for _, e := range b.Events {
		m.told[e.ID] = true
	}
	for _, id := range b.Retired {
		m.told[id] = false
	}
}

func (m *machine) query(r *rapid.T) store.Query {
	return store.Query{
		Authority: m.authority, System: one(r, []store.System{"", "", "hpa2"}, "system"),
		States:   one(r, [][]store.State{nil, {store.StateWaiting}, {store.StateWaiting, store.StateClaimed}, {store.StateRemoved, store.StateCreated}}, "states"),
		Channels: one(r, [][]store.Channel{nil, nil, {store.ChannelPartner}, {store.ChannelPartner, store.ChannelSelfReferral}}, "channels"),
		Holder:   one(r, machineOfficers, "holder"), Provider: one(r, []store.ProviderID{"", "", "provider-1"}, "provider"),
		ReceivedFrom: one(r, machineTimes, "from"), ReceivedBefore: one(r, machineTimes, "before"),
		After: store.Cursor{Received: one(r, machineTimes, "after"), ID: store.RecordID(one(r, append(machineIDs, ""), "after id"))},
		Limit: rapid.IntRange(1, 6).Draw(r, "limit"),
	}
}

func (m *machine) eventQuery(r *rapid.T) store.EventQuery {
	return store.EventQuery{
		Authority: m.authority, Record: store.RecordID(one(r, []string{"", "", "a", "B"}, "of record")), Client: store.ClientID(one(r, []string{"", "", "a"}, "of client")),
		System:  one(r, []store.System{"", "", "hpa2"}, "of system"),
		Unacked: one(r, []store.Consumer{"", "mail", "Mail"}, "unacked"),
		After:   store.EventCursor{At: one(r, machineTimes, "after"), ID: one(r, []store.EventID{"", "1", "3", "9"}, "after id")},
		Limit:   rapid.IntRange(1, 6).Draw(r, "limit"),
	}
}
