package adapter

import (
	"bytes"
	"context"
	"iter"

	"go.etcd.io/bbolt"

	"github.com/caselobby/caselobby/store"
)

// Events returns one page of events. What a consumer has acknowledged is passed
// over one by one; a store with a long history would keep an index of what
// each consumer has yet to acknowledge.
func (s *Store) Events(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
	if err := q.Check(); err != nil {
		return nil, err
	}
	var page []store.Event
	err := s.view(ctx, q.Authority, func(t *tenant) error {
		for at := range t.trail(q) {
			e, err := store.DecodeEvent(t.events.Get(at))
			if err != nil {
				return err
			}
			if !t.asked(q, e) {
				continue
			}
			if page = append(page, e); len(page) == q.Limit {
				break
			}
		}
		return nil
	})
	return page, err
}

// trail yields the places of events after the cursor: of one record, of one
// client, or of all.
func (t *tenant) trail(q store.EventQuery) iter.Seq[[]byte] {
	index, prefix := t.events, []byte{}
	if trails := trailsOf(q.Record, q.Client); len(trails) > 0 {
		index, prefix = t.trails, named(trails[0])
	}
	return func(yield func([]byte) bool) {
		after := place(q.After.At, string(q.After.ID))
		for k := range upwards(index, prefix, append(bytes.Clone(prefix), after...)) {
			if at := k[len(prefix):]; !bytes.Equal(at, after) && !yield(at) {
				return
			}
		}
	}
}

func (t *tenant) asked(q store.EventQuery, e store.Event) bool {
	return (q.Record == "" || e.Record == q.Record) && (q.Client == "" || e.Client == q.Client) &&
		(q.Unacked == "" || !has(t.acks, named(string(q.Unacked), []byte(e.ID))))
}

// trailsOf names the trails that an event of a record and a client is in.
func trailsOf(r store.RecordID, c store.ClientID) []string {
	var names []string
	if r != "" {
		names = append(names, "record "+string(r))
	}
	if c != "" {
		names = append(names, "client "+string(c))
	}
	return names
}

// has reports whether a bucket holds a key, with a value or without.
func has(b *bbolt.Bucket, key []byte) bool {
	k, _ := b.Cursor().Seek(key)
	return bytes.Equal(k, key)
}
