package storetest

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// workers is how many goroutines a storm has.
const workers = 64

var races = group{"races", []check{
	{
		name: "of many who write one version exactly one wins",
		why:  "one record, one decision: two winners are two decisions, no winner is an officer who cannot work",
		run: func(t tb, s *subject) {
			s.given(t, records(write(0, aRecord("r"))))
			s.given(t, clients(writeClient(0, aClient("c"))))
			for round := range store.Version(s.rounds(16)) {
				errs := together(workers, func(i int) error {
					r, c := aRecord("r"), aClient("c")
					r.Head, c.From = fmt.Sprint(i), store.RecordID(fmt.Sprint(i))
					return s.Commit(t.Context(), store.Batch{
						Authority: here, Records: []recordChange{write(round+1, r)}, Clients: []clientChange{writeClient(round+1, c)},
					})
				})
				winner := requireOneWinner(t, errs)
				r, c := s.record(t, here, "r"), s.client(t, here, "c")
				require.Equal(t, round+2, r.Version)
				require.Equal(t, round+2, c.Version)
				require.Equal(t, fmt.Sprint(winner), r.Head, "the record stored is not the winner's")
				require.Equal(t, fmt.Sprint(winner), string(c.From), "the client stored is not the winner's")
			}
		},
	},
	{
		name: "of many who insert one id exactly one wins",
		why:  "a sender that delivers one case sixteen times at once has sent one case",
		run: func(t tb, s *subject) {
			for round := range s.rounds(16) {
				id := fmt.Sprint(round)
				requireOneWinner(t, together(workers, func(i int) error {
					r := aRecord(store.RecordID(id))
					r.Head = fmt.Sprint(i)
					b := records(write(0, r))
					b.Events = []store.Event{anEvent(store.EventID(fmt.Sprintf("%s-%d", id, i)))}
					return s.Commit(t.Context(), b)
				}))
				requireOneWinner(t, together(workers, func(i int) error {
					c := aClient(store.ClientID(id))
					c.From = store.RecordID(fmt.Sprint(i))
					return s.Commit(t.Context(), clients(writeClient(0, c)))
				}))
				require.Len(t, s.allEvents(t, store.EventQuery{Authority: here, Limit: store.MaxPage}), round+1)
			}
		},
	},
	{
		name: "who loses a race leaves nothing",
		why:  "a store that counts, indexes, takes a reference, acknowledges or retires beside the write that lost has done half of a batch: a search leads to a row that does not carry the key, and a reference is kept by nobody",
		run: func(t tb, s *subject) {
			for round := range s.rounds(8) {
				for version := range store.Version(2) {
					requireWinnerAlone(t, s, round, version)
				}
			}
		},
	},
	{
		name: "of many who take one reference exactly one wins",
		why:  "two officers who create two clients at once must not send out one reference twice",
		run: func(t tb, s *subject) {
			for round := range s.rounds(20) {
				requireOneWinner(t, together(workers, func(i int) error {
					return s.Commit(t.Context(), clients(referred(0, store.ClientID(fmt.Sprintf("%d-%d", round, i)), fmt.Sprint("HRS-", round))))
				}))
			}
			requireSize(t, s, here, s.rounds(20))
			const crew = 16
			for i := range crew {
				s.given(t, in(there, clients(referred(0, store.ClientID(fmt.Sprint(i)), ""))))
			}
			at := make([]store.Version, crew)
			for round := range s.rounds(20) { // clients who have none, or another
				winner := requireOneWinner(t, together(crew, func(i int) error {
					return s.Commit(t.Context(), in(there, clients(referred(1+at[i], store.ClientID(fmt.Sprint(i)), fmt.Sprint("HRS-", round)))))
				}))
				at[winner]++
			}
		},
	},
	{
		name: "of two batches that cross exactly one wins",
		why:  "batches that name the same rows in opposite order must neither both pass nor wait for each other for ever",
		run: func(t tb, s *subject) {
			for i := range 2 {
				s.given(t, records(write(0, aRecord(store.RecordID(fmt.Sprint(i))))))
				s.given(t, clients(writeClient(0, aClient(store.ClientID(fmt.Sprint(i))))))
			}
			for version := store.Version(1); version <= store.Version(s.rounds(16)); version++ {
				requireOneWinner(t, together(workers, func(i int) error {
					b := store.Batch{Authority: here}
					for _, id := range []string{fmt.Sprint(i % 2), fmt.Sprint(1 - i%2)} {
						r, c := aRecord(store.RecordID(id)), aClient(store.ClientID(id))
						r.Head = fmt.Sprint(i)
						b.Records = append(b.Records, write(version, r))
						b.Clients = append([]clientChange{writeClient(version, c)}, b.Clients...)
					}
					return s.Commit(t.Context(), b)
				}))
			}
			for round := range min(s.rounds(8), 3) {
				requireOneWinner(t, together(2, func(i int) error {
					first, second := fmt.Sprint("HRS-", round, i), fmt.Sprint("HRS-", round, 1-i)
					return s.Commit(t.Context(), clients(referred(0, store.ClientID(fmt.Sprint(round, "a", i)), first), referred(0, store.ClientID(fmt.Sprint(round, "b", i)), second)))
				}))
			}
		},
	},
	{
		name: "a counter that many raise misses nothing",
		why:  "a write that was acknowledged and then lost leaves a gap",
		run: func(t tb, s *subject) {
			s.given(t, clients(writeClient(0, aClient("c"))))
			const crew = 16              // as many as share one row, each write is tried as often
			each := min(s.rounds(8), 64) // the client must fit into a row
			errs := together(crew, func(i int) error {
				for n := range each {
					if err := raise(t.Context(), s, fmt.Sprintf("%d-%d", i, n)); err != nil {
						return err
					}
				}
				return nil
			})
			require.NoError(t, errors.Join(errs...))
			c := s.client(t, here, "c")
			require.Equal(t, store.Version(1+crew*each), c.Version, "versions count the writes")
			require.Equal(t, len(aClient("c").Cases)+crew*each, len(c.Cases), "cases that were acknowledged are missing")
			require.Len(t, s.allEvents(t, store.EventQuery{Authority: here, Client: "c", Limit: store.MaxPage}), crew*each)
		},
	},
}}

// requireOneWinner fails unless one commit succeeded and all others were
// conflicts. It returns whose succeeded.
func requireOneWinner(t tb, errs []error) int {
	t.Helper()
	winner := -1
	for i, err := range errs {
		if err == nil {
			require.Equal(t, -1, winner, "two commits of one version succeeded")
			winner = i
			continue
		}
		require.ErrorIs(t, err, store.ErrConflict)
	}
	require.NotEqual(t, -1, winner, "no commit succeeded")
	return winner
}

// raise adds a case to the client, and an event that tells of it, trying again
// as long as others are quicker.
func raise(ctx context.Context, s *subject, name string) error {
	for {
		c, err := clientOf(ctx, s, here, "c")
		if err != nil {
			return err
		}
		if slices.ContainsFunc(c.Cases, func(k store.Case) bool { return string(k.ID) == name }) {
			return nil // it was ours, and others have written since
		}
		c.Cases = append(c.Cases, store.Case{ID: store.CaseID(name)})
		b := clients(writeClient(c.Version, c))
		b.Events = []store.Event{{Authority: here, ID: store.EventID(name), At: morning, Client: "c", Version: c.Version + 1}}
		runtime.Gosched() // let the others read the same version
		if err := s.Commit(ctx, b); !errors.Is(err, store.ErrConflict) {
			return err
		}
	}
}

// requireWinnerAlone has many write one record and one client, each with keys, a
// reference, an acknowledgement and a retirement of its own, and fails if what the losers
// wanted is to be seen.
func requireWinnerAlone(t tb, s *subject, round int, version store.Version) {
	t.Helper()
	const crew = 16
	id, stem := fmt.Sprint(round), fmt.Sprintf("%d-%d-", round, version)
	key := func(i int) matching.Key { return matching.Key(1000*(2*round+int(version)+1) + i) }
	var told []store.Event
	for i := range 2 * crew {
		told = append(told, store.Event{Authority: here, ID: store.EventID(fmt.Sprintf("%s%02d", stem, i)), At: morning, Record: store.RecordID(stem)})
	}
	s.given(t, events(told...))
	winner := requireOneWinner(t, together(crew, func(i int) error {
		r := store.Record{Authority: here, ID: store.RecordID(id), State: store.StateWaiting, Received: morning, Keys: keys(key(i))}
		c := store.Client{Authority: here, ID: store.ClientID(id), Reference: fmt.Sprint(stem, i), Keys: keys(key(i), key(i)|1<<63)}
		return s.Commit(t.Context(), store.Batch{
			Authority: here, Records: []recordChange{write(version, r)}, Clients: []clientChange{writeClient(version, c)},
			Acks: []store.Ack{{Consumer: "mail", Event: told[i].ID}}, Retired: []store.EventID{told[crew+i].ID},
		})
	}))
	var asked []matching.Key
	var freed []clientChange
	for i := range crew {
		if i != winner {
			asked = append(asked, key(i), key(i)|1<<63)
			freed = append(freed, writeClient(0, store.Client{Authority: here, ID: store.ClientID(fmt.Sprint(stem, i)), Reference: fmt.Sprint(stem, i)}))
		}
	}
	pool := s.pool(t, here, crew, asked...)
	require.Empty(t, pool.Clients, "found by the keys of who lost")
	require.Empty(t, pool.Records, "found by the keys of who lost")
	for _, n := range pool.Counts {
		require.Zero(t, n.Clients, "counted under the keys of who lost")
	}
	require.Equal(t, round+1, pool.Size, "the register's size")
	pool = s.pool(t, here, crew, key(winner), key(winner)|1<<63)
	require.Equal(t, []string{id}, ids(pool.Clients, personID))
	require.Equal(t, []string{id}, ids(pool.Records, personID))
	require.Equal(t, []int{1, 1}, ids(pool.Counts, func(n matching.KeyCount) int { return n.Clients }))
	s.given(t, clients(freed...)) // the references of who lost
	left := ids(told, eventID)
	left = slices.Delete(left, crew+winner, crew+winner+1)
	q := store.EventQuery{Authority: here, Record: store.RecordID(stem), Limit: 3 * crew}
	require.Equal(t, left, ids(s.eventPage(t, q), eventID), "what who lost would have retired")
	q.Unacked = "mail"
	require.Equal(t, slices.Delete(left, winner, winner+1), ids(s.eventPage(t, q), eventID), "what who lost would have acknowledged")
}
