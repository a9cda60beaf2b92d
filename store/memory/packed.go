package memory

import (
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

// pack makes a text of a client at a version, given the numbers of its keys as they
// are packed. The authority is known to who reads.
func pack(c *store.Client, v store.Version, numbers string) packed {
	w := coder{packed: make([]byte, 0, 1<<10)}
	text(&w, &c.ID)
	text(&w, &c.Profile)
	whole(&w, &v)
	text(&w, &c.Reference)
	w.size(len(c.Keys))
	w.packed = append(w.packed, numbers...)
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
	each(c, &v.Within, text[store.RecordID])
}

// id returns the id of the client.
func (p packed) id() store.ClientID {
	id, _ := cut(string(p))
	return store.ClientID(id)
}

// profile returns what matching compares.
func (p packed) profile() matching.Profile {
	_, rest := cut(string(p))
	profile, _ := cut(rest)
	return matching.Profile(profile)
}

// opened is a row as far as a write has to know it, and the rest still packed.
type opened struct {
	id        string
	profile   string
	version   store.Version
	reference string
	keys      string // their numbers
	rest      string
}

// open opens a row; what is no row is at version 0.
func (p packed) open() (o opened) {
	if p == "" {
		return o
	}
	var version, keys uint64
	o.id, o.rest = cut(string(p))
	o.profile, o.rest = cut(o.rest)
	version, o.rest = uvarint(o.rest)
	o.reference, o.rest = cut(o.rest)
	keys, o.rest = uvarint(o.rest)
	o.version = store.Version(version)
	o.keys, o.rest = o.rest[:keyBytes*keys], o.rest[keyBytes*keys:]
	return o
}

// appendKeys appends the numbers of the keys to those given.
func (o *opened) appendKeys(to []number) []number {
	for s := o.keys; s != ""; s = s[keyBytes:] {
		to = append(to, number(s[0])|number(s[1])<<8|number(s[2])<<16|number(s[3])<<24)
	}
	return to
}
