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

// acknowledged is a store of so many events that were acknowledged, and a tenth as
// many of another system that were not.
func acknowledged(b *testing.B, size int) *memory.Store {
	b.Helper()
	s := new(memory.Store)
	batch := store.Batch{Authority: "leeds"}
	for i := range size {
		e := store.Event{Authority: "leeds", ID: store.EventID(fmt.Sprintf("%08d", i)), At: time.Unix(int64(i), 0).UTC(), System: "hpa2"}
		batch.Events, batch.Acks = append(batch.Events, e), append(batch.Acks, store.Ack{Consumer: "mail", Event: e.ID})
		if i%10 == 0 {
			e.ID, e.System = e.ID+"-hrs", "hrs"
			batch.Events = append(batch.Events, e)
		}
		if batch.Len() > store.MaxChanges-3 || i == size-1 {
			if err := s.Commit(context.Background(), batch); err != nil {
				b.Fatal(err)
			}
			batch = store.Batch{Authority: "leeds"}
		}
	}
	return s
}
