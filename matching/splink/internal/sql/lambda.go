package sql

import "strings"

// duckLambdas names DuckDB's functions that take a lambda.
var duckLambdas = map[string]lambdaForm{
	"list_transform":  {1, transform},
	"array_transform": {1, transform},
	"list_apply":      {1, transform},
	"list_filter":     {1, filter},
	"array_filter":    {1, filter},
	"list_reduce":     {2, reduce},
	"array_reduce":    {2, reduce},
}

// lambdaForm is a function of a list and a lambda of so many variables.
type lambdaForm struct {
	variables int
	apply     func(f *Frame, items []Value, call func(...Value) Value) Value
}

func lambdas(forms map[string]lambdaForm) map[string]function {
	table := map[string]function{}
	for name, form := range forms {
		table[name] = function{min: 2, max: 2, form: func(c *compiler, args []*Expr) eval { return c.lambda(name, form, args) }}
	}
	return table
}

func (c *compiler) lambda(name string, form lambdaForm, args []*Expr) eval {
	l := args[1]
	if l.op != opLambda || 1+strings.Count(l.name, ",") != form.variables {
		return c.fail("function %s wants a lambda of %d variables", name, form.variables)
	}
	list, body, bind := c.compile(args[0]), c.compile(l.args[0]), l.bind
	return strict1(list, func(f *Frame, v Value) Value {
		if !f.lists(v) {
			return Value{}
		}
		return form.apply(f, v.items(), func(bound ...Value) Value {
			if !f.build(callBytes) {
				return Value{}
			}
			for len(f.vars) < bind { // worked out apart from the lambdas around it
				f.vars = append(f.vars, Value{})
			}
			f.vars = append(f.vars[:bind], bound...)
			out := body(f)
			f.vars = f.vars[:bind]
			return out
		})
	})
}

func transform(f *Frame, items []Value, call func(...Value) Value) Value {
	out := make([]Value, len(items))
	for i, v := range items {
		out[i] = call(v)
	}
	return f.list(out)
}

func filter(f *Frame, items []Value, call func(...Value) Value) Value {
	var kept []Value
	for _, v := range items {
		if truth(f, call(v)) == yes {
			kept = append(kept, v)
		}
	}
	return f.list(kept)
}

func reduce(f *Frame, items []Value, call func(...Value) Value) Value {
	if len(items) == 0 {
		return f.fail("list_reduce on an empty list")
	}
	out := items[0]
	for _, v := range items[1:] {
		out = call(out, v)
	}
	return out
}
