package storetest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

var durableMutants = []mutant{
	{"a handle keeps what it has read", "durability/what one handle commits every other sees at once", func(s *broken) {
		s.handle = func(store.Store) (store.Store, error) {
			h := soundOn(s.Store.(*memory.Store))
			kept := make(map[store.RecordID]store.Record)
			h.record = func(ctx context.Context, a store.Authority, id store.RecordID) (store.Record, error) {
				if r, ok := kept[id]; ok {
					return r, nil
				}
				r, err := recordOf(ctx, h.Store, a, id)
				kept[id] = r
				return r, err
			}
			return h, nil
		}
	}},
	{"locks live in one process", "durability/of many who write through two handles exactly one wins", func(s *broken) {
		unguarded := func(h *broken) {
			var lock sync.Mutex
			h.commit = func(ctx context.Context, b store.Batch) error {
				lock.Lock()
				defer lock.Unlock()
				if !current(ctx, h.Store, b) {
					return store.ErrConflict
				}
				runtime.Gosched()
				return force(ctx, h.Store, b)
			}
		}
		unguarded(s)
		s.handle = func(store.Store) (store.Store, error) {
			h := soundOn(s.Store.(*memory.Store))
			unguarded(h)
			return h, nil
		}
	}},
	{"a restart forgets who acknowledged", "durability/everything is there after a restart", restarted(func(s *broken) {
		s.events = func(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
			q.Unacked = ""
			return s.Store.Events(ctx, q)
		}
	})},
	{"a restart forgets who has which reference", "durability/everything is there after a restart", restarted(referenced(func(_ store.Authority, c *store.Client) string {
		return string("new " + c.ID)
	}))},
	{"a restart forgets the keys", "durability/everything is there after a restart", restarted(pooled(func(p *matching.Pool, _ int) { p.Clients = nil }))},
	{"a commit is acknowledged before it is kept", "durability/a crash loses nothing acknowledged and leaves nothing half done", func(s *broken) {
		kept := new(memory.Store)
		var mu sync.Mutex
		var pending []store.Batch
		s.commit = func(ctx context.Context, b store.Batch) error {
			mu.Lock()
			defer mu.Unlock()
			if err := s.Store.Commit(ctx, b); err != nil {
				return err
			}
			if pending = append(pending, clone(b)); len(pending) > 8 { // some are pending whenever it crashes
				for _, p := range pending[:4] {
					_ = kept.Commit(context.WithoutCancel(ctx), p)
				}
				pending = pending[4:]
			}
			return nil
		}
		s.crash = func(old store.Store) (store.Store, error) {
			next := takeOver(old, soundOn(kept))
			mu.Lock()
			defer mu.Unlock()
			return next, nil
		}
	}},
	{"a crash forgets who has read what", "durability/every read finds after a crash what it found before", crashing(func(s *broken) {
		s.events = func(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
			q.Unacked = ""
			return s.Store.Events(ctx, q)
		}
	})},
	{"a crash forgets what was counted", "durability/every read finds after a crash what it found before", crashing(pooled(func(p *matching.Pool, _ int) { p.Size = 0 }))},
	{"what is opened again brings no rows along", "durability/every read finds after a restart what it found before", func(s *broken) {
		s.hooks.reopen = func(old store.Store) (store.Store, error) { return struct{ store.Store }{old}, nil }
	}},
	{"a crash leaves no store", "durability/every read finds after a crash what it found before", func(s *broken) {
		s.hooks.crash = func(store.Store) (store.Store, error) { return nil, nil }
	}},
	{"a restart forgets which events there are", "durability/everything is there after a restart", restarted(func(s *broken) {
		var again []store.Event
		s.commit = func(ctx context.Context, b store.Batch) error {
			again = append(again, b.Events...)
			return s.Store.Commit(ctx, b)
		}
		s.events = func(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
			page, err := s.Store.Events(ctx, q)
			return append(page, again...), err
		}
	})},
	{"a handle knows only those who acknowledge through it", "durability/what is told through one handle reaches whoever acknowledges through another", func(s *broken) {
		var mu sync.Mutex
		begun, untold := make(map[store.Consumer]bool), make(map[store.EventID]bool)
		alone := func(h *broken) {
			known := make(map[store.Consumer]bool)
			h.commit = func(ctx context.Context, b store.Batch) error {
				mu.Lock()
				defer mu.Unlock()
				for _, a := range b.Acks {
					known[a.Consumer], begun[a.Consumer] = true, true
				}
				for _, e := range b.Events {
					untold[e.ID] = len(known) < len(begun)
				}
				return h.Store.Commit(ctx, b)
			}
			h.events = func(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
				page, err := h.Store.Events(ctx, q)
				mu.Lock()
				defer mu.Unlock()
				return slices.DeleteFunc(page, func(e store.Event) bool { return begun[q.Unacked] && untold[e.ID] }), err
			}
		}
		alone(s)
		s.handle = func(store.Store) (store.Store, error) {
			h := soundOn(s.Store.(*memory.Store))
			alone(h)
			return h, nil
		}
	}},
	{"a crash tears the batch under way", "durability/a crash loses nothing acknowledged and leaves nothing half done", func(s *broken) {
		var torn atomic.Bool
		crashed := make(chan struct{})
		end := sync.OnceFunc(func() { close(crashed) })
		s.commit = func(ctx context.Context, b store.Batch) error {
			if len(b.Events) == 0 || torn.Swap(true) {
				return s.Store.Commit(ctx, b)
			}
			if err := s.Store.Commit(ctx, records(b.Records...)); err != nil {
				return err
			}
			<-crashed // which comes once others have decided enough
			return errDead
		}
		s.crash = func(old store.Store) (store.Store, error) {
			defer end()
			return takeOver(old, soundOn(s.Store.(*memory.Store))), nil
		}
	}},
	{"former versions are kept", "erasure/nothing of a former version is left", leaking(func(_, old *store.Record) string {
		b, _ := store.EncodeRecord(*old)
		return string(b)
	})},
	{"former versions of clients are kept until the client is erased", "erasure/nothing of a former version is left", func(s *broken) {
		var mu sync.Mutex
		kept := make(map[store.ClientID][]byte)
		s.commit = func(ctx context.Context, b store.Batch) error {
			mu.Lock()
			defer mu.Unlock()
			for _, c := range b.Clients {
				if was, err := clientOf(ctx, s.Store, b.Authority, c.ID); err == nil {
					kept[c.ID], _ = store.EncodeClient(was)
				}
				if c.Next.Person.Given == "" { // erased
					delete(kept, c.ID)
				}
			}
			return s.Store.Commit(ctx, b)
		}
		alsoDumped(s, func(w io.Writer) { _, _ = fmt.Fprintf(w, "%s", kept) })
	}},
	{"a removed record is only marked", "erasure/nothing of a removed record is left", leaking(func(_, old *store.Record) string { return fmt.Sprint(old.Tasks[0].Note) })},
	{"a hash of the number is kept", "erasure/nothing of a removed record is left", leaking(func(_, old *store.Record) string {
		sum := sha256.Sum256([]byte(old.Person.NINO))
		return hex.EncodeToString(sum[:])
	})},
	{"the index keeps its keys", "erasure/nothing of a removed record is left", leaking(func(_, old *store.Record) string { return fmt.Sprint(old.Keys) })},
	{"a client's cases are kept", "erasure/nothing of an erased client is left", func(s *broken) {
		var mu sync.Mutex
		var kept [][]byte
		s.commit = func(ctx context.Context, b store.Batch) error {
			mu.Lock()
			defer mu.Unlock()
			for _, c := range b.Clients {
				if len(c.Next.Cases) > 0 {
					kept = append(kept, c.Next.Cases[0].Details)
				}
			}
			return s.Store.Commit(ctx, b)
		}
		alsoDumped(s, func(w io.Writer) { _, _ = fmt.Fprintf(w, "%s", kept) })
	}},
	{"a tally keeps whom it counted", "erasure/nothing of an erased client is left", func(s *broken) {
		var mu sync.Mutex
		tally := map[matching.Key]int{}
		s.commit = func(ctx context.Context, b store.Batch) error {
			mu.Lock()
			defer mu.Unlock()
			for _, c := range b.Clients {
				for _, k := range c.Next.Keys {
					if k.CountOnly() {
						tally[k]++
					}
				}
			}
			return s.Store.Commit(ctx, b)
		}
		alsoDumped(s, func(w io.Writer) { _, _ = fmt.Fprint(w, tally) })
	}},
	{"a refused batch is logged", "erasure/a refused batch leaves nothing of what it held", func(s *broken) {
		var logged []string
		s.commit = func(ctx context.Context, b store.Batch) error {
			err := s.Store.Commit(ctx, b)
			if err != nil {
				logged = append(logged, b.Records[0].Next.Person.Family)
			}
			return err
		}
		alsoDumped(s, func(w io.Writer) { _, _ = fmt.Fprint(w, logged) })
	}},
	{"the dump shows nothing", "erasure/nothing of a removed record is left", func(s *broken) {
		s.dump = func(store.Store, io.Writer) error { return nil }
	}},
	{"a read is a moment old", "histories/what many saw and did has an order in which it all makes sense", func(s *broken) {
		var mu sync.Mutex
		last := make(map[store.RecordID]store.Record)
		s.record = func(ctx context.Context, a store.Authority, id store.RecordID) (store.Record, error) {
			r, err := recordOf(ctx, s.Store, a, id)
			mu.Lock()
			defer mu.Unlock()
			if old, ok := last[id]; ok && rand.IntN(4) == 0 {
				return old, nil
			}
			if err == nil {
				last[id] = r
			}
			return r, err
		}
	}},
	{"a search lags behind", "histories/what many saw and did has an order in which it all makes sense", func(s *broken) {
		var mu sync.Mutex
		last := make(map[matching.Key]matching.Pool)
		s.candidates = func(ctx context.Context, a store.Authority, ks []matching.Key, limit int) (matching.Pool, error) {
			p, err := s.Store.Candidates(ctx, a, ks, limit)
			mu.Lock()
			defer mu.Unlock()
			old, ok := last[ks[0]]
			last[ks[0]] = p
			if !ok {
				old = p
			}
			return old, err
		}
	}},
	{"a commit tried again is applied again", "histories/what many saw and did has an order in which it all makes sense", func(s *broken) {
		var n atomic.Int32
		s.commit = func(ctx context.Context, b store.Batch) error {
			err := s.Store.Commit(ctx, b)
			if errors.Is(err, store.ErrConflict) && n.Add(1)%10 == 0 && b.Records != nil {
				return force(ctx, s.Store, b)
			}
			return err
		}
	}},
	{"a conflict is reported of what was applied", "faults/whatever call goes wrong, and however, trying again gets there", func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			err := s.Store.Commit(ctx, b)
			if err == nil && len(b.Records) > 0 && b.Records[0].Next.State == store.StateClaimed {
				b = clone(b)
				b.Records[0].Expect++
				b.Records[0].Was, b.Records[0].Next.Head = nil, "again"
				return s.Store.Commit(ctx, informed(ctx, s.Store, b))
			}
			return err
		}
	}},
	{"a store forgets under fire", "faults/a storm of decisions survives faults", func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			if err := ctx.Err(); err != nil {
				_ = s.Store.Commit(context.WithoutCancel(ctx), records(b.Records...))
				return err
			}
			return s.Store.Commit(ctx, b)
		}
	}},
	{"a refused batch gives up its references", "machine/whatever is done, the answers are those of the reference store", func(s *broken) {
		s.commit = func(ctx context.Context, b store.Batch) error {
			err := s.Store.Commit(ctx, b)
			for _, c := range b.Clients {
				if err != nil && c.Next.Reference == "" && c.Expect > 0 {
					_ = s.Store.Commit(ctx, store.Batch{Authority: b.Authority, Clients: []clientChange{c}})
				}
			}
			return err
		}
	}},
}

// restarted is sound until it is opened again.
func restarted(spoil func(*broken)) func(*broken) {
	return func(s *broken) {
		s.reopen = func(old store.Store) (store.Store, error) {
			next := soundOn(s.Store.(*memory.Store))
			spoil(next)
			return takeOver(old, next), nil
		}
	}
}

// crashing spoils what comes after a crash.
func crashing(spoil func(*broken)) func(*broken) {
	return func(s *broken) {
		restarted(spoil)(s)
		s.crash = s.reopen
	}
}

// leaking keeps something of every record that is overwritten.
func leaking(keep func(next, old *store.Record) string) func(*broken) {
	return func(s *broken) {
		var kept []string
		s.commit = func(ctx context.Context, b store.Batch) error {
			for _, c := range b.Records {
				if old, err := recordOf(ctx, s.Store, b.Authority, c.ID); err == nil {
					kept = append(kept, keep(c.Next, &old))
				}
			}
			return s.Store.Commit(ctx, b)
		}
		alsoDumped(s, func(w io.Writer) { _, _ = fmt.Fprintln(w, kept) })
	}
}

func alsoDumped(s *broken, more func(io.Writer)) {
	dump := s.dump
	s.dump = func(of store.Store, w io.Writer) error {
		more(w)
		return dump(of, w)
	}
}
