package uk

import (
	"slices"
	"unicode/utf8"
)

// A way is the kind of value by which people meet: what a search has asked for.
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
	counting     // no way to anybody: how common a value is
	ways     = counting
)

// keyed is a key and the way that it is.
type keyed struct {
	key uint64
	by  way
}

// keyList gathers keys, and the likenesses of names that become keys once it is known
// whose they are and what for.
type keyList struct {
	keys  []keyed
	likes []hashing
}

func (k *keyList) follow(by way, h hashing) { k.keys = append(k.keys, keyed{h.followed(), by}) }
func (k *keyList) count(h hashing)          { k.keys = append(k.keys, keyed{h.counted(), counting}) }

// like follows what two names share by sound or by some letters, as they do with very
// many others. It leads from one person to another only where one of the two has no date
// of birth to be found by: a client whose names are merely alike and who was born on
// another day is nobody's, unless a number or an address says so. Names that are the same,
// or built alike, lead there whatever the dates.
func (k *keyList) like(h hashing) { k.likes = append(k.likes, h) }

// likenesses follows the likenesses of people with a date of birth, or of those without.
func (k *keyList) likenesses(dated bool) {
	of := 0
	if dated {
		of = 1
	}
	for _, h := range k.likes {
		k.follow(byName, h.number(of))
	}
}

// afresh keeps the likenesses alone.
func (k keyList) afresh() keyList { return keyList{k.keys[:0], k.likes} }

// Keys returns the keys under which a person is kept, sorted and unique.
//
// NI number, phone, e-mail and two names are followed alone; whatever many people
// share only together with more, so that in a register of a million too few share
// any key for it to be left out, and whoever is found has something to be found
// for. Between them the keys survive one slip in each name, a nickname, a new
// surname, names in another order or field, day and month the wrong way round, one
// wrong part of a date, or no date at all. One half of a name is kept as well, for
// those who ask with nothing else.
func (p *Person) Keys() []uint64 {
	keys, _ := KeysAndAsk[uint64](p)
	return keys
}

// fewKeys is how many keys most people have at most.
const fewKeys = 96

// both are the keys under which a person is kept and by which it is looked for.
func (p *Person) both() keyList {
	k := keyList{make([]keyed, 0, fewKeys), make([]hashing, 0, fewKeys/4)}
	k.contacts(p)
	k.identity(p)
	k.shares(p)
	return k
}

// alsoKept adds the keys under which a person is kept and not looked for.
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

// Ask returns the keys by which a person is looked for, sorted and unique: those
// to follow and those to count.
func (p *Person) Ask() []uint64 { return AskAs[uint64](p) }

// AskAs is [Person.Ask] in a type of the caller's.
func AskAs[Key ~uint64](p *Person) []Key {
	var memory [2][fewKeys]Key
	k := p.both()
	both := sorted(k, memory[0][:0])
	return united(both, sorted(p.alsoAsked(k.afresh()), memory[1][:0]))
}

// KeysAndAsk returns [Person.Keys] and [Person.Ask] in a type of the caller's.
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

// alsoAsked adds the keys by which a person is looked for and not kept: a half of the
// name only where there is little else, and those of one name by each of the person's.
func (p *Person) alsoAsked(k keyList) keyList {
	if len(p.Name.Given) == 0 || len(p.Name.Family) == 0 || p.Name.Given[0].vague() && len(p.Born) == 0 {
		k.halves(p)
		if w := p.Name.one(); w != nil { // whichever half it is
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
	if n := &p.Name; len(n.Given) > 0 && len(n.Family) > 0 { // of whom no more than that is kept
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

// latin reports whether an initial of the name may be another's.
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
