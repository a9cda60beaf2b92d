package memory

import (
	"encoding/binary"
	"time"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// coder writes rows as bytes, or reads them: each of its functions does both, so
// that what a row is made of is said once. Text that is read is part of the row
// that was packed, and not copied.
type coder struct {
	packed  []byte // what is written
	reading bool
	rest    string   // what is still to be read
	texts   []string // of the lists that were read
}

// take reads some bytes.
func (c *coder) take(n int) string {
	taken := c.rest[:n]
	c.rest = c.rest[n:]
	return taken
}

func (c *coder) uint(v *uint64) {
	if c.reading {
		*v, c.rest = uvarint(c.rest)
	} else {
		c.packed = binary.AppendUvarint(c.packed, *v)
	}
}

// uvarint reads what [binary.AppendUvarint] wrote, and returns what follows.
func uvarint(s string) (v uint64, rest string) {
	if s[0] < 0x80 { // nearly always
		return uint64(s[0]), s[1:]
	}
	return longUvarint(s)
}

func longUvarint(s string) (v uint64, rest string) {
	for i := 0; ; i++ {
		v |= uint64(s[i]&0x7f) << (7 * i)
		if s[i] < 0x80 {
			return v, s[i+1:]
		}
	}
}

// cut parts a text from what follows it.
func cut(s string) (text, rest string) {
	n, rest := uvarint(s)
	return rest[:n], rest[n:]
}

// size writes a length, or reads one.
func (c *coder) size(n int) int {
	v := uint64(n)
	c.uint(&v)
	return int(v)
}

func whole[N ~int64](c *coder, v *N) {
	u := uint64(*v)
	c.uint(&u)
	*v = N(u)
}

func (c *coder) bool(v *bool) {
	var u uint64
	if *v {
		u = 1
	}
	c.uint(&u)
	*v = u == 1
}

func text[T ~string](c *coder, v *T) {
	if c.reading {
		var t string
		t, c.rest = cut(c.rest)
		*v = T(t)
		return
	}
	c.packed = append(binary.AppendUvarint(c.packed, uint64(len(*v))), *v...)
}

func (c *coder) bytes(v *[]byte) {
	n := c.size(len(*v))
	switch {
	case !c.reading:
		c.packed = append(c.packed, *v...)
	case n > 0:
		*v = []byte(c.take(n))
	}
}

// time keeps the instant. Rows hold times in UTC.
func (c *coder) time(v *time.Time) {
	set := !v.IsZero()
	if c.bool(&set); !set {
		return
	}
	seconds, nanoseconds := v.Unix(), int64(v.Nanosecond())
	whole(c, &seconds)
	whole(c, &nanoseconds)
	if c.reading {
		*v = time.Unix(seconds, nanoseconds).UTC()
	}
}

// list shares one piece of memory among the lists that a coder reads.
func (c *coder) list(v *[]string) {
	n := c.size(len(*v))
	if c.reading && n > 0 {
		from := len(c.texts)
		c.texts = append(c.texts, make([]string, n)...)
		*v = c.texts[from:len(c.texts):len(c.texts)]
	}
	for i := range n {
		text(c, &(*v)[i])
	}
}

func each[V any](c *coder, v *[]V, code func(*coder, *V)) {
	n := c.size(len(*v))
	if c.reading && n > 0 {
		*v = make([]V, n)
	}
	for i := range n {
		code(c, &(*v)[i])
	}
}

func optional[V any](c *coder, v **V, code func(*coder, *V)) {
	set := *v != nil
	if c.bool(&set); !set {
		return
	}
	if c.reading {
		*v = new(V)
	}
	code(c, *v)
}

func (c *coder) person(p *matching.Person) {
	for _, f := range p.Fields() {
		if f.List != nil {
			c.list(f.List)
		} else {
			text(c, f.Text)
		}
	}
}

func (c *coder) kase(k *store.Case) {
	text(c, &k.ID)
	text(c, &k.System)
	text(c, &k.Channel)
	c.time(&k.Opened)
	c.time(&k.Closed)
	text(c, &k.ClosedBecause)
	text(c, &k.From)
	each(c, &k.MergedFrom, text[store.ClientID])
	c.bytes(&k.Details)
	each(c, &k.Household, (*coder).member)
	each(c, &k.Tasks, (*coder).task)
	optional(c, &k.WaitingList, func(c *coder, w *store.WaitingListPlace) { c.start(&w.Service, &w.At, &w.By) })
	optional(c, &k.Support, func(c *coder, s *store.SupportStart) { c.start(&s.Service, &s.At, &s.By) })
}

func (c *coder) member(m *store.Member) {
	text(c, &m.Relation)
	c.person(&m.Person)
	text(c, &m.Client)
}

func (c *coder) task(k *store.Task) {
	text(c, &k.ID)
	text(c, &k.Type)
	text(c, &k.Title)
	text(c, &k.Note)
	c.bool(&k.Done)
	c.time(&k.Updated)
	text(c, &k.By)
}

// start is a place on a waiting list, or support begun.
func (c *coder) start(service *string, at *time.Time, by *store.ActorID) {
	text(c, service)
	c.time(at)
	text(c, by)
}
