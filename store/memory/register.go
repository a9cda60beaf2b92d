package memory

import (
	"cmp"
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

// stands returns what a write to a client is judged by, empty if there is none.
func (r *register) stands(id store.ClientID) store.Client {
	c, _ := r.row(r.number(id)).stands()
	return c
}

// row returns the row of a number, empty of 0.
func (r *register) row(n number) packed {
	if n == 0 {
		return ""
	}
	return *r.rows.at(n)
}

// holder returns the client that has a reference, or nothing.
func (r *register) holder(reference string) store.ClientID {
	for n := r.references.first(hashOfText(reference)); n != 0; n = r.references.following(n) {
		if c, _ := r.row(n).stands(); c.Reference == reference {
			return c.ID
		}
	}
	return ""
}

// release gives up the reference of a client, if it has one. It is before put, so
// that two clients may swap theirs.
func (r *register) release(id store.ClientID) {
	n := r.number(id)
	if c, _ := r.row(n).stands(); c.Reference != "" {
		r.references.remove(hashOfText(c.Reference), n)
	}
}

// put adds a client, or puts it in the place of the one before. Its reference was
// released.
func (r *register) put(c *store.Client, v store.Version) {
	n := r.number(c.ID)
	before, numbers := r.row(n).stands()
	keys := r.keysOf(nil, numbers)
	if n == 0 {
		n = number(max(r.rows.len(), 1))
		r.rows.reach(n)
	}
	r.keys.change(keys, c.Keys, n)
	r.keyed += min(len(c.Keys), 1) - min(len(keys), 1)
	*r.rows.at(n) = pack(c, v, r.keys.number)
	if before.ID == "" {
		r.numbers.add(hashOfText(string(c.ID)), n, func(n number) uint64 { return hashOfText(string(r.id(n))) })
		r.order.insert(n)
	}
	if c.Reference != "" {
		r.references.add(hashOfText(c.Reference), n, func(n number) uint64 {
			c, _ := r.row(n).stands()
			return hashOfText(c.Reference)
		})
	}
}

// keysOf appends the keys of numbers to those given.
func (r *register) keysOf(to []matching.Key, numbers string) []matching.Key {
	for s := numbers; len(s) >= keyBytes; s = s[keyBytes:] {
		n := number(s[0]) | number(s[1])<<8 | number(s[2])<<16 | number(s[3])<<24
		to = append(to, r.keys.keys.at(n).key())
	}
	return to
}

// copies are rows and their keys, taken together under the lock; what they say
// is read without it.
type copies struct {
	rows []packed
	keys []matching.Key
}

func (r *register) take(into *copies, n number) {
	row := r.row(n)
	_, keys := row.stands()
	into.rows = append(into.rows, row)
	into.keys = r.keysOf(into.keys, keys)
}

// named takes the clients of ids, by id and once each, as far as they are there.
func (r *register) named(ids []store.ClientID) (found copies) {
	ids = slices.Compact(slices.Sorted(slices.Values(ids)))
	numbers := make([]number, len(ids))
	for i, id := range ids {
		numbers[i] = r.begin(id)
	}
	for i, id := range ids {
		if n := r.find(numbers[i], id); n != 0 {
			r.take(&found, n)
		}
	}
	return found
}

// page takes the clients that q asks for.
func (r *register) page(q store.ClientQuery) (found copies) {
	for n := range r.order.from(q.After) {
		if r.id(n) == q.After {
			continue
		}
		if r.take(&found, n); len(found.rows) == q.Limit {
			break
		}
	}
	return found
}

// clients reads the rows.
func (f copies) clients(a store.Authority) []store.Client {
	if len(f.rows) == 0 {
		return nil
	}
	clients := make([]store.Client, len(f.rows))
	var texts []string
	for i, row := range f.rows {
		c, r := &clients[i], row.read()
		r.texts = texts
		c.Authority = a
		n := r.head(c)
		r.take(keyBytes * n)
		if n > 0 {
			c.Keys, f.keys = f.keys[:n:n], f.keys[n:]
		}
		r.client(c)
		texts = r.texts
	}
	return clients
}
