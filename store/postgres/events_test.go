package postgres_test

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/store"
)

// TestTheOutboxDeliversEveryEventOfEveryCommit has writers commit while two
// consumers poll, handle and acknowledge, and one of them twice.
func TestTheOutboxDeliversEveryEventOfEveryCommit(t *testing.T) {
	s, _ := newStore(t)
	const perWriter = 40
	var all sync.WaitGroup
	for w := range 4 {
		all.Go(func() {
			for n := range perWriter {
				r := record(name("r", w*perWriter+n))
				b := records(putRecord(0, r))
				b.Events = []store.Event{event("e-"+string(r.ID), r.ID)}
				if err := s.Commit(t.Context(), b); err != nil {
					t.Error(err)
				}
			}
		})
	}
	for _, c := range []store.Consumer{"mailer", "archive"} {
		all.Go(func() {
			handled := map[store.EventID]int{}
			for len(handled) < 4*perWriter && !t.Failed() {
				page, err := s.Events(t.Context(), store.EventQuery{Authority: hackney, Unacked: c, Limit: 25})
				if err != nil {
					t.Error(err)
					return
				}
				b := store.Batch{Authority: hackney}
				for _, e := range page {
					if handled[e.ID]++; handled[e.ID] > 1 {
						t.Errorf("%s was given %s again after it had acknowledged it", c, e.ID)
					}
					b.Acks = append(b.Acks, store.Ack{Consumer: c, Event: e.ID})
				}
				for range 2 {
					if err := s.Commit(t.Context(), b); err != nil {
						t.Error(err)
					}
				}
			}
		})
	}
	all.Wait()
	left, err := s.Events(t.Context(), store.EventQuery{Authority: hackney, Unacked: "newcomer", Limit: store.MaxPage})
	require.NoError(t, err)
	require.Len(t, left, 4*perWriter, "a new consumer is owed all of them")
}
