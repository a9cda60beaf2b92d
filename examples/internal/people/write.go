package people

import (
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
)

// Writer writes a file that [Reader] reads.
type Writer struct {
	csv     *csv.Writer
	started bool
}

// ErrSemicolon: one of several values holds a semicolon, and would be read as two.
var ErrSemicolon = errors.New("people: a value holds a semicolon")

// NewWriter returns a writer of every column.
func NewWriter(w io.Writer) *Writer { return &Writer{csv: csv.NewWriter(w)} }

// Write writes one row, and the header before the first. It refuses what would
// not be read as it was with [ErrSemicolon].
func (w *Writer) Write(r Row) error {
	if !w.started {
		if err := w.csv.Write(Columns()); err != nil {
			return err
		}
		w.started = true
	}
	var cells []string
	for _, f := range r.fields() {
		values := f.Values()
		if f.List != nil && slices.ContainsFunc(values, func(v string) bool { return strings.Contains(v, ";") }) {
			return ErrSemicolon
		}
		cells = append(cells, strings.Join(values, ";"))
	}
	return w.csv.Write(cells)
}

// Flush writes out what is left, and returns the first error there was.
func (w *Writer) Flush() error {
	w.csv.Flush()
	return w.csv.Error()
}
