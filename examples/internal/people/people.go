// Package people reads people from CSV files, and writes them: the columns that
// the examples share.
//
// A file has a header, and a column id. Columns may stand in any order and be
// called as other systems call them: "Forename", "DOB", "NI number"; [Reader.Notes]
// says which of them were not read, and how those were whose name is another. A
// column that may hold several values separates them by semicolons, and may be
// there several times ("Home phone", "Mobile number").
//
//	id,channel,given_name,middle_name,family_name,known_as,former_family_name,
//	date_of_birth,other_dates_of_birth,gender,nino,email,phone,previous_phones,
//	postcode,previous_postcodes
//
// A whole name in one column (name, full_name) is kept as the family name, without
// a given name: matching reads whole names there. A date of birth may stand in
// three columns: day, month, year.
package people

import (
	"strings"

	"github.com/caselobby/caselobby/matching"
)

// Row is one person of a file.
type Row struct {
	ID      string
	Channel string // how a case arrived; empty for clients
	Person  matching.Person
	Line    int // of the file, from 1
}

// fields are what the columns hold, in the order in which they are written.
func (r *Row) fields() []matching.Field {
	of := r.Person.Fields()
	return append([]matching.Field{{Name: "id", Text: &r.ID}, {Name: "channel", Text: &r.Channel}}, of[:]...)
}

// told reports whether any field of the person has a value.
func (r *Row) told() bool {
	for _, f := range r.Person.Fields() {
		if len(f.Values()) > 0 {
			return true
		}
	}
	return false
}

// position is the place of each field in a row's fields.
var position = func() map[string]int {
	at := map[string]int{}
	for i, f := range new(Row).fields() {
		at[f.Name] = i
	}
	return at
}()

// set puts the value of a cell into a field. To a list it adds the values of each cell.
func set(f matching.Field, cell string) {
	if f.Text != nil {
		*f.Text = strings.TrimSpace(cell)
		return
	}
	for part := range strings.SplitSeq(cell, ";") {
		if part = strings.TrimSpace(part); part != "" {
			*f.List = append(*f.List, part)
		}
	}
}

// Columns returns the names of the columns, in the order in which they are written.
func Columns() []string {
	var names []string
	for _, f := range new(Row).fields() {
		names = append(names, columns[f.Name].name)
	}
	return names
}
