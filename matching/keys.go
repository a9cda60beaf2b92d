package matching

import (
	"slices"

	"github.com/caselobby/caselobby/matching/names"
	"github.com/caselobby/caselobby/matching/similarity"
)

// keys returns every key of a profile, sorted and unique.
//
// Single facts find candidates while few share them: NI number, phone, e-mail,
// date of birth, name. Where many do, the compound keys that hold two facts still
// find them. Whatever may be confused is hashed so that it cannot be: names are
// sorted, so that swapping them changes nothing, and so are day and month.
func (q *Profile) keys() []Key {
	k := make(keyList, 0, 48)
	k.contacts(q)
	k.identity(q)
	k.shares(q)
	slices.Sort(k)
	return slices.Compact(k)
}

type keyList []Key

// contacts follows where a person can be found and the NI number.
func (k *keyList) contacts(q *Profile) {
	k.numbers(q)
	k.places(q)
}

// identity follows names and date of birth.
func (k *keyList) identity(q *Profile) {
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

func (k *keyList) numbers(q *Profile) {
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

// dates follows the date of birth with day and month in order of size: alone,
// and with the initials for the dates that many are recorded under.
func (k *keyList) dates(q *Profile) {
	if !q.born.full() {
		return
	}
	k.follow(kind("born").born(q.born))
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
func (q *Profile) initials() []string {
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

func (k *keyList) places(q *Profile) {
	for i := range q.postcodes {
		if q.postcodes[i].unit == "" {
			continue
		}
		for _, initial := range q.initials() {
			k.follow(kind("postcode-initial").add(q.postcodes[i].unit).add(initial))
		}
	}
}

// surname follows one surname together with the forename or the year of birth.
func (k *keyList) surname(q *Profile, s *surname) {
	sound := similarity.Phonetic(s.text)
	if sound == "" {
		sound = s.text
	}
	if q.born.known() {
		k.follow(kind("sound-year").add(sound).number(q.born.year))
	}
	if q.born.full() {
		k.follow(kind("surname-day").add(first(s.text, 3)).dayMonth(q.born))
	}
	if len(q.forenames) == 0 {
		k.follow(kind("surname-alone").add(s.text))
		return
	}
	f := &q.forenames[0]
	k.fullName(q, f.text, s.text)
	k.follow(kind("surname4-initial").add(first(s.text, 4)).add(first(f.text, 1)))
	for _, root := range rootsOf(f.text) {
		k.follow(kind("root-sound").add(root).add(sound))
	}
	if bones := similarity.Skeleton(f.text); bones != "" && s.bones != "" {
		k.follow(kind("skeletons").add(bones).add(s.bones))
	}
}

// surnamePart follows one part of a double-barrelled surname, which may be all
// that another form has.
func (k *keyList) surnamePart(q *Profile, part string) {
	if q.born.known() {
		sound := similarity.Phonetic(part)
		k.follow(kind("sound-year").add(sound).number(q.born.year))
	}
	if len(q.forenames) > 0 {
		k.follow(nameKey(q.forenames[0].text, part))
	}
}

// fullName follows the names in alphabetical order: alone, and with the year of
// birth for the names that many have.
func (k *keyList) fullName(q *Profile, forename, surname string) {
	k.follow(nameKey(forename, surname))
	if q.born.known() {
		k.follow(sorted("names-year", forename, surname).number(q.born.year))
	}
}

func nameKey(forename, surname string) hashing { return sorted("names", forename, surname) }

func sorted(name, a, b string) hashing {
	return kind(name).add(min(a, b)).add(max(a, b))
}

// rootsOf returns what a forename may be short for, and itself.
func rootsOf(forename string) []string {
	return append([]string{forename}, names.Forenames().Roots(forename)...)
}

// forename follows the forename with month and year or day and month of birth:
// surnames change.
func (k *keyList) forename(q *Profile) {
	if len(q.forenames) == 0 {
		return
	}
	f := q.forenames[0].text
	if q.born.month != 0 {
		k.follow(kind("forename-month").add(f).number(q.born.year).number(q.born.month))
	}
	if q.born.full() {
		k.follow(kind("forename-day").add(first(f, 3)).dayMonth(q.born))
	}
	if len(q.surnames) == 0 {
		k.follow(kind("forename-alone").add(f))
	}
}

// shares are the keys by which a store counts how common values are.
func (k *keyList) shares(q *Profile) {
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
