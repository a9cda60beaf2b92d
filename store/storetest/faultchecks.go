package storetest

import (
	"context"
	"errors"
	"fmt"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/store"
)

var faults = group{"faults", []check{
	{
		name: "whatever call goes wrong, and however, trying again gets there",
		why:  "a caller that commits an unknown batch again, and looks whose decision stands when that is a conflict, must end where it would have ended without the fault",
		run: func(t tb, s *subject) {
			plain := Faulty(s.Store, func(Call) Fault { return NoFault })
			require.NoError(t, story(t.Context(), careful{plain}, "sweep"))
			want := s.transcript(t, "sweep")
			require.Contains(t, want[len(want)-1], "unacknowledged")
			for _, fault := range []Fault{FailBefore, FailAfter, CancelBefore, CancelDuring, Slow, Twice} {
				for n := range plain.Calls() {
					a := store.Authority(fmt.Sprintf("sweep-%d-%d", fault, n+1))
					require.NoError(t, story(t.Context(), careful{Faulty(s.Store, At(n+1, fault))}, a), "fault %d at call %d", fault, n+1)
					require.Equal(t, want, s.transcript(t, a), "fault %d at call %d", fault, n+1)
				}
			}
		},
	},
	{
		name: "a storm of decisions survives faults",
		why:  "a service under load fails here and there: no decision may be lost, doubled or half there because of it",
		run: func(t tb, s *subject) {
			const crew = 16
			d := newDocket(t, s, rounds(256))
			some := []Fault{FailBefore, FailAfter, CancelBefore, CancelDuring, Twice}
			faulty := careful{Faulty(s.Store, Sometimes(seed(t), .25, some))}
			errs := together(crew, func(i int) error {
				for n := range d.records {
					if err := d.decide(t.Context(), faulty, n, i); err != nil {
						return err
					}
				}
				return nil
			})
			require.NoError(t, errors.Join(errs...))
			require.Equal(t, d.records, d.audit(t, s))
		},
	},
}}

// story is a day in the life of an authority: cases arrive, are claimed,
// assigned and removed, and a consumer hears of it. Every step may be told
// again from the start.
func story(ctx context.Context, s careful, a store.Authority) error {
	d := docket{authority: a, records: 3, clients: 2}
	for i := range d.records {
		r := store.Record{Authority: a, ID: d.record(i), State: store.StateWaiting, Received: minute(i), Keys: keys(1)}
		b := in(a, records(write(0, r)))
		b.Events = []store.Event{{Authority: a, ID: store.EventID("received " + r.ID), At: minute(i), Kind: "received", Record: r.ID, Version: 1}}
		if err := s.Commit(ctx, b); err != nil {
			return fmt.Errorf("receive: %w", err)
		}
	}
	for i := range d.clients {
		if err := s.Commit(ctx, in(a, clients(referred(0, d.client(i), fmt.Sprint("HRS-", i))))); err != nil {
			return fmt.Errorf("put: %w", err)
		}
	}
	r, err := recordOf(ctx, s, a, d.record(0))
	if err != nil {
		return fmt.Errorf("claim: %w", err)
	}
	r.State, r.Claim = store.StateClaimed, &store.Claim{Officer: "officer-1", Since: minute(9)}
	if err := s.Commit(ctx, in(a, records(write(r.Version, r)))); err != nil {
		return fmt.Errorf("claim: %w", err)
	}
	if err := d.decide(ctx, s, 0, 1); err != nil {
		return fmt.Errorf("assign: %w", err)
	}
	r, err = recordOf(ctx, s, a, d.record(1))
	if err != nil {
		return fmt.Errorf("remove: %w", err)
	}
	if err := s.Commit(ctx, in(a, records(write(r.Version, tombstone(r))))); err != nil {
		return fmt.Errorf("remove: %w", err)
	}
	return s.Commit(ctx, in(a, acks("mail", store.EventID("received "+d.record(0)))))
}

// transcript is all that an authority holds, in words that do not name it.
func (s *subject) transcript(t tb, a store.Authority) []string {
	t.Helper()
	var lines []string
	note := func(what string, args ...any) { lines = append(lines, fmt.Sprintf(what, args...)) }
	for _, r := range s.scan(t, store.Query{Authority: a, Limit: 2}) {
		r.Authority = ""
		b, err := store.EncodeRecord(r)
		require.NoError(t, err)
		note("%s", b)
	}
	pool := s.pool(t, a, 99, 1)
	note("candidates %v %v %v", ids(pool.Clients, personID), ids(pool.Records, personID), pool.Counts)
	for i := range 2 {
		c := s.client(t, a, docket{clients: 2}.client(i))
		c.Authority = ""
		b, err := store.EncodeClient(c)
		require.NoError(t, err)
		note("%s", b)
	}
	for _, consumer := range []store.Consumer{"", "mail"} {
		for _, e := range s.allEvents(t, store.EventQuery{Authority: a, Unacked: consumer, Limit: 2}) {
			note("%s event %s of %s at %d", map[bool]string{true: "unacknowledged", false: "an"}[consumer != ""], e.ID, e.Record, e.Version)
		}
	}
	return lines
}
