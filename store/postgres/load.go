package postgres

import (
	"context"
	"iter"

	"github.com/jackc/pgx/v5"

	"github.com/caselobby/caselobby/store"
)

// chunk is how many clients Load makes one transaction.
const chunk = 5000

const existingClients = `SELECT id FROM lobby_client WHERE authority = $1 AND id = ANY ($2::text[])`

var clientTable = []string{"authority", "id", "version", "reference", "profile", "keys", "counted", "body"}

// Load brings a register into the store by COPY, some thousands of clients to
// a transaction, and returns how many it added. A client whose id is there
// already is left as it is and not counted, so that an interrupted load is
// simply run again. Clients are stored at version 1, with the Keys and the Profile they
// carry, which ClientRow of package lobby makes; no events are written. progress, unless
// nil, is told the number added so far after every transaction.
//
// The iterator may yield an error, which ends the load and is returned as it is. A
// malformed id ends it with [store.ErrInvalid]. A reference that another client has, or
// that comes twice, ends it with [store.ErrConflict]. What was committed before stays.
//
// COPY does not work under row security: a store with Options.RowSecurity
// inserts instead, at about a third of the speed.
func (s *Store) Load(ctx context.Context, a store.Authority, clients iter.Seq2[store.Client, error], progress func(added int)) (added int, err error) {
	var next []store.Client
	flush := func() error {
		n, err := s.load(ctx, a, next)
		if err != nil {
			return err
		}
		added += n
		next = next[:0]
		if progress != nil {
			progress(added)
		}
		return nil
	}
	for c, err := range clients {
		if err != nil {
			return added, err
		}
		if next = append(next, c); len(next) == chunk {
			if err := flush(); err != nil {
				return added, err
			}
		}
	}
	if len(next) > 0 {
		err = flush()
	}
	return added, err
}

// load adds one chunk in one transaction.
func (s *Store) load(ctx context.Context, a store.Authority, clients []store.Client) (n int, err error) {
	err = again(ctx, func() error {
		n, err = s.tryLoad(ctx, a, clients)
		return err
	})
	if conflicts(err) {
		return 0, store.ErrConflict
	}
	return n, fault(ctx, "load", err)
}

func (s *Store) tryLoad(ctx context.Context, a store.Authority, clients []store.Client) (int, error) {
	l, err := s.borrow(ctx)
	if err != nil {
		return 0, err
	}
	defer l.release()
	added, err := s.loadOn(ctx, l, a, clients)
	if l.host {
		return added, final(err)
	}
	s.keepUp(ctx, l)
	return added, err
}

func (s *Store) loadOn(ctx context.Context, l *link, a store.Authority, clients []store.Client) (int, error) {
	tx, err := beginOn(ctx, l.DB)
	if err != nil {
		return 0, err
	}
	sure := context.WithoutCancel(ctx)
	defer func() { _ = tx.Rollback(sure) }()
	if s.options.RowSecurity {
		if _, err := tx.Exec(ctx, nameAuthority(a)); err != nil {
			return 0, err
		}
	}
	there, err := s.existing(ctx, tx, a, clients)
	if err != nil {
		return 0, err
	}
	var rows [][]any
	tally := tally{}
	for _, c := range clients {
		if there[c.ID] {
			continue
		}
		there[c.ID] = true
		c.Authority = a
		if err := (store.Batch{Authority: a, Clients: []store.Change[store.ClientID, store.Client]{{ID: c.ID, Next: &c}}}).Check(); err != nil {
			return 0, err
		}
		args, counted, err := clientArgs(0, c)
		if err != nil {
			return 0, err
		}
		tally.count(counted, 1)
		rows = append(rows, args)
	}
	if len(rows) == 0 {
		return 0, nil
	}
	if err := s.addRows(ctx, tx, rows); err != nil {
		return 0, err
	}
	for _, w := range tally.writes(string(a)) {
		if w.ours && l.host {
			continue
		}
		if _, err := tx.Exec(ctx, s.text(w.text), w.args...); err != nil {
			return 0, err
		}
	}
	sure, cancel := context.WithTimeout(sure, s.options.CommitTimeout)
	defer cancel()
	return len(rows), tx.Commit(sure)
}

func (s *Store) existing(ctx context.Context, tx pgx.Tx, a store.Authority, clients []store.Client) (map[store.ClientID]bool, error) {
	ids := make([]string, len(clients))
	for i, c := range clients {
		ids[i] = string(c.ID)
	}
	rows, err := tx.Query(ctx, s.text(existingClients), string(a), ids)
	if err != nil {
		return nil, err
	}
	found, err := pgx.CollectRows(rows, pgx.RowTo[store.ClientID])
	there := make(map[store.ClientID]bool, len(clients))
	for _, id := range found {
		there[id] = true
	}
	return there, err
}

func (s *Store) addRows(ctx context.Context, tx pgx.Tx, rows [][]any) error {
	if s.options.RowSecurity {
		b := &pgx.Batch{}
		for _, r := range rows {
			b.Queue(s.text(insertClient), r...)
		}
		return tx.SendBatch(ctx, b).Close()
	}
	for _, r := range rows {
		r[2] = int64(1) // the version, of which insertClient takes the one before
	}
	_, err := tx.CopyFrom(ctx, s.identifier("lobby_client"), clientTable, pgx.CopyFromRows(rows))
	return err
}

func (s *Store) identifier(table string) pgx.Identifier {
	if s.options.Schema == "" {
		return pgx.Identifier{table}
	}
	return pgx.Identifier{s.options.Schema, table}
}
