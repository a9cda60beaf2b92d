package storetest

import (
	"slices"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// compareRows reads the rows that a batch named, all at once.
func (m *machine) compareRows(t inside, b store.Batch) {
	var named store.IDs
	for _, c := range b.Records {
		named.Records = append(named.Records, c.ID)
	}
	for _, c := range b.Clients {
		named.Clients = append(named.Clients, c.ID)
	}
	requireSame(t, m.reference.rows(t, m.authority, named), m.subject.rows(t, m.authority, named), "rows")
}

func (m *machine) compareRecords(t inside, q store.Query) {
	requireSame(t, m.reference.page(t, q), m.subject.page(t, q), "records by %+v", q)
}

func (m *machine) compareEvents(t inside, q store.EventQuery) {
	requireSame(t, m.reference.eventPage(t, q), m.subject.eventPage(t, q), "events by %+v", q)
}

func (m *machine) compareClients(t inside, after string, limit int) {
	q := store.ClientQuery{Authority: m.authority, After: store.ClientID(after), Limit: limit}
	requireSame(t, m.reference.clientPage(t, q), m.subject.clientPage(t, q), "clients by %+v", q)
}

// compareCandidates asks both stores for the same people. The store may follow
// a block that the reference cuts, and estimate a count over the limit.
func (m *machine) compareCandidates(t inside) {
	asked := some(t.T, machineKeys, "asked")
	if len(asked) > 1 && rapid.Bool().Draw(t.T, "in another order") {
		slices.Reverse(asked)
	}
	m.comparePools(t, asked, rapid.IntRange(1, 6).Draw(t.T, "limit"))
}

func (m *machine) comparePools(t inside, asked []matching.Key, limit int) {
	want, got := m.reference.pool(t, m.authority, limit, asked...), m.subject.pool(t, m.authority, limit, asked...)
	whole := m.reference.pool(t, m.authority, 1000, asked...)
	require.Equal(t, want.Size, got.Size)
	for i, w := range want.Counts {
		g := got.Counts[i]
		if w.Clients <= limit || w.Key.CountOnly() {
			require.Equal(t, w.Clients, g.Clients, "carriers of key %d", w.Key)
		} else {
			require.Greater(t, g.Clients, limit, "carriers of key %d", w.Key)
		}
		require.True(t, w.Truncated || !g.Truncated, "key %d is cut", w.Key)
	}
	if !got.Truncated() {
		want = whole
	}
	requireBetween(t, want.Clients, got.Clients, whole.Clients, "clients")
	requireBetween(t, want.Records, got.Records, whole.Records, "records")
}

// requireBetween fails unless got holds everyone of least and nobody who is
// not of most, each once, in the order of their ids.
func requireBetween(t tb, least, got, most []matching.Candidate, what string) {
	t.Helper()
	names := ids(got, personID)
	require.True(t, slices.IsSorted(names), "%s are out of order: %q", what, names)
	require.Len(t, slices.Compact(slices.Clone(names)), len(names), "%s come twice: %q", what, names)
	require.Subset(t, names, ids(least, personID), "%s are missing", what)
	for _, g := range got {
		i := slices.IndexFunc(most, func(c matching.Candidate) bool { return c.ID == g.ID })
		require.GreaterOrEqual(t, i, 0, "%s hold %q, who shares no key", what, g.ID)
		requireSame(t, most[i], g, "%s", what)
	}
}

// compareAll compares all that the two stores hold.
func (m *machine) compareAll(t inside) {
	var all store.Batch
	for _, id := range machineIDs {
		all.Records = append(all.Records, recordChange{ID: store.RecordID(id)})
		all.Clients = append(all.Clients, clientChange{ID: store.ClientID(id)})
	}
	m.compareRows(t, all)
	m.compareRecords(t, store.Query{Authority: m.authority, Limit: 9})
	m.compareClients(t, "", 9)
	for _, c := range []store.Consumer{"", "mail", "Mail"} {
		m.compareEvents(t, store.EventQuery{Authority: m.authority, Unacked: c, Limit: 9})
	}
	for _, s := range machineStates {
		m.compareRecords(t, store.Query{Authority: m.authority, States: []store.State{s}, Limit: 9})
	}
	m.comparePools(t, machineKeys, 9)
}
