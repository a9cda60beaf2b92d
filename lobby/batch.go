package lobby

import (
	"time"

	"github.com/caselobby/caselobby/store"
)

// What is to be written becomes a batch here: each row in the place of what was read,
// and each event stamped, digested and, where it is of a record, chained.

// write is what one attempt at an operation wants written, all or nothing.
type write struct {
	record     store.Record   // the record's next row
	event      store.Event    // what happened: kind, client, case and code
	clients    []put          // clients that change with it
	inRegister []store.Event  // what happened in the register besides: kind, client, case and code
	beside     []store.Record // records to mark with KindLookAgain, as they were read
}

// put is one client's next row.
type put struct {
	was     store.Client // as it was read; nobody, at version 0, if there is none
	next    store.Client
	changed bool
	events  []store.Event // what there is to tell: kind and code
}

// putting is a client's next row, stamped.
func (s *Service) putting(was, next store.Client) put {
	next.Version, next.Updated = was.Version+1, s.stamp(was.Updated)
	return put{was: was, next: next, changed: true}
}

// telling is the put with one more event.
func (p put) telling(kind, code string) put {
	p.events = append(p.events, store.Event{Kind: kind, Code: code})
	return p
}

// batch is a store.Batch in the making.
type batch struct {
	s *Service
	a Actor
	store.Batch
}

func (s *Service) newBatch(a Actor) batch {
	return batch{s: s, a: a, Batch: store.Batch{Authority: a.Authority}}
}

// recordBatch writes a record, and all that changes with it.
func (s *Service) recordBatch(a Actor, r store.Record, w *write, at time.Time) store.Batch {
	b := s.newBatch(a)
	b.record(r, w.record, w.event, at)
	for _, o := range w.beside {
		// The client is not named: the record may yet be removed, and nobody may
		// learn from its events who that person perhaps was.
		b.record(o, o, store.Event{Kind: KindLookAgain}, s.stamp(o.Updated))
	}
	for _, e := range w.inRegister {
		b.register(e, at)
	}
	for _, p := range w.clients {
		b.client(p)
	}
	return b.Batch
}

// clientBatch writes clients, as far as they change.
func (s *Service) clientBatch(a Actor, ps ...put) store.Batch {
	b := s.newBatch(a)
	for _, p := range ps {
		if p.changed {
			b.client(p)
		}
	}
	return b.Batch
}

// record writes next in the place of a record, and the one event that tells of it.
func (b *batch) record(r, next store.Record, e store.Event, at time.Time) {
	e.At, e.System, e.Record, e.Version, e.Previous = at, r.System, r.ID, r.Version+1, r.Head
	e = b.tell(e)
	next.Authority, next.ID, next.System = r.Authority, r.ID, r.System
	next.Version, next.Head = e.Version, e.Digest
	if next.State != store.StateRemoved { // a tombstone's time is its decision's
		next.Updated = at
	}
	b.row(r, next)
}

// row writes next in the place of a record, without an event.
func (b *batch) row(was, next store.Record) {
	b.Records = append(b.Records, replacing(next.ID, was.Version, was, next))
}

// acknowledge says that a consumer has handled events.
func (b *batch) acknowledge(c store.Consumer, ids []store.EventID) {
	for _, id := range ids {
		b.Acks = append(b.Acks, store.Ack{Consumer: c, Event: id})
	}
}

// client writes a client, and its events.
func (b *batch) client(p put) {
	b.Clients = append(b.Clients, replacing(p.next.ID, p.was.Version, p.was, p.next))
	for _, e := range p.events {
		e.Client = p.next.ID
		b.register(e, p.next.Updated)
	}
}

// register adds an event of the client register.
func (b *batch) register(e store.Event, at time.Time) {
	e.At, e.System = at, b.s.system
	b.tell(e)
}

// tell adds an event, and returns it as it is written.
func (b *batch) tell(e store.Event) store.Event {
	e.Authority, e.ID, e.Actor = b.Authority, store.EventID(b.s.o.NewID()), b.a.ID
	e.Digest = b.s.digest(e)
	b.Events = append(b.Events, e)
	return e
}

// replacing is the change that writes next in the place of was, or a new row where expect
// is 0.
func replacing[ID comparable, Row any](id ID, expect store.Version, was, next Row) store.Change[ID, Row] {
	c := store.Change[ID, Row]{ID: id, Expect: expect, Next: &next}
	if expect > 0 {
		read := was // here, so that nothing is kept of what was not read
		c.Was = &read
	}
	return c
}
