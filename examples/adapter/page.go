package adapter

import (
	"bytes"
	"context"
	"iter"
	"slices"

	"github.com/caselobby/caselobby/store"
)

// Records returns one page of records. It reads up to a page from the queue of each state that
// the query names, and returns the first of them. Only states and times have an index; other
// fields are compared row by row. A row that cannot be read has no such fields, and counts as
// one that fits.
func (s *Store) Records(ctx context.Context, q store.Query) (store.Page, error) {
	if err := q.Check(); err != nil {
		return store.Page{}, err
	}
	var all []found
	err := s.view(ctx, q.Authority, func(t *tenant) error {
		for _, state := range t.states(q) {
			all = append(all, t.queue(state, q)...)
		}
		return nil
	})
	slices.SortFunc(all, func(x, y found) int { return x.at.Compare(y.at) })
	var page store.Page
	for _, f := range all[:min(len(all), q.Limit)] {
		readable(&page.Records, &page.Unreadable, f.at)(f.record, f.err)
	}
	return page, err
}

// found is a record in its place, or why it cannot be read.
type found struct {
	at     store.Cursor
	record store.Record
	err    error
}

// states are the states that the query names, in order, or all that have a queue.
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
func (t *tenant) queue(state string, q store.Query) []found {
	var page []found
	prefix := named(state)
	for k := range t.walk(prefix, q) {
		received, id := k[len(prefix):][:8], k[len(prefix)+8:]
		f := found{at: store.Cursor{Received: timeOf(received), ID: store.RecordID(id)}}
		f.record, f.err = recordOf(string(id), t.records.Get(id))
		if f.err == nil && !matches(q, f.record) {
			continue
		}
		if page = append(page, f); len(page) == q.Limit {
			break
		}
	}
	return page
}

// walk yields a queue's entries after the cursor and within the times that the
// query asks for.
func (t *tenant) walk(prefix []byte, q store.Query) iter.Seq[[]byte] {
	from, to := append(bytes.Clone(prefix), stamp(q.ReceivedFrom)...), next(prefix)
	if !q.ReceivedBefore.IsZero() {
		to = append(bytes.Clone(prefix), stamp(q.ReceivedBefore)...)
	}
	cursor := append(bytes.Clone(prefix), place(q.After.Received, string(q.After.ID))...)
	return func(yield func([]byte) bool) {
		for k := range upwards(t.queues, prefix, slices.MaxFunc([][]byte{from, cursor}, bytes.Compare)) {
			if bytes.Compare(k, to) >= 0 || !bytes.Equal(k, cursor) && !yield(k) {
				return
			}
		}
	}
}

// matches compares the fields that have no index.
func matches(q store.Query, r store.Record) bool {
	return (q.System == "" || r.System == q.System) &&
		(len(q.Channels) == 0 || slices.Contains(q.Channels, r.Channel)) &&
		(q.Holder == "" || r.Claim != nil && r.Claim.Officer == q.Holder) &&
		(q.Provider == "" || r.Provider == q.Provider)
}
