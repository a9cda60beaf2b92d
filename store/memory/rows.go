package memory

import (
	"cmp"
	"slices"
)

// number stands for a row in the indexes: 4 bytes where an id would be a
// pointer. It is the row's own for good. 0 is no row's.
type number = uint32

// rows are the rows of one kind. Each has a number, from 1 upwards without gaps.
type rows[ID cmp.Ordered, Row any] struct {
	numbers map[ID]number
	rows    []*Row // by number
}

func newRows[ID cmp.Ordered, Row any]() rows[ID, Row] {
	return rows[ID, Row]{numbers: make(map[ID]number), rows: make([]*Row, 1)}
}

// get returns the row of an id, or nil.
func (r *rows[ID, Row]) get(id ID) *Row { return r.rows[r.numbers[id]] }

// put adds a row, or puts it in the place of the one before, and returns its
// number.
func (r *rows[ID, Row]) put(id ID, row *Row) number {
	if n := r.numbers[id]; n != 0 {
		r.rows[n] = row
		return n
	}
	n := number(len(r.rows))
	r.numbers[id], r.rows = n, append(r.rows, row)
	return n
}

// named returns the rows of ids, by id and once each, as far as they are there.
func (r *rows[ID, Row]) named(ids []ID) []*Row {
	var found []*Row
	for _, id := range unique(ids) {
		if row := r.get(id); row != nil {
			found = append(found, row)
		}
	}
	return found
}

// each returns the rows of numbers.
func (r *rows[ID, Row]) each(numbers []number) []*Row {
	found := make([]*Row, len(numbers))
	for i, n := range numbers {
		found[i] = r.rows[n]
	}
	return found
}

// unique returns a copy of ids, in order and once each.
func unique[ID cmp.Ordered](ids []ID) []ID {
	ids = slices.Clone(ids)
	slices.Sort(ids)
	return slices.Compact(ids)
}
