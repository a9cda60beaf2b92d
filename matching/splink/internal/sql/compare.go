package sql

import (
	"cmp"
	"strings"
)

// compare orders two values that are not NULL: -1, 0 or 1. Text is compared as
// bytes; beside anything else it is cast to the other's type.
func compare(f *Frame, a, b Value) int {
	switch {
	case a.kind == KindText && b.kind == KindText:
		return strings.Compare(a.s, b.s)
	case a.kind.numeric() && b.kind.numeric():
		return f.program.engine.compareNumbers(a, b)
	case a.kind == KindText:
		return compare2(f, castOr(f, a, b.castKind(f), false), b)
	case b.kind == KindText:
		return compare2(f, a, castOr(f, b, a.castKind(f), false))
	case a.kind == KindList && b.kind == KindList, a.kind == KindStruct && b.kind == KindStruct:
		if same(f, a, b) {
			return 0
		}
		return -1
	case a.kind == KindDate && b.kind == KindTimestamp, a.kind == KindTimestamp && b.kind == KindDate:
		return cmp.Compare(a.micros(), b.micros())
	}
	return compare2(f, a, b)
}

func compare2(f *Frame, a, b Value) int {
	if a.kind == KindBool && b.kind.numeric() || a.kind.numeric() && b.kind == KindBool {
		return compareFloats(a.float(), b.float())
	}
	if a.kind != b.kind && f.err == nil {
		f.fail("a %s cannot be compared with a %s", a.kind, b.kind)
	}
	if a.kind.numeric() {
		return f.program.engine.compareNumbers(a, b)
	}
	return cmp.Compare(a.n, b.n)
}

// castKind is the type that text is cast to for a comparison with v.
func (v Value) castKind(f *Frame) sqlType {
	switch v.kind {
	case KindBool, KindInt, KindReal, KindDouble, KindDate, KindTimestamp:
		return sqlType{v.kind, 64}
	}
	f.fail("text cannot be compared with a %s", v.kind)
	return types["BIGINT"]
}

// same reports equality as it holds within lists and structs, where NULL equals
// NULL.
func same(f *Frame, a, b Value) bool {
	if a.kind == KindNull || b.kind == KindNull {
		return a.kind == b.kind
	}
	if a.kind != KindList && a.kind != KindStruct {
		return compare(f, a, b) == 0
	}
	if a.kind != b.kind || len(a.items()) != len(b.items()) {
		return false
	}
	for i, x := range a.items() {
		if !same(f, x, b.items()[i]) {
			return false
		}
	}
	return true
}
