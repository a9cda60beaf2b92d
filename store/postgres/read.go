package postgres

import (
	"context"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"

	"github.com/caselobby/caselobby/store"
)

// Record returns one lobby record.
func (s *Store) Record(ctx context.Context, a store.Authority, id store.RecordID) (store.Record, error) {
	return one(ctx, s, "record", a, selectRecord, string(id), (*stored).record)
}

// Client returns one client with its cases.
func (s *Store) Client(ctx context.Context, a store.Authority, id store.ClientID) (store.Client, error) {
	return one(ctx, s, "client", a, selectClient, string(id), (*stored).client)
}

func one[Row any](ctx context.Context, s *Store, op string, a store.Authority, text, id string, decode func(*stored, store.Authority) (Row, error)) (Row, error) {
	var found []Row
	err := s.page(ctx, op, a, &query{text, []any{string(a), id}}, func(rows pgx.Rows) error {
		return collect(rows, a, &found, decode)
	})
	if err == nil && len(found) == 0 {
		err = store.ErrNotFound
	}
	if err != nil {
		var none Row
		return none, err
	}
	return found[0], nil
}

func collect[Row any](rows pgx.Rows, a store.Authority, found *[]Row, decode func(*stored, store.Authority) (Row, error)) error {
	var part stored
	if err := rows.Scan(part.fields()...); err != nil {
		return err
	}
	row, err := decode(&part, a)
	*found = append(*found, row)
	return err
}

// Records returns one page of records. Undecided records have an index of
// their own, so a lobby's list costs the same however much has been decided.
func (s *Store) Records(ctx context.Context, q store.Query) ([]store.Record, error) {
	if err := q.Check(); err != nil {
		return nil, err
	}
	var page []store.Record
	err := s.page(ctx, "records", q.Authority, recordsQuery(q), func(rows pgx.Rows) error {
		return collect(rows, q.Authority, &page, (*stored).record)
	})
	return page, err
}

// Events returns one page of events. A consumer that polls for what it has not
// acknowledged does well to pass an After some minutes behind what it handled
// last: an event is committed within the commit's time limits of its At, and
// without an After every poll passes over all that was ever acknowledged.
func (s *Store) Events(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
	if err := q.Check(); err != nil {
		return nil, err
	}
	var page []store.Event
	err := s.page(ctx, "events", q.Authority, eventsQuery(q), func(rows pgx.Rows) error {
		e := store.Event{Authority: q.Authority}
		if err := rows.Scan(eventFields(&e)...); err != nil {
			return err
		}
		e.At = instant(e.At)
		page = append(page, e)
		return nil
	})
	return page, err
}

// Size returns the number of clients, exactly.
func (s *Store) Size(ctx context.Context, a store.Authority) (int, error) {
	var n int
	err := s.read(ctx, "size", a, func(b *pgx.Batch) {
		b.Queue(s.text(selectSize), string(a), allSlots()).QueryRow(func(row pgx.Row) error { return row.Scan(&n) })
	})
	return n, err
}

func (s *Store) page(ctx context.Context, op string, a store.Authority, q *query, scan func(pgx.Rows) error) error {
	return s.read(ctx, op, a, func(b *pgx.Batch) {
		b.Queue(s.text(q.text), q.args...).Query(func(rows pgx.Rows) error {
			for rows.Next() {
				if err := scan(rows); err != nil {
					return err
				}
			}
			return rows.Err()
		})
	})
}

// query is a statement made of clauses, each of which binds its own arguments.
type query struct {
	text string
	args []any
}

// with adds a clause, whose verbs become the numbers of the values.
func (q *query) with(clause string, values ...any) *query {
	numbers := make([]any, len(values))
	for i, v := range values {
		q.args = append(q.args, v)
		numbers[i] = len(q.args)
	}
	q.text += fmt.Sprintf(clause, numbers...)
	return q
}

func recordsQuery(q store.Query) *query {
	s := &query{selectRecords, []any{string(q.Authority)}}
	if len(q.States) > 0 && !slices.ContainsFunc(q.States, store.State.Decided) {
		s.with(onlyUndecided)
	}
	if !q.ReceivedFrom.IsZero() {
		s.with(receivedFrom, instant(q.ReceivedFrom))
	}
	if !q.ReceivedBefore.IsZero() {
		s.with(receivedUntil, instant(q.ReceivedBefore))
	}
	if q.System != "" {
		s.with(ofSystem, string(q.System))
	}
	if len(q.States) > 0 {
		s.with(inStates, texts(q.States))
	}
	if len(q.Channels) > 0 {
		s.with(byChannels, texts(q.Channels))
	}
	if q.Holder != "" {
		s.with(heldBy, string(q.Holder))
	}
	if q.Provider != "" {
		s.with(ofProvider, string(q.Provider))
	}
	after, order := recordsAfter, oldestFirst
	if q.Descending {
		after, order = recordsBefore, newestFirst
	}
	if q.After != (store.Cursor{}) {
		s.with(after, instant(q.After.Received), string(q.After.ID))
	}
	return s.with(order, q.Limit)
}

func eventsQuery(q store.EventQuery) *query {
	s := &query{selectEvents, []any{string(q.Authority)}}
	if q.After != (store.EventCursor{}) {
		s.with(eventsAfter, instant(q.After.At), string(q.After.ID))
	}
	if q.Record != "" {
		s.with(ofRecord, string(q.Record))
	}
	if q.Client != "" {
		s.with(ofClient, string(q.Client))
	}
	if q.Unacked != "" {
		s.with(unacked, string(q.Unacked))
	}
	return s.with(eventsInOrder, q.Limit)
}

func texts[S ~string](from []S) []string {
	to := make([]string, len(from))
	for i, s := range from {
		to[i] = string(s)
	}
	return to
}
