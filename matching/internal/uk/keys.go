package uk

import (
	"slices"
	"unicode/utf8"
)

// A way is the kind of value that a key stands for, and that leads to candidates who
// share it.
type way uint8

const (
	byNINO   way = iota
	byPhone      // a phone number
	byEmail      // an e-mail address
	byPlace      // a postcode and an initial
	byBorn       // a date of birth, or a part of it, and a part of the name
	byDate       // a date of birth alone
	byName       // two names
	byOne        // the only name of somebody
	byHalf       // a surname or a forename, and perhaps a year of birth
	byStart      // how a surname begins
	counting     // leads to nobody: it says how common a value is
	ways     = counting
)

// keyed is a key and the way that it is.
type keyed struct {
	key uint64
	by  way
}

// keyList gathers the keys of one person. Likes wait until [keyList.likenesses] is told
// whether they are to lead to people with a date of birth or to those without.
type keyList struct {
	keys  []keyed
	likes []hashing
}

// follow adds a key that leads to whoever is kept under it. Like count and like it is not
// inlined: that would put what an append takes into every place that adds a key.
//
//go:noinline
func (k *keyList) follow(by way, h hashing) { k.keys = append(k.keys, keyed{h.followed(), by}) }

// count adds a key that only says how many have a value.
//
//go:noinline
func (k *keyList) count(h hashing) { k.keys = append(k.keys, keyed{h.counted(), counting}) }

// like adds what a name shares with very many others by sound or by some letters. It
// becomes a key that leads from one person to another only if one of the two has no date
// of birth to be found by: two people whose names are merely alike and who were born on
// different days are worth comparing only if a number or an address brings them together.
// Names that are the same, or built alike, do so whatever the dates.
//
//go:noinline
func (k *keyList) like(h hashing) { k.likes = append(k.likes, h) }

// likenesses makes keys of the likes: those shared by people with a date of birth if
// dated, else those of people without.
func (k *keyList) likenesses(dated bool) {
	of := 0
	if dated {
		of = 1
	}
	for _, h := range k.likes {
		k.follow(byName, h.number(of))
	}
}

// afresh is the list without its keys, whose memory it takes over: the likes stay.
func (k keyList) afresh() keyList { return keyList{k.keys[:0], k.likes} }

// fewKeys is the number of keys that most people stay below: memory for so many is made.
const fewKeys = 96

// both are the keys that a person is both kept under and looked for by, in memory of the
// person's own: nobody else's keys are gathered meanwhile.
func (p *Person) both() keyList {
	if p.keys.keys == nil {
		p.keys = keyList{make([]keyed, 0, fewKeys), make([]hashing, 0, fewKeys/4)}
	}
	k := keyList{p.keys.keys[:0], p.keys.likes[:0]}
	k.contacts(p)
	k.identity(p)
	k.shares(p)
	return k
}

// alsoKept adds the keys that a person is kept under and not looked for by.
func (p *Person) alsoKept(k keyList) keyList {
	k.likenesses(p.dated())
	k.halves(p)
	if w := p.Name.one(); w != nil {
		k.one(w)
		k.start(w.text)
	}
	if given := p.Name.asGiven(); given != "" {
		k.follow(byOne, oneKey(given))
	}
	if p.born().full() {
		k.follow(byDate, kindBorn.born(p.born()))
		if !p.latin() {
			k.follow(byDate, foreignKey(p.born()))
		}
	}
	return k
}

// Ask returns the keys by which a person is looked for, sorted and unique: those to follow
// and those to count.
func Ask[Key ~uint64](p *Person) []Key {
	var memory [2][fewKeys]Key
	k := p.both()
	both := sorted(k, memory[0][:0])
	return united(both, sorted(p.alsoAsked(k.afresh()), memory[1][:0]))
}

// KeysAndAsk returns the keys under which a person is kept, sorted and unique, and [Ask].
//
// NI number, phone, e-mail and two names are keys by themselves; what many people share
// is one only together with something else, so that even in a register of a million few
// keys have too many carriers to be followed, and whoever is found is worth comparing.
// Between them the keys survive one slip in each name, a nickname, a new surname, names in
// another order or field, day and month the wrong way round, one wrong part of a date, or
// no date at all. One half of a name is kept as well, for those who ask with nothing else.
func KeysAndAsk[Key ~uint64](p *Person) (keys, ask []Key) {
	var memory [2][fewKeys]Key
	k := p.both()
	both := sorted(k, memory[0][:0])
	keys = united(both, sorted(p.alsoKept(k.afresh()), memory[1][:0]))
	return keys, united(both, sorted(p.alsoAsked(k.afresh()), memory[1][:0]))
}

// united joins keys that are sorted and unique.
func united[Key ~uint64](a, b []Key) []Key {
	out := make([]Key, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] < b[0]:
			out, a = append(out, a[0]), a[1:]
		case a[0] > b[0]:
			out, b = append(out, b[0]), b[1:]
		default:
			out, a, b = append(out, a[0]), a[1:], b[1:]
		}
	}
	return append(append(out, a...), b...)
}

// asked are all keys by which a person is looked for.
func (p *Person) asked() keyList { return p.alsoAsked(p.both()) }

// alsoAsked adds the keys that a person is looked for by and not kept under: each half of
// the name where there is little else, and each word of it as somebody's only name.
func (p *Person) alsoAsked(k keyList) keyList {
	if len(p.Name.Given) == 0 || len(p.Name.Family) == 0 || p.Name.Given[0].vague() && len(p.Born) == 0 {
		k.halves(p)
		if w := p.Name.one(); w != nil { // it may be either half
			k.half(p, kindSurname, w.text)
			k.half(p, kindForename, w.text)
			k.start(w.text)
		} else if len(p.Name.Given) > 0 && len(p.Name.Family) > 0 { // before an only name, an initial is the father's
			k.half(p, kindForename, p.Name.Family[0].text)
		}
	}
	var buf [maxWords]*word
	for _, w := range p.Name.all(&buf) {
		k.one(w)
	}
	k.drawnTogetherOrApart(&p.Name)
	if n := &p.Name; len(n.Given) > 0 && len(n.Family) > 0 { // of whoever has an initial or no date no more is kept: see starts
		k.like(vagueKey(n.Given[0].text, n.Family[0].text))
		k.like(vagueKey(n.Family[0].text, n.Given[0].text))
	}
	k.likenesses(false)
	if !p.dated() {
		k.likenesses(true)
	}
	switch {
	case !p.born().full():
	case p.latin():
		k.follow(byDate, foreignKey(p.born()))
	default:
		k.follow(byDate, kindBorn.born(p.born()))
	}
	return k
}

// sorted returns the keys, sorted and unique, in memory that is given where it suffices.
func sorted[Key ~uint64](k keyList, memory []Key) []Key {
	for i := range k.keys {
		memory = append(memory, Key(k.keys[i].key))
	}
	slices.Sort(memory)
	return slices.Compact(memory)
}

// born is the first date of birth, or none.
func (p *Person) born() Date {
	if len(p.Born) == 0 {
		return Date{}
	}
	return p.Born[0]
}

// dated reports whether a date of birth says who somebody is: 1 January says little.
func (p *Person) dated() bool {
	return slices.ContainsFunc(p.Born, func(d Date) bool { return d.full() && !d.newYear() })
}

// latin reports whether forename or surname begins with a letter A–Z, so that a date of
// birth with an initial leads to others.
func (p *Person) latin() bool {
	var buf [2]string
	for _, s := range p.initials(&buf) {
		if s[0] < utf8.RuneSelf {
			return true
		}
	}
	return false
}

// initials returns the first letters of forename and surname, without saying
// which is which.
func (p *Person) initials(into *[2]string) []string {
	out := into[:0]
	if len(p.Name.Given) > 0 {
		out = append(out, first(p.Name.Given[0].text, 1))
	}
	if len(p.Name.Family) > 0 {
		if s := first(p.Name.Family[0].text, 1); len(out) == 0 || out[0] != s {
			out = append(out, s)
		}
	}
	return out
}

// first returns the first n characters of s.
func first(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}

// tail returns the last n characters of s.
func tail(s string, n int) string {
	end := len(s)
	for ; n > 0 && end > 0; n-- {
		_, size := utf8.DecodeLastRuneInString(s[:end])
		end -= size
	}
	return s[end:]
}
