package adapter

import (
	"bytes"
	"context"
	"errors"
	"iter"

	"go.etcd.io/bbolt"

	"github.com/caselobby/caselobby/store"
)

// Events returns one page of events. Each consumer has an index of the events that it has not
// yet acknowledged, so that a poll does not read through all others.
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
// client, of those that a consumer has yet to acknowledge, or of all.
func (t *tenant) trail(q store.EventQuery) iter.Seq[[]byte] {
	index, prefix := t.events, []byte{}
	if trails := trailsOf(q.Record, q.Client); len(trails) > 0 {
		index, prefix = t.trails, named(trails[0])
	} else if t.knows(q.Unacked) {
		index, prefix = t.pending, named(string(q.Unacked))
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

// asked compares what the trail has not settled: it follows one index only.
func (t *tenant) asked(q store.EventQuery, e store.Event) bool {
	return (q.Record == "" || e.Record == q.Record) && (q.Client == "" || e.Client == q.Client) && (q.System == "" || e.System == q.System) &&
		(!t.knows(q.Unacked) || has(t.pending, named(string(q.Unacked), place(e.At, string(e.ID)))))
}

// knows reports whether a consumer has acknowledged anything. One that has not has no index:
// it is handed all events.
func (t *tenant) knows(c store.Consumer) bool { return c != "" && t.consumers.Get([]byte(c)) != nil }

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

// putEvent appends an event, unless its id is there already.
func (t *tenant) putEvent(e store.Event) error {
	if t.eventIDs.Get([]byte(e.ID)) != nil {
		return nil
	}
	row, err := store.EncodeEvent(e)
	if err != nil {
		return err
	}
	at := place(e.At, string(e.ID))
	if err := t.eventIDs.Put([]byte(e.ID), at); err != nil {
		return err
	}
	for _, trail := range trailsOf(e.Record, e.Client) {
		if err := t.trails.Put(named(trail, at), nil); err != nil {
			return err
		}
	}
	for c := range upwards(t.consumers, nil, nil) {
		if err := t.pending.Put(named(string(c), at), nil); err != nil {
			return err
		}
	}
	return t.events.Put(at, row)
}

// acknowledge takes an event from what the consumer has yet to handle.
func (t *tenant) acknowledge(a store.Ack) error {
	at := t.eventIDs.Get([]byte(a.Event))
	if at == nil {
		return nil
	}
	if !t.knows(a.Consumer) {
		if err := t.consumers.Put([]byte(a.Consumer), []byte{1}); err != nil {
			return err
		}
		for every := range upwards(t.events, nil, nil) {
			if err := t.pending.Put(named(string(a.Consumer), every), nil); err != nil {
				return err
			}
		}
	}
	return t.pending.Delete(named(string(a.Consumer), at))
}

// retire deletes an event from every index.
func (t *tenant) retire(id store.EventID) error {
	at := bytes.Clone(t.eventIDs.Get([]byte(id)))
	if at == nil {
		return nil
	}
	e, err := store.DecodeEvent(t.events.Get(at))
	if err != nil {
		return err
	}
	err = errors.Join(t.events.Delete(at), t.eventIDs.Delete([]byte(id)))
	for _, trail := range trailsOf(e.Record, e.Client) {
		err = errors.Join(err, t.trails.Delete(named(trail, at)))
	}
	for c := range upwards(t.consumers, nil, nil) {
		err = errors.Join(err, t.pending.Delete(named(string(c), at)))
	}
	return err
}
