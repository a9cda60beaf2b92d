package store

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Check reports whether the batch is one that a store can apply: no more than
// [MaxChanges] items in all, every id well formed and named once, every row and
// event of the batch's authority and under its own id, what was read of a row
// given and at the version expected, all text UTF-8 without NUL, no reference
// longer than [MaxID] and every time in the years 1 to 9999. Adapters call it first
// in Commit. The error Is [ErrInvalid] and quotes nothing of a row.
func (b Batch) Check() error {
	if n := b.Len(); n > MaxChanges {
		return invalid("batch of %d changes", n)
	}
	if err := checkID("authority", b.Authority); err != nil {
		return err
	}
	if err := checkChanges("record", b.Authority, b.Records, func(r *Record) row[RecordID] {
		return row[RecordID]{r.Authority, r.ID, r.Version, r.scan}
	}); err != nil {
		return err
	}
	if err := checkChanges("client", b.Authority, b.Clients, func(c *Client) row[ClientID] {
		return row[ClientID]{c.Authority, c.ID, c.Version, c.scan}
	}); err != nil {
		return err
	}
	return checkEvents(b)
}

// Telling returns the batch with which a [Gatherer] appends what it is told, under the
// authority that the first of the events names. Without events it names none: it is
// nothing to commit, and Commit refuses it.
func Telling(told []Event) Batch {
	if len(told) == 0 {
		return Batch{}
	}
	return Batch{Authority: told[0].Authority, Events: told}
}

// row is what is checked of a row.
type row[ID ~string] struct {
	owner   Authority
	id      ID
	version Version
	scan    func(*scanner)
}

func checkChanges[ID ~string, Row any](kind string, a Authority, changes []Change[ID, Row], of func(*Row) row[ID]) error {
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
		next := of(c.Next)
		if next.owner != a || next.id != c.ID {
			return invalid("batch writes a %s under another's id or authority", kind)
		}
		if err := unkeepable("a "+kind, next.scan); err != nil {
			return err
		}
		if (c.Was == nil) != (c.Expect == 0) {
			return invalid("batch does not say what a %s was, or says it of a new one", kind)
		}
		if c.Was == nil {
			continue
		}
		if was := of(c.Was); was.owner != a || was.id != c.ID || was.version != c.Expect {
			return invalid("batch says of another row or version what a %s was", kind)
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
		if err := unkeepable("an event", e.scan); err != nil {
			return err
		}
		seen[e.ID] = true
	}
	for _, a := range b.Acks {
		if err := errors.Join(checkID("consumer", a.Consumer), checkID("event", a.Event)); err != nil {
			return err
		}
	}
	for _, id := range b.Retired {
		switch err := checkID("event", id); {
		case err != nil:
			return err
		case seen[id]:
			return invalid("batch retires an event twice, or one that it appends")
		}
		seen[id] = true
	}
	return nil
}

// Check reports whether the query is one that a store answers: it names an
// authority, asks for 1 to [MaxPage] rows, its times are in the years 1 to 9999 and its
// texts such as a row may hold: UTF-8 without NUL. The error Is [ErrInvalid].
func (q Query) Check() error {
	return checkPage(q.Authority, q.Limit, func(s *scanner) {
		s.times(q.ReceivedFrom, q.ReceivedBefore, q.After.Received)
		texts(s, string(q.System), string(q.Holder), string(q.Provider), string(q.After.ID))
		texts(s, q.States...)
		texts(s, q.Channels...)
	})
}

// Check reports whether the query is one that a store answers: it names an
// authority, asks for 1 to [MaxPage] rows, its time is in the years 1 to 9999 and its
// texts such as an event may hold: UTF-8 without NUL. The error Is [ErrInvalid].
func (q EventQuery) Check() error {
	return checkPage(q.Authority, q.Limit, func(s *scanner) {
		s.times(q.After.At)
		texts(s, string(q.Record), string(q.Client), string(q.System), string(q.Unacked), string(q.After.ID))
	})
}

// Check reports whether the query is one that a store answers: it names an
// authority, asks for 1 to [MaxPage] rows, and its place is UTF-8 without NUL. The
// error Is [ErrInvalid].
func (q ClientQuery) Check() error {
	return checkPage(q.Authority, q.Limit, func(s *scanner) { texts(s, q.After) })
}

// Check reports whether the ids are as many as a store answers at once: up to
// [MaxPage] in all. The error Is [ErrInvalid].
func (ids IDs) Check() error {
	if n := len(ids.Records) + len(ids.Clients); n > MaxPage {
		return invalid("%d rows at once", n)
	}
	return nil
}

// CheckCandidates reports whether candidates are asked for as a store answers: of
// an authority, with a limit of 0 or more. The error Is [ErrInvalid].
func CheckCandidates(a Authority, limit int) error {
	if limit < 0 {
		return invalid("limit of %d candidates a key", limit)
	}
	return checkID("authority", a)
}

func checkPage(a Authority, limit int, scan func(*scanner)) error {
	if limit < 1 || limit > MaxPage {
		return invalid("page of %d rows", limit)
	}
	if err := checkID("authority", a); err != nil {
		return err
	}
	if what := scanned(scan); what != "" {
		return invalid("%s", what)
	}
	return nil
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
