package memory

import (
	"fmt"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// tenant is everything of one authority: its rows, and beside them the indexes that
// putRecord, register and journal keep in step. Nothing of another authority can be
// reached from it.
type tenant struct {
	records    rows[store.RecordID, store.Record]
	shelves    map[store.State]*shelf
	recordKeys postings // of undecided records

	clients *register
	events  journal
}

func newTenant() *tenant {
	return &tenant{
		records: newRows[store.RecordID, store.Record](),
		shelves: make(map[store.State]*shelf),
		clients: newRegister(),
		events:  newJournal(),
	}
}

// admits reports whether every row is where the batch expects it and every
// reference is free once the batch is applied.
func (t *tenant) admits(b store.Batch) error {
	for _, c := range b.Records {
		var now store.Version
		if r := t.records.get(c.ID); r != nil {
			now = r.Version
		}
		if now != c.Expect {
			return fmt.Errorf("record %s: %w", c.ID, store.ErrConflict)
		}
	}
	rewritten := make(map[store.ClientID]bool, len(b.Clients))
	for _, c := range b.Clients {
		if t.clients.version(c.ID) != c.Expect {
			return fmt.Errorf("client %s: %w", c.ID, store.ErrConflict)
		}
		rewritten[c.ID] = true
	}
	taken := make(map[string]bool, len(b.Clients))
	for _, c := range b.Clients {
		if c.Next.Reference == "" {
			continue
		}
		holder := t.clients.holder(c.Next.Reference)
		if taken[c.Next.Reference] || holder != "" && !rewritten[holder] {
			return fmt.Errorf("reference of client %s: %w", c.ID, store.ErrConflict)
		}
		taken[c.Next.Reference] = true
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
		t.clients.release(c.ID)
	}
	for _, c := range b.Clients {
		t.clients.put(c.Next, c.Expect+1)
	}
	for _, e := range b.Events {
		t.events.add(e)
	}
	for _, a := range b.Acks {
		t.events.acknowledge(a)
	}
	for _, id := range b.Retired {
		t.events.retire(id)
	}
}

func (t *tenant) putRecord(r *store.Record) {
	var before []matching.Key
	old := t.records.get(r.ID)
	n := t.records.put(r.ID, r)
	if old != nil {
		before = searched(old)
		t.shelves[old.State].take(old)
	}
	if t.shelves[r.State] == nil {
		t.shelves[r.State] = newShelf()
	}
	t.shelves[r.State].put(r)
	t.recordKeys.change(before, searched(r), n)
}

// searched are the keys by which a record is found: a decided one by none.
func searched(r *store.Record) []matching.Key {
	if r.State.Decided() {
		return nil
	}
	return r.Keys
}
