package storetest

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

const (
	outlives  = "durability/what one handle has read does not outlive what another writes"
	restartOf = "durability/every read finds after a restart what it found before"
	discreet  = "discretion/no error tells of a person"
	unkept    = "contract/what no store can keep is refused as invalid, and leaves nothing"
)

var sightMutants = slices.Concat([]mutant{
	{"a handle keeps rows until it writes", outlives, untilWriting(func(h *broken, of *memo) {
		h.rows = func(ctx context.Context, a store.Authority, ids store.IDs) (store.Rows, error) {
			return remembered(of, fmt.Sprint("rows", a, ids), func() (store.Rows, error) { return h.Store.Rows(ctx, a, ids) })
		}
	})},
	{"a handle keeps until it writes what is not there", outlives, untilWriting(func(h *broken, of *memo) {
		h.rows = func(ctx context.Context, a store.Authority, ids store.IDs) (store.Rows, error) {
			rows, err := h.Store.Rows(ctx, a, ids)
			key := fmt.Sprint("absent", a, ids)
			if len(rows.Records)+len(rows.Clients) == 0 {
				return remembered(of, key, func() (store.Rows, error) { return rows, err })
			}
			if _, absent := of.of[key]; absent {
				return store.Rows{}, err
			}
			return rows, err
		}
	})},
	{"a handle keeps clients until it writes", outlives, untilWriting(func(h *broken, of *memo) {
		h.rows = func(ctx context.Context, a store.Authority, ids store.IDs) (store.Rows, error) {
			if len(ids.Clients) == 0 {
				return h.Store.Rows(ctx, a, ids)
			}
			return remembered(of, fmt.Sprint("clients", a, ids), func() (store.Rows, error) { return h.Store.Rows(ctx, a, ids) })
		}
	})},
	{"a handle keeps lists until it writes", outlives, untilWriting(func(h *broken, of *memo) {
		h.records = func(ctx context.Context, q store.Query) ([]store.Record, error) {
			return remembered(of, fmt.Sprint("records", q), func() ([]store.Record, error) { return listOf(ctx, h.Store, q) })
		}
	})},
	{"a handle keeps an officer's list until it writes", outlives, untilWriting(func(h *broken, of *memo) {
		h.records = func(ctx context.Context, q store.Query) ([]store.Record, error) {
			if q.Holder == "" {
				return listOf(ctx, h.Store, q)
			}
			return remembered(of, fmt.Sprint("records", q), func() ([]store.Record, error) { return listOf(ctx, h.Store, q) })
		}
	})},
	{"a handle keeps the register until it writes", outlives, untilWriting(func(h *broken, of *memo) {
		h.clients = func(ctx context.Context, q store.ClientQuery) ([]store.Client, error) {
			return remembered(of, fmt.Sprint("register", q), func() ([]store.Client, error) {
				page, err := h.Store.Clients(ctx, q)
				return page.Clients, err
			})
		}
	})},
	{"a handle keeps searches until it writes", outlives, untilWriting(func(h *broken, of *memo) {
		h.candidates = func(ctx context.Context, a store.Authority, ks []matching.Key, limit int) (matching.Pool, error) {
			return remembered(of, fmt.Sprint("search", a, ks), func() (matching.Pool, error) { return h.Store.Candidates(ctx, a, ks, limit) })
		}
	})},
	{"a handle keeps the size until it writes", outlives, untilWriting(func(h *broken, of *memo) {
		h.candidates = func(ctx context.Context, a store.Authority, ks []matching.Key, limit int) (matching.Pool, error) {
			p, err := h.Store.Candidates(ctx, a, ks, limit)
			p.Size, _ = remembered(of, fmt.Sprint("size", a), func() (int, error) { return p.Size, nil })
			return p, err
		}
	})},
	{"a handle keeps tallies until it writes", outlives, untilWriting(func(h *broken, of *memo) {
		h.candidates = func(ctx context.Context, a store.Authority, ks []matching.Key, limit int) (matching.Pool, error) {
			p, err := h.Store.Candidates(ctx, a, ks, limit)
			for i, c := range p.Counts {
				if c.Key.CountOnly() {
					p.Counts[i].Clients, _ = remembered(of, fmt.Sprint("tally", a, c.Key), func() (int, error) { return c.Clients, nil })
				}
			}
			return p, err
		}
	})},
	{"a handle keeps trails until it writes", outlives, untilWriting(func(h *broken, of *memo) {
		h.events = func(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
			if q.Unacked != "" {
				return h.Store.Events(ctx, q)
			}
			return remembered(of, fmt.Sprint("trail", q), func() ([]store.Event, error) { return h.Store.Events(ctx, q) })
		}
	})},
	{"a handle keeps until it writes what is to read", outlives, untilWriting(func(h *broken, of *memo) {
		h.events = func(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
			if q.Unacked == "" {
				return h.Store.Events(ctx, q)
			}
			return remembered(of, fmt.Sprint("unread", q), func() ([]store.Event, error) { return h.Store.Events(ctx, q) })
		}
	})},
	{"the size is counted from a restart on", restartOf, restarted(pooled(func(p *matching.Pool, _ int) { p.Size = 0 }))},
	{"the size is doubled by a restart", restartOf, restarted(pooled(func(p *matching.Pool, _ int) { p.Size *= 2 }))},
	{"a restart forgets the tallies", restartOf, restarted(pooled(func(p *matching.Pool, _ int) {
		for i, c := range p.Counts {
			if c.Key.CountOnly() {
				p.Counts[i].Clients = 0
			}
		}
	}))},
	{"a restart counts who was erased", restartOf, restarted(pooled(func(p *matching.Pool, _ int) {
		if len(p.Counts) == 0 {
			p.Size += 2
		}
	}))},
	{"a restart forgets the records' keys", restartOf, restarted(pooled(func(p *matching.Pool, _ int) { p.Records = nil }))},
	{"a restart indexes decided records", restartOf, restarted(func(s *broken) {
		s.candidates = func(ctx context.Context, a store.Authority, ks []matching.Key, limit int) (matching.Pool, error) {
			p, err := s.Store.Candidates(ctx, a, ks, limit)
			if len(p.Records) > 0 {
				p.Records = append(p.Records, matching.Candidate{ID: "more-29"})
			}
			return p, err
		}
	})},
	{"a restart forgets profiles", restartOf, restarted(pooled(func(p *matching.Pool, _ int) {
		for i := range p.Clients {
			p.Clients[i].Profile = ""
		}
	}))},
	{"a restart forgets who holds what", restartOf, restarted(selecting(func(q store.Query, r store.Record) bool { return q.Holder == "" && selects(q, r) }))},
	{"a restart forgets which states there are", restartOf, restarted(selecting(func(q store.Query, r store.Record) bool {
		return !slices.Contains(q.States, store.StateClaimed) && selects(q, r)
	}))},
	{"a restart forgets the trails of clients", restartOf, restarted(func(s *broken) {
		s.events = func(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
			page, err := s.Store.Events(ctx, q)
			if q.Client != "" {
				page = nil
			}
			return page, err
		}
	})},
	{"a restart orders events as they were told", restartOf, restarted(func(s *broken) {
		s.events = func(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
			page, err := s.Store.Events(ctx, q)
			slices.Reverse(page)
			return page, err
		}
	})},
	{"a restart takes what was read for unread", restartOf, restarted(func(s *broken) {
		s.events = func(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
			if q.Unacked == "mail" {
				q.Unacked = "nobody"
			}
			return s.Store.Events(ctx, q)
		}
	})},
	{"a restart forgets the last of the register", restartOf, restarted(paged(func(page []store.Client) []store.Client { return page[:len(page)-1] }))},
}, errorMutants)

var errorMutants = []mutant{
	{"a conflict quotes the client", discreet, failing(store.ErrConflict, func(err error, b store.Batch) error {
		return fmt.Errorf("%w: %s", err, encoded(b))
	})},
	{"a conflict quotes the reference", discreet, failing(store.ErrConflict, func(err error, b store.Batch) error {
		if len(b.Clients) == 0 {
			return err
		}
		return fmt.Errorf("key (reference)=(%s) already exists: %w", b.Clients[0].Next.Reference, err)
	})},
	{"a conflict holds the driver's details", discreet, failing(store.ErrConflict, func(err error, b store.Batch) error {
		return &driverError{Detail: "Failing row contains (" + encoded(b) + ")", err: err}
	})},
	{"what is invalid is quoted", discreet, failing(store.ErrInvalid, func(err error, b store.Batch) error {
		if len(b.Records) == 0 {
			return err
		}
		return fmt.Errorf("%w: %q", err, b.Records[0].Next.Person.Given)
	})},
	{"a malformed id is quoted", discreet, failing(store.ErrInvalid, func(err error, b store.Batch) error {
		if len(b.Records) == 0 {
			return err
		}
		return fmt.Errorf("record %q: %w", b.Records[0].ID, err)
	})},
	{"an error shows the row in base64", discreet, failing(store.ErrConflict, func(err error, b store.Batch) error {
		return fmt.Errorf("%w: %s", err, base64.StdEncoding.EncodeToString([]byte(encoded(b))))
	})},
	{"an error shows the keys", discreet, failing(store.ErrConflict, func(err error, b store.Batch) error {
		if len(b.Records) == 0 {
			return err
		}
		return fmt.Errorf("keys %d: %w", b.Records[0].Next.Keys, err)
	})},
	{"a cancelled statement is quoted", discreet, failing(context.Canceled, func(err error, b store.Batch) error {
		return fmt.Errorf("exec %q: %w", "INSERT INTO lobby VALUES ('"+encoded(b)+"')", err)
	})},
	{"a closed store quotes what it was given", discreet, failing(store.ErrClosed, func(err error, b store.Batch) error {
		return fmt.Errorf("%s: %w", encoded(b), err)
	})},
	{"an error is joined with one that quotes", discreet, failing(store.ErrConflict, func(err error, b store.Batch) error {
		return errors.Join(err, errors.New(encoded(b)))
	})},
	{"a failure in passing quotes the row", "rows/every field comes back as given", func(s *broken) {
		failed := false
		s.commit = func(ctx context.Context, b store.Batch) error {
			if !failed {
				failed = true
				return errors.New("connection reset while sending " + encoded(b))
			}
			return s.Store.Commit(ctx, b)
		}
	}},
	{"a row that cannot be encoded is an unknown failure", unkept, failing(store.ErrInvalid, func(error, store.Batch) error { return store.ErrFormat })},
	{"a row that cannot be encoded is a conflict", unkept, failing(store.ErrInvalid, func(error, store.Batch) error { return store.ErrConflict })},
	{"the rows before one that cannot be encoded are written", unkept, func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			err := s.Store.Commit(ctx, b)
			if errors.Is(err, store.ErrInvalid) && len(b.Records) > 1 {
				_ = s.Store.Commit(ctx, records(b.Records[0]))
			}
			return err
		}
	}},
	{"text that is not UTF-8 is mended", unkept, func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			b = clone(b)
			for _, c := range b.Records {
				c.Next.Person.Given = strings.ToValidUTF8(c.Next.Person.Given, "?")
			}
			return s.Store.Commit(ctx, b)
		}
	}},
	{"a time after the year 9999 is cut", unkept, func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			b = clone(b)
			for _, c := range b.Records {
				if c.Next.Updated.Year() > 9999 {
					c.Next.Updated = time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC)
				}
			}
			return s.Store.Commit(ctx, b)
		}
	}},
}

// driverError is what many drivers return: what is in the row is not in the
// message, and is beside it.
type driverError struct {
	Detail string
	err    error
}

func (e *driverError) Error() string { return "duplicate key" }
func (e *driverError) Unwrap() error { return e.err }

// encoded is the first row of a batch as a store would keep it.
func encoded(b store.Batch) string {
	if len(b.Clients) > 0 {
		text, _ := store.EncodeClient(*b.Clients[0].Next)
		return string(text)
	}
	if len(b.Records) > 0 {
		text, _ := store.EncodeRecord(*b.Records[0].Next)
		return string(text)
	}
	return ""
}

// failing returns another error in the place of one.
func failing(of error, another func(error, store.Batch) error) func(*broken) {
	return func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			err := s.Store.Commit(ctx, b)
			if errors.Is(err, of) {
				return another(err, b)
			}
			return err
		}
	}
}

// memo is what a handle has read.
type memo struct {
	mu sync.Mutex
	of map[string]any
}

// remembered is what was read before, or is read now.
func remembered[Answer any](m *memo, key string, read func() (Answer, error)) (Answer, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if old, found := m.of[key]; found {
		return old.(Answer), nil
	}
	now, err := read()
	m.of[key] = now
	return now, err
}

// untilWriting makes handles that keep what they have read, and drop it when they
// write themselves.
func untilWriting(keep func(h *broken, of *memo)) func(*broken) {
	return func(s *broken) {
		s.handle = func(store.Store) (store.Store, error) {
			h, of := soundOn(s.Store.(*memory.Store)), &memo{of: make(map[string]any)}
			keep(h, of)
			h.commit = func(ctx context.Context, b store.Batch) error {
				of.mu.Lock()
				clear(of.of)
				of.mu.Unlock()
				return h.Store.Commit(ctx, b)
			}
			return h, nil
		}
	}
}
