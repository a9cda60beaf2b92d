package uk

import (
	"encoding/binary"
	"strings"
	"sync"

	"github.com/caselobby/caselobby/matching/names"
)

// A profile is a person as bytes, for a store to keep: the version, the flags, how
// many given names stood as such, and then lists, each with its length before it. It
// holds what comparing needs and what comparing does not work out faster.
//
//	version  kind, format, the edition of the tables of names
//	word     length of the text (top bit: listed), the text, ID, Code
//	surname  flags, word, bare, parts
//	others   as their fields
const (
	profileKind   = 'u'
	profileFormat = 4
)

// The flags of a person and of a surname.
const (
	flagWhole  = 1 << iota // of a person
	flagFemale             //
	flagMale               //
)
const (
	flagFormer = 1 << iota
	flagParts
)

const (
	listedBit  = 0x80 // of the length of a word, which is below 64
	bareBit    = 0x40 // what it is without a particle follows
	namedBit   = 0x80 // of the length of an e-mail address
	maxAddress = 100  // bytes of an e-mail address that is compared
)

// version is what every profile begins with. The tables of names are part of it,
// because what a profile says of a word means other names in another edition.
var version = sync.OnceValue(func() string {
	return string(binary.BigEndian.AppendUint32([]byte{profileKind, profileFormat}, names.Edition()))
})

// Current reports whether a profile is of the version that this package writes.
func Current(profile string) bool { return strings.HasPrefix(profile, version()) }

// Profile returns the person as bytes: the same person always the same.
func (p *Person) Profile() string {
	b := make([]byte, 0, 320)
	b = append(append(b, version()...), p.flags(), byte(p.Name.First))
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
		text, kind := p.Places[i].text()
		b = append(append(b, kind, byte(len(text))), text...)
	}
	return string(b)
}

func (p *Person) flags() (f byte) {
	if p.Name.Whole {
		f |= flagWhole
	}
	switch p.Gender {
	case Female:
		f |= flagFemale
	case Male:
		f |= flagMale
	}
	return f
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
	if !Current(profile) {
		return false
	}
	r := reader{s: profile[len(version()):]}
	p.readWhole(&r)
	if r.bad || r.s != "" {
		p.reset()
		return false
	}
	p.Name.settle()
	return true
}

func (p *Person) readWhole(r *reader) {
	f := r.byte()
	p.Name.First = int(r.byte())
	p.Name.Whole = f&flagWhole != 0
	switch {
	case f&flagFemale != 0:
		p.Gender = Female
	case f&flagMale != 0:
		p.Gender = Male
	}
	p.Name.Given = r.words(p.Name.Given)
	p.Name.First = min(p.Name.First, len(p.Name.Given))
	for range r.count() {
		var s surname
		s, p.words = r.surname(p.words)
		p.Name.Family = append(p.Name.Family, s)
	}
	p.Name.Known = r.words(p.Name.Known)
	for range r.count() {
		p.NINOs = append(p.NINOs, unpackNINO(r.uint64()))
	}
	for range r.count() {
		p.Born = append(p.Born, Date{digits: uint32(r.uint(4))})
	}
	for range r.count() {
		p.Phones = append(p.Phones, Phone{digits: r.uint64()})
	}
	for range r.count() {
		n := r.byte()
		p.Emails = append(p.Emails, newMailbox(r.text(int(n&^namedBit)), n&namedBit != 0))
	}
	for range r.count() {
		kind := r.byte()
		p.Places = append(p.Places, newPlace(r.text(int(r.byte())), kind))
	}
}

// reader takes a profile apart. After something that is not there everything is
// zero and bad is set.
type reader struct {
	s   string
	bad bool
}

func (r *reader) text(n int) string {
	if n > len(r.s) {
		r.bad, r.s = true, ""
		return ""
	}
	t := r.s[:n]
	r.s = r.s[n:]
	return t
}

func (r *reader) byte() byte {
	if r.s == "" {
		r.bad = true
		return 0
	}
	c := r.s[0]
	r.s = r.s[1:]
	return c
}

// count reads the length of a list, none of whose values takes less than a byte.
func (r *reader) count() int {
	n := int(r.byte())
	if n > len(r.s) {
		r.bad, r.s = true, ""
		return 0
	}
	return n
}

func (r *reader) uint(n int) (x uint64) {
	for _, c := range []byte(r.text(n)) {
		x = x<<8 | uint64(c)
	}
	return x
}

func (r *reader) uint64() uint64 { return r.uint(8) }

func (r *reader) word() word {
	n := r.byte()
	w := word{text: r.text(int(n &^ (listedBit | bareBit))), listed: n&listedBit != 0}
	if w.text == "" {
		r.bad = true // no name is empty
	}
	if n&bareBit != 0 {
		w.bare = r.text(int(r.byte()))
	}
	w.mask = maskOf(w.text)
	w.form = names.Word{ID: names.ID(r.uint(2)), Code: names.Code(r.uint(4))}
	if !names.All().Holds(w.form.ID) {
		r.bad = true
	}
	return w
}

func (r *reader) words(into []word) []word {
	for range r.count() {
		into = append(into, r.word())
	}
	return into
}

// surname reads a surname, its parts into memory that is given and returned.
func (r *reader) surname(memory []word) (surname, []word) {
	f := r.byte()
	s := surname{word: r.word(), former: f&flagFormer != 0}
	if f&flagParts != 0 {
		from := len(memory)
		memory = r.words(memory)
		s.parts = memory[from:len(memory):len(memory)]
	}
	return s, memory
}
