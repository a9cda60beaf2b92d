package memory

import (
	"cmp"
	"hash/maphash"
	"slices"
	"strings"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// clients is the register of an authority. A client has a number for good, from 1
// upwards, and every index holds numbers: of all that is kept of a client, only
// the row itself is an object of its own.
type clients struct {
	seed       maphash.Seed
	rows       []packed // by number
	ids        index
	byID       ordered[number]
	references map[string]number
	keys       *postings
	keyed      int // clients with a key
}

// entry is a client as found, to be taken apart without the lock.
type entry struct {
	row  packed
	keys []matching.Key
}

func newClients() *clients {
	c := &clients{seed: maphash.MakeSeed(), rows: make([]packed, 1), references: make(map[string]number), keys: newPostings()}
	c.ids.hashOf = func(n number) uint64 { return c.hash(c.rows[n].id()) }
	c.byID.compare = func(a, b number) int { return cmp.Compare(c.rows[a].id(), c.rows[b].id()) }
	return c
}

func (c *clients) hash(id string) uint64 { return maphash.String(c.seed, id) }

// number returns that of a client, or 0.
func (c *clients) number(id store.ClientID) number {
	return c.ids.find(c.hash(string(id)), func(n number) bool { return c.rows[n].id() == string(id) })
}

// version returns that of a client's row, 0 if there is none.
func (c *clients) version(id store.ClientID) store.Version {
	if n := c.number(id); n != 0 {
		return c.rows[n].version()
	}
	return 0
}

// release gives up the reference of a client, if it has one.
func (c *clients) release(id store.ClientID) {
	if n := c.number(id); n != 0 {
		reference, _ := c.rows[n].links()
		delete(c.references, reference)
	}
}

// put writes a client in the place of the row before, whose reference is released.
func (c *clients) put(row store.Client) {
	n := c.number(row.ID)
	if n != 0 {
		_, keys := c.rows[n].links()
		c.keys.remove(keys, n)
		c.keyed -= min(len(keys), 1)
	} else {
		n = number(len(c.rows))
		c.rows = append(c.rows, "")
	}
	known := c.rows[n] != ""
	p, err := pack(row, c.keys.add(row.Keys, n))
	if err != nil {
		panic("memory: a row that was admitted cannot be packed")
	}
	c.rows[n] = p
	c.keyed += min(len(row.Keys), 1)
	if !known {
		c.ids.add(n)
		c.byID.insert(n)
	}
	if row.Reference != "" {
		c.references[strings.Clone(row.Reference)] = n
	}
}

func (c *clients) entry(n number) entry {
	_, keys := c.rows[n].links()
	return entry{c.rows[n], c.keys.named(keys)}
}

// client is the row for a caller to keep.
func (e entry) client(a store.Authority) store.Client {
	c := e.row.client(a)
	c.Keys = e.keys
	return c
}

// named returns the clients of ids, by id and once each, as far as they are there.
func (c *clients) named(ids []store.ClientID) []entry {
	var found []entry
	for _, id := range slices.Compact(slices.Sorted(slices.Values(ids))) {
		if n := c.number(id); n != 0 {
			found = append(found, c.entry(n))
		}
	}
	return found
}

// page returns the clients that q asks for.
func (c *clients) page(q store.ClientQuery) []entry {
	var found []entry
	for n := range c.byID.after(func(n number) bool { return c.rows[n].id() > string(q.After) }) {
		if found = append(found, c.entry(n)); len(found) == q.Limit {
			break
		}
	}
	return found
}

// each returns the rows of numbers, once each.
func (c *clients) each(numbers []number) []packed {
	slices.Sort(numbers)
	numbers = slices.Compact(numbers)
	found := make([]packed, len(numbers))
	for i, n := range numbers {
		found[i] = c.rows[n]
	}
	return found
}
