package lobby

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"slices"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// rows reads records and clients by their ids, however many, and tells the log
// which of them cannot be read. A client whose erasure is under way is erased.
func (s *Service) rows(ctx context.Context, a Actor, ids store.IDs) (store.Rows, error) {
	ids.Records, ids.Clients = sorted(ids.Records), sorted(ids.Clients)
	if len(ids.Records)+len(ids.Clients) == 0 {
		return store.Rows{}, nil
	}
	all, ids, err := s.rowsOnce(ctx, a, ids)
	for err == nil && len(ids.Records)+len(ids.Clients) > 0 {
		var rows store.Rows
		rows, ids, err = s.rowsOnce(ctx, a, ids)
		all = joinedRows(all, rows)
	}
	if err != nil {
		return store.Rows{}, err
	}
	for i, c := range all.Clients {
		if c.Erased {
			all.Clients[i] = tombstone(c)
		}
	}
	s.logUnreadable(ctx, a, all.Unreadable)
	return all, nil
}

// gather searches, and brings rows along and writes down who looks where the store can.
func (s *Service) gather(ctx context.Context, a Actor, keys []matching.Key, o *opening) (matching.Pool, store.Gathered, error) {
	if g, can := s.store.(store.Gatherer); can {
		return g.Gather(ctx, a.Authority, keys, s.o.CandidateLimit, o.take()...)
	}
	pool, err := s.store.Candidates(ctx, a.Authority, keys, s.o.CandidateLimit)
	return pool, func(store.IDs) store.Rows { return store.Rows{} }, err
}

// rowsBut are the rows of ids, in no order: those that came along with a search, and the
// rest by another read.
func (s *Service) rowsBut(ctx context.Context, a Actor, ids store.IDs, came store.Gathered) (store.Rows, error) {
	rows := came(ids)
	s.logUnreadable(ctx, a, rows.Unreadable)
	if len(rows.Records) == len(ids.Records) && len(rows.Clients) == len(ids.Clients) {
		return rows, nil
	}
	ids.Records = slices.DeleteFunc(slices.Clone(ids.Records), func(id store.RecordID) bool {
		_, there := rows.Record(id)
		return there || slices.Contains(rows.Unreadable.Records, id)
	})
	ids.Clients = slices.DeleteFunc(slices.Clone(ids.Clients), func(id store.ClientID) bool {
		_, there := rows.Client(id)
		return there || slices.Contains(rows.Unreadable.Clients, id)
	})
	if len(ids.Records)+len(ids.Clients) == 0 {
		return rows, nil
	}
	more, err := s.rows(ctx, a, ids)
	return joinedRows(rows, more), err
}

func joinedRows(some, more store.Rows) store.Rows {
	some.Records, some.Clients = append(some.Records, more.Records...), append(some.Clients, more.Clients...)
	some.Unreadable.Records = append(some.Unreadable.Records, more.Unreadable.Records...)
	some.Unreadable.Clients = append(some.Unreadable.Clients, more.Unreadable.Clients...)
	return some
}

// rowsOnce reads as many rows as a store answers at once, and returns what is left to
// read.
func (s *Service) rowsOnce(ctx context.Context, a Actor, ids store.IDs) (rows store.Rows, rest store.IDs, err error) {
	now := store.IDs{Unkeyed: ids.Unkeyed}
	rest.Unkeyed = ids.Unkeyed
	now.Records, rest.Records = cutAt(ids.Records, store.MaxPage)
	now.Clients, rest.Clients = cutAt(ids.Clients, store.MaxPage-len(now.Records))
	rows, err = s.store.Rows(ctx, a.Authority, now)
	return rows, rest, err
}

func sorted[ID cmp.Ordered](ids []ID) []ID {
	if len(ids) < 2 {
		return ids
	}
	ids = slices.Clone(ids)
	slices.Sort(ids)
	return slices.Compact(ids)
}

func cutAt[ID any](ids []ID, n int) (first, rest []ID) {
	n = min(n, len(ids))
	return ids[:n], ids[n:]
}

// logUnreadable has the log name the rows that this version cannot read.
func (s *Service) logUnreadable(ctx context.Context, a Actor, unreadable store.IDs) {
	for _, id := range unreadable.Records {
		s.logUnreadableRow(ctx, a, slog.String("record", string(id)))
	}
	for _, id := range unreadable.Clients {
		s.logUnreadableRow(ctx, a, slog.String("client", string(id)))
	}
}

// logUnreadableRow tells the log of a row that this version cannot read.
func (s *Service) logUnreadableRow(ctx context.Context, a Actor, row slog.Attr) {
	observing(ctx).Unreadable++
	s.o.Logger.LogAttrs(ctx, slog.LevelError, "lobby: unreadable row",
		slog.String("system", string(s.system)), slog.String("authority", string(a.Authority)), row)
}

// recordOf reads one record.
func (s *Service) recordOf(ctx context.Context, a Actor, id store.RecordID) (store.Record, error) {
	rows, err := s.rows(ctx, a, store.IDs{Records: []store.RecordID{id}})
	switch {
	case err != nil:
		return store.Record{}, err
	case len(rows.Unreadable.Records) > 0:
		return store.Record{}, &Error{Kind: ErrUnreadable, Record: id}
	case len(rows.Records) == 0:
		return store.Record{}, &Error{Kind: ErrNotFound}
	}
	return rows.Records[0], nil
}

// clientOf reads one client.
func (s *Service) clientOf(ctx context.Context, a Actor, id store.ClientID) (store.Client, error) {
	rows, err := s.rows(ctx, a, store.IDs{Clients: []store.ClientID{id}})
	if err != nil {
		return store.Client{}, err
	}
	return clientIn(rows, id)
}

// clientIn is one client of rows that were read.
func clientIn(rows store.Rows, id store.ClientID) (store.Client, error) {
	c, found := rows.Client(id)
	switch {
	case slices.Contains(rows.Unreadable.Clients, id):
		return store.Client{}, &Error{Kind: ErrUnreadable, Client: id}
	case !found:
		return store.Client{}, &Error{Kind: ErrNotFound}
	}
	return c, nil
}

// clientAsStored reads one client, with what an erasure that is under way still needs.
func (s *Service) clientAsStored(ctx context.Context, a Actor, id store.ClientID) (store.Client, error) {
	rows, _, err := s.rowsOnce(ctx, a, store.IDs{Clients: []store.ClientID{id}})
	if err != nil {
		return store.Client{}, err
	}
	s.logUnreadable(ctx, a, rows.Unreadable)
	return clientIn(rows, id)
}

// isNotFound reports whether there is no such row.
func isNotFound(err error) bool { return errors.Is(err, ErrNotFound) }
