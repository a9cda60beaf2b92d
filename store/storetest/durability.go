package storetest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

var durability = group{"durability", []check{
	{
		name:  "what one handle commits every other sees at once",
		why:   "a service runs in several processes: after nil every later read, from any handle, sees all of it",
		needs: handles,
		run: func(t tb, s *subject) {
			other := s.also(t, s.handle)
			s.given(t, furnished())
			requireFurnished(t, other, furnished())
			for i := range store.Version(20) {
				mine, theirs := s, other
				if i%2 == 1 {
					mine, theirs = other, s
				}
				r := aRecord("r")
				r.Head = fmt.Sprint(i)
				mine.commit(t, records(write(i+1, r)))
				theirs.holds(t, i+2, r)
				theirs.refuse(t, records(write(i+1, r)), "a version that the other handle has passed")
			}
			other.commit(t, clients(referred(0, "a", "HRS-1")))
			s.refuse(t, clients(referred(0, "b", "HRS-1")), "a reference that the other handle took")
		},
	},
	{
		name:  "what one handle has read does not outlive what another writes",
		why:   "a process that keeps what it has read, or that there was nothing, shows an officer a lobby that is no more: after nil every later read of every kind sees all of it",
		needs: handles,
		run: func(t tb, s *subject) {
			other := s.also(t, s.handle)
			third := s.also(t, s.handle)
			changed := make(map[string]bool)
			for i, b := range life() {
				mine, theirs := s, other
				if i%2 == 1 {
					mine, theirs = other, s
				}
				before := theirs.looked(t)
				requireSeen(t, before, mine.looked(t), "before batch %d", i+1)
				requireSeen(t, before, third.looked(t), "before batch %d", i+1)
				mine.commit(t, b)
				after := mine.looked(t)
				requireSeen(t, after, theirs.looked(t), "after batch %d", i+1)
				requireSeen(t, after, third.looked(t), "after batch %d", i+1)
				for _, read := range before.changed(after) {
					changed[read] = true
				}
			}
			requireAllChange(t, changed, s.looked(t))
		},
	},
	{
		name:  "what is told through one handle reaches whoever acknowledges through another",
		why:   "the consumer polls in one process and the lobby tells in another: who they are, and what was told, is kept with the data and not with the handle",
		needs: handles,
		run: func(t tb, s *subject) {
			other, again := s.also(t, s.handle), anEvent("a")
			again.Kind, again.At = "another", minute(5)
			other.given(t, events(anEvent("z")))
			s.given(t, events(anEvent("a")))
			s.commit(t, acks("mail", "a"))
			other.commit(t, events(again, anEvent("b")))
			for _, via := range []*subject{s, other, s.also(t, s.handle)} {
				requireUnacked(t, via, store.EventQuery{Unacked: "mail"}, "b", "z")
				requireSame(t, []store.Event{anEvent("a"), anEvent("b"), anEvent("z")}, via.eventPage(t, store.EventQuery{Authority: here, Limit: 9}), "events, the first of them told again through another handle")
			}
			other.commit(t, acks("mail", "b", "z"))
			requireUnacked(t, s, store.EventQuery{Unacked: "mail"})
			s.commit(t, retire("a"))
			other.commit(t, events(again))
			requireUnacked(t, s, store.EventQuery{Unacked: "mail"}, "a")
		},
	},
	{
		name:  "a handle that is opened while others write changes nothing",
		why:   "a process that starts beside others counts and indexes anew, if it does, what they are just adding: it must not write down what has passed",
		needs: handles,
		run: func(t tb, s *subject) {
			const crew = 8
			rounds, errs := s.rounds(32), make(chan error, 1)
			go func() {
				errs <- errors.Join(together(crew, func(i int) error {
					for n := range rounds {
						id := fmt.Sprintf("%d-%d", i, n)
						c, e := aClient(store.ClientID(id)), anEvent(store.EventID(id))
						c.Keys, c.Reference = keys(1, counted), id
						b := store.Batch{Authority: here, Clients: []clientChange{writeClient(0, c)}, Events: []store.Event{e}, Acks: []store.Ack{{Consumer: "mail", Event: e.ID}}}
						if err := s.Commit(t.Context(), b); err != nil {
							return err
						}
					}
					return nil
				})...)
			}()
			var last *subject
			for range 4 {
				last = s.also(t, s.handle)
			}
			require.NoError(t, <-errs)
			for _, via := range []*subject{s, last, s.also(t, s.handle)} {
				requireSize(t, via, here, crew*rounds)
				pool := via.pool(t, here, store.MaxPage, 1, counted)
				require.Equal(t, []int{crew * rounds, crew * rounds}, ids(pool.Counts, func(n matching.KeyCount) int { return n.Clients }))
				require.Equal(t, crew*rounds, len(pool.Clients))
				require.Equal(t, crew*rounds, len(via.allEvents(t, store.EventQuery{Authority: here, Limit: store.MaxPage})))
				requireUnacked(t, via, store.EventQuery{Unacked: "mail"})
			}
		},
	},
	{
		name:  "of many who write through two handles exactly one wins",
		why:   "a lock that lives in one process guards nothing from another",
		needs: handles,
		run: func(t tb, s *subject) {
			other := s.also(t, s.handle)
			for round := range s.rounds(20) {
				id := store.RecordID(fmt.Sprint(round))
				requireOneWinner(t, together(workers, func(i int) error {
					through := []*subject{s, other}[i%2]
					r := aRecord(id)
					r.Head = fmt.Sprint(i)
					return through.Commit(t.Context(), in(there, records(write(0, r))))
				}))
			}
			d := newDocket(t, s, s.rounds(32))
			for _, err := range together(workers, func(i int) error {
				for n := range d.records {
					if err := d.decide(t.Context(), []*subject{s, other}[i%2], n, i); err != nil {
						return err
					}
				}
				return nil
			}) {
				require.NoError(t, err)
			}
			require.Equal(t, d.records, d.audit(t, other))
		},
	},
	{
		name:  "everything is there after a restart",
		why:   "what was acknowledged is kept: rows, versions, references, keys, events and who acknowledged them",
		needs: reopens,
		run: func(t tb, s *subject) {
			s.given(t, furnished())
			s.commit(t, in(there, furnished()))
			s.commit(t, clients(referred(0, "a", "HRS-1"), referred(0, "gone", "HRS-2")))
			s.commit(t, clients(writeClient(1, store.Client{Authority: here, ID: "gone", Erased: true})))
			s.commit(t, records(write(0, aRecord("removed"))))
			s.commit(t, records(write(1, tombstone(aRecord("removed")))))
			s.commit(t, events(anEvent("unread")))

			s = s.also(t, s.reopen)
			s.holds(t, 2, tombstone(aRecord("removed")))
			s.holdsClient(t, 2, store.Client{Authority: here, ID: "gone", Erased: true})
			requireSize(t, s, here, 2)
			requireSize(t, s, there, 1)
			s.refuse(t, clients(referred(0, "b", "HRS-1")), "a reference taken before the restart")
			s.commit(t, clients(referred(0, "b", "HRS-2")))
			s.refuse(t, furnished(), "rows written before the restart")
			requireUnacked(t, s, store.EventQuery{Unacked: "mail"}, "unread")
			told := anEvent("e")
			told.Kind, told.At = "another", minute(5)
			s.commit(t, events(told, anEvent("told after")))
			requireUnacked(t, s, store.EventQuery{Unacked: "mail"}, "told after", "unread")
			requireSame(t, []store.Event{anEvent("e"), anEvent("told after"), anEvent("unread")}, s.eventPage(t, store.EventQuery{Authority: here, Limit: 9}), "events, the first of them told again after the restart")
			s.commit(t, acks("mail", "unread", "told after"))

			s = s.also(t, s.reopen)
			requireUnacked(t, s, store.EventQuery{Unacked: "mail"})
			require.Len(t, s.pool(t, there, 9, 1).Clients, 1)
			require.Len(t, s.page(t, store.Query{Authority: here, States: []store.State{store.StateWaiting}, Limit: 9}), 1)
			s.holds(t, 1, *furnished().Records[0].Next)
		},
	},
	{
		name:  "every read finds after a restart what it found before",
		why:   "what a store derives from its rows, and may keep in memory or beside them, is lost or doubled by a restart: sizes, counts, lists, indexes and who has read what",
		needs: reopens,
		run:   func(t tb, s *subject) { requireLasting(t, s, s.reopen, "restart") },
	},
	{
		name:  "a commit that meets the end of its store tells the truth",
		why:   "a service that stops has decisions under way: what it called a success is there afterwards, and whoever was told that the store was closed, or busy, decides again elsewhere",
		needs: reopens,
		run: func(t tb, s *subject) {
			const crew, most = 4, 20
			for round := range s.rounds(8) {
				made, told := make([][]store.Batch, crew), make([][]error, crew)
				end, over, next := make(chan struct{}), make(chan struct{}), make(chan store.Store, 1)
				begin := sync.OnceFunc(func() { // amid a commit, where its context is looked at
					close(end)
					select {
					case <-over:
					case <-time.After(20 * time.Millisecond): // who closes may wait for the commit
					}
				})
				requireAll(t, together(crew+1, func(i int) error {
					if i == crew {
						<-end
						defer close(over)
						reopened, err := s.reopen(s.raw)
						next <- reopened
						return err
					}
					if i == 0 {
						defer begin()
					}
					for n := range most {
						b, ctx := separate(fmt.Sprintf("%d-%d-%d", round, i, n)), t.Context()
						if i == 0 && n == 3 {
							ctx = &glancing{Context: ctx, left: round, cancel: begin}
						}
						err := s.raw.Commit(ctx, b)
						made[i], told[i] = append(made[i], b), append(told[i], err)
						if err != nil {
							break
						}
					}
					return nil
				}))
				s = s.on(opened(t, <-next, nil))
				outcomes := slices.Concat(told...)
				for i, applied := range s.landed(t, slices.Concat(made...)...) {
					requireTruth(t, outcomes[i], applied)
				}
			}
		},
	},
	{
		name:  "every read finds after a crash what it found before",
		why:   "what was acknowledged is all there, and not the rows alone: sizes, counts, who has read what, and that what is retired is gone",
		needs: crashes,
		run:   func(t tb, s *subject) { requireLasting(t, s, s.crash, "crash") },
	},
	{
		name:  "a crash loses nothing acknowledged and leaves nothing half done",
		why:   "an officer who was told that it is decided has gone home",
		needs: crashes,
		run: func(t tb, s *subject) {
			d := newDocket(t, s, 1000)
			decided := make(map[int]bool)
			for round := range max(1, s.rounds(16)/4) {
				acknowledged := d.untilCrash(t, s, round, func() { s = s.also(t, s.crash) })
				require.NotEmpty(t, acknowledged, "no decision was acknowledged before the crash")
				for _, i := range acknowledged {
					decided[i] = true
				}
				d.audit(t, s)
				for i := range decided {
					require.True(t, s.record(t, here, d.record(i)).State.Decided(), "an acknowledged decision is lost")
				}
			}
		},
	},
}}

// requireLasting fails unless every read finds the same before and after whatever
// befalls the store.
func requireLasting(t tb, s *subject, befall func(store.Store) (store.Store, error), what string) {
	t.Helper()
	populous(t, s)
	many := s.rounds(1100) // more than a page, or two
	numerous(t, s, many)
	before := s.looked(t)
	s = s.also(t, befall)
	requireSeen(t, before, s.looked(t), "after a %s", what)
	requireNumerous(t, s, many, what)
	for _, b := range life()[5:] {
		s.commit(t, b)
	}
	for _, taken := range []string{"more-05", "merged", "scarce", "unknown"} {
		s.refuse(t, clients(referred(0, "new", taken)), "a reference that was taken before the "+what)
	}
	before = s.looked(t)
	s = s.also(t, befall)
	requireSeen(t, before, s.looked(t), "after another %s", what)
}

// numerous is a council of many rows of each kind, all alike.
func numerous(t tb, s *subject, n int) {
	t.Helper()
	b := store.Batch{Authority: "numerous"}
	for i := range n {
		id := fmt.Sprintf("%04d", i)
		r := store.Record{Authority: b.Authority, ID: store.RecordID(id), State: store.StateWaiting, Received: minute(i), Keys: keys(1), Provider: "provider-1"}
		c := store.Client{Authority: b.Authority, ID: store.ClientID(id), Keys: keys(1, counted), Reference: id}
		e := store.Event{Authority: b.Authority, ID: store.EventID(id), At: minute(i), Record: "r"}
		b.Records, b.Clients, b.Events = append(b.Records, write(0, r)), append(b.Clients, writeClient(0, c)), append(b.Events, e)
		if i%2 == 0 {
			b.Acks = append(b.Acks, store.Ack{Consumer: "mail", Event: e.ID})
		}
	}
	s.given(t, b)
}

// requireNumerous fails unless each of them is there still, and all that is derived from it.
func requireNumerous(t tb, s *subject, n int, what string) {
	t.Helper()
	const a store.Authority = "numerous"
	require.Equal(t, n, len(s.scan(t, store.Query{Authority: a, Limit: store.MaxPage})), "records after a %s", what)
	require.Equal(t, n, len(s.scan(t, store.Query{Authority: a, Provider: "provider-1", Limit: store.MaxPage})), "records of a provider after a %s", what)
	require.Equal(t, n, len(s.register(t, a, store.MaxPage)), "clients after a %s", what)
	pool := s.pool(t, a, n, 1, counted)
	require.Equal(t, n, len(pool.Clients), "clients by a key after a %s", what)
	require.Equal(t, n, len(pool.Records), "records by a key after a %s", what)
	requireAbout(t, n, pool.Size, "the register's size after a "+what)
	requireAbout(t, n, pool.Counts[1].Clients, "a key that is only counted, after a "+what)
	require.Equal(t, n, len(s.allEvents(t, store.EventQuery{Authority: a, Record: "r", Limit: store.MaxPage})), "events after a %s", what)
	require.Equal(t, n/2, len(s.allEvents(t, store.EventQuery{Authority: a, Unacked: "mail", Limit: store.MaxPage})), "what is to read after a %s", what)
	s.refuse(t, in(a, clients(referred(0, "new", "0000"))), "the first reference, taken before the "+what)
	s.refuse(t, in(a, clients(referred(0, "new", fmt.Sprintf("%04d", n-1)))), "the last reference, taken before the "+what)
}

// also is the store that a hook opens.
func (s *subject) also(t tb, open func(store.Store) (store.Store, error)) *subject {
	t.Helper()
	other, err := open(s.raw)
	other = opened(t, other, err)
	if gathers.within(s.raw) && !gathers.within(other) {
		t.Fatalf("the adapter's hook: it was given a Gatherer, and gave a store that is none")
	}
	return s.on(other)
}

// untilCrash decides records with many hands, crashes the store in the midst
// of it, and returns which decisions were acknowledged. Nobody begins another one with
// the store that comes after, and whoever is in the midst of one is waited for: broken
// off it might take effect later, as the contract has it, while others look.
func (d docket) untilCrash(t tb, s *subject, round int, crash func()) []int {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var mu sync.Mutex
	var acknowledged []int
	const crew, enough = 16, 40
	reached := make(chan struct{})
	var crashing atomic.Bool
	var done sync.WaitGroup
	for worker := range crew {
		done.Go(func() {
			for i := worker; i < d.records && !crashing.Load(); i += crew {
				r, err := recordOf(ctx, s, d.authority, d.record(i))
				if err == nil && r.State.Decided() {
					continue
				}
				if err == nil {
					err = d.decide(ctx, s, i, round)
				}
				if err != nil {
					return
				}
				mu.Lock()
				acknowledged = append(acknowledged, i)
				if len(acknowledged) == enough {
					close(reached)
				}
				mu.Unlock()
			}
		})
	}
	finished := make(chan struct{})
	go func() { done.Wait(); close(finished) }()
	select {
	case <-reached:
	case <-finished:
	}
	crashing.Store(true)
	crash()
	select {
	case <-finished:
	case <-time.After(time.Minute): // they wait for an answer that died
		cancel()
		<-finished
	}
	return acknowledged
}
