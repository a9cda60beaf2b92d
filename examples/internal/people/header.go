package people

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/caselobby/caselobby/examples/internal/table"
)

// heading is what the columns of a file mean.
type heading struct {
	table    *table.Reader
	meanings []string // by position: a field, a part of a date, or nothing
	notes    []string
}

// readHeader finds out what the columns mean. A column that could mean two things is refused
// or, where one reading loses nothing, read in that way, which the notes say.
func readHeader(t *table.Reader) (*heading, error) {
	h := &heading{table: t}
	for _, c := range t.Columns {
		h.meanings = append(h.meanings, meaning(c))
	}
	h.names()
	h.dates()
	if err := h.once(); err != nil {
		return nil, err
	}
	if !h.has("id") {
		return nil, t.Refuse("no column id")
	}
	if !slices.ContainsFunc(h.meanings, func(m string) bool { return m != "" && m != "id" && m != "channel" }) {
		return nil, t.Refuse("no column that tells of a person")
	}
	h.tell()
	return h, nil
}

// at returns the positions of the columns of a meaning.
func (h *heading) at(meaning string) (positions []int) {
	for i, m := range h.meanings {
		if m == meaning {
			positions = append(positions, i)
		}
	}
	return positions
}

func (h *heading) has(meaning string) bool { return slices.Contains(h.meanings, meaning) }

// give changes the meaning of all columns of one meaning.
func (h *heading) give(meaning, to string) {
	for _, i := range h.at(meaning) {
		h.meanings[i] = to
	}
}

// names settles which columns hold names. "Name" beside a surname is the given name, and beside
// a given name the surname. A whole name is not read if both parts have columns; if only one
// has, the whole name is read instead of it.
func (h *heading) names() {
	if h.has(anyName) && !h.has(fullName) && h.has("family") != h.has("given") {
		if h.has("family") {
			h.give(anyName, "given")
		} else {
			h.give(anyName, "family")
		}
	}
	whole := fullName
	if h.has(fullName) {
		h.drop(anyName, "the whole name is in another column")
	} else {
		whole = anyName
	}
	switch {
	case !h.has(whole):
	case h.has("given") && h.has("family"):
		h.drop(whole, "its parts are in columns of their own")
	default:
		h.drop("given", "the whole name is in another column")
		h.drop("family", "the whole name is in another column")
		h.give(whole, "family")
	}
}

// dates settles which columns hold the date of birth: one for all of it or, if there is none,
// one each for day, month and year.
func (h *heading) dates() {
	parts := []string{dayPart, month, year}
	if h.has(month) && h.has(year) && !h.has(dayPart) { // "birthday" may be the day of birth
		for _, i := range h.at("born") {
			if fold(h.table.Columns[i]) == "birthday" {
				h.meanings[i] = dayPart
			}
		}
	}
	for _, p := range parts {
		switch {
		case h.has("born"):
			h.drop(p, "the date of birth is in another column")
		case slices.ContainsFunc(parts, func(p string) bool { return len(h.at(p)) != 1 }):
			for _, p := range parts {
				h.drop(p, "a date of birth in parts is one column each of day, month and year")
			}
		}
	}
}

// once refuses two columns for a field that holds one value, unless exactly one of them has the
// very name of the field or, if none has, a name without an aside: "DOB" beside "DOB (verified)".
// Then the others are not read.
func (h *heading) once() error {
	for _, f := range new(Row).fields() {
		c, at := columns[f.Name], h.at(f.Name)
		if len(at) < 2 || f.List != nil {
			continue
		}
		called := func(i int) string { return fold(h.table.Columns[i]) }
		exact := slices.DeleteFunc(slices.Clone(at), func(i int) bool { return called(i) != fold(c.name) })
		if len(exact) == 0 {
			exact = slices.DeleteFunc(slices.Clone(at), func(i int) bool { return spelt(called(i)) == "" })
		}
		if len(exact) != 1 {
			return h.table.Refuse(fmt.Sprintf("columns %s and %s are both %s: leave one out", h.quote(at[0]), h.quote(at[1]), c.name))
		}
		for _, i := range at {
			if i != exact[0] {
				h.ignore(i, c.name+" is in another column")
			}
		}
	}
	return nil
}

// drop leaves the columns of a meaning unread, and notes why.
func (h *heading) drop(meaning, why string) {
	for _, i := range h.at(meaning) {
		h.ignore(i, why)
	}
}

func (h *heading) ignore(i int, why string) {
	h.meanings[i] = ""
	h.notes = append(h.notes, fmt.Sprintf("column %s is not read: %s", h.quote(i), why))
}

// quote names a column as the file does, in a length that can be printed.
func (h *heading) quote(i int) string {
	name := []rune(h.table.Columns[i])
	if len(name) > 40 {
		name = append(name[:40], '…')
	}
	return strconv.Quote(string(name))
}

// maxNamed is how many columns one note names.
const maxNamed = 30

func (h *heading) quoteAll(positions []int) string {
	var names []string
	for n, i := range positions {
		if n == maxNamed {
			names = append(names, fmt.Sprintf("and %d more", len(positions)-n))
			break
		}
		names = append(names, h.quote(i))
	}
	return strings.Join(names, ", ")
}

// mostTelling are the fields that matching depends on most.
var mostTelling = [...]string{"given", "family", "born"}

// unsaid names those mostTelling fields that have a column and no value in any row.
func (h *heading) unsaid(said map[string]bool) (names []string) {
	for _, f := range mostTelling {
		if !said[f] && (h.has(f) || f == "born" && h.has(year)) {
			names = append(names, columns[f].name)
		}
	}
	return names
}

// tell notes which columns are not known, which are read under another name or together, and
// which of the mostTelling fields have no column.
func (h *heading) tell() {
	var unknown []int
	for i, c := range h.table.Columns {
		if meaning(c) == "" {
			unknown = append(unknown, i)
		}
	}
	if len(unknown) > 0 {
		h.notes = append(h.notes, "columns that are not known are not read: "+h.quoteAll(unknown))
	}
	for _, f := range new(Row).fields() {
		at, name := h.at(f.Name), columns[f.Name].name
		if f.Name == "born" && len(at) == 0 {
			at = slices.Concat(h.at(dayPart), h.at(month), h.at(year))
		}
		if len(at) > 1 || len(at) == 1 && fold(h.table.Columns[at[0]]) != fold(name) {
			h.notes = append(h.notes, "read as "+name+": "+h.quoteAll(at))
		}
	}
	h.absent(mostTelling[:]...)
}

// absent notes which fields no column holds. A whole name holds the given name.
func (h *heading) absent(fields ...string) {
	for _, f := range fields {
		whole := f == "given" && slices.ContainsFunc(h.at("family"), func(i int) bool {
			m := meaning(h.table.Columns[i])
			return m == fullName || m == anyName
		})
		if parts := f == "born" && h.has(year); !h.has(f) && !whole && !parts {
			h.notes = append(h.notes, "no column holds "+columns[f].name)
		}
	}
}
