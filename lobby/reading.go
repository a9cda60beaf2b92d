package lobby

import (
	"context"
	"iter"
	"slices"
	"strings"
	"time"

	"github.com/caselobby/caselobby/store"
)

// Who opens what tells of a person is written down, in a log of its own: as events
// under an authority of their own, so that no record's trail, no consumer and no list of
// events comes upon them, and nothing grows slower by them.

// The kinds of what is written down of reading.
const (
	KindReviewOpened  = "review-opened"
	KindRecordOpened  = "record-opened"
	KindClientOpened  = "client-opened"
	KindSubjectAccess = "subject-access"
	KindSearched      = "searched" // names nobody: what was sought may be somebody's name
)

// readingSuffix makes of an authority that of the log.
const readingSuffix = "/read"

// readingsOf is the authority of the log of what is read of another.
func readingsOf(a store.Authority) store.Authority { return ownAuthority(a, readingSuffix) }

// ownAuthority is an authority for the lobby's own rows about another's: readings,
// leases. One that would be too long is digested.
func ownAuthority(a, suffix store.Authority) store.Authority {
	if len(a)+len(suffix) > store.MaxID {
		a = store.Authority(digestOf([]byte(a)))
	}
	return a + suffix
}

// Reading says who opened what, and when: ids and codes only.
type Reading struct {
	ID     store.EventID
	At     time.Time
	Actor  store.ActorID
	Kind   string
	Record store.RecordID
	Client store.ClientID // empty where the client is restricted from whoever asks
}

// ReadingQuery selects readings. Empty fields do not restrict.
type ReadingQuery struct {
	Period Period
	Actor  store.ActorID
	Record store.RecordID
	Client store.ClientID
}

// Readings yields who opened what of this system, in the order of time. It ends at the
// first error.
//
// Written down are [Service.Review] and the clients that it compares besides,
// [Service.Record], [Service.Client], [Service.ClientRecords], [Service.SubjectAccess],
// and that somebody searched ([Service.Search], [Service.Find]). Not written down are
// lists of what waits and of what was decided, which clients a review or a search came
// upon by itself, a record's tasks alone ([Service.Tasks]), what an officer who holds a
// record is given by claiming it again, and whatever tells of nobody.
//
// What cannot be written down is not shown: the operation is refused with [ErrStore],
// and with the field "reading" where the log was written apart from the search. So
// whoever was refused may be in the log, and whoever is not in it has seen nothing. There
// is one exception, which a host chooses: with Options.RelaxedReadings of package
// postgres a crash of the server may lose the last second of the log. Where a host reads
// inside a transaction (see [Service.On]), the log is written in it, and lost with it.
// [Service.Retire] drops readings by their age.
//
// The store keeps the log under an authority of its own, the actor's with "/read" after
// it, and no consumer hears of it. With Options.Readings it is the host's, and this one
// stays empty.
func (s *Service) Readings(ctx context.Context, a Actor, q ReadingQuery) iter.Seq2[Reading, error] {
	return iterate(ctx, s, operation{a: a, act: ActReadings, record: q.Record, reads: true}, func(ctx context.Context, yield func(Reading) bool) error {
		return s.readings(ctx, a, q, yield)
	})
}

func (s *Service) readings(ctx context.Context, a Actor, q ReadingQuery, yield func(Reading) bool) error {
	err := first(q.Period.check(), checkOptionalID("actor", string(q.Actor)),
		checkOptionalID("record", string(q.Record)), checkOptionalID("client", string(q.Client)))
	if err != nil {
		return err
	}
	see := s.sight(a)
	log := store.EventQuery{Authority: readingsOf(a.Authority), System: s.system, Record: q.Record, Client: q.Client}
	for e, err := range s.trail(ctx, since(log, q.Period.From)) {
		switch {
		case err != nil:
			return err
		case !q.Period.covers(e.At):
			return nil
		case q.Actor != "" && q.Actor != e.Actor:
			continue
		}
		if _, err := see.event(ctx, &e); err != nil {
			return err
		}
		if q.Client != "" && e.Client == "" { // to whoever asks there is no such client
			return nil
		}
		if !yield(Reading{ID: e.ID, At: e.At, Actor: e.Actor, Kind: e.Kind, Record: e.Record, Client: e.Client}) {
			return nil
		}
	}
	return nil
}

// since has a query begin at a time, or at the first instant of the stores' after it.
func since(q store.EventQuery, from time.Time) store.EventQuery {
	if !from.IsZero() {
		q.After = store.EventCursor{At: store.Instant(from.Add(-time.Nanosecond)), ID: lastID}
	}
	return q
}

// lastID is after the id of every event of the same time.
var lastID = store.EventID(strings.Repeat("\U0010ffff", store.MaxID/len("\U0010ffff")))

// openedClients are clients that somebody named and has opened, each once.
func openedClients(ids []store.ClientID) (es []store.Event) {
	for i, id := range ids {
		if !slices.Contains(ids[:i], id) {
			es = append(es, store.Event{Kind: KindClientOpened, Client: id})
		}
	}
	return es
}

// opening is what somebody opens, until it is written down.
type opening struct{ events []store.Event }

// take is what is to be written down now: nothing, after the first time.
func (o *opening) take() (es []store.Event) {
	if o != nil {
		es, o.events = o.events, nil
	}
	return es
}

// witness runs do, which finds what somebody opens, and writes that down: in do's own
// search where the store is a [store.Gatherer], at the same time where it is
// [store.Parallel], and otherwise, or where the host keeps readings, afterwards. If
// either fails the operation is refused.
func (s *Service) witness(ctx context.Context, a Actor, es []store.Event, do func(*opening) error) error {
	switch _, gathers := s.store.(store.Gatherer); {
	case s.o.Readings != nil:
		if err := do(nil); err != nil {
			return err
		}
		return s.witnessed(ctx, a, es...)
	case gathers && len(es) <= s.room:
		return do(&opening{s.readingBatch(a, es).Events})
	}
	writing := callAhead(ctx, s, func(ctx context.Context) (struct{}, error) { return struct{}{}, s.witnessed(ctx, a, es...) })
	defer writing.wait()
	if err := do(nil); err != nil {
		return err
	}
	_, err := writing.get()
	return err
}

// readingBatch is what is written down that somebody opens.
func (s *Service) readingBatch(a Actor, es []store.Event) store.Batch {
	b, at := s.newBatch(a), s.stamp(time.Time{})
	b.Authority = readingsOf(a.Authority)
	for _, e := range es {
		b.register(e, at)
	}
	return b.Batch
}

// witnessed writes down that somebody opens what an operation is about to return, or
// refuses it.
func (s *Service) witnessed(ctx context.Context, a Actor, es ...store.Event) error {
	for some := range slices.Chunk(es, s.room) {
		if err := s.keepReadings(ctx, s.readingBatch(a, some)); err != nil {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			return &Error{Kind: ErrStore, Field: "reading", cause: err}
		}
	}
	return nil
}

// keepReadings hands readings to the host or to the store. It does not try again if the
// outcome is unknown: at worst the log names somebody who was refused.
func (s *Service) keepReadings(ctx context.Context, b store.Batch) error {
	if s.o.Readings != nil {
		return s.o.Readings(ctx, b.Events)
	}
	return s.store.Commit(ctx, b)
}
