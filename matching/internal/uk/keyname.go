package uk

import (
	"iter"
	"unicode/utf8"

	"github.com/caselobby/caselobby/matching/names"
	"github.com/caselobby/caselobby/matching/similarity"
)

// identity adds the keys of names and dates of birth.
func (k *keyList) identity(p *Person) {
	k.pairs(&p.Name)
	for i := range p.Name.Family {
		k.surname(p, &p.Name.Family[i])
	}
	for i := range p.Born {
		k.born(p, p.Born[i])
	}
}

// pairs adds keys of every two names, whichever field they stand in, and of the first two
// given names as one.
func (k *keyList) pairs(n *Name) {
	var buf [maxWords]*word
	all := n.all(&buf)
	for i, w := range all {
		for _, v := range all[:i] {
			k.pair(v.text, w.text)
			k.codes(v.form.Code, w.form.Code)
		}
	}
	if len(all) == 3 { // the last two may be written as one: Haile Gebre Selassie; Kim Min Jun, family name first
		k.pair(all[0].text, clip(all[1].text+all[2].text))
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
		}
		k.pair(joined, f.bare)
		for l := range f.parts {
			k.pair(joined, f.parts[l].text)
		}
	}
}

// drawnTogetherOrApart looks for a whole name as somebody's only one, and for an only
// name as any two that it may be made of: Habib Ullah and Habibullah find one another.
// These keys do not count towards the reach of a search.
func (k *keyList) drawnTogetherOrApart(n *Name) {
	if w := n.one(); w != nil {
		for first, second := range w.inTwo() {
			k.follow(byOne, nameKey(first, second))
		}
		return
	}
	var buf [maxWords]*word
	if all := n.all(&buf); len(all) > 1 {
		k.follow(byOne, oneKey(clip(asOne(all))))
	}
	if given := n.asGiven(); given != "" {
		k.follow(byOne, kindForename.add(given))
		if other := otherArticle(given); other != "" {
			k.follow(byOne, kindForename.add(other))
		}
	}
}

// inTwo yields every two names of three letters or more that the word may be, written as
// one.
func (w *word) inTwo() iter.Seq2[string, string] {
	return func(yield func(first, second string) bool) {
		if w.text[0] >= utf8.RuneSelf {
			return
		}
		for cut := 3; cut+3 <= len(w.text); cut++ {
			if !yield(w.text[:cut], w.text[cut:]) {
				return
			}
		}
	}
}

// A slip is in the beginning of a name or in its end, so one of the next two keys survives
// it: Johuson begins as Johnson does, and Sarh as Sara. Two given names begin like the one
// that they are drawn together to, so Lee Ann is found as Leighanne.

// headsKey is the key of how both names begin.
func headsKey(forename, surname string) hashing {
	return kindHeads.add(first(surname, 3)).add(first(forename, 2))
}

// tailsKey is the key of how both names end.
func tailsKey(forename, surname string) hashing {
	return kindTails.add(tail(surname, 3)).add(tail(forename, 3))
}

// codes adds the key of how two names are built.
func (k *keyList) codes(a, b names.Code) {
	if key, ok := codesKey(a, b); ok {
		k.follow(byName, key)
	}
}

// codesKey is the key of how two names are built, if that of both is known. It is the same
// for other spellings of them, and if they are changed over.
func codesKey(a, b names.Code) (key hashing, ok bool) {
	return kindCodes.wide(uint64(min(a, b))).wide(uint64(max(a, b))), a != 0 && b != 0
}

// pair adds the key of two names, unless one of them is empty or an initial.
func (k *keyList) pair(a, b string) {
	if len(a) > 1 && len(b) > 1 {
		k.follow(byName, nameKey(a, b))
	}
}

// joined is the first two given names as one, "" if there are no two: Ann Marie may be
// written Annmarie elsewhere.
func (n *Name) joined() string {
	if len(n.Given) < 2 {
		return ""
	}
	return clip(n.Given[0].text + n.Given[1].text)
}

// nameKey is the key of two names. It is the same if they are changed over.
func nameKey(a, b string) hashing { return kindNames.add(min(a, b)).add(max(a, b)) }

// surname adds the keys of one surname's sound with the date of birth and with the forms
// of the given names.
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
			k.like(vagueKey(n.Given[i].text, s.text))
		} else {
			k.like(kindRootSound.add(n.Given[i].text).add(sound))
		}
	}
	if t := n.tells(); t != &n.Given[0] {
		k.forms(t, &s.word, sound)
	}
	for i := range n.Known {
		k.forms(&n.Known[i], &s.word, sound)
	}
	if len(n.Given) > 1 && syllables(n.Given[0].text, n.Given[1].text) { // Seung Hyun Park, Seunghyun Pak
		joined := newWord(n.joined())
		k.forms(&joined, &s.word, sound)
	}
	f := n.Given[0].text
	k.like(headsKey(f, s.text))
	k.like(tailsKey(f, s.text))
	k.starts(p, &n.Given[0], s.text)
}

// forms adds keys of the sound of the surname with the given name and all that it may be
// short for, and the codes that spellings of both have in common.
func (k *keyList) forms(given, s *word, sound string) {
	roots, surnames := names.Roots(given.text), names.Roots(s.text)
	k.like(kindRootSound.add(given.text).add(sound))
	for _, root := range roots {
		k.like(kindRootSound.add(root).add(sound))
	}
	for i, root := range surnames {
		rootSound := soundOf(root)
		k.like(kindRootSound.add(given.text).add(rootSound))
		if i < fewRoots {
			for _, of := range few(roots) {
				k.like(kindRootSound.add(of).add(rootSound)) // both names are forms: Máire Ní Chonaill, Mary O'Connell
			}
		}
	}
	k.codes(given.form.Code, s.form.Code)
	for _, root := range few(roots) {
		k.codes(names.Prepare(root).Code, s.form.Code) // one is a form, the other a spelling: Cabdullaahi Xasan, Abdullahi Hassan
	}
	for _, root := range few(surnames) {
		k.codes(given.form.Code, names.Prepare(root).Code)
	}
}

// fewRoots is how many roots of each name are followed where both names are forms: the
// first lead to most of the others.
const fewRoots = 2

func few(roots []string) []string { return roots[:min(len(roots), fewRoots)] }

// vagueKey is the key of the start of a surname with an initial.
func vagueKey(forename, surname string) hashing {
	return kindSurname4Initial.add(first(surname, 4)).add(first(forename, 1))
}

// foreignKey is the key of the date of birth of somebody whose name is in letters other
// than A–Z. No part of such a name leads to the same name in Latin letters.
func foreignKey(d Date) hashing { return kindBornForeign.born(d) }

// soundOf is how a name sounds, or the name where that is not known.
func soundOf(name string) string {
	if sound := similarity.Phonetic(name); sound != "" {
		return sound
	}
	return name
}

// soundMonth adds the keys of a surname's sound with month and year of birth, which
// survive a change of forename.
func (k *keyList) soundMonth(p *Person, sound string) {
	for i := range p.Born {
		if d := p.Born[i]; d.month() != 0 {
			k.follow(byBorn, kindSoundMonth.add(sound).number(int(d.digits>>8)))
		}
	}
}

// starts adds the keys of both initials with each date of birth and, if the person is
// known vaguely, by an initial or without a useful date, the start of the surname: little
// else would lead to such a person.
func (k *keyList) starts(p *Person, given *word, surname string) {
	forename := given.text
	initial := first(forename, 1)
	if !p.dated() || forename == initial || given.vague() {
		k.like(vagueKey(forename, surname))
	}
	for _, d := range p.Born {
		k.initialsBorn(initial, first(surname, 1), d)
	}
}

// initialsBorn adds the keys of both initials with any two of day, month and year. They
// survive a slip in both names, their change over, and a third part that is wrong.
func (k *keyList) initialsBorn(a, b string, d Date) {
	if d.month() == 0 {
		return
	}
	a, b = min(a, b), max(a, b)
	k.follow(byBorn, kindInitialsMonth.add(a).add(b).number(int(d.digits>>8)))
	if d.full() {
		k.follow(byBorn, kindInitialsDay.add(a).add(b).number(int(d.digits>>16)).number(int(d.day())))
		k.follow(byBorn, kindInitialsBirthday.add(a).add(b).number(int(d.digits&0xffff)))
	}
}

// born adds keys of a date of birth: day and month in order of size with each initial,
// which survive slips in both names and their change over, and two parts of the date with
// the start of a forename, which survive a change of surname.
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
	if g := p.Name.Given; len(g) > 0 {
		k.forenameBorn(g[0].text, d)
		if t := p.Name.tells(); t != &g[0] && names.WeakAt(g[0].text) == names.Anywhere { // Mst Shamima
			k.forenameBorn(t.text, d)
		}
	}
	for i := range p.Name.Known {
		k.forenameBorn(p.Name.Known[i].text, d)
	}
}

// forenameBorn adds the keys of the start of a forename with the year and one more part of
// a date of birth, so that the third may be wrong.
func (k *keyList) forenameBorn(forename string, d Date) {
	start := first(forename, 3)
	k.follow(byBorn, kindForename3Month.add(start).number(int(d.digits>>8)))
	if d.full() {
		k.follow(byBorn, kindForename3Day.add(start).number(int(d.digits>>16)).number(int(d.day())))
	}
}

func (h hashing) born(d Date) hashing { return h.number(int(d.digits >> 16)).dayMonth(d) }

// dayMonth is the day of the year, whichever way round it is written.
func (h hashing) dayMonth(d Date) hashing {
	return h.number(int(min(d.month(), d.day()))).number(int(max(d.month(), d.day())))
}
