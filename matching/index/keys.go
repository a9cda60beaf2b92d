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
	byNINO     = iota + 1
	byPhone    // see [matching.PhoneKey]
	byEmail    // see [matching.EmailKey]
	byUser     // the same user at another provider
	byPostcode // and an initial of a name
	byDate     // of birth
	byBorn     // and an initial of a name
	byForenameMonth
	byForenameDay // its first letters, day and month of birth
	bySurnameDay
	bySoundYear
	byInitials // of forename and surname, whichever is which, and the year
	byNames    // see [matching.NamesKey]
	byRoots    // what the forename may be short for, how the surname sounds
	kinds
)

// key is one key of a person. One that is counted is known to the matcher and says
// how common a value is.
type key struct {
	hash    uint64
	counted matching.Key
	kind    uint8
}

// keys appends the keys of a person, each once: those by which the person is
// listed, or all by which the person is looked for.
func keys(k []key, p *matching.Parts, asking bool) []key {
	l := keyList{k}
	l.contacts(p)
	l.dates(p)
	for s, part := range p.Surnames.Texts() {
		l.surname(p, s, part)
		l.names(p, s, asking)
	}
	return l.keys
}

type keyList struct{ keys []key }

func (l *keyList) add(k uint8, h hashing) { l.put(key{hash: h.sum(), kind: k}) }

// count adds a key of the matcher's.
func (l *keyList) count(k uint8, c matching.Key) {
	l.put(key{hash: spread(c), counted: c, kind: k})
}

func (l *keyList) put(k key) {
	for i := range l.keys {
		if l.keys[i].hash == k.hash {
			return
		}
	}
	l.keys = append(l.keys, k)
}

// spread makes a hash of a matcher's key, the top bit of which is no hash.
func spread(k matching.Key) uint64 { return hashing(k).sum() }

func (l *keyList) contacts(p *matching.Parts) {
	if p.NINO != "" {
		l.add(byNINO, kind(byNINO).add(p.NINO))
	}
	for _, t := range p.Phones {
		l.count(byPhone, matching.PhoneKey(t))
	}
	for _, e := range p.Emails {
		l.count(byEmail, matching.EmailKey(e))
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
		l.add(byDate, kind(byDate).number(p.Year).number(low).number(high))
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
		if f := p.Forename.Text(); f != "" && !part {
			l.add(byInitials, kind(byInitials).number(p.Year).number(int(min(f[0], s[0]))).number(int(max(f[0], s[0]))))
		}
	}
	if p.Day != 0 && !part {
		l.add(bySurnameDay, kind(bySurnameDay).add(start(s, 3)).number(min(p.Month, p.Day)).number(max(p.Month, p.Day)))
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

// names adds the keys of a full name. A forename of several words is listed as one
// too, by a key that is not counted, and looked for in either way.
func (l *keyList) names(p *matching.Parts, s string, asking bool) {
	f, joined := p.Forename.Text(), p.Forename.Joined()
	if f == "" {
		return
	}
	l.count(byNames, matching.NamesKey(f, s))
	several := func(f string) hashing { return kind(byNames).add(min(f, s)).add(max(f, s)) }
	if asking {
		l.add(byNames, several(f))
	}
	if joined != "" {
		l.add(byNames, several(joined))
		if asking {
			l.count(byNames, matching.NamesKey(joined, s))
		}
	}
}
