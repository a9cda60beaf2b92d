package people

import (
	"encoding/csv"
	"io"
	"strings"
)

// Writer writes a file that [Reader] reads. Values must not hold semicolons
// where there may be several.
type Writer struct {
	csv     *csv.Writer
	columns []column
	started bool
}

// NewWriter returns a writer of every column.
func NewWriter(w io.Writer) *Writer { return &Writer{csv: csv.NewWriter(w), columns: known()} }

// Write writes one row, and the header before the first.
func (w *Writer) Write(r Row) error {
	fields := make([]string, len(w.columns))
	if !w.started {
		for i, c := range w.columns {
			fields[i] = c.name
		}
		if err := w.csv.Write(fields); err != nil {
			return err
		}
		w.started = true
	}
	for i, c := range w.columns {
		fields[i] = strings.Join(c.get(&r), ";")
	}
	return w.csv.Write(fields)
}

// Flush writes out what is left, and returns the first error there was.
func (w *Writer) Flush() error {
	w.csv.Flush()
	return w.csv.Error()
}
