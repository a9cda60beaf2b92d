package people

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"regexp"
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

// ErrNoRow: the file ends, and not one row of it could be used.
var ErrNoRow = table.ErrNoRow

// Reader reads one file, row by row.
type Reader struct {
	table   *table.Reader
	heading *heading
	seen    map[string]int  // the line of each id
	said    map[string]bool // the fields that have a value in some row
}

// NewReader reads the header. The name of the file is only used in errors,
// which are [ErrHeader] unless reading fails.
func NewReader(file string, r io.Reader) (*Reader, error) {
	t, err := table.Find(file, r, func(column string) bool {
		m := meaning(column)
		return m != "" && m != dayPart && m != month && m != year // a title above the header may hold these words too
	})
	if err != nil {
		return nil, err
	}
	h, err := readHeader(t)
	if err != nil {
		return nil, err
	}
	return &Reader{table: t, heading: h, seen: map[string]int{}, said: map[string]bool{}}, nil
}

// Notes says, each with the name of the file, which columns are not read, which are read under
// another name, whether names or dates of birth are missing altogether, and what else was
// unusual in the file. Ask for them after the rows.
func (p *Reader) Notes() []string {
	notes := p.table.Notes()
	for _, n := range p.heading.notes {
		notes = append(notes, p.table.File+": "+n)
	}
	for _, name := range p.heading.unsaid(p.said) {
		notes = append(notes, p.table.File+": no row has a "+name)
	}
	return notes
}

// Rows yields the rows in order. A row that cannot be used is a [*BadRow], and
// the next one follows; any other error is the last, and so is [ErrNoRow], which
// comes too if no row says anything of a person.
func (p *Reader) Rows() iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		some := false
		for fields, err := range p.table.Rows() {
			var row Row
			if err == nil {
				row, err = p.row(fields)
			}
			var bad *BadRow
			if !yield(row, err) || err != nil && !errors.As(err, &bad) {
				return
			}
			some = some || err == nil && row.told()
		}
		if !some {
			yield(Row{}, fmt.Errorf("%s: %w", p.table.File, ErrNoRow))
		}
	}
}

func (p *Reader) row(t table.Row) (Row, error) {
	row := Row{Line: t.Line}
	cells := map[string]string{} // the parts of a date
	fields := row.fields()
	for i, m := range p.heading.meanings {
		if m == "" {
			continue
		}
		at, whole := position[m]
		if !whole {
			at, cells[m] = position["born"], t.Fields[i]
		}
		name := columns[fields[at].Name].name
		if reason := unusable(t.Fields[i], name); reason != "" {
			return Row{}, p.table.Bad(t.Line, name+": "+reason)
		}
		if whole {
			set(fields[at], t.Fields[i])
		}
		if strings.TrimSpace(t.Fields[i]) != "" {
			p.said[fields[at].Name] = true
		}
	}
	if len(cells) > 0 {
		row.Person.Born = date(cells[dayPart], cells[month], cells[year])
	}
	if first, again := p.seen[row.ID]; again {
		return Row{}, p.table.Bad(t.Line, fmt.Sprintf("id: the same as on line %d", first))
	}
	p.seen[row.ID] = t.Line
	return row, nil
}

// date joins the parts of a date. A part that is not given becomes "??", so that the others
// keep their places.
func date(parts ...string) string {
	given := false
	for i, p := range parts {
		if parts[i] = strings.TrimSpace(p); parts[i] == "" {
			parts[i] = "??"
			continue
		}
		given = true
	}
	if !given {
		return ""
	}
	return strings.Join(parts, "/")
}

// ruin is what a spreadsheet writes for a number that it has rounded, and for none: 1.0E+05, #N/A.
var ruin = regexp.MustCompile(`^(\d(\.\d+)?E\+\d+|#(N/A|REF!|VALUE!|NAME\?|NUM!|NULL!|DIV/0!)|#+)$`)

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
	case id && ruin.MatchString(strings.TrimSpace(v)):
		return "is what a spreadsheet has left of it"
	case id && table.Formula(v):
		return "begins as a formula does, which a spreadsheet would run"
	case id && len(v) > store.MaxID:
		return fmt.Sprintf("longer than %d bytes", store.MaxID)
	case len(v) > store.MaxText:
		return fmt.Sprintf("longer than %d bytes", store.MaxText)
	}
	return ""
}
