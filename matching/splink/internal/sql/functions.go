package sql

import (
	"maps"
	"math"
)

// function is one SQL function. Exactly one of its bodies is set. The first
// three answer NULL as soon as an argument is NULL.
type function struct {
	min, max int // arguments; for one and two these are understood

	one   func(*Frame, Value) Value
	two   func(*Frame, Value, Value) Value
	many  func(*Frame, []Value) Value
	loose func(*Frame, []Value) Value          // sees NULLs
	form  func(c *compiler, args []*Expr) eval // compiles its arguments itself
}

func (fn function) takes(n int) bool {
	switch {
	case fn.one != nil:
		return n == 1
	case fn.two != nil:
		return n == 2
	}
	return n >= fn.min && (n <= fn.max || fn.max < 0)
}

// functions by engine and name. They compile their arguments, which looks
// functions up: hence init.
var functions [4]map[string]function

func init() {
	duck := merge(common, duckNumbers, duckText, duckTime, duckLists, lambdas(duckLambdas))
	spark := merge(common, sparkNumbers, sparkText, sparkTime, sparkLists, lambdas(sparkLambdas))
	functions[DuckDB15], functions[DuckDB20] = merge(duck, duckDB15()), merge(duck, duckDB20())
	functions[Spark35], functions[Spark43] = merge(spark, spark35), merge(spark, spark43)
}

func merge(tables ...map[string]function) map[string]function {
	all := map[string]function{}
	for _, t := range tables {
		maps.Copy(all, t)
	}
	return all
}

func (c *compiler) call(e *Expr) eval {
	fn, ok := functions[c.program.engine][e.name]
	if !ok {
		return c.fail("function %s is not known", e.name)
	}
	if !fn.takes(len(e.args)) {
		return c.fail("function %s with %d arguments is not known", e.name, len(e.args))
	}
	if fn.form != nil {
		return fn.form(c, e.args)
	}
	args := c.compileAll(e.args)
	switch {
	case fn.one != nil:
		return strict1(args[0], fn.one)
	case fn.two != nil:
		return strict2(args[0], args[1], fn.two)
	case fn.loose != nil:
		return func(f *Frame) Value { return fn.loose(f, each(f, args)) }
	}
	return func(f *Frame) Value {
		values := each(f, args)
		for _, v := range values {
			if v.kind == KindNull {
				return v
			}
		}
		return fn.many(f, values)
	}
}

// common functions mean the same to every engine, or nearly.
var common = map[string]function{
	"coalesce": {min: 1, max: -1, form: coalesce},
	"ifnull":   {min: 2, max: 2, form: coalesce},
	"nullif":   {min: 2, max: 2, loose: nullif},
	"if":       {min: 3, max: 3, form: ifThen},
	"least":    {min: 1, max: -1, loose: least},
	"greatest": {min: 1, max: -1, loose: greatest},

	"abs":     {one: absolute},
	"sqrt":    {one: ofDouble(math.Sqrt)},
	"sin":     {one: ofDouble(math.Sin)},
	"cos":     {one: ofDouble(math.Cos)},
	"acos":    {one: ofDouble(math.Acos)},
	"radians": {one: ofDouble(func(x float64) float64 { return x * (math.Pi / 180) })},
	"pow":     {two: power},
	"power":   {two: power},

	"length":      {one: length},
	"char_length": {one: length},
	"replace":     {min: 3, max: 3, many: replaceText},
	"contains":    {two: contains},

	"year":       {one: inYears.of},
	"month":      {one: inMonths.of},
	"day":        {one: inDays.of},
	"dayofmonth": {one: inDays.of},
}

// coalesce evaluates its arguments up to the first that is not NULL.
func coalesce(c *compiler, es []*Expr) eval {
	args := c.compileAll(es)
	return func(f *Frame) Value {
		for _, a := range args {
			if v := a(f); v.kind != KindNull {
				return v
			}
		}
		return Value{}
	}
}

func ifThen(c *compiler, es []*Expr) eval { return c.caseWhen(&Expr{op: opCase, args: es}) }

func nullif(f *Frame, a []Value) Value {
	if a[0].kind != KindNull && a[1].kind != KindNull && compare(f, a[0], a[1]) == 0 {
		return Value{}
	}
	return a[0]
}

func least(f *Frame, values []Value) Value    { return extreme(f, values, -1) }
func greatest(f *Frame, values []Value) Value { return extreme(f, values, 1) }

// extreme returns the least or greatest value that is not NULL.
func extreme(f *Frame, values []Value, sign int) Value {
	var best Value
	for _, v := range values {
		if v.kind != KindNull && (best.kind == KindNull || compare(f, v, best)*sign > 0) {
			best = v
		}
	}
	return best
}
