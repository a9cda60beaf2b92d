package splink

import (
	"errors"
	"strings"
)

// What can be wrong. Every error of this package Is one of them, and most are
// an [*Error] that says where.
var (
	// ErrModel: what was read is not a model that Splink could have saved.
	ErrModel = errors.New("not a Splink model")
	// ErrUnsupported: the model uses something that this package does not know.
	ErrUnsupported = errors.New("not supported")
	// ErrEngine: the engine that was named is not known, or speaks another dialect
	// than the model.
	ErrEngine = errors.New("not an engine for the model")
	// ErrFrequencies: a table of term frequencies cannot be used.
	ErrFrequencies = errors.New("not a table of term frequencies")
	// ErrRow: a row lacks a column, or belongs to another model.
	ErrRow = errors.New("not a row of the model")
	// ErrEvaluation: a condition cannot be evaluated on a pair. Splink's engine
	// would have failed the whole query.
	ErrEvaluation = errors.New("condition cannot be evaluated")
)

// Error says what is wrong where. It holds names from the model, never a value
// from a row.
type Error struct {
	Kind       error  // one of the errors above
	Comparison string // output column name, where one is to blame
	Level      string // label, where one is to blame
	Column     string // column, where one is to blame
	Reason     string
}

// Error returns everything in one line.
func (e *Error) Error() string {
	parts := []string{"splink: " + e.Kind.Error()}
	for _, p := range []struct{ what, name string }{{"comparison", e.Comparison}, {"level", e.Level}, {"column", e.Column}} {
		if p.name != "" {
			parts = append(parts, p.what+" "+shorten(p.name))
		}
	}
	return strings.Join(append(parts, e.Reason), ": ")
}

// Unwrap returns the kind, for errors.Is.
func (e *Error) Unwrap() error { return e.Kind }

// shorten makes a label fit a line: one that Splink derives is the whole SQL.
func shorten(label string) string {
	const most = 80
	label = strings.Join(strings.Fields(label), " ")
	if runes := []rune(label); len(runes) > most {
		label = string(runes[:most]) + "…"
	}
	return label
}
