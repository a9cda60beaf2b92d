package sql

import "slices"

// node compiles one node of the tree.
func (c *compiler) node(e *Expr) eval {
	switch e.op {
	case opLiteral:
		return constant(e.value)
	case opColumn:
		return c.column(e)
	case opVariable:
		i := e.bind
		return func(f *Frame) Value { return f.vars[i] }
	case opAnd:
		return c.junction(e, no)
	case opOr:
		return c.junction(e, yes)
	case opCompare:
		return c.comparison(e)
	case opCase:
		return c.caseWhen(e)
	case opSwitch:
		return c.switchWhen(e)
	case opCall:
		return c.call(e)
	case opLambda:
		return c.fail("a lambda stands where a value is wanted")
	}
	return c.operator(e)
}

func (c *compiler) operator(e *Expr) eval {
	args := c.compileAll(e.args)
	switch e.op {
	case opNot:
		return func(f *Frame) Value { return truth(f, args[0](f)).not().value() }
	case opIs:
		return is(e.name, args[0])
	case opIn:
		return in(args[0], args[1:])
	case opBetween:
		return between(args)
	case opNegate:
		return strict1(args[0], minus)
	case opArithmetic:
		return strict2(args[0], args[1], func(f *Frame, a, b Value) Value { return arithmetic(f, e.name, a, b) })
	case opConcat:
		return strict2(args[0], args[1], concat)
	case opIndex:
		return strict2(args[0], args[1], c.program.engine.index)
	case opField:
		return strict1(args[0], func(f *Frame, v Value) Value { return field(f, v, e.name) })
	case opList:
		return func(f *Frame) Value { return f.list(each(f, args)) }
	case opCast, opTryCast:
		to, ok := types[e.name]
		if !ok {
			return c.fail("type %s is not known", e.name)
		}
		try := e.op == opTryCast
		return strict1(args[0], func(f *Frame, v Value) Value { return castOr(f, v, to, try) })
	}
	return c.fail("the expression is not understood")
}

func (c *compiler) compileAll(es []*Expr) []eval {
	evs := make([]eval, len(es))
	for i, e := range es {
		evs[i] = c.compile(e)
	}
	return evs
}

func each(f *Frame, evs []eval) []Value {
	values := make([]Value, len(evs))
	for i, ev := range evs {
		values[i] = ev(f)
	}
	return values
}

// strict1 and strict2 answer NULL to NULL, as nearly every function does. Spark
// does not look at what stands beside a NULL, where it might fail.
func strict1(a eval, fn func(*Frame, Value) Value) eval {
	return func(f *Frame) Value {
		v := a(f)
		if v.kind == KindNull {
			return v
		}
		return fn(f, v)
	}
}

func strict2(a, b eval, fn func(*Frame, Value, Value) Value) eval {
	return func(f *Frame) Value {
		x := a(f)
		if x.kind == KindNull && f.program.engine.spark() {
			return x
		}
		y := b(f)
		if x.kind == KindNull || y.kind == KindNull {
			return Value{}
		}
		return fn(f, x, y)
	}
}

// ternary is the truth of SQL.
type ternary uint8

const (
	unknown ternary = iota
	yes
	no
)

func (t ternary) not() ternary {
	switch t {
	case yes:
		return no
	case no:
		return yes
	}
	return unknown
}

func (t ternary) value() Value {
	if t == unknown {
		return Value{}
	}
	return Bool(t == yes)
}

func truth(f *Frame, v Value) ternary {
	switch v.kind {
	case KindNull:
		return unknown
	case KindText:
		v = castOr(f, v, types["BOOLEAN"], false)
	case KindBool, KindInt, KindDecimal, KindReal, KindDouble:
	default:
		f.fail("a condition cannot be a %s", v.kind)
	}
	if v.kind == KindBool || v.kind == KindInt || v.kind == KindDecimal {
		if v.n != 0 {
			return yes
		}
		return no
	}
	if v.float() != 0 {
		return yes
	}
	return no
}

// junction is AND, decided by a no, or OR, decided by a yes. What follows the
// decision is not evaluated.
func (c *compiler) junction(e *Expr, decides ternary) eval {
	args := c.compileAll(e.args)
	return func(f *Frame) Value {
		result := decides.not()
		for _, a := range args {
			switch t := truth(f, a(f)); {
			case f.err != nil:
				return Value{}
			case t == decides:
				return t.value()
			case t == unknown:
				result = unknown
			}
		}
		return result.value()
	}
}

func (c *compiler) comparison(e *Expr) eval {
	want := map[string][]int{"=": {0}, "<>": {-1, 1}, "<": {-1}, "<=": {-1, 0}, ">": {1}, ">=": {0, 1}}[e.name]
	var holds [3]bool
	for _, w := range want {
		holds[w+1] = true
	}
	return strict2(c.compile(e.args[0]), c.compile(e.args[1]), func(f *Frame, a, b Value) Value {
		n := compare(f, a, b)
		if f.err != nil {
			return Value{}
		}
		return Bool(holds[n+1])
	})
}

func (c *compiler) caseWhen(e *Expr) eval {
	args := c.compileAll(e.args)
	return func(f *Frame) Value {
		for i := 0; i+1 < len(args); i += 2 {
			if truth(f, args[i](f)) == yes {
				return args[i+1](f)
			}
			if f.err != nil {
				return Value{}
			}
		}
		return args[len(args)-1](f)
	}
}

func (c *compiler) switchWhen(e *Expr) eval {
	args := c.compileAll(e.args)
	return func(f *Frame) Value {
		v := args[0](f)
		for i := 1; i+1 < len(args); i += 2 {
			w := args[i](f)
			if v.kind != KindNull && w.kind != KindNull && compare(f, v, w) == 0 && f.err == nil {
				return args[i+1](f)
			}
		}
		return args[len(args)-1](f)
	}
}

// between is low <= v AND v <= high.
func between(args []eval) eval {
	return func(f *Frame) Value {
		v, low, high := args[0](f), args[1](f), args[2](f)
		result := yes
		for _, bound := range []struct {
			v    Value
			sign int
		}{{low, 1}, {high, -1}} {
			switch {
			case v.kind == KindNull || bound.v.kind == KindNull:
				if result == yes {
					result = unknown
				}
			case compare(f, v, bound.v)*bound.sign < 0:
				result = no
			}
		}
		return result.value()
	}
}

func is(what string, arg eval) eval {
	if what == "null" {
		return func(f *Frame) Value { return Bool(arg(f).kind == KindNull) }
	}
	want := no
	if what == "true" {
		want = yes
	}
	return func(f *Frame) Value { return Bool(truth(f, arg(f)) == want) }
}

func in(arg eval, set []eval) eval {
	return func(f *Frame) Value {
		v := arg(f)
		if v.kind == KindNull {
			return v
		}
		values := each(f, set)
		if slices.ContainsFunc(values, func(s Value) bool { return s.kind != KindNull && compare(f, v, s) == 0 }) {
			return Bool(true)
		}
		if slices.ContainsFunc(values, Value.IsNull) {
			return Value{}
		}
		return Bool(false)
	}
}

func minus(f *Frame, v Value) Value {
	if !v.kind.numeric() {
		return f.fail("operator - cannot take %s", v.kind)
	}
	return negate(v)
}
