package desk

import (
	"fmt"
	"slices"

	"github.com/caselobby/caselobby/examples/internal/people"
)

// unusedValues counts, for each column of a person, the rows of a file with a value that
// matching does not use. They are kept as they are, and nobody is found by them.
type unusedValues map[string]*struct{ rows, first int }

func (u unusedValues) add(row people.Row) {
	for _, f := range row.Person.Fields() {
		if !slices.ContainsFunc(f.Values(), aspects[f.Name].unused) {
			continue
		}
		if u[f.Name] == nil {
			u[f.Name] = &struct{ rows, first int }{first: row.Line}
		}
		u[f.Name].rows++
	}
}

// notes has a line for each column that counts any, in the order of the columns.
func (u unusedValues) notes(file string) (notes []string) {
	fields := new(people.Row).Person.Fields()
	names := people.Columns()[len(people.Columns())-len(fields):] // after the id and the channel
	for i, f := range fields {
		if n := u[f.Name]; n != nil {
			notes = append(notes, fmt.Sprintf("%s: %s of %s is not used for matching: no such value, or not understood; the first is line %d",
				file, names[i], count(n.rows, "row", "rows"), n.first))
		}
	}
	return notes
}
