package lobby_test

import (
	"context"
	"fmt"
	"reflect"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

const leeds store.Authority = "leeds"

// The people who work with the lobby.
var (
	host    = lobby.Actor{ID: "casework", Authority: leeds, Role: lobby.Host}
	portal  = lobby.Actor{ID: "portal", Authority: leeds, Role: lobby.IntakeMachine}
	shelter = lobby.Actor{ID: "shelter-worker", Authority: leeds, Role: lobby.PartnerUser, Provider: "shelter"}
	haven   = lobby.Actor{ID: "haven-worker", Authority: leeds, Role: lobby.ProviderUser, Provider: "haven",
		Rights: lobby.MayJoinWaitingList | lobby.MayStartSupport}
	amy     = lobby.Actor{ID: "amy", Authority: leeds, Role: lobby.Officer, Rights: lobby.MayRemove}
	ben     = lobby.Actor{ID: "ben", Authority: leeds, Role: lobby.Officer, Rights: lobby.MayRemove}
	lena    = lobby.Actor{ID: "lena", Authority: leeds, Role: lobby.Lead, Rights: lobby.MayRemove | lobby.MaySeeRestricted}
	dora    = lobby.Actor{ID: "dora", Authority: leeds, Role: lobby.DataProtection, Rights: lobby.MayExport | lobby.MayErase}
	auditor = lobby.Actor{ID: "august", Authority: leeds, Role: lobby.Auditor}
)

// clock moves one second whenever it is read, unless it is set.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(time.Second)
	return c.now
}

func (c *clock) move(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

var start = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

// world is a lobby in which nothing is left to chance.
type world struct {
	*lobby.Service
	t     *testing.T
	store store.Store
	clock *clock
	o     lobby.Options
	match matching.Matcher

	somebodies int
}

// newWorld returns a lobby over an empty store in memory, or over the store of
// another world.
func newWorld(t *testing.T, p lobby.Policy, change ...func(*lobby.Options)) *world {
	return newWorldOver(t, new(memory.Store), p, change...)
}

func newWorldOver(t *testing.T, s store.Store, p lobby.Policy, change ...func(*lobby.Options)) *world {
	return newWorldWith(t, s, plainMatcher{}, p, change...)
}

func newWorldWith(t *testing.T, s store.Store, m matching.Matcher, p lobby.Policy, change ...func(*lobby.Options)) *world {
	w := &world{t: t, store: s, match: m, clock: &clock{now: start}}
	w.o = lobby.Options{
		Now: w.clock.Now, NewID: counter("id"), TokenKey: []byte("a key of thirty-two bytes or so!"),
		Backoff: func(int) time.Duration { return 0 },
		TaskAccess: func(_ context.Context, _ store.Authority, taskType string) (store.Access, error) {
			return store.Access(taskType), nil
		}, // of a type named as its access
	}
	refs := counter("REF")
	w.o.Mint = mintWith(refs)
	for _, f := range change {
		f(&w.o)
	}
	w.Service = lobby.New(exactly(w.store, t), m, p, &w.o)
	return w
}

// exactly is a store held to exactness, and a Gatherer if it is one.
func exactly(s store.Store, t *testing.T) store.Store {
	if g, can := s.(store.Gatherer); can {
		return struct {
			exact
			store.Gatherer
		}{exact{s, t}, g}
	}
	return exact{s, t}
}

// fully gives provider users full access to tasks of every type.
func fully(context.Context, store.Authority, string) (store.Access, error) {
	return store.AccessFull, nil
}

// counter makes ids in order: prefix-00000001, …
func counter(prefix string) func() string {
	var mu sync.Mutex
	n := 0
	return func() string {
		mu.Lock()
		defer mu.Unlock()
		n++
		return fmt.Sprintf("%s-%08d", prefix, n)
	}
}

// The people whom the cases are about. All are made up.
var (
	jane = matching.Person{Given: "Jane", Family: "Doe", Born: "1990-05-17", NINO: "QQ123456C",
		Emails: []string{"jane@example.com"}, Phones: []string{"07700 900123"}, Postcodes: []string{"LS1 2AB"}}
	omar = matching.Person{Given: "Omar", Family: "Khan", Born: "1985-11-30", NINO: "QQ654321A",
		Phones: []string{"07700 900456"}, Postcodes: []string{"LS6 3HN"}}
)

// receive puts a person into the lobby by a channel of the policy: somebody, where
// it does not matter who.
func (w *world) receive(by lobby.Actor, v lobby.Arrival) store.RecordID {
	w.t.Helper()
	if reflect.ValueOf(v.Person).IsZero() && v.Details == nil {
		w.somebodies++
		v.Person.Gender = fmt.Sprint("somebody ", w.somebodies)
	}
	rec, err := w.Receive(w.t.Context(), by, v)
	require.NoError(w.t, err)
	return rec.ID
}

// client puts a client into the register.
func (w *world) client(id store.ClientID, p matching.Person, cs ...store.Case) {
	w.t.Helper()
	require.NoError(w.t, w.PutClient(w.t.Context(), host, lobby.ClientUpdate{ID: id, Person: &p, Cases: cs}))
}

// merge merges a client into another.
func (w *world) merge(from, into store.ClientID) lobby.Merged {
	w.t.Helper()
	m, err := w.MergeClients(w.t.Context(), host, from, into)
	require.NoError(w.t, err)
	return m
}

// held claims a record and reviews it.
func (w *world) held(by lobby.Actor, id store.RecordID) lobby.Review {
	w.t.Helper()
	_, err := w.Claim(w.t.Context(), by, id)
	require.NoError(w.t, err)
	return w.look(by, id)
}

// look reviews a record.
func (w *world) look(by lobby.Actor, id store.RecordID) lobby.Review {
	w.t.Helper()
	v, err := w.Review(w.t.Context(), by, id)
	require.NoError(w.t, err)
	return v
}

// row reads a record as it is stored.
func (w *world) row(id store.RecordID) store.Record {
	w.t.Helper()
	return rowIn(w.t, w.store, leeds, id)
}

// opened is a client as a lead sees it, with what was carried into its cases.
func (w *world) opened(id store.ClientID) store.Client {
	w.t.Helper()
	c, err := w.Client(w.t.Context(), lena, id)
	require.NoError(w.t, err)
	return c
}

// labels are what decisions say of the clients who were compared.
func (w *world) labels() (vs []store.Verdict) {
	w.t.Helper()
	for v, err := range w.Labels(w.t.Context(), host, lobby.Period{}) {
		require.NoError(w.t, err)
		vs = append(vs, v)
	}
	return vs
}

// codes are those of the events of a kind that tell of a record.
func (w *world) codes(id store.RecordID, kind string) (codes []string) {
	w.t.Helper()
	es, err := w.store.Events(w.t.Context(), store.EventQuery{Authority: leeds, Record: id, Limit: store.MaxPage})
	require.NoError(w.t, err)
	for _, e := range es {
		if e.Kind == kind {
			codes = append(codes, e.Code)
		}
	}
	return codes
}

// register reads a client as it is stored.
func (w *world) register(id store.ClientID) store.Client {
	w.t.Helper()
	rows, err := w.store.Rows(w.t.Context(), leeds, store.IDs{Clients: []store.ClientID{id}})
	require.NoError(w.t, err)
	c, found := rows.Client(id)
	require.True(w.t, found, id)
	return c
}

// overwrite writes a client past the library.
func (w *world) overwrite(c store.Client) {
	w.t.Helper()
	was := w.register(c.ID)
	require.NoError(w.t, w.store.Commit(w.t.Context(), store.Batch{Authority: leeds,
		Clients: []store.Change[store.ClientID, store.Client]{{ID: c.ID, Expect: was.Version, Was: &was, Next: &c}}}))
}

// rowIn reads a record as a store has it.
func rowIn(t *testing.T, s store.Store, a store.Authority, id store.RecordID) store.Record {
	t.Helper()
	rows, err := s.Rows(t.Context(), a, store.IDs{Records: []store.RecordID{id}})
	require.NoError(t, err)
	r, found := rows.Record(id)
	require.True(t, found, id)
	return r
}

// clients is how many clients are in the register.
func (w *world) clients() int {
	w.t.Helper()
	pool, err := w.store.Candidates(w.t.Context(), leeds, nil, 1)
	require.NoError(w.t, err)
	return pool.Size
}

// open is a case that a host opened elsewhere.
func open(id store.CaseID, s store.System) store.Case {
	return store.Case{ID: id, System: s, Opened: start.AddDate(0, -1, 0)}
}

// refusal is the error of an operation, of the expected kind.
func refusal(t *testing.T, err, kind error) *lobby.Error {
	t.Helper()
	require.ErrorIs(t, err, kind)
	var e *lobby.Error
	require.ErrorAs(t, err, &e)
	return e
}
