package adapter

import (
	"fmt"

	"go.etcd.io/bbolt"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// apply writes a batch. After an error the transaction is to be undone. The index entries of
// all old rows are taken out before any new row goes in, so that two clients may swap their
// references.
func (t *tenant) apply(b store.Batch) error {
	for _, c := range b.Records {
		if err := t.takeRecord(c); err != nil {
			return err
		}
	}
	for _, c := range b.Clients {
		if err := t.takeClient(c); err != nil {
			return err
		}
	}
	for _, c := range b.Records {
		if err := t.putRecord(*c.Next, c.Expect+1); err != nil {
			return err
		}
	}
	for _, c := range b.Clients {
		if err := t.putClient(*c.Next, c.Expect+1); err != nil {
			return err
		}
	}
	for _, e := range b.Events {
		if err := t.putEvent(e); err != nil {
			return err
		}
	}
	for _, a := range b.Acks {
		if err := t.acknowledge(a); err != nil {
			return err
		}
	}
	for _, id := range b.Retired {
		if err := t.retire(id); err != nil {
			return err
		}
	}
	return nil
}

// takeRecord checks the version of the record that a change replaces, and takes its index
// entries out. These follow from c.Was, so the old row is not decoded.
func (t *tenant) takeRecord(c store.Change[store.RecordID, store.Record]) error {
	if err := expected(versionOf(t.records.Get([]byte(c.ID))) == c.Expect, "record", string(c.ID)); err != nil || c.Was == nil {
		return err
	}
	if err := t.queues.Delete(queued(c.Was)); err != nil {
		return err
	}
	return t.dropPerson("record", t.recordKeys, c.Was.Keys, string(c.ID))
}

func (t *tenant) putRecord(r store.Record, v store.Version) error {
	r.Version = v
	row, err := store.EncodeRecord(r)
	if err != nil {
		return err
	}
	if err := t.records.Put([]byte(r.ID), versioned(v, row)); err != nil {
		return err
	}
	if !r.State.Decided() {
		if err := t.putPerson("record", t.recordKeys, r.Keys, r.Profile, string(r.ID)); err != nil {
			return err
		}
	}
	return t.queues.Put(queued(&r), nil)
}

// queued is the key of a record in the queues: its state, when it was received, its id.
func queued(r *store.Record) []byte {
	return named(string(r.State), place(r.Received, string(r.ID)))
}

// takeClient does the same for a client.
func (t *tenant) takeClient(c store.Change[store.ClientID, store.Client]) error {
	if err := expected(versionOf(t.clients.Get([]byte(c.ID))) == c.Expect, "client", string(c.ID)); err != nil || c.Was == nil {
		return err
	}
	if c.Was.Reference != "" {
		if err := t.references.Delete([]byte(c.Was.Reference)); err != nil {
			return err
		}
	}
	if err := t.dropPerson("client", t.clientKeys, c.Was.Keys, string(c.ID)); err != nil {
		return err
	}
	return t.count(-min(len(c.Was.Keys), 1))
}

func (t *tenant) putClient(c store.Client, v store.Version) error {
	if c.Reference != "" {
		if err := expected(t.references.Get([]byte(c.Reference)) == nil, "reference of client", string(c.ID)); err != nil {
			return err
		}
		if err := t.references.Put([]byte(c.Reference), []byte(c.ID)); err != nil {
			return err
		}
	}
	c.Version = v
	row, err := store.EncodeClient(c)
	if err != nil {
		return err
	}
	if err := t.putPerson("client", t.clientKeys, c.Keys, c.Profile, string(c.ID)); err != nil {
		return err
	}
	if err := t.clients.Put([]byte(c.ID), versioned(v, row)); err != nil {
		return err
	}
	return t.count(min(len(c.Keys), 1))
}

// count adds to the number of clients who carry a key, which is kept as the
// sequence of their bucket.
func (t *tenant) count(n int) error {
	return t.clients.SetSequence(t.clients.Sequence() + uint64(n))
}

// putPerson keeps the keys by which a search finds somebody, and the profile that it returns.
func (t *tenant) putPerson(kind string, index *bbolt.Bucket, keys []matching.Key, p matching.Profile, id string) error {
	for _, k := range keys {
		if err := index.Put(entry(k, id), nil); err != nil {
			return err
		}
	}
	if p == "" {
		return nil
	}
	return t.profiles.Put(named(kind, []byte(id)), []byte(p))
}

func (t *tenant) dropPerson(kind string, index *bbolt.Bucket, keys []matching.Key, id string) error {
	for _, k := range keys {
		if err := index.Delete(entry(k, id)); err != nil {
			return err
		}
	}
	return t.profiles.Delete(named(kind, []byte(id)))
}

func expected(ok bool, kind, id string) error {
	if ok {
		return nil
	}
	return fmt.Errorf("adapter: %s %s: %w", kind, id, store.ErrConflict)
}
