package memory_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

// What a poll with nothing new costs does not depend on how much was ever told and
// acknowledged, nor on what another system's consumers have yet to hear.
func BenchmarkPoll(b *testing.B) {
	for _, size := range []int{1_000, 1_000_000} {
		if testing.Short() && size > 1_000 {
			continue
		}
		s := acknowledged(b, size)
		for name, q := range map[string]store.EventQuery{
			"nothing new":      {Unacked: "mail", System: "hpa2"},
			"the first twenty": {Unacked: "mail", System: "hrs", Limit: 20},
			"by who is new":    {Unacked: "new", Limit: 20},
		} {
			b.Run(fmt.Sprintf("%s after %d", name, size), func(b *testing.B) {
				q.Authority, q.Limit = "leeds", max(q.Limit, 1)
				want := q.Limit
				if name == "nothing new" {
					want = 0
				}
				for b.Loop() {
					page, err := s.Events(context.Background(), q)
					if err != nil || len(page) != want {
						b.Fatal(len(page), err)
					}
				}
			})
		}
	}
}

// acknowledged is a store of events of two systems, those of one acknowledged.
func acknowledged(b *testing.B, size int) *memory.Store {
	b.Helper()
	s := new(memory.Store)
	batch := store.Batch{Authority: "leeds"}
	for i := range size {
		e := store.Event{Authority: "leeds", ID: store.EventID(fmt.Sprintf("%08d", i)), At: time.Unix(int64(i), 0).UTC(), System: "hpa2"}
		if i%2 == 1 {
			e.System = "hrs"
		} else {
			batch.Acks = append(batch.Acks, store.Ack{Consumer: "mail", Event: e.ID})
		}
		if batch.Events = append(batch.Events, e); batch.Len() > store.MaxChanges-2 || i == size-1 {
			if err := s.Commit(context.Background(), batch); err != nil {
				b.Fatal(err)
			}
			batch = store.Batch{Authority: "leeds"}
		}
	}
	return s
}
