package sql

import "slices"

// sparkLists are Spark's functions of lists that take no lambda.
var sparkLists = map[string]function{
	"array":           {min: 0, max: -1, loose: func(f *Frame, a []Value) Value { return f.list(a) }},
	"array_intersect": {two: list2(intersect)}, // NULL is a value
	"array_contains":  {two: sparkContains},
	"array_max":       {one: list1(greatest)},
	"array_min":       {one: list1(least)},
	"flatten":         {one: list1(sparkFlatten)},
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
	return list1(size)(f, a[0])
}

// sparkContains is NULL where only a NULL could be the value.
func sparkContains(f *Frame, list, v Value) Value {
	found := listContains(f, list, v)
	if f.err == nil && found.n == 0 && slices.ContainsFunc(list.items(), Value.IsNull) {
		return Value{}
	}
	return found
}

// sparkFlatten is NULL where one of the lists is.
func sparkFlatten(f *Frame, lists []Value) Value {
	if slices.ContainsFunc(lists, Value.IsNull) {
		return Value{}
	}
	return join(f, lists)
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
