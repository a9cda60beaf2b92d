package lobby_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// What is found in two ways is one thing.
func TestWhatIsFoundByTwoNamesIsFoundOnce(t *testing.T) {
	w := newWorld(t, lobby.HRS(), func(o *lobby.Options) { o.NewID = counter("R") })
	put(t, w, lobby.ClientUpdate{ID: "C-1", Reference: "c-1", Person: &jane})
	id := w.receive(shelter, lobby.Arrival{Channel: store.ChannelPartner, Person: omar})
	short := newWorldOver(t, w.store, lobby.HRS(), func(o *lobby.Options) { o.NewID = func() string { return "A1" } })
	tiny := short.receive(shelter, lobby.Arrival{Channel: store.ChannelPartner, Person: sam})
	require.Equal(t, lobby.Short(tiny), string(tiny))
	for text, want := range map[string][2]int{"C-1": {1, 0}, string(id): {0, 1}, string(tiny): {0, 1}} {
		f, err := w.Find(t.Context(), amy, text)
		require.NoError(t, err)
		require.Equal(t, want, [2]int{len(f.Clients), len(f.Records)}, text)
	}
}

func TestWhatIsLookedUpIsFoundExactly(t *testing.T) {
	w := newWorld(t, lobby.HRS())
	put(t, w, lobby.ClientUpdate{ID: "c-1", Reference: "AB-12", Person: &jane})
	id := w.receive(shelter, lobby.Arrival{Channel: store.ChannelPartner, Key: "Ref/77", Person: omar})
	for text, want := range map[string][2]int{
		"c-1": {1, 0}, "AB-12": {1, 0}, " ab-12": {1, 0}, "AB-1": {0, 0}, string(id): {0, 1}, lobby.Short(id): {0, 1},
		" c-1 ": {1, 0}, string(id) + " ": {0, 1}, " " + lobby.Short(id): {0, 1}, "c -1": {0, 0},
		"ref/77": {0, 1}, "Ref": {0, 0}, "C-1": {0, 0}, "nothing": {0, 0},
	} {
		f, err := w.Find(t.Context(), amy, text)
		require.NoError(t, err)
		require.Equal(t, want, [2]int{len(f.Clients), len(f.Records)}, text)
		require.Equal(t, len(f.Clients), f.Results, text)
		york, err := w.Find(t.Context(), cast["york"], text)
		require.NoError(t, err)
		require.Empty(t, york.Clients, text)
		require.Empty(t, york.Records, text)
	}
	d, err := w.Create(t.Context(), amy, id, w.held(amy, id).Token)
	require.NoError(t, err)
	f, err := w.Find(t.Context(), amy, d.Reference)
	require.NoError(t, err)
	require.Equal(t, d.Client, f.Clients[0].Client.ID)
	f, err = w.Find(t.Context(), amy, lobby.Short(id))
	require.NoError(t, err)
	require.Empty(t, f.Records, "decided: found by its id, and under its client")
	f, err = w.Find(t.Context(), amy, string(id))
	require.NoError(t, err)
	require.Len(t, f.Records, 1)
}

// loose is a store whose keys are worth nothing: everybody shares them.
type loose struct{ store.Store }

func (l loose) Candidates(ctx context.Context, a store.Authority, _ []matching.Key, limit int) (matching.Pool, error) {
	return l.Store.Candidates(ctx, a, plainMatcher{}.keys(jane), limit)
}

func TestWhatIsLookedUpIsComparedAndNotOnlyHashed(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	put(t, w, lobby.ClientUpdate{ID: "c-1", Reference: "R-1", Person: &jane})
	w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "k-1", Person: jane})
	s := lobby.New(loose{w.store}, plainMatcher{}, lobby.HPA2(), &w.o)
	for text, want := range map[string][2]int{"R-1": {1, 0}, "k-1": {0, 1}, "R-2": {0, 0}} {
		f, err := s.Find(t.Context(), amy, text)
		require.NoError(t, err)
		require.Equal(t, want, [2]int{len(f.Clients), len(f.Records)}, text)
	}
}
