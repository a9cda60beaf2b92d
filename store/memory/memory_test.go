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
		Authority: "leeds", ID: "r1", System: "hpa2", State: store.Waiting,
		Received: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC),
		Person:   matching.Person{Given: "Ada", Family: "Example"},
	}
	put := func(expect store.Version, r store.Record) error {
		return s.Commit(ctx, store.Batch{
			Authority: "leeds",
			Records:   []store.Change[store.RecordID, store.Record]{{ID: r.ID, Expect: expect, Next: &r}},
		})
	}
	fmt.Println(put(0, record))
	record.State, record.Claim = store.Claimed, &store.Claim{Officer: "officer-1"}
	fmt.Println(put(1, record))
	record.Claim = &store.Claim{Officer: "officer-2"}
	fmt.Println(put(1, record))

	rows, err := s.Rows(ctx, "leeds", store.IDs{Records: []store.RecordID{"r1"}})
	read, _ := rows.Record("r1")
	fmt.Println(read, read.Claim.Officer, err)
	// Output:
	// <nil>
	// <nil>
	// record r1: store: conflict
	// [record leeds r1 v2] officer-1 <nil>
}
