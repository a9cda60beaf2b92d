package memory

import "slices"

// number stands for a row in the indexes: 4 bytes where an id would be a
// pointer. It is the row's own while the row is there, and then another's.
// 0 is no row's.
type number = uint32

// rows are the rows of one kind. Each has a number, from 1 upwards without large
// gaps.
type rows[ID comparable, Row any] struct {
	numbers map[ID]number
	rows    []*Row // by number
	free    []number
}

func newRows[ID comparable, Row any]() rows[ID, Row] {
	return rows[ID, Row]{numbers: make(map[ID]number), rows: make([]*Row, 1)}
}

func (r *rows[ID, Row]) len() int { return len(r.numbers) }

// get returns the row of an id, or nil.
func (r *rows[ID, Row]) get(id ID) *Row { return r.rows[r.numbers[id]] }

// put adds a row under an id that has none, and returns its number.
func (r *rows[ID, Row]) put(id ID, row *Row) number {
	n := number(len(r.rows))
	if last := len(r.free) - 1; last >= 0 {
		n, r.free = r.free[last], r.free[:last]
		r.rows[n] = row
	} else {
		r.rows = append(r.rows, row)
	}
	r.numbers[id] = n
	return n
}

// take removes the row of an id, and returns the number that it had.
func (r *rows[ID, Row]) take(id ID) number {
	n := r.numbers[id]
	delete(r.numbers, id)
	r.rows[n] = nil
	r.free = append(r.free, n)
	return n
}

// each returns the rows of numbers, once each.
func (r *rows[ID, Row]) each(numbers []number) []*Row {
	slices.Sort(numbers)
	numbers = slices.Compact(numbers)
	found := make([]*Row, len(numbers))
	for i, n := range numbers {
		found[i] = r.rows[n]
	}
	return found
}
