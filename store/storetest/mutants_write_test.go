package storetest

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/caselobby/caselobby/store"
)

var writeMutants = []mutant{
	{"the last writer wins", "versions/a version that is not the row's is refused", func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error { return s.Store.Commit(ctx, atCurrent(ctx, s.Store, b)) }
	}},
	{"a batch that was applied succeeds again", "versions/a version that is not the row's is refused", func(s *broken) {
		applied := make(map[string]bool)
		s.commit = func(ctx context.Context, b store.Batch) error {
			var what strings.Builder
			for _, c := range b.Records {
				text, _ := store.EncodeRecord(*c.Next)
				fmt.Fprintf(&what, "%d %s", c.Expect, text)
			}
			err := s.Store.Commit(ctx, b)
			if what.Len() > 0 && applied[what.String()] {
				return nil
			}
			applied[what.String()] = err == nil
			return err
		}
	}},
	{"an insert is an upsert", "versions/a version that is not the row's is refused", func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			b = clone(b)
			for i, c := range b.Records {
				if r, err := recordOf(ctx, s.Store, b.Authority, c.ID); err == nil && c.Expect == 0 {
					b.Records[i].Expect, b.Records[i].Was = r.Version, &r
				}
			}
			return s.Store.Commit(ctx, b)
		}
	}},
	{"an update of a missing row inserts it", "versions/writing what is not there is refused", func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			b = clone(b)
			for i, c := range b.Records {
				if _, err := recordOf(ctx, s.Store, b.Authority, c.ID); err != nil {
					b.Records[i].Expect, b.Records[i].Was = 0, nil
				}
			}
			return s.Store.Commit(ctx, b)
		}
	}},
	{"a conflict is some error", "versions/a version that is not the row's is refused", func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			if err := s.Store.Commit(ctx, b); err != nil {
				return errors.New("duplicate key value")
			}
			return nil
		}
	}},
	{"an unchanged row counts as not written", "versions/a row that does not change still gains a version", func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			for _, c := range b.Records {
				if old, err := recordOf(ctx, s.Store, b.Authority, c.ID); err == nil && sameBytes(old, *c.Next) {
					return store.ErrConflict
				}
			}
			return s.Store.Commit(ctx, b)
		}
	}},
	{"acknowledgements beside rows are passed over", "batches/a batch is seen whole by every kind of read", func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			if len(b.Records) > 0 {
				b.Acks = nil
			}
			return s.Store.Commit(ctx, b)
		}
	}},
	{"the version given is the version stored", "versions/a row is stored at the version after the one expected", func(s *broken) {
		given := make(map[store.RecordID]store.Version)
		s.commit = func(ctx context.Context, b store.Batch) error {
			for _, c := range b.Records {
				given[c.ID] = c.Next.Version
			}
			return s.Store.Commit(ctx, b)
		}
		s.record = func(ctx context.Context, a store.Authority, id store.RecordID) (store.Record, error) {
			r, err := recordOf(ctx, s.Store, a, id)
			r.Version = given[id]
			return r, err
		}
	}},
	{"a version is a byte", "versions/a version goes on where a byte would begin again", inBits(8)},
	{"a version is a byte with a sign", "versions/a version goes on where a byte would begin again", inBits(7)},
	{"versions are compared by their last byte", "versions/a version goes on where a byte would begin again", func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			now := atCurrent(ctx, s.Store, b)
			for i, c := range now.Records {
				if byte(c.Expect) != byte(b.Records[i].Expect) {
					return store.ErrConflict
				}
			}
			for i, c := range now.Clients {
				if byte(c.Expect) != byte(b.Clients[i].Expect) {
					return store.ErrConflict
				}
			}
			return s.Store.Commit(ctx, now)
		}
	}},
	{"a write leaves what it does not set", "versions/a write replaces the whole row", func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			b = clone(b)
			for _, c := range b.Records {
				if old, err := recordOf(ctx, s.Store, b.Authority, c.ID); err == nil && c.Next.Claim == nil {
					c.Next.Claim = old.Claim
				}
			}
			return s.Store.Commit(ctx, b)
		}
	}},
	{"versions are looked at before the lock is taken", "races/of many who write one version exactly one wins", lookThenLock},
	{"absence is looked at before the lock is taken", "races/of many who insert one id exactly one wins", lookThenLock},
	{"rows are locked in the order of the batch", "races/of two batches that cross exactly one wins", func(s *broken) {
		locks := map[store.RecordID]chan struct{}{"0": make(chan struct{}, 1), "1": make(chan struct{}, 1)}
		s.commit = func(ctx context.Context, b store.Batch) error {
			for _, c := range b.Records {
				if len(b.Records) < 2 {
					break
				}
				select {
				case locks[c.ID] <- struct{}{}:
					defer func() { <-locks[c.ID] }()
				case <-ctx.Done():
					return ctx.Err()
				}
				time.Sleep(time.Millisecond)
			}
			return s.Store.Commit(ctx, b)
		}
	}},
	{"one commit in fifty is acknowledged and lost", "races/a counter that many raise misses nothing", func(s *broken) {
		var n atomic.Int32
		s.commit = func(ctx context.Context, b store.Batch) error {
			if len(b.Events) > 0 && current(ctx, s.Store, b) && n.Add(1)%50 == 0 {
				return nil
			}
			return s.Store.Commit(ctx, b)
		}
	}},
	{"records are written one by one", "batches/a conflict in the last record leaves nothing", func(s *broken) { s.commit = torn(s.Store) }},
	{"a batch is written row by row", "batches/a conflict in the last client leaves nothing", func(s *broken) { s.commit = torn(s.Store) }},
	{"a batch of more than 25 clients is written in two", "batches/a conflict in the last of as many as a batch may hold leaves nothing", func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			if len(b.Clients) > 25 {
				first := b
				first.Clients, b = b.Clients[:25], clients(b.Clients[25:]...)
				if err := s.Store.Commit(ctx, first); err != nil {
					return err
				}
			}
			return s.Store.Commit(ctx, b)
		}
	}},
	{"records are written before clients are looked at", "batches/a conflict of references leaves nothing", func(s *broken) { s.commit = torn(s.Store) }},
	{"a batch is written kind by kind", "storms/a reader in a storm sees no half of a batch", func(s *broken) {
		var mu sync.Mutex
		withheld(s, func(ctx context.Context, rows store.Batch) error {
			mu.Lock()
			defer mu.Unlock()
			if !current(ctx, s.Store, rows) {
				return store.ErrConflict
			}
			return torn(s.Store)(ctx, rows)
		})
	}},
	{"events are written after the rows", "storms/a reader in a storm sees no half of a batch", func(s *broken) {
		withheld(s, s.Store.Commit)
	}},
	{"a decision's event is written outside the batch", "storms/a storm of decisions leaves each record decided once", func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			if err := s.Store.Commit(ctx, store.Batch{Authority: b.Authority, Events: b.Events}); err != nil {
				return err
			}
			return s.Store.Commit(ctx, b)
		}
	}},
	{"a cancelled commit stops half way", "storms/a cancelled commit was applied whole or not at all", func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			if err := s.Store.Commit(context.WithoutCancel(ctx), records(b.Records...)); err != nil {
				return err
			}
			<-ctx.Done()
			b.Records = nil
			return s.Store.Commit(ctx, b)
		}
	}},
	{"a cancelled commit has told its events", "storms/a cancelled commit was applied whole or not at all", cancelledBut(func(b store.Batch) store.Batch {
		return store.Batch{Authority: b.Authority, Events: b.Events}
	})},
	{"a cancelled commit tells nothing", "storms/a cancelled commit was applied whole or not at all", cancelledBut(func(b store.Batch) store.Batch {
		b.Events = nil
		return b
	})},
	{"batches of more than 25 are refused", "batches/a batch may be as large as the contract allows", func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			if len(b.Records)+len(b.Clients) > 25 {
				return errors.New("too many items in one transaction")
			}
			return s.Store.Commit(ctx, b)
		}
	}},
	{"a batch of more than 16,000 keys is too much", "batches/a full batch of households is written, and taken out again", keysUpTo(16_000)},
	{"an empty batch is an error", "batches/an empty batch does nothing and succeeds", func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			if len(b.Records)+len(b.Clients)+len(b.Events)+len(b.Acks) == 0 {
				return errors.New("nothing to do")
			}
			return s.Store.Commit(ctx, b)
		}
	}},
	{"a row goes where it says, not where the batch says", "batches/a batch of a wrong shape is refused and leaves nothing", func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			for _, c := range b.Records {
				if c.Next != nil && c.Next.Authority != b.Authority {
					return s.Store.Commit(ctx, in(c.Next.Authority, records(c)))
				}
			}
			return s.Store.Commit(ctx, b)
		}
	}},
	{"records and clients share their ids", "batches/a record and a client may have the same id", func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			for _, c := range b.Clients {
				for _, r := range b.Records {
					if string(c.ID) == string(r.ID) {
						return store.ErrConflict
					}
				}
			}
			return s.Store.Commit(ctx, b)
		}
	}},
}

// atCurrent is the batch, expecting whatever is stored.
func atCurrent(ctx context.Context, s store.Store, b store.Batch) store.Batch {
	b = clone(b)
	for i, c := range b.Records {
		r, _ := recordOf(ctx, s, b.Authority, c.ID)
		b.Records[i].Expect, b.Records[i].Was = r.Version, nil
	}
	for i, c := range b.Clients {
		row, _ := clientOf(ctx, s, b.Authority, c.ID)
		b.Clients[i].Expect, b.Clients[i].Was = row.Version, nil
	}
	return informed(ctx, s, b)
}

// current reports whether a batch expects what is stored.
func current(ctx context.Context, s store.Store, b store.Batch) bool {
	for _, c := range b.Records {
		if r, _ := recordOf(ctx, s, b.Authority, c.ID); r.Version != c.Expect {
			return false
		}
	}
	for _, c := range b.Clients {
		if row, _ := clientOf(ctx, s, b.Authority, c.ID); row.Version != c.Expect {
			return false
		}
	}
	return true
}

// force writes a batch over whatever is stored.
func force(ctx context.Context, s store.Store, b store.Batch) error {
	for {
		if err := s.Commit(ctx, atCurrent(ctx, s, b)); !errors.Is(err, store.ErrConflict) {
			return err
		}
	}
}

// torn writes each change in a commit of its own.
func torn(s store.Store) func(context.Context, store.Batch) error {
	return func(ctx context.Context, b store.Batch) error {
		var errs []error
		commit := func(one store.Batch) {
			one.Authority = b.Authority
			errs = append(errs, s.Commit(ctx, one))
		}
		for _, c := range b.Records {
			commit(records(c))
		}
		for _, c := range b.Clients {
			commit(clients(c))
		}
		commit(store.Batch{Events: b.Events, Acks: b.Acks})
		return errors.Join(errs...)
	}
}

// withheld writes rows first and events after, those of one batch only once
// somebody has looked for them: a reader is sure to meet half of it.
func withheld(s *broken, write func(ctx context.Context, rows store.Batch) error) {
	var of atomic.Pointer[store.RecordID]
	looked := make(chan struct{})
	release := sync.OnceFunc(func() { close(looked) })
	s.events = func(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
		id := of.Load()
		found, err := s.Store.Events(ctx, q)
		if id != nil && *id == q.Record {
			release()
		}
		return found, err
	}
	s.commit = func(ctx context.Context, b store.Batch) error {
		rows := b
		rows.Events = nil
		if err := write(ctx, rows); err != nil {
			return err
		}
		if len(b.Events) > 0 && of.CompareAndSwap(nil, new(b.Events[0].Record)) {
			select {
			case <-looked:
			case <-ctx.Done():
			}
		}
		return s.Store.Commit(ctx, store.Batch{Authority: b.Authority, Events: b.Events})
	}
}

// sameBytes reports whether two records differ in nothing but their version.
func sameBytes(a, b store.Record) bool {
	a.Version, b.Version = 0, 0
	one, _ := store.EncodeRecord(a)
	other, _ := store.EncodeRecord(b)
	return string(one) == string(other)
}

// cancelledBut is a store of whose batches a part is written before the context ends.
func cancelledBut(part func(store.Batch) store.Batch) func(*broken) {
	return func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			if err := s.Store.Commit(context.WithoutCancel(ctx), part(b)); err != nil {
				return err
			}
			<-ctx.Done()
			return ctx.Err()
		}
	}
}

// inBits keeps versions in so many bits: the one after the largest is 0 again.
func inBits(bits int) func(*broken) {
	last := store.Version(1)<<bits - 1
	return func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			now := atCurrent(ctx, s.Store, b)
			for i, c := range now.Records {
				if c.Expect&last != b.Records[i].Expect {
					return store.ErrConflict
				}
			}
			for i, c := range now.Clients {
				if c.Expect&last != b.Clients[i].Expect {
					return store.ErrConflict
				}
			}
			return s.Store.Commit(ctx, now)
		}
		s.rows = func(ctx context.Context, a store.Authority, ids store.IDs) (store.Rows, error) {
			rows, err := s.Store.Rows(ctx, a, ids)
			for i := range rows.Records {
				rows.Records[i].Version &= last
			}
			for i := range rows.Clients {
				rows.Clients[i].Version &= last
			}
			return rows, err
		}
	}
}

// lookThenLock looks at versions before the lock is taken.
func lookThenLock(s *broken) {
	s.commit = func(ctx context.Context, b store.Batch) error {
		if !current(ctx, s.Store, b) {
			return store.ErrConflict
		}
		runtime.Gosched()
		return force(ctx, s.Store, b)
	}
}
