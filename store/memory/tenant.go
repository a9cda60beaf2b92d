package memory

import (
	"fmt"

	"github.com/caselobby/caselobby/store"
)

// tenant is everything of one authority: its rows, and beside them the indexes
// that link and unlink keep in step. Nothing of another authority can be
// reached from it.
type tenant struct {
	records rows[store.RecordID, store.Record]
	clients rows[store.ClientID, store.Client]
	shelves map[store.State]*shelf

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
		if c.Next == nil || c.Next.Reference == "" {
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
	if now != c.Expect || row == nil && c.Next == nil {
		return store.ErrConflict
	}
	return nil
}

// apply writes an admitted batch. All old rows are unlinked before any new one
// is linked, so that two clients may swap their references.
func (t *tenant) apply(b store.Batch) {
	for _, c := range b.Records {
		if old := t.records.get(c.ID); old != nil {
			t.unlinkRecord(old)
		}
	}
	for _, c := range b.Clients {
		if old := t.clients.get(c.ID); old != nil {
			t.unlinkClient(old)
		}
	}
	for _, c := range b.Records {
		if c.Next != nil {
			row := c.Next.Clone()
			row.Version = c.Expect + 1
			t.linkRecord(&row)
		}
	}
	for _, c := range b.Clients {
		if c.Next != nil {
			row := c.Next.Clone()
			row.Version = c.Expect + 1
			t.linkClient(&row)
		}
	}
	for _, e := range b.Events {
		t.events.add(e)
	}
	for _, a := range b.Acks {
		t.events.acknowledge(a)
	}
}

func (t *tenant) linkRecord(r *store.Record) {
	n := t.records.put(r.ID, r)
	s := t.shelves[r.State]
	if s == nil {
		s = newShelf()
		t.shelves[r.State] = s
	}
	s.put(r)
	if !r.State.Decided() {
		t.recordKeys.add(r.Keys, n)
	}
}

func (t *tenant) unlinkRecord(r *store.Record) {
	n := t.records.take(r.ID)
	t.shelves[r.State].take(r)
	if !r.State.Decided() {
		t.recordKeys.remove(r.Keys, n)
	}
}

func (t *tenant) linkClient(c *store.Client) {
	t.clientKeys.add(c.Keys, t.clients.put(c.ID, c))
	if c.Reference != "" {
		t.references[c.Reference] = c.ID
	}
}

func (t *tenant) unlinkClient(c *store.Client) {
	t.clientKeys.remove(c.Keys, t.clients.take(c.ID))
	if c.Reference != "" {
		delete(t.references, c.Reference)
	}
}
