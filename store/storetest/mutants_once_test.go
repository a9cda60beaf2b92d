package storetest

import (
	"context"
	"errors"
	"maps"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

const (
	ackedAtOnce = "at once/an acknowledgement that many give at once is one, and all of them have given it"
	toldAtOnce  = "at once/an event that many tell at once is one, and all of them have told it"
	addedAtOnce = "at once/clients that many add at once are all counted"
	ownAnswers  = "tenancy/authorities that ask at once are each answered for themselves"
	noConflict  = "at once/batches that have no row in common are no conflict"
)

var onceMutants = []mutant{
	{"acknowledgements are looked for, then inserted", ackedAtOnce, lookThenInsert(ackKeys)},
	{"events are looked for, then inserted", toldAtOnce, lookThenInsert(eventKeys)},
	{"an event told at once is told as often", toldAtOnce, func(s *broken) {
		var mu sync.Mutex
		twice := make(map[store.EventID]store.Event)
		var flying atomic.Int32
		s.commit = func(ctx context.Context, b store.Batch) error {
			flying.Add(1)
			defer flying.Add(-1)
			runtime.Gosched()
			if err := s.Store.Commit(ctx, b); err != nil {
				return err
			}
			mu.Lock()
			defer mu.Unlock()
			for _, e := range b.Events {
				if flying.Load() > 1 {
					twice[e.ID] = e
				}
			}
			return nil
		}
		s.events = func(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
			page, err := s.Store.Events(ctx, q)
			if n := len(page); n > 0 && n < q.Limit {
				if e, found := twice[page[n-1].ID]; found {
					page = append(page, e)
				}
			}
			return page, err
		}
	}},
	{"the size is read, raised and written", addedAtOnce, miscounted(func(p *matching.Pool, lost int, _ map[matching.Key]int) { p.Size -= lost })},
	{"a tally is read, raised and written", addedAtOnce, miscounted(func(p *matching.Pool, _ int, lost map[matching.Key]int) {
		for i, c := range p.Counts {
			if c.Key.CountOnly() {
				p.Counts[i].Clients -= lost[c.Key]
			}
		}
	})},
	{"the size is not lowered by all who are erased at once", addedAtOnce, miscounted(func(p *matching.Pool, _ int, tally map[matching.Key]int) {
		if tally[erasures] > 0 {
			p.Size++
		}
	})},
	{"the tally of a key that was left by many at once is too high", addedAtOnce, miscounted(func(p *matching.Pool, _ int, lost map[matching.Key]int) {
		for i, c := range p.Counts {
			if c.Key == counted && len(p.Counts) == 4 {
				p.Counts[i].Clients += lost[counted]
			}
		}
	})},
	{"what is told while a consumer begins is lost to it", "at once/an event that is told while a consumer acknowledges for the first time is still to be read", func(s *broken) {
		var mu sync.Mutex
		begins, lost := make(map[store.Consumer]bool), make(map[store.Consumer][]store.EventID)
		s.commit = func(ctx context.Context, b store.Batch) error {
			mu.Lock()
			for _, a := range b.Acks {
				begins[a.Consumer] = true
				defer func() { mu.Lock(); delete(begins, a.Consumer); mu.Unlock() }()
			}
			for c := range begins {
				for _, e := range b.Events {
					lost[c] = append(lost[c], e.ID)
				}
			}
			mu.Unlock()
			if len(b.Acks) > 0 {
				time.Sleep(time.Millisecond) // while it lists what there is
			}
			return s.Store.Commit(ctx, b)
		}
		s.events = func(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
			page, err := s.Store.Events(ctx, q)
			return slices.DeleteFunc(page, func(e store.Event) bool { return slices.Contains(lost[q.Unacked], e.ID) }), err
		}
	}},
	{"what is acknowledged while it is retired stays acknowledged", "at once/an acknowledgement that is given while its event is retired goes with it", func(s *broken) {
		var mu sync.Mutex
		given := make(map[store.Ack]bool)
		s.commit = func(ctx context.Context, b store.Batch) error {
			mu.Lock()
			maps.DeleteFunc(given, func(k store.Ack, _ bool) bool { return slices.Contains(b.Retired, k.Event) })
			mu.Unlock()
			before, _ := s.Store.Events(ctx, store.EventQuery{Authority: b.Authority, Limit: store.MaxPage})
			runtime.Gosched()
			err := s.Store.Commit(ctx, b)
			mu.Lock()
			defer mu.Unlock()
			for _, k := range b.Acks {
				given[k] = slices.Contains(ids(before, eventID), k.Event)
			}
			return err
		}
		s.events = func(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
			page, err := s.Store.Events(ctx, q)
			mu.Lock()
			defer mu.Unlock()
			return slices.DeleteFunc(page, func(e store.Event) bool { return given[store.Ack{Consumer: q.Unacked, Event: e.ID}] }), err
		}
	}},
	{"what is retired while a consumer begins stays to be read", "at once/an event that is told while a consumer acknowledges for the first time is still to be read", func(s *broken) {
		var mu sync.Mutex
		left := make(map[store.Consumer][]store.Event)
		s.commit = func(ctx context.Context, b store.Batch) error {
			all := store.EventQuery{Authority: b.Authority, Limit: store.MaxPage}
			listed, _ := s.Store.Events(ctx, all)
			if len(b.Acks) > 0 {
				time.Sleep(time.Millisecond) // while it writes down what it has listed
			}
			err := s.Store.Commit(ctx, b)
			now, _ := s.Store.Events(ctx, all)
			mu.Lock()
			defer mu.Unlock()
			for _, a := range b.Acks {
				left[a.Consumer] = slices.DeleteFunc(slices.Clone(listed), func(e store.Event) bool { return slices.Contains(ids(now, eventID), e.ID) })
			}
			return err
		}
		s.events = func(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
			page, err := s.Store.Events(ctx, q)
			return append(page, left[q.Unacked]...), err
		}
	}},
	{"the authority of a search is the connection's", ownAnswers, func(s *broken) {
		var of atomic.Value
		s.candidates = func(ctx context.Context, a store.Authority, ks []matching.Key, limit int) (matching.Pool, error) {
			of.Store(a)
			runtime.Gosched()
			return s.Store.Candidates(ctx, of.Load().(store.Authority), ks, limit)
		}
	}},
	{"the authority of a list is the connection's", ownAnswers, func(s *broken) {
		var of atomic.Value
		s.records = func(ctx context.Context, q store.Query) ([]store.Record, error) {
			of.Store(q.Authority)
			runtime.Gosched()
			q.Authority = of.Load().(store.Authority)
			return listOf(ctx, s.Store, q)
		}
	}},
	{"contention is a conflict", noConflict, func(s *broken) {
		var mu sync.Mutex
		s.commit = func(ctx context.Context, b store.Batch) error {
			if !mu.TryLock() {
				return store.ErrConflict
			}
			defer mu.Unlock()
			runtime.Gosched()
			return s.Store.Commit(ctx, b)
		}
	}},
	{"a deadlock between tallies is a conflict", noConflict, func(s *broken) {
		var locks [2]sync.Mutex
		s.commit = func(ctx context.Context, b store.Batch) error {
			if len(b.Clients) > 0 {
				l := &locks[b.Clients[0].Next.Keys[0]%2]
				if !l.TryLock() {
					return store.ErrConflict
				}
				defer l.Unlock()
				runtime.Gosched()
			}
			return s.Store.Commit(ctx, b)
		}
	}},
	{"one commit in fifty is a conflict", noConflict, func(s *broken) {
		var n atomic.Int32
		s.commit = func(ctx context.Context, b store.Batch) error {
			if n.Add(1)%50 == 0 {
				return store.ErrConflict
			}
			return s.Store.Commit(ctx, b)
		}
	}},
	{"who is second to write to a new council has a conflict", noConflict, func(s *broken) {
		var made sync.Map
		s.commit = func(ctx context.Context, b store.Batch) error {
			ready, found := made.LoadOrStore(b.Authority, new(atomic.Bool))
			if found && !ready.(*atomic.Bool).Load() {
				return store.ErrConflict
			}
			runtime.Gosched()
			defer ready.(*atomic.Bool).Store(true)
			return s.Store.Commit(ctx, b)
		}
	}},
	{"who is second to write to a new council cannot make its table", noConflict, func(s *broken) {
		var made sync.Map
		s.commit = func(ctx context.Context, b store.Batch) error {
			if _, found := made.LoadOrStore(b.Authority, true); !found {
				return s.Store.Commit(ctx, b)
			}
			if _, err := recordOf(ctx, s.Store, b.Authority, "0"); err != nil && b.Records[0].ID == "0" {
				return errors.New("table exists")
			}
			return s.Store.Commit(ctx, b)
		}
	}},
}

func ackKeys(b store.Batch) (keys []any) {
	for _, k := range b.Acks {
		keys = append(keys, k)
	}
	return keys
}

func eventKeys(b store.Batch) (keys []any) {
	for _, e := range b.Events {
		keys = append(keys, e.ID)
	}
	return keys
}

// lookThenInsert looks whether something is there, and finds out later that
// another was quicker.
func lookThenInsert(keysOf func(store.Batch) []any) func(*broken) {
	return func(s *broken) {
		var there sync.Map
		s.commit = func(ctx context.Context, b store.Batch) error {
			var absent []any
			for _, k := range keysOf(b) {
				if _, found := there.Load(k); !found {
					absent = append(absent, k)
				}
			}
			runtime.Gosched()
			for _, k := range absent {
				if _, found := there.LoadOrStore(k, true); found {
					return store.ErrConflict
				}
			}
			return s.Store.Commit(ctx, b)
		}
	}
}

// erasures stands for a key where those are counted who were erased.
const erasures matching.Key = 0

// miscounted loses whatever is counted while another counts.
func miscounted(spoil func(p *matching.Pool, lost int, tally map[matching.Key]int)) func(*broken) {
	return func(s *broken) {
		var mu sync.Mutex
		var flying atomic.Int32
		lost, tally := 0, make(map[matching.Key]int)
		s.commit = func(ctx context.Context, b store.Batch) error {
			flying.Add(1)
			defer flying.Add(-1)
			runtime.Gosched()
			if err := s.Store.Commit(ctx, b); err != nil {
				return err
			}
			mu.Lock()
			defer mu.Unlock()
			for _, c := range b.Clients {
				if flying.Load() > 1 && c.Next.Erased {
					tally[erasures]++
				} else if flying.Load() > 1 {
					lost++
				}
				for _, k := range c.Next.Keys {
					tally[k]++
				}
			}
			return nil
		}
		s.candidates = func(ctx context.Context, a store.Authority, ks []matching.Key, limit int) (matching.Pool, error) {
			p, err := s.Store.Candidates(ctx, a, ks, limit)
			mu.Lock()
			defer mu.Unlock()
			spoil(&p, min(lost, 1), tally)
			return p, err
		}
	}
}
