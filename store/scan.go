package store

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/caselobby/caselobby/matching"
)

// scanner looks for what no store can keep: text that is not UTF-8 or holds a NUL,
// times outside the years 1 to 9999, and a reference that is longer than an id, which
// an index may not hold. All stores refuse it alike, whether or not they encode rows.
type scanner struct{ found string }

// scanned says what was found, and nothing where all is well.
func scanned(scan func(*scanner)) string {
	var s scanner
	scan(&s)
	return s.found
}

// unkeepable is what no store accepts of what is scanned, if there is any.
func unkeepable(of string, scan func(*scanner)) error {
	if what := scanned(scan); what != "" {
		return fmt.Errorf("%w: %w: %s: %s", ErrInvalid, ErrFormat, of, what)
	}
	return nil
}

// keepable reports whether a time is one that every store can keep.
func keepable(t time.Time) bool {
	year := t.UTC().Year()
	return 1 <= year && year <= 9999
}

func (s *scanner) times(ts ...time.Time) {
	for _, t := range ts {
		if !keepable(t) {
			s.found = "time out of range"
		}
	}
}

// texts are such as every store can keep, and be asked for: SQL knows no NUL.
func texts[T ~string](s *scanner, ts ...T) {
	for _, t := range ts {
		if !utf8.ValidString(string(t)) || strings.IndexByte(string(t), 0) >= 0 {
			s.found = "text is not UTF-8, or holds a NUL"
		}
	}
}

func (r *Record) scan(s *scanner) {
	s.times(r.Received, r.Updated, r.Claimed, r.Due)
	texts(s, string(r.Authority), string(r.ID), string(r.System), string(r.State), string(r.Channel), r.SenderKey, string(r.Sender), r.SentAs, r.SentFor, string(r.Provider), r.Head)
	texts(s, r.Referrer.Organisation, r.Referrer.Body, r.Referrer.Contact, r.Consent.How)
	s.person(&r.Person)
	s.household(r.Household)
	s.tasks(r.Tasks)
	s.start((*wireStart)(r.WaitingList))
	s.start((*wireStart)(r.Support))
	if w := r.Withdrawn; w != nil {
		s.times(w.At)
		texts(s, string(w.By), w.Reason)
	}
	if c := r.Claim; c != nil {
		s.times(c.Since)
		texts(s, c.Officer)
	}
	s.decision(r.Decision)
}

func (s *scanner) decision(d *Decision) {
	if d == nil {
		return
	}
	s.times(d.At)
	texts(s, string(d.Kind), string(d.By), d.Reason, d.Key, string(d.Client), string(d.Case), d.Reference, d.Model)
	texts(s, d.Superseded...)
	for _, v := range d.Compared {
		texts(s, v.Client)
		texts(s, v.Levels...)
	}
}

func (c *Client) scan(s *scanner) {
	s.times(c.Updated)
	texts(s, string(c.Authority), string(c.ID), c.Reference, string(c.MergedInto), string(c.From))
	if len(c.Reference) > MaxID {
		s.found = "reference is too long"
	}
	s.person(&c.Person)
	texts(s, c.Within...)
	for i := range c.Cases {
		k := &c.Cases[i]
		s.times(k.Opened, k.Closed)
		texts(s, string(k.ID), string(k.System), string(k.Channel), k.ClosedBecause, string(k.From))
		texts(s, k.MergedFrom...)
		s.household(k.Household)
		s.tasks(k.Tasks)
		s.start((*wireStart)(k.WaitingList))
		s.start((*wireStart)(k.Support))
	}
}

func (e *Event) scan(s *scanner) {
	s.times(e.At)
	texts(s, string(e.Authority), string(e.ID), e.Kind, string(e.System), string(e.Actor), string(e.Record), string(e.Client), string(e.Case), e.Code, e.Previous, e.Digest)
}

func (s *scanner) person(p *matching.Person) {
	for _, f := range p.Fields() {
		if f.Text != nil {
			texts(s, *f.Text)
		} else {
			texts(s, *f.List...)
		}
	}
}

func (s *scanner) household(ms []Member) {
	for i := range ms {
		texts(s, ms[i].Relation, string(ms[i].Client))
		s.person(&ms[i].Person)
	}
}

func (s *scanner) tasks(ts []Task) {
	for _, t := range ts {
		s.times(t.Updated)
		texts(s, string(t.ID), t.Type, t.Title, t.Note, string(t.By))
	}
}

func (s *scanner) start(w *wireStart) {
	if w != nil {
		s.times(w.At)
		texts(s, w.Service, string(w.By))
	}
}
