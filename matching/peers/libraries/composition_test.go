//go:build linux

package libraries

import (
	"github.com/hbollon/go-edlib"
	"github.com/xrash/smetrics"

	"github.com/caselobby/caselobby/matching/peers"
)

// person is somebody as a program keeps them that puts the UK model together of
// published libraries: the same normalised values, in plain strings.
type person struct {
	name
	gender    string
	born      string // YYYYMMDD where all of it is known
	year      int
	nino      string
	phones    []string
	emails    []peers.Mailbox
	postcodes []postcode
}

type postcode struct{ text, unit, sector, district string }

func newPerson(f *peers.Fields) *person {
	p := &person{name: newName(f), gender: f.Gender, year: f.Year, nino: f.NINO, phones: f.Phones, emails: f.Emails}
	if born := f.Born(); born != "" {
		p.born = born[:4] + born[5:7] + born[8:]
	}
	for _, c := range f.Postcodes {
		p.postcodes = append(p.postcodes, postcode{peers.Finest(c), c.Unit, c.Sector, c.District})
	}
	return p
}

// none is a comparison of which there was nothing to compare.
const none = -1

// compare sorts a pair into the levels of [matching.UK], by the place of each
// comparison: with smetrics' Jaro–Winkler, the quickest that is right, and go-edlib's
// distance with transposition, which no quicker library gets right.
func compare(a, b *person) (levels [8]int) {
	levels[0], levels[1] = compareNames(&a.name, &b.name)
	levels[2] = compareGenders(a.gender, b.gender)
	levels[3] = compareBorn(a, b)
	levels[4] = compareNINO(a.nino, b.nino)
	levels[5] = best(a.postcodes, b.postcodes, comparePostcodes)
	levels[6] = best(a.phones, b.phones, comparePhones)
	levels[7] = best(a.emails, b.emails, compareEmails)
	if levels[7] == emailAlike && levels[0] != none && levels[0] <= otherSurname {
		levels[7] = emailNamesake // most addresses are made of names
	}
	return levels
}

// best returns the best level of any two values; none where one side has none.
func best[V any](a, b []V, compare func(x, y V) int) int {
	level := none
	for _, x := range a {
		for _, y := range b {
			level = better(level, compare(x, y))
		}
	}
	return level
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

func compareGenders(x, y string) int {
	switch {
	case x == "" || y == "":
		return none
	case x == y:
		return 0
	}
	return 1
}

func compareBorn(a, b *person) int {
	x, y, years := a.born, b.born, max(a.year-b.year, b.year-a.year)
	switch {
	case a.year == 0 || b.year == 0:
		return none
	case x == "" || y == "":
		if years == 0 {
			return 3
		}
	case x == y:
		return 0
	case years == 0 && x[4:6] == y[6:] && x[6:] == y[4:6]:
		return 1
	case x[4:] == "0101" && y[4:] == "0101":
		if years <= 5 {
			return 7
		}
	case oneEdit(x, y):
		switch {
		case years < 10:
			return 4
		case years%10 == 0 && years >= 15 && years <= 50:
			return 8
		}
		return 5
	case years == 0 && (x[4:] == "0101" || y[4:] == "0101"):
		return 6
	case years == 0 && (x[4:6] == y[4:6] || x[6:] == y[6:]), x[4:] == y[4:] && years <= 5:
		return 7
	}
	switch {
	case years <= 5:
		return 9
	case years < 15 || years > 50:
		return 10
	}
	return 11
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

func comparePostcodes(x, y postcode) int {
	switch {
	case x.unit != "" && x.unit == y.unit:
		return 0
	case x.unit != "" && y.unit != "" && oneEdit(x.unit, y.unit):
		return 1
	case x.sector != "" && x.sector == y.sector:
		return 2
	case x.district != y.district:
		return 5
	case x.unit == "" || y.unit == "":
		return 3
	}
	return 4
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

// Levels of the model's e-mail, and the last level of its name at which both halves
// of the names are alike.
const (
	emailAlike = iota + 3
	emailNamesake
	emailDiffers

	otherSurname = 16
)

func compareEmails(x, y peers.Mailbox) int {
	switch {
	case x == y:
		return 0
	case oneEdit(x.String(), y.String()):
		return 1
	case x.User == y.User && len(x.User) >= 6:
		return 2
	case jaroWinkler(x.User, y.User) >= .92:
		return emailAlike
	}
	return emailDiffers
}
