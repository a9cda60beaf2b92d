package lobby_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// keptBy is a restricted client with everything that an update could lose.
func keptBy(t *testing.T) (*world, store.Client) {
	w := newWorld(t, lobby.HPA2())
	put(t, w, lobby.ClientUpdate{ID: "C-1", Reference: "R-1", Person: &jane, Restricted: new(true), Cases: []store.Case{
		{ID: "K-1", System: store.HPA2, Channel: store.ChannelOfficerTyped, Opened: start, Details: []byte("d"), Household: []store.Member{{Relation: "child", Person: omar}}},
		{ID: "K-2", System: store.HRS, Opened: start, Closed: start.Add(time.Hour), ClosedBecause: "resolved",
			WaitingList: &store.WaitingListPlace{Service: "w", At: start, By: "x"}, Support: &store.SupportStart{Service: "s", At: start, By: "x"},
			Tasks: []store.Task{{ID: "t", Title: "call"}}},
	}})
	return w, w.register("C-1")
}

func TestH1_WhatAnUpdateLeavesOutStaysAsItIs(t *testing.T) {
	opened := open("K-3", store.HPA2)
	for name, tc := range map[string]struct {
		update lobby.ClientUpdate
		change func(c *store.Client)
	}{
		"a new case": {lobby.ClientUpdate{Cases: []store.Case{opened}}, func(c *store.Client) { c.Cases = append(c.Cases, opened) }},
		"a case closed": {lobby.ClientUpdate{Cases: []store.Case{{ID: "K-1", Closed: start.Add(time.Hour), ClosedBecause: "moved"}}},
			func(c *store.Client) { c.Cases[0].Closed, c.Cases[0].ClosedBecause = start.Add(time.Hour), "moved" }},
		"a closed case told of as it was before": {lobby.ClientUpdate{Cases: []store.Case{{ID: "K-2", System: store.HRS, Opened: start}}}, nil},
		"a case of another channel, and system": {lobby.ClientUpdate{Cases: []store.Case{{ID: "K-1", System: store.HRS, Channel: store.ChannelPartner}}},
			func(c *store.Client) { c.Cases[0].System, c.Cases[0].Channel = store.HRS, store.ChannelPartner }},
		"a reference":      {lobby.ClientUpdate{Reference: "R-2"}, func(c *store.Client) { c.Reference = "R-2" }},
		"who it is":        {lobby.ClientUpdate{Person: &omar}, func(c *store.Client) { c.Person = omar }},
		"nothing":          {lobby.ClientUpdate{}, nil},
		"lists of nothing": {lobby.ClientUpdate{Cases: []store.Case{{ID: "K-1", Details: []byte{}, Household: []store.Member{}, Tasks: []store.Task{}}}}, nil},
		"a household of a client": {lobby.ClientUpdate{Cases: []store.Case{{ID: "K-1", Household: []store.Member{{Client: "C-2"}}}}},
			func(c *store.Client) { c.Cases[0].Household = []store.Member{{Client: "C-2"}} }},
		"a household of nobody": {lobby.ClientUpdate{Cases: []store.Case{{ID: "K-1", Household: []store.Member{{}, {Relation: " "}}}}}, nil},
		"restricted again":      {lobby.ClientUpdate{Restricted: new(true)}, nil},
		"open to all":           {lobby.ClientUpdate{Restricted: new(false)}, func(c *store.Client) { c.Restricted = false }},
		"nobody, and that is meant": {lobby.ClientUpdate{Person: new(matching.Person{}), Clear: []string{"person"}},
			func(c *store.Client) { c.Person = matching.Person{} }},
		"no reference": {lobby.ClientUpdate{Clear: []string{"reference"}}, func(c *store.Client) { c.Reference = "" }},
		"no person":    {lobby.ClientUpdate{Clear: []string{"person"}}, func(c *store.Client) { c.Person = matching.Person{} }},
	} {
		t.Run(name, func(t *testing.T) {
			w, want := keptBy(t)
			tc.update.ID = "C-1"
			require.NoError(t, w.PutClient(t.Context(), host, tc.update))
			if tc.change != nil {
				want = want.Clone()
				tc.change(&want)
				want.Version++
			}
			got := w.register("C-1")
			want.Updated = got.Updated
			if name != "who it is" && name != "a reference" && name[:2] != "no" {
				require.Equal(t, want.Keys, got.Keys)
				require.Equal(t, want.Profile, got.Profile)
			}
			want.Keys, want.Profile, got.Keys, got.Profile = nil, "", nil, ""
			require.Equal(t, want, got)
		})
	}
}

// A case that is told of as closed for a reason, and not when, would stay open; and under
// HPA2 every new case would be closed for its sake.
func TestH1_ACaseIsNotClosedByAReasonAlone(t *testing.T) {
	w, was := keptBy(t)
	for name, err := range map[string]error{
		"an open one": w.PutCase(t.Context(), host, "C-1", store.Case{ID: "K-1", ClosedBecause: "moved"}),
		"a new one":   w.PutCase(t.Context(), host, "C-1", store.Case{ID: "K-9", System: store.HPA2, Opened: start, ClosedBecause: "moved"}),
		"in a resync": w.PutClient(t.Context(), host, lobby.ClientUpdate{ID: "C-1", Cases: []store.Case{{ID: "K-1", ClosedBecause: "moved"}}}),
		"reopened":    w.PutCase(t.Context(), host, "C-1", store.Case{ID: "K-2", ClosedBecause: "moved"}, "closed"),
	} {
		e := refusal(t, err, lobby.ErrInvalid)
		require.Equal(t, []string{"case.closed-because", "open"}, []string{e.Field, e.Code}, name)
	}
	require.Equal(t, was, w.register("C-1"))
	require.NoError(t, w.PutCase(t.Context(), host, "C-1", store.Case{ID: "K-2", ClosedBecause: "moved"}), "another reason for what was closed before")
	require.Equal(t, "moved", w.register("C-1").Cases[1].ClosedBecause)
}

// A case that ends before it begins is a slip of the host's: a day for another, say.
func TestACaseIsNotClosedBeforeItWasOpened(t *testing.T) {
	w, was := keptBy(t)
	early := start.AddDate(0, 0, -1)
	ended := []string{"case.closed", "before-opened"}
	for name, err := range map[string]error{
		"a new one":             w.PutCase(t.Context(), host, "C-1", store.Case{ID: "K-9", Opened: start, Closed: start.Add(-time.Microsecond)}),
		"an open one":           w.PutCase(t.Context(), host, "C-1", store.Case{ID: "K-1", Closed: early}),
		"opened after the end":  w.PutCase(t.Context(), host, "C-1", store.Case{ID: "K-2", Opened: start.AddDate(1, 0, 0)}),
		"in a resync":           w.PutClient(t.Context(), host, lobby.ClientUpdate{ID: "C-1", Cases: []store.Case{{ID: "K-1", Closed: early}}}),
		"of a client who's new": w.PutClient(t.Context(), host, lobby.ClientUpdate{ID: "C-9", Person: &jane, Cases: []store.Case{{ID: "K", Opened: start, Closed: early}}}),
		"of a row to be loaded": second(w.ClientRow(t.Context(), host, lobby.ClientUpdate{ID: "C-9", Person: &jane, Cases: []store.Case{{ID: "K", Opened: start, Closed: early}}})),
	} {
		e := refusal(t, err, lobby.ErrInvalid)
		require.Equal(t, ended, []string{e.Field, e.Code}, name)
	}
	require.Equal(t, was, w.register("C-1"))
	for name, c := range map[string]store.Case{
		"in one moment":     {ID: "K-10", Opened: start, Closed: start},
		"nobody knows when": {ID: "K-11", Closed: start},
	} {
		require.NoError(t, w.PutCase(t.Context(), host, "C-1", c), name)
	}
	// A case from the lobby was opened when it was decided, and may have ended before.
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: omar})
	d, err := w.Create(t.Context(), amy, id, w.held(amy, id).Token)
	require.NoError(t, err)
	require.NoError(t, w.PutCase(t.Context(), host, d.Client, store.Case{ID: d.Case, Closed: early}))
	require.Equal(t, early, w.register(d.Client).Cases[0].Closed)
	// What was kept before is no reason to refuse the rest.
	c := w.register("C-1")
	c.Cases[0].Closed = early
	w.overwrite(c)
	require.NoError(t, w.PutCase(t.Context(), host, "C-1", store.Case{ID: "K-1", ClosedBecause: "moved"}))
	require.NoError(t, w.PutCase(t.Context(), host, "C-1", store.Case{ID: "K-1", Closed: start}), "and is put right")
}

// TestACaseIsClosedByAClockThatIsBehind has cases that were opened by a clock that is
// ahead: closing them closes them, and none before its time.
func TestACaseIsClosedByAClockThatIsBehind(t *testing.T) {
	w := newWorld(t, closesAll{lobby.HPA2()})
	ahead := start.AddDate(0, 1, 0)
	w.client("c-1", jane, store.Case{ID: "K-1", System: store.HPA2, Opened: ahead}, store.Case{ID: "K-2", System: store.HPA2, Opened: ahead})
	require.NoError(t, w.CloseCase(t.Context(), host, "c-1", "K-1", "done"))
	require.Equal(t, ahead, w.register("c-1").Cases[0].Closed)
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	_, err := w.Assign(t.Context(), amy, id, "c-1", w.held(amy, id).Token)
	require.NoError(t, err)
	require.Equal(t, ahead, w.register("c-1").Cases[1].Closed)
}

// TestEachPartOfACaseIsChecked has what no store keeps in each part of a host's case.
func TestEachPartOfACaseIsChecked(t *testing.T) {
	w, was := keptBy(t)
	late := time.Date(30_000, 1, 1, 0, 0, 0, 0, time.UTC)
	list := func(p store.WaitingListPlace) store.Case { return store.Case{ID: "K-1", WaitingList: &p} }
	support := func(p store.SupportStart) store.Case { return store.Case{ID: "K-1", Support: &p} }
	task := func(p store.Task) store.Case { return store.Case{ID: "K-1", Tasks: []store.Task{p}} }
	for field, cases := range map[string][]store.Case{
		"case.waiting-list.service": {list(store.WaitingListPlace{Service: "\xff"}), list(store.WaitingListPlace{Service: "a\x00"}), list(store.WaitingListPlace{Service: " "})},
		"case.waiting-list.at":      {list(store.WaitingListPlace{Service: "beds", At: late})},
		"case.waiting-list.by":      {list(store.WaitingListPlace{Service: "beds", By: "\n"})},
		"case.support.service":      {support(store.SupportStart{Service: "\xff"})},
		"case.support.at":           {support(store.SupportStart{Service: "beds", At: late})},
		"case.support.by":           {support(store.SupportStart{Service: "beds", By: "\xff"})},
		"task.updated":              {task(store.Task{ID: "t", Updated: late})},
		"task.by":                   {task(store.Task{ID: "t", By: "\xff"})},
		"case.waiting-list":         {list(store.WaitingListPlace{})},
		"case.support":              {support(store.SupportStart{})},
		"task":                      {task(store.Task{})},
	} {
		for _, c := range cases {
			require.Equal(t, field, refusal(t, w.PutCase(t.Context(), host, "C-1", c), lobby.ErrInvalid).Field)
		}
	}
	long := strings.Repeat("s", store.MaxID+1)
	for field, c := range map[string]store.Case{
		"case.waiting-list.service": list(store.WaitingListPlace{Service: long}), "case.support.service": support(store.SupportStart{Service: long}),
		"task.by": task(store.Task{ID: "t", By: store.ActorID(long)}),
	} {
		require.Equal(t, field, refusal(t, w.PutCase(t.Context(), host, "C-1", c), lobby.ErrTooLarge).Field)
	}
	require.Equal(t, was, w.register("C-1"))
}

func TestH1_ACaseOpenedByTheHostHidesAndLosesNobody(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	put(t, w, lobby.ClientUpdate{ID: "C-1", Person: &jane, Restricted: new(true)})
	require.NoError(t, w.PutCase(t.Context(), host, "C-1", store.Case{ID: "K", Opened: start}))
	k, ok := w.register("C-1").OpenCase(store.HPA2)
	require.True(t, ok, "it is of the service's own system")
	require.Equal(t, store.CaseID("K"), k.ID)
	_, err := w.Client(t.Context(), amy, "C-1")
	refusal(t, err, lobby.ErrNotFound)
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	require.Equal(t, 1, w.look(amy, id).Restricted, "she is found, and hidden")
	require.Len(t, w.look(lena, id).Clients, 1)
}

func TestH1_WhatWouldBeLostUnsaidIsRefused(t *testing.T) {
	for name, tc := range map[string]struct {
		update      lobby.ClientUpdate
		kind        error
		field, code string
	}{
		"an empty person":      {lobby.ClientUpdate{ID: "C-1", Person: new(matching.Person{})}, lobby.ErrInvalid, "person", "empty"},
		"a blank person":       {lobby.ClientUpdate{ID: "C-1", Person: &matching.Person{Given: " ", Phones: []string{""}}}, lobby.ErrInvalid, "person", "empty"},
		"strokes and dots":     {lobby.ClientUpdate{ID: "C-1", Person: &matching.Person{Given: "-", Family: "..", Phones: []string{"–"}}}, lobby.ErrInvalid, "person", "empty"},
		"a client never heard": {lobby.ClientUpdate{ID: "C-2", Cases: []store.Case{open("K", store.HPA2)}}, lobby.ErrNotFound, "", ""},
		"cases without end":    {lobby.ClientUpdate{ID: "C-1", Cases: make([]store.Case, 1<<20)}, lobby.ErrTooLarge, "cases", "too-many"},
		"what is not there":    {lobby.ClientUpdate{ID: "C-1", Clear: []string{"everything"}}, lobby.ErrInvalid, "clear", "unknown-code"},
	} {
		w, before := keptBy(t)
		err := w.PutClient(t.Context(), host, tc.update)
		e := refusal(t, err, tc.kind)
		require.Equal(t, []string{tc.field, tc.code}, []string{e.Field, e.Code}, name)
		require.Equal(t, tc.update.ID, e.Client)
		require.Equal(t, before, w.register("C-1"))
	}
	w, _ := keptBy(t)
	require.NoError(t, w.PutClient(t.Context(), host, lobby.ClientUpdate{ID: "C-9", Person: new(matching.Person{})}), "of a client of whom nothing is known, nothing is lost")
	require.NoError(t, w.PutClient(t.Context(), host, lobby.ClientUpdate{ID: "C-9", Person: new(matching.Person{})}))
}

func TestRestrictingAndLiftingAreToldInEvents(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.client("C-1", jane)
	for _, restricted := range []bool{true, true, false, false} {
		require.NoError(t, w.PutClient(t.Context(), host, lobby.ClientUpdate{ID: "C-1", Restricted: &restricted}))
	}
	es, err := w.Events(t.Context(), auditor, store.EventQuery{Client: "C-1"})
	require.NoError(t, err)
	require.Len(t, es, 2)
	require.Equal(t, []string{lobby.KindRestricted, lobby.KindUnrestricted}, []string{es[0].Kind, es[1].Kind})
	require.Equal(t, host.ID, es[1].Actor)
}

func TestAClientWhomAMergeRestrictsIsToldInAnEvent(t *testing.T) {
	for name, tc := range map[string]struct {
		from, into bool // restricted
		told       []string
	}{
		"a protected client goes into one who is not": {true, false, []string{lobby.KindClientJoined, lobby.KindRestricted}},
		"both are protected":                          {true, true, []string{lobby.KindClientJoined}},
		"one who is not goes into a protected one":    {false, true, []string{lobby.KindClientJoined}},
		"neither is": {false, false, []string{lobby.KindClientJoined}},
	} {
		w := newWorld(t, lobby.HPA2())
		put(t, w, lobby.ClientUpdate{ID: "from", Person: &jane, Restricted: &tc.from}, lobby.ClientUpdate{ID: "into", Person: &jane, Restricted: &tc.into})
		w.merge("from", "into")
		require.Equal(t, tc.told, w.kindsOf("into"), name)
		w.merge("from", "into")
		_, err := w.UnmergeClient(t.Context(), host, "from")
		require.NoError(t, err)
		require.Equal(t, append(tc.told, lobby.KindClientParted), w.kindsOf("into"), "%s: what was protected stays so, and nothing is told twice", name)
	}
}

// kindsOf are the kinds of the events of a client.
func (w *world) kindsOf(id store.ClientID) (kinds []string) {
	w.t.Helper()
	es, err := w.Events(w.t.Context(), auditor, store.EventQuery{Client: id})
	require.NoError(w.t, err)
	for _, e := range es {
		kinds = append(kinds, e.Kind)
	}
	return kinds
}

// What the lobby carried into a case is whole after any update of the host.
func TestI09_B3_AHostsUpdateLosesNothingOfWhatWasCarriedIntoACase(t *testing.T) {
	for name, update := range map[string]func(w *world, c store.ClientID, k store.CaseID) error{
		"closing": func(w *world, c store.ClientID, k store.CaseID) error {
			return w.CloseCase(w.t.Context(), host, c, k, "resolved")
		},
		"putting the case": func(w *world, c store.ClientID, k store.CaseID) error {
			return w.PutCase(w.t.Context(), host, c, store.Case{ID: k, System: store.HRS, Opened: start})
		},
		"putting the client": func(w *world, c store.ClientID, k store.CaseID) error {
			return w.PutClient(w.t.Context(), host, lobby.ClientUpdate{ID: c, Person: &omar, Cases: []store.Case{{ID: k}}})
		},
		"clearing what is the record's": func(w *world, c store.ClientID, k store.CaseID) error {
			return w.PutCase(w.t.Context(), host, c, store.Case{ID: k}, "details", "household", "tasks")
		},
		"merging": func(w *world, c store.ClientID, k store.CaseID) error {
			w.client("other", omar)
			w.merge(c, "other")
			_, err := w.UnmergeClient(w.t.Context(), host, c)
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, lobby.HRS())
			id := w.receive(haven, lobby.Arrival{Channel: store.ChannelProvider, Person: jane, Details: []byte("d"),
				Household: []store.Member{{Relation: "child", Person: omar}}, Tasks: []store.Task{{ID: "t-1", Title: "call"}}})
			require.NoError(t, w.JoinWaitingList(t.Context(), haven, id, "beds"))
			require.NoError(t, w.StartSupport(t.Context(), haven, id, "floating"))
			d, err := w.Create(t.Context(), amy, id, w.held(amy, id).Token)
			require.NoError(t, err)
			require.NoError(t, update(w, d.Client, d.Case))
			k := w.opened(d.Client).Cases[0]
			require.Equal(t, []byte("d"), k.Details)
			require.Equal(t, omar, k.Household[0].Person)
			require.Equal(t, "call", k.Tasks[0].Title)
			require.Equal(t, "beds", k.WaitingList.Service)
			require.Equal(t, "floating", k.Support.Service)
			require.Equal(t, id, k.From)
		})
	}
}

func TestAHostSaysWhatOfACaseIsToGo(t *testing.T) {
	w, before := keptBy(t)
	want := before.Cases[1].Clone()
	want.Closed, want.ClosedBecause = time.Time{}, ""
	require.NoError(t, w.PutCase(t.Context(), host, "C-1", store.Case{ID: "K-2"}, "closed"))
	require.Equal(t, want, w.register("C-1").Cases[1], "it is open again")
	require.NoError(t, w.PutCase(t.Context(), host, "C-1", store.Case{ID: "K-2"}, "waiting-list", "support", "tasks"))
	want.WaitingList, want.Support, want.Tasks = nil, nil, nil
	require.Equal(t, want, w.register("C-1").Cases[1])
	require.NoError(t, w.PutCase(t.Context(), host, "C-1", store.Case{ID: "K-1", Household: []store.Member{{Relation: "son"}}}, "details", "household"))
	k := w.register("C-1").Cases[0]
	require.Empty(t, k.Details)
	require.Equal(t, []store.Member{{Relation: "son"}}, k.Household)
	require.Equal(t, jane, w.register("C-1").Person)
	require.True(t, w.register("C-1").Restricted)

	require.NoError(t, w.CloseCase(t.Context(), host, "C-1", "K-1", "moved"))
	closed := w.register("C-1")
	require.Equal(t, "moved", closed.Cases[0].ClosedBecause)
	require.NoError(t, w.CloseCase(t.Context(), host, "C-1", "K-1", "died"))
	require.Equal(t, closed, w.register("C-1"), "closed twice is closed once")

	for name, err := range map[string]error{
		"case": w.CloseCase(t.Context(), host, "C-1", "K-9", "moved"), "": w.CloseCase(t.Context(), host, "C-9", "K-1", "moved"),
	} {
		require.Equal(t, name, refusal(t, err, lobby.ErrNotFound).Field)
	}
	require.Equal(t, "clear", refusal(t, w.PutCase(t.Context(), host, "C-1", store.Case{ID: "K-1"}, "opened"), lobby.ErrInvalid).Field)
	require.Equal(t, store.ClientID("C-9"), refusal(t, w.PutCase(t.Context(), host, "C-9", open("K", store.HPA2)), lobby.ErrNotFound).Client)
	refusal(t, w.PutCase(t.Context(), amy, "C-1", open("K", store.HPA2)), lobby.ErrDenied)
	require.Equal(t, closed, w.register("C-1"))
}

func TestM12_WhoeverLooksAtTheErrorAloneLearnsOfEveryRefusal(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	us := []lobby.ClientUpdate{{ID: "a", Person: &jane}, {ID: "b"}, {ID: "c", Person: &matching.Person{Given: "Jane\x00"}}, {ID: "\n"}, {ID: "d"}, {ID: "e", Person: &omar}}
	res, err := w.PutClients(t.Context(), host, us)
	require.Equal(t, 2, res.Inserted)
	require.Equal(t, res.Err(), err)
	require.ErrorIs(t, err, lobby.ErrNotFound)
	require.ErrorIs(t, err, lobby.ErrInvalid)
	var e *lobby.Error
	require.ErrorAs(t, err, &e)
	require.Contains(t, err.Error(), "4 refused")
	require.Contains(t, err.Error(), "client b")
	require.NotContains(t, err.Error(), "Jane")
	require.NotContains(t, err.Error(), "\n")
	require.NoError(t, lobby.PutResult{Inserted: 3}.Err())

	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	res, err = w.PutClients(ctx, host, us)
	require.ErrorIs(t, err, context.Canceled)
	require.ErrorIs(t, res.Stopped, context.Canceled)
	res, err = w.PutClients(t.Context(), amy, us)
	refusal(t, err, lobby.ErrDenied)
	require.ErrorIs(t, res.Stopped, lobby.ErrDenied)
	require.Empty(t, res.Failed)
	refusal(t, w.PutClient(t.Context(), amy, us[0]), lobby.ErrDenied)
}

func TestM13_ASystemIsOneThatIsKnown(t *testing.T) {
	w := newWorld(t, lobby.HPA2(), func(o *lobby.Options) { o.Systems = []store.System{"housing"} })
	w.client("C-1", jane)
	for _, system := range []store.System{"HPA2", "Hrs", "hpa2 ", "hpa", "rents"} {
		e := refusal(t, w.PutCase(t.Context(), host, "C-1", store.Case{ID: "K", System: system, Opened: start}), lobby.ErrInvalid)
		require.Equal(t, []string{"case.system", "unknown-code"}, []string{e.Field, e.Code}, system)
		refusal(t, w.PutClient(t.Context(), host, lobby.ClientUpdate{ID: "C-2", Person: &jane, Cases: []store.Case{{ID: "K", System: system}}}), lobby.ErrInvalid)
	}
	for i, system := range []store.System{store.HPA2, store.HRS, "housing", ""} {
		require.NoError(t, w.PutCase(t.Context(), host, "C-1", store.Case{ID: store.CaseID(fmt.Sprint("K", i)), System: system, Opened: start}), system)
	}
	require.Equal(t, store.HPA2, w.register("C-1").Cases[3].System)
	own := newWorld(t, named{lobby.HPA2()})
	own.client("C-1", jane, open("K", "letters"))
	require.Equal(t, lobby.HPA2().Name(), string(store.HPA2))
	require.Equal(t, lobby.HRS().Name(), string(store.HRS))
}

// named is a policy of a system of its own.
type named struct{ lobby.Policy }

func (named) Name() string { return "letters" }
