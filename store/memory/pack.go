package memory

import (
	"encoding/binary"
	"time"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// A client is kept as one string, for there may be a million of them: what is looked
// at without taking the row apart comes first, what few clients have takes no room.
//
//	id, version, profile, reference, numbers of the keys,
//	flags, then what the flags say is there: updated, merged into, from, cases,
//	the person: a bit for each field that is not empty, then these.
//
// Numbers are varints, a text comes after its length. Cases are in the encoding of
// package store.
type packed string

// The flags of a packed client.
const (
	isRestricted = 1 << iota
	isErased
	hasUpdated
	hasMergedInto
	hasFrom
	hasCases
)

// pack packs a client whose keys have numbers. It fails for what no store can keep.
func pack(c store.Client, keys []number) (packed, error) {
	b := appendText(nil, string(c.ID))
	b = binary.AppendUvarint(b, uint64(c.Version))
	b = appendText(b, string(c.Profile))
	b = appendText(b, c.Reference)
	b = binary.AppendUvarint(b, uint64(len(keys)))
	for _, n := range keys {
		b = binary.AppendUvarint(b, uint64(n))
	}
	at := len(b)
	b = append(b, 0)
	flag := func(f byte, set bool) bool {
		if set {
			b[at] |= f
		}
		return set
	}
	flag(isRestricted, c.Restricted)
	flag(isErased, c.Erased)
	if flag(hasUpdated, !c.Updated.IsZero()) {
		b = binary.AppendVarint(b, c.Updated.UnixMicro())
	}
	if flag(hasMergedInto, c.MergedInto != "") {
		b = appendText(b, string(c.MergedInto))
	}
	if flag(hasFrom, c.From != "") {
		b = appendText(b, string(c.From))
	}
	if flag(hasCases, len(c.Cases) > 0) {
		cases, err := store.EncodeClient(store.Client{Cases: c.Cases})
		if err != nil {
			return "", err
		}
		b = appendText(b, string(cases))
	}
	return packed(appendPerson(b, c.Person)), nil
}

func appendText(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

func appendPerson(b []byte, p matching.Person) []byte {
	var some uint64
	for i, f := range p.Fields() {
		if len(f.Values()) > 0 {
			some |= 1 << i
		}
	}
	b = binary.AppendUvarint(b, some)
	for _, f := range p.Fields() {
		values := f.Values()
		if f.List != nil && len(values) > 0 {
			b = binary.AppendUvarint(b, uint64(len(values)))
		}
		for _, v := range values {
			b = appendText(b, v)
		}
	}
	return b
}

// unpacking reads a packed client from its beginning. What it reads shares the
// memory of the string.
type unpacking string

func (u *unpacking) number() uint64 {
	n, width := binary.Uvarint([]byte((*u)[:min(len(*u), binary.MaxVarintLen64)]))
	*u = (*u)[width:]
	return n
}

func (u *unpacking) text() string {
	n := u.number()
	s := string((*u)[:n])
	*u = (*u)[n:]
	return s
}

func (u *unpacking) time() time.Time {
	n := u.number() // zigzag, as AppendVarint writes it
	return time.UnixMicro(int64(n>>1) ^ -int64(n&1)).UTC()
}

// id returns the client's id.
func (p packed) id() string {
	u := unpacking(p)
	return u.text()
}

// version returns the row's version.
func (p packed) version() store.Version {
	u := unpacking(p)
	u.text()
	return store.Version(u.number())
}

// candidate is what a search hands out. It shares the memory of the row.
func (p packed) candidate() matching.Candidate {
	u := unpacking(p)
	c := matching.Candidate{ID: u.text()}
	u.number()
	c.Profile = matching.Profile(u.text())
	return c
}

// links returns what indexes lead to the row: its reference and its keys' numbers.
func (p packed) links() (reference string, keys []number) {
	u := unpacking(p)
	u.text()
	u.number()
	u.text()
	reference = u.text()
	return reference, u.keys()
}

func (u *unpacking) keys() []number {
	keys := make([]number, u.number())
	for i := range keys {
		keys[i] = number(u.number())
	}
	return keys
}

// client takes a client apart, but for its keys. Its texts share the row's memory
// and cannot be changed; nothing else is shared.
func (p packed) client(a store.Authority) store.Client {
	u := unpacking(p)
	c := store.Client{Authority: a, ID: store.ClientID(u.text()), Version: store.Version(u.number())}
	c.Profile, c.Reference = matching.Profile(u.text()), u.text()
	for range u.number() {
		u.number()
	}
	flags := u[0]
	u = u[1:]
	c.Restricted, c.Erased = flags&isRestricted != 0, flags&isErased != 0
	if flags&hasUpdated != 0 {
		c.Updated = u.time()
	}
	if flags&hasMergedInto != 0 {
		c.MergedInto = store.ClientID(u.text())
	}
	if flags&hasFrom != 0 {
		c.From = store.RecordID(u.text())
	}
	if flags&hasCases != 0 {
		cases, err := store.DecodeClient([]byte(u.text()))
		if err != nil {
			panic("memory: what pack has written cannot be read")
		}
		c.Cases = cases.Cases
	}
	u.person(&c.Person)
	return c
}

func (u *unpacking) person(p *matching.Person) {
	some := u.number()
	for i, f := range p.Fields() {
		switch {
		case some>>i&1 == 0:
		case f.List == nil:
			*f.Text = u.text()
		default:
			*f.List = make([]string, u.number())
			for j := range *f.List {
				(*f.List)[j] = u.text()
			}
		}
	}
}
