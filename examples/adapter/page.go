package adapter

import (
	"bytes"
	"cmp"
	"context"
	"iter"
	"slices"

	"github.com/caselobby/caselobby/store"
)

// Records returns one page of records: from the queue of each state that the
// query names up to a page, and of these the first. The states are what it
// indexes; the other fields it compares row by row.
func (s *Store) Records(ctx context.Context, q store.Query) ([]store.Record, error) {
	if err := q.Check(); err != nil {
		return nil, err
	}
	var page []store.Record
	err := s.view(ctx, q.Authority, func(t *tenant) error {
		for _, state := range t.states(q) {
			some, err := t.queue(state, q)
			if err != nil {
				return err
			}
			page = append(page, some...)
		}
		return nil
	})
	slices.SortFunc(page, byArrival)
	if q.Descending {
		slices.Reverse(page)
	}
	return page[:min(len(page), q.Limit)], err
}

func byArrival(a, b store.Record) int {
	return cmp.Or(a.Received.Compare(b.Received), cmp.Compare(a.ID, b.ID))
}

// states are the states that the query names, or all that there are.
func (t *tenant) states(q store.Query) []string {
	var states []string
	if len(q.States) > 0 {
		for _, s := range q.States {
			states = append(states, string(s))
		}
		slices.Sort(states)
		return slices.Compact(states)
	}
	c := t.queues.Cursor()
	for k, _ := c.First(); k != nil; {
		state, _, _ := bytes.Cut(k, []byte{0})
		states = append(states, string(state))
		k, _ = c.Seek(next(named(string(state))))
	}
	return states
}

// queue reads up to a page of what the query asks for from one state's queue.
func (t *tenant) queue(state string, q store.Query) ([]store.Record, error) {
	var page []store.Record
	prefix := named(state)
	for k := range t.walk(prefix, q) {
		r, err := store.DecodeRecord(t.records.Get(k[len(prefix)+len(stamp(q.ReceivedFrom)):]))
		if err != nil {
			return nil, err
		}
		if !matches(q, r) {
			continue
		}
		if page = append(page, r); len(page) == q.Limit {
			break
		}
	}
	return page, nil
}

// walk yields a queue's entries after the cursor and within the times that the
// query asks for, in its order.
func (t *tenant) walk(prefix []byte, q store.Query) iter.Seq2[[]byte, []byte] {
	at := func(rest []byte) []byte { return slices.Concat(prefix, rest) }
	from, to := at(stamp(q.ReceivedFrom)), next(prefix)
	if !q.ReceivedBefore.IsZero() {
		to = at(stamp(q.ReceivedBefore))
	}
	cursor := at(place(q.After.Received, string(q.After.ID)))
	inside := func(entries iter.Seq2[[]byte, []byte]) iter.Seq2[[]byte, []byte] {
		return func(yield func(k, v []byte) bool) {
			for k, v := range entries {
				if bytes.Compare(k, from) < 0 || bytes.Compare(k, to) >= 0 || !bytes.Equal(k, cursor) && !yield(k, v) {
					return
				}
			}
		}
	}
	if !q.Descending {
		return inside(upwards(t.queues, prefix, slices.MaxFunc([][]byte{from, cursor}, bytes.Compare)))
	}
	if q.After.Received.IsZero() && q.After.ID == "" {
		cursor = to
	}
	return inside(downwards(t.queues, prefix, slices.MinFunc([][]byte{to, cursor}, bytes.Compare)))
}

// matches judges what the queue and the walk have not settled.
func matches(q store.Query, r store.Record) bool {
	return (q.System == "" || r.System == q.System) &&
		(len(q.Channels) == 0 || slices.Contains(q.Channels, r.Channel)) &&
		(q.Holder == "" || r.Claim != nil && r.Claim.Officer == q.Holder) &&
		(q.Provider == "" || r.Provider == q.Provider)
}
