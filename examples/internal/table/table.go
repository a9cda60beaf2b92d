// Package table reads CSV files as people make them: with a byte order mark,
// with line breaks within values, with a quotation mark that was never closed,
// from a spreadsheet on a Mac, in the encoding of old Windows, with semicolons
// and with a title above the header.
//
// What can be read for certain is read, and [Reader.Notes] says what was not as
// usual. A row that cannot be read is reported, and the next one follows. A file
// of which no row can be read is an error.
package table

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"unicode/utf8"
)

// ErrHeader: the file cannot be read at all, because it is no text, or has no
// header with the columns that are needed.
var ErrHeader = errors.New("no usable header")

// ErrNoRow: the file ends, and not one row of it could be read.
var ErrNoRow = errors.New("no row could be used")

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
	File     string
	Columns  []string // of the header, as written but for spaces around
	encoding string   // what it was converted from; empty for UTF-8 and Windows-1252
	header   header
	lines    lines
}

// Row is one row of a file.
type Row struct {
	Line   int      // on which it begins, from 1
	Fields []string // as many as there are columns
}

// NewReader reads the header, which is the first line that is not blank. The name
// of the file is only used in errors, which are [ErrHeader] unless reading fails.
func NewReader(file string, r io.Reader) (*Reader, error) {
	t, err := Find(file, r, nil)
	if err != nil {
		return nil, err
	}
	for i, c := range t.Columns {
		if c != "" && slices.Contains(t.Columns[:i], c) {
			return nil, t.Refuse(fmt.Sprintf("column %q is there twice", c))
		}
	}
	return t, nil
}

// Find reads the header as [NewReader] does, for a caller who knows how columns
// may be called: titles above the header are passed over, and what separates
// values is certain. The header is the first line with two columns that are
// known; some may be there twice.
func Find(file string, r io.Reader, known func(column string) bool) (*Reader, error) {
	t := &Reader{File: file}
	var wrong string
	if t.lines.r, t.encoding, wrong = decode(r); wrong != "" {
		return nil, t.Refuse("it is " + wrong + ", not CSV: save it as CSV in UTF-8")
	}
	if err := t.findHeader(known); err != nil {
		return nil, err
	}
	return t, nil
}

// Refuse returns an error that Is [ErrHeader] and says why.
func (t *Reader) Refuse(reason string) error {
	return fmt.Errorf("%s: %w: %s", t.File, ErrHeader, reason)
}

// Bad returns the error of a row that is left out.
func (t *Reader) Bad(line int, reason string) *BadRow { return &BadRow{t.File, line, reason} }

// Notes says what was not as usual and was read all the same, each with the name
// of the file. Ask for them after the rows.
func (t *Reader) Notes() []string {
	var notes []string
	note := func(format string, args ...any) {
		notes = append(notes, t.File+": "+fmt.Sprintf(format, args...))
	}
	if t.encoding != "" {
		note("read as %s", t.encoding)
	}
	if t.header.separator != "," {
		note("separated by %s", separatorName(t.header.separator))
	}
	if t.header.line > 1 {
		note("the header is on line %d, what is above it is not read", t.header.line)
	}
	if n := t.lines.repaired; n.count > 0 {
		note("lines that are not UTF-8 are read as Windows-1252: %d, the first is line %d", n.count, n.first)
	}
	if n := t.lines.lost; n.count > 0 {
		note("lines hold the mark of a character that is lost (U+FFFD): %d, the first is line %d", n.count, n.first)
	}
	return notes
}

// Rows yields the rows in order. A row that cannot be read is a [*BadRow], and
// the next one follows; any other error is the last, and so is [ErrNoRow].
func (t *Reader) Rows() iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		for some := false; ; {
			row, err := t.next()
			if errors.Is(err, io.EOF) {
				if some {
					return
				}
				err = fmt.Errorf("%s: %w", t.File, ErrNoRow)
			}
			var bad *BadRow
			if !yield(row, err) || err != nil && !errors.As(err, &bad) {
				return
			}
			some = some || err == nil
		}
	}
}

func (t *Reader) next() (Row, error) {
	fields, line, err := t.fields()
	if n := len(t.Columns); len(fields) > n && blank(fields[n:]) {
		fields = fields[:n] // empty cells beside the table, as spreadsheets write them
	}
	switch {
	case errors.Is(err, errTooLong), errors.Is(err, errOpen), errors.Is(err, errBare):
		return Row{}, t.Bad(line, err.Error())
	case errors.Is(err, io.EOF):
		return Row{}, err
	case err != nil:
		return Row{}, fmt.Errorf("%s: %w", t.File, err)
	case len(fields) != len(t.Columns):
		return Row{}, t.Bad(line, fmt.Sprintf("%d fields where the header has %d", len(fields), len(t.Columns)))
	case slices.Equal(fields, t.Columns):
		return Row{}, t.Bad(line, "the header once more")
	}
	return Row{line, fields}, nil
}

// fields returns the next row that is not blank, and the line on which it begins.
func (t *Reader) fields() ([]string, int, error) {
	for {
		line, err := t.lines.next()
		first := t.lines.n
		if err != nil {
			return nil, first, err
		}
		fields, more, err := t.span(line, t.header.separator)
		if errors.Is(err, errOpen) || len(more) > 0 && len(fields) != len(t.Columns) {
			t.lines.unread(more) // the quotation mark was a slip: these are rows of their own
		}
		if err != nil || !blank(fields) {
			return fields, first, err
		}
	}
}

// blank reports whether a row has no value. Spreadsheets write such rows below the last one,
// and DOS ended files with the character 0x1A.
func blank(fields []string) bool {
	return !slices.ContainsFunc(fields, func(f string) bool { return strings.Trim(strings.TrimSpace(f), "\x1a") != "" })
}

// span splits a line, and with it as many of those that follow as its quotation
// marks ask for.
func (t *Reader) span(row, separator string) (fields, more []string, err error) {
	fields, err = split(row, separator)
	for errors.Is(err, errOpen) && len(more) < maxSpan {
		line, lost := t.lines.next()
		if lost != nil {
			break // the end or an error, which the next call meets again
		}
		more = append(more, line)
		row += "\n" + line
		fields, err = split(row, separator)
	}
	return fields, more, err
}

// Unusable says why a value cannot be kept as text; it returns "" if it can.
func Unusable(v string) string {
	switch {
	case !utf8.ValidString(v):
		return "neither UTF-8 nor Windows-1252"
	case strings.ContainsRune(v, 0):
		return "holds a NUL"
	}
	return ""
}

// Formula reports whether a spreadsheet that opens a file with a value would run it as a
// formula (CWE-1236). A number with a sign is not one.
func Formula(v string) bool {
	v = strings.TrimLeft(v, " \t\r\n\u00a0\ufeff")
	switch rest := strings.TrimLeft(v, "+-"); {
	case v == "":
		return false
	case strings.ContainsRune("=@＝＠＋－", []rune(v)[0]):
		return true
	case rest != v:
		return strings.Trim(rest, "0123456789. ") != ""
	}
	return false
}
