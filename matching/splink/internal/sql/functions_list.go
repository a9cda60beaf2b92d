package sql

// duckLists are DuckDB's functions of lists that take no lambda.
var duckLists = map[string]function{
	"array_length": {one: size},

	"list_intersect":  {min: 2, max: 2, loose: intersect},
	"array_intersect": {min: 2, max: 2, loose: intersect},
	"list_has_any":    {two: hasAny},
	"array_has_any":   {two: hasAny},
	"list_has_all":    {two: hasAll},
	"array_has_all":   {two: hasAll},

	"list_prepend": {min: 2, max: 2, loose: func(f *Frame, a []Value) Value { return join(f, List(a[:1]), a[1]) }},
	"list_append":  {min: 2, max: 2, loose: func(f *Frame, a []Value) Value { return join(f, a[0], List(a[1:])) }},
	"list_concat":  {min: 2, max: 2, loose: func(f *Frame, a []Value) Value { return join(f, a[0], a[1]) }},
	"flatten":      {one: flatten},
	"list_max":     {one: func(f *Frame, v Value) Value { return extremeOf(f, v, 1) }},
	"list_min":     {one: func(f *Frame, v Value) Value { return extremeOf(f, v, -1) }},
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

func size(f *Frame, v Value) Value {
	if !f.lists(v) {
		return Value{}
	}
	return Int(int64(len(v.items())))
}

// intersect keeps what both lists hold, once each; NULLs never meet. A NULL on
// the right is an empty list, on the left it is NULL.
func intersect(f *Frame, a []Value) Value {
	if a[0].kind == KindNull {
		return Value{}
	}
	if a[1].kind == KindNull {
		a[1] = List(nil)
	}
	if !f.lists(a...) {
		return Value{}
	}
	if !f.compareEach(a[0].size(), a[1].size()) {
		return Value{}
	}
	var kept []Value
	for _, v := range a[0].items() {
		if v.kind != KindNull && holds(f, a[1].items(), v) && !holds(f, kept, v) {
			kept = append(kept, v)
		}
	}
	return f.list(kept)
}

func holds(f *Frame, items []Value, v Value) bool {
	for _, x := range items {
		if x.kind != KindNull && same(f, x, v) {
			return true
		}
	}
	return false
}

func hasAny(f *Frame, a, b Value) Value {
	if !f.lists(a, b) || !f.compareEach(a.size(), b.size()) {
		return Value{}
	}
	for _, v := range b.items() {
		if v.kind != KindNull && holds(f, a.items(), v) {
			return Bool(true)
		}
	}
	return Bool(false)
}

func hasAll(f *Frame, a, b Value) Value {
	if !f.lists(a, b) || !f.compareEach(a.size(), b.size()) {
		return Value{}
	}
	for _, v := range b.items() {
		if v.kind != KindNull && !holds(f, a.items(), v) {
			return Bool(false)
		}
	}
	return Bool(true)
}

func listContains(f *Frame, list, v Value) Value {
	if !f.lists(list) {
		return Value{}
	}
	return Bool(holds(f, list.items(), v))
}

// join appends one list to another; NULL is an empty list.
func join(f *Frame, a, b Value) Value {
	var items []Value
	for _, v := range []Value{a, b} {
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

func flatten(f *Frame, v Value) Value {
	if !f.lists(v) {
		return Value{}
	}
	var items []Value
	for _, inner := range v.items() {
		if inner.kind == KindNull {
			continue
		}
		if !f.lists(inner) {
			return Value{}
		}
		items = append(items, inner.items()...)
	}
	return f.list(items)
}

func extremeOf(f *Frame, v Value, sign int) Value {
	if !f.lists(v) {
		return Value{}
	}
	return extreme(f, v.items(), sign)
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
		if equalFold(n, name) {
			return v.items()[i]
		}
	}
	return f.fail("the struct has no field %s", name)
}
