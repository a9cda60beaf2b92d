package memory

import (
	"encoding/binary"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// packed is a client as a register holds it: one text, so that a million clients
// are a million small pieces of memory without a pointer in them. First comes what
// a search asks for, then what a write asks for, then the rest:
//
//	id, profile, version, reference, number of keys, numbers of the keys, …
//
// A text is never changed. Whoever reads may keep parts of it, which stay what they
// are when the row is written over; the store then has nothing of it any more.
type packed string

// keyBytes is the size of a key's number.
const keyBytes = 4

// pack makes a text of a client at a version. The authority is known to who reads.
func pack(c *store.Client, v store.Version, numberOf func(matching.Key) number) packed {
	w := coder{packed: make([]byte, 0, 1<<10)}
	text(&w, &c.ID)
	text(&w, &c.Profile)
	whole(&w, &v)
	text(&w, &c.Reference)
	w.size(len(c.Keys))
	for _, k := range c.Keys {
		w.packed = binary.LittleEndian.AppendUint32(w.packed, numberOf(k))
	}
	w.client(c)
	return packed(w.packed)
}

// client is whatever follows the keys.
func (c *coder) client(v *store.Client) {
	c.bool(&v.Restricted)
	text(c, &v.MergedInto)
	c.bool(&v.Erased)
	text(c, &v.From)
	c.time(&v.Updated)
	c.person(&v.Person)
	each(c, &v.Cases, (*coder).kase)
}

func (p packed) read() coder { return coder{reading: true, rest: string(p)} }

// id returns the id of the client.
func (p packed) id() store.ClientID {
	id, _ := cut(string(p))
	return store.ClientID(id)
}

// candidate returns what matching may know of the client.
func (p packed) candidate() matching.Candidate {
	id, rest := cut(string(p))
	profile, _ := cut(rest)
	return matching.Candidate{ID: id, Profile: matching.Profile(profile)}
}

// head reads up to the numbers of the keys.
func (r *coder) head(c *store.Client) (keys int) {
	text(r, &c.ID)
	text(r, &c.Profile)
	whole(r, &c.Version)
	text(r, &c.Reference)
	return r.size(0)
}

// stands returns what a write is judged by, empty if there is no client, and
// the numbers of its keys.
func (p packed) stands() (c store.Client, keys string) {
	if p != "" {
		r := p.read()
		n := r.head(&c)
		keys = r.take(keyBytes * n)
	}
	return c, keys
}
