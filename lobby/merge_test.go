package lobby_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

func TestL16_MergingMovesTheCasesAndSaysWhatItDid(t *testing.T) {
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

	require.Equal(t, lobby.Merged{From: "b", Into: "c", Cases: []store.CaseID{"b-1", "a-1", "a-2"}, Open: []store.CaseID{"b-1", "a-1"}, Restricted: true, Unsearched: []string{"given", "family", "born", "nino", "emails", "phones", "postcodes"}}, w.merge("b", "c"))
	require.Equal(t, "R-c", w.register("c").Reference, "its own stays, and the other is given up")
	require.Equal(t, []store.ClientID{"a", "b"}, w.register("c").Cases[1].MergedFrom)

	for name, tc := range map[string]struct {
		err         error
		kind        error
		field, code string
	}{
		"itself":       {second(w.MergeClients(t.Context(), host, "c", "c")), lobby.ErrInvalid, "merged-into", "itself"},
		"unknown":      {second(w.MergeClients(t.Context(), host, "c", "none")), lobby.ErrNotFound, "merged-into", ""},
		"nobody":       {second(w.MergeClients(t.Context(), host, "none", "c")), lobby.ErrNotFound, "client", ""},
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
	require.Equal(t, "client-merged a b\nclient-joined b a\nclient-restricted b \nclient-merged b c\nclient-joined c b\nclient-restricted c \n"+
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

// Whoever asks by a record is given that record, wherever its case went.
func TestTheFileOfARecordHoldsItAlsoWhereItsCaseWentOver(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.client("a", jane)
	w.client("b", omar)
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "web-7", Person: jane, Details: []byte("a roof")})
	_, err := w.Assign(t.Context(), amy, id, "a", w.held(amy, id).Token)
	require.NoError(t, err)
	file := func(who lobby.Subject) string {
		b, err := w.SubjectAccess(t.Context(), dora, who)
		require.NoError(t, err)
		return string(b)
	}
	before := file(lobby.Subject{Record: id})
	require.Contains(t, before, "web-7")
	w.merge("a", "b")
	for _, who := range []lobby.Subject{{Record: id}, {Client: "b"}} {
		require.Equal(t, 1, strings.Count(file(who), "web-7"), who)
		require.Contains(t, file(who), `"kind": "received"`)
	}
	require.NotContains(t, file(lobby.Subject{Client: "a"}), "web-7", "it went over with the case")
}

// A merge that was a mistake is undone also where the other client is erased, or never was:
// else nobody would find the client again.
func TestAClientIsUnmergedFromWhoeverIsGone(t *testing.T) {
	for name, gone := range map[string]func(w *world){
		"erased": func(w *world) { require.NoError(t, w.EraseClient(t.Context(), dora, "b")) },
		"nobody": func(w *world) {
			c := w.register("a")
			c.MergedInto = "nobody"
			w.overwrite(c)
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, lobby.HPA2())
			w.client("a", jane, open("a-1", store.HPA2))
			w.client("b", omar)
			w.merge("a", "b")
			gone(w)
			before := w.register("b")
			m, err := w.UnmergeClient(t.Context(), host, "a")
			require.NoError(t, err)
			require.Equal(t, store.ClientID("a"), m.Into)
			require.Empty(t, m.Cases, "the cases are gone with the other")
			require.Equal(t, before, w.register("b"))
			require.Empty(t, w.register("a").MergedInto)
			f, err := w.Search(t.Context(), amy, jane)
			require.NoError(t, err)
			require.Len(t, f.Clients, 1)
			es, err := w.Events(t.Context(), auditor, store.EventQuery{Client: "b"})
			require.NoError(t, err)
			require.NotContains(t, dump(es), lobby.KindClientParted)
		})
	}
}

// What an erased client brought along stays with the other: nobody is told that it went back.
func TestAnErasedClientIsNotUnmerged(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.client("a", jane, open("a-1", store.HPA2))
	w.client("b", omar)
	w.merge("a", "b")
	require.NoError(t, w.EraseClient(t.Context(), dora, "a"))
	_, err := w.UnmergeClient(t.Context(), host, "a")
	refusal(t, err, lobby.ErrGone)
	require.Len(t, w.register("b").Cases, 1)
}

func TestWhatGoesBackIsCountedAndHasToFit(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.client("a", jane, open("a-1", store.HPA2), open("a-2", store.HPA2))
	w.client("b", omar)
	w.merge("a", "b")
	m, err := w.UnmergeClient(t.Context(), host, "a")
	require.NoError(t, err)
	require.Equal(t, []store.CaseID{"a-1", "a-2"}, m.Open)

	full := open("a-1", store.HPA2)
	full.Details = make([]byte, lobby.MaxDetails)
	require.NoError(t, w.PutCase(t.Context(), host, "a", full))
	full.ID = "a-2"
	require.NoError(t, w.PutCase(t.Context(), host, "a", full))
	w.merge("a", "b")
	long := jane // the host learns more of her meanwhile than there is room for beside both cases
	for i := range lobby.MaxList {
		long.FormerFamily = append(long.FormerFamily, fmt.Sprint(i, strings.Repeat("\x01", 480)))
	}
	put(t, w, lobby.ClientUpdate{ID: "a", Person: &long})
	_, err = w.UnmergeClient(t.Context(), host, "a")
	require.Equal(t, "client", refusal(t, err, lobby.ErrTooLarge).Field)
	require.Equal(t, store.ClientID("b"), w.register("a").MergedInto)
}

// Whoever was merged is protected in the client that is left, and nowhere else: what a
// host says of the other again, or takes back, is taken as it is.
func TestI18_WhoeverIsLeftOfAMergeIsTheOneToProtect(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.client("a", jane)
	w.client("b", jane)
	w.merge("a", "b")
	err := w.PutClient(t.Context(), host, lobby.ClientUpdate{ID: "a", Person: &jane, Restricted: new(true)})
	left := refusal(t, err, lobby.ErrStale).Changed[0].Into
	put(t, w, lobby.ClientUpdate{ID: left, Restricted: new(true)})
	for _, id := range []store.ClientID{"a", "b"} {
		_, err := w.Client(t.Context(), amy, id)
		refusal(t, err, lobby.ErrNotFound)
	}

	w.client("c", omar)
	put(t, w, lobby.ClientUpdate{ID: "c", Restricted: new(true)})
	w.client("d", omar)
	w.merge("c", "d")
	put(t, w, lobby.ClientUpdate{ID: "c", Person: &omar, Restricted: new(true)})
	require.True(t, w.register("d").Restricted)
	put(t, w, lobby.ClientUpdate{ID: "c", Restricted: new(false)})
	require.True(t, w.register("d").Restricted)
}

func TestTwoClientsWithoutRoomForTheCasesOfBothAreNotMerged(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	full := store.Case{System: store.HPA2, Opened: start, Details: make([]byte, lobby.MaxDetails)}
	for _, id := range []store.ClientID{"a", "b"} {
		w.client(id, jane)
		for n := range 2 {
			full.ID = store.CaseID(fmt.Sprint(id, n))
			require.NoError(t, w.PutCase(t.Context(), host, id, full))
		}
	}
	_, err := w.MergeClients(t.Context(), host, "a", "b")
	require.Equal(t, []string{"client", "too-long"}, []string{refusal(t, err, lobby.ErrTooLarge).Field, refusal(t, err, lobby.ErrTooLarge).Code})
	require.Empty(t, w.register("a").MergedInto)
}

// Whoever was protected when it was merged stays so, also where the client that is left is
// not any more: each is lifted by name.
func TestI18_LiftingTheProtectionOfWhoIsLeftLiftsNobodyElses(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.client("c-1", jane)
	w.client("c-2", omar)
	for _, u := range []lobby.ClientUpdate{{ID: "c-1", Restricted: new(true)}, {ID: "c-2", Restricted: new(false)}, {ID: "c-1", Restricted: new(false)}} {
		require.NoError(t, w.PutClient(t.Context(), host, u))
		if *u.Restricted {
			w.merge("c-1", "c-2")
		}
		_, err := w.Client(t.Context(), amy, "c-1")
		require.Equal(t, u.ID == "c-1" && !*u.Restricted, err == nil, "%v", err)
	}
}

// TestWhoIsPartedTakesTheCasesFromWhoHasThem erases the client between two merges, so that
// the cases of the first are with the last.
func TestWhoIsPartedTakesTheCasesFromWhoHasThem(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	for i, id := range []store.ClientID{"a", "b", "b2", "c", "d"} {
		w.client(id, somebodyElse(i))
	}
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane, Details: []byte("in use")})
	w.held(amy, id)
	v, err := w.Review(t.Context(), amy, id, "a")
	require.NoError(t, err)
	_, err = w.Assign(t.Context(), amy, id, "a", v.Token)
	require.NoError(t, err)
	for i, into := range []store.ClientID{"b", "b2", "c", "d"} {
		w.merge([]store.ClientID{"a", "b", "b2", "c"}[i], into)
	}
	require.NoError(t, w.EraseClient(t.Context(), dora, "b2"))
	require.NoError(t, w.EraseClient(t.Context(), dora, "b"))
	_, err = w.UnmergeClient(t.Context(), host, "a")
	require.Equal(t, "merged-on", refusal(t, err, lobby.ErrInvalid).Code, "the last of them comes first")
	_, err = w.UnmergeClient(t.Context(), host, "c")
	require.NoError(t, err)
	parted, err := w.UnmergeClient(t.Context(), host, "a")
	require.NoError(t, err)
	require.Equal(t, lobby.Merged{From: "c", Into: "a", Cases: []store.CaseID{w.row(id).Decision.Case}}, parted)
	require.Empty(t, w.register("c").Cases)
	require.Empty(t, w.register("a").Cases[0].MergedFrom)
	done, err := w.Retire(t.Context(), host, lobby.Retention{Records: w.clock.Now(), DryRun: true})
	require.NoError(t, err)
	require.Equal(t, lobby.Retired{Open: 1}, done, "its case is open")
	require.NoError(t, w.EraseClient(t.Context(), dora, "a"))
	require.Empty(t, w.row(id).Details)
}

func TestL16_MergingNamesWhatTheOtherIsNotKnownBy(t *testing.T) {
	known := matching.Person{Given: "Jane", Family: "Smith", Born: "1990-05-01", Phones: []string{"07700 900123"}}
	for name, tc := range map[string]struct {
		merged matching.Person
		want   []string
	}{
		"known by all of it":                 {known, nil},
		"known by less":                      {matching.Person{Given: "Jane", Family: "Smith"}, nil},
		"a name that the other never had":    {matching.Person{Given: "Jane", Family: "Jones"}, []string{"family"}},
		"one that stands in another field":   {matching.Person{Given: "Smith", Family: "Jane"}, nil},
		"a field that holds but a space":     {matching.Person{Given: "Jane", Middle: " ", KnownAs: []string{"", " "}}, nil},
		"one of two phones":                  {matching.Person{Family: "Smith", Phones: []string{"07700 900123", "07700 900456"}}, []string{"phones"}},
		"a field that the other has nothing": {matching.Person{Family: "Smith", Postcodes: []string{"E8 1EA"}, Born: "1990-05-02"}, []string{"born", "postcodes"}},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, lobby.HPA2())
			put(t, w, lobby.ClientUpdate{ID: "a", Person: &tc.merged}, lobby.ClientUpdate{ID: "b", Person: &known})
			require.Equal(t, tc.want, w.merge("a", "b").Unsearched)
		})
	}
}

// TestHoweverOftenAClientIsMergedOnTheOneWhoIsLeftIsFound merges a client on and on.
func TestHoweverOftenAClientIsMergedOnTheOneWhoIsLeftIsFound(t *testing.T) {
	const times = 40
	w := newWorld(t, lobby.HPA2())
	name := func(i int) store.ClientID { return store.ClientID(fmt.Sprint("c-", i)) }
	for i := range times + 1 {
		w.client(name(i), jane)
	}
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	_, err := w.Assign(t.Context(), amy, id, name(0), w.held(amy, id).Token)
	require.NoError(t, err)
	for i := range times {
		w.merge(name(i), name(i+1))
	}
	require.Equal(t, []store.ClientID{name(0)}, clientsOf(w.labels()), "nobody is told apart from whom they are one with")
	r, err := w.Record(t.Context(), amy, id)
	require.NoError(t, err)
	require.Equal(t, jane.Family, r.Person.Family, "nobody of them is hidden")
	done, err := w.Retire(t.Context(), host, lobby.Retention{Records: w.clock.Now()})
	require.NoError(t, err)
	require.Equal(t, 1, done.Open, "the case is open with whoever is left")
	require.NoError(t, w.CloseCase(t.Context(), host, name(times), r.Decision.Case, "moved"))
	done, err = w.Retire(t.Context(), host, lobby.Retention{Records: w.clock.Now()})
	require.NoError(t, err)
	require.Equal(t, 1, done.Records)
}
