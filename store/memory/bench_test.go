package memory_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

// register is a store of many decided records, a few that wait, and clients of
// whom three share each key.
func register(b *testing.B, records int) *memory.Store {
	b.Helper()
	s := new(memory.Store)
	for i := range records {
		r := store.Record{
			Authority: "leeds", ID: store.RecordID(fmt.Sprintf("%08d", i)), State: store.Assigned,
			Received: time.Date(2026, 1, 1, 0, i, 0, 0, time.UTC),
		}
		if i%(records/100) == 0 {
			r.State, r.Keys = store.Waiting, []matching.Key{matching.Key(i / 3)}
		}
		c := store.Client{Authority: "leeds", ID: store.ClientID(r.ID), Keys: []matching.Key{matching.Key(i / 3), matching.Key(i%7) | 1<<63}}
		require.NoError(b, s.Commit(context.Background(), store.Batch{
			Authority: "leeds",
			Records:   []store.Change[store.RecordID, store.Record]{{ID: r.ID, Next: &r}},
			Clients:   []store.Change[store.ClientID, store.Client]{{ID: c.ID, Next: &c}},
		}))
	}
	return s
}

// What a read costs depends on what it returns: a hundred times the rows cost a
// read no more than their share of caches and garbage collection.
func Benchmark(b *testing.B) {
	for _, size := range []int{1_000, 100_000} {
		s := register(b, size)
		ctx := context.Background()
		b.Run(fmt.Sprintf("page of 20 of %d", size), func(b *testing.B) {
			q := store.Query{Authority: "leeds", States: []store.State{store.Waiting}, Limit: 20}
			for b.Loop() {
				page, err := s.Records(ctx, q)
				if err != nil || len(page) != 20 {
					b.Fatal(len(page), err)
				}
			}
		})
		b.Run(fmt.Sprintf("candidates of %d", size), func(b *testing.B) {
			keys := []matching.Key{1, 2, 3, 1 << 63}
			for b.Loop() {
				pool, err := s.Candidates(ctx, "leeds", keys, 100)
				if err != nil || len(pool.Clients) != 9 {
					b.Fatal(len(pool.Clients), err)
				}
			}
		})
	}
}
