package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/caselobby/caselobby/examples/internal/table"
	"github.com/caselobby/caselobby/matching/splink"
)

// record is a row that is ready to be compared.
type record struct {
	id    string
	line  int
	block []string // values of the columns that the rules need
	row   splink.Row
}

// rawTable is a file as it was read.
type rawTable struct {
	reader  *table.Reader
	rows    []table.Row
	records []record
}

// readTables reads one file or both, counts the frequencies that were not given as files, and
// prepares the rows.
func readTables(ctx context.Context, s pairing, m pairModel, c *console) ([]*rawTable, error) {
	var tables []*rawTable
	for _, file := range []string{s.left, s.right} {
		if file == "" {
			continue
		}
		t, err := readTable(ctx, file, m, c)
		if err != nil {
			return nil, err
		}
		tables = append(tables, t)
	}
	for _, column := range m.FrequencyColumns() {
		if s.frequencies[column] == "" {
			if err := m.SetFrequencies(column, shares(tables, column)); err != nil {
				return nil, err
			}
		}
	}
	for _, t := range tables {
		if err := t.prepare(m, c); err != nil {
			return nil, err
		}
		if len(t.records) == 0 {
			return nil, fmt.Errorf("%s: no row could be used", t.reader.File)
		}
	}
	return tables, nil
}

func readTable(ctx context.Context, file string, m pairModel, c *console) (*rawTable, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // only read
	r, err := table.NewReader(file, f)
	if err != nil {
		return nil, err
	}
	for _, column := range append(append([]string{m.id}, m.Columns()...), m.blocking()...) {
		if columnOf(r, column) < 0 {
			return nil, r.Refuse("no column " + column)
		}
	}
	t := &rawTable{reader: r}
	seen := map[string]int{}
	for row, err := range r.Rows() {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err == nil {
			err = t.add(row, m.id, seen)
		}
		if err != nil && !c.complainIfBad(err) {
			return nil, err
		}
	}
	return t, nil
}

// add adds a row, or returns why it cannot be used.
func (t *rawTable) add(row table.Row, column string, seen map[string]int) error {
	id := strings.TrimSpace(row.Fields[columnOf(t.reader, column)])
	first, again := seen[id]
	switch {
	case slices.ContainsFunc(row.Fields, func(v string) bool { return table.Unusable(v) != "" }):
		return t.reader.Bad(row.Line, "holds a NUL or is not UTF-8")
	case id == "":
		return t.reader.Bad(row.Line, column+": missing")
	case again:
		return t.reader.Bad(row.Line, fmt.Sprintf("%s: the same as on line %d", column, first))
	}
	seen[id] = row.Line
	t.rows = append(t.rows, row)
	return nil
}

// columnOf finds a column whatever its case, as SQL does.
func columnOf(r *table.Reader, name string) int {
	return slices.IndexFunc(r.Columns, func(c string) bool { return strings.EqualFold(c, name) })
}

// shares returns how common each value of a column is: its share of the cells of both files
// that are not empty.
func shares(tables []*rawTable, column string) map[string]float64 {
	counts, all := map[string]float64{}, 0.
	for _, t := range tables {
		at := columnOf(t.reader, column)
		for _, row := range t.rows {
			if v := row.Fields[at]; v != "" {
				counts[v]++
				all++
			}
		}
	}
	for v := range counts {
		counts[v] /= all
	}
	return counts
}

// prepare makes records of the rows. An empty cell is NULL.
func (t *rawTable) prepare(m pairModel, c *console) error {
	columns, blocking := m.Columns(), m.blocking()
	for _, row := range t.rows {
		r := record{id: strings.TrimSpace(row.Fields[columnOf(t.reader, m.id)]), line: row.Line}
		values := make(map[string]splink.Value, len(columns))
		for _, column := range columns {
			values[column] = splink.TextOrNull(row.Fields[columnOf(t.reader, column)])
		}
		for _, column := range blocking {
			r.block = append(r.block, row.Fields[columnOf(t.reader, column)])
		}
		var err error
		if r.row, err = m.Prepare(values); errors.Is(err, splink.ErrEvaluation) {
			c.complain(t.reader.Bad(row.Line, err.Error()))
			continue
		}
		if err != nil {
			return err
		}
		t.records = append(t.records, r)
	}
	return nil
}
