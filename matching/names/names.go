// Package names knows which names one person is recorded under: nicknames and
// short forms (Elizabeth, Liz), forms in another language (Katarzyna, Kate) and
// spellings (Mohammed, Muhammad; Clark, Clarke).
//
// [Related] compares two words, forenames or surnames: by a table, and where that
// has nothing by rules that know how Arabic, Somali, Persian, Turkish, Kurdish,
// South Asian, Slavic, Romanian and West African names come into Latin letters.
// Chinese, Vietnamese and Korean surnames, Irish and Welsh names and translations
// are in the table alone.
//
// A pair is evidence, never equality: Ron is short for Ronald and for Aaron, and
// no pair follows from two others. The tables and their licences are listed in
// ATTRIBUTION.md beside the source.
package names

import (
	"iter"
	"strings"
	"sync"
	"sync/atomic"
)

// Relation says how two different names may be the same person's.
type Relation uint8

// The relations, from none to the closest.
const (
	Unrelated Relation = iota
	Short              // one is a short, pet or translated form of the other
	Spelling           // two spellings of one name
)

// ID stands for a name of a [Table]; 0 for a name that the table lacks.
type ID uint16

// Table relates names with one another. It is immutable and safe for concurrent
// use. Names are folded: upper case A–Z, as package normalise writes them.
type Table struct {
	ids     map[string]ID
	names   []string        // by ID
	related [][]related     // by ID; shorter than names: those of addKnown have none
	roots   [][]string      // by ID, as long as related
	family  []bool          // by ID, as long as related: family names and no given names
	apart   map[[2]ID]bool  // names of two people, the lesser ID first
	codes   []atomic.Uint32 // by ID, in the table of [All]: the Code, once it was asked for
}

type related struct {
	id       ID
	relation Relation
}

// Forenames returns the table of forenames.
var Forenames = sync.OnceValue(func() *Table { return tableOf(forenames, variants, nicknames) })

// Surnames returns the table of surnames.
var Surnames = sync.OnceValue(func() *Table { return tableOf(surnames, variants) })

func tableOf(read ...int) *Table {
	t, s := newTable(), unpack()
	for _, i := range read {
		t.addRows(s[i])
	}
	t.settle(nil)
	return t
}

// All returns the one table of forenames and surnames: what is [Short] there is a
// form of a forename only. It has an ID for every name that is known to be borne,
// also for those that it relates with no other.
var All = sync.OnceValue(newAll)

func newAll() *Table {
	t, s := newTable(), unpack()
	t.addAll(s)
	t.settle(CodeOf)
	t.addKnown(s[known])
	t.codes = make([]atomic.Uint32, len(t.names))
	return t
}

// addAll reads every table.
func (t *Table) addAll(s []string) {
	for _, rows := range s[:known] {
		t.addRows(rows)
	}
}

// ID returns the id of a folded name.
func (t *Table) ID(name string) ID { return t.ids[name] }

// Relation returns how two different names are related.
func (t *Table) Relation(a, b ID) Relation {
	if a == 0 || b == 0 || int(a) >= len(t.related) {
		return Unrelated
	}
	for _, r := range t.related[a] {
		if r.id == b {
			return r.relation
		}
	}
	return Unrelated
}

// OnlyFamily reports whether a name is known as a family name and not as a given name:
// NOH and SZETO are families of Korea and China.
func (t *Table) OnlyFamily(id ID) bool { return int(id) < len(t.family) && t.family[id] }

// Forms yields the names that a name is related with.
func (t *Table) Forms(id ID) iter.Seq[string] {
	return func(yield func(string) bool) {
		if int(id) >= len(t.related) {
			return
		}
		for _, r := range t.related[id] {
			if !yield(t.names[r.id]) {
				return
			}
		}
	}
}

// MaxRoots is the most roots that a name has.
const MaxRoots = 6

// Roots returns the names under which a name meets those related to it, at most
// [MaxRoots]: the ones that most names are related with. Two names that are
// related share a root, or one is the other's; in the table of [All] they may
// share their [Code] instead.
func (t *Table) Roots(name string) []string {
	if id := t.ids[name]; id != 0 && int(id) < len(t.roots) {
		return t.roots[id]
	}
	return nil
}

func newTable() *Table {
	return &Table{ids: map[string]ID{}, names: make([]string, 1), related: make([][]related, 1), family: make([]bool, 1), apart: map[[2]ID]bool{}}
}

func (t *Table) id(name string) ID {
	id, ok := t.ids[name]
	if !ok {
		id, name = ID(len(t.names)), strings.Clone(name) // a part would keep the whole file in memory
		t.ids[name] = id
		t.names = append(t.names, name)
		t.related = append(t.related, nil)
		t.family = append(t.family, false)
	}
	return id
}

// relate records a pair; a relation found before, in a better table, stays.
func (t *Table) relate(a, b string, r Relation) {
	x, y := t.id(a), t.id(b)
	t.family[x], t.family[y] = false, false
	if x == y || t.Relation(x, y) != Unrelated || t.areApart(x, y) {
		return
	}
	t.related[x] = append(t.related[x], related{y, r})
	t.related[y] = append(t.related[y], related{x, r})
}

// areApart reports whether a table says that two names, though alike, are different ones.
func (t *Table) areApart(a, b ID) bool { return t.apart[[2]ID{min(a, b), max(a, b)}] }

// setApart notes that the first name of a row is not a form of any other in it.
func (t *Table) setApart(row []string) {
	first := t.id(row[0])
	for _, name := range row[1:] {
		other := t.id(name)
		t.apart[[2]ID{min(first, other), max(first, other)}] = true
	}
}

// addRows reads rows that a sign begins: for apart aONE OTHER …, for Gaelic gPREFIX ANCESTOR
// ENGLISH …, for short sFULL SHORT …, for Welsh wFATHER ENGLISH …, for surnames fONE TWO …, and for
// spellings vONE TWO ….
func (t *Table) addRows(rows string) {
	for rows != "" {
		end := 1
		for end < len(rows) && rows[end] < 'a' {
			end++
		}
		row := strings.Fields(rows[1:end])
		switch rows[0] {
		case 'a':
			t.setApart(row)
		case 'g':
			t.addGaelic(row[0], row[1], row[2:])
		case 'w':
			t.addWelsh(row[0], row[1:])
		case 's':
			for _, name := range row {
				t.relate(row[0], name, Short)
			}
		case 'f':
			t.addSurnames(row)
		default:
			t.addSpellings(row)
		}
		rows = rows[end:]
	}
}

// addSurnames relates each name of a row with each, and notes those that no row before has
// as a given name.
func (t *Table) addSurnames(row []string) {
	var only []string
	for _, name := range row {
		if id, ok := t.ids[name]; !ok || t.family[id] {
			only = append(only, name)
		}
	}
	t.addSpellings(row)
	for _, name := range only {
		t.family[t.id(name)] = true
	}
}

// addSpellings relates each name of a row with each.
func (t *Table) addSpellings(row []string) {
	for i, name := range row {
		for _, other := range row[:i] {
			t.relate(other, name, Spelling)
		}
	}
}

// records are the lines of a table without its header and comments.
func records(text string) []string {
	var lines []string
	for _, line := range strings.Split(text, "\n") {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			lines = append(lines, line)
		}
	}
	return lines[1:]
}
