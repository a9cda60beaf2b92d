package storetest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

const (
	amidCalls   = "lifecycle/who asks while a store is closed is answered whole, or is told"
	noneLeft    = "lifecycle/calls leave no goroutine behind"
	besideOpens = "durability/a handle that is opened while others write changes nothing"
	ofAVersion  = "storms/a row in a storm is of one version, in every kind of read"
	toldLasts   = "sizes/what was told stays told, however much follows"
)

var closeMutants = []mutant{
	{"two who close at once close twice", amidCalls, func(s *broken) {
		var closing atomic.Int32
		s.shut = func() error {
			if closing.Add(1) > 1 {
				panic("close of closed channel")
			}
			time.Sleep(50 * time.Microsecond)
			return s.Store.(*memory.Store).Close()
		}
	}},
	{"a list ends where the store is closed", amidCalls, func(s *broken) {
		records, over := s.records, s.endsCalls()
		s.records = func(ctx context.Context, q store.Query) ([]store.Record, error) {
			page, err := records(ctx, q)
			if over() {
				page = page[:len(page)/2]
			}
			return page, err
		}
	}},
	{"what is to read ends where the store is closed", amidCalls, func(s *broken) {
		events, over := s.events, s.endsCalls()
		s.events = func(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
			page, err := events(ctx, q)
			if over() {
				page = nil
			}
			return page, err
		}
	}},
	{"who asks beside many is given less", amidCalls, func(s *broken) {
		var asking atomic.Int32
		records := s.records
		s.records = func(ctx context.Context, q store.Query) ([]store.Record, error) {
			beside := asking.Add(1) > 1
			defer asking.Add(-1)
			page, err := records(ctx, q)
			if beside {
				page = page[:len(page)/2]
			}
			runtime.Gosched()
			return page, err
		}
	}},
	{"a trail that is asked for beside others panics", amidCalls, func(s *broken) {
		var asking atomic.Int32
		events := s.events
		s.events = func(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
			defer asking.Add(-1)
			if asking.Add(1) > 1 {
				panic("concurrent map iteration")
			}
			runtime.Gosched()
			return events(ctx, q)
		}
	}},
	{"a question that is refused keeps its connection", noneLeft, connected(100, func(s *broken, borrow func(context.Context) error, give func()) {
		records := s.records
		s.records = func(ctx context.Context, q store.Query) ([]store.Record, error) {
			if err := errors.Join(borrow(ctx), q.Check()); err != nil {
				return nil, err
			}
			defer give()
			return records(ctx, q)
		}
	})},
	{"a batch that is refused keeps its connection", noneLeft, connected(100, func(s *broken, borrow func(context.Context) error, give func()) {
		commit := s.commit
		s.commit = func(ctx context.Context, b store.Batch) error {
			if err := errors.Join(borrow(ctx), b.Check()); err != nil {
				return err
			}
			defer give()
			return commit(ctx, b)
		}
	})},
	{"a handle that is opened counts anew what others are adding", besideOpens, func(s *broken) {
		var added, missed atomic.Int64
		commit := s.commit
		s.commit = func(ctx context.Context, b store.Batch) error {
			err := commit(ctx, b)
			if err == nil {
				added.Add(int64(len(b.Clients)))
			}
			return err
		}
		s.candidates = func(ctx context.Context, a store.Authority, ks []matching.Key, limit int) (matching.Pool, error) {
			p, err := s.Store.Candidates(ctx, a, ks, limit)
			p.Size -= int(missed.Load())
			return p, err
		}
		s.handle = func(store.Store) (store.Store, error) {
			before := added.Load()
			time.Sleep(time.Millisecond)
			missed.Add(added.Load() - before)
			return soundOn(s.Store.(*memory.Store)), nil
		}
	}},
	{"a restart counts the first page of the register", restartOf, restarted(pooled(func(p *matching.Pool, _ int) { p.Size = min(p.Size, store.MaxPage) }))},
	{"a restart indexes the first thousand of the register", restartOf, restarted(pooled(func(p *matching.Pool, _ int) { p.Clients = p.Clients[:min(len(p.Clients), 1000)] }))},
	{"a restart plays back a thousand events", restartOf, restarted(func(s *broken) {
		s.events = func(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
			page, err := s.Store.Events(ctx, q)
			return slices.DeleteFunc(page, func(e store.Event) bool { return e.At.After(minute(999)) }), err
		}
	})},
	{"only records that wait or are claimed are candidates", "candidates/a decided record is no candidate, whatever keys it holds", written(func(r *store.Record) {
		if !slices.Contains(store.Undecided(), r.State) {
			r.Keys = nil
		}
	})},
	{"a state that is not one of five is in no list", "candidates/a decided record is no candidate, whatever keys it holds", listed(func(page []store.Record, q store.Query) []store.Record {
		all := slices.Concat(store.Undecided(), store.Decided())
		return slices.DeleteFunc(from(page, q), func(r store.Record) bool {
			return !selects(q, r) || len(q.States) > 0 && !slices.Contains(all, r.State)
		})
	})},
	{"a record's tasks are read after the record", ofAVersion, func(s *broken) {
		s.rows = func(ctx context.Context, a store.Authority, of store.IDs) (store.Rows, error) {
			rows, err := s.Store.Rows(ctx, a, of)
			s.later(a, rows.Records)
			return rows, err
		}
	}},
	{"the tasks of a list are read after the list", ofAVersion, func(s *broken) {
		s.records = func(ctx context.Context, q store.Query) ([]store.Record, error) {
			page, err := listOf(ctx, s.Store, q)
			s.later(q.Authority, page)
			return page, err
		}
	}},
	{"the cases of the register are read after it", ofAVersion, func(s *broken) {
		s.clients = func(ctx context.Context, q store.ClientQuery) ([]store.Client, error) {
			page, err := s.Store.Clients(ctx, q)
			time.Sleep(50 * time.Microsecond)
			for i, c := range page.Clients {
				now, _ := clientOf(context.Background(), s.Store, q.Authority, c.ID)
				page.Clients[i].Cases = now.Cases
			}
			return page.Clients, err
		}
	}},
	{"of one event the last sixteen who acknowledge are remembered", toldLasts, func(s *broken) {
		of := make(map[store.EventID][]store.Consumer)
		commit := s.commit
		s.commit = func(ctx context.Context, b store.Batch) error {
			for _, k := range b.Acks {
				of[k.Event] = append(of[k.Event], k.Consumer)
			}
			return commit(ctx, b)
		}
		s.events = func(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
			page, err := s.Store.Events(ctx, q)
			if heard := of[numbered(0)]; slices.Contains(heard, q.Unacked) && !slices.Contains(heard[max(0, len(heard)-16):], q.Unacked) && len(page) < q.Limit {
				page = append(page, store.Event{Authority: q.Authority, ID: numbered(0), At: minute(9000)})
			}
			return page, err
		}
	}},
	{"what comes late to who is behind is lost to him", toldLasts, func(s *broken) {
		behind, lost := make(map[store.Consumer]bool), make(map[store.EventID]bool)
		commit := s.commit
		s.commit = func(ctx context.Context, b store.Batch) error {
			for _, e := range b.Events {
				lost[e.ID] = e.At.Before(morning)
			}
			for _, k := range b.Acks {
				behind[k.Consumer] = true
			}
			return commit(ctx, b)
		}
		s.events = func(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
			page, err := s.Store.Events(ctx, q)
			return slices.DeleteFunc(page, func(e store.Event) bool { return behind[q.Unacked] && lost[e.ID] }), err
		}
	}},
	{"a batch that no store keeps is kept aside", "erasure/a refused batch leaves nothing of what it held", func(s *broken) {
		var aside []string
		commit := s.commit
		s.commit = func(ctx context.Context, b store.Batch) error {
			err := commit(ctx, b)
			if errors.Is(err, store.ErrInvalid) {
				aside = append(aside, encodedAnyway(b))
			}
			return err
		}
		alsoDumped(s, func(w io.Writer) { fmt.Fprint(w, aside) })
	}},
}

// later puts into records the tasks that they have a moment later.
func (s *broken) later(a store.Authority, rs []store.Record) {
	time.Sleep(50 * time.Microsecond)
	now, _ := s.Store.Rows(context.Background(), a, store.IDs{Records: ids(rs, recordID)})
	for i, r := range rs {
		n, _ := now.Record(r.ID)
		rs[i].Tasks = n.Tasks
	}
}

// endsCalls closes a store beneath the calls that are under way: over tells one that it
// is, of which the store waits for the first.
func (s *broken) endsCalls() (over func() bool) {
	var closed atomic.Bool
	ended := make(chan struct{}, 1)
	s.shut = func() error {
		closed.Store(true)
		select {
		case <-ended:
		case <-time.After(100 * time.Millisecond):
		}
		return s.Store.(*memory.Store).Close()
	}
	return func() bool {
		if !closed.Load() {
			return false
		}
		select {
		case ended <- struct{}{}:
		default:
		}
		return true
	}
}

// connected lends so many connections, to be given back.
func connected(n int, use func(s *broken, borrow func(context.Context) error, give func())) func(*broken) {
	return func(s *broken) {
		var mu sync.Mutex
		lent := make(chan struct{}, n)
		borrow := func(ctx context.Context) error {
			mu.Lock()
			defer mu.Unlock()
			select {
			case lent <- struct{}{}:
				return nil
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		use(s, borrow, func() { <-lent })
	}
}

// encodedAnyway is what a log shows of a batch that cannot be kept.
func encodedAnyway(b store.Batch) (text string) {
	for _, c := range b.Records {
		if c.Next != nil {
			text += c.Next.Person.Given + string(c.Next.Details)
		}
	}
	return text
}
