package splink

import (
	"fmt"
	"io"
	"math"
	"strings"

	"github.com/caselobby/caselobby/matching/splink/internal/sql"
)

// Row is a record, prepared for a model: what its conditions need of one record
// alone is worked out. It may be shared, and does not print: it is a person's.
type Row struct {
	model       *Model
	record      sql.Record
	frequencies []frequency // as the model's tables
}

type frequency struct {
	log   float64
	known bool
}

// Format writes a placeholder.
func (Row) Format(s fmt.State, _ rune) { _, _ = io.WriteString(s, "[row]") }

// Prepare prepares a record, given by column. Column names match whatever their
// case, as in SQL. Every column in [Model.Columns] must be there, NULL or not:
// one that is missing is a mistake, and an error that Is [ErrRow]. Further
// columns are ignored, but for tf_NAME: it overrides the table of frequencies.
func (m *Model) Prepare(row map[string]Value) (Row, error) {
	p := preparation{model: m, row: row}
	r := Row{model: m, frequencies: make([]frequency, len(m.tables))}
	for i := range m.tables {
		r.frequencies[i] = p.frequency(&m.tables[i])
	}
	r.record = m.program.Record(p.value)
	if p.err != nil {
		return Row{}, p.err
	}
	return r, nil
}

// preparation looks up a row's columns, and keeps the first error.
type preparation struct {
	model *Model
	row   map[string]Value
	err   error
}

func (p *preparation) fail(column, reason string) {
	if p.err == nil {
		p.err = &Error{Kind: ErrRow, Column: column, Reason: reason}
	}
}

func (p *preparation) find(column string) (v Value, ok bool) {
	if v, ok = p.row[column]; ok {
		return v, true
	}
	for name, other := range p.row {
		if strings.EqualFold(name, column) {
			if ok {
				p.fail(column, "the row has it twice")
			}
			v, ok = other, true
		}
	}
	return v, ok
}

func (p *preparation) value(column string) Value {
	v, ok := p.find(column)
	if !ok {
		if t := p.model.tableOf(column); t != nil {
			if f := p.frequency(t); f.known {
				return Float(math.Exp2(f.log))
			}
			return Value{}
		}
		p.fail(column, "the row does not have it")
	}
	if !sql.Valid(v) {
		p.fail(column, "the text is not valid UTF-8")
	}
	return v
}

// frequency returns how common the row's value of a column is.
func (p *preparation) frequency(t *table) frequency {
	if given, ok := p.find(p.model.tfPrefix + t.column); ok {
		tf, ok := sql.Number(given)
		if !ok && !given.IsNull() || ok && !(tf > 0) {
			p.fail(p.model.tfPrefix+t.column, "the frequency is not a number above 0")
		}
		return frequency{p.model.logFrequency(tf), ok}
	}
	v, ok := p.find(t.column)
	if !ok {
		p.fail(t.column, "the row does not have it")
	}
	key, ok := sql.Key(v)
	if !ok {
		return frequency{}
	}
	log, ok := t.log[key]
	return frequency{log, ok}
}
