package uk

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/caselobby/caselobby/matching/names"
	"github.com/caselobby/caselobby/matching/similarity"
)

// A way is the kind of value by which people meet: what a search has asked for.
type way uint8

const (
	byNINO   way = iota
	byPhone      //
	byEmail      //
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

// keyList gathers keys.
type keyList []keyed

func (k *keyList) follow(by way, h hashing) { *k = append(*k, keyed{h.followed(), by}) }
func (k *keyList) count(h hashing)          { *k = append(*k, keyed{h.counted(), counting}) }

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
	k := make(keyList, 0, fewKeys)
	k.contacts(p)
	k.identity(p)
	k.shares(p)
	return k
}

// alsoKept adds the keys under which a person is kept and not looked for.
func (p *Person) alsoKept(k keyList) keyList {
	k.halves(p)
	if w := p.Name.one(); w != nil {
		k.one(w)
		k.start(w.text)
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
	return united(both, sorted(p.alsoAsked(k[:0]), memory[1][:0]))
}

// KeysAndAsk returns [Person.Keys] and [Person.Ask] in a type of the caller's.
func KeysAndAsk[Key ~uint64](p *Person) (keys, ask []Key) {
	var memory [2][fewKeys]Key
	k := p.both()
	both := sorted(k, memory[0][:0])
	keys = united(both, sorted(p.alsoKept(k[:0]), memory[1][:0]))
	return keys, united(both, sorted(p.alsoAsked(k[:0]), memory[1][:0]))
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
			k.half(p, surnameHalf, w.text)
			k.half(p, forenameHalf, w.text)
			k.start(w.text)
		}
	}
	var buf [maxWords]*word
	for _, w := range p.Name.all(&buf) {
		k.one(w)
	}
	if n := &p.Name; len(n.Given) > 0 && len(n.Family) > 0 { // of whom no more than that is kept
		k.follow(byName, vagueKey(n.Given[0].text, n.Family[0].text))
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
	for i := range k {
		memory = append(memory, Key(k[i].key))
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

// contacts follows where a person can be found and the NI number.
func (k *keyList) contacts(p *Person) {
	for i := range p.NINOs {
		k.follow(byNINO, kindNino.wide(p.NINOs[i].stem))
	}
	for i := range p.Phones {
		k.follow(byPhone, phoneKey(&p.Phones[i]))
	}
	for i := range p.Emails {
		k.follow(byEmail, emailKey(&p.Emails[i]))
	}
	var buf [2]string
	initials := p.initials(&buf)
	for i := range p.Places {
		if p.Places[i].kind != placeUnit {
			continue
		}
		for _, initial := range initials {
			k.follow(byPlace, kindPostcodeInitial.add(p.Places[i].unit()).add(initial))
		}
	}
}

// one follows a name that may be somebody's only one, with and without its particle.
func (k *keyList) one(w *word) {
	k.follow(byOne, oneKey(w.text))
	if w.bare != "" {
		k.follow(byOne, oneKey(w.bare))
	}
}

func phoneKey(p *Phone) hashing   { return kindPhone.wide(p.digits) }
func emailKey(m *Mailbox) hashing { return kindEmail.add(m.text) }
func oneKey(name string) hashing  { return kindOneName.add(name) }

// identity follows names and date of birth.
func (k *keyList) identity(p *Person) {
	k.pairs(&p.Name)
	for i := range p.Name.Family {
		k.surname(p, &p.Name.Family[i])
	}
	for i := range p.Born {
		k.born(p, p.Born[i])
	}
}

// pairs follows every two names, whichever field they stand in; a given name of
// several words also as one.
func (k *keyList) pairs(n *Name) {
	var buf [maxWords]*word
	all := n.all(&buf)
	for i, w := range all {
		for _, v := range all[:i] {
			k.pair(v.text, w.text)
			k.codes(v.form.Code, w.form.Code)
		}
	}
	joined := n.joined()
	code := names.CodeOf(joined)
	for i := range n.Family {
		f := &n.Family[i]
		for j := range n.Given {
			k.pair(n.Given[j].text, f.text)
			k.pair(n.Given[j].text, f.bare)
			for l := range f.parts {
				k.pair(n.Given[j].text, f.parts[l].text)
				k.pair(n.Given[j].text, f.parts[l].bare)
			}
		}
		for j := range n.Known {
			k.pair(n.Known[j].text, f.text)
		}
		k.pair(joined, f.text)
		if joined != "" {
			k.codes(code, f.form.Code)
			k.drawnTogether(n, joined, f.text)
		}
		k.pair(joined, f.bare)
		for l := range f.parts {
			k.pair(joined, f.parts[l].text)
		}
	}
}

// drawnTogether follows two given names as one that begins and ends with the same
// letters, but for an E: Lee Ann is found as Leighanne. Long names are hardly drawn
// together.
func (k *keyList) drawnTogether(n *Name, joined, surname string) {
	const short = 5
	if len(n.Given[0].text) > short || len(n.Given[1].text) > short {
		return
	}
	k.follow(byName, endsKey(joined, surname))
	other, silent := strings.CutSuffix(joined, "E")
	if !silent {
		other = joined + "E"
	}
	k.follow(byName, endsKey(other, surname))
}

// endsKey is of the first and the last letter of a forename with the start of a surname.
func endsKey(forename, surname string) hashing {
	return kindSurname4Ends.add(first(surname, 4)).add(first(forename, 1)).add(tail(forename, 1))
}

// codes follows two names by how they are built, so that their spellings change
// nothing, nor does changing them over.
func (k *keyList) codes(a, b names.Code) {
	if a != 0 && b != 0 {
		k.follow(byName, kindCodes.wide(uint64(min(a, b))).wide(uint64(max(a, b))))
	}
}

// pair follows two names, unless one of them is but an initial.
func (k *keyList) pair(a, b string) {
	if len(a) > 1 && len(b) > 1 {
		k.follow(byName, nameKey(a, b))
	}
}

// joined is the first two given names as one; else "". They are Ann and Marie to
// somebody who writes Annmarie.
func (n *Name) joined() string {
	if len(n.Given) < 2 {
		return ""
	}
	return clip(n.Given[0].text + n.Given[1].text)
}

// nameKey is of two names in alphabetical order, so that changing them over
// changes nothing.
func nameKey(a, b string) hashing { return kindNames.add(min(a, b)).add(max(a, b)) }

// surname follows one surname by its sound, with forms of the given name.
func (k *keyList) surname(p *Person, s *surname) {
	sound := soundOf(s.text)
	k.soundMonth(p, sound)
	for _, root := range few(names.Roots(s.text)) {
		k.soundMonth(p, soundOf(root))
	}
	n := &p.Name
	for i := range s.parts {
		part := soundOf(s.parts[i].text)
		k.soundMonth(p, part)
		if len(n.Given) > 0 {
			k.forms(&n.Given[0], &s.parts[i], part)
		}
	}
	if len(n.Given) == 0 {
		return
	}
	k.forms(&n.Given[0], &s.word, sound)
	if s.bare != "" {
		bare := newWord(s.bare)
		k.forms(&n.Given[0], &bare, soundOf(bare.text))
	}
	for i := 1; i < len(n.Given); i++ {
		if n.Given[i].initial() {
			k.follow(byName, vagueKey(n.Given[i].text, s.text))
		} else {
			k.follow(byName, kindRootSound.add(n.Given[i].text).add(sound))
		}
	}
	if t := n.tells(); t != &n.Given[0] {
		k.forms(t, &s.word, sound)
	}
	for i := range n.Known {
		k.forms(&n.Known[i], &s.word, sound)
	}
	f := n.Given[0].text
	k.follow(byName, endsKey(f, s.text))
	k.follow(byName, kindEnds.add(tail(s.text, 4)).add(tail(f, 3))) // whatever both begin with
	k.starts(p, &n.Given[0], s.text)
}

// forms follows what a given name may be short for, and what its spellings have in
// common, with the sound of the surname.
func (k *keyList) forms(given, s *word, sound string) {
	k.follow(byName, kindRootSound.add(given.text).add(sound))
	for _, root := range names.Roots(given.text) {
		k.follow(byName, kindRootSound.add(root).add(sound))
	}
	for i, root := range names.Roots(s.text) {
		rootSound := soundOf(root)
		k.follow(byName, kindRootSound.add(given.text).add(rootSound))
		if i < fewRoots {
			for _, of := range few(names.Roots(given.text)) {
				k.follow(byName, kindRootSound.add(of).add(rootSound)) // both are forms: Máire Ní Chonaill, Mary O'Connell
			}
		}
	}
	k.codes(given.form.Code, s.form.Code)
	for _, root := range few(names.Roots(given.text)) {
		k.codes(names.CodeOf(root), s.form.Code) // one is a form, the other a spelling: Cabdullaahi Xasan, Abdullahi Hassan
	}
	for _, root := range few(names.Roots(s.text)) {
		k.codes(given.form.Code, names.CodeOf(root))
	}
}

// fewRoots is how many roots of each name are followed where both names are forms: the
// first lead to most of the others.
const fewRoots = 2

func few(roots []string) []string { return roots[:min(len(roots), fewRoots)] }

// vagueKey is of the start of a surname with an initial.
func vagueKey(forename, surname string) hashing {
	return kindSurname4Initial.add(first(surname, 4)).add(first(forename, 1))
}

// foreignKey is of the date of birth of somebody whose name is in letters other than
// A–Z: no part of it leads there.
func foreignKey(d Date) hashing { return kindBornForeign.born(d) }

// soundOf is how a name sounds, or the name where that is not known.
func soundOf(name string) string {
	if sound := similarity.Phonetic(name); sound != "" {
		return sound
	}
	return name
}

// soundMonth follows how a surname sounds with month and year of birth:
// forenames change too.
func (k *keyList) soundMonth(p *Person, sound string) {
	for i := range p.Born {
		if d := p.Born[i]; d.month() != 0 {
			k.follow(byBorn, kindSoundMonth.add(sound).number(int(d.digits>>8)))
		}
	}
}

// starts follows the first letters of both names with a part of the date of
// birth; and with nothing else where both people are known so vaguely, by an
// initial or without a date, that little else leads from one to the other.
func (k *keyList) starts(p *Person, given *word, surname string) {
	forename := given.text
	initial := first(forename, 1)
	if len(p.Born) == 0 || forename == initial || given.vague() {
		k.follow(byName, vagueKey(forename, surname))
	}
	for _, d := range p.Born {
		k.follow(byBorn, kindSurname3InitialYear.add(first(surname, 3)).add(initial).number(int(d.digits>>16)))
		if d.full() {
			k.follow(byBorn, kindSurname2InitialDay.add(first(surname, 2)).add(initial).dayMonth(d))
			k.follow(byBorn, kindForename3InitialDay.add(first(forename, 3)).add(first(surname, 1)).dayMonth(d))
		}
	}
}

// born follows a date of birth, day and month in order of size, with each initial:
// both names may be mistyped, or changed over; and the start of a forename with
// month and year: surnames change.
func (k *keyList) born(p *Person, d Date) {
	if d.full() {
		var buf [2]string
		for _, initial := range p.initials(&buf) {
			k.follow(byBorn, kindBornInitial.born(d).add(initial))
		}
	}
	if d.month() == 0 {
		return
	}
	if len(p.Name.Given) > 0 {
		k.follow(byBorn, kindForename3Month.add(first(p.Name.Given[0].text, 3)).number(int(d.digits>>8)))
	}
	for i := range p.Name.Known {
		k.follow(byBorn, kindForename3Month.add(first(p.Name.Known[i].text, 3)).number(int(d.digits>>8)))
	}
}

func (h hashing) born(d Date) hashing { return h.number(int(d.digits >> 16)).dayMonth(d) }

// dayMonth is the day of the year, whichever way round it is written.
func (h hashing) dayMonth(d Date) hashing {
	return h.number(int(min(d.month(), d.day()))).number(int(max(d.month(), d.day())))
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

// The halves of a name.
const (
	surnameHalf  = "surname"
	forenameHalf = "forename"
)

// halves follows each half of a name, which very many may share, and how surnames
// begin: for those who ask with nothing else.
func (k *keyList) halves(p *Person) {
	surname := func(w *word) {
		k.half(p, surnameHalf, w.text)
		k.start(w.text)
		if w.bare != "" {
			k.half(p, surnameHalf, w.bare)
			k.start(w.bare)
		}
	}
	for i := range p.Name.Family {
		f := &p.Name.Family[i]
		surname(&f.word)
		for j := range f.parts {
			surname(&f.parts[j])
		}
	}
	n := &p.Name
	if len(n.Given) > 0 && !n.Given[0].initial() {
		k.half(p, forenameHalf, n.Given[0].text)
		if t := n.tells(); t != &n.Given[0] {
			k.half(p, forenameHalf, t.text)
		}
	}
	for i := range n.Known {
		k.half(p, forenameHalf, n.Known[i].text)
	}
}

// startLetters is how many letters of a surname lead to those that begin so.
const startLetters = 4

func (k *keyList) start(surname string) {
	if len(surname) >= startLetters {
		k.follow(byStart, kind("surname-start").add(first(surname, startLetters)))
	}
}

func (k *keyList) half(p *Person, which, name string) {
	k.follow(byHalf, kind(which).add(name))
	if d := p.born(); d.digits != 0 && which == surnameHalf {
		k.follow(byHalf, kindSurnameYear.add(name).number(int(d.digits>>16)))
	}
}

// shares are the keys by which a store counts how common values are.
func (k *keyList) shares(p *Person) {
	for i := range p.Name.Family {
		k.count(surnameShare(p.Name.Family[i].text))
	}
	if len(p.Name.Given) > 0 {
		k.count(forenameShare(p.Name.Given[0].text))
		if t := p.Name.tells(); t != &p.Name.Given[0] {
			k.count(forenameShare(t.text))
		}
	}
	if w := p.Name.one(); w != nil {
		k.count(surnameShare(w.text))
		k.count(forenameShare(w.text))
	}
	for i := range p.Born {
		if p.Born[i].full() {
			k.count(bornShare(p.Born[i]))
		}
	}
	for i := range p.Places {
		for _, part := range [...]string{p.Places[i].unit(), p.Places[i].sector(), p.Places[i].district()} {
			if part != "" {
				k.count(placeShare(part))
			}
		}
	}
}

func surnameShare(s string) hashing  { return kindShareSurname.add(s) }
func forenameShare(s string) hashing { return kindShareForename.add(s) }
func bornShare(d Date) hashing       { return kindShareBorn.wide(uint64(d.digits)) }
func placeShare(s string) hashing    { return kindSharePlace.add(s) }
