package storetest

import (
	"errors"
	"fmt"
	"runtime/debug"
	"slices"
	"sync"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// commit commits a batch that must succeed.
func (s *subject) commit(t tb, b store.Batch) {
	t.Helper()
	require.NoError(t, s.Commit(t.Context(), b), "commit of %v", b)
}

// given commits a batch that a check begins with, against which nothing stands: in
// parts, where the store takes less at once.
func (s *subject) given(t tb, b store.Batch) {
	t.Helper()
	for _, part := range parted(b, s.most()) {
		if err := s.Commit(t.Context(), part); err != nil {
			s.unprepared.Store(true)
			if errors.Is(err, store.ErrConflict) {
				t.Fatalf("set-up: a batch that nothing stands against is a conflict: %v. ErrConflict is for a row at another version or a reference that is taken, and for nothing else", err)
			}
			t.Fatalf("set-up: a batch that nothing stands against fails, up to %d times one after another: %v", tries, err)
		}
	}
}

// most is how many items the store takes at once.
func (s *subject) most() int { return store.BatchLimit(s.raw) }

// parted is a batch in batches of at most n items, as it is where it is no larger.
func parted(b store.Batch, n int) (parts []store.Batch) {
	if b.Len() <= n {
		return []store.Batch{b}
	}
	for some := range slices.Chunk(b.Records, n) {
		parts = append(parts, store.Batch{Authority: b.Authority, Records: some})
	}
	for some := range slices.Chunk(b.Clients, n) {
		parts = append(parts, store.Batch{Authority: b.Authority, Clients: some})
	}
	for some := range slices.Chunk(b.Events, n) {
		parts = append(parts, store.Batch{Authority: b.Authority, Events: some})
	}
	for some := range slices.Chunk(b.Acks, n) {
		parts = append(parts, store.Batch{Authority: b.Authority, Acks: some})
	}
	for some := range slices.Chunk(b.Retired, n) {
		parts = append(parts, store.Batch{Authority: b.Authority, Retired: some})
	}
	return parts
}

// refuse commits a batch that must be a conflict.
func (s *subject) refuse(t tb, b store.Batch, why string) {
	t.Helper()
	_, err := insist(t.Context(), func() error { return s.asked.Commit(t.Context(), b) })
	require.ErrorIs(t, err, store.ErrConflict, why)
}

// record reads a record that must be there.
func (s *subject) record(t tb, a store.Authority, id store.RecordID) store.Record {
	t.Helper()
	r, err := recordOf(t.Context(), s, a, id)
	require.NoError(t, err, "reading record %q", id)
	return r
}

// client reads a client that must be there.
func (s *subject) client(t tb, a store.Authority, id store.ClientID) store.Client {
	t.Helper()
	c, err := clientOf(t.Context(), s, a, id)
	require.NoError(t, err, "reading client %q", id)
	return c
}

// noRecord fails if a record is there.
func (s *subject) noRecord(t tb, a store.Authority, id store.RecordID) {
	t.Helper()
	_, err := recordOf(t.Context(), s, a, id)
	require.ErrorIs(t, err, errAbsent, "record %q", id)
}

// noClient fails if a client is there.
func (s *subject) noClient(t tb, a store.Authority, id store.ClientID) {
	t.Helper()
	_, err := clientOf(t.Context(), s, a, id)
	require.ErrorIs(t, err, errAbsent, "client %q", id)
}

// holds fails unless the record is stored as given, at a version.
func (s *subject) holds(t tb, at store.Version, r store.Record) {
	t.Helper()
	r.Version = at
	requireSame(t, r, s.record(t, r.Authority, r.ID), "record %q", r.ID)
}

// holdsClient fails unless the client is stored as given, at a version.
func (s *subject) holdsClient(t tb, at store.Version, c store.Client) {
	t.Helper()
	c.Version = at
	requireSame(t, c, s.client(t, c.Authority, c.ID), "client %q", c.ID)
}

// page is one page of records.
func (s *subject) page(t tb, q store.Query) []store.Record {
	t.Helper()
	page, err := s.Records(t.Context(), q)
	require.NoError(t, err)
	require.LessOrEqual(t, len(page.Records), q.Limit, "a page holds more than its limit")
	require.Empty(t, page.Unreadable)
	return page.Records
}

// scan reads all records that q asks for, page by page, doing something
// between the pages.
func (s *subject) scan(t tb, q store.Query, between ...func()) []store.Record {
	t.Helper()
	return pages(t, 10_000, q.Limit, func() []store.Record { return s.page(t, q) }, func(last store.Record) {
		q.After = store.Cursor{Received: last.Received, ID: last.ID}
	}, between...)
}

// pages reads page after page, doing something between them, and fails if there are as
// many rows as most, and no end. after has the next page begin after a row.
func pages[Row any](t tb, most, limit int, page func() []Row, after func(Row), between ...func()) (all []Row) {
	t.Helper()
	for {
		rows := page()
		all = append(all, rows...)
		if len(rows) < limit {
			return all
		}
		require.Less(t, len(all), most, "the scan does not end")
		after(rows[len(rows)-1])
		for _, f := range between {
			f()
		}
	}
}

// rows reads rows by their ids.
func (s *subject) rows(t tb, a store.Authority, ids store.IDs) store.Rows {
	t.Helper()
	rows, err := s.Rows(t.Context(), a, ids)
	require.NoError(t, err)
	requireAllRead(t, rows)
	return rows
}

// requireAllRead fails if a row was there and could not be read.
func requireAllRead(t tb, rows store.Rows) {
	t.Helper()
	require.Empty(t, rows.Unreadable.Records, "records that cannot be read")
	require.Empty(t, rows.Unreadable.Clients, "clients that cannot be read")
}

// clientPage is one page of the register.
func (s *subject) clientPage(t tb, q store.ClientQuery) []store.Client {
	t.Helper()
	page, err := s.Clients(t.Context(), q)
	require.NoError(t, err)
	require.LessOrEqual(t, len(page.Clients), q.Limit, "a page holds more than its limit")
	require.Empty(t, page.Unreadable)
	return page.Clients
}

// register reads all clients of an authority, page by page, doing something
// between the pages.
func (s *subject) register(t tb, a store.Authority, limit int, between ...func()) []store.Client {
	t.Helper()
	q := store.ClientQuery{Authority: a, Limit: limit}
	return pages(t, 10_000, limit, func() []store.Client { return s.clientPage(t, q) }, func(last store.Client) { q.After = last.ID }, between...)
}

// eventPage is one page of events.
func (s *subject) eventPage(t tb, q store.EventQuery) []store.Event {
	t.Helper()
	page, err := s.Events(t.Context(), q)
	require.NoError(t, err)
	require.LessOrEqual(t, len(page), q.Limit, "a page holds more than its limit")
	return page
}

// allEvents reads all events that q asks for, page by page.
func (s *subject) allEvents(t tb, q store.EventQuery) []store.Event {
	t.Helper()
	return pages(t, 100_000, q.Limit, func() []store.Event { return s.eventPage(t, q) }, func(last store.Event) {
		q.After = store.EventCursor{At: last.At, ID: last.ID}
	})
}

// pool asks for candidates.
func (s *subject) pool(t tb, a store.Authority, limit int, ks ...matching.Key) matching.Pool {
	t.Helper()
	pool, err := s.Candidates(t.Context(), a, ks, limit)
	require.NoError(t, err)
	require.Len(t, pool.Counts, len(ks), "one count for each key asked")
	for i, k := range ks {
		require.Equal(t, k, pool.Counts[i].Key, "counts come in the order asked")
	}
	return pool
}

// ids are the ids of rows, in their order.
func ids[Row, ID any](rows []Row, id func(Row) ID) []ID {
	list := make([]ID, len(rows))
	for i, r := range rows {
		list[i] = id(r)
	}
	return list
}

func recordID(r store.Record) store.RecordID { return r.ID }
func clientID(c store.Client) store.ClientID { return c.ID }
func eventID(e store.Event) store.EventID    { return e.ID }
func personID(c matching.Candidate) string   { return c.ID }

// together runs f in n goroutines that start as one, and returns what each
// returned. One that panics ends neither the others nor the test.
func together(n int, f func(i int) error) []error {
	errs := make([]error, n)
	start := make(chan struct{})
	var done sync.WaitGroup
	for i := range n {
		done.Go(func() {
			<-start
			defer func() {
				if what := recover(); what != nil {
					errs[i] = fmt.Errorf("a call panicked: %v\n%s", what, debug.Stack())
				}
			}()
			errs[i] = f(i)
		})
	}
	close(start)
	done.Wait()
	return errs
}

// separate is a batch of a record, a client and an event of one id, which nothing else has.
func separate(id string) store.Batch {
	return store.Batch{
		Authority: here, Records: []recordChange{write(0, aRecord(store.RecordID(id)))}, Clients: []clientChange{writeClient(0, aClient(store.ClientID(id)))},
		Events: []store.Event{anEvent(store.EventID(id))},
	}
}

// requireTruth fails if the outcome of a commit tells other than what became of it.
func requireTruth(t tb, outcome error, applied bool) {
	t.Helper()
	if outcome == nil {
		require.True(t, applied, "a commit that succeeded is not there")
	} else if certain(outcome) || errors.Is(outcome, store.ErrBusy) {
		require.False(t, applied, "a commit that was applied is said to have written nothing: %v", outcome)
	}
}
