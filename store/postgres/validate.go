package postgres

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/caselobby/caselobby/store"
)

const (
	// echo is what a setting may spoil on its way: how the server writes times and bytes,
	// and what it takes text for. ascii is the number of a character in UTF-8 alone.
	echo = `SELECT $1::timestamptz, $2::bytea, ascii($3)`

	// fuzzy is how many a search of a key index finds at most, of those it would find: 0 for all.
	fuzzy = `SELECT coalesce(current_setting('gin_fuzzy_search_limit', true), '0')`
)

// Validate reports whether the store would work: the database understands
// every statement that it sends, and lets the role do what they do, the tables have the
// unique keys that keep two from taking one decision, the key indexes
// are there and keep no pending list, the policies are there if the options ask for them, the server
// is no standby, what is sent comes back as it was, text in UTF-8, and no setting has
// searches leave people out.
// However the tables were made, a service finds out at its start. The error Is
// [ErrSchema], or [ErrPooler] if a pooler would lose the statements; neither where the
// connection broke or the time was up.
func (s *Store) Validate(ctx context.Context) error {
	l, err := s.borrow(ctx)
	if err != nil {
		return fault(ctx, "validate", err)
	}
	defer l.release()
	for _, text := range everyStatement() {
		if _, err := l.conn.PgConn().Prepare(ctx, "", s.text(text), nil); err != nil {
			if l.unheard(err) {
				return fault(ctx, "validate", err)
			}
			return fmt.Errorf("%w: %w", ErrSchema, fault(ctx, "validate", err))
		}
	}
	if err := l.fits(ctx); err != nil {
		return err
	}
	for _, w := range tableFaults(s.options.RowSecurity) {
		switch n, err := count(ctx, l, w.query, s.tables()); {
		case err != nil:
			return fault(ctx, "validate", err)
		case n > 0:
			return fmt.Errorf("%w: %s", ErrSchema, w.what)
		}
	}
	if err := l.pooled(ctx); !errors.Is(err, ErrPooler) {
		return fault(ctx, "validate", err)
	}
	return ErrPooler
}

// unheard reports whether an error tells nothing of the schema: the connection broke, or the
// server had no time.
func (l *link) unheard(err error) bool {
	return err != nil && (l.conn.IsClosed() || hindered(err) != nil)
}

func count(ctx context.Context, db DB, text string, tables []string) (n int, err error) {
	err = db.QueryRow(ctx, text, tables).Scan(&n)
	return n, err
}

// fits tries what no statement tells of: that a transaction may write, as none may on a
// standby, that what is sent comes back as it was, and that searches find everybody.
func (l *link) fits(ctx context.Context) error {
	if !l.host {
		_, err := l.Exec(ctx, beginWrite, pgx.QueryExecModeExec)
		if err = began(err); cannotNow(err) {
			return fmt.Errorf("%w: the server only reads: %w", ErrSchema, fault(ctx, "validate", err))
		}
		if err != nil {
			return fault(ctx, "validate", err)
		}
		defer func() { _, _ = l.Exec(ctx, rollback, pgx.QueryExecModeExec) }()
	}
	var at time.Time
	var bytes []byte
	var euro rune
	err := l.QueryRow(ctx, echo, time.Time{}, []byte("\x00\\\xff"), "€").Scan(&at, &bytes, &euro)
	switch {
	case l.unheard(err):
		return fault(ctx, "validate", err)
	case err != nil, !at.IsZero(), string(bytes) != "\x00\\\xff", euro != '€':
		return fmt.Errorf("%w: DateStyle, bytea_output, an encoding other than UTF8 or the like spoils what is sent", ErrSchema)
	}
	var most string
	if err := l.QueryRow(ctx, fuzzy).Scan(&most); err != nil {
		return fault(ctx, "validate", err)
	}
	if most != "0" {
		return fmt.Errorf("%w: gin_fuzzy_search_limit has searches leave people out", ErrSchema)
	}
	return nil
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
		insertEvent, insertAck, takeOut, sortTray, giveMore, makeKnown, holdRetired, retireTray, retireUnread, retireEvents, eventsQuery(e).text, pollQuery(e).text, existingClients,
	}
	for _, w := range everyWay() {
		all = append(all, w.text(1))
	}
	return all
}
