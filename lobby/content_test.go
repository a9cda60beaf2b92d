package lobby_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

func TestI14_TheDigestOfWhatArrivedDiesWithTheRecord(t *testing.T) {
	for name, end := range map[string]func(w *world, id store.RecordID) error{
		"removed": func(w *world, id store.RecordID) error {
			_, err := w.Remove(t.Context(), amy, id, lobby.Removal{Reason: "test", Confirm: string(id), Token: w.held(amy, id).Token})
			return err
		},
		"erased": func(w *world, id store.RecordID) error {
			d, err := w.Create(t.Context(), amy, id, w.held(amy, id).Token)
			require.NoError(t, err)
			return w.EraseClient(t.Context(), dora, d.Client)
		},
	} {
		w := newWorld(t, lobby.HPA2())
		v := lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "k", Person: jane}
		id, other := w.receive(portal, v), w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "l", Person: jane})
		require.Len(t, w.row(id).Arrived, 16)
		require.NotEqual(t, w.row(id).Arrived, w.row(other).Arrived, "it is salted")
		require.NoError(t, end(w, id))
		require.Empty(t, w.row(id).Arrived, name)
		for _, p := range []matching.Person{jane, omar} {
			v.Person = p
			_, err := w.Receive(t.Context(), portal, v)
			require.Equal(t, id, refusal(t, err, lobby.ErrRemoved).Record, "%s: nobody can say any more whether this is the same", name)
			_ = w.Withdraw(t.Context(), portal, id, "other") // which leaves nothing to compare with either
		}
	}
}

func TestARecordFromBeforeDigestsIsComparedByThePerson(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	v := lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "k", Person: jane}
	id := w.receive(portal, v)
	r := w.row(id)
	r.Arrived, r.SentAs, r.SentFor = nil, "", ""
	was := w.row(id)
	require.NoError(t, w.store.Commit(t.Context(), store.Batch{Authority: leeds,
		Records: []store.Change[store.RecordID, store.Record]{{ID: id, Expect: r.Version, Was: &was, Next: &r}}}))
	rec, err := w.Receive(t.Context(), portal, v)
	require.NoError(t, err)
	require.False(t, rec.Differs)
	v.Person = omar
	rec, err = w.Receive(t.Context(), portal, v)
	require.NoError(t, err)
	require.True(t, rec.Duplicate && rec.Differs)
}
