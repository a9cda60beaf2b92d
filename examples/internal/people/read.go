package people

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"unicode"

	"github.com/caselobby/caselobby/examples/internal/table"
	"github.com/caselobby/caselobby/store"
)

// ErrHeader: the file cannot be read at all, because its first line is not a
// header with the columns that are needed.
var ErrHeader = table.ErrHeader

// BadRow says why a row was left out. It names the place and the reason, never
// what the row says of a person.
type BadRow = table.BadRow

// Reader reads one file, row by row.
type Reader struct {
	table   *table.Reader
	columns []*column // by position; nil where ignored
	seen    map[string]int
}

// NewReader reads the header. The name of the file is only used in errors,
// which are [ErrHeader] unless reading fails.
func NewReader(file string, r io.Reader) (*Reader, error) {
	t, err := table.NewReader(file, r)
	if err != nil {
		return nil, err
	}
	p := &Reader{table: t, seen: map[string]int{}}
	return p, p.readHeader()
}

func (p *Reader) readHeader() error {
	columns := known()
	found := map[string]bool{}
	for _, name := range p.table.Columns {
		name = strings.ReplaceAll(strings.ToLower(name), " ", "_")
		i := slices.IndexFunc(columns, func(c column) bool { return c.name == name })
		if i < 0 {
			p.columns = append(p.columns, nil)
			continue
		}
		if found[name] {
			return p.table.Refuse(fmt.Sprintf("column %q is there twice", name))
		}
		found[name] = true
		p.columns = append(p.columns, &columns[i])
	}
	if !found["id"] {
		return p.table.Refuse("no column id")
	}
	if delete(found, "id"); len(found) == 0 || len(found) == 1 && found["channel"] {
		return p.table.Refuse("no column that tells of a person")
	}
	return nil
}

// Rows yields the rows in order. A row that cannot be used is a [*BadRow], and
// the next one follows; any other error is the last.
func (p *Reader) Rows() iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		for fields, err := range p.table.Rows() {
			var row Row
			if err == nil {
				row, err = p.row(fields)
			}
			var bad *BadRow
			if !yield(row, err) || err != nil && !errors.As(err, &bad) {
				return
			}
		}
	}
}

func (p *Reader) row(t table.Row) (Row, error) {
	row := Row{Line: t.Line}
	for i, c := range p.columns {
		if c == nil {
			continue
		}
		if reason := unusable(t.Fields[i], c.name); reason != "" {
			return Row{}, p.table.Bad(t.Line, c.name+": "+reason)
		}
		c.set(&row, t.Fields[i])
	}
	if first, again := p.seen[row.ID]; again {
		return Row{}, p.table.Bad(t.Line, fmt.Sprintf("id: the same as on line %d", first))
	}
	p.seen[row.ID] = t.Line
	return row, nil
}

// unusable says why a value cannot be kept, or nothing.
func unusable(v, column string) string {
	if reason := table.Unusable(v); reason != "" {
		return reason
	}
	switch id := column == "id"; {
	case id && strings.TrimSpace(v) == "":
		return "missing"
	case id && strings.ContainsFunc(v, unicode.IsControl):
		return "holds a control character"
	case id && len(v) > store.MaxID:
		return fmt.Sprintf("longer than %d bytes", store.MaxID)
	case len(v) > store.MaxText:
		return fmt.Sprintf("longer than %d bytes", store.MaxText)
	}
	return ""
}
