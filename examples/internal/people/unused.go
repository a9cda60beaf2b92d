package people

import (
	"fmt"
	"slices"
)

// Unused counts, for each column of a person, the rows of a file with a value that matching
// does not use. They are kept as they are, and nobody is found by them. The zero value is
// ready for use.
type Unused struct{ columns map[string]*unusedColumn }

type unusedColumn struct{ rows, first int }

// Add counts the values of a row.
func (u *Unused) Add(row Row) {
	for _, f := range row.Person.Fields() {
		if !slices.ContainsFunc(f.Values(), func(v string) bool { return slices.ContainsFunc(Readers[f.Name](v), Reading.unused) }) {
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
