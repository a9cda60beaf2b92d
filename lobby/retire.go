package lobby

import (
	"context"
	"errors"
	"iter"
	"slices"
	"time"

	"github.com/caselobby/caselobby/store"
)

// Retention says what is not to be kept any longer: of each kind, what is from before a
// time. Every time has to be past, and a zero time keeps all of its kind.
type Retention struct {
	// Records lose their content if they were decided before this time, and if the case
	// that they became was closed before it, or is no more. What is left is that the
	// record was decided, when, by whom and for which client, as of an erased client's.
	// Person, household, details, tasks, sender's key and digest, reference and what was
	// compared are gone for good, also from the client's case, into which they were
	// carried.
	Records time.Time
	// Events that go are those of this system's decided records, if the last of them is
	// from before this time, and those that this system wrote of the client register. A
	// record's events go as a whole. One event is left in their place, which repeats what
	// was decided and continues the chain, so that [Service.Audit] can tell retirement
	// from loss. If one of Options.Consumers has yet to acknowledge any of them, all stay.
	// Refused unless Options.Consumers says who is to hear of events.
	Events time.Time
	// Readings that go are this system's: see [Service.Readings].
	Readings time.Time
	// DryRun finds out what would go, and writes nothing. Unless somebody else writes in
	// between, the same call without it drops exactly that.
	DryRun bool
	// Progress, where given, is told how much is done, again and again. It runs in the
	// caller's goroutine.
	Progress func(Retired)
}

// Retired says what became of a [Service.Retire].
type Retired struct {
	Records  int // that lost their content
	Open     int // records decided long enough ago, whose case is open or was closed since
	Trails   int // of records that were dropped
	Events   int // dropped, of trails and of the register
	Readings int // dropped
	Kept     int // records, trails and events that are old enough and were not dropped: a consumer has yet to hear of them, or a row cannot be read
}

// Retire drops what is older than it is to be kept: see [Retention], whose times are the
// host's to choose. Events are the evidence of who did what, and models are trained by
// decisions ([Service.Labels]): a host that needs either later copies it elsewhere first.
//
// An error, that of a context too, means that it stopped there; called again, it goes on
// with what is left. It may run beside everything else.
func (s *Service) Retire(ctx context.Context, a Actor, keep Retention) (Retired, error) {
	r := retirer{s: s, a: a, keep: keep, seen: make(map[store.RecordID]bool)}
	err := s.operate(ctx, operation{a: a, act: ActRetire, reads: keep.DryRun}, func(ctx context.Context, _ *operation) error { return r.run(ctx) })
	return r.done, err
}

type retirer struct {
	s    *Service
	a    Actor
	keep Retention
	seen map[store.RecordID]bool
	done Retired
}

func (r *retirer) run(ctx context.Context) error {
	if err := r.check(); err != nil {
		return err
	}
	// Events come first: a record that loses its content has an event of now.
	for _, part := range []struct {
		before time.Time
		retire func(context.Context) error
	}{{r.keep.Events, r.events}, {r.keep.Records, r.records}, {r.keep.Readings, r.readings}} {
		if part.before.IsZero() {
			continue
		}
		if err := part.retire(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (r *retirer) check() error {
	now := r.s.o.Now()
	for _, t := range []struct {
		field  string
		before time.Time
	}{{"events", r.keep.Events}, {"records", r.keep.Records}, {"readings", r.keep.Readings}} {
		if err := checkTime(t.field, t.before); err != nil {
			return err
		}
		if t.before.After(now) {
			return invalid(t.field, "not-past")
		}
	}
	if !r.keep.Events.IsZero() && r.s.o.Consumers == nil {
		return invalid("consumers", "not-registered")
	}
	return nil
}

// count tells how much is done.
func (r *retirer) count(n *int, more int) {
	*n += more
	if r.keep.Progress != nil {
		r.keep.Progress(r.done)
	}
}

// commit writes, unless it is a dry run.
func (r *retirer) commit(ctx context.Context, b store.Batch) error {
	if r.keep.DryRun {
		return nil
	}
	return r.s.commit(ctx, b)
}

// drop drops events, oldest first, in as many batches as it takes.
func (r *retirer) drop(ctx context.Context, n *int, of store.Authority, ids []store.EventID) error {
	for some := range slices.Chunk(ids, r.s.room) {
		b := r.s.newBatch(r.a)
		b.Authority, b.Retired = of, some
		if err := r.commit(ctx, b.Batch); err != nil {
			return err
		}
		r.count(n, len(some))
	}
	return nil
}

// records takes the content of what was decided and closed long ago.
func (r *retirer) records(ctx context.Context) error {
	q := store.Query{Authority: r.a.Authority, System: r.s.system, States: accepted(), ReceivedBefore: r.keep.Records}
	for row, err := range r.s.scan(ctx, r.a, q) {
		switch {
		case errors.Is(err, ErrUnreadable):
			r.count(&r.done.Kept, 1)
			continue
		case err != nil:
			return err
		case !row.Decision.At.Before(r.keep.Records) || bare(row):
			continue
		}
		if err := r.content(ctx, row); err != nil {
			return err
		}
	}
	return nil
}

// content takes the content of one record, unless its case is in use.
func (r *retirer) content(ctx context.Context, row store.Record) error {
	open, err := r.inUse(ctx, row)
	switch {
	case errors.Is(err, ErrUnreadable):
		r.count(&r.done.Kept, 1)
		return nil
	case err != nil:
		return err
	case open:
		r.count(&r.done.Open, 1)
		return nil
	}
	if !r.keep.DryRun {
		err = r.s.rewriteOf(ctx, r.a, row.ID, func(_ context.Context, now store.Record, _ time.Time) (*write, error) {
			if bare(now) {
				return nil, nil
			}
			return &write{record: stripped(now), event: store.Event{Kind: KindExpired, Client: now.Decision.Client}}, nil
		})
	}
	if err != nil {
		return err
	}
	r.count(&r.done.Records, 1)
	return nil
}

// inUse reports whether the case that a record became is in use, or was until the time:
// with its client, or with the one that is left of it.
func (r *retirer) inUse(ctx context.Context, row store.Record) (bool, error) {
	id := row.Decision.Client
	for way := []store.ClientID(nil); !slices.Contains(way, id); {
		way = append(way, id)
		c, err := r.s.clientOf(ctx, r.a, id)
		if err != nil {
			return false, unless(isNotFound(err), err)
		}
		i := slices.IndexFunc(c.Cases, func(k store.Case) bool { return k.From == row.ID && k.ID == row.Decision.Case })
		switch {
		case i >= 0:
			return c.Cases[i].Open() || !c.Cases[i].Closed.Before(r.keep.Records), nil
		case c.MergedInto == "":
			return false, nil
		}
		id = c.MergedInto
	}
	return true, nil // merged in a ring: nobody can tell
}

// readings drops what is written down of reading.
func (r *retirer) readings(ctx context.Context) error {
	log := readingsOf(r.a.Authority)
	old := r.before(ctx, store.EventQuery{Authority: log, System: r.s.system}, r.keep.Readings)
	var some []store.EventID
	for e, err := range old {
		if err != nil {
			return err
		}
		if some = append(some, e.ID); len(some) == r.s.room {
			if err := r.drop(ctx, &r.done.Readings, log, some); err != nil {
				return err
			}
			some = some[:0]
		}
	}
	return r.drop(ctx, &r.done.Readings, log, some)
}

// before yields the events of a query that are of before a time.
func (r *retirer) before(ctx context.Context, q store.EventQuery, t time.Time) iter.Seq2[store.Event, error] {
	return func(yield func(store.Event, error) bool) {
		for e, err := range r.s.trail(ctx, q) {
			if err == nil && !e.At.Before(t) {
				return
			}
			if !yield(e, err) {
				return
			}
		}
	}
}

// events drops trails, and what was written of the register.
func (r *retirer) events(ctx context.Context) error {
	for e, err := range r.before(ctx, store.EventQuery{Authority: r.a.Authority}, r.keep.Events) {
		switch {
		case err != nil:
			return err
		case e.System != r.s.system: // whose consumers are not known here
		case e.Record == "":
			err = r.register(ctx, e)
		case !r.seen[e.Record]:
			r.seen[e.Record] = true
			err = r.record(ctx, e.Record)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// register retires one event of the client register.
func (r *retirer) register(ctx context.Context, e store.Event) error {
	for _, c := range r.s.o.Consumers {
		for waiting, err := range r.s.trail(ctx, store.EventQuery{Authority: r.a.Authority, Client: e.Client, Unacked: c}) {
			if err != nil {
				return err
			}
			if waiting.ID == e.ID {
				r.count(&r.done.Kept, 1)
				return nil
			}
		}
	}
	return r.drop(ctx, &r.done.Events, r.a.Authority, []store.EventID{e.ID})
}

// record retires one trail, unless it is still in use or not heard of.
func (r *retirer) record(ctx context.Context, id store.RecordID) error {
	row, err := r.s.recordOf(ctx, r.a, id)
	if errors.Is(err, ErrUnreadable) {
		r.count(&r.done.Kept, 1)
		return nil
	}
	if err != nil || !row.State.Decided() {
		return err
	}
	trail, err := r.trail(ctx, id)
	if err != nil || len(trail) == 0 {
		return err
	}
	last := trail[len(trail)-1]
	if last.Kind == KindRetired { // a run before was stopped: drop what it left
		return r.drop(ctx, &r.done.Events, r.a.Authority, eventIDs(trail[:len(trail)-1]))
	}
	if !last.At.Before(r.keep.Events) || last.Version != row.Version {
		return nil
	}
	heard, err := r.heard(ctx, id)
	if err != nil || !heard {
		return err
	}
	now, rest := cutAt(eventIDs(trail), r.s.room-2)
	err = r.commit(ctx, r.retiring(row, last, now))
	switch {
	case errors.Is(err, store.ErrConflict): // in use after all
		return nil
	case err != nil:
		return err
	}
	r.done.Trails++
	r.count(&r.done.Events, len(now))
	return r.drop(ctx, &r.done.Events, r.a.Authority, rest)
}

func (r *retirer) trail(ctx context.Context, id store.RecordID) (trail []store.Event, err error) {
	for e, err := range r.s.trail(ctx, store.EventQuery{Authority: r.a.Authority, Record: id}) {
		if err != nil {
			return nil, err
		}
		trail = append(trail, e)
	}
	return trail, nil
}

// heard reports whether every consumer has acknowledged all of a record's events.
func (r *retirer) heard(ctx context.Context, id store.RecordID) (bool, error) {
	for _, c := range r.s.o.Consumers {
		waiting, err := r.s.store.Events(ctx, store.EventQuery{Authority: r.a.Authority, Record: id, Unacked: c, Limit: 1})
		if err != nil {
			return false, err
		}
		if len(waiting) > 0 {
			r.count(&r.done.Kept, 1)
			return false, nil
		}
	}
	return true, nil
}

// retiring puts one event in the place of a trail. The oldest go first, so that what
// is left is a chain at every moment.
func (r *retirer) retiring(row store.Record, last store.Event, oldest []store.EventID) store.Batch {
	b := r.s.newBatch(r.a)
	b.Retired = oldest
	said := store.Event{Kind: KindRetired, Client: row.Decision.Client, Case: row.Decision.Case, Code: string(row.State)}
	b.record(row, row, said, r.s.stamp(last.At))
	return b.Batch
}

func eventIDs(es []store.Event) []store.EventID {
	ids := make([]store.EventID, len(es))
	for i, e := range es {
		ids[i] = e.ID
	}
	return ids
}
