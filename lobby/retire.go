package lobby

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/caselobby/caselobby/store"
)

// Retired says what became of a [Service.Retire].
type Retired struct {
	Events  int // dropped
	Records int // whose trail was dropped
	Kept    int // trails and events that are old enough and were not dropped: a consumer has yet to hear of them, or their record cannot be read
}

// Retire drops events from before a time: those of this system's records that were
// decided and have not changed since, and those that this system wrote of the client
// register. A record's trail goes as a whole. One event is left in its place, which
// repeats what was decided and continues the chain, so that [Service.Audit] can tell
// retirement from loss. What one of Options.Consumers has yet to acknowledge stays, and
// with it the whole trail.
//
// How long events must be kept is the host's to say: they are the evidence of who
// did what. An error means that it stopped there; called again, it goes on. It may
// run beside everything else.
//
// Refused unless Options.Consumers says who is to hear of events, and for a time
// that is not past.
func (s *Service) Retire(ctx context.Context, a Actor, before time.Time) (Retired, error) {
	r := retirer{s: s, a: a, before: before, seen: make(map[store.RecordID]bool)}
	err := r.run(ctx)
	return r.done, s.done(ctx, a, ActRetire, "", err)
}

type retirer struct {
	s      *Service
	a      Actor
	before time.Time
	seen   map[store.RecordID]bool
	done   Retired
}

func (r *retirer) run(ctx context.Context) error {
	err := first(r.s.enter(ctx, r.a, ActRetire), checkTime("before", r.before))
	switch {
	case err != nil:
		return err
	case r.s.o.Consumers == nil:
		return invalid("consumers", "not-registered")
	case r.before.After(r.s.o.Now()):
		return invalid("before", "not-past")
	}
	for e, err := range r.s.trail(ctx, store.EventQuery{Authority: r.a.Authority}) {
		switch {
		case err != nil:
			return err
		case !e.At.Before(r.before):
			return nil
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
				r.done.Kept++
				return nil
			}
		}
	}
	return r.drop(ctx, []store.EventID{e.ID})
}

// record retires one trail, unless it is still in use or not heard of.
func (r *retirer) record(ctx context.Context, id store.RecordID) error {
	row, err := r.s.recordOf(ctx, r.a, id)
	if errors.Is(err, ErrUnreadable) {
		r.done.Kept++
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
	if last.Kind == KindRetired { // and what is before it was left when that was broken off
		return r.drop(ctx, named(trail[:len(trail)-1]))
	}
	if !last.At.Before(r.before) || last.Version != row.Version {
		return nil
	}
	heard, err := r.heard(ctx, id)
	if err != nil || !heard {
		return err
	}
	now, rest := parted(named(trail), r.s.room-2)
	err = r.s.commit(ctx, r.retiring(row, last, now))
	switch {
	case errors.Is(err, store.ErrConflict): // in use after all
		return nil
	case err != nil:
		return err
	}
	r.done.Records++
	r.done.Events += len(now)
	return r.drop(ctx, rest)
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
			r.done.Kept++
			return false, nil
		}
	}
	return true, nil
}

// retiring puts one event in the place of a trail. The oldest go first, so that what
// is left is a chain at every moment.
func (r *retirer) retiring(row store.Record, last store.Event, oldest []store.EventID) store.Batch {
	b := store.Batch{Authority: r.a.Authority, Retired: oldest}
	at := last.At
	if row.Updated.After(at) {
		at = row.Updated
	}
	said := store.Event{Kind: KindRetired, Client: row.Decision.Client, Case: row.Decision.Case, Code: string(row.State)}
	next, said := r.s.chain(r.a, row, row, said, r.s.stamp(at))
	b.Records = append(b.Records, replacing(row.ID, row.Version, row, next))
	b.Events = append(b.Events, said)
	return b
}

// drop drops events, oldest first, in as many batches as it takes.
func (r *retirer) drop(ctx context.Context, ids []store.EventID) error {
	for some := range slices.Chunk(ids, r.s.room) {
		if err := r.s.commit(ctx, store.Batch{Authority: r.a.Authority, Retired: some}); err != nil {
			return err
		}
		r.done.Events += len(some)
	}
	return nil
}

func named(es []store.Event) []store.EventID {
	ids := make([]store.EventID, len(es))
	for i, e := range es {
		ids[i] = e.ID
	}
	return ids
}
