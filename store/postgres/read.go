package postgres

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/caselobby/caselobby/store"
)

// Rows returns records and clients by their ids, in one round trip.
func (s *Store) Rows(ctx context.Context, a store.Authority, ids store.IDs) (store.Rows, error) {
	if err := ids.Check(); err != nil {
		return store.Rows{}, err
	}
	if ids = ids.Possible(a); len(ids.Records)+len(ids.Clients) == 0 {
		return store.Rows{}, fault(ctx, "rows", ctx.Err())
	}
	var found store.Rows
	q := &query{selectRows, []any{string(a), texts(ids.Records), texts(ids.Clients)}}
	err := collect(ctx, s, "rows", a, q, &found, func(rows pgx.Rows) error {
		var isRecord bool
		var part stored
		if err := rows.Scan(append([]any{&isRecord}, part.fields()...)...); err != nil {
			return err
		}
		if isRecord {
			return readable(&found.Records, &found.Unreadable.Records, store.RecordID(part.ID))(part.record(a))
		}
		return readable(&found.Clients, &found.Unreadable.Clients, store.ClientID(part.ID))(part.client(a))
	})
	if err != nil {
		return store.Rows{}, err
	}
	slices.SortFunc(found.Records, func(x, y store.Record) int { return cmp.Compare(x.ID, y.ID) })
	slices.SortFunc(found.Clients, func(x, y store.Client) int { return cmp.Compare(x.ID, y.ID) })
	slices.Sort(found.Unreadable.Records)
	slices.Sort(found.Unreadable.Clients)
	return found, nil
}

// readable keeps a row or, where it cannot be read, what names it.
func readable[Row, Name any](rows *[]Row, unreadable *[]Name, name Name) func(Row, error) error {
	return func(row Row, err error) error {
		switch {
		case err == nil:
			*rows = append(*rows, row)
		case errors.Is(err, store.ErrFormat):
			*unreadable = append(*unreadable, name)
		default:
			return err
		}
		return nil
	}
}

// Records returns one page of records. Undecided records have an index of
// their own, so a lobby's list costs the same however much has been decided.
func (s *Store) Records(ctx context.Context, q store.Query) (store.Page, error) {
	if err := q.Check(); err != nil {
		return store.Page{}, err
	}
	var page store.Page
	err := collect(ctx, s, "records", q.Authority, recordsQuery(q), &page, func(rows pgx.Rows) error {
		var received time.Time
		var part stored
		if err := rows.Scan(append([]any{&received}, part.fields()...)...); err != nil {
			return err
		}
		at := store.Cursor{Received: store.Instant(received), ID: store.RecordID(part.ID)}
		return readable(&page.Records, &page.Unreadable, at)(part.record(q.Authority))
	})
	return page, err
}

// Clients returns one page of the register.
func (s *Store) Clients(ctx context.Context, q store.ClientQuery) (store.ClientPage, error) {
	if err := q.Check(); err != nil {
		return store.ClientPage{}, err
	}
	var page store.ClientPage
	list := &query{selectClients, []any{string(q.Authority), string(q.After), q.Limit}}
	err := collect(ctx, s, "clients", q.Authority, list, &page, func(rows pgx.Rows) error {
		var part stored
		if err := rows.Scan(part.fields()...); err != nil {
			return err
		}
		return readable(&page.Clients, &page.Unreadable, store.ClientID(part.ID))(part.client(q.Authority))
	})
	return page, err
}

// Events returns one page of events.
func (s *Store) Events(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
	if err := q.Check(); err != nil {
		return nil, err
	}
	var page []store.Event
	err := collect(ctx, s, "events", q.Authority, eventsQuery(q), &page, func(rows pgx.Rows) error {
		e := store.Event{Authority: q.Authority}
		if err := rows.Scan(eventFields(&e)...); err != nil {
			return err
		}
		e.At = store.Instant(e.At)
		page = append(page, e)
		return nil
	})
	return page, err
}

// collect sends a query and reads its rows into found, from nothing each time that it tries.
func collect[Found any](ctx context.Context, s *Store, op string, a store.Authority, q *query, found *Found, scan func(pgx.Rows) error) error {
	return s.read(ctx, op, a, store.Batch{}, func(b *pgx.Batch) {
		*found = *new(Found)
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
		s.with(receivedFrom, store.Instant(q.ReceivedFrom))
	}
	if !q.ReceivedBefore.IsZero() {
		s.with(receivedUntil, store.Instant(q.ReceivedBefore))
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
	if q.After != (store.Cursor{}) {
		s.with(recordsAfter, store.Instant(q.After.Received), string(q.After.ID))
	}
	return s.with(oldestFirst, q.Limit)
}

// eventsQuery asks for events, or for those of a record or a client, of which there
// are few; pollQuery for what a consumer has yet to acknowledge.
func eventsQuery(q store.EventQuery) *query {
	if q.Unacked != "" && q.Record == "" && q.Client == "" {
		return pollQuery(q)
	}
	s := &query{selectEvents, []any{string(q.Authority)}}
	if q.After != (store.EventCursor{}) {
		s.with(eventsAfter, store.Instant(q.After.At), string(q.After.ID))
	}
	if q.Record != "" {
		s.with(ofRecord, string(q.Record))
	}
	if q.Client != "" {
		s.with(ofClient, string(q.Client))
	}
	if q.System != "" {
		s.with(eventsOfSystem, string(q.System))
	}
	if q.Unacked != "" {
		s.with(unacked, string(q.Unacked))
	}
	return s.with(eventsInOrder, q.Limit)
}

func pollQuery(q store.EventQuery) *query {
	s := &query{"", []any{string(q.Authority), string(q.Unacked), "", q.Limit}}
	const consumer, tray, limit = 2, 3, 4
	some := pollLimit(q.Limit)
	filters, before := "", ""
	if q.System != "" {
		s.args = append(s.args, string(q.System))
		filters, before = fmt.Sprintf(" AND u.system = $%d", len(s.args)), fmt.Sprintf(eventsOfSystem, len(s.args))
	}
	if q.After != (store.EventCursor{}) {
		s.args = append(s.args, store.Instant(q.After.At), string(q.After.ID))
		filters += fmt.Sprintf(" AND (u.at, u.event) > ($%d, $%d)", len(s.args)-1, len(s.args))
		before += fmt.Sprintf(eventsAfter, len(s.args)-1, len(s.args))
	}
	s.text = fmt.Sprintf(pollFrom, consumer, filters, consumer, some) + "\nUNION\n" + fmt.Sprintf(pollFrom, tray, filters, consumer, some) + "\nUNION\n(" +
		selectEvents + fmt.Sprintf(toldBefore, consumer, consumer) + before + fmt.Sprintf(unacked, consumer) + fmt.Sprintf(eventsAtMost, some) + ")" +
		fmt.Sprintf(pollInOrder, limit)
	return s
}

// pollLimit rounds a limit up to one of four, so that there are few statements. It is
// written into the statement, because of a parameter the planner expects a tenth of the
// table.
func pollLimit(limit int) int {
	for _, n := range []int{16, 64, 256} {
		if limit <= n {
			return n
		}
	}
	return store.MaxPage
}

func texts[S ~string](from []S) []string {
	to := make([]string, len(from))
	for i, s := range from {
		to[i] = string(s)
	}
	return to
}
