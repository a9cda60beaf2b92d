package lobby_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

func TestLabelsSayWhatWasDecidedOfWhomThatWasShown(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.client("c-1", jane)
	w.client("c-2", matching.Person{Given: "Jane", Family: "Doe", Born: "1971-01-01"})
	one := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	v := w.held(amy, one)
	w.client("c-3", jane) // was not shown
	_, err := w.Assign(t.Context(), amy, one, "c-1", v.Token)
	require.NoError(t, err)
	two := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: matching.Person{Given: "Jane", Family: "Doe"}})
	_, err = w.Create(t.Context(), amy, two, w.held(amy, two).Token)
	require.NoError(t, err)
	labels := func(p lobby.Period) map[store.ClientID][]bool {
		out := map[store.ClientID][]bool{}
		for v, err := range w.Labels(t.Context(), auditor, p) {
			require.NoError(t, err)
			require.Len(t, v.Levels, len(fields))
			out[v.Client] = append(out[v.Client], v.Same)
		}
		return out
	}
	require.Equal(t, map[store.ClientID][]bool{"c-1": {true, false}, "c-2": {false, false}, "c-3": {false}}, labels(lobby.Period{}))
	at := w.row(two).Decision.At
	require.Equal(t, map[store.ClientID][]bool{"c-1": {false}, "c-2": {false}, "c-3": {false}}, labels(lobby.Period{From: at}))
	require.Equal(t, map[store.ClientID][]bool{"c-1": {true}, "c-2": {false}}, labels(lobby.Period{Before: at}))
	for v, err := range w.Labels(t.Context(), amy, lobby.Period{}) {
		require.Zero(t, v)
		refusal(t, err, lobby.ErrDenied)
	}
}

// A client who was merged into one that is erased is not labelled; where that cannot be
// looked up, the labels end in an error.
func TestLabelsFollowWhoWasMerged(t *testing.T) {
	f := &faulty{Store: new(memory.Store)}
	w := newWorldOver(t, f, lobby.HPA2())
	for _, id := range []store.ClientID{"c-1", "c-2", "c-3"} {
		w.client(id, jane)
	}
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	_, err := w.Assign(t.Context(), amy, id, "c-1", w.held(amy, id).Token)
	require.NoError(t, err)
	w.client("c-4", omar)
	w.merge("c-2", "c-4")
	f.arm(0, 0, false)
	want := w.labels()
	require.Len(t, want, 3)
	for call := range f.calls {
		f.arm(call+1, call+2, false)
		_, err := collected(w.Labels(t.Context(), auditor, lobby.Period{}))
		refusal(t, err, lobby.ErrStore)
	}
	f.arm(0, 0, false)
	require.NoError(t, w.EraseClient(t.Context(), dora, "c-4"))
	require.ElementsMatch(t, []store.ClientID{"c-1", "c-3"}, clientsOf(w.labels()))
}

// An officer chose one of two rows, and the host has found that they are one person: the
// label that they are two is no lesson.
func TestNobodyIsToldApartFromWhoeverTheyWereMergedWith(t *testing.T) {
	for name, merges := range map[string][][2]store.ClientID{
		"the other into the chosen": {{"c-2", "c-1"}},
		"the chosen into the other": {{"c-1", "c-2"}},
		"both into a third":         {{"c-1", "c-4"}, {"c-2", "c-4"}},
		"one after the other":       {{"c-2", "c-4"}, {"c-4", "c-1"}},
	} {
		w := newWorld(t, lobby.HPA2())
		for _, id := range []store.ClientID{"c-1", "c-2", "c-3"} {
			w.client(id, jane)
		}
		w.client("c-4", omar)
		id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
		_, err := w.Assign(t.Context(), amy, id, "c-1", w.held(amy, id).Token)
		require.NoError(t, err)
		require.ElementsMatch(t, []store.ClientID{"c-1", "c-2", "c-3"}, clientsOf(w.labels()))
		for _, m := range merges {
			w.merge(m[0], m[1])
		}
		vs := w.labels()
		require.ElementsMatch(t, []store.ClientID{"c-1", "c-3"}, clientsOf(vs), name)
		for _, v := range vs {
			require.Equal(t, v.Client == "c-1", v.Same, name)
		}
	}
}
