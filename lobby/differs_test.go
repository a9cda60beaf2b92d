package lobby_test

import (
	"bytes"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// heard is what log and events say of a record.
func heard(t *testing.T, w *world, log *bytes.Buffer, id store.RecordID) (lines int, codes []string) {
	t.Helper()
	es, err := w.Events(t.Context(), auditor, store.EventQuery{Record: id})
	require.NoError(t, err)
	for _, e := range es {
		if e.Kind == lobby.KindArrivedAgain {
			codes = append(codes, e.Code)
		}
	}
	require.NoError(t, w.Audit(t.Context(), auditor, id))
	return strings.Count(log.String(), "level=WARN"), codes
}

// logged is a world whose log can be read.
func logged(t *testing.T, p lobby.Policy, change ...func(*lobby.Options)) (*world, *bytes.Buffer) {
	var log bytes.Buffer
	return newWorld(t, p, append(change, func(o *lobby.Options) { o.Logger = slog.New(slog.NewTextHandler(&log, nil)) })...), &log
}

func TestA01_AnotherPersonUnderAKeyIsToldInReceiptEventAndLog(t *testing.T) {
	whole := lobby.Arrival{Channel: store.ChannelDutyToRefer, Key: "1001", Person: jane, Details: []byte("a"), Provider: "haven",
		Household: []store.Member{{Relation: "child", Person: omar}}, Referrer: store.Referrer{Contact: "Ward 3"},
		Consent: store.Consent{Refer: true, How: "oral"}, Tasks: []store.Task{{Title: "call"}}}
	for name, differ := range map[string]func(*lobby.Arrival){
		"another person":      func(v *lobby.Arrival) { v.Person = omar },
		"another birth date":  func(v *lobby.Arrival) { v.Person.Born = "1990-05-18" },
		"another child":       func(v *lobby.Arrival) { v.Household = []store.Member{{Relation: "child", Person: jane}} },
		"no child":            func(v *lobby.Arrival) { v.Household = nil },
		"another relation":    func(v *lobby.Arrival) { v.Household = []store.Member{{Relation: "son", Person: omar}} },
		"other details":       func(v *lobby.Arrival) { v.Details = []byte("b") },
		"now urgent":          func(v *lobby.Arrival) { v.Urgent = true },
		"another contact":     func(v *lobby.Arrival) { v.Referrer.Contact = "Ward 4" },
		"another consent":     func(v *lobby.Arrival) { v.Consent.How = "written" },
		"another provider":    func(v *lobby.Arrival) { v.Provider = "grove" },
		"another task":        func(v *lobby.Arrival) { v.Tasks = []store.Task{{Title: "write"}} },
		"a body of the state": func(v *lobby.Arrival) { v.Referrer.Body = "hospital" },
	} {
		for _, state := range []string{"waiting", "claimed", "created", "amended"} {
			t.Run(name+" "+state, func(t *testing.T) {
				w, log := logged(t, lobby.HPA2())
				first := w.receive(portal, whole)
				switch state {
				case "claimed":
					w.held(amy, first)
				case "created":
					_, err := w.Create(t.Context(), amy, first, w.held(amy, first).Token)
					require.NoError(t, err)
				case "amended":
					require.NoError(t, w.Amend(t.Context(), portal, first, lobby.Amendment{Person: matching.Person{Gender: "f"}}))
				}
				before := w.row(first)
				same, err := w.Receive(t.Context(), portal, whole)
				require.NoError(t, err)
				require.True(t, same.Duplicate && !same.Differs, "the same again is no news")
				lines, codes := heard(t, w, log, first)
				require.Zero(t, lines)
				require.Empty(t, codes)

				v := whole
				differ(&v)
				rec, err := w.Receive(t.Context(), portal, v)
				require.NoError(t, err)
				require.Equal(t, lobby.Receipt{ID: first, Received: before.Received, Duplicate: true, Differs: true}, rec)
				lines, codes = heard(t, w, log, first)
				require.Equal(t, 1, lines)
				require.Equal(t, []string{"not-kept"}, codes)
				require.NotContains(t, log.String(), "Khan")
				after := w.row(first)
				after.Version, after.Head, after.Updated, after.Arrived = before.Version, before.Head, before.Updated, before.Arrived
				require.Equal(t, before, after, "the first arrival stands")
			})
		}
	}
}

func TestA01_WhatDiffersIsToldAlsoAfterTheTrailWasRetired(t *testing.T) {
	w, log := logged(t, lobby.HPA2(), func(o *lobby.Options) { o.Consumers = []store.Consumer{} })
	v := lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "k", Person: jane}
	id := w.receive(portal, v)
	_, err := w.Create(t.Context(), amy, id, w.held(amy, id).Token)
	require.NoError(t, err)
	done, err := w.Retire(t.Context(), host, lobby.Retention{Events: w.clock.Now()})
	require.NoError(t, err)
	require.Equal(t, 1, done.Trails)
	v.Person = omar
	rec, err := w.Receive(t.Context(), portal, v)
	require.NoError(t, err)
	require.True(t, rec.Duplicate && rec.Differs)
	lines, codes := heard(t, w, log, id)
	require.Equal(t, 1, lines)
	require.Equal(t, []string{"not-kept"}, codes)
}

// TestWhatIsSentAgainAfterItWasWithdrawnIsNotLostUnsaid has a sender take a case back and
// send it once more, under the key of before: while it waits to be closed, and when it has
// become a case all the same.
func TestWhatIsSentAgainAfterItWasWithdrawnIsNotLostUnsaid(t *testing.T) {
	v := lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "k", Person: jane}
	again := func(w *world) lobby.Receipt {
		t.Helper()
		rec, err := w.Receive(t.Context(), portal, v)
		require.NoError(t, err)
		return rec
	}
	w := newWorld(t, lobby.HPA2())
	id := w.receive(portal, v)
	require.False(t, again(w).Differs)
	require.NoError(t, w.Withdraw(t.Context(), portal, id, "sent-in-error"))
	rec := again(w)
	require.True(t, rec.Duplicate && rec.Differs, "it is kept nowhere, and the sender is told so")
	require.Equal(t, []string{"not-kept"}, w.codes(id, lobby.KindArrivedAgain), "and so is whoever reads the events")
	_, err := w.Create(t.Context(), amy, id, w.held(amy, id).Token)
	require.NoError(t, err)
	require.False(t, again(w).Differs, "it is a case now")

	w = newWorld(t, lobby.HPA2(), func(o *lobby.Options) { o.KeepDiffering = true })
	id = w.receive(portal, v)
	require.NoError(t, w.Withdraw(t.Context(), portal, id, "sent-in-error"))
	rec = again(w)
	require.True(t, rec.Differs && !rec.Duplicate, "it waits as a record of its own")
	require.NotEqual(t, id, rec.ID)
	once := again(w)
	require.Equal(t, []any{rec.ID, true, false}, []any{once.ID, once.Duplicate, once.Differs})
}

// TestWhatIsSentAsItWasAmendedIsNoNews has a sender correct a case and then send the whole
// of it again, as one does that keeps two systems in step.
func TestWhatIsSentAsItWasAmendedIsNoNews(t *testing.T) {
	for _, keeps := range []bool{false, true} {
		w, log := logged(t, lobby.HPA2(), func(o *lobby.Options) { o.KeepDiffering = keeps })
		v := lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "k", Person: jane, Tasks: []store.Task{{ID: "t", Title: "call"}}}
		id := w.receive(portal, v)
		was := v
		v.Person.Given, v.Details = "Janet", []byte("more")
		require.NoError(t, w.Amend(t.Context(), portal, id, lobby.Amendment{Person: matching.Person{Given: "Janet"}, Details: v.Details}))
		for _, decided := range []bool{false, true} {
			if decided {
				_, err := w.Create(t.Context(), amy, id, w.held(amy, id).Token)
				require.NoError(t, err)
			}
			for _, again := range []lobby.Arrival{v, was, v} {
				rec, err := w.Receive(t.Context(), portal, again)
				require.NoError(t, err)
				require.Equal(t, lobby.Receipt{ID: id, Received: w.row(id).Received, Duplicate: true}, rec)
			}
		}
		lines, codes := heard(t, w, log, id)
		require.Zero(t, lines)
		require.Empty(t, codes)
		v.Person.Given = "Joan"
		rec, err := w.Receive(t.Context(), portal, v)
		require.NoError(t, err)
		require.True(t, rec.Differs, "it is neither what arrived nor what was made of it")
	}
}

// TestWhatDiffersIsToldOnceHoweverOftenItIsSent has a machine try again and again what was
// refused. The sender and the log are told each time, and whoever works on the record once.
func TestWhatDiffersIsToldOnceHoweverOftenItIsSent(t *testing.T) {
	w, log := logged(t, lobby.HPA2())
	v := lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "k", Person: jane}
	id := w.receive(portal, v)
	for n, p := range []matching.Person{omar, omar, {Given: "Eve"}, omar, {Given: "Eve"}} {
		v.Person = p
		rec, err := w.Receive(t.Context(), portal, v)
		require.NoError(t, err)
		require.Equal(t, lobby.Receipt{ID: id, Received: rec.Received, Duplicate: true, Differs: true}, rec)
		lines, codes := heard(t, w, log, id)
		require.Equal(t, n+1, lines)
		require.Len(t, codes, []int{1, 1, 2, 2, 2}[n])
	}
	require.Equal(t, store.Version(3), w.row(id).Version, "whoever works on the record is not disturbed")

	v.Person = jane
	require.NoError(t, w.Withdraw(t.Context(), portal, id, "other"))
	for range 3 {
		rec, err := w.Receive(t.Context(), portal, v)
		require.NoError(t, err)
		require.True(t, rec.Duplicate && rec.Differs)
	}
	require.Len(t, w.codes(id, lobby.KindArrivedAgain), 3)
}

// TestARecordRemembersNotEndlesslyMuchOfWhatDiffers goes past what it remembers: that is
// told each time, and what came first is still known.
func TestARecordRemembersNotEndlesslyMuchOfWhatDiffers(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	v := lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "k", Person: jane}
	id := w.receive(portal, v)
	for n := range 40 {
		v.Person = matching.Person{Given: fmt.Sprint("p", n)}
		w.receive(portal, v)
	}
	require.Len(t, w.codes(id, lobby.KindArrivedAgain), 40)
	require.Len(t, w.row(id).Arrived, 33*16)
	w.receive(portal, v)
	require.Len(t, w.codes(id, lobby.KindArrivedAgain), 41)
	v.Person = jane
	rec, err := w.Receive(t.Context(), portal, v)
	require.NoError(t, err)
	require.False(t, rec.Differs)
}

func TestA01_WhatDiffersVoidsNoReview(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	v := lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "k", Person: jane}
	id := w.receive(portal, v)
	token := w.held(amy, id).Token
	v.Person = omar
	w.receive(portal, v)
	_, err := w.Create(t.Context(), amy, id, token)
	require.NoError(t, err)
}

func TestA01_AHostMayLetWhatDiffersWaitAsARecordOfItsOwn(t *testing.T) {
	w, log := logged(t, lobby.HPA2(), func(o *lobby.Options) { o.KeepDiffering = true })
	var ids []store.RecordID
	people := []matching.Person{jane, omar, {Given: "Eve"}}
	for round := range 3 {
		for i, p := range people {
			rec, err := w.Receive(t.Context(), portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "1001", Person: p})
			require.NoError(t, err)
			if round == 0 {
				require.Equal(t, lobby.Receipt{ID: rec.ID, Received: rec.Received, Differs: i > 0}, rec)
				ids = append(ids, rec.ID)
			} else {
				require.Equal(t, lobby.Receipt{ID: ids[i], Received: rec.Received, Duplicate: true}, rec, "sent again it is the same record")
			}
			require.Equal(t, p, w.row(rec.ID).Person)
		}
	}
	lines, codes := heard(t, w, log, ids[0])
	require.Equal(t, 2, lines)
	require.Equal(t, []string{"waits", "waits"}, codes)

	// What was removed does not come back, and what waits beside it stays.
	v := w.held(amy, ids[1])
	_, err := w.Remove(t.Context(), amy, ids[1], lobby.Removal{Reason: "test", Confirm: string(ids[1]), Token: v.Token})
	require.NoError(t, err)
	_, err = w.Receive(t.Context(), portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "1001", Person: omar})
	refusal(t, err, lobby.ErrRemoved)
	rec, err := w.Receive(t.Context(), portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "1001", Person: people[2]})
	require.NoError(t, err)
	require.Equal(t, ids[2], rec.ID)
	require.True(t, rec.Duplicate)
}

func TestOneKeyIsNotGivenToEndlesslyManyPeople(t *testing.T) {
	w := newWorld(t, lobby.HPA2(), func(o *lobby.Options) { o.KeepDiffering = true })
	var err error
	n := 0
	for ; err == nil && n < 100; n++ {
		_, err = w.Receive(t.Context(), portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "1", Person: matching.Person{Given: fmt.Sprint("p", n)}})
	}
	require.Equal(t, "key", refusal(t, err, lobby.ErrTooLarge).Field, "the sender is told")
	require.Equal(t, 33, n)
}

func TestWhatDiffersIsToldAfterWhatCameBeforeWhateverTheClock(t *testing.T) {
	w, log := logged(t, lobby.HPA2())
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "k", Person: jane})
	w.clock.move(-time.Hour)
	w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "k", Person: omar})
	_, codes := heard(t, w, log, id)
	require.Equal(t, []string{"not-kept"}, codes)
}
