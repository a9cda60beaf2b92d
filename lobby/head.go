package lobby

import (
	"context"
	"crypto/sha256"
	"encoding/hex"

	"github.com/caselobby/caselobby/store"
)

// Head sums up what an authority's events, and what is written down of reading, said of
// a period. Kept where whoever can write to the store cannot, it shows that any of it was
// rewritten or is missing, whole records included. It holds digests of ids and codes.
type Head struct {
	Period   Period
	Events   Sum // of every system and the client register
	Readings Sum // see [Service.Readings]
}

// Sum is how many events there are, and the SHA-256 of all of them in the order of time,
// in hexadecimal.
type Sum struct {
	Count  int
	Digest string
}

// Head sums up a period that is over, such as each day or hour. Its Before has to be past
// for longer than any transaction lasts in which events are written, the host's included:
// an event that is committed later is in no head, and [Service.AuditHead] finds it as
// added. An empty From is the beginning. Whoever may open clients takes the right to see
// the restricted ones as well: a digest of few events would confirm a guess at one of them.
func (s *Service) Head(ctx context.Context, a Actor, p Period) (Head, error) {
	return operate(ctx, s, operation{a: a, act: ActAudit, reads: true}, func(ctx context.Context, _ *operation) (Head, error) {
		return s.head(ctx, a, p)
	})
}

func (s *Service) head(ctx context.Context, a Actor, p Period) (Head, error) {
	if err := first(s.sight(a).wholeTrail(), p.check()); err != nil {
		return Head{}, err
	}
	if p.Before.IsZero() || p.Before.After(s.o.Now()) {
		return Head{}, invalid("before", "not-past")
	}
	h := Head{Period: p}
	var err error
	if h.Events, err = s.sum(ctx, a.Authority, p); err == nil {
		h.Readings, err = s.sum(ctx, readingsOf(a.Authority), p)
	}
	return h, err
}

// sum sums up one log.
func (s *Service) sum(ctx context.Context, a store.Authority, p Period) (Sum, error) {
	n, sum := 0, sha256.New()
	for e, err := range s.trail(ctx, since(store.EventQuery{Authority: a}, p.From)) {
		if err != nil {
			return Sum{}, err
		}
		if !p.covers(e.At) {
			break
		}
		n++
		sum.Write(parts(string(eventBytes(e)), e.Digest))
	}
	return Sum{n, hex.EncodeToString(sum.Sum(nil))}, nil
}

// AuditHead verifies that what a head has summed up is there as it was. Refused with
// ErrBroken: Field says whether it is "events" or "readings", and Code whether any are
// "missing", "added" or "rewritten". A sum that is zero is not compared.
//
// [Service.Retire] drops events and readings: of a period from which some have been
// retired, the head says nothing any more.
func (s *Service) AuditHead(ctx context.Context, a Actor, h Head) error {
	return s.operate(ctx, operation{a: a, act: ActAudit, reads: true}, func(ctx context.Context, _ *operation) error {
		return s.auditHead(ctx, a, h)
	})
}

func (s *Service) auditHead(ctx context.Context, a Actor, h Head) error {
	now, err := s.head(ctx, a, h.Period)
	if err != nil {
		return err
	}
	return first(h.Events.holds("events", now.Events), h.Readings.holds("readings", now.Readings))
}

// holds refuses what is not as it was.
func (s Sum) holds(field string, now Sum) error {
	code := ""
	switch {
	case s == Sum{} || s == now:
		return nil
	case now.Count < s.Count:
		code = "missing"
	case now.Count > s.Count:
		code = "added"
	default:
		code = "rewritten"
	}
	return &Error{Kind: ErrBroken, Field: field, Code: code}
}
