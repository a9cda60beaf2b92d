package index

import (
	"strings"

	"github.com/caselobby/caselobby/matching"
)

// dictionary numbers values from 1; 0 is none. Values are never forgotten: which
// names there are is not personal once nobody is listed under them.
type dictionary[V any] struct {
	ids    map[uint64]uint32 // by a hash of the code; of a collision, by the next number
	codes  pages[string]
	values pages[V]
}

// pages is a slice that grows without copying what is in it.
type pages[V any] struct {
	pages [][]V
	n     int
}

const pageLen = 1 << 10

func (p *pages[V]) add(v V) {
	if p.n%pageLen == 0 {
		p.pages = append(p.pages, make([]V, pageLen))
	}
	p.pages[p.n/pageLen][p.n%pageLen] = v
	p.n++
}

func (p *pages[V]) at(i uint32) *V { return &p.pages[i/pageLen][i%pageLen] }

// id returns the number of the value with a code, or 0.
func (d *dictionary[V]) id(code string) uint32 {
	if code == "" {
		return 0
	}
	for h := uint64(kind(0).add(code)); ; h++ {
		switch id := d.ids[h]; {
		case id == 0:
			return 0
		case *d.codes.at(id - 1) == code:
			return id
		}
	}
}

// add returns the number of the value with a code, which value makes if it is
// new.
func (d *dictionary[V]) add(code string, t *texts, value func() V) uint32 {
	if code == "" {
		return 0
	}
	if id := d.id(code); id != 0 {
		return id
	}
	if d.ids == nil {
		d.ids = make(map[uint64]uint32)
	}
	h := uint64(kind(0).add(code))
	for d.ids[h] != 0 {
		h++
	}
	d.codes.add(t.keep(code))
	d.values.add(value())
	d.ids[h] = uint32(d.codes.n)
	return d.ids[h]
}

func (d *dictionary[V]) value(id uint32) *V { return d.values.at(id - 1) }

// texts keeps strings close together in few allocations.
type texts struct {
	chunk *strings.Builder
	bytes int
}

const chunkBytes = 1 << 15

// keep returns a copy of s that lives as long as the texts do.
func (t *texts) keep(s string) string {
	if s == "" {
		return ""
	}
	if t.chunk == nil || t.chunk.Cap()-t.chunk.Len() < len(s) {
		t.chunk = new(strings.Builder)
		t.chunk.Grow(max(chunkBytes, len(s)))
		t.bytes += t.chunk.Cap()
	}
	from := t.chunk.Len()
	t.chunk.WriteString(s)
	return t.chunk.String()[from:]
}

// names are the dictionaries of an index.
type names struct {
	texts     texts
	surnames  dictionary[matching.Surnames]
	forenames dictionary[matching.Forename]
	middles   dictionary[matching.Word]
	domains   dictionary[struct{}]
	odd       dictionary[struct{}] // postcodes of no usual shape
	code      []byte               // scratch
}

func (n *names) surnamesID(s matching.Surnames) uint32 {
	n.code = s.AppendCode(n.code[:0])
	return n.surnames.add(text(n.code), &n.texts, func() matching.Surnames { return s.Keep(n.texts.keep) })
}

func (n *names) forenameID(f matching.Forename) uint32 {
	return n.forenames.add(forenameCode(f), &n.texts, func() matching.Forename { return f.Keep(n.texts.keep) })
}

func forenameCode(f matching.Forename) string {
	if f.Joined() == "" {
		return f.Text()
	}
	return f.Text() + "/" + f.Joined()
}

func (n *names) middleID(w matching.Word) uint32 {
	return n.middles.add(w.Text(), &n.texts, func() matching.Word { return w.Keep(n.texts.keep) })
}
