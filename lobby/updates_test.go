package lobby_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
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
		"a reference":                            {lobby.ClientUpdate{Reference: "R-2"}, func(c *store.Client) { c.Reference = "R-2" }},
		"who it is":                              {lobby.ClientUpdate{Person: &omar}, func(c *store.Client) { c.Person = omar }},
		"nothing":                                {lobby.ClientUpdate{}, nil},
		"lists of nothing":                       {lobby.ClientUpdate{Cases: []store.Case{{ID: "K-1", Details: []byte{}, Household: []store.Member{}, Tasks: []store.Task{}}}}, nil},
		"restricted again":                       {lobby.ClientUpdate{Restricted: new(true)}, nil},
		"open to all":                            {lobby.ClientUpdate{Restricted: new(false)}, func(c *store.Client) { c.Restricted = false }},
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
		"a client never heard": {lobby.ClientUpdate{ID: "C-2", Cases: []store.Case{open("K", store.HPA2)}}, lobby.ErrNotFound, "", ""},
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

// What the lobby carried into a case is whole after any update of the host.
func TestI09_AHostsUpdateLosesNothingOfWhatWasCarriedIntoACase(t *testing.T) {
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

func TestMergingMovesTheCasesAndSaysWhatItDid(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	put(t, w,
		lobby.ClientUpdate{ID: "a", Reference: "R-a", Person: &jane, Restricted: new(true), Cases: []store.Case{open("a-1", store.HPA2), open("a-2", store.HRS)}},
		lobby.ClientUpdate{ID: "b", Person: &jane, Cases: []store.Case{open("b-1", store.HPA2)}},
		lobby.ClientUpdate{ID: "c", Reference: "R-c", Person: &omar})
	before := w.register("a")

	require.Equal(t, lobby.Merged{From: "a", Into: "b", Cases: []store.CaseID{"a-1", "a-2"}, Open: []store.CaseID{"b-1", "a-1"}, Reference: "R-a", Restricted: true}, w.merge("a", "b"))
	a, b := w.register("a"), w.register("b")
	require.Empty(t, a.Cases)
	require.Empty(t, a.Reference)
	require.Empty(t, a.Keys)
	require.Equal(t, store.ClientID("b"), a.MergedInto)
	require.Len(t, b.Cases, 3)
	require.Equal(t, []store.ClientID{"a"}, b.Cases[1].MergedFrom)
	require.True(t, b.Restricted, "what was protected stays so")
	require.Equal(t, "R-a", b.Reference)
	version := a.Version
	require.Equal(t, lobby.Merged{From: "a", Into: "b"}, w.merge("a", "b"))
	require.Equal(t, version, w.register("a").Version, "merged twice is merged once")

	require.Equal(t, lobby.Merged{From: "b", Into: "c", Cases: []store.CaseID{"b-1", "a-1", "a-2"}, Open: []store.CaseID{"b-1", "a-1"}, Restricted: true}, w.merge("b", "c"))
	require.Equal(t, "R-c", w.register("c").Reference, "its own stays, and the other is given up")
	require.Equal(t, []store.ClientID{"a", "b"}, w.register("c").Cases[1].MergedFrom)

	for name, tc := range map[string]struct {
		err         error
		kind        error
		field, code string
	}{
		"itself":       {second(w.MergeClients(t.Context(), host, "c", "c")), lobby.ErrInvalid, "merged-into", "itself"},
		"unknown":      {second(w.MergeClients(t.Context(), host, "c", "none")), lobby.ErrNotFound, "", ""},
		"nobody":       {second(w.MergeClients(t.Context(), host, "none", "c")), lobby.ErrNotFound, "", ""},
		"a ring":       {second(w.MergeClients(t.Context(), host, "c", "a")), lobby.ErrInvalid, "merged-into", "merged"},
		"merged again": {second(w.MergeClients(t.Context(), host, "a", "c")), lobby.ErrInvalid, "client", "merged"},
		"no id":        {second(w.MergeClients(t.Context(), host, "c", "")), lobby.ErrInvalid, "merged-into", "empty"},
		"an officer":   {second(w.MergeClients(t.Context(), amy, "c", "a")), lobby.ErrDenied, "", "not-for-this-role"},
		"merged on":    {second(w.UnmergeClient(t.Context(), host, "a")), lobby.ErrInvalid, "client", "merged-on"},
		"a reference":  {w.PutClient(t.Context(), host, lobby.ClientUpdate{ID: "a", Reference: "R-a"}), lobby.ErrInvalid, "reference", "merged"},
	} {
		e := refusal(t, tc.err, tc.kind)
		require.Equal(t, []string{tc.field, tc.code}, []string{e.Field, e.Code}, name)
	}

	for name, err := range map[string]error{
		"a case":          w.PutCase(t.Context(), host, "a", open("a-3", store.HPA2)),
		"a resync of all": w.PutClient(t.Context(), host, lobby.ClientUpdate{ID: "a", Person: &jane, Cases: []store.Case{open("a-1", store.HPA2)}}),
		"a case's end":    w.CloseCase(t.Context(), host, "a", "a-1", "moved"),
	} {
		e := refusal(t, err, lobby.ErrStale)
		require.Equal(t, []lobby.Changed{{What: lobby.ChangedMerged, Client: "a", Into: "b"}}, e.Changed, name)
	}
	put(t, w, lobby.ClientUpdate{ID: "a", Person: &jane}) // a resync that knows of no merge
	require.Equal(t, store.ClientID("b"), w.register("a").MergedInto, "still merged")
	require.Empty(t, w.register("a").Keys)

	require.NoError(t, w.PutCase(t.Context(), host, "c", open("c-1", store.HRS)))
	m, err := w.UnmergeClient(t.Context(), host, "b")
	require.NoError(t, err)
	require.Equal(t, []store.CaseID{"b-1", "a-1", "a-2"}, m.Cases)
	m, err = w.UnmergeClient(t.Context(), host, "a")
	require.NoError(t, err)
	require.Equal(t, lobby.Merged{From: "b", Into: "a", Cases: []store.CaseID{"a-1", "a-2"}}, m)
	require.Equal(t, before.Cases, w.register("a").Cases, "the mistake is undone")
	require.Equal(t, before.Profile, w.register("a").Profile, "and who it is, is found again")
	require.NotEmpty(t, w.register("a").Keys)
	require.Len(t, w.register("b").Cases, 1)
	require.Equal(t, store.CaseID("c-1"), w.register("c").Cases[0].ID, "what came since stays")
	version = w.register("a").Version
	_, err = w.UnmergeClient(t.Context(), host, "a")
	require.NoError(t, err)
	require.Equal(t, version, w.register("a").Version)
	kinds := ""
	es, err := w.Events(t.Context(), auditor, store.EventQuery{})
	require.NoError(t, err)
	for _, e := range es {
		kinds += fmt.Sprintln(e.Kind, e.Client, e.Code)
	}
	require.Equal(t, "client-merged a b\nclient-joined b a\nclient-merged b c\nclient-joined c b\n"+
		"client-unmerged b c\nclient-parted c b\nclient-unmerged a b\nclient-parted b a\n", kinds)
}

func second[V any](_ V, err error) error { return err }

func TestClientsWithACaseOfOneIDAreNotMerged(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.client("a", jane, open("k", store.HPA2))
	w.client("b", jane, open("k", store.HPA2))
	before := contents(t, w.store)
	_, err := w.MergeClients(t.Context(), host, "a", "b")
	require.Equal(t, "in-both", refusal(t, err, lobby.ErrInvalid).Code)
	require.Equal(t, before, contents(t, w.store))
	require.NoError(t, w.EraseClient(t.Context(), dora, "b"))
	_, err = w.MergeClients(t.Context(), host, "a", "b")
	require.Equal(t, store.ClientID("b"), refusal(t, err, lobby.ErrGone).Client)
}

func TestClientsMergedBothWaysAtOnceMakeNoRing(t *testing.T) {
	for range 20 {
		w := newWorld(t, lobby.HPA2())
		w.client("a", jane, open("a-1", store.HPA2))
		w.client("b", jane, open("b-1", store.HPA2))
		var both sync.WaitGroup
		errs := make([]error, 2)
		for i, ids := range [][2]store.ClientID{{"a", "b"}, {"b", "a"}} {
			both.Go(func() { _, errs[i] = w.MergeClients(context.Background(), host, ids[0], ids[1]) })
		}
		both.Wait()
		require.True(t, (errs[0] == nil) != (errs[1] == nil), "%v", errs)
		require.Equal(t, 2, len(w.register("a").Cases)+len(w.register("b").Cases))
	}
}

// After a merge the person is one: what is held is told and erased with the client
// that is left, whatever client a record was decided for.
func TestI14_WhatAMergedClientBroughtAlongIsToldAndErasedWithTheOther(t *testing.T) {
	w := newWorld(t, lobby.HRS())
	arrival, marks := planted()
	first, second := w.decidedTwice(arrival)
	w.client("other", matching.Person{Given: "Una"})
	w.client("last", matching.Person{Given: "Una"})
	w.merge(first.Client, "other")
	w.merge("other", "last")
	require.Equal(t, arrival.Details, w.opened("last").Cases[0].Details)
	file, err := w.SubjectAccess(t.Context(), dora, lobby.Subject{Client: "last"})
	require.NoError(t, err)
	for _, id := range []store.RecordID{first.Record, second.Record} {
		require.Contains(t, string(file), `"id": "`+string(id)+`"`)
	}
	require.NoError(t, w.EraseClient(t.Context(), dora, "last"))
	require.NoError(t, w.EraseClient(t.Context(), dora, first.Client))
	for _, m := range marks {
		require.NotContains(t, contents(t, w.store), m)
	}
}

// references is how a host counts: a transaction that fails takes the count back.
func references(from int, back bool) func(context.Context, store.Store, store.Authority) (string, error) {
	n := from
	return func(context.Context, store.Store, store.Authority) (string, error) {
		if !back {
			n++
			return fmt.Sprintf("HRS%d", n), nil
		}
		return fmt.Sprintf("HRS%d", from+1), nil
	}
}

func TestH6_ATakenReferenceIsSaidToBeTaken(t *testing.T) {
	for name, tc := range map[string]struct {
		back  bool
		taken int
		want  string
	}{
		"a counter that is far behind":               {false, 20, "taken"},
		"one that is a little behind":                {false, 3, ""},
		"one in a transaction that never gets ahead": {true, 1, "taken"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, lobby.HRS(), func(o *lobby.Options) { o.Mint = references(1000, tc.back) })
			for i := range tc.taken {
				put(t, w, lobby.ClientUpdate{ID: store.ClientID(fmt.Sprint("c-", i)), Reference: fmt.Sprintf("HRS%d", 1001+i), Person: &matching.Person{Given: "Una"}})
			}
			id := w.receive(haven, lobby.Arrival{Channel: store.ChannelProvider, Person: jane})
			d, err := w.Create(t.Context(), amy, id, w.held(amy, id).Token)
			if tc.want == "" {
				require.NoError(t, err)
				require.Equal(t, "HRS1004", d.Reference)
				return
			}
			e := refusal(t, err, lobby.ErrReference)
			require.Equal(t, tc.want, e.Code)
			require.Equal(t, store.StateClaimed, w.row(id).State)
			require.NotErrorIs(t, err, lobby.ErrBusy)
		})
	}
}

func TestH6_ConflictsAloneNeverSayThatAReferenceIsTaken(t *testing.T) {
	w := newWorld(t, lobby.HRS())
	w.client("c-1", omar)
	id := w.receive(haven, lobby.Arrival{Channel: store.ChannelProvider, Person: jane})
	token := w.held(amy, id).Token
	for _, times := range []int{1, 4, 100} {
		s := lobby.New(&refusing{Store: w.store, times: times}, plainMatcher{}, lobby.HRS(), &w.o)
		err := s.PutClient(t.Context(), host, lobby.ClientUpdate{ID: "c-1", Reference: fmt.Sprint("R-", times)})
		if times == 100 {
			refusal(t, err, lobby.ErrBusy)
			s = lobby.New(&refusing{Store: w.store, times: times}, plainMatcher{}, lobby.HRS(), &w.o)
			_, err = s.Create(t.Context(), amy, id, token)
			refusal(t, err, lobby.ErrBusy)
			continue
		}
		require.NoError(t, err)
	}
	put(t, w, lobby.ClientUpdate{ID: "c-2", Reference: "X-1", Person: &jane})
	e := refusal(t, w.PutClient(t.Context(), host, lobby.ClientUpdate{ID: "c-1", Reference: "X-1"}), lobby.ErrReference)
	require.Equal(t, []string{"reference", "taken", "c-1"}, []string{e.Field, e.Code, string(e.Client)})
	require.NoError(t, w.PutClient(t.Context(), host, lobby.ClientUpdate{ID: "c-1", Reference: "x-1"}), "stores compare byte for byte")

	// Where looking it up fails, nobody knows.
	f := &faulty{Store: w.store}
	s := lobby.New(f, plainMatcher{}, lobby.HRS(), &w.o)
	f.arm(5, 6, false) // the batch is read and refused, then the one is; then it is looked up
	err := s.PutClient(t.Context(), host, lobby.ClientUpdate{ID: "c-1", Reference: "X-1"})
	require.ErrorIs(t, err, lobby.ErrStore)
}

func TestH3_AnAmendmentCorrectsFieldByField(t *testing.T) {
	whole := matching.Person{Given: "Sam", Middle: "J", Family: "Okafor", KnownAs: []string{"Sammy"}, FormerFamily: []string{"Obi"}, Born: "1979-03-12",
		OtherBorn: []string{"1979-12-03"}, Gender: "m", NINO: "QQ123456C", Emails: []string{"s@example.com"}, Phones: []string{"07700 900321"},
		PreviousPhones: []string{"1"}, Postcodes: []string{"LS1 2AB"}, PreviousPostcodes: []string{"LS2 9JT"}}
	for i, f := range whole.Fields() {
		t.Run(f.Name, func(t *testing.T) {
			w := newWorld(t, lobby.HPA2())
			id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: whole, Details: []byte("d"), Household: []store.Member{{Relation: "child"}}})
			v, want := lobby.Amendment{}, whole.Clone()
			for _, p := range []*matching.Person{&v.Person, &want} {
				if g := p.Fields()[i]; g.List != nil {
					*g.List = []string{"new", "newer"}
				} else {
					*g.Text = "new"
				}
			}
			require.NoError(t, w.Amend(t.Context(), portal, id, v))
			r := w.row(id)
			require.Equal(t, want, r.Person, "the others stand")
			require.Equal(t, store.Version(2), r.Identity)
			require.Equal(t, []byte("d"), r.Details)
			require.Len(t, r.Household, 1)

			require.NoError(t, w.Amend(t.Context(), portal, id, lobby.Amendment{Person: blanks(), Clear: []string{f.Name}}))
			if g := want.Fields()[i]; g.List != nil {
				*g.List = nil
			} else {
				*g.Text = ""
			}
			require.Equal(t, want, w.row(id).Person, "what is to go goes, and blanks are nothing that is given")
			require.Equal(t, store.Version(3), w.row(id).Identity)
		})
	}
}

// blanks is a form that nobody has filled in.
func blanks() (p matching.Person) {
	for _, f := range p.Fields() {
		if f.List != nil {
			*f.List = []string{"", " "}
		} else {
			*f.Text = " "
		}
	}
	return p
}

func TestH3_WhatIsLeftOutStaysAndWhatIsToGoIsNamed(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane, Details: []byte("d"), Household: []store.Member{{Relation: "child"}}})
	before := w.row(id)
	for _, v := range []lobby.Amendment{
		{}, {Person: blanks()}, {Details: []byte{}, Household: []store.Member{}}, {Person: matching.Person{Phones: []string{}}},
		{Person: jane, Details: []byte("d")}, {Clear: []string{"middle"}},
	} {
		require.NoError(t, w.Amend(t.Context(), portal, id, v))
		require.Equal(t, before, w.row(id), "nothing changes, and nothing is written")
	}
	for _, tc := range []struct {
		v    lobby.Amendment
		code string
	}{
		{lobby.Amendment{Clear: []string{"surname"}}, "unknown-code"},
		{lobby.Amendment{Clear: []string{"given", "surname"}}, "unknown-code"},
		{lobby.Amendment{Clear: allFields()}, "nothing-left"},
	} {
		e := refusal(t, w.Amend(t.Context(), portal, id, tc.v), lobby.ErrInvalid)
		require.Equal(t, []string{"clear", tc.code}, []string{e.Field, e.Code})
	}
	require.NoError(t, w.Amend(t.Context(), portal, id, lobby.Amendment{Clear: []string{"household", "details"}}))
	r := w.row(id)
	require.Empty(t, r.Household)
	require.Empty(t, r.Details)
	require.Equal(t, store.Version(1), r.Identity, "no review is void")
	require.Equal(t, jane, r.Person)
}

func allFields() []string {
	names := []string{"household", "details"}
	for _, f := range new(matching.Person).Fields() {
		names = append(names, f.Name)
	}
	return names
}

func TestAnOfficerCorrectsWhatTheyHold(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	correct := lobby.Amendment{Person: matching.Person{Born: "1990-05-18"}}
	refusal(t, w.Amend(t.Context(), amy, id, correct), lobby.ErrNotHeld)
	v := w.held(amy, id)
	refusal(t, w.Amend(t.Context(), ben, id, correct), lobby.ErrNotHeld)
	require.NoError(t, w.Amend(t.Context(), amy, id, correct))
	want := jane
	want.Born = "1990-05-18"
	require.Equal(t, want, w.row(id).Person)
	_, err := w.Create(t.Context(), amy, id, v.Token)
	require.Equal(t, []lobby.Changed{{What: lobby.ChangedIdentity}}, refusal(t, err, lobby.ErrStale).Changed, "and looks again")
	_, err = w.Create(t.Context(), amy, id, w.look(amy, id).Token)
	require.NoError(t, err)
	refusal(t, w.Amend(t.Context(), amy, id, correct), lobby.ErrDecided)
}

// typing lets what officers type wait in the lobby, too.
type typing struct{ lobby.Policy }

func (p typing) Channels() []store.Channel {
	return append(p.Policy.Channels(), store.ChannelOfficerTyped)
}

func TestAnOfficerTypesInACaseWhereThePolicyLetsItWait(t *testing.T) {
	v := lobby.Arrival{Channel: store.ChannelOfficerTyped, Person: jane, Key: "call-1", Sender: "Jobcentre"}
	_, err := newWorld(t, lobby.HPA2()).Receive(t.Context(), amy, v)
	refusal(t, err, lobby.ErrChannel)
	w := newWorld(t, typing{lobby.HPA2()})
	rec, err := w.Receive(t.Context(), amy, v)
	require.NoError(t, err)
	o, err := w.Outcome(t.Context(), amy, rec.ID)
	require.NoError(t, err)
	require.Equal(t, "call-1", o.Key)
	_, err = w.Create(t.Context(), amy, rec.ID, w.held(amy, rec.ID).Token)
	require.NoError(t, err)
	v.Channel = store.ChannelSelfReferral
	_, err = w.Receive(t.Context(), amy, v)
	require.Equal(t, "channel", refusal(t, err, lobby.ErrInvalid).Field, "nobody types in what others send")
}

func TestNewSaysWhatIsWrong(t *testing.T) {
	s, m, p := new(memory.Store), plainMatcher{}, lobby.HPA2()
	for want, make := range map[string]func(){
		"the store is nil":   func() { lobby.New(nil, m, p, nil) },
		"store is nil":       func() { lobby.New((*memory.Store)(nil), m, p, nil) },
		"the matcher is nil": func() { lobby.New(s, nil, p, nil) },
		"the policy is nil":  func() { lobby.New(s, m, nil, nil) },
		"Name":               func() { lobby.New(s, m, nameless{p}, nil) },
	} {
		require.Contains(t, panicking(make), want)
	}
	require.Contains(t, panicking(func() { lobby.New(nil, nil, nil, &lobby.Options{Tries: -1}) }), "Tries", "everything is said at once")
	for want, o := range map[string]lobby.Options{
		"TokenKey":          {TokenKey: []byte("a key of thirty-one bytes or so")},
		"IntakeSecret":      {IntakeSecret: []byte("s")},
		"Guard":             {Guard: "certain"},
		"CandidateLimit":    {CandidateLimit: -1},
		"Tries":             {Tries: -3},
		"CommitTimeout":     {CommitTimeout: -1},
		"DueUrgent":         {DueUrgent: -time.Hour},
		"DueIn":             {DueIn: map[store.Channel]time.Duration{store.ChannelDutyToRefer: -1}},
		"DueIn holds":       {DueIn: map[store.Channel]time.Duration{"": 1}},
		"DoublePost":        {DoublePost: -1},
		"RemovalReasons":    {RemovalReasons: []string{}},
		"WithdrawalReasons": {WithdrawalReasons: []string{"she\nsaid so"}},
		"Systems":           {Systems: []store.System{""}},
	} {
		require.Contains(t, panicking(func() { lobby.New(s, m, p, &o) }), "Options."+want)
	}
	for _, o := range []*lobby.Options{nil, {}, {TokenKey: []byte("a key of thirty-two bytes or so!"), IntakeSecret: []byte("sixteen bytes it"), Guard: matching.VeryWeak,
		RemovalReasons: []string{"other"}, DueIn: map[store.Channel]time.Duration{"letter": 0}}} {
		require.NotPanics(t, func() { lobby.New(s, m, p, o) })
	}
}

type nameless struct{ lobby.Policy }

func (nameless) Name() string { return "" }

// panicking is what a function says when it panics.
func panicking(f func()) (said string) {
	defer func() { said = fmt.Sprint(recover()) }()
	f()
	return ""
}
