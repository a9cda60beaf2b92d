package postgres_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// A register may be loaded past the lobby: with rows that it makes, nothing is left
// to be prepared; with others, a review says so until they have been.
func TestARegisterThatWasLoadedIsPrepared(t *testing.T) {
	s, _ := newStore(t)
	desk := lobby.New(s, matching.UK(nil), lobby.HPA2(), nil)
	_, err := s.Load(t.Context(), hackney, func(yield func(store.Client, error) bool) {
		for i := range 30 {
			row, err := desk.ClientRow(t.Context(), casework, lobby.ClientUpdate{ID: store.ClientID(name("made", i)), Person: stormPerson(i)})
			if !yield(row, err) {
				return
			}
		}
	}, nil)
	require.NoError(t, err)
	receipt, err := desk.Receive(t.Context(), portal, lobby.Arrival{Channel: store.ChannelDutyToRefer, Key: "k", Person: stormPerson(3)})
	require.NoError(t, err)
	v, err := desk.Review(t.Context(), officer(1), receipt.ID)
	require.NoError(t, err)
	require.Equal(t, store.ClientID(name("made", 3)), v.Clients[0].Client.ID)
	require.Equal(t, []int{30, 0}, []int{v.Size, v.Unprepared})

	_, err = s.Load(t.Context(), hackney, madeUp(20), nil)
	require.NoError(t, err)
	v, err = desk.Review(t.Context(), officer(1), receipt.ID)
	require.NoError(t, err)
	require.Equal(t, []int{50, 20}, []int{v.Size, v.Unprepared})
	r, err := desk.Reindex(t.Context(), casework, lobby.ReindexOptions{})
	require.NoError(t, err)
	require.Equal(t, lobby.Reindexed{Checked: 50, Prepared: 20}, r.Clients)
	require.Equal(t, lobby.Reindexed{Checked: 1}, r.Records)
	v, err = desk.Review(t.Context(), officer(1), receipt.ID)
	require.NoError(t, err)
	require.Zero(t, v.Unprepared)
}
