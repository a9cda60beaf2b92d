package memory

import (
	"cmp"
	"encoding/binary"
	"slices"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// register is the clients of an authority. Each has a number, from 1 upwards
// without gaps, that is its own for good.
type register struct {
	rows       vector[packed] // by number
	numbers    chains         // by id
	references chains         // by reference, of those that have one
	order      ordered[number, store.ClientID]
	keyed      int // clients with a key
	keys       postings
}

func newRegister() *register {
	r := new(register)
	r.order = ordered[number, store.ClientID]{key: r.id, compare: cmp.Compare[store.ClientID]}
	return r
}

func (r *register) id(n number) store.ClientID { return r.rows.at(n).id() }

// number returns the number of a client, or 0.
func (r *register) number(id store.ClientID) number { return r.find(r.begin(id), id) }

// begin returns where to look for an id, and find what there is. Whoever looks for
// many begins with all of them: then the machine fetches their memory at once.
func (r *register) begin(id store.ClientID) number { return r.numbers.first(hashOfText(string(id))) }

func (r *register) find(n number, id store.ClientID) number {
	for n != 0 && r.id(n) != id {
		n = r.numbers.following(n)
	}
	return n
}

// row returns the row of a number, empty of 0.
func (r *register) row(n number) packed {
	if n == 0 {
		return ""
	}
	return *r.rows.at(n)
}

// version returns the version that a client is at, 0 if there is none.
func (r *register) version(id store.ClientID) store.Version {
	return r.row(r.number(id)).open().version
}

// holder returns the client that has a reference, or nothing.
func (r *register) holder(reference string) store.ClientID {
	for n := r.references.first(hashOfText(reference)); n != 0; n = r.references.following(n) {
		if c := r.row(n).open(); c.reference == reference {
			return store.ClientID(c.id)
		}
	}
	return ""
}

// release gives up the reference of a client, if it has one. It goes before put, so
// that two clients may swap theirs.
func (r *register) release(id store.ClientID) {
	n := r.number(id)
	if c := r.row(n).open(); c.reference != "" {
		r.references.remove(hashOfText(c.reference), n)
	}
}

// put adds a client, or puts it in the place of the one before, whose reference was
// released.
func (r *register) put(c *store.Client, v store.Version) {
	n := r.number(c.ID)
	added := n == 0
	if added {
		n = number(max(r.rows.len(), 1))
		r.rows.reach(n)
	}
	old := r.row(n).open()
	before := r.keys.named(old.appendKeys(nil))
	numbers := old.keys
	if !slices.Equal(before, c.Keys) {
		r.keys.change(before, c.Keys, n)
		numbers = r.keys.numbersOf(c.Keys)
	}
	r.keyed += min(len(c.Keys), 1) - min(len(before), 1)
	*r.rows.at(n) = pack(c, v, numbers)
	if added {
		r.numbers.add(hashOfText(string(c.ID)), n, func(n number) uint64 { return hashOfText(string(r.id(n))) })
		r.order.insert(n)
	}
	if c.Reference != "" {
		r.references.add(hashOfText(c.Reference), n, func(n number) uint64 { return hashOfText(r.row(n).open().reference) })
	}
}

// numbersOf packs the numbers of keys that are carried.
func (p *postings) numbersOf(keys []matching.Key) string {
	var memory [fewKeys]number
	packed := make([]byte, 0, keyBytes*len(keys))
	for _, n := range p.look(memory[:0], keys) {
		packed = binary.LittleEndian.AppendUint32(packed, n)
	}
	return string(packed)
}

// copies are rows and their keys, taken together under the lock; what they say
// is read without it.
type copies struct {
	rows []opened
	keys []matching.Key // of all rows, one after another; nil if nobody asked for them
}

// take takes rows that are there.
func (r *register) take(numbers []number, keyed bool) copies {
	rows, keys := make([]opened, len(numbers)), 0
	for i, n := range numbers {
		rows[i] = r.row(n).open()
		keys += len(rows[i].keys)
	}
	if !keyed {
		return copies{rows: rows}
	}
	named := make([]number, 0, keys/keyBytes)
	for i := range rows {
		named = rows[i].appendKeys(named)
	}
	return copies{rows, r.keys.named(named)}
}

// named takes the clients of ids, by id and once each, as far as they are there.
func (r *register) named(ids []store.ClientID, keyed bool) copies {
	ids = unique(ids)
	numbers := make([]number, len(ids))
	for i, id := range ids {
		numbers[i] = r.begin(id)
	}
	found := numbers[:0]
	for i, id := range ids {
		if n := r.find(numbers[i], id); n != 0 {
			found = append(found, n)
		}
	}
	return r.take(found, keyed)
}

// page takes the clients that q asks for.
func (r *register) page(q store.ClientQuery) copies {
	var found []number
	for n := range r.order.from(q.After) {
		if r.id(n) == q.After {
			continue
		}
		if found = append(found, n); len(found) == q.Limit {
			break
		}
	}
	return r.take(found, true)
}

// clients reads the rows.
func (c copies) clients(a store.Authority) []store.Client {
	if len(c.rows) == 0 {
		return nil
	}
	clients := make([]store.Client, len(c.rows))
	r := coder{reading: true, texts: make([]string, 0, 4*len(c.rows))} // what most have
	keys := c.keys                                                     // of all rows, one after the other
	for i := range c.rows {
		client, o := &clients[i], &c.rows[i]
		client.Authority, client.ID, client.Version = a, store.ClientID(o.id), o.version
		client.Reference, client.Profile = o.reference, matching.Profile(o.profile)
		if n := len(o.keys) / keyBytes; n > 0 && c.keys != nil {
			client.Keys, keys = keys[:n:n], keys[n:]
		}
		r.rest = o.rest
		r.client(client)
	}
	return clients
}
