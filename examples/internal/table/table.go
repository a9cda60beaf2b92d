// Package table reads CSV files as people make them: with a byte order mark,
// with line breaks within values, with a quotation mark that was never closed.
// A row that cannot be read is reported, and the next one follows.
package table

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
	"unicode/utf8"
)

// ErrHeader: the file cannot be read at all, because its first line is not a
// header with the columns that are needed.
var ErrHeader = errors.New("no usable header")

// BadRow says why a row was left out. It names the place and the reason, never
// what the row says.
type BadRow struct {
	File   string
	Line   int
	Reason string
}

// Error returns "clients.csv:17: reason".
func (e *BadRow) Error() string { return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Reason) }

// Reader reads one file, row by row.
type Reader struct {
	File    string
	Columns []string // of the header, as written but for spaces around
	lines   lines
}

// Row is one row of a file.
type Row struct {
	Line   int      // on which it begins, from 1
	Fields []string // as many as there are columns
}

// NewReader reads the header. The name of the file is only used in errors,
// which are [ErrHeader] unless reading fails.
func NewReader(file string, r io.Reader) (*Reader, error) {
	b := bufio.NewReaderSize(r, maxLine)
	if mark, _ := b.Peek(3); bytes.Equal(mark, []byte("\xef\xbb\xbf")) {
		_, _ = b.Discard(3)
	}
	t := &Reader{File: file, lines: lines{r: b}}
	line, err := t.lines.next()
	switch {
	case errors.Is(err, io.EOF):
		return nil, t.Refuse("the file is empty")
	case errors.Is(err, errTooLong):
		return nil, t.Refuse(err.Error())
	case err != nil:
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	if t.Columns, err = split(line); err != nil {
		return nil, t.Refuse(err.Error())
	}
	seen := map[string]bool{}
	for i, c := range t.Columns {
		c = strings.TrimSpace(c)
		if seen[c] && c != "" {
			return nil, t.Refuse(fmt.Sprintf("column %q is there twice", c))
		}
		seen[c], t.Columns[i] = true, c
	}
	return t, nil
}

// Refuse returns an error that Is [ErrHeader] and says why.
func (t *Reader) Refuse(reason string) error {
	return fmt.Errorf("%s: %w: %s", t.File, ErrHeader, reason)
}

// Bad returns the error of a row that is left out.
func (t *Reader) Bad(line int, reason string) *BadRow { return &BadRow{t.File, line, reason} }

// Rows yields the rows in order. A row that cannot be read is a [*BadRow], and
// the next one follows; any other error is the last.
func (t *Reader) Rows() iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		for {
			row, err := t.next()
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

func (t *Reader) next() (Row, error) {
	fields, line, err := t.fields()
	switch {
	case errors.Is(err, errTooLong), errors.Is(err, errOpen), errors.Is(err, errBare):
		return Row{}, t.Bad(line, err.Error())
	case errors.Is(err, io.EOF):
		return Row{}, err
	case err != nil:
		return Row{}, fmt.Errorf("%s: %w", t.File, err)
	case len(fields) != len(t.Columns):
		return Row{}, t.Bad(line, fmt.Sprintf("%d fields where the header has %d", len(fields), len(t.Columns)))
	}
	return Row{line, fields}, nil
}

// fields returns the next row that is not blank, and the line on which it begins.
func (t *Reader) fields() ([]string, int, error) {
	row, err := t.lines.next()
	for err == nil && row == "" {
		row, err = t.lines.next()
	}
	if err != nil {
		return nil, t.lines.n, err
	}
	first := t.lines.n
	fields, err := split(row)
	var more []string
	for errors.Is(err, errOpen) && len(more) < maxSpan {
		line, lost := t.lines.next()
		if lost != nil {
			break // at the end, or not a line: an error of reading comes again
		}
		more = append(more, line)
		row += "\n" + line
		fields, err = split(row)
	}
	if errors.Is(err, errOpen) || len(more) > 0 && len(fields) != len(t.Columns) {
		t.lines.unread(more) // the mark was a slip, and these are rows of their own
	}
	return fields, first, err
}

// Unusable says why a value is no text that can be kept, or nothing.
func Unusable(v string) string {
	switch {
	case !utf8.ValidString(v):
		return "not UTF-8"
	case strings.ContainsRune(v, 0):
		return "holds a NUL"
	}
	return ""
}
