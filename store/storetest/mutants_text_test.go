package storetest

import (
	"strings"
	"time"

	"github.com/caselobby/caselobby/store"
)

// textMutants take text for something else.
var textMutants = []mutant{
	{"text is trimmed", textAsGiven, written(func(r *store.Record) { r.Person.Given = strings.TrimSpace(r.Person.Given) })},
	{"a name that is a word of the database's is none", textAsGiven, written(func(r *store.Record) {
		if r.Person.Family == "NULL" {
			r.Person.Family = ""
		}
	})},
	{"quotes are taken for one where there are two", textAsGiven, written(func(r *store.Record) {
		r.Person.Family = strings.ReplaceAll(r.Person.Family, "''", "'")
	})},
	{"spaces are all the same", textAsGiven, written(func(r *store.Record) {
		r.Person.Family = strings.ReplaceAll(r.Person.Family, "\u00a0", " ")
	})},
	{"what is no character is dropped", textAsGiven, written(func(r *store.Record) {
		r.Person.Family = strings.TrimRight(r.Person.Family, "\ufffe\uffff")
	})},
	{"line ends are changed", textAsGiven, written(func(r *store.Record) {
		r.Tasks[0].Note = strings.ReplaceAll(r.Tasks[0].Note, "\r\n", "\n")
	})},
	{"a day is made a time", textAsGiven, written(func(r *store.Record) {
		if day, err := time.Parse(time.DateOnly, r.Person.Born); err == nil {
			r.Person.Born = day.Format(time.RFC3339)
		}
	})},
	{"a time that was typed is written another way", textAsGiven, written(func(r *store.Record) {
		if at, err := time.Parse(time.RFC3339, r.SenderKey); err == nil {
			r.SenderKey = at.Format(time.RFC3339Nano)
		}
	})},
	{"what is in quotes is taken out of them", textAsGiven, written(func(r *store.Record) { r.Tasks[0].Title = strings.Trim(r.Tasks[0].Title, `"`) })},
	{"a list is kept as one text, its elements ended by a control character", textAsGiven, written(func(r *store.Record) {
		r.Person.Phones = strings.Split(strings.Join(r.Person.Phones, "\x1f"), "\x1f")
	})},
	{"typographic quotes are made plain", textAsGiven, written(func(r *store.Record) { r.Person.Family = strings.ReplaceAll(r.Person.Family, "’", "'") })},
	{"a list of an empty text is empty", wholeList, written(func(r *store.Record) {
		if len(r.Person.Emails) == 1 && r.Person.Emails[0] == "" {
			r.Person.Emails = nil
		}
	})},
}
