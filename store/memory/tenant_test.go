package memory

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/store"
)

// Lists are for the names that rows have: one of those without would be another copy of
// nearly everything.
func TestARecordIsListedUnderTheNamesThatItHasAndNoOther(t *testing.T) {
	s := newShelf()
	bare := &store.Record{ID: "r1"}
	s.put(bare)
	require.Empty(t, s.holders)
	require.Empty(t, s.providers)
	named := &store.Record{ID: "r2", Provider: "p1", Claim: &store.Claim{Officer: "amy"}}
	s.put(named)
	require.Len(t, s.holders, 1)
	require.Len(t, s.providers, 1)
	s.take(named)
	s.take(bare)
	require.Empty(t, s.holders)
	require.Empty(t, s.providers)
	require.Empty(t, s.all.chunks)
}

func TestAnEventIsInTheTrailsOfWhomItNamesAndNoOther(t *testing.T) {
	j := newJournal()
	j.add(store.Event{ID: "e1", System: "hpa2"})
	require.Empty(t, j.records)
	require.Empty(t, j.clients)
	j.add(store.Event{ID: "e2", System: "hpa2", Record: "r1", Client: "c1"})
	require.Len(t, j.records, 1)
	require.Len(t, j.clients, 1)
	j.retire("e1")
	j.retire("e2")
	require.Empty(t, j.records)
	require.Empty(t, j.clients)
	require.Empty(t, j.systems)
	require.Empty(t, j.byID)
}

// A long list takes no more room to read the first of than a short one.
func TestAPageIsTakenWithoutWhatLiesBehindIt(t *testing.T) {
	const long = 1_000
	few, many := newTenant(), newTenant()
	for n := range long {
		at := time.Unix(int64(n), 0)
		r := store.Record{ID: store.RecordID(fmt.Sprintf("r%04d", n)), System: "hpa2", State: store.StateWaiting, Received: at}
		e := store.Event{ID: store.EventID(fmt.Sprintf("e%04d", n)), System: "hpa2", At: at}
		for _, list := range []*tenant{few, many} {
			if list == many || n == 0 {
				list.putRecord(&r)
				list.events.add(e)
			}
		}
	}
	allocs := func(list *tenant) float64 {
		return testing.AllocsPerRun(10, func() {
			list.page(store.Query{Limit: 1})
			list.events.page(store.EventQuery{Limit: 1})
		})
	}
	require.Equal(t, allocs(few), allocs(many))
	require.Len(t, many.page(store.Query{Limit: 1}), 1)
	require.Len(t, many.events.page(store.EventQuery{Limit: 1}), 1)
}
