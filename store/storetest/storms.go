package storetest

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"runtime"
	"slices"
	"sync/atomic"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

var storms = group{"storms", []check{
	{
		name: "a storm of decisions leaves each record decided once",
		why:  "record, client and event are one decision: after any storm there are as many of each, and they agree",
		run: func(t tb, s *subject) {
			d := newDocket(t, s, s.rounds(32))
			errs := together(workers, func(i int) error {
				for n := range d.records {
					if err := d.decide(t.Context(), s, n, i); err != nil {
						return err
					}
				}
				return nil
			})
			require.NoError(t, errors.Join(errs...))
			require.Equal(t, d.records, d.audit(t, s))
		},
	},
	{
		name: "a reader in a storm sees no half of a batch",
		why:  "an officer's list and a client's page are read while others decide",
		run: func(t tb, s *subject) {
			d := newDocket(t, s, s.rounds(64))
			d.whileDeciding(t, s, func() error { return d.look(t.Context(), s) })
		},
	},
	{
		name: "a scan in a storm meets every lasting record once",
		why:  "what is there during a whole scan appears in it exactly once, however fast others come and go",
		run: func(t tb, s *subject) {
			var want []store.RecordID
			for i := range 40 {
				r := aRecord(store.RecordID(fmt.Sprintf("lasting-%02d", i)))
				r.Received = minute(i)
				s.given(t, records(write(0, r)))
				want = append(want, r.ID)
			}
			var done atomic.Bool
			writers := make(chan error, 1)
			go func() {
				writers <- errors.Join(together(8, func(i int) error { return churn(t.Context(), s, i, &done) })...)
			}()
			for range s.rounds(16) {
				var got []store.RecordID
				for _, r := range s.scan(t, store.Query{Authority: here, Limit: 3, States: []store.State{store.StateWaiting}}, runtime.Gosched) {
					if _, lasting := slices.BinarySearch(want, r.ID); lasting {
						got = append(got, r.ID)
					}
				}
				if !slices.Equal(want, got) {
					done.Store(true)
					<-writers
					require.Equal(t, want, got)
				}
			}
			done.Store(true)
			require.NoError(t, <-writers)
		},
	},
	{
		name: "a record that changes its state in a storm is in every list of both states",
		why:  "a list that is put together of one list for each state misses whoever is put back while it is read: the case waits, and nobody sees it",
		run: func(t tb, s *subject) {
			const each = 4
			var all []recordChange
			for i := range 4 * each {
				all = append(all, write(0, store.Record{Authority: here, ID: store.RecordID(fmt.Sprint(i)), Received: minute(i), State: store.StateWaiting}))
			}
			s.given(t, records(all...))
			watched(t, 4, s.rounds(200), func(ctx context.Context, worker, round int) error {
				r, err := recordOf(ctx, s, here, store.RecordID(fmt.Sprint(worker*each+round%each)))
				if err != nil {
					return err
				}
				if r.State == store.StateWaiting {
					r.State = store.StateClaimed
				} else {
					r.State = store.StateWaiting
				}
				return s.Commit(ctx, records(write(r.Version, r)))
			}, func() error {
				page, err := s.Records(t.Context(), store.Query{Authority: here, States: store.Undecided(), Limit: store.MaxPage})
				if found := slices.Compact(ids(page.Records, recordID)); err == nil && (len(found) < len(all) || len(page.Records) > len(all)) {
					err = fmt.Errorf("%d records are listed, and %d of %d are there", len(page.Records), len(found), len(all))
				}
				return err
			})
		},
	},
	{
		name: "rows read in a storm are of one instant",
		why:  "a review that reads a client before and a record after a decision shows what never was",
		run: func(t tb, s *subject) {
			d := newDocket(t, s, s.rounds(64))
			d.whileDeciding(t, s, func() error { return d.lookAtOnce(t.Context(), s) })
		},
	},
	{
		name: "a batch in a storm is seen whole, as large as it may be",
		why:  "a store that writes in parts, each of them whole, shows the first to whoever reads before the last",
		run: func(t tb, s *subject) {
			const crew = 4
			whole := func(worker int, expect store.Version) store.Batch {
				b := store.Batch{Authority: here}
				for i := range s.most() / 2 {
					id := fmt.Sprintf("%d-%02d", worker, i)
					b.Records = append(b.Records, write(expect, store.Record{Authority: here, ID: store.RecordID(id), State: store.StateWaiting, Received: morning}))
					b.Clients = append(b.Clients, writeClient(expect, store.Client{Authority: here, ID: store.ClientID(id)}))
				}
				return b
			}
			var all store.IDs
			for worker := range crew {
				b := whole(worker, 0)
				s.commit(t, b)
				for i := range b.Records {
					all.Records, all.Clients = append(all.Records, b.Records[i].ID), append(all.Clients, b.Clients[i].ID)
				}
			}
			watched(t, crew, s.rounds(16), func(ctx context.Context, worker, round int) error {
				return s.Commit(ctx, whole(worker, store.Version(round+1)))
			}, func() error {
				rows, err := s.Rows(t.Context(), here, all)
				var at [crew]store.Version // of each worker's rows
				for i := range rows.Records {
					r, c, worker := rows.Records[i], rows.Clients[i], i/(s.most()/2)
					if at[worker] = max(at[worker], r.Version); r.Version != at[worker] || c.Version != at[worker] {
						err = fmt.Errorf("of one batch record %s is seen at version %d and client %s at version %d, beside others at %d", r.ID, r.Version, c.ID, c.Version, at[worker])
					}
				}
				return err
			})
		},
	},
	{
		name: "a row in a storm is of one version, in every kind of read",
		why:  "a row that lies in several tables and is read table by table is the claim of one officer beside the tasks of another: nobody ever wrote it",
		run: func(t tb, s *subject) {
			const crew = 4
			at := func(worker int, v store.Version) store.Batch {
				r, c := versioned(worker, v)
				return store.Batch{Authority: here, Records: []recordChange{write(v-1, r)}, Clients: []clientChange{writeClient(v-1, c)}}
			}
			var all store.IDs
			for worker := range crew {
				b := at(worker, 1)
				s.commit(t, b)
				all.Records, all.Clients = append(all.Records, b.Records[0].ID), append(all.Clients, b.Clients[0].ID)
			}
			watched(t, crew, s.rounds(64), func(ctx context.Context, worker, round int) error {
				return s.Commit(ctx, at(worker, store.Version(round+2)))
			}, func() error {
				rows, err := s.Rows(t.Context(), here, all)
				page, errPage := s.Records(t.Context(), store.Query{Authority: here, Limit: 9})
				register, errRegister := s.Clients(t.Context(), store.ClientQuery{Authority: here, Limit: 9})
				for i, r := range slices.Concat(rows.Records, page.Records) {
					want, _ := versioned(i%crew, r.Version)
					errPage = errors.Join(errPage, mixed("record", want, r))
				}
				for i, c := range slices.Concat(rows.Clients, register.Clients) {
					_, want := versioned(i%crew, c.Version)
					errRegister = errors.Join(errRegister, mixed("client", want, c))
				}
				return errors.Join(err, errPage, errRegister)
			})
		},
	},
	{
		name: "a page in a storm is full while there are more",
		why:  "a store that finds places first and rows after, and leaves out what has changed in between, ends an officer's list or a consumer's poll before its end",
		run: func(t tb, s *subject) {
			const crew, page = 4, 8
			rounds := s.rounds(64)
			var bs []store.Batch
			for i := range crew*rounds + 2*page {
				r := store.Record{Authority: here, ID: store.RecordID(numbered(i)), State: store.StateWaiting, Received: minute(i)}
				bs = append(bs, store.Batch{Authority: here, Records: []recordChange{write(0, r)}, Events: []store.Event{{Authority: here, ID: numbered(i), At: minute(i)}}})
			}
			s.given(t, joint(bs))
			s.given(t, acks("mail", "nothing yet"))
			watched(t, crew, rounds, func(ctx context.Context, worker, round int) error {
				b := clone(bs[round*crew+worker]) // the first of the list, or nearly
				b.Records[0].Expect, b.Records[0].Next.State = 1, store.StateAssigned
				if worker%2 == 0 {
					b.Events, b.Retired = nil, []store.EventID{b.Events[0].ID}
				} else {
					b.Events, b.Acks = nil, []store.Ack{{Consumer: "mail", Event: b.Events[0].ID}}
				}
				return s.Commit(ctx, b)
			}, func() error {
				list, err := s.Records(t.Context(), store.Query{Authority: here, States: store.Undecided(), Limit: page})
				unread, errUnread := s.Events(t.Context(), store.EventQuery{Authority: here, Unacked: "mail", Limit: page})
				if err = errors.Join(err, errUnread); err == nil && (list.Len() < page || len(unread) < page) {
					err = fmt.Errorf("a page of %d holds %d records and %d events, and there are %d more of each at least", page, list.Len(), len(unread), page)
				}
				return err
			})
		},
	},
	{
		name: "a search in a storm finds whoever becomes a client",
		why:  "whoever is found as neither record nor client is created a second time",
		run: func(t tb, s *subject) {
			d := newDocket(t, s, s.rounds(64))
			for i := range d.records {
				r := s.record(t, here, d.record(i))
				r.Keys = keys(7)
				s.given(t, records(write(1, r)))
			}
			d.whileCreating(t, s, func() error {
				pool, err := s.Candidates(t.Context(), here, keys(7), store.MaxPage)
				found := make(map[string]bool, d.records)
				for _, c := range slices.Concat(pool.Clients, pool.Records) {
					found[c.ID] = true
				}
				if err == nil && len(found) < d.records {
					err = fmt.Errorf("%d of %d people are found", len(found), d.records)
				}
				return err
			})
		},
	},
	{
		name: "a search in a storm is of one instant",
		why:  "a client who is found by the key of one version, with the profile of another, is rated as somebody who never was; and counts of another instant make a name rarer than it is",
		run: func(t tb, s *subject) {
			const each = 4
			turn := []store.Client{{Keys: keys(1, counted), Profile: "1"}, {Keys: keys(2, counted|2), Profile: "2"}, {Keys: keys(1, counted|2), Profile: "3"}, {}}
			const apart = personKeys / 4
			var asked []matching.Key // those four, and between them many that nobody carries
			for i, k := range keys(1, 2, counted, counted|2) {
				asked = append(asked, k)
				for n := range apart - 1 {
					asked = append(asked, matching.Key(100*(i+1)+n))
				}
			}
			turned := func(i int, round store.Version) clientChange {
				c := turn[int(round)%len(turn)]
				c.Authority, c.ID = here, store.ClientID(fmt.Sprint(i))
				return writeClient(round, c)
			}
			for i := range 4 * each {
				s.given(t, clients(turned(i, 0)))
			}
			watched(t, 4, s.rounds(64), func(ctx context.Context, worker, round int) error {
				return s.Commit(ctx, clients(turned(worker*each+round%each, store.Version(round/each+1))))
			}, func() error {
				pool, err := s.Candidates(t.Context(), here, asked, 50)
				if err != nil {
					return err
				}
				of := make(map[matching.Profile]int)
				for _, c := range pool.Clients {
					of[c.Profile]++
				}
				want := []int{of["1"] + of["3"], of["2"], of["1"], of["2"] + of["3"], of["1"] + of["2"] + of["3"]}
				got := []int{pool.Counts[0].Clients, pool.Counts[apart].Clients, pool.Counts[2*apart].Clients, pool.Counts[3*apart].Clients, pool.Size}
				if !slices.Equal(want, got) || len(pool.Clients) != pool.Size {
					return fmt.Errorf("of the %d found the carriers of each key and the register's size are, by their profiles, %v, and by the counts %v", len(pool.Clients), want, got)
				}
				return nil
			})
		},
	},
	{
		name: "a cancelled commit was applied whole or not at all",
		why:  "an officer who closes the window in the middle of a decision has decided, or has not",
		run: func(t tb, s *subject) {
			n := s.rounds(64)
			batches, outcomes := make([]store.Batch, n), make([]error, n)
			for i := range n {
				ctx, cancel := context.WithCancel(t.Context())
				if i%2 == 0 {
					go cancel()
				} else { // somewhere in the midst of it, or where it waits for that
					time.AfterFunc(10*time.Millisecond, cancel)
					ctx = &glancing{Context: ctx, left: i / 2 % 20, cancel: cancel}
				}
				b := separate(fmt.Sprint(i))
				batches[i], outcomes[i] = b, s.Commit(ctx, b)
				cancel()
			}
			applied := s.landed(t, batches...)
			for i, outcome := range outcomes {
				require.False(t, outcome != nil && certain(outcome), "a cancelled commit is said to be certain: %v", outcome)
				requireTruth(t, outcome, applied[i])
			}
		},
	},
}}

// versioned are a record and a client in which every part says of which version it is.
func versioned(of int, v store.Version) (store.Record, store.Client) {
	id := fmt.Sprint(of)
	word := fmt.Sprint(v)
	r, c := filled[store.Record](word), filled[store.Client](word)
	r.Authority, r.ID, r.Version, r.State, r.Received, r.Keys = here, store.RecordID(id), v, store.StateWaiting, minute(of), nil
	c.Authority, c.ID, c.Version, c.Reference, c.Keys = here, store.ClientID(id), v, "", nil
	return r, c
}

// mixed says what of a row is of another version.
func mixed[Row any](kind string, want, got Row) error {
	if what := difference(reflect.ValueOf(want), reflect.ValueOf(got), ""); what != "" {
		return fmt.Errorf("a %s of two versions: %s", kind, what)
	}
	return nil
}

// landed says which of several batches, each of a record, a client and an event, are
// there, and fails if half of one is. Whatever is still under way may land between two
// reads: an event that was told before has its rows, and rows that are there have their
// event after.
func (s *subject) landed(t tb, bs ...store.Batch) (applied []bool) {
	t.Helper()
	before := s.told(t)
	for _, b := range bs {
		rows := s.rows(t, here, store.IDs{Records: []store.RecordID{b.Records[0].ID}, Clients: []store.ClientID{b.Clients[0].ID}})
		require.Len(t, rows.Clients, len(rows.Records), "half of a cancelled batch is there")
		applied = append(applied, len(rows.Records) == 1)
	}
	after := s.told(t)
	for i, b := range bs {
		event := b.Events[0].ID
		require.True(t, applied[i] || !before[event], "half of a cancelled batch is there")
		require.True(t, after[event] || !applied[i], "half of a cancelled batch is there")
	}
	return applied
}

// told are all events that were told.
func (s *subject) told(t tb) map[store.EventID]bool {
	t.Helper()
	told := make(map[store.EventID]bool)
	for _, e := range s.allEvents(t, store.EventQuery{Authority: here, Limit: store.MaxPage}) {
		told[e.ID] = true
	}
	return told
}

// churn writes records that do not last, until done.
func churn(ctx context.Context, s *subject, worker int, done *atomic.Bool) error {
	for n := 0; !done.Load(); n++ {
		r := aRecord(store.RecordID(fmt.Sprintf("m-%d-%d", worker, n)))
		r.Received = minute(n * 7 % 40)
		if err := s.Commit(ctx, records(write(0, r))); err != nil {
			return err
		}
		runtime.Gosched() // let the scan meet it
		r.State = store.StateAssigned
		if err := s.Commit(ctx, records(write(1, r))); err != nil {
			return err
		}
	}
	return nil
}

// joint is one batch of several, of one authority.
func joint(bs []store.Batch) (all store.Batch) {
	for _, b := range bs {
		all.Authority = b.Authority
		all.Records, all.Clients, all.Events = append(all.Records, b.Records...), append(all.Clients, b.Clients...), append(all.Events, b.Events...)
	}
	return all
}
