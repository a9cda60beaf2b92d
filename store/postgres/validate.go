package postgres

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/caselobby/caselobby/store"
)

const (
	// The regclass of a statement's table is what the statement itself will meet.
	pendingLists = `SELECT count(*) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am m ON m.oid = c.relam
WHERE i.indrelid = ANY ($1::text[]::regclass[]) AND m.amname = 'gin' AND NOT coalesce(c.reloptions, '{}') && '{fastupdate=off,fastupdate=false}'`

	denied = `SELECT count(*) FROM unnest($1::text[]) AS name, unnest('{SELECT,INSERT,UPDATE,DELETE}'::text[]) AS may
WHERE NOT has_table_privilege(name::regclass, may)`

	unsecured = `SELECT count(*) FROM pg_class WHERE oid = ANY ($1::text[]::regclass[]) AND NOT (relrowsecurity AND relforcerowsecurity)`
)

// Validate reports whether the store would work: the database understands
// every statement that it sends, and lets the role do what they do, the key indexes
// keep no pending list, and the policies are there if the options ask for them.
// However the tables were made, a service finds out at its start. The error Is
// [ErrSchema], or [ErrPooler] if a pooler would lose the statements.
func (s *Store) Validate(ctx context.Context) error {
	l, err := s.borrow(ctx)
	if err != nil {
		return fault(ctx, "validate", err)
	}
	defer l.release()
	for _, text := range everyStatement() {
		if _, err := l.conn.PgConn().Prepare(ctx, "", s.text(text), nil); err != nil {
			return fmt.Errorf("%w: %w", ErrSchema, fault(ctx, "validate", err))
		}
	}
	names := s.tables()
	switch n, err := count(ctx, l, denied, names); {
	case err != nil:
		return err
	case n > 0:
		return fmt.Errorf("%w: the role may not read and write every table", ErrSchema)
	}
	switch n, err := count(ctx, l, pendingLists, names); {
	case err != nil:
		return err
	case n > 0:
		return fmt.Errorf("%w: a key index has fastupdate on", ErrSchema)
	}
	if s.options.RowSecurity {
		switch n, err := count(ctx, l, unsecured, names); {
		case err != nil:
			return err
		case n > 0:
			return fmt.Errorf("%w: a table has no row security", ErrSchema)
		}
	}
	if err := l.pooled(ctx); !errors.Is(err, ErrPooler) {
		return fault(ctx, "validate", err)
	}
	return ErrPooler
}

func count(ctx context.Context, db DB, text string, tables []string) (n int, err error) {
	err = db.QueryRow(ctx, text, tables).Scan(&n)
	return n, fault(ctx, "validate", err)
}

// everyStatement returns what the store sends; of the queries that are put
// together from clauses, those with every clause.
func everyStatement() []string {
	q := store.Query{
		System: "s", States: []store.State{store.StateWaiting}, Channels: []store.Channel{store.ChannelPartner}, Holder: "h", Provider: "p",
		ReceivedFrom: time.Unix(0, 0), ReceivedBefore: time.Unix(1, 0), After: store.Cursor{ID: "r"}, Limit: 1,
	}
	e := store.EventQuery{Record: "r", Client: "c", System: "s", Unacked: "u", After: store.EventCursor{ID: "e"}, Limit: 1}
	all := []string{
		selectRows, insertRecord, updateRecord,
		selectClients, insertClient, updateClient, freeReference,
		addTally, foldTally, recordsQuery(q).text,
		insertEvent, insertAck, takeOut, sortTray, giveMore, makeKnown, retireUnread, retireAcks, retireEvents, eventsQuery(e).text, pollQuery(e).text, existingClients,
	}
	for _, w := range everyWay() {
		all = append(all, w.text(1))
	}
	return all
}
