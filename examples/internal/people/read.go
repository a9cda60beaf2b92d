package people

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/caselobby/caselobby/store"
)

// ErrHeader: the file cannot be read at all, because its first line is not a
// header with the columns that are needed.
var ErrHeader = errors.New("no usable header")

// BadRow says why a row was left out. It names the place and the reason, never
// what the row says of a person.
type BadRow struct {
	File   string
	Line   int
	Reason string
}

// Error returns "clients.csv:17: reason".
func (e *BadRow) Error() string { return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Reason) }

// Reader reads one file, row by row.
type Reader struct {
	file    string
	lines   lines
	columns []*column // by position; nil where ignored
	seen    map[string]int
}

// NewReader reads the header. The name of the file is only used in errors,
// which are [ErrHeader] unless reading fails.
func NewReader(file string, r io.Reader) (*Reader, error) {
	b := bufio.NewReaderSize(r, maxLine)
	if mark, _ := b.Peek(3); bytes.Equal(mark, []byte("\xef\xbb\xbf")) {
		_, _ = b.Discard(3)
	}
	p := &Reader{file: file, lines: lines{r: b}, seen: map[string]int{}}
	line, err := p.lines.next()
	switch {
	case errors.Is(err, io.EOF):
		return nil, fmt.Errorf("%s: %w: the file is empty", file, ErrHeader)
	case errors.Is(err, errTooLong):
		return nil, fmt.Errorf("%s: %w: %w", file, ErrHeader, err)
	case err != nil:
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	header, err := split(line)
	if err != nil {
		return nil, fmt.Errorf("%s: %w: %w", file, ErrHeader, err)
	}
	return p, p.readHeader(header)
}

func (p *Reader) readHeader(header []string) error {
	columns := known()
	found := map[string]bool{}
	for _, name := range header {
		name = strings.ReplaceAll(strings.ToLower(strings.TrimSpace(name)), " ", "_")
		i := slices.IndexFunc(columns, func(c column) bool { return c.name == name })
		if i < 0 {
			p.columns = append(p.columns, nil)
			continue
		}
		if found[name] {
			return fmt.Errorf("%s: %w: column %s is there twice", p.file, ErrHeader, name)
		}
		found[name] = true
		p.columns = append(p.columns, &columns[i])
	}
	if !found["id"] {
		return fmt.Errorf("%s: %w: no column id", p.file, ErrHeader)
	}
	if delete(found, "id"); len(found) == 0 || len(found) == 1 && found["channel"] {
		return fmt.Errorf("%s: %w: no column that tells of a person", p.file, ErrHeader)
	}
	return nil
}

// Rows yields the rows in order. A row that cannot be used is a [*BadRow], and
// the next one follows; any other error is the last.
func (p *Reader) Rows() iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		for {
			row, err := p.next()
			if errors.Is(err, io.EOF) {
				return
			}
			var bad *BadRow
			if !yield(row, err) || err != nil && !errors.As(err, &bad) {
				return
			}
		}
	}
}

func (p *Reader) next() (Row, error) {
	fields, line, err := p.fields()
	switch {
	case errors.Is(err, errTooLong), errors.Is(err, errOpen), errors.Is(err, errBare):
		return Row{}, &BadRow{p.file, line, err.Error()}
	case errors.Is(err, io.EOF):
		return Row{}, err
	case err != nil:
		return Row{}, fmt.Errorf("%s: %w", p.file, err)
	case len(fields) != len(p.columns):
		return Row{}, &BadRow{p.file, line, fmt.Sprintf("%d fields where the header has %d", len(fields), len(p.columns))}
	}
	row := Row{Line: line}
	for i, c := range p.columns {
		if c == nil {
			continue
		}
		if reason := unusable(fields[i], c.name); reason != "" {
			return Row{}, &BadRow{p.file, line, c.name + ": " + reason}
		}
		c.set(&row, fields[i])
	}
	if first, again := p.seen[row.ID]; again {
		return Row{}, &BadRow{p.file, line, fmt.Sprintf("id: the same as on line %d", first)}
	}
	p.seen[row.ID] = line
	return row, nil
}

// fields returns the next row that is not blank, and the line on which it begins.
func (p *Reader) fields() ([]string, int, error) {
	row, err := p.lines.next()
	for err == nil && row == "" {
		row, err = p.lines.next()
	}
	if err != nil {
		return nil, p.lines.n, err
	}
	first := p.lines.n
	fields, err := split(row)
	var more []string
	for errors.Is(err, errOpen) && len(more) < maxSpan {
		line, lost := p.lines.next()
		if lost != nil {
			break // at the end, or not a line: an error of reading comes again
		}
		more = append(more, line)
		row += "\n" + line
		fields, err = split(row)
	}
	if errors.Is(err, errOpen) || len(more) > 0 && len(fields) != len(p.columns) {
		p.lines.unread(more) // the mark was a slip, and these are rows of their own
	}
	return fields, first, err
}

// unusable says why a value cannot be kept, or nothing.
func unusable(v, column string) string {
	switch id := column == "id"; {
	case !utf8.ValidString(v):
		return "not UTF-8"
	case strings.ContainsRune(v, 0):
		return "holds a NUL"
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
