package lobby_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
)

// keptOut keeps officers out of the cases of people whom they know: what a record's
// details name does not exist for that officer.
type keptOut struct{ lobby.Policy }

func (p keptOut) Permit(a lobby.Actor, act lobby.Action, r *store.Record) error {
	if r != nil && string(r.Details) == "knows "+string(a.ID) {
		return lobby.ErrNotFound
	}
	return p.Policy.Permit(a, act, r)
}

// TestAnOfficerKeptOutOfACaseMeetsItNowhere has a policy keep amy out of one of two cases
// of one person: undecided, and decided.
func TestAnOfficerKeptOutOfACaseMeetsItNowhere(t *testing.T) {
	w := newWorld(t, keptOut{lobby.HPA2()})
	ctx := t.Context()
	w.client("c-1", jane)
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "secret", Person: jane, Details: []byte("knows amy")})
	beside := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "beside", Person: jane})
	outputs := func(by lobby.Actor) string {
		var all strings.Builder
		show := func(v any, err error) {
			require.NoError(t, err)
			all.WriteString(dump(v))
		}
		for _, order := range []lobby.Order{lobby.ByArrival, lobby.ByDue, lobby.ByUrgency} {
			p, err := w.Waiting(ctx, by, lobby.Filter{Order: order})
			show(p.Records, err)
		}
		show(w.Search(ctx, by, jane))
		show(w.Decided(ctx, by, lobby.DecidedFilter{}))
		show(w.ClientRecords(ctx, by, "c-1"))
		for _, text := range []string{string(id), lobby.Short(id), "secret"} {
			show(w.Find(ctx, by, text))
		}
		if !w.row(beside).State.Decided() {
			show(w.Review(ctx, by, beside))
		}
		return all.String()
	}
	badge, err := w.Badge(ctx, amy)
	require.NoError(t, err)
	require.Equal(t, 1, badge.Waiting)
	require.NotContains(t, outputs(amy), string(id))
	require.Contains(t, outputs(ben), string(id), "nobody else is kept out")

	refused := func() {
		t.Helper()
		_, record := w.Record(ctx, amy, id)
		_, claim := w.Claim(ctx, amy, id)
		_, review := w.Review(ctx, amy, id)
		_, assign := w.Assign(ctx, amy, id, "c-1", "")
		_, create := w.Create(ctx, amy, id, "")
		_, remove := w.Remove(ctx, amy, id, lobby.Removal{Reason: "test", Confirm: string(id)})
		_, tasks := w.Tasks(ctx, amy, id)
		_, outcome := w.Outcome(ctx, amy, id)
		for what, err := range map[string]error{"record": record, "claim": claim, "review": review, "assign": assign, "create": create, "remove": remove,
			"tasks": tasks, "outcome": outcome, "release": w.Release(ctx, amy, id), "amend": w.Amend(ctx, amy, id, lobby.Amendment{Person: omar})} {
			require.ErrorIs(t, err, lobby.ErrNotFound, what)
		}
	}
	refused()
	_, err = w.Assign(ctx, ben, id, "c-1", w.held(ben, id).Token)
	require.NoError(t, err)
	refused()
	decided := func(by lobby.Actor) []store.RecordID {
		p, err := w.Decided(ctx, by, lobby.DecidedFilter{})
		require.NoError(t, err)
		of, err := w.ClientRecords(ctx, by, "c-1")
		require.NoError(t, err)
		f, err := w.Find(ctx, by, string(id))
		require.NoError(t, err)
		all := ids(append(p.Records, of.Decided...))
		for _, m := range f.Records {
			all = append(all, m.Record.ID)
		}
		return all
	}
	require.Empty(t, decided(amy))
	require.Equal(t, []store.RecordID{id, id, id}, decided(ben))
	details := func(by lobby.Actor) string {
		c, err := w.Client(ctx, by, "c-1")
		require.NoError(t, err)
		require.Equal(t, id, c.Cases[0].From, "the case names the record")
		return string(c.Cases[0].Details)
	}
	require.Empty(t, details(amy), "what the sender said is the record's")
	require.Equal(t, "knows amy", details(ben))
}

// A sender of the same content is not told which case it is: the new case says only that
// it was sent twice.
func TestAnOfficerKeptOutOfACaseIsNotToldThatItIsTheSame(t *testing.T) {
	w := newWorld(t, everywhere{keptOut{lobby.HPA2()}})
	v := lobby.Arrival{Channel: store.ChannelOfficerTyped, Person: jane, Details: []byte("knows amy")}
	first := w.receive(ben, v)
	for by, same := range map[*lobby.Actor]bool{&amy: false, &ben: true} {
		rec, err := w.Receive(t.Context(), *by, v)
		require.NoError(t, err)
		require.Equal(t, same, rec.SameAs != "", by.ID)
		require.NotEqual(t, first, rec.ID)
		require.True(t, w.row(rec.ID).DoublePost, by.ID)
	}
}

// Nor is the record named by a client who is in its household.
func TestAnOfficerKeptOutOfACaseIsNotToldWhoseHouseholdItIs(t *testing.T) {
	w := newWorld(t, keptOut{lobby.HPA2()})
	w.client("c-ada", ada)
	w.client("c-sam", sam)
	in := withSam()
	in.Details = []byte("knows amy")
	id := w.receive(portal, in)
	v := w.link(ben, w.held(ben, id), 0, "c-sam")
	_, err := w.Assign(t.Context(), ben, id, "c-ada", v.Token)
	require.NoError(t, err)
	for by, want := range map[*lobby.Actor][]store.RecordID{&amy: nil, &ben: {id}, &lena: {id}} {
		c, err := w.Client(t.Context(), *by, "c-sam")
		require.NoError(t, err)
		require.Equal(t, want, c.Within, by.ID)
	}
}

// A policy speaks of its own system: what it keeps from somebody there, another system's
// record does not say.
func TestAPolicyKeepsNobodyOutOfAnotherSystemsCases(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane, Details: []byte("knows ben")})
	c := w.created(amy, id)
	opened, err := newWorldOver(t, w.store, keptOut{lobby.HRS()}).Client(t.Context(), ben, c)
	require.NoError(t, err)
	require.Equal(t, "knows ben", string(opened.Cases[0].Details))
	opened, err = newWorldOver(t, w.store, keptOut{lobby.HPA2()}).Client(t.Context(), ben, c)
	require.NoError(t, err)
	require.Empty(t, opened.Cases[0].Details)
}

// TestWhoeverPutsAllBackIsNotToldOfWhatTheyAreKeptOutOf has a lead release what somebody
// holds who has left.
func TestWhoeverPutsAllBackIsNotToldOfWhatTheyAreKeptOutOf(t *testing.T) {
	w := newWorld(t, keptOut{lobby.HPA2()})
	kept := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Details: []byte("knows lena")})
	other := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "other", Person: jane})
	w.held(ben, kept)
	w.held(ben, other)
	n, err := w.ReleaseAll(t.Context(), lena, "ben")
	require.NoError(t, err)
	require.Equal(t, 1, n)
	require.Nil(t, w.row(other).Claim)
	require.NotNil(t, w.row(kept).Claim, "what she is kept out of stays as it is")
	second := lena
	second.ID = "leo"
	n, err = w.ReleaseAll(t.Context(), second, "ben")
	require.NoError(t, err)
	require.Equal(t, 1, n, "another lead puts it back")
}
