package lobby

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/caselobby/caselobby/store"
)

// ReindexOptions say where a [Service.Reindex] begins, and who hears of it.
type ReindexOptions struct {
	After    Checkpoint          // where one before has stopped; empty begins at the beginning
	Progress func(ReindexResult) // told after every few rows; nil for nobody
}

// ReindexResult says how far a [Service.Reindex] is.
type ReindexResult struct {
	Clients Reindexed
	Records Reindexed // that are undecided
	// Failed is how many rows could not be prepared: this version cannot read them,
	// they would grow too large, or others changed them again and again. The log
	// names each. They stay as they were.
	Failed int
	Next   Checkpoint // where to go on
	Done   bool       // the end was reached
}

// Reindexed counts rows of one kind.
type Reindexed struct {
	Checked  int // looked at
	Prepared int // of these: prepared again, since their keys or their profile were not those of today
}

// Checkpoint is a place between two rows of an authority's register. It holds an
// id and is opaque otherwise; it may be kept and used by another process.
type Checkpoint string

// Reindex prepares every client and every undecided record of the authority again
// whose keys or profile are not what the matcher makes of the person today: after
// a new release of the library, a new model or other options of the matcher. It is
// for the whole authority and every system, however many lobbies share the store.
//
// It may run beside everything else: a row that somebody changes meanwhile is read
// again, and one that was prepared already is left alone, so that to run it twice,
// or on two machines, does no harm. Until it is done, reviews compare whoever they
// find by today's keys, and say in [Review.Unprepared] how many they may not find.
//
// An error means that it stopped there, also when the context was cancelled: what
// the result counts is written, and Next is where to go on. A client that is
// prepared again gains a version; a record does too, and an event.
func (s *Service) Reindex(ctx context.Context, a Actor, o ReindexOptions) (ReindexResult, error) {
	r := reindexer{s: s, a: a, progress: o.Progress, result: ReindexResult{Next: o.After}}
	err := s.operate(ctx, operation{a: a, act: ActReindex}, func(ctx context.Context, _ *operation) error { return r.run(ctx) })
	return r.result, err
}

type reindexer struct {
	s        *Service
	a        Actor
	progress func(ReindexResult)
	result   ReindexResult
}

func (r *reindexer) run(ctx context.Context) error {
	from, err := r.result.Next.position()
	if err != nil {
		return err
	}
	for !from.clientsDone {
		if from.client, from.clientsDone, err = r.clients(ctx, from.client); err != nil {
			return err
		}
		r.tell(from)
	}
	for !r.result.Done {
		if from.record, r.result.Done, err = r.records(ctx, from.record); err != nil {
			return err
		}
		r.tell(from)
	}
	return nil
}

// tell keeps how far everything is done, and says so.
func (r *reindexer) tell(at position) {
	r.result.Next = at.checkpoint()
	if r.progress != nil {
		r.progress(r.result)
	}
}

// clients looks at the next few clients.
func (r *reindexer) clients(ctx context.Context, after store.ClientID) (next store.ClientID, last bool, err error) {
	if err := ctx.Err(); err != nil {
		return after, false, err
	}
	page, err := r.s.store.Clients(ctx, store.ClientQuery{Authority: r.a.Authority, After: after, Limit: r.s.room})
	if err != nil {
		return after, false, err
	}
	var ps []put
	for _, c := range page.Clients {
		if p := r.s.reprepared(c); p.changed {
			ps = append(ps, p)
		}
	}
	n, err := r.write(ctx, ps)
	if err != nil {
		return after, false, err
	}
	for _, id := range page.Unreadable {
		r.fail(ctx, &Error{Kind: ErrUnreadable, Client: id})
	}
	r.result.Clients.Checked += page.Len()
	r.result.Clients.Prepared += n
	return page.Next(), page.Len() < r.s.room, nil
}

// reprepared is a client's next row, unless nothing of it changes.
func (s *Service) reprepared(c store.Client) put {
	next := c
	s.indexClient(&next)
	p := s.putting(c, next)
	p.changed = next.Profile != c.Profile || !slices.Equal(next.Keys, c.Keys)
	return p
}

// write writes clients at once or, where anything is in the way, one by one, and
// returns how many it wrote.
func (r *reindexer) write(ctx context.Context, ps []put) (n int, err error) {
	if !slices.ContainsFunc(ps, func(p put) bool { return checkClient(p.next) != nil }) {
		err := r.s.commit(ctx, r.s.clientBatch(r.a, ps...))
		if err == nil {
			return len(ps), nil
		}
		if !errors.Is(err, store.ErrConflict) {
			return 0, err
		}
	}
	for _, p := range ps {
		written, err := r.writeOne(ctx, p)
		switch {
		case err == nil && written:
			n++
		case err != nil && !r.alone(ctx, err, Error{Client: p.next.ID}):
			return n, err
		}
	}
	return n, nil
}

// writeOne writes one client, again and again while others change it.
func (r *reindexer) writeOne(ctx context.Context, p put) (written bool, err error) {
	err = r.s.again(ctx, func() error {
		c, err := r.s.clientOf(ctx, r.a, p.next.ID)
		if err != nil {
			return err
		}
		if p = r.s.reprepared(c); !p.changed {
			return nil
		}
		if err := checkClient(p.next); err != nil {
			return err
		}
		return r.s.commit(ctx, r.s.clientBatch(r.a, p))
	})
	return p.changed && err == nil, err
}

// records looks at the next few undecided records, each on its own.
func (r *reindexer) records(ctx context.Context, after store.Cursor) (next store.Cursor, last bool, err error) {
	q := store.Query{Authority: r.a.Authority, States: store.Undecided(), After: after, Limit: r.s.room}
	page, err := r.s.store.Records(ctx, q)
	if err != nil {
		return after, false, err
	}
	for _, c := range page.Unreadable {
		r.fail(ctx, &Error{Kind: ErrUnreadable, Record: c.ID})
	}
	for _, row := range page.Records {
		if err := ctx.Err(); err != nil {
			return after, false, err
		}
		prepared, err := r.record(ctx, row)
		if err != nil && !r.alone(ctx, err, Error{Record: row.ID}) {
			return after, false, err
		}
		r.result.Records.Checked++
		if prepared {
			r.result.Records.Prepared++
		}
		after = placeOf(row)
		r.result.Next = position{clientsDone: true, record: after}.checkpoint()
	}
	r.result.Records.Checked += len(page.Unreadable)
	if page.Len() > 0 {
		after = page.Next()
	}
	return after, page.Len() < r.s.room, nil
}

// record prepares one record again, unless it is as it should be.
func (r *reindexer) record(ctx context.Context, row store.Record) (prepared bool, err error) {
	if !r.s.recordDiffers(&row) {
		return false, nil
	}
	err = r.s.rewriteOf(ctx, r.a, row.ID, func(_ context.Context, now store.Record, _ time.Time) (*write, error) {
		if prepared = !now.State.Decided() && r.s.recordDiffers(&now); !prepared {
			return nil, nil
		}
		return &write{record: now, event: store.Event{Kind: KindReindexed}}, checkRecord(now)
	})
	return prepared && err == nil, err
}

// recordDiffers prepares a record, and reports whether that makes a difference.
func (s *Service) recordDiffers(r *store.Record) bool {
	keys, profile := r.Keys, r.Profile
	s.indexRecord(r)
	return r.Profile != profile || !slices.Equal(r.Keys, keys)
}

// alone reports whether an error is one row's own, so that the others go on; then
// it counts and names the row.
func (r *reindexer) alone(ctx context.Context, err error, about Error) bool {
	for _, kind := range []error{ErrBusy, ErrUnreadable, ErrTooLarge, ErrInvalid, ErrNotFound} {
		if errors.Is(err, kind) {
			about.Kind = kind
			r.fail(ctx, &about)
			return true
		}
	}
	return false
}

func (r *reindexer) fail(ctx context.Context, err *Error) {
	r.result.Failed++
	r.s.o.Logger.LogAttrs(ctx, slog.LevelWarn, "lobby: not prepared",
		append(r.s.about(r.a, ActReindex, err.Record, err.Client), slog.String("kind", err.Kind.Error()))...)
}

// position is a checkpoint taken apart: after a client or, once all of these are done,
// after a record.
type position struct {
	client      store.ClientID
	clientsDone bool
	record      store.Cursor
}

func (p position) checkpoint() Checkpoint {
	if !p.clientsDone {
		return Checkpoint("client " + p.client)
	}
	return Checkpoint("record " + strconv.FormatInt(p.record.Received.UnixMicro(), 10) + " " + string(p.record.ID))
}

func (c Checkpoint) position() (position, error) {
	kind, rest, _ := strings.Cut(string(c), " ")
	switch kind {
	case "":
		return position{}, unless(c == "", invalid("after", "malformed"))
	case "client":
		return position{client: store.ClientID(rest)}, checkOptionalID("after", rest)
	case "record":
		received, id, _ := strings.Cut(rest, " ")
		micros, err := strconv.ParseInt(received, 10, 64)
		if err != nil {
			return position{}, invalid("after", "malformed")
		}
		at := time.UnixMicro(micros).UTC()
		return position{clientsDone: true, record: store.Cursor{Received: at, ID: store.RecordID(id)}}, first(checkOptionalID("after", id), checkTime("after", at))
	}
	return position{}, invalid("after", "malformed")
}
