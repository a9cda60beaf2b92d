package sql

// sparkLists are Spark's functions of lists that take no lambda.
var sparkLists = map[string]function{
	"array":           {min: 0, max: -1, loose: func(f *Frame, a []Value) Value { return f.list(a) }},
	"array_intersect": {two: sparkIntersect},
	"array_contains":  {two: sparkContains},
	"array_max":       {one: func(f *Frame, v Value) Value { return extremeOf(f, v, 1) }},
	"array_min":       {one: func(f *Frame, v Value) Value { return extremeOf(f, v, -1) }},
	"flatten":         {one: sparkFlatten},
	"element_at":      {two: elementAt},
}

var sparkLambdas = map[string]lambdaForm{
	"transform": {1, transform},
	"filter":    {1, filter},
}

// sizeOrMinusOne is -1 for NULL.
func sizeOrMinusOne(f *Frame, a []Value) Value {
	if a[0].kind == KindNull {
		return Int(-1)
	}
	return size(f, a[0])
}

// sparkIntersect counts NULL as a value.
func sparkIntersect(f *Frame, a, b Value) Value {
	if !f.lists(a, b) || !f.compareEach(a.size(), b.size()) {
		return Value{}
	}
	has := func(items []Value, v Value) bool {
		for _, x := range items {
			if same(f, x, v) {
				return true
			}
		}
		return false
	}
	var kept []Value
	for _, v := range a.items() {
		if has(b.items(), v) && !has(kept, v) {
			kept = append(kept, v)
		}
	}
	return f.list(kept)
}

// sparkContains is NULL where only a NULL could be the value.
func sparkContains(f *Frame, list, v Value) Value {
	if !f.lists(list) {
		return Value{}
	}
	if holds(f, list.items(), v) {
		return Bool(true)
	}
	for _, x := range list.items() {
		if x.kind == KindNull {
			return Value{}
		}
	}
	return Bool(false)
}

func sparkFlatten(f *Frame, v Value) Value {
	if f.lists(v) {
		for _, inner := range v.items() {
			if inner.kind == KindNull {
				return Value{}
			}
		}
	}
	return flatten(f, v)
}

// elementAt counts from 1, or from the end where negative.
func elementAt(f *Frame, list, i Value) Value {
	if !f.lists(list) {
		return Value{}
	}
	if i.kind != KindInt || i.n == 0 {
		return f.fail("element_at wants an integer other than 0")
	}
	return at(f, list.items(), i.n)
}
