package uk

import (
	"encoding/binary"
	"slices"
	"strings"
	"sync"

	"github.com/caselobby/caselobby/matching/names"
)

// A profile is a person as bytes, for a store to keep: the version, the flags, how
// many of the given names stood in that field ([Name.First]), and then lists, each with
// its length before it. It holds what comparing needs, and leaves out what is quicker to
// work out again than to read.
//
//	version  kind, format, the edition of the tables of names
//	word     length of the text with listedBit and bareBit, the text, the length and the
//	         text of bare if it has one, ID, Code
//	surname  flags, word, parts if it has any
//	others   as their fields
const (
	profileKind   = 'u'
	profileFormat = 13
)

// The flags of a person and of a surname.
const (
	flagWhole  = 1 << iota // of a person
	flagFemale             // with neither of these two the gender is unknown
	flagMale               // likewise
	flagWhich              // the lowest of three bits, for which of several of one name

	maskWhich = 7 * flagWhich // of all three

	flagDouble = 1 << 6 // of a person
)
const (
	flagFormer = 1 << iota
	flagParts
)

const (
	listedBit  = 0x80 // of the length of a word, which is below 64
	bareBit    = 0x40 // of the same: the name without its particle follows
	namedBit   = 0x80 // of the length of an e-mail address: it is made of a name
	maxAddress = 100  // bytes of an e-mail address that is compared
)

// edition is what profiles of this version are read with.
type edition struct {
	version string // what every profile begins with
	table   *names.Table
}

// current is this version. The tables of names are part of it, because what a profile
// says of a word means other names in another edition.
var current = sync.OnceValue(func() edition {
	return edition{string(binary.BigEndian.AppendUint32([]byte{profileKind, profileFormat}, names.Edition())), names.All()}
})

// Current reports whether a profile is of the version that this package writes.
func Current(profile string) bool { return strings.HasPrefix(profile, current().version) }

// Profile returns the person as bytes: the same person always the same.
func (p *Person) Profile() string {
	b := make([]byte, 0, 320)
	b = append(append(b, current().version...), p.flags(), byte(p.Name.First))
	b = appendWords(b, p.Name.Given)
	b = append(b, byte(len(p.Name.Family)))
	for i := range p.Name.Family {
		b = p.Name.Family[i].append(b)
	}
	b = appendWords(b, p.Name.Known)
	b = append(b, byte(len(p.NINOs)))
	for _, n := range p.NINOs {
		b = binary.BigEndian.AppendUint64(b, n.packed())
	}
	b = append(b, byte(len(p.Born)))
	for i := range p.Born {
		b = binary.BigEndian.AppendUint32(b, p.Born[i].digits)
	}
	b = append(b, byte(len(p.Phones)))
	for i := range p.Phones {
		b = binary.BigEndian.AppendUint64(b, p.Phones[i].digits)
	}
	b = append(b, byte(len(p.Emails)))
	for i := range p.Emails {
		n := byte(len(p.Emails[i].text))
		if p.Emails[i].named {
			n |= namedBit
		}
		b = append(append(b, n), p.Emails[i].text...)
	}
	b = append(b, byte(len(p.Places)))
	for i := range p.Places {
		c := &p.Places[i]
		b = append(append(b, byte(c.kind), byte(len(c.text))), c.text...)
	}
	return string(b)
}

func (p *Person) flags() (f byte) {
	if p.Name.Whole {
		f |= flagWhole
	}
	if p.Name.Double {
		f |= flagDouble
	}
	switch p.Gender {
	case Female:
		f |= flagFemale
	case Male:
		f |= flagMale
	}
	return f | byte(p.Name.Which*flagWhich)
}

func appendWords(b []byte, words []word) []byte {
	b = append(b, byte(len(words)))
	for i := range words {
		b = words[i].append(b)
	}
	return b
}

func (w *word) append(b []byte) []byte {
	n := byte(len(w.text))
	if w.listed {
		n |= listedBit
	}
	if w.bare != "" {
		n |= bareBit
	}
	b = append(append(b, n), w.text...)
	if w.bare != "" {
		b = append(append(b, byte(len(w.bare))), w.bare...)
	}
	b = binary.BigEndian.AppendUint16(b, uint16(w.form.ID))
	return binary.BigEndian.AppendUint32(b, uint32(w.form.Code))
}

func (s *surname) append(b []byte) []byte {
	f := byte(0)
	if s.former {
		f |= flagFormer
	}
	if len(s.parts) > 0 {
		f |= flagParts
	}
	b = s.word.append(append(b, f))
	if len(s.parts) > 0 {
		b = appendWords(b, s.parts)
	}
	return b
}

// Read makes the person that of a profile, whose bytes it shares. It reports
// false, and leaves nobody, if the profile is not one of this version.
func (p *Person) Read(profile string) bool {
	p.reset()
	now := current()
	if !strings.HasPrefix(profile, now.version) {
		return false
	}
	r := reader{s: profile, at: len(now.version), table: now.table}
	p.readWhole(&r)
	if r.bad || r.at != len(r.s) {
		p.reset()
		return false
	}
	p.Name.settle()
	return true
}

func (p *Person) readWhole(r *reader) {
	f := r.byte()
	p.Name.First = int(r.byte())
	p.Name.Whole, p.Name.Double = f&flagWhole != 0, f&flagDouble != 0
	p.Name.Which = int(f&maskWhich) / flagWhich
	switch {
	case f&flagFemale != 0:
		p.Gender = Female
	case f&flagMale != 0:
		p.Gender = Male
	}
	p.Name.Given = r.words(p.Name.Given)
	p.Name.First = min(p.Name.First, len(p.Name.Given))
	for range room(r, &p.Name.Family) {
		p.Name.Family = p.Name.Family[:len(p.Name.Family)+1]
		p.words = r.surname(&p.Name.Family[len(p.Name.Family)-1], p.words)
	}
	p.Name.Known = r.words(p.Name.Known)
	for range room(r, &p.NINOs) {
		p.NINOs = append(p.NINOs, unpackNINO(r.uint64()))
	}
	for range room(r, &p.Born) {
		p.Born = append(p.Born, Date{digits: r.uint32()})
	}
	for range room(r, &p.Phones) {
		p.Phones = append(p.Phones, Phone{digits: r.uint64()})
	}
	for range room(r, &p.Emails) {
		n := r.byte()
		p.Emails = append(p.Emails, Mailbox{text: r.text(int(n &^ namedBit)), named: n&namedBit != 0})
	}
	for range room(r, &p.Places) {
		kind := placeKind(r.byte())
		text := r.text(int(r.byte()))
		if text == "" || kind >= placeKinds {
			r.bad = true
		}
		p.Places = append(p.Places, newPlace(text, kind))
	}
}

// room reads how many values follow, and grows the list's capacity by that many.
func room[V any](r *reader, list *[]V) int {
	n := r.count()
	*list = slices.Grow(*list, n)
	return n
}

// reader takes a profile apart. Where the profile ends too early it sets bad, and all
// that is read from then on is zero.
type reader struct {
	s     string
	at    int
	table *names.Table
	bad   bool
}

// fail notes that the profile ended too early, and skips what is left of it.
func (r *reader) fail() { r.bad, r.at = true, len(r.s) }

func (r *reader) text(n int) string {
	from := r.at
	if n > len(r.s)-from {
		r.fail()
		return ""
	}
	r.at = from + n
	return r.s[from:r.at]
}

func (r *reader) byte() byte {
	if r.at >= len(r.s) {
		r.fail()
		return 0
	}
	c := r.s[r.at]
	r.at++
	return c
}

// count reads the length of a list, none of whose values takes less than a byte.
func (r *reader) count() int {
	n := int(r.byte())
	if n > len(r.s)-r.at {
		r.fail()
		return 0
	}
	return n
}

// form reads what is known of a word: two bytes and four.
func (r *reader) form() (w names.Word) {
	if t := r.text(6); t != "" {
		w.ID = names.ID(t[0])<<8 | names.ID(t[1])
		w.Code = names.Code(t[2])<<24 | names.Code(t[3])<<16 | names.Code(t[4])<<8 | names.Code(t[5])
	}
	return w
}

func (r *reader) uint32() uint32 {
	t := r.text(4)
	if t == "" {
		return 0
	}
	return uint32(t[0])<<24 | uint32(t[1])<<16 | uint32(t[2])<<8 | uint32(t[3])
}

func (r *reader) uint64() uint64 { return uint64(r.uint32())<<32 | uint64(r.uint32()) }

func (r *reader) word(w *word) {
	n := r.byte()
	*w = word{text: r.text(int(n &^ (listedBit | bareBit))), listed: n&listedBit != 0}
	if w.text == "" {
		r.bad = true // no name is empty
	}
	if n&bareBit != 0 {
		w.bare = r.text(int(r.byte()))
	}
	w.mask = maskOf(w.text)
	w.form = r.form()
	if !r.table.Holds(w.form.ID) {
		r.bad = true
	}
}

func (r *reader) words(into []word) []word {
	for range room(r, &into) {
		into = into[:len(into)+1]
		r.word(&into[len(into)-1])
	}
	return into
}

// surname reads a surname. It appends the parts to memory and returns that.
func (r *reader) surname(s *surname, memory []word) []word {
	f := r.byte()
	*s = surname{former: f&flagFormer != 0}
	r.word(&s.word)
	if f&flagParts != 0 {
		from := len(memory)
		memory = r.words(memory)
		s.parts = memory[from:len(memory):len(memory)]
	}
	return memory
}
