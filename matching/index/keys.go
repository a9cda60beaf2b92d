package index

import (
	"slices"

	"github.com/caselobby/caselobby/matching"
	forenames "github.com/caselobby/caselobby/matching/names"
	"github.com/caselobby/caselobby/matching/similarity"
)

// The kinds of key by which an index finds people. There are fewer than a store
// has, and each is tied to facts (see bound.go): an index reads the shortest
// lists first and must know what the lists not read could hold.
const (
	byNINO = iota + 1
	byPhone
	byEmail    // the address
	byUser     // the same user at another provider
	byPostcode // and an initial of a name
	byBorn     // and an initial of a name
	byForenameMonth
	byForenameDay // its first letters, day and month of birth
	bySurnameDay
	bySoundYear
	byNames
	byRoots // what the forename may be short for, how the surname sounds
	kinds
)

// key is one key of a person.
type key struct {
	hash uint64
	kind uint8
}

// keys appends the keys of a person, each once.
func keys(k []key, p *matching.Parts) []key {
	from := len(k)
	l := keyList{k}
	l.contacts(p)
	l.dates(p)
	for s, part := range p.Surnames.Texts() {
		l.surname(p, s, part)
	}
	slices.SortFunc(l.keys[from:], func(a, b key) int {
		switch {
		case a.hash < b.hash:
			return -1
		case a.hash > b.hash:
			return 1
		}
		return 0
	})
	return slices.CompactFunc(l.keys[from:], func(a, b key) bool { return a.hash == b.hash })
}

type keyList struct{ keys []key }

func (l *keyList) add(k uint8, h hashing) { l.keys = append(l.keys, key{h.sum(), k}) }

func (l *keyList) contacts(p *matching.Parts) {
	if p.NINO != "" {
		l.add(byNINO, kind(byNINO).add(p.NINO))
	}
	for _, t := range p.Phones {
		l.add(byPhone, kind(byPhone).add(t))
	}
	for _, e := range p.Emails {
		l.add(byEmail, kind(byEmail).add(e.User).add(e.Domain))
		l.add(byUser, kind(byUser).add(e.User))
	}
	for _, c := range p.Postcodes {
		for i := range initials(p) {
			l.add(byPostcode, kind(byPostcode).add(c).number(int(i)))
		}
	}
}

// forms yields the forename and, where it has several words, all as one.
func forms(f matching.Forename) func(func(string) bool) {
	return func(yield func(string) bool) {
		if f.Text() != "" && yield(f.Text()) && f.Joined() != "" {
			yield(f.Joined())
		}
	}
}

// initials yields the different first letters of forename and surnames.
func initials(p *matching.Parts) func(func(byte) bool) {
	return func(yield func(byte) bool) {
		var seen [4]byte
		n := 0
		try := func(s string) bool {
			if s == "" || n == len(seen) || slices.Contains(seen[:n], s[0]) {
				return true
			}
			seen[n] = s[0]
			n++
			return yield(s[0])
		}
		if !try(p.Forename.Text()) {
			return
		}
		for s, part := range p.Surnames.Texts() {
			if !part && !try(s) {
				return
			}
		}
	}
}

func (l *keyList) dates(p *matching.Parts) {
	low, high := min(p.Month, p.Day), max(p.Month, p.Day)
	if p.Day != 0 {
		for i := range initials(p) {
			l.add(byBorn, kind(byBorn).number(p.Year).number(low).number(high).number(int(i)))
		}
	}
	for f := range forms(p.Forename) {
		if p.Month != 0 {
			l.add(byForenameMonth, kind(byForenameMonth).add(f).number(p.Year).number(p.Month))
		}
		if p.Day != 0 {
			l.add(byForenameDay, kind(byForenameDay).add(start(f, 3)).number(low).number(high))
		}
	}
}

func start(s string, n int) string { return s[:min(len(s), n)] }

// surname adds the keys of one surname, or of a part of one.
func (l *keyList) surname(p *matching.Parts, s string, part bool) {
	sound := similarity.Phonetic(s)
	if sound == "" {
		sound = s
	}
	if p.Year != 0 {
		l.add(bySoundYear, kind(bySoundYear).add(sound).number(p.Year))
	}
	if p.Day != 0 && !part {
		l.add(bySurnameDay, kind(bySurnameDay).add(start(s, 3)).number(min(p.Month, p.Day)).number(max(p.Month, p.Day)))
	}
	for f := range forms(p.Forename) {
		l.add(byNames, kind(byNames).add(min(f, s)).add(max(f, s)))
	}
	if part {
		return
	}
	for f := range forms(p.Forename) {
		l.add(byRoots, kind(byRoots).add(f).add(sound))
		for _, root := range forenames.Forenames().Roots(f) {
			l.add(byRoots, kind(byRoots).add(root).add(sound))
		}
	}
}
