package sql

import (
	"fmt"
	"io"
	"math"
	"slices"
	"unicode/utf8"
)

// Kind is the type of a value as the engine sees it.
type Kind uint8

// The kinds. Numbers are ordered as they are promoted: an operation works in
// the later of its operands' kinds.
const (
	KindNull Kind = iota
	KindBool
	KindInt       // BIGINT and narrower
	KindDecimal   // a literal such as 0.92: exact
	KindReal      // 32-bit FLOAT
	KindDouble    // 64-bit DOUBLE
	KindText      // VARCHAR
	KindDate      // DATE: days since 1970-01-01
	KindTimestamp // TIMESTAMP: microseconds since 1970-01-01
	KindList
	KindStruct
	kindFailed // a prepared expression that failed: the failure surfaces when it is asked for
)

var kindNames = [...]string{
	"null", "boolean", "integer", "decimal", "float", "double", "text", "date", "timestamp", "list", "struct", "failure",
}

// String returns the kind in words, for error messages.
func (k Kind) String() string { return kindNames[k] }

func (k Kind) numeric() bool { return k >= KindInt && k <= KindDouble }

// Value is one SQL value. The zero Value is NULL. It holds a person's data, so
// it prints as a placeholder whatever the verb.
type Value struct {
	kind  Kind
	scale uint8  // of a decimal: digits after the point
	n     int64  // boolean, integer, unscaled decimal, days, microseconds, or the bits of a float
	s     string // text
	more  *nested
}

type nested struct {
	items []Value
	names []string // of a struct's fields, as long as items
	size  int      // of the items: see Value.size
	err   error    // of a failure
}

// Format writes a placeholder.
func (Value) Format(s fmt.State, _ rune) { _, _ = io.WriteString(s, "[value]") }

// IsNull reports whether v is NULL.
func (v Value) IsNull() bool { return v.kind == KindNull }

// Text returns a VARCHAR.
func Text(s string) Value { return Value{kind: KindText, s: s} }

// Int returns an integer.
func Int(n int64) Value { return Value{kind: KindInt, n: n} }

// Double returns a 64-bit float.
func Double(f float64) Value { return Value{kind: KindDouble, n: int64(math.Float64bits(f))} }

// Real returns a 32-bit float.
func Real(f float32) Value {
	return Value{kind: KindReal, n: int64(math.Float64bits(float64(f)))}
}

// Bool returns a boolean.
func Bool(b bool) Value {
	v := Value{kind: KindBool}
	if b {
		v.n = 1
	}
	return v
}

// Date returns a date, in days since 1970-01-01.
func Date(days int64) Value { return Value{kind: KindDate, n: days} }

// Timestamp returns a timestamp without zone, in microseconds since 1970-01-01.
func Timestamp(micros int64) Value { return Value{kind: KindTimestamp, n: micros} }

// List returns a list. It keeps the slice.
func List(items []Value) Value {
	return Value{kind: KindList, more: &nested{items: items, size: sizes(items)}}
}

// Struct returns a struct; names and values are as long. It keeps the slices.
func Struct(names []string, values []Value) Value {
	return Value{kind: KindStruct, more: &nested{items: values, names: names, size: sizes(values)}}
}

func failure(err error) Value { return Value{kind: kindFailed, more: &nested{err: err}} }

func (v Value) items() []Value { return v.more.items }

// float returns a number as a double, as the engine casts it.
func (v Value) float() float64 {
	switch v.kind {
	case KindDecimal:
		return float64(v.n) / float64(pow10[v.scale])
	case KindInt, KindBool:
		return float64(v.n)
	}
	return math.Float64frombits(uint64(v.n))
}

// Key returns what a term-frequency table is looked up by: the value as a CSV
// file writes it. Lists, structs and NULL have none.
func Key(v Value) (key string, ok bool) {
	switch v.kind {
	case KindNull, KindList, KindStruct, KindDecimal, kindFailed:
		return "", false
	}
	return v.print(), true
}

// Number returns a number as a float.
func Number(v Value) (x float64, ok bool) {
	if !v.kind.numeric() {
		return 0, false
	}
	return v.float(), true
}

// Valid reports whether all text in v is UTF-8.
func Valid(v Value) bool {
	return utf8.ValidString(v.s) && (v.more == nil || !slices.ContainsFunc(v.more.items, func(i Value) bool { return !Valid(i) }))
}
