package storetest

import (
	"context"
	"errors"
	"slices"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

const (
	namedInPlace = "unreadable rows/a row that cannot be read is named in its place, and stops none of the others"
	saidAtOnce   = "unreadable rows/rows read at once say which of them cannot be read"
	goOnBeside   = "unreadable rows/a search and a commit go on beside a row that cannot be read"
)

// garbage are the rows of a store that cannot be read, and what it does about them.
type garbage struct {
	of    store.IDs
	spoil func(*store.Page, *store.ClientPage, *store.Rows) error
}

func (g *garbage) add(r store.RecordID, c store.ClientID) error {
	if r != "" {
		g.of.Records = append(g.of.Records, r)
	} else {
		g.of.Clients = append(g.of.Clients, c)
	}
	return nil
}

func (g *garbage) done(p *store.Page, c *store.ClientPage, r *store.Rows) error {
	if g.spoil == nil {
		return nil
	}
	return g.spoil(p, c, r)
}

func (g *garbage) page(all []store.Record, err error) (page store.Page, _ error) {
	for _, r := range all {
		if slices.Contains(g.of.Records, r.ID) {
			page.Unreadable = append(page.Unreadable, store.Cursor{Received: r.Received, ID: r.ID})
		} else {
			page.Records = append(page.Records, r)
		}
	}
	return page, errors.Join(err, g.done(&page, &store.ClientPage{}, &store.Rows{}))
}

func (g *garbage) clientPage(all []store.Client, err error) (page store.ClientPage, _ error) {
	for _, c := range all {
		if slices.Contains(g.of.Clients, c.ID) {
			page.Unreadable = append(page.Unreadable, c.ID)
		} else {
			page.Clients = append(page.Clients, c)
		}
	}
	return page, errors.Join(err, g.done(&store.Page{}, &page, &store.Rows{}))
}

func (g *garbage) rows(all store.Rows) (rows store.Rows) {
	page, _ := (&garbage{of: g.of}).page(all.Records, nil)
	clients, _ := (&garbage{of: g.of}).clientPage(all.Clients, nil)
	rows.Records, rows.Clients = page.Records, clients.Clients
	for _, c := range page.Unreadable {
		rows.Unreadable.Records = append(rows.Unreadable.Records, c.ID)
	}
	rows.Unreadable.Clients = clients.Unreadable
	_ = g.done(&store.Page{}, &store.ClientPage{}, &rows)
	return rows
}

var damageMutants = []mutant{
	{"a row that cannot be read ends the list", namedInPlace, unread(func(p *store.Page, _ *store.ClientPage, _ *store.Rows) error {
		if len(p.Unreadable) > 0 {
			return store.ErrFormat
		}
		return nil
	})},
	{"a row that cannot be read is left out of the list", namedInPlace, unread(func(p *store.Page, _ *store.ClientPage, _ *store.Rows) error {
		p.Unreadable = nil
		return nil
	})},
	{"a row that cannot be read is in no list of a state", namedInPlace, func(s *broken) {
		s.records = func(ctx context.Context, q store.Query) ([]store.Record, error) {
			page, err := listOf(ctx, s.Store, q)
			return slices.DeleteFunc(page, func(r store.Record) bool { return len(q.States) > 0 && slices.Contains(s.garbage.of.Records, r.ID) }), err
		}
	}},
	{"a row that cannot be read is listed as an empty one", namedInPlace, unread(func(p *store.Page, _ *store.ClientPage, _ *store.Rows) error {
		for _, c := range p.Unreadable {
			p.Records = append(p.Records, store.Record{ID: c.ID, Received: c.Received})
		}
		p.Unreadable = nil
		return nil
	})},
	{"a row that cannot be read has no place", namedInPlace, unread(func(p *store.Page, _ *store.ClientPage, _ *store.Rows) error {
		for i := range p.Unreadable {
			p.Unreadable[i].Received = p.Unreadable[i].Received.AddDate(-1, 0, 0)
		}
		return nil
	})},
	{"a client who cannot be read ends the register", namedInPlace, unread(func(_ *store.Page, c *store.ClientPage, _ *store.Rows) error {
		if len(c.Unreadable) > 0 {
			return store.ErrFormat
		}
		return nil
	})},
	{"a client who cannot be read is left out of the register", namedInPlace, unread(func(_ *store.Page, c *store.ClientPage, _ *store.Rows) error {
		c.Unreadable = nil
		return nil
	})},
	{"what is behind a client who cannot be read is left out", namedInPlace, unread(func(_ *store.Page, c *store.ClientPage, _ *store.Rows) error {
		if len(c.Unreadable) > 0 {
			c.Clients = slices.DeleteFunc(c.Clients, func(k store.Client) bool { return k.ID > c.Unreadable[0] })
		}
		return nil
	})},
	{"what cannot be read is not there", saidAtOnce, unread(func(_ *store.Page, _ *store.ClientPage, r *store.Rows) error {
		r.Unreadable = store.IDs{}
		return nil
	})},
	{"only the first row that cannot be read is named", saidAtOnce, unread(func(_ *store.Page, _ *store.ClientPage, r *store.Rows) error {
		r.Unreadable.Records = r.Unreadable.Records[:min(len(r.Unreadable.Records), 1)]
		return nil
	})},
	{"a client who cannot be read is named as a record", saidAtOnce, unread(func(_ *store.Page, _ *store.ClientPage, r *store.Rows) error {
		for _, id := range r.Unreadable.Clients {
			r.Unreadable.Records = append(r.Unreadable.Records, store.RecordID(id))
		}
		r.Unreadable.Clients = nil
		return nil
	})},
	{"a client who cannot be read is not there to who does not look at keys", saidAtOnce, func(s *broken) {
		s.rows = func(ctx context.Context, a store.Authority, ids store.IDs) (store.Rows, error) {
			if ids.Unkeyed {
				ids.Clients = slices.DeleteFunc(slices.Clone(ids.Clients), func(c store.ClientID) bool { return slices.Contains(s.garbage.of.Clients, c) })
			}
			return s.Store.Rows(ctx, a, ids)
		}
	}},
	{"a row that cannot be read hides the others", saidAtOnce, unread(func(_ *store.Page, _ *store.ClientPage, r *store.Rows) error {
		if len(r.Unreadable.Records) > 0 {
			r.Records = nil
		}
		return nil
	})},
	{"a search stops at a row that cannot be read", goOnBeside, func(s *broken) {
		pooled(func(p *matching.Pool, _ int) {
			if len(s.garbage.of.Clients) > 0 {
				p.Clients = nil
			}
		})(s)
	}},
	{"a search passes over who cannot be read", goOnBeside, func(s *broken) {
		pooled(func(p *matching.Pool, _ int) {
			p.Clients = slices.DeleteFunc(p.Clients, func(c matching.Candidate) bool { return slices.Contains(s.garbage.of.Clients, store.ClientID(c.ID)) })
		})(s)
	}},
	{"a row that cannot be read is not there to a commit", goOnBeside, func(s *broken) {
		commit := s.commit
		s.commit = func(ctx context.Context, b store.Batch) error {
			for _, c := range b.Records {
				if c.Expect == 0 && slices.Contains(s.garbage.of.Records, c.ID) {
					return nil
				}
			}
			return commit(ctx, b)
		}
	}},
	{"a batch beside a row that cannot be read fails", goOnBeside, func(s *broken) {
		commit := s.commit
		s.commit = func(ctx context.Context, b store.Batch) error {
			if len(s.garbage.of.Records) > 0 {
				return store.ErrFormat
			}
			return commit(ctx, b)
		}
	}},
}

// unread does something to what is said of rows that cannot be read.
func unread(spoil func(*store.Page, *store.ClientPage, *store.Rows) error) func(*broken) {
	return func(s *broken) { s.garbage.spoil = spoil }
}
