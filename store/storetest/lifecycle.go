package storetest

import (
	"context"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/store"
)

var lifecycle = group{"lifecycle", []check{
	{
		name: "a context that is done is obeyed",
		why:  "nobody waits any more for what a store would do now",
		run: func(t tb, s *subject) {
			s.given(t, furnished())
			cancelled, cancel := context.WithCancel(t.Context())
			cancel()
			expired, cancel := context.WithDeadline(t.Context(), time.Unix(0, 0))
			defer cancel()
			for _, ctx := range []context.Context{cancelled, expired} {
				for name, read := range reads(s) {
					require.ErrorIs(t, read(ctx), ctx.Err(), name)
				}
			}
		},
	},
	{
		name: "an answer whose caller goes away is whole, or is none",
		why:  "a list that ends where its caller has gone looks like all there is, and those left out like people who never were: an iterator that stops is asked why",
		run: func(t tb, s *subject) {
			for n := range 12 {
				s.given(t, nth(n))
			}
			for _, q := range inquiries {
				began := time.Now()
				want, _, err := q.ask(t.Context(), s)
				require.NoError(t, err)
				took := time.Since(began)
				whole := func(ctx context.Context, when string, args ...any) {
					if got, _, err := q.ask(ctx, s.watch); err == nil {
						requireSame(t, want, got, "%s, asked by somebody who goes "+when, append([]any{q.of}, args...)...)
					}
				}
				for looks := range 20 {
					ctx, cancel := context.WithCancel(t.Context())
					whole(&glancing{Context: ctx, left: looks, cancel: cancel}, "after %d looks at the context", looks)
					cancel()
				}
				for n := range s.rounds(40) {
					after := took * time.Duration(n) / 30
					ctx, cancel := context.WithTimeout(t.Context(), after)
					whole(ctx, "after %v", after)
					cancel()
				}
			}
			requireLongWhole(t, s)
		},
	},
	{
		name: "a commit under a context that is done tells the truth",
		why:  "nil means that it is there; an error means that it is there whole or not at all, and the same batch may be committed again",
		run: func(t tb, s *subject) {
			ctx, cancel := context.WithCancel(t.Context())
			cancel()
			err := s.Commit(ctx, furnished())
			if err != nil {
				require.ErrorIs(t, err, context.Canceled)
				s.landed(t, furnished())
				s.settle(t, furnished())
			}
			requireFurnished(t, s, furnished())
		},
	},
	{
		name:  "a closed store says so",
		why:   "a read that finds nothing because the store is closed would look like a record that never was",
		needs: closing,
		run: func(t tb, s *subject) {
			s.given(t, furnished())
			shut, _ := closer(s.raw)
			require.NoError(t, shut())
			for name, read := range reads(s) {
				require.ErrorIs(t, read(t.Context()), store.ErrClosed, name)
			}
			require.ErrorIs(t, s.Commit(t.Context(), records(write(0, aRecord("s")))), store.ErrClosed)
			require.NoError(t, shut(), "closing twice is closing once")
		},
	},
	{
		name:  "who asks while a store is closed is answered whole, or is told",
		why:   "a service that stops is still asked: a list that ends where the store was closed looks like all there is, and two who close it at once close it once",
		needs: closing,
		run: func(t tb, s *subject) {
			for n := range 12 {
				s.given(t, nth(n))
			}
			want := make([]int, len(inquiries))
			for i, q := range inquiries {
				_, want[i], _ = q.ask(t.Context(), s)
			}
			shut, _ := closer(s.raw)
			crew := 4 * len(inquiries)
			var asked sync.WaitGroup // all have been answered, not all as often
			asked.Add(crew)
			var closed atomic.Bool
			requireAll(t, together(crew+2, func(i int) error {
				if i >= crew {
					asked.Wait()
					defer closed.Store(true)
					return shut()
				}
				begun := sync.OnceFunc(asked.Done)
				defer begun() // whatever the answer: nobody waits for who has given up
				q := inquiries[i%len(inquiries)]
				for n := 0; ; n++ {
					over := closed.Load()
					_, got, err := q.ask(t.Context(), s.raw) // nobody queues to be watched
					if of := want[i%len(inquiries)]; err == nil && got != of {
						return fmt.Errorf("%s, while the store was closed, found %d of %d", q.of, got, of)
					}
					if n < i%7 {
						continue
					}
					begun()
					if over || err != nil {
						return nil
					}
				}
			}))
		},
	},
	{
		name: "calls leave no goroutine behind",
		why:  "a service runs for months: what leaks once a call fills its memory",
		run: func(t tb, s *subject) {
			s.given(t, furnished())
			before := runtime.NumGoroutine()
			calls := s.rounds(400)
			cancelled, cancel := context.WithCancel(t.Context())
			cancel()
			for range calls {
				for _, ctx := range []context.Context{t.Context(), cancelled} {
					for _, read := range reads(s) {
						_ = read(ctx)
					}
					_ = s.Commit(ctx, records(write(7, aRecord("r"))))
				}
				for _, refused := range refusals(s) { // with whatever they were given to work with
					require.ErrorIs(t, refused(t.Context()), store.ErrInvalid)
				}
			}
			for wait := time.Millisecond; runtime.NumGoroutine() > before+calls/8; wait *= 2 {
				require.Less(t, wait, time.Second, "%d goroutines before, %d after %d calls", before, runtime.NumGoroutine(), calls*2*(len(reads(s))+1))
				time.Sleep(wait)
			}
		},
	},
}}

// requireLongWhole asks for more than is read between two looks at the context.
func requireLongWhole(t tb, s *subject) {
	t.Helper()
	var more []store.Batch
	for n := range 150 {
		b := nth(n + 100)
		b.Records = b.Records[1:]
		more = append(more, b)
	}
	s.given(t, joint(more))
	for _, q := range inquiries {
		_, want, err := q.ask(t.Context(), s)
		require.NoError(t, err)
		for looks := range 6 {
			ctx, cancel := context.WithCancel(t.Context())
			if _, got, err := q.ask(&glancing{Context: ctx, left: looks, cancel: cancel}, s.watch); err == nil {
				require.Equal(t, want, got, "%s, asked by somebody who goes after %d looks at the context", q.of, looks)
			}
			cancel()
		}
	}
}

// glancing is a context that ends once it was looked at so often.
type glancing struct {
	context.Context
	mu     sync.Mutex
	left   int
	cancel func()
}

func (g *glancing) look() context.Context {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.left--; g.left < 0 {
		g.cancel()
	}
	return g.Context
}

func (g *glancing) Err() error            { return g.look().Err() }
func (g *glancing) Done() <-chan struct{} { return g.look().Done() }

// refusals are calls that no store answers.
func refusals(s *subject) []func(context.Context) error {
	return []func(context.Context) error{
		func(ctx context.Context) error { return s.Commit(ctx, records(write(0, misspelt(aRecord("m"))))) },
		func(ctx context.Context) error {
			_, err := s.Rows(ctx, here, store.IDs{Records: make([]store.RecordID, store.MaxPage+1)})
			return err
		},
		func(ctx context.Context) error { _, err := s.Records(ctx, store.Query{Authority: here}); return err },
		func(ctx context.Context) error {
			_, err := s.Clients(ctx, store.ClientQuery{Authority: here})
			return err
		},
		func(ctx context.Context) error { _, err := s.Candidates(ctx, here, keys(1), -1); return err },
		func(ctx context.Context) error {
			_, err := s.Events(ctx, store.EventQuery{Authority: here})
			return err
		},
	}
}

// reads are the store's methods but Commit, each as a call that finds something.
func reads(s *subject) map[string]func(context.Context) error {
	all := map[string]func(context.Context) error{
		"Rows": func(ctx context.Context) error {
			_, err := s.Rows(ctx, here, store.IDs{Records: []store.RecordID{"r"}, Clients: []store.ClientID{"c"}})
			return err
		},
		"Records": func(ctx context.Context) error {
			_, err := s.Records(ctx, store.Query{Authority: here, Limit: 1})
			return err
		},
		"Candidates": func(ctx context.Context) error { _, err := s.Candidates(ctx, here, keys(1, 2), 9); return err },
		"Events": func(ctx context.Context) error {
			_, err := s.Events(ctx, store.EventQuery{Authority: here, Limit: 1})
			return err
		},
		"Clients": func(ctx context.Context) error {
			_, err := s.Clients(ctx, store.ClientQuery{Authority: here, Limit: 1})
			return err
		},
	}
	if _, can := s.raw.(store.Gatherer); can {
		all["Gather"] = func(ctx context.Context) error { _, _, err := s.search(ctx, here, 9, keys(1, 2)); return err }
	}
	return all
}
