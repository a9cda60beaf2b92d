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

func TestWhoeverStaysOnAListIsOnItStill(t *testing.T) {
	s, j := newShelf(), newJournal()
	var rs []*store.Record
	for _, id := range []store.RecordID{"r1", "r2"} {
		r := &store.Record{ID: id, Provider: "p1", Claim: &store.Claim{Officer: "amy"}}
		rs = append(rs, r)
		s.put(r)
		j.add(store.Event{ID: store.EventID(id), System: "hpa2", Record: "r1", Client: "c1"})
	}
	s.take(rs[0])
	j.retire("r1")
	for name, of := range map[string]*queue{"all": s.pick(store.Query{}), "holder": s.pick(store.Query{Holder: "amy"}), "provider": s.pick(store.Query{Provider: "p1"})} {
		require.Equal(t, [][]*store.Record{rs[1:]}, of.chunks, name)
	}
	for name, q := range map[string]store.EventQuery{"system": {System: "hpa2"}, "record": {Record: "r1"}, "client": {Client: "c1"}} {
		q.Limit = 10
		require.Len(t, j.page(q), 1, name)
	}
}

// What is asked for is looked for in the shortest list that holds all of it.
func TestTheShortestListIsRead(t *testing.T) {
	s, j := newShelf(), newJournal()
	s.put(&store.Record{ID: "r1", Provider: "p1", Claim: &store.Claim{Officer: "amy"}})
	j.add(store.Event{ID: "e1", System: "hpa2", Record: "r1", Client: "c1"})
	j.acknowledge(store.Ack{Consumer: "mail", Event: "e1"})
	j.add(store.Event{ID: "e2", System: "hpa2"})
	require.Same(t, s.holders["amy"], s.pick(store.Query{Holder: "amy", Provider: "p1"}))
	require.Same(t, s.providers["p1"], s.pick(store.Query{Provider: "p1"}))
	require.Same(t, s.all, s.pick(store.Query{}))
	for name, c := range map[string]struct {
		q    store.EventQuery
		want *timeline
	}{
		"record":   {store.EventQuery{System: "hpa2", Record: "r1", Client: "c1", Unacked: "mail"}, j.records["r1"]},
		"client":   {store.EventQuery{System: "hpa2", Client: "c1", Unacked: "mail"}, j.clients["c1"]},
		"consumer": {store.EventQuery{System: "hpa2", Unacked: "mail"}, j.unacked["mail"]["hpa2"]},
		"system":   {store.EventQuery{System: "hpa2", Unacked: "new"}, j.systems["hpa2"]},
		"all":      {store.EventQuery{}, j.systems["hpa2"]},
	} {
		picked := j.pick(c.q)
		require.Len(t, picked, 1, name)
		require.Same(t, c.want, picked[0], name)
	}
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
