package matching

import (
	"slices"
	"strings"

	"github.com/caselobby/caselobby/matching/names"
	"github.com/caselobby/caselobby/matching/similarity"
)

// Names are packed into a few bytes that hold all that comparing them needs, for
// an index of very many people. A record of one name is
//
//	 0  the summary of its letters
//	13  its number in the table of names, two bytes
//	15  length of the text; of a second text: what a surname's transliterations have
//	    in common, or a forename of several words as one
//	17  parts of a double-barrelled surname; whether it is a former one
//	18  surnames that follow
//	19  the texts, then a record for each part
//
// No record is the beginning of another.
const (
	atID     = similarity.LettersBytes
	atLength = atID + 2
	atParts  = atLength + 2
	atMore   = atParts + 1
	atText   = atMore + 1

	formerBit = 0x80
)

// Word is one name of somebody, ready to be compared.
type Word struct{ w word }

// Forename is what somebody goes by. The zero value is none.
type Forename struct {
	w      word
	joined string
}

// Surnames are all family names of somebody, former ones included.
type Surnames []surname

// PackedWord, PackedForename and PackedSurnames are names as bytes. What follows
// the name in the string does not matter. None is "".
type (
	PackedWord     string
	PackedForename string
	PackedSurnames string
)

func (w *word) pack(b []byte, second string) []byte {
	b = w.letters.Append(b)
	b = append(b, byte(w.id), byte(w.id>>8), byte(len(w.text)), byte(len(second)), 0, 0)
	return append(append(b, w.text...), second...)
}

// unpackWord returns the word at the beginning of s, its second text, and what
// follows. They share the memory of s.
func unpackWord(s string) (w word, second, rest string) {
	text, end := atText+int(s[atLength]), atText+int(s[atLength])+int(s[atLength+1])
	w = word{text: s[atText:text], letters: similarity.LettersIn(s), id: packedID(s)}
	return w, s[text:end], s[end:]
}

func packedID(s string) names.ID { return names.ID(s[atID]) | names.ID(s[atID+1])<<8 }
func packedLength(s string) int  { return int(s[atLength]) }
func packedJoined(s string) bool { return s[atLength+1] != 0 }

// Pack appends the word.
func (w Word) Pack(b []byte) []byte { return w.w.pack(b, "") }

// Unpack returns the word.
func (p PackedWord) Unpack() Word {
	_, _, rest := unpackWord(string(p))
	w, _, _ := unpackWord(own(string(p), rest))
	return Word{w}
}

// own returns a copy of s without the rest.
func own(s, rest string) string { return strings.Clone(s[:len(s)-len(rest)]) }

// Pack appends the forename, or nothing if there is none.
func (f Forename) Pack(b []byte) []byte {
	if f.w.text == "" {
		return b
	}
	return f.w.pack(b, f.joined)
}

// Unpack returns the forename.
func (p PackedForename) Unpack() Forename {
	if p == "" {
		return Forename{}
	}
	_, _, rest := unpackWord(string(p))
	w, joined, _ := unpackWord(own(string(p), rest))
	return Forename{w, joined}
}

// Pack appends the surnames.
func (s Surnames) Pack(b []byte) []byte {
	for i := range s {
		at := len(b)
		b = s[i].pack(b, s[i].bones)
		b[at+atParts], b[at+atMore] = byte(len(s[i].parts)), byte(len(s)-1-i)
		if s[i].former {
			b[at+atParts] |= formerBit
		}
		for j := range s[i].parts {
			b = s[i].parts[j].pack(b, "")
		}
	}
	return b
}

// Unpack returns the surnames.
func (p PackedSurnames) Unpack() Surnames {
	_, rest := p.unpack(nil)
	s, _ := PackedSurnames(own(string(p), rest)).unpack(nil)
	return s
}

// unpack appends the surnames, which share the memory of p, and returns what
// follows them. It uses again what lists of parts are in the capacity of into.
func (p PackedSurnames) unpack(into Surnames) (_ Surnames, rest string) {
	rest = string(p)
	for more := p != ""; more; {
		into = slices.Grow(into, 1)[:len(into)+1]
		s := &into[len(into)-1]
		parts := rest[atParts]
		more = rest[atMore] != 0
		s.word, s.bones, rest = unpackWord(rest)
		s.former, s.parts = parts&formerBit != 0, s.parts[:0] // as into had it
		for range parts &^ formerBit {
			var w word
			w, _, rest = unpackWord(rest)
			s.parts = append(s.parts, w)
		}
	}
	return into, rest
}

// plain reports one surname without parts, which nearly everybody has.
func (p PackedSurnames) plain() bool { return p != "" && p[atParts]&^formerBit == 0 && p[atMore] == 0 }

// PackedUser is the user of an e-mail address after the summary of its letters.
// What follows its text in the string does not matter.
type PackedUser string

const userText = similarity.LettersBytes + 1

// PackUser appends the user of an e-mail address.
func PackUser(b []byte, user string) []byte {
	user = user[:min(len(user), 255)]
	b = similarity.LettersOf(clip(user)).Append(b)
	return append(append(b, byte(len(user))), user...)
}

// Text returns the user, which shares the memory of p.
func (p PackedUser) Text() string { return string(p[userText:p.Len()]) }

// Len returns how many bytes of p are of the user.
func (p PackedUser) Len() int { return userText + int(p[userText-1]) }
