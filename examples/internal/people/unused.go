package people

import (
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/matching/normalise"
)

// Unused counts, for each column of a person, the rows of a file with a value that matching
// does not use. They are kept as they are, and nobody is found by them. The zero value is
// ready for use.
type Unused struct{ columns map[string]*unusedColumn }

type unusedColumn struct{ rows, first int }

// Add counts the values of a row.
func (u *Unused) Add(row Row) {
	for _, f := range row.Person.Fields() {
		if !slices.ContainsFunc(f.Values(), unused[f.Name]) {
			continue
		}
		if u.columns == nil {
			u.columns = map[string]*unusedColumn{}
		}
		if u.columns[f.Name] == nil {
			u.columns[f.Name] = &unusedColumn{first: row.Line}
		}
		u.columns[f.Name].rows++
	}
}

// Notes has a line for each column that counts any, in the order of the columns.
func (u *Unused) Notes(file string) (notes []string) {
	for _, f := range new(Row).fields() {
		c := u.columns[f.Name]
		if c == nil {
			continue
		}
		rows := fmt.Sprint(c.rows, " rows")
		if c.rows == 1 {
			rows = "1 row"
		}
		notes = append(notes, fmt.Sprintf("%s: %s of %s is not used for matching: no such value, or not understood; the first is line %d",
			file, columns[f.Name].name, rows, c.first))
	}
	return notes
}

// unused has for every field of a person, by the name that the person gives it, whether
// matching does not use a text in it, or one of several values in the text. "No fixed abode" is
// an answer, and none of these.
var unused = map[string]func(string) bool{
	"given":              unusedName(func(n *normalise.Names, s string) { n.Given = s }),
	"middle":             unusedName(func(n *normalise.Names, s string) { n.Middle = s }),
	"family":             unusedName(func(n *normalise.Names, s string) { n.Family = s }),
	"known-as":           unusedName(func(n *normalise.Names, s string) { n.KnownAs = []string{s} }),
	"former-family":      unusedName(func(n *normalise.Names, s string) { n.FormerFamily = []string{s} }),
	"born":               unusedDate,
	"other-born":         unusedDate,
	"gender":             unusedGender,
	"nino":               anyUnused(normalise.ParseNINOs, func(n normalise.NINO) bool { return n.Quality.Usable() }),
	"emails":             anyUnused(normalise.ParseEmails, func(e normalise.Email) bool { return e.Quality.Usable() }),
	"phones":             unusedPhone,
	"previous-phones":    unusedPhone,
	"postcodes":          unusedPostcode,
	"previous-postcodes": unusedPostcode,
}

var (
	unusedDate = anyUnused(func(s string) []normalise.Date { return normalise.ParseDates(s, time.Time{}) },
		func(d normalise.Date) bool { return d.Quality.Usable() })
	unusedPhone    = anyUnused(normalise.ParsePhones, func(p normalise.Phone) bool { return p.Quality.Usable() })
	unusedPostcode = anyUnused(normalise.ParsePostcodes, func(p normalise.Postcode) bool {
		return p.Quality.Usable() || p.Pseudo != normalise.NotPseudo && p.Pseudo != normalise.NotKnown
	})
)

func anyUnused[T any](parse func(string) []T, used func(T) bool) func(string) bool {
	return func(s string) bool {
		values := parse(s)
		return len(values) == 0 || slices.ContainsFunc(values, func(v T) bool { return !used(v) })
	}
}

func unusedName(put func(*normalise.Names, string)) func(string) bool {
	return func(s string) bool {
		var in normalise.Names
		put(&in, s)
		n := normalise.ParseNames(in)
		return len(n.Given)+len(n.Family)+len(n.Former)+len(n.Also) == 0
	}
}

// unusedGender asks the matcher: package normalise has no parser of a gender.
func unusedGender(s string) bool {
	return uk().Prepare(matching.Person{Gender: s}).Profile == uk().Prepare(matching.Person{}).Profile
}

var uk = sync.OnceValue(func() *matching.UKMatcher { return matching.UK(nil) })
