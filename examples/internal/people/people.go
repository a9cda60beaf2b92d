// Package people reads people from CSV files, and writes them: the columns that
// the examples share.
//
// A file has a header. Its columns may stand in any order, and columns that are
// not known are ignored. A column that may hold several values separates them
// by semicolons.
//
//	id,channel,given_name,middle_name,family_name,former_family_name,date_of_birth,
//	nino,email,phone,postcode,previous_postcodes
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

// column is one that a file may have.
type column struct {
	name string
	get  func(*Row) []string // the values, for one that may have several
	set  func(*Row, string)
}

// known are the columns, in the order in which they are written.
func known() []column {
	return []column{
		one("id", func(r *Row) *string { return &r.ID }),
		one("channel", func(r *Row) *string { return &r.Channel }),
		one("given_name", func(r *Row) *string { return &r.Person.Given }),
		one("middle_name", func(r *Row) *string { return &r.Person.Middle }),
		one("family_name", func(r *Row) *string { return &r.Person.Family }),
		several("former_family_name", func(r *Row) *[]string { return &r.Person.FormerFamily }),
		one("date_of_birth", func(r *Row) *string { return &r.Person.Born }),
		one("nino", func(r *Row) *string { return &r.Person.NINO }),
		several("email", func(r *Row) *[]string { return &r.Person.Emails }),
		several("phone", func(r *Row) *[]string { return &r.Person.Phones }),
		several("postcode", func(r *Row) *[]string { return &r.Person.Postcodes }),
		several("previous_postcodes", func(r *Row) *[]string { return &r.Person.PreviousPostcodes }),
	}
}

func one(name string, of func(*Row) *string) column {
	return column{name,
		func(r *Row) []string { return []string{*of(r)} },
		func(r *Row, v string) { *of(r) = strings.TrimSpace(v) }}
}

func several(name string, of func(*Row) *[]string) column {
	return column{name,
		func(r *Row) []string { return *of(r) },
		func(r *Row, v string) {
			for part := range strings.SplitSeq(v, ";") {
				if part = strings.TrimSpace(part); part != "" {
					*of(r) = append(*of(r), part)
				}
			}
		}}
}
