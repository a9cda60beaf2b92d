package lobby_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

func put(t *testing.T, w *world, us ...lobby.ClientUpdate) lobby.PutResult {
	t.Helper()
	res, err := w.PutClients(t.Context(), host, us)
	require.NoError(t, err)
	require.NoError(t, res.Err())
	return res
}

func TestClientsAreInsertedReplacedAndLeftAlone(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	u := lobby.ClientUpdate{ID: "c-1", Reference: "R-1", Person: &jane, Cases: []store.Case{open("case-1", "hpa2")}}
	require.Equal(t, lobby.PutResult{Inserted: 1}, put(t, w, u))
	require.Equal(t, lobby.PutResult{Unchanged: 1}, put(t, w, u))
	require.Equal(t, store.Version(1), w.register("c-1").Version)
	u.Person, u.Reference, u.Cases = &omar, "", nil
	require.Equal(t, lobby.PutResult{Replaced: 1}, put(t, w, u))
	c := w.register("c-1")
	require.Equal(t, store.Version(2), c.Version)
	require.Equal(t, "R-1", c.Reference, "a reference that is not given stays")
	require.Len(t, c.Cases, 1, "a case that is not named stays")
	f, err := w.Search(t.Context(), amy, omar)
	require.NoError(t, err)
	require.Len(t, f.Clients, 1, "it is found by what it is now")
	f, err = w.Search(t.Context(), amy, jane)
	require.NoError(t, err)
	require.Empty(t, f.Clients)
}

func TestI09_AnUpdateMadeBeforeADecisionDoesNotUndoIt(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.client("c-1", jane)
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane, Details: []byte("d"), Tasks: []store.Task{{ID: "t-1", Title: "call"}}})
	d, err := w.Assign(t.Context(), amy, id, "c-1", w.held(amy, id).Token)
	require.NoError(t, err)
	put(t, w, lobby.ClientUpdate{ID: "c-1", Person: &jane, Restricted: new(true)})
	_, ok := w.register("c-1").OpenCase("hpa2")
	require.True(t, ok)

	// The host closes the case that the lobby opened; what was carried into it stays.
	closed := store.Case{ID: d.Case, System: "hpa2", Opened: d.At, Closed: d.At.Add(time.Hour + 7), ClosedBecause: "resolved"}
	put(t, w, lobby.ClientUpdate{ID: "c-1", Person: &jane, Cases: []store.Case{closed}})
	k := w.opened("c-1").Cases[0]
	require.False(t, k.Open())
	require.Equal(t, d.At.Add(time.Hour), k.Closed, "cut to the microsecond")
	require.Equal(t, id, k.From)
	require.Equal(t, []byte("d"), k.Details)
	require.Len(t, k.Tasks, 1)
}

func TestClientsAreRefusedOneByOne(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	put(t, w, lobby.ClientUpdate{ID: "c-0", Reference: "R-0", Person: new(matching.Person{})}, lobby.ClientUpdate{ID: "c-gone", Person: &jane})
	require.NoError(t, w.EraseClient(t.Context(), dora, "c-gone"))
	res, err := w.PutClients(t.Context(), host, []lobby.ClientUpdate{
		lobby.ClientUpdate{ID: "c-1", Person: &jane},
		lobby.ClientUpdate{ID: "bad\n"},
		lobby.ClientUpdate{ID: "c-2", Reference: "R-0", Person: &jane},
		lobby.ClientUpdate{ID: "c-gone", Person: &jane},
		lobby.ClientUpdate{ID: "c-0", Expect: 7},
		lobby.ClientUpdate{ID: "c-3", Reference: "R-3"},
		lobby.ClientUpdate{ID: "c-4", Person: &matching.Person{Family: "\x00"}},
		lobby.ClientUpdate{ID: "c-5", Person: &jane, Cases: []store.Case{{ID: "x", System: "HPA2"}}},
		lobby.ClientUpdate{ID: "c-6", Cases: []store.Case{{ID: "x", System: "hpa2", Opened: time.Date(20000, 1, 1, 0, 0, 0, 0, time.UTC)}}},
		lobby.ClientUpdate{ID: "c-9", Person: &omar},
		lobby.ClientUpdate{ID: "c-9", Person: &omar}, // again
	})
	require.ErrorIs(t, err, lobby.ErrGone, "whoever looks at the error alone learns of it")
	require.Equal(t, res.Err(), err)
	require.NoError(t, res.Stopped)
	require.Equal(t, 2, res.Inserted)
	require.Equal(t, 1, res.Unchanged)
	type failure struct {
		index       int
		client      store.ClientID
		kind        error
		field, code string
	}
	want := []failure{
		{1, "", lobby.ErrInvalid, "client", "control-character"},
		{2, "c-2", lobby.ErrReference, "reference", "taken"},
		{3, "c-gone", lobby.ErrGone, "", ""},
		{4, "c-0", lobby.ErrStale, "", ""},
		{5, "c-3", lobby.ErrNotFound, "", ""},
		{6, "c-4", lobby.ErrInvalid, "family", "nul"},
		{7, "c-5", lobby.ErrInvalid, "case.system", "unknown-code"},
		{8, "c-6", lobby.ErrInvalid, "case.opened", "year"},
	}
	var got []failure
	for _, f := range res.Failed {
		var e *lobby.Error
		require.ErrorAs(t, f.Err, &e)
		got = append(got, failure{f.Index, f.Client, e.Kind, e.Field, e.Code})
	}
	require.Equal(t, want, got)
}

func TestAMergedClientIsNotFoundAndGivesUpItsReference(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	put(t, w, lobby.ClientUpdate{ID: "c-1", Reference: "R-1", Person: &jane}, lobby.ClientUpdate{ID: "c-2", Person: &jane})
	require.Equal(t, lobby.Merged{From: "c-1", Into: "c-2", Reference: "R-1"}, w.merge("c-1", "c-2"))
	f, err := w.Search(t.Context(), amy, jane)
	require.NoError(t, err)
	require.Len(t, f.Clients, 1)
	require.Equal(t, store.ClientID("c-2"), f.Clients[0].Client.ID)
	f, err = w.Find(t.Context(), amy, " r-1 ")
	require.NoError(t, err)
	require.Len(t, f.Clients, 1)
	require.Equal(t, store.ClientID("c-2"), f.Clients[0].Client.ID)
	require.Empty(t, w.register("c-1").Keys)
	es, err := w.Events(t.Context(), auditor, store.EventQuery{Client: "c-1"})
	require.NoError(t, err)
	require.Len(t, es, 1)
	require.Equal(t, []string{lobby.KindClientMerged, "c-2", "casework"}, []string{es[0].Kind, es[0].Code, string(es[0].Actor)})
}

func TestA11f_ALargeImportIsBatchedAndTellsHowFarItIs(t *testing.T) {
	counting := &faulty{Store: newWorld(t, lobby.HPA2()).store}
	w := newWorldOver(t, counting, lobby.HPA2())
	const n = 1000
	clients := func(yield func(lobby.ClientUpdate) bool) {
		for i := range n {
			if !yield(lobby.ClientUpdate{ID: store.ClientID(fmt.Sprint("c-", i)), Person: &jane}) {
				return
			}
		}
	}
	var steps []int
	res, err := w.ImportClients(t.Context(), host, clients, func(r lobby.PutResult) { steps = append(steps, r.Inserted) })
	require.NoError(t, err)
	require.Equal(t, lobby.PutResult{Inserted: n}, res)
	require.True(t, slices.IsSorted(steps))
	require.Equal(t, n, steps[len(steps)-1])
	require.Less(t, counting.calls, n+n/16, "one read each, and few writes")

	ctx, cancel := context.WithCancel(t.Context())
	res, err = w.ImportClients(ctx, host, func(yield func(lobby.ClientUpdate) bool) {
		for i := range n {
			if i == 100 {
				cancel()
			}
			if !yield(lobby.ClientUpdate{ID: store.ClientID(fmt.Sprint("d-", i)), Person: &jane}) {
				return
			}
		}
	}, nil)
	require.ErrorIs(t, err, context.Canceled)
	require.Equal(t, 96, res.Inserted, "what is counted is written")
	w.register("d-95")
}

func TestManyHostsPutOneClientAtOnce(t *testing.T) {
	w := newWorld(t, lobby.HPA2(), func(o *lobby.Options) { o.Tries = 100 })
	var all sync.WaitGroup
	for i := range 16 {
		all.Go(func() {
			u := lobby.ClientUpdate{ID: "c-1", Person: &jane, Cases: []store.Case{open(store.CaseID(fmt.Sprint("case-", i)), "hrs")}}
			if err := w.PutClient(context.Background(), host, u); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	require.Len(t, w.register("c-1").Cases, 16)
}

// decidedTwice makes a client of one record of a person, and assigns another to it.
func (w *world) decidedTwice(arrival lobby.Arrival) (first, second lobby.Decided) {
	w.t.Helper()
	id := w.receive(haven, arrival)
	first, err := w.Create(w.t.Context(), amy, id, w.held(amy, id).Token)
	require.NoError(w.t, err)
	arrival.Key = ""
	id = w.receive(haven, arrival)
	second, err = w.Assign(w.t.Context(), amy, id, first.Client, w.held(amy, id).Token)
	require.NoError(w.t, err)
	return first, second
}

func TestErasingAClientTakesThePersonOutOfItsRecords(t *testing.T) {
	w := newWorld(t, lobby.HRS())
	arrival, marks := planted()
	first, second := w.decidedTwice(arrival)
	before := contents(t, w.store)
	for _, m := range marks[1:] {
		require.Contains(t, before, m)
	}

	require.NoError(t, w.EraseClient(t.Context(), dora, first.Client))
	after := contents(t, w.store) + dump(w.register(first.Client))
	for _, m := range marks {
		require.NotContains(t, after, m)
	}
	c := w.register(first.Client)
	require.Equal(t, store.Client{Authority: leeds, ID: first.Client, Version: 4, Erased: true, Updated: c.Updated}, c)
	for _, r := range []store.RecordID{first.Record, second.Record} {
		require.NoError(t, w.Audit(t.Context(), auditor, r))
		require.Equal(t, first.Client, w.row(r).Decision.Client, "that something was decided stays")
		require.NotZero(t, w.row(r).Received)
	}
	version := w.row(first.Record).Version
	require.NoError(t, w.EraseClient(t.Context(), dora, first.Client))
	require.Equal(t, version, w.row(first.Record).Version)
	refusal(t, w.EraseClient(t.Context(), dora, "c-none"), lobby.ErrNotFound)
	rep, err := w.Report(t.Context(), lena, lobby.Period{})
	require.NoError(t, err)
	require.Equal(t, 2, rep.Channels[0].Received, "what was decided is still counted")
}

func TestErasingAClientLeavesOtherPeoplesRecords(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	d, err := w.Create(t.Context(), amy, id, w.held(amy, id).Token)
	require.NoError(t, err)
	undecided := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	// The host says that another client's cases came from these, and from one
	// that never was.
	k, l, m := open("x", "hpa2"), open("y", "hpa2"), open("z", "hpa2")
	k.From, l.From, m.From = id, undecided, "never-was"
	w.client("c-2", omar, k, l, m)
	before, beforeUndecided := w.row(id), w.row(undecided)
	require.NoError(t, w.EraseClient(t.Context(), dora, "c-2"))
	require.Equal(t, before, w.row(id))
	require.Equal(t, beforeUndecided, w.row(undecided))
	require.Equal(t, jane, w.register(d.Client).Person)
	_, err = w.SubjectAccess(t.Context(), dora, lobby.Subject{Client: "c-2"})
	require.NoError(t, err)
}

func TestSubjectAccessShowsNobodyElsesRecord(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	k := open("x", "hpa2")
	k.From = id
	w.client("c-2", omar, k)
	b, err := w.SubjectAccess(t.Context(), dora, lobby.Subject{Client: "c-2"})
	require.NoError(t, err)
	require.NotContains(t, string(b), "Jane")
}

func TestAClientsTimeDoesNotGoBackEither(t *testing.T) {
	now := start
	w := newWorld(t, lobby.HPA2(), func(o *lobby.Options) { o.Now = func() time.Time { now = now.Add(-time.Hour); return now } })
	w.client("c-1", jane)
	first := w.register("c-1").Updated
	w.client("c-1", omar)
	require.Equal(t, first.Add(time.Microsecond), w.register("c-1").Updated)
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: omar})
	_, err := w.Assign(t.Context(), amy, id, "c-1", w.held(amy, id).Token)
	require.NoError(t, err)
	require.Equal(t, first.Add(2*time.Microsecond), w.register("c-1").Updated)
}

// The record from which a case came is how the case's client is told what is
// held, and how it is erased: an update does not cut it off.
func TestAnUpdateDoesNotCutACaseOffFromItsRecord(t *testing.T) {
	w := newWorld(t, lobby.HRS())
	arrival, marks := planted()
	first, second := w.decidedTwice(arrival)
	put(t, w, lobby.ClientUpdate{ID: first.Client, Person: &arrival.Person, Cases: []store.Case{
		{ID: second.Case, System: "hrs", Opened: start, From: "a number of the host's own"}}})
	require.NoError(t, w.EraseClient(t.Context(), dora, first.Client))
	for _, m := range marks {
		require.NotContains(t, contents(t, w.store), m)
	}
}

// A put that was written, and whose answer was lost, has not been overtaken.
func TestAPutWhoseAnswerWasLostIsNotStale(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.client("c-1", jane)
	f := &faulty{Store: w.store}
	s := lobby.New(f, plainMatcher{}, lobby.HPA2(), &w.o)
	f.arm(2, 3, true)
	res, err := s.PutClients(t.Context(), host, []lobby.ClientUpdate{{ID: "c-1", Person: &omar, Expect: 1}})
	require.NoError(t, err)
	require.Empty(t, res.Failed)
	require.Equal(t, omar, w.register("c-1").Person)
	require.Equal(t, store.Version(2), w.register("c-1").Version)
}

// refusing is a store in which the next commits conflict for no reason.
type refusing struct {
	store.Store
	times int
}

func (c *refusing) Commit(ctx context.Context, b store.Batch) error {
	if c.times--; c.times >= 0 {
		return store.ErrConflict
	}
	return c.Store.Commit(ctx, b)
}

func TestOnlyAReferenceCanBeTaken(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	s := lobby.New(&refusing{Store: w.store, times: 4}, plainMatcher{}, lobby.HPA2(), &w.o)
	res, err := s.PutClients(t.Context(), host, []lobby.ClientUpdate{{ID: "c-1", Person: &jane}})
	require.NoError(t, err)
	require.Empty(t, res.Failed)
}

func TestAHostCorrectsWhenACaseWasOpened(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.client("c-1", jane, open("k", store.HPA2))
	before := w.register("c-1").Cases[0]
	earlier := before
	earlier.Opened = before.Opened.AddDate(0, -1, 0)
	require.NoError(t, w.PutCase(t.Context(), host, "c-1", store.Case{ID: "k", Opened: earlier.Opened}))
	require.Equal(t, earlier, w.register("c-1").Cases[0])
	require.NoError(t, w.PutCase(t.Context(), host, "c-1", store.Case{ID: "k", Channel: store.ChannelDutyToRefer}))
	require.Equal(t, earlier.Opened, w.register("c-1").Cases[0].Opened, "what is not said stays")
}

// A host that takes its cases over names the record that one came from: by it the record
// is found when the client asks what is held.
func TestACaseIsSaidLaterToHaveComeFromARecord(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.client("c-1", jane, open("k", store.HPA2))
	require.NoError(t, w.PutCase(t.Context(), host, "c-1", store.Case{ID: "k", From: "r-1"}))
	require.Equal(t, store.RecordID("r-1"), w.register("c-1").Cases[0].From)
	require.NoError(t, w.PutCase(t.Context(), host, "c-1", store.Case{ID: "k", From: "r-2"}))
	require.Equal(t, store.RecordID("r-1"), w.register("c-1").Cases[0].From, "and of no other ever after")
}

// A put of which nobody knows whether it was written, and that then conflicts, may have
// been somebody else's: it is put again.
func TestAPutThatWasLostIsPutAgainOverAnothers(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.client("c-1", jane)
	s := &stolen{Store: w.store, steal: func() { put(t, w, lobby.ClientUpdate{ID: "c-1", Reference: "theirs"}) }}
	require.NoError(t, lobby.New(s, plainMatcher{}, lobby.HPA2(), &w.o).PutClient(t.Context(), host, lobby.ClientUpdate{ID: "c-1", Reference: "mine"}))
	require.Equal(t, "mine", w.register("c-1").Reference)
}

func TestALineTellsThreeRefusalsAndThatThereAreMore(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	for n, more := range map[int]bool{1: false, 3: false, 4: true} {
		_, err := w.PutClients(t.Context(), host, make([]lobby.ClientUpdate, n))
		require.Equal(t, more, strings.Contains(err.Error(), "…"), n)
		require.Equal(t, min(n, 3), strings.Count(err.Error(), "invalid"), err.Error())
	}
}

func TestAHostCorrectsOfWhichSystemACaseIs(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.client("c-1", jane, open("k", store.HPA2))
	require.NoError(t, w.PutCase(t.Context(), host, "c-1", store.Case{ID: "k", System: store.HRS}))
	require.Equal(t, store.HRS, w.register("c-1").Cases[0].System)
	require.NoError(t, w.PutCase(t.Context(), host, "c-1", store.Case{ID: "k"}))
	require.Equal(t, store.HRS, w.register("c-1").Cases[0].System, "what is empty keeps what is there")
}

func TestAnImportThatOnlyStoppedTellsOfNoRefusal(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := w.PutClients(ctx, host, []lobby.ClientUpdate{{ID: "c-1", Person: &jane}})
	require.ErrorIs(t, err, context.Canceled)
	require.Equal(t, "lobby: put-clients: context canceled", err.Error())
}

// Whoever goes away in the middle of an import has refused nobody: what was not written
// was not tried, and not read from the host's list either.
func TestAnImportThatIsCancelledRefusesNobody(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	ctx, cancel := context.WithCancel(t.Context())
	taken := 0
	r, err := w.ImportClients(ctx, host, func(yield func(lobby.ClientUpdate) bool) {
		for i := range 10 {
			if taken++; i == 3 {
				cancel()
			}
			if !yield(lobby.ClientUpdate{ID: store.ClientID(fmt.Sprint("c-", i)), Person: &jane}) {
				return
			}
		}
	}, nil)
	require.ErrorIs(t, err, context.Canceled)
	require.Empty(t, r.Failed)
	require.Equal(t, []int{4, 0}, []int{taken, w.clients()})
}
