package lobby_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// compared are the clients of whom a decision keeps a verdict.
func compared(d *store.Decision) (ids []store.ClientID) {
	for _, v := range d.Compared {
		ids = append(ids, v.Client)
	}
	return ids
}

func TestI12_AVerdictIsOfWhoStandsAsTheOfficerWasShown(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	for _, id := range []store.ClientID{"chosen", "left-alone", "amended", "restricted", "merged", "erased"} {
		w.client(id, jane)
	}
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	v := w.held(amy, id)
	require.Len(t, v.Clients, 6)

	put(t, w, lobby.ClientUpdate{ID: "amended", Person: &omar}, lobby.ClientUpdate{ID: "restricted", Restricted: new(true)})
	_, err := w.MergeClients(t.Context(), host, "merged", "left-alone")
	require.NoError(t, err)
	require.NoError(t, w.EraseClient(t.Context(), dora, "erased"))
	w.client("come-since", jane)
	_, err = w.Assign(t.Context(), amy, id, "chosen", v.Token)
	require.NoError(t, err)
	require.ElementsMatch(t, []store.ClientID{"chosen", "left-alone"}, compared(w.row(id).Decision))
}

func TestI12_TheChosenClientHasAVerdictWhateverItsPlace(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	for i := range 30 {
		w.client(store.ClientID(fmt.Sprintf("c-%02d", i)), jane)
	}
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	v := w.held(amy, id)
	last := v.Clients[len(v.Clients)-1].Client.ID
	_, err := w.Assign(t.Context(), amy, id, last, v.Token)
	require.NoError(t, err)
	d := w.row(id).Decision
	require.Len(t, d.Compared, 21, "the twenty most probable, and the one that was chosen")
	for _, verdict := range d.Compared {
		require.Equal(t, verdict.Client == last, verdict.Same)
		require.Equal(t, []string{"same", "same", "same", "same", "same", "same"}, verdict.Levels)
	}
}

func TestI12_WhereNobodyIsChosenTheTwentyMostProbableHaveAVerdict(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	for i := range 30 {
		w.client(store.ClientID(fmt.Sprintf("c-%02d", i)), jane)
	}
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	v := w.held(amy, id)
	_, err := w.Create(t.Context(), amy, id, v.Token)
	require.NoError(t, err)
	var want []store.ClientID
	for _, m := range v.Clients[:20] {
		want = append(want, m.Client.ID)
	}
	require.Equal(t, want, compared(w.row(id).Decision))
}

func TestACreationLooksUpNoNumberThatNobodyHasRefused(t *testing.T) {
	for channel, p := range map[store.Channel]lobby.Policy{store.ChannelSelfReferral: lobby.HPA2(), store.ChannelPartner: lobby.HRS()} { // of which one mints
		w := newWorld(t, p)
		id := w.receive(host, lobby.Arrival{Channel: channel, Person: jane})
		token := w.held(amy, id).Token
		c := &counting{Store: w.store}
		_, err := lobby.New(c, plainMatcher{}, p, &w.o).Create(t.Context(), amy, id, token)
		require.NoError(t, err)
		require.Equal(t, []string{"rows", "candidates"}, c.calls, "the record, and the search")
	}
}

func TestAnAssignmentReadsTheRecordAndThoseShownAndSearchesNobody(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.client("c-1", jane)
	w.client("c-2", jane)
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	token := w.held(amy, id).Token
	c := &counting{Store: w.store}
	_, err := lobby.New(c, plainMatcher{}, lobby.HPA2(), &w.o).Assign(t.Context(), amy, id, "c-2", token)
	require.NoError(t, err)
	require.Equal(t, []string{"rows", "rows"}, c.calls)
	require.Len(t, w.row(id).Decision.Compared, 2)
}

// wordy is a matcher whose codes are as long as a sentence.
type wordy struct{ plainMatcher }

func (m wordy) Rank(asker matching.Prepared, pool matching.Pool) matching.Ranking {
	r := m.plainMatcher.Rank(asker, pool)
	for i := range r.Clients {
		for j := range r.Clients[i].Evidence {
			e := &r.Clients[i].Evidence[j]
			e.Level = fmt.Sprintf("%s, %d by %d, %0200d", e.Level, i, j, 0)
		}
	}
	return r
}

func TestATokenHoldsWhatItHasRoomForWhateverAMatcherSays(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	for i := range 50 {
		w.client(store.ClientID(fmt.Sprintf("c-%0190d", i)), jane)
	}
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	n := newWorldWith(t, w.store, wordy{}, lobby.HPA2(), func(o *lobby.Options) { o.Now, o.TokenKey = w.clock.Now, w.o.TokenKey })
	v := n.held(amy, id)
	require.Len(t, v.Clients, 50)
	require.Less(t, len(v.Token), 32<<10)
	_, err := n.Assign(t.Context(), amy, id, v.Clients[0].Client.ID, v.Token)
	require.NoError(t, err)
	got := w.row(id).Decision.Compared
	require.NotEmpty(t, got, "the most probable have their place")
	for i, verdict := range got {
		require.Equal(t, v.Clients[i].Client.ID, verdict.Client)
		for j, e := range v.Clients[i].Evidence {
			require.Equal(t, e.Level, verdict.Levels[j])
		}
	}
}

// Whoever was compared and shares nothing with the person any more is not there for the
// creation to compare.
func TestI12_WhoeverIsFoundNoMoreHasNoVerdict(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.client("c-1", jane)
	w.client("c-2", jane)
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	v := w.held(amy, id)
	w.client("c-2", omar)
	_, err := w.Create(t.Context(), amy, id, v.Token)
	require.NoError(t, err)
	require.Equal(t, []store.ClientID{"c-1"}, compared(w.row(id).Decision))
}
