//go:build linux

package libraries

import (
	"github.com/hbollon/go-edlib"
	"github.com/xrash/smetrics"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/matching/names"
)

// person is somebody as a program keeps them that puts the UK model together of
// published libraries: the same normalised values, in plain strings.
type person struct {
	surnames  []string
	forename  string
	middles   []string
	born      string // YYYYMMDD where all of it is known
	year      int
	nino      string
	phones    []string
	emails    []matching.Mailbox
	postcodes []string
}

func newPerson(p matching.Parts) *person {
	q := &person{forename: p.Forename.Text(), born: digits(p), year: p.Year, nino: p.NINO, phones: p.Phones, emails: p.Emails, postcodes: p.Postcodes}
	for s, part := range p.Surnames.Texts() {
		if !part {
			q.surnames = append(q.surnames, s)
		}
	}
	for _, m := range p.Middles {
		q.middles = append(q.middles, m.Text())
	}
	return q
}

func digits(p matching.Parts) string {
	if p.Day == 0 {
		return ""
	}
	b := []byte("00000000")
	for i, n := 7, (p.Year*100+p.Month)*100+p.Day; i >= 0; i, n = i-1, n/10 {
		b[i] = byte('0' + n%10)
	}
	return string(b)
}

// none is a comparison of which there was nothing to compare.
const none = -1

// compare sorts a pair into the levels of [matching.UKModel], by the place of each
// comparison: with smetrics' Jaro–Winkler, the quickest that is right, and go-edlib's
// distance with transposition, which no quicker library gets right. It knows nothing
// of the rarer levels of names (double-barrelled, Slavic endings, transliterations).
func compare(a, b *person) (levels [matching.Fields]int) {
	levels[0] = compareNames(a, b)
	levels[1] = compareMiddles(a, b)
	levels[2] = compareBorn(a, b)
	levels[3] = compareNINO(a.nino, b.nino)
	levels[4], levels[5], levels[6] = none, none, none
	for _, x := range a.postcodes {
		for _, y := range b.postcodes {
			levels[4] = better(levels[4], comparePostcodes(x, y))
		}
	}
	for _, x := range a.phones {
		for _, y := range b.phones {
			levels[5] = better(levels[5], comparePhones(x, y))
		}
	}
	for _, x := range a.emails {
		for _, y := range b.emails {
			levels[6] = better(levels[6], compareEmails(x, y))
		}
	}
	return levels
}

// better returns the better of two levels, none being none.
func better(x, y int) int {
	if x == none {
		return y
	}
	return min(x, y)
}

func oneEdit(a, b string) bool { return edlib.OSADamerauLevenshteinDistance(a, b) <= 1 }

func jaroWinkler(a, b string) float64 { return smetrics.JaroWinkler(a, b, .7, 4) }

// How one half of a name agrees.
const (
	equal = iota
	related
	alike
	loose
	initial
	differs
	missing
)

func compareNames(a, b *person) int {
	surname := missing
	for _, x := range a.surnames {
		for _, y := range b.surnames {
			surname = min(surname, likeness(x, y, names.Surnames()))
		}
	}
	forename := missing
	if a.forename != "" && b.forename != "" {
		forename = likeness(a.forename, b.forename, names.Forenames())
	}
	if level := nameLevels[surname][forename]; level <= 11 || level == none {
		return level
	} else if forename == missing || surname == missing {
		return level
	} else if a.forename == b.surnames[0] && b.forename == a.surnames[0] {
		return 2
	} else if isAlike(a.forename, b.surnames[0]) && isAlike(a.surnames[0], b.forename) {
		return 11
	} else {
		return level
	}
}

func likeness(x, y string, table *names.Table) int {
	switch {
	case x == y:
		return equal
	case len(x) == 1 || len(y) == 1:
		if x[0] == y[0] {
			return initial
		}
		return differs
	case table.Relation(table.ID(x), table.ID(y)) != names.Unrelated:
		return related
	case isAlike(x, y):
		return alike
	case jaroWinkler(x, y) >= .78:
		return loose
	}
	return differs
}

func isAlike(x, y string) bool {
	return jaroWinkler(x, y) >= .9 || min(len(x), len(y)) >= 4 && oneEdit(x, y)
}

// nameLevels are the levels of the model by surname and forename.
var nameLevels = [7][7]int{
	equal:   {equal: 0, related: 3, alike: 5, loose: 12, initial: 7, differs: 12, missing: 9},
	related: {equal: 6, related: 11, alike: 11, loose: 13, initial: 13, differs: 16, missing: 14},
	alike:   {equal: 6, related: 11, alike: 11, loose: 13, initial: 13, differs: 16, missing: 14},
	loose:   {equal: 15, related: 13, alike: 13, loose: 13, initial: 16, differs: 18, missing: 17},
	initial: {equal: 15, related: 16, alike: 16, loose: 18, initial: 17, differs: 18, missing: 17},
	differs: {equal: 15, related: 16, alike: 16, loose: 18, initial: 17, differs: 18, missing: 17},
	missing: {equal: 10, related: 14, alike: 14, loose: 17, initial: none, differs: 17, missing: none},
}

func compareMiddles(a, b *person) int {
	level := none
	for _, x := range a.middles {
		for _, y := range b.middles {
			switch likeness(x, y, names.Forenames()) {
			case equal, alike:
				level = better(level, 0)
			case initial:
				level = better(level, 1)
			default:
				level = better(level, 2)
			}
		}
	}
	return level
}

func compareBorn(a, b *person) int {
	x, y := a.born, b.born
	switch {
	case a.year == 0 || b.year == 0:
		return none
	case x == "" || y == "":
		if a.year == b.year {
			return 3
		}
	case x == y:
		return 0
	case x[:4] == y[:4] && x[4:6] == y[6:] && x[6:] == y[4:6]:
		return 1
	case oneEdit(x, y):
		return 4
	case a.year == b.year && (x[4:] == "0101" || y[4:] == "0101"):
		return 5
	case a.year == b.year && (x[4:6] == y[4:6] || x[6:] == y[6:]), x[4:] == y[4:] && max(a.year-b.year, b.year-a.year) <= 5:
		return 6
	}
	switch years := max(a.year-b.year, b.year-a.year); {
	case years <= 5:
		return 7
	case years < 15 || years > 50:
		return 8
	}
	return 9
}

func compareNINO(x, y string) int {
	switch {
	case x == "" || y == "":
		return none
	case x == y:
		return 0
	case x[:len(x)-1] == y[:len(y)-1]:
		return 2
	case oneEdit(x, y):
		return 1
	}
	return 3
}

func comparePostcodes(x, y string) int {
	a, b := newPostcode(x), newPostcode(y)
	switch {
	case a.unit && x == y:
		return 0
	case a.unit && b.unit && oneEdit(x, y):
		return 1
	case a.sector != "" && a.sector == b.sector:
		return 2
	case a.district != b.district:
		return 5
	case !a.unit || !b.unit:
		return 3
	}
	return 4
}

type postcode struct {
	district, sector string
	unit             bool
}

func newPostcode(s string) (p postcode) {
	for i := range len(s) {
		if s[i] == ' ' {
			return postcode{s[:i], s[:i+2], len(s) == i+4}
		}
	}
	return postcode{district: s}
}

func comparePhones(x, y string) int {
	switch {
	case x == y:
		return 0
	case oneEdit(x, y):
		return 1
	}
	return 2
}

func compareEmails(x, y matching.Mailbox) int {
	switch {
	case x == y:
		return 0
	case oneEdit(x.User+"@"+x.Domain, y.User+"@"+y.Domain):
		return 1
	case x.User == y.User && len(x.User) >= 6:
		return 2
	case jaroWinkler(x.User, y.User) >= .92:
		return 3
	}
	return 4
}
