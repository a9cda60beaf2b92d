package uk

import (
	"unicode/utf8"

	"github.com/caselobby/caselobby/matching/names"
)

// Person is a person normalised, less whatever identifies nobody: placeholders, "no fixed
// abode", ignored contact details. Shares, of the population that carries a value, are
// known for the asker alone: [Person.Weigh] sets them.
type Person struct {
	Name   Name
	Gender Gender
	Born   []Date // the date of birth, then others that were given
	NINOs  []NINO
	Phones []Phone
	Emails []Mailbox
	Places []Place

	words []word  // memory of the names' words
	keys  keyList // memory of the keys, while they are gathered
}

// Name is every name of a person.
type Name struct {
	Given  []word    // given names, then middle names
	First  int       // how many of Given stood as the given name
	Double bool      // the field for the given name held several words
	Family []surname // the current one first
	Known  []word    // preferred, former and alias given names
	Whole  bool      // one field held the whole name, so which words are the family name is a guess
	Full   float64   // share of the full name; 0 is unknown
	Which  int       // 1 for the first, as in Snr and Twin 1, 2 for the second; 0 is unknown

	bag     uint64    // of all words, see bagOf
	length  int       // of all words, in bytes
	foreign bool      // written in letters other than A–Z
	built   float64   // of the asker: see [Register.builtShare]
	bare    float64   // of the asker: share of the only name without its particle; 0 if it has none
	pairs   []float64 // of the asker: shares of names i and j of all together, at i*maxWords+j
}

// A word is one name. Mask has a bit for every letter in it.
type word struct {
	text   string
	bare   string // the name without its particle: RASHID for ALRASHID; "" if it has none
	mask   uint32
	form   names.Word
	listed bool    // tells people apart little beside other given words: see names.Weak
	given  bool    // of the given names
	seen   *seen   // of the asker: how alike the word is to those it was compared with
	share  float64 // of the population that carries it; 0 is unknown
}

// A surname is one family name that a person has or had.
type surname struct {
	word          // all parts as one
	parts  []word // where it is double-barrelled
	former bool
	full   float64 // of the asker: share of the first given name with this surname
}

// Gender is what a person said of it.
type Gender uint8

// The genders that are compared.
const (
	NoGender Gender = iota
	Female
	Male
)

// maxValues is how many values of one kind are compared: of the first ones the
// person gave. It bounds the work that a hostile or broken sender can cause.
const maxValues = 8

// maxWords is how many words of a whole name are aligned.
const maxWords = 6

// maxName is how many bytes of a name are compared: hardly any name is longer, and up to
// 64 bytes comparing is quick.
const maxName = 60

// clip returns the first maxName bytes of a text, without cutting a character in two.
func clip(s string) string {
	if len(s) <= maxName {
		return s
	}
	n := maxName
	for n > 0 && s[n]&0xc0 == 0x80 {
		n--
	}
	return s[:n]
}

// newWord prepares a name.
func newWord(text string) word {
	text = clip(text)
	return word{text: text, mask: maskOf(text), form: names.Prepare(text), listed: names.Weak(text)}
}

// maskOf has a bit for each letter A–Z, and one for anything else.
func maskOf(text string) (mask uint32) {
	for i := range len(text) {
		if c := text[i] - 'A'; c < 26 {
			mask |= 1 << c
		} else {
			mask |= 1 << 26
		}
	}
	return mask
}

// known reports whether the word is a known name; of a given name, one that is not known
// as a family name only.
func (w *word) known() bool {
	return w.form.ID != 0 && !(w.given && names.All().OnlyFamily(w.form.ID))
}

// initial reports whether the word is a single letter A–Z.
func (w *word) initial() bool { return len(w.text) == 1 }

// reset empties the person and keeps its memory.
func (p *Person) reset() {
	n := &p.Name
	*n = Name{Given: n.Given[:0], Family: n.Family[:0], Known: n.Known[:0]}
	p.Gender, p.Born, p.NINOs, p.Phones = NoGender, p.Born[:0], p.NINOs[:0], p.Phones[:0]
	p.Emails, p.Places, p.words = p.Emails[:0], p.Places[:0], p.words[:0]
}

// Forget empties the person, down to the memory that the next one is to be made in.
func (p *Person) Forget() {
	p.reset()
	n := &p.Name
	clear(n.Given[:cap(n.Given)])
	clear(n.Family[:cap(n.Family)])
	clear(n.Known[:cap(n.Known)])
	clear(p.Born[:cap(p.Born)])
	clear(p.NINOs[:cap(p.NINOs)])
	clear(p.Phones[:cap(p.Phones)])
	clear(p.Emails[:cap(p.Emails)])
	clear(p.Places[:cap(p.Places)])
	clear(p.words[:cap(p.words)])
	clear(p.keys.keys[:cap(p.keys.keys)])
	clear(p.keys.likes[:cap(p.keys.likes)])
}

// all lists all current names as they are aligned: given names, then the
// parts of the family name, maxWords at most.
func (n *Name) all(into *[maxWords]*word) []*word {
	all := into[:0]
	for i := range n.Given {
		if len(all) == maxWords {
			return all
		}
		all = append(all, &n.Given[i])
	}
	if len(n.Family) == 0 || n.Family[0].former {
		return all
	}
	f := &n.Family[0]
	if len(f.parts) == 0 {
		if len(all) < maxWords {
			all = append(all, &f.word)
		}
		return all
	}
	for i := range f.parts {
		if len(all) < maxWords {
			all = append(all, &f.parts[i])
		}
	}
	return all
}

// one returns the only name of a person who has one, whichever field it stands
// in, with or without initials; else nil.
func (n *Name) one() *word {
	switch {
	case len(n.Given) > 0 && len(n.Family) == 0 && (len(n.Given) == 1 || !n.Given[0].initial()):
		for i := 1; i < len(n.Given); i++ {
			if !n.Given[i].initial() {
				return nil
			}
		}
		return &n.Given[0]
	case len(n.Given) == 0 && len(n.Family) == 1 && len(n.Family[0].parts) == 0:
		return &n.Family[0].word
	}
	return nil
}

// settle sets what depends on all words of the name. It must follow any change of them.
func (n *Name) settle() {
	var buf [maxWords]*word
	all := n.all(&buf)
	n.bag, n.length = n.bagOf(all), 0
	for _, w := range all {
		n.length += len(w.text)
	}
	n.foreign = len(all) > 0 && all[0].text[0] >= utf8.RuneSelf
	for _, list := range [...][]word{n.Given, n.Known} {
		for i := range list {
			list[i].given = true
		}
	}
}
