package matching

import (
	"slices"
	"unicode/utf8"

	"github.com/caselobby/caselobby/matching/names"
	"github.com/caselobby/caselobby/matching/similarity"
)

// keys returns every key of a profile, sorted and unique.
//
// NI number, phone, e-mail and full name are followed alone; whatever many
// people share only together with more, so that in a register of a million too
// few share any key for it to be left out, and whoever is found has something to
// be found for. Between them the keys survive one slip in each name, a nickname,
// a new surname, swapped names, day and month the wrong way round, one wrong
// part of a date, or no date at all.
func (q *Parsed) keys() []Key {
	k := make(keyList, 0, 48)
	k.contacts(q)
	k.identity(q)
	k.shares(q)
	slices.Sort(k)
	return slices.Compact(k)
}

type keyList []Key

// contacts follows where a person can be found and the NI number.
func (k *keyList) contacts(q *Parsed) {
	k.numbers(q)
	k.places(q)
}

// identity follows names and date of birth.
func (k *keyList) identity(q *Parsed) {
	k.dates(q)
	for i := range q.surnames {
		k.surname(q, &q.surnames[i])
		for j := range q.surnames[i].parts {
			k.surnamePart(q, q.surnames[i].parts[j].text)
		}
	}
	k.forename(q)
}

func (k *keyList) follow(h hashing) { *k = append(*k, h.followed()) }

func (k *keyList) numbers(q *Parsed) {
	if q.nino != "" {
		k.follow(kind("nino").add(q.nino))
	}
	for i := range q.phones {
		k.follow(phoneKey(q.phones[i].text))
	}
	for i := range q.emails {
		k.follow(emailKey(q.emails[i].text))
	}
}

func phoneKey(national string) hashing { return kind("phone").add(national) }
func emailKey(address string) hashing  { return kind("email").add(address) }

// dates follows the date of birth, day and month in order of size, with each
// initial: both names may be mistyped, or changed over.
func (k *keyList) dates(q *Parsed) {
	if !q.born.full() {
		return
	}
	for _, initial := range q.initials() {
		k.follow(kind("born-initial").born(q.born).add(initial))
	}
}

func (h hashing) born(b birth) hashing {
	return h.number(b.year).number(min(b.month, b.day)).number(max(b.month, b.day))
}

// dayMonth is the day of the year, whichever way round it is written.
func (h hashing) dayMonth(b birth) hashing {
	return h.number(min(b.month, b.day)).number(max(b.month, b.day))
}

// initials returns the first letters of forename and surname, without saying
// which is which.
func (q *Parsed) initials() []string {
	var out []string
	if len(q.forenames) > 0 {
		out = append(out, first(q.forenames[0].text, 1))
	}
	if len(q.surnames) > 0 {
		if s := first(q.surnames[0].text, 1); len(out) == 0 || out[0] != s {
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

// last returns the last character of s.
func last(s string) string {
	_, n := utf8.DecodeLastRuneInString(s)
	return s[len(s)-n:]
}

func (k *keyList) places(q *Parsed) {
	for i := range q.postcodes {
		if q.postcodes[i].unit == "" {
			continue
		}
		for _, initial := range q.initials() {
			k.follow(kind("postcode-initial").add(q.postcodes[i].unit).add(initial))
		}
	}
}

// surname follows one surname together with the forename and the date of birth.
func (k *keyList) surname(q *Parsed, s *surname) {
	sound := soundOf(s.text)
	k.soundMonth(q, sound)
	if len(q.forenames) == 0 {
		k.follow(kind("surname-alone").add(s.text))
		return
	}
	f := q.forenames[0].text
	k.follow(nameKey(f, s.text))
	for _, root := range rootsOf(f) {
		k.follow(kind("root-sound").add(root).add(sound))
	}
	if bones := similarity.Skeleton(f); bones != "" && s.bones != "" {
		k.follow(kind("skeletons").add(bones).add(s.bones))
	}
	k.follow(kind("surname4-ends").add(first(s.text, 4)).add(first(f, 1)).add(last(f)))
	k.starts(q, f, s.text)
}

// soundOf is how a name sounds, or the name where that is not known.
func soundOf(name string) string {
	if sound := similarity.Phonetic(name); sound != "" {
		return sound
	}
	return name
}

// starts follows the first letters of both names with a part of the date of
// birth; and with nothing else where both people are known so vaguely, by an
// initial or without a date, that little else leads from one to the other.
func (k *keyList) starts(q *Parsed, forename, surname string) {
	initial := first(forename, 1)
	if !q.born.known() || forename == initial {
		k.follow(kind("surname4-initial").add(first(surname, 4)).add(initial))
	}
	if q.born.known() {
		k.follow(kind("surname3-initial-year").add(first(surname, 3)).add(initial).number(q.born.year))
	}
	if q.born.full() {
		k.follow(kind("surname2-initial-day").add(first(surname, 2)).add(initial).dayMonth(q.born))
		k.follow(kind("forename3-initial-day").add(first(forename, 3)).add(first(surname, 1)).dayMonth(q.born))
	}
}

// soundMonth follows how a surname sounds with month and year of birth:
// forenames change too.
func (k *keyList) soundMonth(q *Parsed, sound string) {
	if q.born.month != 0 {
		k.follow(kind("sound-month").add(sound).number(q.born.year).number(q.born.month))
	}
}

// surnamePart follows one part of a double-barrelled surname, which may be all
// that another form has.
func (k *keyList) surnamePart(q *Parsed, part string) {
	k.soundMonth(q, soundOf(part))
	if len(q.forenames) > 0 {
		k.follow(nameKey(q.forenames[0].text, part))
	}
}

// nameKey is of both names in alphabetical order, so that changing them over
// changes nothing.
func nameKey(forename, surname string) hashing {
	return kind("names").add(min(forename, surname)).add(max(forename, surname))
}

// rootsOf returns what a forename may be short for, and itself.
func rootsOf(forename string) []string {
	return append([]string{forename}, names.Forenames().Roots(forename)...)
}

// forename follows the start of the forename with month and year of birth:
// surnames change.
func (k *keyList) forename(q *Parsed) {
	if len(q.forenames) == 0 {
		return
	}
	f := q.forenames[0].text
	if q.born.month != 0 {
		k.follow(kind("forename3-month").add(first(f, 3)).number(q.born.year).number(q.born.month))
	}
	if len(q.surnames) == 0 {
		k.follow(kind("forename-alone").add(f))
	}
}

// shares are the keys by which a store counts how common values are.
func (k *keyList) shares(q *Parsed) {
	count := func(h hashing) { *k = append(*k, h.counted()) }
	for i := range q.surnames {
		count(surnameShare(q.surnames[i].text))
	}
	if len(q.forenames) > 0 {
		count(forenameShare(q.forenames[0].text))
	}
	if q.born.full() {
		count(bornShare(q.born))
	}
	for i := range q.postcodes {
		for _, part := range q.postcodes[i].parts() {
			if part != "" {
				count(placeShare(part))
			}
		}
	}
}

func (p *place) parts() [3]string { return [3]string{p.unit, p.sector, p.district} }

func surnameShare(s string) hashing  { return kind("share-surname").add(s) }
func forenameShare(s string) hashing { return kind("share-forename").add(s) }
func bornShare(b birth) hashing {
	return kind("share-born").add(b.digits)
}
func placeShare(s string) hashing { return kind("share-place").add(s) }
