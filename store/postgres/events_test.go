package postgres_test

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/postgres"
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

// TestAConsumerWhoBeginsIsGivenWhatIsBeingTold has a commit that tells and acknowledges
// wait at its end, while a consumer becomes known and is given all that was told before:
// what the commit tells is seen by nobody yet, and is the consumer's all the same.
func TestAConsumerWhoBeginsIsGivenWhatIsBeingTold(t *testing.T) {
	pool := openPool(t, sharedURL(t))
	o := fresh(t, pool, postgres.Options{})
	s := postgres.New(pool, o)
	tell := store.Batch{Authority: hackney, Events: []store.Event{event("e-old", "r-1"), event("e-known", "r-1"), event("e-other", "r-1")}}
	require.NoError(t, s.Commit(t.Context(), tell))
	for range 2 { // known, and then given the others
		require.NoError(t, s.Commit(t.Context(), store.Batch{Authority: hackney, Acks: []store.Ack{{Consumer: "audit", Event: "e-known"}}}))
	}

	tx := begun(t, pool)
	_, err := tx.Exec(t.Context(), "SELECT FROM "+o.Schema+".lobby_unread WHERE event = 'e-old' AND consumer = 'audit' FOR UPDATE")
	require.NoError(t, err)

	told := make(chan error, 1)
	go func() {
		told <- s.Commit(t.Context(), store.Batch{Authority: hackney, Events: []store.Event{event("e-new", "r-1")},
			Acks: []store.Ack{{Consumer: "mailer", Event: "e-known"}}, Retired: []store.EventID{"e-old"}})
	}()
	waitsFor(t, pool, tx.Conn().PgConn().PID())
	for range 3 {
		require.NoError(t, s.Commit(t.Context(), store.Batch{Authority: hackney, Acks: []store.Ack{{Consumer: "archive", Event: "e-other"}}}))
	}
	require.NoError(t, tx.Rollback(t.Context()))
	require.NoError(t, <-told)

	for _, c := range []store.Consumer{"archive", "mailer", "newcomer"} {
		owed, err := s.Events(t.Context(), store.EventQuery{Authority: hackney, Unacked: c, Limit: 10})
		require.NoError(t, err)
		require.Contains(t, owed, event("e-new", "r-1"), c)
	}
}
