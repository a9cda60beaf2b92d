package storetest

import (
	"fmt"
	"slices"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// crowded adds clients until there are so many, all of whom carry a key that is
// only counted, and every tenth another. It returns how many carry that.
func crowded(t tb, s *subject, from, to int) int {
	t.Helper()
	var some []clientChange
	for i := from; i < to; i++ {
		ks := keys(1, counted)
		if i%10 == 0 {
			ks = keys(1, counted, counted|2)
		}
		some = append(some, writeClient(0, store.Client{Authority: here, ID: store.ClientID(fmt.Sprint(i)), Keys: ks}))
	}
	s.given(t, clients(some...))
	return (to + 9) / 10
}

// requireAbout fails unless a count is exact or, over 1000, within a tenth.
func requireAbout(t tb, want, got int, what string) {
	t.Helper()
	off := 0
	if want > 1000 {
		off = want / 10
	}
	require.True(t, want-off <= got && got <= want+off, "%s: %d, which is said to be %d", what, want, got)
}

// crowd stores clients and records that all carry key 1, the first of each
// key 2 as well.
func crowd(t tb, s *subject, nClients, nRecords int) {
	t.Helper()
	for i := range nClients {
		c := aClient(store.ClientID(fmt.Sprint(i)))
		c.Keys = keys(1, 2)[:2-min(i, 1)]
		s.given(t, clients(writeClient(0, c)))
	}
	for i := range nRecords {
		r := aRecord(store.RecordID(fmt.Sprint(i)))
		r.Keys = keys(1, 2)[:2-min(i, 1)]
		s.given(t, records(write(0, r)))
	}
}

// requireCutOrWhole fails if people are missing and nothing says so, or if
// something says so and nobody is.
func requireCutOrWhole(t tb, cut bool, found []matching.Candidate, all int) {
	t.Helper()
	names := ids(found, personID)
	require.True(t, slices.IsSorted(names), "candidates are ordered by id")
	require.Len(t, slices.Compact(names), len(found), "a candidate comes twice")
	if !cut {
		require.Len(t, found, all, "the block was not cut, and people are missing")
	}
}

// requireProfile fails unless somebody is among those found, with a profile.
func requireProfile(t tb, want matching.Profile, found []matching.Candidate, id, what string) {
	t.Helper()
	i := slices.IndexFunc(found, func(c matching.Candidate) bool { return c.ID == id })
	require.GreaterOrEqual(t, i, 0, "%q is not found", id)
	requireSame(t, want, found[i].Profile, "%s", what)
}

func requireFound(t tb, s *subject, k matching.Key, found bool) {
	t.Helper()
	pool := s.pool(t, here, 9, k)
	require.Equal(t, found, len(pool.Clients) == 1, "client by key %d", k)
	require.Equal(t, found, len(pool.Records) == 1, "record by key %d", k)
	require.Equal(t, found, pool.Counts[0].Clients == 1, "carriers of key %d", k)
}
