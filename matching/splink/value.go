package splink

import (
	"maps"
	"slices"
	"time"

	"github.com/caselobby/caselobby/matching/splink/internal/sql"
)

// Value is one value of a row, of the SQL type that the column had when the
// model was trained: a date of birth that was text then is text now. The zero
// Value is NULL. A value does not print: it is a person's.
type Value = sql.Value

// Text returns a VARCHAR. The empty text is a value, not NULL.
func Text(s string) Value { return sql.Text(s) }

// TextOrNull returns a VARCHAR, and NULL for the empty text: a CSV file cannot
// tell them apart, and this is how Splink's engines read one.
func TextOrNull(s string) Value {
	if s == "" {
		return Value{}
	}
	return sql.Text(s)
}

// Int returns an integer.
func Int(n int64) Value { return sql.Int(n) }

// Float returns a DOUBLE.
func Float(f float64) Value { return sql.Double(f) }

// Float32 returns a 32-bit FLOAT, in whose precision the engine would work.
func Float32(f float32) Value { return sql.Real(f) }

// Bool returns a BOOLEAN.
func Bool(b bool) Value { return sql.Bool(b) }

// Date returns a DATE: the day of t where t is, the time of day forgotten.
func Date(t time.Time) Value {
	day := time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
	return sql.Date(day.Unix() / 86_400)
}

// Timestamp returns a TIMESTAMP without zone: what t's clock shows in UTC, to
// the microsecond.
func Timestamp(t time.Time) Value { return sql.Timestamp(t.UnixMicro()) }

// List returns a list. Its elements should be of one type.
func List(items ...Value) Value { return sql.List(slices.Clone(items)) }

// Texts returns a list of VARCHARs.
func Texts(items ...string) Value {
	values := make([]Value, len(items))
	for i, s := range items {
		values[i] = sql.Text(s)
	}
	return sql.List(values)
}

// Struct returns a struct with the named fields.
func Struct(fields map[string]Value) Value {
	names := slices.Sorted(maps.Keys(fields))
	values := make([]Value, len(names))
	for i, name := range names {
		values[i] = fields[name]
	}
	return sql.Struct(names, values)
}
