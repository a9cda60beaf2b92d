package memory

import (
	"fmt"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// tenant is everything of one authority: its rows, and beside them the indexes
// that link and unlink keep in step. Nothing of another authority can be
// reached from it.
type tenant struct {
	records rows[store.RecordID, store.Record]
	clients rows[store.ClientID, store.Client]
	shelves map[store.State]*shelf

	register   register // clients by id
	keyed      int      // clients with a key
	references map[string]store.ClientID
	clientKeys postings
	recordKeys postings // of undecided records

	events journal
}

func newTenant() *tenant {
	return &tenant{
		records:    newRows[store.RecordID, store.Record](),
		clients:    newRows[store.ClientID, store.Client](),
		shelves:    make(map[store.State]*shelf),
		register:   newRegister(),
		references: make(map[string]store.ClientID),
		clientKeys: newPostings(),
		recordKeys: newPostings(),
		events:     newJournal(),
	}
}

// admits reports whether every row is where the batch expects it and every
// reference is free once the batch is applied.
func (t *tenant) admits(b store.Batch) error {
	for _, c := range b.Records {
		if err := expect(c, t.records.get(c.ID), func(r *store.Record) store.Version { return r.Version }); err != nil {
			return fmt.Errorf("record %s: %w", c.ID, err)
		}
	}
	rewritten := make(map[store.ClientID]bool, len(b.Clients))
	for _, c := range b.Clients {
		if err := expect(c, t.clients.get(c.ID), func(c *store.Client) store.Version { return c.Version }); err != nil {
			return fmt.Errorf("client %s: %w", c.ID, err)
		}
		rewritten[c.ID] = true
	}
	taken := make(map[string]bool, len(b.Clients))
	for _, c := range b.Clients {
		if c.Next.Reference == "" {
			continue
		}
		holder, held := t.references[c.Next.Reference]
		if taken[c.Next.Reference] || held && !rewritten[holder] {
			return fmt.Errorf("reference of client %s: %w", c.ID, store.ErrConflict)
		}
		taken[c.Next.Reference] = true
	}
	return nil
}

// expect compares the version that a change expects with that of the row, nil
// if there is none.
func expect[ID comparable, Row any](c store.Change[ID, Row], row *Row, version func(*Row) store.Version) error {
	var now store.Version
	if row != nil {
		now = version(row)
	}
	if now != c.Expect {
		return store.ErrConflict
	}
	return nil
}

// apply writes an admitted batch. All references are given up before any is
// taken, so that two clients may swap theirs.
func (t *tenant) apply(b store.Batch) {
	for _, c := range b.Records {
		row := c.Next.Clone()
		row.Version = c.Expect + 1
		t.putRecord(&row)
	}
	for _, c := range b.Clients {
		if old := t.clients.get(c.ID); old != nil && old.Reference != "" {
			delete(t.references, old.Reference)
		}
	}
	for _, c := range b.Clients {
		row := c.Next.Clone()
		row.Version = c.Expect + 1
		t.putClient(&row)
	}
	for _, e := range b.Events {
		t.events.add(e)
	}
	for _, a := range b.Acks {
		t.events.acknowledge(a)
	}
}

func (t *tenant) putRecord(r *store.Record) {
	old := t.records.get(r.ID)
	n := t.records.put(r.ID, r)
	if old != nil {
		t.shelves[old.State].take(old)
		t.recordKeys.remove(searched(old), n)
	}
	if t.shelves[r.State] == nil {
		t.shelves[r.State] = newShelf()
	}
	t.shelves[r.State].put(r)
	t.recordKeys.add(searched(r), n)
}

// searched are the keys by which a record is found: a decided one by none.
func searched(r *store.Record) []matching.Key {
	if r.State.Decided() {
		return nil
	}
	return r.Keys
}

func (t *tenant) putClient(c *store.Client) {
	old := t.clients.get(c.ID)
	n := t.clients.put(c.ID, c)
	if old != nil {
		t.register.take(old)
		t.clientKeys.remove(old.Keys, n)
		t.keyed -= min(len(old.Keys), 1)
	}
	t.register.put(c)
	t.clientKeys.add(c.Keys, n)
	t.keyed += min(len(c.Keys), 1)
	if c.Reference != "" {
		t.references[c.Reference] = c.ID
	}
}
