package storetest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/store"
)

var transacting = group{"transactions", []check{
	{
		name:  "what is committed in the host's transaction takes effect with it",
		why:   "a host writes rows of its own beside the lobby's, and both must be there or neither",
		needs: transactions,
		run: func(t tb, s *subject) {
			for _, keep := range []bool{true, false} {
				id := fmt.Sprint("kept-", keep)
				read, outdated := anEvent(store.EventID("read: "+id)), anEvent(store.EventID("outdated: "+id))
				s.given(t, events(read, outdated))
				s.given(t, acks("mail", "nothing yet"))
				before := s.pool(t, here, 9, counted)
				inside, end := s.begun(t)
				b := store.Batch{Authority: here, Events: []store.Event{anEvent(store.EventID(id))}}
				r, c := aRecord(store.RecordID(id)), aClient(store.ClientID(id))
				r.Keys, c.Keys, c.Reference = keys(1), keys(1, counted), id
				b.Records, b.Clients = []recordChange{write(0, r)}, []clientChange{writeClient(0, c)}
				inside.commit(t, b)
				inside.holds(t, 1, r)
				r.Head = "twice in one transaction"
				inside.commit(t, records(write(1, r)))
				inside.holds(t, 2, r)
				inside.holdsClient(t, 1, c)
				requireAmong(t, inside, b)
				if _, can := inside.raw.(store.Gatherer); can {
					told := anEvent(store.EventID("who looks: " + id))
					_, _, err := inside.search(t.Context(), here, 9, keys(1), told)
					require.NoError(t, err)
					b.Events = append(b.Events, told)
					requireAmong(t, inside, b)
				}
				done := acks("mail", read.ID)
				done.Retired = []store.EventID{outdated.ID}
				inside.commit(t, done)
				requireDone(t, inside, true, read.ID, outdated.ID)
				requireDone(t, s, false, read.ID, outdated.ID)
				if p, says := inside.raw.(store.Parallel); says {
					require.False(t, p.Parallel(), "a transaction has one connection")
				}
				s.noRecord(t, here, r.ID)
				s.noClient(t, here, c.ID)
				require.Equal(t, before.Size, s.pool(t, here, 9).Size, "others count what is not committed")
				require.NoError(t, end(keep))
				requireDone(t, s, keep, read.ID, outdated.ID)

				after := s.pool(t, here, 9, counted)
				if !keep {
					s.noRecord(t, here, r.ID)
					s.noClient(t, here, c.ID)
					require.Equal(t, before, after, "what the host has undone is counted")
					for _, e := range s.allEvents(t, store.EventQuery{Authority: here, Limit: 9}) {
						require.NotContains(t, ids(b.Events, eventID), e.ID, "what the host has undone is told")
					}
					s.commit(t, done)
					s.commit(t, b)
				}
				requireAmong(t, s, b)
				s.holdsClient(t, 1, c)
				require.Equal(t, before.Size+1, s.pool(t, here, 9).Size)
			}
		},
	},
	{
		name:  "a conflict leaves the host's transaction as it was",
		why:   "a conflict is an answer: what the host has written besides, and what it commits after, stand",
		needs: transactions,
		run: func(t tb, s *subject) {
			s.given(t, furnished())
			inside, end := s.begun(t)
			inside.commit(t, records(write(0, aRecord("before"))))
			b := furnished()
			b.Records = append([]recordChange{write(0, aRecord("half"))}, b.Records...)
			require.ErrorIs(t, inside.asked.Commit(t.Context(), b), store.ErrConflict)
			require.ErrorIs(t, inside.asked.Commit(t.Context(), records(write(0, misspelt(aRecord("half"))))), store.ErrInvalid)
			inside.noRecord(t, here, "half")
			inside.commit(t, records(write(0, aRecord("after"))))
			require.NoError(t, end(true))
			s.holds(t, 1, aRecord("before"))
			s.holds(t, 1, aRecord("after"))
			s.noRecord(t, here, "half")
			requireFurnishedBeside(t, s)
		},
	},
	{
		name:  "of a host's transaction and another's commit one gives way",
		why:   "a version that was read in a transaction may have passed when it writes: neither may overwrite the other, and one that has only read keeps nobody waiting",
		needs: transactions,
		run: func(t tb, s *subject) {
			s.given(t, furnished())
			r := *furnished().Records[0].Next
			inside, end := s.begun(t)
			inside.holds(t, 1, r)
			outer := r
			outer.Head = "the other's"
			s.commit(t, records(write(1, outer)))
			r.Head = "the host's"
			err := inside.asked.Commit(t.Context(), records(write(1, r)))
			require.Error(t, err, "both have written one version")
			require.NoError(t, end(false))
			s.holds(t, 2, outer)
		},
	},
}}

var migrating = group{"migrations", []check{
	{
		name:  "instances that start together migrate once",
		why:   "a service starts in several processes at the same moment, each of which migrates",
		needs: migrations,
		run: func(t tb, s *subject) {
			db := s.emptied(t)
			for range 2 {
				requireAll(t, together(8, func(int) error { return db.Migrate(t.Context()) }))
			}
			s = s.on(db.opened(t))
			s.commit(t, furnished())
			requireFurnished(t, s, furnished())
		},
	},
	{
		name:  "what is migrated already stays as it is",
		why:   "every start migrates: it must not touch what is there, nor stop who is at work",
		needs: migrations,
		run: func(t tb, s *subject) {
			db := s.emptied(t)
			require.NoError(t, db.Migrate(t.Context()))
			s = s.on(db.opened(t))
			s.commit(t, furnished())
			requireAll(t, together(8, func(i int) error {
				if i%2 == 0 {
					return db.Migrate(t.Context())
				}
				return s.Commit(t.Context(), records(write(0, aRecord(store.RecordID(fmt.Sprint(i))))))
			}))
			requireFurnishedBeside(t, s)
			require.Len(t, s.scan(t, store.Query{Authority: here, Limit: 9}), 5)
		},
	},
	{
		name:  "a store without its tables says so",
		why:   "a lobby on the wrong database must not look like one in which nobody waits",
		needs: migrations,
		run: func(t tb, s *subject) {
			s = s.on(s.emptied(t).opened(t))
			for name, read := range reads(s) {
				require.Error(t, read(t.Context()), name)
			}
			err := s.asked.Commit(t.Context(), furnished())
			require.Error(t, err)
			require.False(t, errors.Is(err, store.ErrConflict) || errors.Is(err, store.ErrClosed), "%v", err)
		},
	},
	{
		name:  "a migration whose caller goes may be made again",
		why:   "a deployment is broken off, and begins anew: what is half made is finished, or was not begun",
		needs: migrations,
		run: func(t tb, s *subject) {
			db := s.emptied(t)
			for i := range 8 {
				ctx, cancel := context.WithTimeout(t.Context(), time.Duration(i)*time.Millisecond)
				_ = db.Migrate(ctx)
				cancel()
			}
			require.NoError(t, db.Migrate(t.Context()))
			s = s.on(db.opened(t))
			s.commit(t, furnished())
			requireFurnished(t, s, furnished())
		},
	},
}}

// requireDone fails unless one event was acknowledged and another retired, or neither was.
func requireDone(t tb, s *subject, done bool, acknowledged, retired store.EventID) {
	t.Helper()
	unread := ids(s.allEvents(t, store.EventQuery{Authority: here, Unacked: "mail", Limit: 9}), eventID)
	require.Equal(t, done, !slices.Contains(unread, acknowledged), "an event is acknowledged")
	require.Equal(t, done, !slices.Contains(unread, retired), "an event is retired")
}

// requireAmong fails unless every kind of read finds what a batch of one record and
// one client has written.
func requireAmong(t tb, s *subject, b store.Batch) {
	t.Helper()
	r, c := b.Records[0].ID, b.Clients[0].ID
	require.Contains(t, ids(s.page(t, store.Query{Authority: here, States: store.Undecided(), Limit: 9}), recordID), r)
	require.Contains(t, ids(s.clientPage(t, store.ClientQuery{Authority: here, Limit: 9}), clientID), c)
	pool := s.pool(t, here, 9, 1, counted)
	require.Contains(t, ids(pool.Clients, personID), string(c))
	require.Contains(t, ids(pool.Records, personID), string(r))
	require.Equal(t, len(pool.Clients), pool.Size)
	require.Equal(t, len(pool.Clients), pool.Counts[1].Clients)
	require.Subset(t, ids(s.eventPage(t, store.EventQuery{Authority: here, Limit: 9}), eventID), ids(b.Events, eventID))
}

// begun begins a host's transaction, and returns the store within it.
func (s *subject) begun(t tb) (inside *subject, end func(commit bool) error) {
	t.Helper()
	in, end, err := s.begin(t.Context(), s.raw)
	require.NoError(t, err, "the adapter's hook")
	return s.on(in), end
}

// emptied is a database without tables.
func (s *subject) emptied(t tb) Database {
	t.Helper()
	db, err := s.empty()
	require.NoError(t, err, "the adapter's hook")
	if db.Drop != nil {
		t.Cleanup(db.Drop)
	}
	return db
}

func (d Database) opened(t tb) store.Store {
	t.Helper()
	s, err := d.Open()
	return opened(t, s, err)
}

// requireFurnishedBeside fails unless what is furnished is there, whatever else is.
func requireFurnishedBeside(t tb, s *subject) {
	t.Helper()
	s.holds(t, 1, *furnished().Records[0].Next)
	s.holdsClient(t, 1, *furnished().Clients[0].Next)
	require.Len(t, s.pool(t, here, 9, 1).Clients, 1)
}
