package lobby_test

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
	"github.com/caselobby/caselobby/store/storetest"
)

// A profile is personal data in a form that no list of words finds: it is looked
// for as a whole, in all that the store holds.
func TestI14_AProfileLivesNoLongerThanWhatItWasMadeOf(t *testing.T) {
	w := newWorldWith(t, new(memory.Store), matching.UK(nil), lobby.HRS())
	held := func(p matching.Profile) bool {
		var b bytes.Buffer
		require.NoError(t, storetest.DumpMemory(w.store, &b))
		return bytes.Contains(b.Bytes(), []byte(p))
	}
	removed := w.receive(haven, lobby.Arrival{Channel: store.ChannelProvider, Person: jane})
	amended := w.receive(haven, lobby.Arrival{Channel: store.ChannelProvider, Person: omar})
	created := w.receive(haven, lobby.Arrival{Channel: store.ChannelProvider, Person: matching.Person{Given: "Ann", Family: "Lee", Born: "1984-05-06"}})
	w.client("c-erased", matching.Person{Given: "Bob", Family: "Stone", Born: "1971-02-03"})
	w.client("c-merged", matching.Person{Given: "Cat", Family: "Field", Born: "1962-03-04"})
	w.client("c-moved", matching.Person{Given: "Dan", Family: "Moor", Born: "1953-04-05"})
	profiles := map[string]matching.Profile{
		"a removed record": w.row(removed).Profile, "an amended record": w.row(amended).Profile,
		"an erased client": w.register("c-erased").Profile, "a merged client": w.register("c-merged").Profile, "a client put anew": w.register("c-moved").Profile,
	}
	for who, p := range profiles {
		require.Greater(t, len(p), 10, who)
		require.True(t, held(p), "the search does find that of %s", who)
	}

	_, err := w.Remove(t.Context(), lena, removed, lobby.Removal{Reason: "test", Confirm: string(removed), Token: w.held(lena, removed).Token})
	require.NoError(t, err)
	require.NoError(t, w.Amend(t.Context(), haven, amended, lobby.Amendment{Person: matching.Person{Given: "Omar", Family: "Khan-Ali"}}))
	require.NoError(t, w.EraseClient(t.Context(), dora, "c-erased"))
	put(t, w, lobby.ClientUpdate{ID: "c-merged", MergedInto: "c-moved"}, lobby.ClientUpdate{ID: "c-moved", Person: matching.Person{Given: "Dan", Family: "Heath"}})
	for who, p := range profiles {
		require.False(t, held(p), "that of %s", who)
	}

	before := w.row(created).Profile
	d, err := w.Create(t.Context(), lena, created, w.held(lena, created).Token)
	require.NoError(t, err)
	require.True(t, w.row(created).Profile == "" && w.row(created).Keys == nil, "a decided record has none")
	require.True(t, w.register(d.Client).Profile == before, "it is the client's now")
	v := w.look(amy, amended)
	require.True(t, v.Record.Profile == "" && v.Record.Keys == nil, "and nobody is shown one")
	require.NoError(t, w.EraseClient(t.Context(), dora, d.Client))
	require.False(t, held(before))
}
