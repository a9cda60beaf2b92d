package store

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Check reports whether the batch has a shape that a store can apply: no more
// than [MaxChanges] changes, events and acknowledgements in all, every id well
// formed and named once, every row and event of the batch's authority and under
// its own id. Adapters call it first in Commit. The error Is [ErrInvalid].
func (b Batch) Check() error {
	if n := len(b.Records) + len(b.Clients) + len(b.Events) + len(b.Acks); n > MaxChanges {
		return invalid("batch of %d changes", n)
	}
	if err := checkID("authority", b.Authority); err != nil {
		return err
	}
	if err := checkChanges("record", b.Authority, b.Records, func(r *Record) (Authority, RecordID) {
		return r.Authority, r.ID
	}); err != nil {
		return err
	}
	if err := checkChanges("client", b.Authority, b.Clients, func(c *Client) (Authority, ClientID) {
		return c.Authority, c.ID
	}); err != nil {
		return err
	}
	return checkEvents(b)
}

func checkChanges[ID ~string, Row any](kind string, a Authority, changes []Change[ID, Row], names func(*Row) (Authority, ID)) error {
	seen := make(map[ID]bool, len(changes))
	for _, c := range changes {
		if err := checkID(kind, c.ID); err != nil {
			return err
		}
		if seen[c.ID] {
			return invalid("batch changes a %s twice", kind)
		}
		seen[c.ID] = true
		if c.Expect < 0 {
			return invalid("batch expects a negative version of a %s", kind)
		}
		if c.Next == nil {
			return invalid("batch has nothing to write of a %s", kind)
		}
		if owner, id := names(c.Next); owner != a || id != c.ID {
			return invalid("batch writes a %s under another's id or authority", kind)
		}
	}
	return nil
}

func checkEvents(b Batch) error {
	seen := make(map[EventID]bool, len(b.Events))
	for _, e := range b.Events {
		switch err := checkID("event", e.ID); {
		case err != nil:
			return err
		case seen[e.ID]:
			return invalid("batch appends an event twice")
		case e.Authority != b.Authority:
			return invalid("batch appends an event of another authority")
		}
		seen[e.ID] = true
	}
	for _, a := range b.Acks {
		if err := errors.Join(checkID("consumer", a.Consumer), checkID("event", a.Event)); err != nil {
			return err
		}
	}
	return nil
}

// Check reports whether the query is one that a store answers: it names an
// authority and asks for 1 to [MaxPage] rows. The error Is [ErrInvalid].
func (q Query) Check() error { return checkPage(q.Authority, q.Limit) }

// Check reports whether the query is one that a store answers: it names an
// authority and asks for 1 to [MaxPage] rows. The error Is [ErrInvalid].
func (q EventQuery) Check() error { return checkPage(q.Authority, q.Limit) }

// Check reports whether the query is one that a store answers: it names an
// authority and asks for 1 to [MaxPage] rows. The error Is [ErrInvalid].
func (q ClientQuery) Check() error { return checkPage(q.Authority, q.Limit) }

// Check reports whether the ids are as many as a store answers at once: up to
// [MaxPage] in all. The error Is [ErrInvalid].
func (ids IDs) Check() error {
	if n := len(ids.Records) + len(ids.Clients); n > MaxPage {
		return invalid("%d rows at once", n)
	}
	return nil
}

func checkPage(a Authority, limit int) error {
	if limit < 1 || limit > MaxPage {
		return invalid("page of %d rows", limit)
	}
	return checkID("authority", a)
}

// checkID never quotes the id: what is not well formed may be anything.
func checkID[ID ~string](kind string, id ID) error {
	s := string(id)
	if len(s) == 0 || len(s) > MaxID || !utf8.ValidString(s) || strings.ContainsFunc(s, unicode.IsControl) {
		return invalid("%s id is malformed", kind)
	}
	return nil
}

func invalid(format string, args ...any) error {
	return fmt.Errorf("%w: "+format, append([]any{ErrInvalid}, args...)...)
}
