package storetest

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

const (
	answerOfItsOwn = "asking/of many who ask the same at once each has an answer of its own"
	toldOfIt       = "asking/whoever has written is told of it, whoever asks the same meanwhile"
)

// flight has whoever asks while the same is being asked wait for that answer.
type flight[Answer any] struct {
	mu    sync.Mutex
	under map[string]*landing[Answer]
}

type landing[Answer any] struct {
	joined int
	done   chan struct{}
	answer Answer
	err    error
}

// ask is under way until another has joined or, if nobody does, for a while.
func (f *flight[Answer]) ask(question string, ask func() (Answer, error)) (Answer, error) {
	f.mu.Lock()
	if l, under := f.under[question]; under {
		l.joined++
		f.mu.Unlock()
		<-l.done
		return l.answer, l.err
	}
	l := &landing[Answer]{done: make(chan struct{})}
	if f.under == nil {
		f.under = make(map[string]*landing[Answer])
	}
	f.under[question] = l
	f.mu.Unlock()
	l.answer, l.err = ask()
	joined := func() bool {
		f.mu.Lock()
		defer f.mu.Unlock()
		return l.joined > 0
	}
	for n := 0; n < 200 && !joined(); n++ {
		runtime.Gosched()
	}
	f.mu.Lock()
	delete(f.under, question)
	f.mu.Unlock()
	close(l.done)
	return l.answer, l.err
}

const asWasAsked = "asking/of many who ask at once each is answered what was asked"

var flightMutants = []mutant{
	{"rows that several ask for at once are read as one", asWasAsked, func(s *broken) {
		var mu sync.Mutex
		asking := make(map[*store.IDs]bool)
		s.rows = func(ctx context.Context, a store.Authority, of store.IDs) (store.Rows, error) {
			mu.Lock()
			asking[&of] = true
			mu.Unlock()
			runtime.Gosched() // while others join
			mu.Lock()
			all := of
			for other := range asking {
				if len(all.Records)+len(all.Clients)+len(other.Records)+len(other.Clients) < store.MaxPage {
					all.Records, all.Clients = slices.Concat(all.Records, other.Records), slices.Concat(all.Clients, other.Clients)
				}
			}
			delete(asking, &of)
			mu.Unlock()
			return s.Store.Rows(ctx, a, all)
		}
	}},
	{"the key that is searched for is a variable of the store's", asWasAsked, func(s *broken) {
		var asked atomic.Pointer[[]matching.Key]
		s.candidates = func(ctx context.Context, a store.Authority, ks []matching.Key, limit int) (matching.Pool, error) {
			asked.Store(&ks)
			runtime.Gosched()
			p, err := s.Store.Candidates(ctx, a, *asked.Load(), limit)
			if err == nil && len(p.Counts) == len(ks) {
				for i, k := range ks {
					p.Counts[i].Key = k
				}
			}
			return p, err
		}
	}},
	{"who searches for the same at once is given one answer", answerOfItsOwn, func(s *broken) {
		var f flight[matching.Pool]
		s.candidates = func(ctx context.Context, a store.Authority, ks []matching.Key, limit int) (matching.Pool, error) {
			return f.ask(fmt.Sprint(a, ks, limit), func() (matching.Pool, error) { return s.Store.Candidates(ctx, a, ks, limit) })
		}
	}},
	{"who reads the same rows at once is given one answer", answerOfItsOwn, func(s *broken) {
		var f flight[store.Rows]
		s.rows = func(ctx context.Context, a store.Authority, ids store.IDs) (store.Rows, error) {
			return f.ask(fmt.Sprint(a, ids), func() (store.Rows, error) { return s.Store.Rows(ctx, a, ids) })
		}
	}},
	{"who asks for a list waits for that of another", toldOfIt, func(s *broken) {
		var f flight[[]store.Record]
		s.records = func(ctx context.Context, q store.Query) ([]store.Record, error) {
			page, err := f.ask(fmt.Sprint(q), func() ([]store.Record, error) { return listOf(ctx, s.Store, q) })
			page = slices.Clone(page)
			for i := range page {
				page[i] = page[i].Clone()
			}
			return page, err
		}
	}},
	{"who polls waits for the answer of another", toldOfIt, func(s *broken) {
		var f flight[[]store.Event]
		s.events = func(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
			page, err := f.ask(fmt.Sprint(q), func() ([]store.Event, error) { return s.Store.Events(ctx, q) })
			return slices.Clone(page), err
		}
	}},
}
