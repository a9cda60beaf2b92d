package postgres_test

import (
	"errors"
	"iter"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/postgres"
)

// madeUp yields n clients, each with keys of its own and two that others share.
func madeUp(n int) iter.Seq2[store.Client, error] {
	return func(yield func(store.Client, error) bool) {
		for i := range n {
			c := client(name("client", i), func(c *store.Client) {
				c.Keys = []matching.Key{matching.Key(1000 + i/10), matching.Key(1_000_000 + i), countOnly(uint64(i % 50))}
			})
			if !yield(c, nil) {
				return
			}
		}
	}
}

func TestALoadIsWhatCommitsWouldHaveMade(t *testing.T) {
	for _, secure := range []bool{false, true} {
		pool := openPool(t, sharedURL(t))
		o := fresh(t, pool, postgres.Options{RowSecurity: secure})
		loaded := postgres.New(pool, o)
		committed, _ := newStore(t)
		const n = 120
		var told []int
		added, err := loaded.Load(t.Context(), hackney, madeUp(n), func(n int) { told = append(told, n) })
		require.NoError(t, err)
		require.Equal(t, n, added)
		require.Equal(t, []int{n}, told)
		for c := range madeUp(n) {
			require.NoError(t, committed.Commit(t.Context(), clients(putClient(0, c))))
		}
		for i := range n {
			id := store.ClientID(name("client", i))
			want := mustClient(t, committed, id)
			got := mustClient(t, loaded, id)
			require.Equal(t, want, got)
		}
		keys := []matching.Key{1003, 1_000_042, countOnly(7)}
		want, err := committed.Candidates(t.Context(), hackney, keys, 20)
		require.NoError(t, err)
		got, err := loaded.Candidates(t.Context(), hackney, keys, 20)
		require.NoError(t, err)
		require.Equal(t, want, got)
	}
}

func TestALoadGoesOnWhereItWasInterrupted(t *testing.T) {
	s, _ := newStore(t)
	broken := errors.New("the source ended early")
	source := func(yield func(store.Client, error) bool) {
		for c := range madeUp(7000) {
			if c.ID == store.ClientID(name("client", 6000)) {
				yield(store.Client{}, broken)
				return
			}
			if !yield(c, nil) {
				return
			}
		}
	}
	added, err := s.Load(t.Context(), hackney, source, nil)
	require.ErrorIs(t, err, broken)
	require.Equal(t, 5000, added, "whole transactions only")
	changed := client(name("client", 17))
	require.NoError(t, s.Commit(t.Context(), clients(overClient(1, mustClient(t, s, changed.ID), changed))))
	added, err = s.Load(t.Context(), hackney, madeUp(7000), nil)
	require.NoError(t, err)
	require.Equal(t, 2000, added)
	require.Equal(t, 7000, sizeOf(t, s))
	c := mustClient(t, s, changed.ID)
	require.EqualValues(t, 2, c.Version, "who was there already is left alone")
}

func TestALoadRefusesAReferenceThatIsTaken(t *testing.T) {
	s, _ := newStore(t)
	with := func(id string) store.Client {
		return client(id, func(c *store.Client) { c.Reference = "HRS-1" })
	}
	require.NoError(t, s.Commit(t.Context(), clients(putClient(0, with("first")))))
	_, err := s.Load(t.Context(), hackney, func(yield func(store.Client, error) bool) { yield(with("second"), nil) }, nil)
	require.ErrorIs(t, err, store.ErrConflict)
	_, err = s.Load(t.Context(), hackney, func(yield func(store.Client, error) bool) { yield(client(""), nil) }, nil)
	require.ErrorIs(t, err, store.ErrInvalid)
}
