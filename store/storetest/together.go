package storetest

import (
	"errors"
	"fmt"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

var atOnce = group{"at once", []check{
	{
		name: "an acknowledgement that many give at once is one, and all of them have given it",
		why:  "two workers of a consumer handle one event at the same moment: what is one when it is given twice is one when it is given at once, and no conflict",
		run: func(t tb, s *subject) {
			for round := range s.rounds(20) {
				id := numbered(round)
				s.given(t, events(store.Event{Authority: here, ID: id, At: minute(round)}))
				requireAll(t, together(workers, func(int) error { return s.Commit(t.Context(), acks("mail", id)) }))
				requireUnacked(t, s, store.EventQuery{Unacked: "mail"})
			}
		},
	},
	{
		name: "an event that many tell at once is one, and all of them have told it",
		why:  "a batch of unknown outcome is committed again while the first is still under way",
		run: func(t tb, s *subject) {
			for round := range s.rounds(20) {
				e := store.Event{Authority: here, ID: numbered(round), At: minute(round), Kind: "told"}
				requireAll(t, together(workers, func(int) error {
					return s.Commit(t.Context(), store.Batch{Authority: here, Events: []store.Event{e}, Acks: []store.Ack{{Consumer: "mail", Event: e.ID}}})
				}))
				requireSame(t, e, s.allEvents(t, store.EventQuery{Authority: here, Limit: store.MaxPage})[round], "the event")
				require.Equal(t, round+1, len(s.allEvents(t, store.EventQuery{Authority: here, Limit: store.MaxPage})))
			}
		},
	},
	{
		name: "an event that is told while a consumer acknowledges for the first time is still to be read",
		why:  "a store that begins to list what a consumer has yet to read lists what it sees, and whoever tells does not see the list: the event is in neither, and never delivered. One that is retired meanwhile is in neither, either",
		run: func(t tb, s *subject) {
			s.given(t, events(store.Event{Authority: here, ID: numbered(0), At: morning}))
			for round := range s.rounds(16) {
				requireAll(t, together(workers, func(i int) error {
					if i%8 == 0 {
						return s.Commit(t.Context(), acks(store.Consumer(fmt.Sprintf("new-%d-%d", round, i)), numbered(0)))
					}
					if i%8 == 1 && round > 0 { // told by another in the round before
						return s.Commit(t.Context(), retire(store.EventID(fmt.Sprintf("e-%d-%d", round-1, i+1))))
					}
					return s.Commit(t.Context(), events(store.Event{Authority: here, ID: store.EventID(fmt.Sprintf("e-%d-%d", round, i)), At: minute(round)}))
				}))
				told := ids(s.allEvents(t, store.EventQuery{Authority: here, Limit: store.MaxPage}), eventID)
				for i := 0; i < workers; i += 8 {
					q := store.EventQuery{Authority: here, Unacked: store.Consumer(fmt.Sprintf("new-%d-%d", round, i)), Limit: store.MaxPage}
					require.Equal(t, told[1:], ids(s.allEvents(t, q), eventID), "events to be read by a consumer who began while they were told, and others retired")
				}
			}
		},
	},
	{
		name: "an acknowledgement that is given while its event is retired goes with it",
		why:  "whoever acknowledges looks whether the event is there, and whoever retires it looks what was acknowledged: where neither waits for the other, what is told under its id later passes for handled",
		run: func(t tb, s *subject) {
			for round := range s.rounds(40) {
				e := store.Event{Authority: here, ID: numbered(round), At: minute(round)}
				s.given(t, events(e))
				requireAll(t, together(workers, func(i int) error {
					if i == 0 {
						return s.Commit(t.Context(), retire(e.ID))
					}
					return s.Commit(t.Context(), acks(store.Consumer(fmt.Sprint("worker-", i%8)), e.ID))
				}))
				s.given(t, events(e))
				for i := range 8 {
					q := store.EventQuery{Authority: here, Unacked: store.Consumer(fmt.Sprint("worker-", i)), Limit: store.MaxPage}
					require.Equal(t, round+1, len(s.allEvents(t, q)), "events to be read by %s, of which all were told again", q.Unacked)
				}
			}
		},
	},
	{
		name: "what many acknowledge and retire at once, each another event, is done",
		why:  "what a consumer has handled, and what there is, kept as one list that is read, added to and written, lacks what another added meanwhile: a letter is sent again, and a trail outlives its time",
		run: func(t tb, s *subject) {
			for round := range s.rounds(8) {
				var told []store.Event
				for i := range workers {
					told = append(told, store.Event{Authority: here, ID: store.EventID(fmt.Sprintf("%d-%02d", round, i)), At: minute(round)})
				}
				s.given(t, events(told...))
				s.given(t, acks("mail", told[0].ID))
				requireAll(t, together(workers, func(i int) error { return s.Commit(t.Context(), acks("mail", told[i].ID)) }))
				requireUnacked(t, s, store.EventQuery{Unacked: "mail"})
				requireAll(t, together(workers, func(i int) error { return s.Commit(t.Context(), retire(told[i].ID)) }))
				requireUnacked(t, s, store.EventQuery{})
			}
		},
	},
	{
		name: "batches that name the same events in opposite orders are all applied",
		why:  "two who tell, acknowledge or retire the same wait for each other if each begins where the other ends: neither is wrong, and a ring of them is the store's to avoid or to break",
		run: func(t tb, s *subject) {
			const crew = 8
			for round := range s.rounds(8) {
				var told []store.Event
				for i := range 6 {
					told = append(told, store.Event{Authority: here, ID: store.EventID(fmt.Sprintf("%d-%d", round, i)), At: minute(round)})
				}
				crossing := func(batch func(some []store.Event) store.Batch) {
					t.Helper()
					requireAll(t, together(crew, func(i int) error {
						if i%2 == 0 {
							return s.Commit(t.Context(), batch(told))
						}
						return s.Commit(t.Context(), batch(backward(told)))
					}))
				}
				crossing(func(some []store.Event) store.Batch { return events(some...) })
				require.Equal(t, len(told), len(s.allEvents(t, store.EventQuery{Authority: here, Limit: store.MaxPage})))
				crossing(func(some []store.Event) store.Batch { return acks("mail", ids(some, eventID)...) })
				requireUnacked(t, s, store.EventQuery{Unacked: "mail"})
				crossing(func(some []store.Event) store.Batch { return retire(ids(some, eventID)...) })
				requireUnacked(t, s, store.EventQuery{})
			}
		},
	},
	{
		name: "clients that many add at once are all counted",
		why:  "a counter that is read, raised and written misses those who raise it at the same moment: the register seems smaller than it is, and every rating is too high",
		run: func(t tb, s *subject) {
			rounds := min(s.rounds(8), 15) // exact up to 1000
			for round := range rounds {
				requireAll(t, together(workers, func(i int) error {
					c := store.Client{Authority: here, ID: store.ClientID(fmt.Sprintf("%d-%d", round, i)), Keys: keys(1, matching.Key(100+i), counted)}
					return s.Commit(t.Context(), clients(writeClient(0, c)))
				}))
				requireSize(t, s, here, workers*(round+1))
				require.Equal(t, workers*(round+1), s.pool(t, here, 1, counted).Counts[0].Clients, "carriers of a key that is only counted")
			}
			requireAll(t, together(workers, func(i int) error {
				c := store.Client{Authority: here, ID: store.ClientID(fmt.Sprintf("0-%d", i)), Keys: keys(2, counted|2)}
				return s.Commit(t.Context(), clients(writeClient(1, c)))
			}))
			pool := s.pool(t, here, 1000, counted, counted|2, 1, 2)
			require.Equal(t, []int{workers * (rounds - 1), workers, workers * (rounds - 1), workers}, ids(pool.Counts, func(n matching.KeyCount) int { return n.Clients }), "those who changed their keys at once")
			requireAll(t, together(workers, func(i int) error {
				c := store.Client{Authority: here, ID: store.ClientID(fmt.Sprintf("0-%d", i)), Erased: true}
				return s.Commit(t.Context(), clients(writeClient(2, c)))
			}))
			requireSize(t, s, here, workers*(rounds-1))
			require.Zero(t, s.pool(t, here, 1, counted|2).Counts[0].Clients, "carriers who were erased at once")
		},
	},
	{
		name: "batches that have no row in common are no conflict",
		why:  "ErrConflict says that a row is not at its version or a reference is taken: the lobby concludes from it that somebody else has decided, or that a reference is another's. A deadlock or a busy table is tried again",
		run: func(t tb, s *subject) {
			for round := range s.rounds(8) {
				a := store.Authority(fmt.Sprint("new-", round)) // which nobody has written to
				requireAll(t, together(workers, func(i int) error {
					return s.Commit(t.Context(), in(a, apart(i, 0)))
				}))
				requireAll(t, together(workers, func(i int) error {
					return s.Commit(t.Context(), in(a, apart(i, 1)))
				}))
				requireSize(t, s, a, 2*workers)
				for _, q := range []store.Query{{}, {Provider: "provider-1"}, {Holder: "officer-1"}, {Channels: []store.Channel{"web"}}, {States: store.Undecided()}, {System: "hpa2"}} {
					q.Authority, q.Limit = a, store.MaxPage
					require.Equal(t, workers, len(s.page(t, q)), "records that came at once, by %+v", q)
				}
				for i := range workers {
					taken := referred(0, "another", fmt.Sprintf("HRS-%d-1", i))
					s.refuse(t, in(a, clients(taken)), "a reference that was given when many others were")
				}
				require.Equal(t, 2*workers, len(s.allEvents(t, store.EventQuery{Authority: a, Limit: store.MaxPage})))
				require.Equal(t, 2*workers, len(s.allEvents(t, store.EventQuery{Authority: a, System: "hpa2", Limit: store.MaxPage})), "events of one system, told at once")
				require.Equal(t, 2*workers, len(s.allEvents(t, store.EventQuery{Authority: a, Client: "c", Limit: store.MaxPage})), "events of one client, told at once")
				require.Equal(t, 2*workers, len(s.register(t, a, store.MaxPage)), "clients who were added at once")
				for _, n := range s.pool(t, a, 1, counted, counted|2, counted|4, counted|6).Counts {
					require.Equal(t, workers, n.Clients, "carriers of a key that in each batch one client has lost and another was given")
				}
				pool := s.pool(t, a, store.MaxPage, 1, 2, 3)
				require.Equal(t, 2*workers, len(pool.Clients), "clients who were added at once, by the keys that they share")
				require.Equal(t, workers, len(pool.Records), "records that came at once, by the keys that they share")
			}
		},
	},
}}

// apart is a batch that has no row in common with another's, and that counts and
// indexes the same as all of them, each in an order of its own.
func apart(i int, expect store.Version) store.Batch {
	id := fmt.Sprint(i)
	r := store.Record{ID: store.RecordID(id), State: store.StateWaiting, Received: morning, Keys: keys(1, 2)}
	r.System, r.Channel, r.Provider, r.Claim = "hpa2", "web", "provider-1", &store.Claim{Officer: "officer-1"}
	b := store.Batch{Authority: here, Records: []recordChange{write(expect, r)}, Events: []store.Event{{ID: store.EventID(fmt.Sprintf("%s-%d", id, expect)), At: morning, Record: r.ID, Client: "c", System: "hpa2"}}}
	for n := range 2 {
		c := store.Client{ID: store.ClientID(fmt.Sprintf("%s-%d", id, n)), Reference: fmt.Sprintf("HRS-%s-%d", id, (n+int(expect))%2)}
		c.Keys = [][]matching.Key{keys(1, 2, counted, counted|2), keys(3, 4, counted|4, counted|6)}[(i+n+int(expect))%2]
		b.Clients = append(b.Clients, writeClient(expect, c))
	}
	return b
}

// requireAll fails unless all have succeeded.
func requireAll(t tb, errs []error) {
	t.Helper()
	failed := 0
	for _, err := range errs {
		if err != nil {
			failed++
		}
	}
	require.Zero(t, failed, "%d of %d failed, the first of them: %v", failed, len(errs), errors.Join(errs...))
}
