package postgres_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/postgres"
)

// TestWhoeverBeginsToPollAtAnyTimeIsGivenEverythingOnce has writers tell events whose
// times go back and forth, while consumers come one after another, each of which has
// everything in the end and nothing that it had acknowledged before.
func TestWhoeverBeginsToPollAtAnyTimeIsGivenEverythingOnce(t *testing.T) {
	s, pool := newStore(t)
	const writers, perWriter, consumers = 3, 150, 4
	var all sync.WaitGroup
	for w := range writers {
		all.Go(func() {
			r := rand.New(rand.NewPCG(7, uint64(w)))
			for n := range perWriter {
				e := event(fmt.Sprintf("e-%d-%d", w, n), "")
				e.At = noon.Add(time.Duration(r.IntN(1000)-500) * time.Second)
				b := store.Batch{Authority: hackney, Events: []store.Event{e}}
				if n%10 > 0 {
					if err := s.Commit(t.Context(), b); err != nil {
						t.Error(err)
					}
					continue
				}
				tx, err := pool.Begin(t.Context()) // a host's, that is committed late
				if err == nil {
					err = s.WithTx(tx).Commit(t.Context(), b)
				}
				time.Sleep(10 * time.Millisecond)
				if err == nil {
					err = tx.Commit(t.Context())
				}
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	for c := range consumers {
		all.Go(func() {
			time.Sleep(time.Duration(c*60) * time.Millisecond)
			who, handled := store.Consumer(fmt.Sprint("consumer-", c)), map[store.EventID]bool{}
			for len(handled) < writers*perWriter && !t.Failed() {
				page, err := s.Events(t.Context(), store.EventQuery{Authority: hackney, Unacked: who, Limit: 17})
				if err != nil {
					t.Error(err)
					return
				}
				b := store.Batch{Authority: hackney}
				for _, e := range page {
					if handled[e.ID] {
						t.Errorf("%s was given %s after it had acknowledged it", who, e.ID)
					}
					handled[e.ID] = true
					b.Acks = append(b.Acks, store.Ack{Consumer: who, Event: e.ID})
				}
				if err := s.Commit(t.Context(), b); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	require.Len(t, unacknowledged(t, s, "newcomer"), writers*perWriter)
}

// TestAPollReadsNothingThatWasAcknowledged tells and acknowledges, and counts what
// is left to be read.
func TestAPollReadsNothingThatWasAcknowledged(t *testing.T) {
	pool := openPool(t, sharedURL(t))
	o := fresh(t, pool, postgres.Options{})
	s := postgres.New(pool, o)
	left := func() (n int) {
		require.NoError(t, pool.QueryRow(t.Context(), "SELECT count(*) FROM "+o.Schema+".lobby_unread").Scan(&n))
		return n
	}
	known := func() (known bool) {
		require.NoError(t, pool.QueryRow(t.Context(), "SELECT bool_and(at = 'infinity') FROM "+o.Schema+".lobby_consumer").Scan(&known))
		return known
	}
	tell := func(n int) {
		b := store.Batch{Authority: hackney}
		for i := range 30 {
			e := event(name("e", 30*n+i), "")
			e.At = noon.Add(time.Duration(n) * time.Minute)
			b.Events = append(b.Events, e)
		}
		require.NoError(t, s.Commit(t.Context(), b))
	}
	hear := func(who store.Consumer) {
		ids := unacknowledged(t, s, who)
		for len(ids) > 0 {
			b := store.Batch{Authority: hackney}
			for _, id := range ids[:min(len(ids), store.MaxChanges)] {
				b.Acks = append(b.Acks, store.Ack{Consumer: who, Event: id})
			}
			ids = ids[len(b.Acks):]
			require.NoError(t, s.Commit(t.Context(), b))
		}
	}
	for n := range 20 {
		tell(n)
		hear("mailer")
	}
	require.True(t, known())
	require.LessOrEqual(t, left(), 64, "of 600 events all were acknowledged")
	tell(20)
	require.Len(t, unacknowledged(t, s, "mailer"), 30)
	hear("archive")
	tell(21)
	hear("mailer")
	hear("archive")
	require.True(t, known())
	require.LessOrEqual(t, left(), 64)
	require.Empty(t, unacknowledged(t, s, "mailer"))
	require.Empty(t, unacknowledged(t, s, "archive"))
}

// TestWhatNobodyAcknowledgesIsNotKeptToBeRead tells events, one by one and many at once,
// in authorities of which the one has no consumer.
func TestWhatNobodyAcknowledgesIsNotKeptToBeRead(t *testing.T) {
	pool := openPool(t, sharedURL(t))
	o := fresh(t, pool, postgres.Options{})
	s := postgres.New(pool, o)
	left := func(a store.Authority) (n int) {
		require.NoError(t, pool.QueryRow(t.Context(), "SELECT count(*) FROM "+o.Schema+".lobby_unread WHERE authority = $1", string(a)).Scan(&n))
		return n
	}
	tell := func(a store.Authority, ids ...int) {
		b := store.Batch{Authority: a}
		for _, i := range ids {
			e := event(name("e", i), "")
			e.Authority, e.At = a, noon.Add(time.Duration(i)*time.Second)
			b.Events = append(b.Events, e)
		}
		require.NoError(t, s.Commit(t.Context(), b))
	}
	const read = hackney + "/read"
	tell(hackney, 0)
	require.NoError(t, s.Commit(t.Context(), store.Batch{Authority: hackney, Acks: []store.Ack{{Consumer: "mailer", Event: store.EventID(name("e", 0))}}}))
	const told = 600
	for i := 1; i < told; {
		n := 1 + i%3*20
		var ids []int
		for ; n > 0 && i < told; n-- {
			ids = append(ids, i)
			i++
		}
		tell(hackney, ids...)
		tell(read, ids...)
	}
	require.Less(t, left(read), 300, "nobody has acknowledged anything")
	require.Equal(t, told-1, left(hackney), "there is a consumer who has yet to")
	require.Len(t, unacknowledged(t, s, "mailer"), told-1)

	b := store.Batch{Authority: read, Acks: []store.Ack{{Consumer: "late", Event: store.EventID(name("e", 7))}}}
	require.NoError(t, s.Commit(t.Context(), b))
	page, err := s.Events(t.Context(), store.EventQuery{Authority: read, Unacked: "late", Limit: store.MaxPage})
	require.NoError(t, err)
	require.Len(t, page, store.MaxPage, "whoever comes late is given what was told before")
	tell(read, told)
	b.Acks[0].Event = store.EventID(name("e", 8))
	require.NoError(t, s.Commit(t.Context(), b))
	require.NoError(t, s.Commit(t.Context(), b))
	require.Equal(t, told-2, left(read))
}

var acknowledged = flag.Int("poll.acknowledged", 1000, "events that were acknowledged before the poll of the benchmark")

// BenchmarkPoll polls where there is nothing new, after -poll.acknowledged events.
func BenchmarkPoll(b *testing.B) {
	pool := openPool(b, sharedURL(b))
	o := fresh(b, pool, postgres.Options{})
	s := postgres.New(pool, o)
	_, err := pool.Exec(b.Context(), fmt.Sprintf(`INSERT INTO %s.lobby_event SELECT '%s', 'e' || i, timestamptz '2026-01-01Z' + i * interval '1s', 'received', 'hpa2', 'a', '', 1, '', '', '', '', '' FROM generate_series(1, %d) AS i;
INSERT INTO %[1]s.lobby_ack SELECT authority, 'mailer', id FROM %[1]s.lobby_event;
INSERT INTO %[1]s.lobby_consumer VALUES ('%[2]s', 'mailer', 'infinity', '')`, o.Schema, hackney, *acknowledged))
	must(b, err)
	for n := range 40 { // the latest come and go as they do in service
		e := event(name("new", n), "")
		must(b, s.Commit(b.Context(), store.Batch{Authority: hackney, Events: []store.Event{e}}))
		must(b, s.Commit(b.Context(), store.Batch{Authority: hackney, Acks: []store.Ack{{Consumer: "mailer", Event: e.ID}}}))
	}
	must(b, s.Scrub(b.Context(), false))
	l := laps{}
	for b.Loop() {
		must(b, l.time("poll", func() error {
			page, err := s.Events(b.Context(), store.EventQuery{Authority: hackney, Unacked: "mailer", Limit: 100})
			if len(page) > 0 {
				b.Fatal("something is left")
			}
			return err
		}))
	}
	l.report(b)
}
