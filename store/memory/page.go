package memory

import (
	"iter"
	"slices"

	"github.com/caselobby/caselobby/store"
)

// page takes up to a page from each shelf that q names, and the first of those.
func (t *tenant) page(q store.Query) []*store.Record {
	var found []*store.Record
	for state, s := range t.shelves {
		if len(q.States) > 0 && !slices.Contains(q.States, state) {
			continue
		}
		n := 0
		for r := range walk(s.pick(q), q) {
			if !matches(q, r) {
				continue
			}
			found = append(found, r)
			if n++; n == q.Limit {
				break
			}
		}
	}
	slices.SortFunc(found, func(a, b *store.Record) int { return arrival(a).Compare(arrival(b)) })
	return found[:min(len(found), q.Limit)]
}

// matches judges what neither the shelf, nor the queue, nor the walk has settled.
func matches(q store.Query, r *store.Record) bool {
	return (q.System == "" || r.System == q.System) &&
		(len(q.Channels) == 0 || slices.Contains(q.Channels, r.Channel)) &&
		(q.Provider == "" || r.Provider == q.Provider)
}

// walk yields the records of a queue that lie after the cursor and within the
// times that q asks for.
func walk(records *queue, q store.Query) iter.Seq[*store.Record] {
	return func(yield func(*store.Record) bool) {
		for r := range records.from(first(q)) {
			if !q.ReceivedBefore.IsZero() && !r.Received.Before(q.ReceivedBefore) {
				return
			}
			if arrival(r).Compare(q.After) != 0 && !yield(r) {
				return
			}
		}
	}
}

// first is the lowest place that a page can start from.
func first(q store.Query) store.Cursor {
	if q.After.Received.Before(q.ReceivedFrom) {
		return store.Cursor{Received: q.ReceivedFrom}
	}
	return q.After
}
