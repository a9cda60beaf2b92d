package memory_test

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
	"github.com/caselobby/caselobby/store/storetest"
)

func TestAStorePrintsNothingOfItsRows(t *testing.T) {
	s := new(memory.Store)
	c := store.Client{Authority: "leeds", ID: "c1", Person: matching.Person{Given: "Zebedee"}}
	require.NoError(t, s.Commit(t.Context(), store.Batch{
		Authority: "leeds", Clients: []store.Change[store.ClientID, store.Client]{{ID: "c1", Next: &c}},
	}))
	var logged bytes.Buffer
	slog.New(slog.NewJSONHandler(&logged, nil)).Info("x", "store", s, "holder", struct{ S *memory.Store }{s})
	slog.New(slog.NewTextHandler(&logged, nil)).Info("x", "store", s, "holder", struct{ S *memory.Store }{s})
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		_, _ = fmt.Fprintf(&logged, verb, s)
		_, _ = fmt.Fprintf(&logged, verb, struct{ s *memory.Store }{s})
	}
	require.NotEmpty(t, logged)
	require.NotContains(t, logged.String(), "Zebedee")
	require.NotContains(t, logged.String(), fmt.Sprintf("%x", "Zebedee"))
}

// A row is written at the version after the one that was read; whoever read
// the same version and comes second is told so, and reads again.
func Example() {
	ctx := context.Background()
	s := new(memory.Store)
	record := store.Record{
		Authority: "leeds", ID: "r1", System: "hpa2", State: store.StateWaiting,
		Received: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC),
		Person:   matching.Person{Given: "Ada", Family: "Example"},
	}
	put := func(c store.Change[store.RecordID, store.Record]) error {
		return s.Commit(ctx, store.Batch{Authority: "leeds", Records: []store.Change[store.RecordID, store.Record]{c}})
	}
	read := func() store.Record {
		rows, err := s.Rows(ctx, "leeds", store.IDs{Records: []store.RecordID{"r1"}})
		if err != nil {
			panic(err)
		}
		r, _ := rows.Record("r1")
		return r
	}
	fmt.Println(put(store.Change[store.RecordID, store.Record]{ID: "r1", Next: &record}))
	was := read()
	for _, officer := range []store.ActorID{"officer-1", "officer-2"} {
		next := was
		next.State, next.Claim = store.StateClaimed, &store.Claim{Officer: officer}
		fmt.Println(put(store.Change[store.RecordID, store.Record]{ID: "r1", Expect: was.Version, Was: &was, Next: &next}))
	}
	fmt.Println(read(), read().Claim.Officer)
	// Output:
	// <nil>
	// <nil>
	// record r1: store: conflict
	// [record leeds r1 v2] officer-1
}

// What a client was is nowhere once it is written over: not in its row, not among
// the references and not as a key.
func TestNothingIsLeftOfAClientThatIsErased(t *testing.T) {
	s := new(memory.Store)
	c := store.Client{
		Authority: "leeds", ID: "c1", Reference: "Zebedee-1", Person: matching.Person{Given: "Zebedee", Emails: []string{"Zebedee@example.org"}},
		Keys: []matching.Key{0x1234567_7654321, 1<<63 | 0x2345678_8765432}, Profile: "Zebedee prepared", Updated: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC),
		Cases: []store.Case{{ID: "k", Details: []byte("Zebedee's"), Tasks: []store.Task{{Note: "Zebedee"}}, Household: []store.Member{{Person: matching.Person{Given: "Zebedee"}}}}},
	}
	other := store.Client{Authority: "leeds", ID: "c2", Keys: c.Keys[:1]}
	traces := []string{"Zebedee"}
	for _, k := range c.Keys {
		traces = append(traces, fmt.Sprint(uint64(k)), fmt.Sprint(uint32(k>>32)), fmt.Sprint(uint32(k)))
	}
	write := func(was *store.Client, c store.Client) string {
		change := store.Change[store.ClientID, store.Client]{ID: c.ID, Next: &c}
		if was != nil {
			before := *was
			before.Version, change.Expect, change.Was = 1, 1, &before
		}
		require.NoError(t, s.Commit(t.Context(), store.Batch{Authority: "leeds", Clients: []store.Change[store.ClientID, store.Client]{change}}))
		var dump bytes.Buffer
		require.NoError(t, storetest.DumpMemory(s, &dump))
		return dump.String()
	}
	before := write(nil, c)
	for _, trace := range append(traces[:1:1], traces[2], traces[3], traces[5], traces[6]) {
		require.Contains(t, before, trace, "or the test looks for what never was there")
	}
	write(nil, other)
	write(&c, store.Client{Authority: "leeds", ID: "c1", Erased: true})
	after := write(&other, store.Client{Authority: "leeds", ID: "c2"})
	for _, trace := range traces {
		require.NotContains(t, after, trace)
	}
}

// What is asked for is cut to the microsecond as what is kept is, in store/postgres too.
func TestTimesOfAQueryAreCutAsThoseOfRowsAre(t *testing.T) {
	at := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	within := at.Add(500 * time.Nanosecond)
	var s memory.Store
	r := store.Record{Authority: "a", ID: "r", State: store.StateWaiting, Received: at}
	require.NoError(t, s.Commit(t.Context(), store.Batch{
		Authority: "a",
		Records:   []store.Change[store.RecordID, store.Record]{{ID: "r", Next: &r}},
		Events:    []store.Event{{Authority: "a", ID: "e", At: at}},
	}))
	for name, c := range map[string]struct {
		query store.Query
		found int
	}{
		"from within it":   {store.Query{ReceivedFrom: within}, 1},
		"before within it": {store.Query{ReceivedBefore: within}, 0},
		"after within it":  {store.Query{After: store.Cursor{Received: within}}, 1},
	} {
		c.query.Authority, c.query.Limit = "a", 2
		page, err := s.Records(t.Context(), c.query)
		require.NoError(t, err)
		require.Len(t, page.Records, c.found, name)
	}
	events, err := s.Events(t.Context(), store.EventQuery{Authority: "a", Limit: 2, After: store.EventCursor{At: within}})
	require.NoError(t, err)
	require.Len(t, events, 1)
}
