package sql

import (
	"slices"
	"strings"
)

// duckLists are DuckDB's functions of lists that take no lambda.
var duckLists = map[string]function{
	"array_length": {one: list1(size)},

	"list_intersect":  {min: 2, max: 2, loose: duckIntersect},
	"array_intersect": {min: 2, max: 2, loose: duckIntersect},
	"list_has_any":    {two: list2(hasAny)},
	"array_has_any":   {two: list2(hasAny)},
	"list_has_all":    {two: list2(hasAll)},
	"array_has_all":   {two: list2(hasAll)},

	"list_prepend": {min: 2, max: 2, loose: func(f *Frame, a []Value) Value { return join(f, []Value{List(a[:1]), a[1]}) }},
	"list_append":  {min: 2, max: 2, loose: func(f *Frame, a []Value) Value { return join(f, []Value{a[0], List(a[1:])}) }},
	"list_concat":  {min: 2, max: 2, loose: join},
	"flatten":      {one: list1(join)},
	"list_max":     {one: list1(greatest)},
	"list_min":     {one: list1(least)},
}

func (f *Frame) lists(values ...Value) bool {
	for _, v := range values {
		if v.kind != KindList {
			f.fail("a function of lists cannot take %s", v.kind)
			return false
		}
	}
	return true
}

// list1 and list2 lift a function of lists. Two lists are compared each value with each.
func list1(fn func(f *Frame, items []Value) Value) func(*Frame, Value) Value {
	return func(f *Frame, v Value) Value {
		if !f.lists(v) {
			return Value{}
		}
		return fn(f, v.items())
	}
}

func list2(fn func(f *Frame, a, b []Value) Value) func(*Frame, Value, Value) Value {
	return func(f *Frame, a, b Value) Value {
		if !f.lists(a, b) || !f.compareEach(a.size(), b.size()) {
			return Value{}
		}
		return fn(f, a.items(), b.items())
	}
}

func size(_ *Frame, items []Value) Value { return Int(int64(len(items))) }

// duckIntersect passes NULLs over. A NULL on the right is an empty list, on the left it
// is NULL.
func duckIntersect(f *Frame, a []Value) Value {
	if a[0].kind == KindNull {
		return Value{}
	}
	if a[1].kind == KindNull {
		a[1] = List(nil)
	}
	return list2(func(f *Frame, a, b []Value) Value {
		return intersect(f, slices.DeleteFunc(slices.Clone(a), Value.IsNull), b)
	})(f, a[0], a[1])
}

// intersect keeps what both lists hold, once each.
func intersect(f *Frame, a, b []Value) Value {
	var kept []Value
	for _, v := range a {
		if holds(f, b, v) && !holds(f, kept, v) {
			kept = append(kept, v)
		}
	}
	return f.list(kept)
}

func holds(f *Frame, items []Value, v Value) bool {
	return slices.ContainsFunc(items, func(x Value) bool { return same(f, x, v) })
}

// hasAny and hasAll ask whether the first list holds what the second does, NULLs apart.
func hasAny(f *Frame, a, b []Value) Value {
	return Bool(slices.ContainsFunc(b, func(v Value) bool { return !v.IsNull() && holds(f, a, v) }))
}

func hasAll(f *Frame, a, b []Value) Value {
	return Bool(!slices.ContainsFunc(b, func(v Value) bool { return !v.IsNull() && !holds(f, a, v) }))
}

func listContains(f *Frame, list, v Value) Value {
	return list1(func(f *Frame, items []Value) Value { return Bool(holds(f, items, v)) })(f, list)
}

// join makes one list of several; NULL is an empty list.
func join(f *Frame, lists []Value) Value {
	var items []Value
	for _, v := range lists {
		if v.kind == KindNull {
			continue
		}
		if !f.lists(v) {
			return Value{}
		}
		items = append(items, v.items()...)
	}
	return f.list(items)
}

// index is DuckDB's list[i], counted from 1, or from the end where negative;
// text can be indexed too, and a struct by name.
func (e Engine) index(f *Frame, v, i Value) Value {
	if v.kind == KindStruct && i.kind == KindText {
		return field(f, v, i.s)
	}
	if i.kind != KindInt {
		return f.fail("an index cannot be a %s", i.kind)
	}
	n := i.n
	switch {
	case e.spark() && v.kind != KindList, v.kind != KindList && v.kind != KindText:
		return f.fail("a %s cannot be indexed", v.kind)
	case v.kind == KindText:
		return DuckDB20.substring(f, []Value{v, i, Int(1)})
	case e.spark() && n >= 0:
		n++
	case e.spark(): // not from the end
		n = 0
	}
	return at(f, v.items(), n)
}

// at returns an item, counted from 1, or from the end where negative. Beyond
// the list there is NULL, or a failure where the engine follows the standard.
func at(f *Frame, items []Value, n int64) Value {
	if n < 0 {
		n += int64(len(items)) + 1
	}
	if n >= 1 && n <= int64(len(items)) {
		return items[n-1]
	}
	if f.program.engine.ansi() {
		return f.fail("an index is beyond the list")
	}
	return Value{}
}

func field(f *Frame, v Value, name string) Value {
	if v.kind != KindStruct {
		return f.fail("a %s has no fields", v.kind)
	}
	for i, n := range v.more.names {
		if strings.EqualFold(n, name) {
			return v.items()[i]
		}
	}
	return f.fail("the struct has no field %s", name)
}
