package storetest

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"sync/atomic"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/store"
)

// docket is a lobby in little: records that wait, clients that they belong to,
// and decisions, each of which is a record, a client and an event in one batch.
type docket struct {
	authority        store.Authority
	records, clients int
}

// newDocket stores records that wait, and clients enough that none of them
// grows out of bounds.
func newDocket(t tb, s *subject, nRecords int) docket {
	t.Helper()
	d := docket{here, nRecords, max(3, nRecords/16)}
	var arriving []recordChange
	for i := range d.records {
		r := store.Record{Authority: here, ID: d.record(i), State: store.StateWaiting, Received: minute(i), Keys: keys(1)}
		arriving = append(arriving, write(0, r))
	}
	s.given(t, records(arriving...))
	for i := range d.clients {
		s.given(t, clients(writeClient(0, store.Client{Authority: here, ID: d.client(i), Keys: keys(1)})))
	}
	return d
}

func (d docket) record(i int) store.RecordID { return store.RecordID(fmt.Sprintf("record-%03d", i)) }
func (d docket) client(i int) store.ClientID {
	return store.ClientID(fmt.Sprintf("client-%03d", i%d.clients))
}

// decide assigns a record to a client that depends on who decides, unless
// somebody has decided already.
func (d docket) decide(ctx context.Context, s store.Store, i, who int) error {
	for {
		r, err := recordOf(ctx, s, d.authority, d.record(i))
		if err != nil || r.State.Decided() {
			return err
		}
		c, err := clientOf(ctx, s, d.authority, d.client(i+who))
		if err != nil {
			return err
		}
		runtime.Gosched() // let the others read the same versions
		if err := s.Commit(ctx, d.decision(r, c, who)); !errors.Is(err, store.ErrConflict) {
			return err
		}
	}
}

// decision is the batch by which a record becomes a case of a client.
func (d docket) decision(r store.Record, c store.Client, who int) store.Batch {
	by := store.ActorID(fmt.Sprint("officer-", who))
	expect, seen := r.Version, c.Version
	r.State, r.Keys = store.StateAssigned, nil
	r.Decision = &store.Decision{Kind: store.StateAssigned, By: by, At: morning, Client: c.ID, Seen: seen}
	c.Cases = append(c.Cases, store.Case{ID: store.CaseID(r.ID), From: r.ID, Opened: morning})
	return store.Batch{
		Authority: d.authority,
		Records:   []recordChange{write(expect, r)},
		Clients:   []clientChange{writeClient(seen, c)},
		Events: []store.Event{{
			Authority: d.authority, ID: store.EventID(fmt.Sprintf("%s by %s", r.ID, by)), At: morning,
			Kind: "assigned", Actor: by, Record: r.ID, Version: expect + 1, Client: c.ID,
		}},
	}
}

// audit fails unless records, clients, events and indexes tell one story, and
// returns how many records were decided.
func (d docket) audit(t tb, s store.Store) int {
	t.Helper()
	of := &subject{Store: s}
	cases := make(map[store.RecordID]store.ClientID)
	for i := range d.clients {
		c := of.client(t, d.authority, d.client(i))
		require.Equal(t, store.Version(1+len(c.Cases)), c.Version, "a client's versions count its cases")
		for _, k := range c.Cases {
			require.NotContains(t, cases, k.From, "a record became two cases")
			cases[k.From] = c.ID
		}
	}
	told := make(map[store.RecordID]store.Event)
	for _, e := range of.allEvents(t, store.EventQuery{Authority: d.authority, Limit: store.MaxPage}) {
		require.NotContains(t, told, e.Record, "a record was decided twice, says its trail")
		told[e.Record] = e
	}
	waiting := len(of.scan(t, store.Query{Authority: d.authority, Limit: store.MaxPage, States: []store.State{store.StateWaiting}}))
	decided := of.scan(t, store.Query{Authority: d.authority, Limit: store.MaxPage, States: []store.State{store.StateAssigned}})
	require.Equal(t, d.records, waiting+len(decided))
	require.Len(t, cases, len(decided), "cases without a decided record, or the other way round")
	require.Len(t, told, len(decided), "events without a decided record, or the other way round")
	for _, r := range decided {
		require.NotNil(t, r.Decision, "a record is decided, and does not say how")
		require.Equal(t, r.Decision.Client, cases[r.ID], "the record's decision and the client's case differ")
		require.Equal(t, r.Decision.Client, told[r.ID].Client, "the record's decision and its event differ")
		require.Equal(t, r.Decision.By, told[r.ID].Actor, "the record's decision and its event differ")
		require.Equal(t, r.Version, told[r.ID].Version)
	}
	pool := of.pool(t, d.authority, 10_000, 1)
	require.Len(t, pool.Records, waiting, "the undecided are the candidates")
	return len(decided)
}

// look reads a client and the records that became its cases, as an officer
// would, and returns an error if it sees a part of a decision.
func (d docket) look(ctx context.Context, s store.Store) error {
	for i := range d.clients {
		c, err := clientOf(ctx, s, d.authority, d.client(i))
		if err != nil {
			return err
		}
		if c.Version != store.Version(1+len(c.Cases)) {
			return fmt.Errorf("client %s at version %d holds %d cases", c.ID, c.Version, len(c.Cases))
		}
		for _, k := range slices.Backward(c.Cases) { // the newest is the likeliest to be half there
			r, err := recordOf(ctx, s, d.authority, k.From)
			if err != nil {
				return err
			}
			if r.Decision == nil || r.Decision.Client != c.ID {
				return fmt.Errorf("client %s holds a case of record %s, which is not decided so", c.ID, r.ID)
			}
			trail, err := s.Events(ctx, store.EventQuery{Authority: d.authority, Record: r.ID, Limit: 2})
			if err != nil {
				return err
			}
			if len(trail) != 1 || trail[0].Client != c.ID {
				return fmt.Errorf("record %s is decided, and its trail does not say so", r.ID)
			}
		}
	}
	page, err := listOf(ctx, s, store.Query{Authority: d.authority, States: []store.State{store.StateWaiting}, Limit: store.MaxPage})
	for _, r := range page {
		if r.State != store.StateWaiting {
			return fmt.Errorf("record %s is listed as waiting and is %s", r.ID, r.State)
		}
	}
	return err
}

// lookAtOnce reads every record and every client together, and returns an error if
// they are not of one instant.
func (d docket) lookAtOnce(ctx context.Context, s store.Store) error {
	var all store.IDs
	for i := range d.records {
		all.Records = append(all.Records, d.record(i))
	}
	for i := range d.clients {
		all.Clients = append(all.Clients, d.client(i))
	}
	rows, err := s.Rows(ctx, d.authority, all)
	decided, cases := 0, 0
	for _, r := range rows.Records {
		if r.State.Decided() {
			decided++
		}
	}
	for _, c := range rows.Clients {
		cases += len(c.Cases)
	}
	if err == nil && decided != cases {
		err = fmt.Errorf("%d records are decided, and clients hold %d cases", decided, cases)
	}
	return err
}

// create makes a client of a record, under the record's id and with its keys.
func (d docket) create(ctx context.Context, s store.Store, i int) error {
	r, err := recordOf(ctx, s, d.authority, d.record(i))
	if err != nil {
		return err
	}
	c := store.Client{Authority: d.authority, ID: store.ClientID(r.ID), Keys: r.Keys, From: r.ID}
	expect := r.Version
	r.State, r.Keys = store.StateCreated, nil
	return s.Commit(ctx, store.Batch{
		Authority: d.authority, Records: []recordChange{write(expect, r)}, Clients: []clientChange{writeClient(0, c)},
	})
}

// whileDeciding has some look again and again while others decide everything.
func (d docket) whileDeciding(t tb, s *subject, look func() error) {
	t.Helper()
	watched(t, 8, d.records, func(ctx context.Context, worker, round int) error {
		return d.decide(ctx, s, (round+worker*5)%d.records, worker)
	}, look)
}

// whileCreating has some look again and again while others make clients of
// everything, in turns.
func (d docket) whileCreating(t tb, s *subject, look func() error) {
	t.Helper()
	const crew = 4
	watched(t, crew, d.records, func(ctx context.Context, worker, round int) error {
		if round%crew != worker {
			return nil
		}
		return d.create(ctx, s, round)
	}, look)
}

// watched has a crew do so many rounds of work while four others look, until all is
// done. Each round waits for one more look to begin: a crew that is fast, or watchers
// whom a busy machine leaves no time, would have done everything unseen. Whoever sees
// what may not be ends it.
func watched(t tb, crew, rounds int, work func(ctx context.Context, worker, round int) error, look func() error) {
	t.Helper()
	ctx, cancel := context.WithCancelCause(t.Context())
	defer cancel(nil)
	begun := make([]chan struct{}, crew) // looks, as each worker hears of them
	for i := range begun {
		begun[i] = make(chan struct{}, rounds)
	}
	var working atomic.Int32
	working.Store(int32(crew))
	errs := together(crew+4, func(i int) error {
		if i < crew {
			defer working.Add(-1)
			return inRounds(ctx, rounds, begun[i], func(round int) error { return work(ctx, i, round) })
		}
		for working.Load() > 0 {
			for _, b := range begun {
				select {
				case b <- struct{}{}:
				default: // it has heard of as many as it will ever wait for
				}
			}
			if err := look(); err != nil {
				cancel(err)
				return err
			}
		}
		return nil
	})
	if context.Cause(ctx) != nil {
		errs = []error{context.Cause(ctx)}
	}
	require.NoError(t, errors.Join(errs...))
}

// inRounds works once for each that has begun.
func inRounds(ctx context.Context, rounds int, begun <-chan struct{}, work func(round int) error) error {
	for n := range rounds {
		select {
		case <-begun:
		case <-ctx.Done():
			return ctx.Err()
		}
		if err := work(n); err != nil {
			return err
		}
	}
	return nil
}
