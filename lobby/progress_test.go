package lobby_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
)

// work is everything that goes on before a decision, by name.
func (w *world) work(a lobby.Actor, id store.RecordID) map[string]error {
	note := "by " + string(a.ID)
	_, added := w.AddTask(w.t.Context(), a, id, store.Task{Type: "full"})
	return map[string]error{
		"add task":     added,
		"update task":  w.UpdateTask(w.t.Context(), a, id, lobby.TaskUpdate{ID: "t", Note: &note}),
		"join list":    w.JoinWaitingList(w.t.Context(), a, id, "x"),
		"leave list":   w.LeaveWaitingList(w.t.Context(), a, id),
		"support":      w.StartSupport(w.t.Context(), a, id, "x"),
		"undo support": w.UndoSupport(w.t.Context(), a, id),
	}
}

func TestI03_OfficersWorkOnlyOnWhatTheyHold(t *testing.T) {
	w := newWorld(t, lobby.HRS())
	id := w.receive(haven, lobby.Arrival{Channel: store.ChannelProvider, Person: jane, Tasks: []store.Task{{ID: "t", Type: "full"}}})
	refused := func(by lobby.Actor, holder store.ActorID) {
		t.Helper()
		before := w.row(id)
		for name, err := range w.work(by, id) {
			require.Equal(t, holder, refusal(t, err, lobby.ErrNotHeld).Holder, name)
		}
		require.Equal(t, before, w.row(id))
	}
	permitted := func(by lobby.Actor) {
		t.Helper()
		for name, err := range w.work(by, id) {
			require.NoError(t, err, "%s by %s", name, by.ID)
		}
	}
	refused(amy, "")
	permitted(haven)
	w.held(amy, id)
	permitted(amy)
	permitted(haven)
	refused(ben, "amy")
	refused(lena, "amy")
	require.NoError(t, w.Reassign(t.Context(), lena, id, lena.ID))
	permitted(lena)
	refused(amy, "lena")
	require.NoError(t, w.Release(t.Context(), lena, id))
	refused(lena, "")
}

func TestHPA2HasNeitherWaitingListsNorSupport(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelDutyToRefer, Person: jane, Provider: "haven", Tasks: []store.Task{{ID: "t", Type: "full"}}})
	w.held(lena, id)
	for _, by := range []lobby.Actor{lena, haven} {
		for name, err := range w.work(by, id) {
			if name == "add task" || name == "update task" {
				require.NoError(t, err, name)
				continue
			}
			require.Equal(t, "not-in-this-system", refusal(t, err, lobby.ErrDenied).Code, name)
		}
	}
	r := w.row(id)
	require.Nil(t, r.WaitingList)
	require.Nil(t, r.Support)
}

func TestL16_APlaceOnTheWaitingListIsGivenUpAndTold(t *testing.T) {
	w := newWorld(t, lobby.HRS())
	id := w.receive(haven, lobby.Arrival{Channel: store.ChannelProvider, Person: jane})
	require.NoError(t, w.LeaveWaitingList(t.Context(), haven, id))
	require.Empty(t, w.codes(id, lobby.KindWaitingListLeft), "nobody leaves what nobody joined")
	require.NoError(t, w.JoinWaitingList(t.Context(), haven, id, "x"))
	temp := haven
	temp.Rights = 0
	refusal(t, w.LeaveWaitingList(t.Context(), temp, id), lobby.ErrDenied)
	v := w.held(amy, id)
	require.NoError(t, w.LeaveWaitingList(t.Context(), haven, id))
	require.NoError(t, w.LeaveWaitingList(t.Context(), haven, id))
	require.Len(t, w.codes(id, lobby.KindWaitingListLeft), 1)
	require.Nil(t, w.row(id).WaitingList)
	_, err := w.Remove(t.Context(), amy, id, lobby.Removal{Reason: "test", Confirm: string(id), Token: v.Token})
	require.Equal(t, lobby.ChangedEffect, refusal(t, err, lobby.ErrStale).Changed[0].What, "the review spoke of a place")
	for _, e := range w.look(amy, id).Remove {
		require.NotEqual(t, lobby.EffectWaitingListLost, e.Code)
	}
	require.NoError(t, w.Audit(t.Context(), auditor, id))
}

// TestEventsSayWhichServiceItIsWhereThatIsACode has a place taken, moved and given up, and
// support started and undone: with codes of the host's, with text, and after a code of
// before is none any more.
func TestEventsSayWhichServiceItIsWhereThatIsACode(t *testing.T) {
	services := func(codes ...string) func(*lobby.Options) { return func(o *lobby.Options) { o.Services = codes } }
	work := func(w *world, id store.RecordID, list, then, support string) {
		require.NoError(t, w.JoinWaitingList(t.Context(), haven, id, list))
		require.NoError(t, w.JoinWaitingList(t.Context(), haven, id, then))
		require.NoError(t, w.StartSupport(t.Context(), haven, id, support))
	}
	undo := func(w *world, id store.RecordID) {
		require.NoError(t, w.LeaveWaitingList(t.Context(), haven, id))
		require.NoError(t, w.UndoSupport(t.Context(), haven, id))
	}
	told := func(w *world, id store.RecordID) (codes []string) {
		for _, kind := range []string{lobby.KindWaitingListJoined, lobby.KindWaitingListLeft, lobby.KindSupportStarted, lobby.KindSupportUndone} {
			codes = append(codes, w.codes(id, kind)...)
		}
		return codes
	}
	in := lobby.Arrival{Channel: store.ChannelProvider, Person: jane}

	w := newWorld(t, lobby.HRS(), services("beds", "hostel", "floating"))
	id := w.receive(haven, in)
	work(w, id, "beds", "hostel", "floating")
	undo(w, id)
	require.Equal(t, []string{"beds", "hostel", "hostel", "floating", "floating"}, told(w, id))

	w = newWorld(t, lobby.HRS())
	id = w.receive(haven, in)
	work(w, id, "beds", "Jane's sister's", "Jane's aunt")
	undo(w, id)
	require.Equal(t, []string{"", "", "", "", ""}, told(w, id), "it is text, for all that anybody knows")

	w = newWorld(t, lobby.HRS(), services("beds", "hostel", "floating"))
	id = w.receive(haven, in)
	work(w, id, "beds", "hostel", "floating")
	later := newWorldOver(t, w.store, lobby.HRS(), services("beds"), func(o *lobby.Options) { o.NewID = counter("later") })
	undo(later, id)
	require.Equal(t, []string{"beds", "hostel", "", "floating", ""}, told(w, id))
	for what, err := range map[string]error{
		"list":    later.JoinWaitingList(t.Context(), haven, id, "hostel"),
		"support": later.StartSupport(t.Context(), haven, id, "Beds"),
	} {
		e := refusal(t, err, lobby.ErrInvalid)
		require.Equal(t, []string{"service", "unknown-code"}, []string{e.Field, e.Code}, what)
	}
	require.NoError(t, w.Audit(t.Context(), auditor, id))
}

func TestL16_SupportThatWasAMistakeIsUndoneByWhoMay(t *testing.T) {
	bystander := haven
	bystander.ID, bystander.Rights = "haven-temp", 0
	other := lobby.Actor{ID: "grove", Authority: leeds, Role: lobby.ProviderUser, Provider: "grove", Rights: ^lobby.Rights(0)}
	colleague := haven
	colleague.ID = "haven-manager"
	paul := lobby.Actor{ID: "paul", Authority: leeds, Role: lobby.Officer}
	for _, tc := range []struct {
		name        string
		started, by lobby.Actor
		refused     error
	}{
		{"the provider who started it", haven, haven, nil},
		{"a colleague with the right", haven, colleague, nil},
		{"a provider user without the right", haven, bystander, lobby.ErrDenied},
		{"another provider", haven, other, lobby.ErrNotFound},
		{"the officer who started it", amy, amy, nil},
		{"an officer of no right who started it", paul, paul, nil},
		{"an officer who did not", haven, amy, lobby.ErrDenied},
		{"a lead who holds it", haven, lena, nil},
	} {
		w := newWorld(t, lobby.HRS())
		id := w.receive(haven, lobby.Arrival{Channel: store.ChannelProvider, Person: jane})
		holder := amy
		if tc.by.Role == lobby.Lead || tc.by.Role == lobby.Officer {
			holder = tc.by
		}
		w.held(holder, id)
		require.NoError(t, w.StartSupport(t.Context(), tc.started, id, "x"), tc.name)
		err := w.UndoSupport(t.Context(), tc.by, id)
		require.ErrorIs(t, err, tc.refused, tc.name)
		told := w.codes(id, lobby.KindSupportUndone)
		if tc.refused != nil {
			require.NotNil(t, w.row(id).Support, tc.name)
			require.Empty(t, told, tc.name)
			continue
		}
		require.Nil(t, w.row(id).Support, tc.name)
		require.Len(t, told, 1, tc.name)
		version := w.row(id).Version
		require.NoError(t, w.UndoSupport(t.Context(), tc.by, id), "undone twice is undone once")
		require.Equal(t, version, w.row(id).Version, "and written once")
		require.NoError(t, w.Reassign(t.Context(), lena, id, amy.ID))
		_, err = w.Remove(t.Context(), amy, id, lobby.Removal{Reason: "test", Confirm: string(id), Token: w.look(amy, id).Token})
		require.NoError(t, err, "%s: what nobody supports is removed without an override", tc.name)
	}
}

// A provider goes on seeing whom it works for once the record is decided, and not who the
// client is.
func TestAProviderStillSeesItsRecordOnceItIsDecided(t *testing.T) {
	w := newWorld(t, lobby.HRS())
	w.client("c-1", jane)
	id := w.receive(haven, lobby.Arrival{Channel: store.ChannelProvider, Person: jane})
	d, err := w.Assign(t.Context(), amy, id, "c-1", w.held(amy, id).Token)
	require.NoError(t, err)
	r, err := w.Record(t.Context(), haven, id)
	require.NoError(t, err)
	require.Equal(t, jane, r.Person)
	require.Equal(t, &store.Decision{Kind: store.StateAssigned, At: d.At, Case: d.Case}, r.Decision)
}

// Whoever has sent a case hears of it under its own key, whosever the case is now.
func TestAnOutcomeBearsTheSendersKey(t *testing.T) {
	for _, sender := range []struct {
		of lobby.Actor
		by store.Channel
		p  lobby.Policy
	}{{shelter, store.ChannelPartner, lobby.HRS()}, {haven, store.ChannelProvider, lobby.HRS()}, {portal, store.ChannelSelfReferral, lobby.HPA2()}} {
		w := newWorld(t, sender.p)
		put(t, w, lobby.ClientUpdate{ID: "c-1", Person: &jane, Restricted: new(true)})
		id := w.receive(sender.of, lobby.Arrival{Channel: sender.by, Key: "k-1", Person: jane})
		key := func(a lobby.Actor) string {
			o, err := w.Outcome(t.Context(), a, id)
			require.NoError(t, err)
			return o.Key
		}
		require.Equal(t, "k-1", key(sender.of))
		_, err := w.Assign(t.Context(), lena, id, "c-1", w.held(lena, id).Token)
		require.NoError(t, err)
		require.Equal(t, "k-1", key(sender.of), "restricted or not: it is their own")
		require.Equal(t, "k-1", key(lena))
		require.Empty(t, key(amy), "to whom the client does not exist")
	}
}
