package sql

import (
	"strconv"
	"strings"
)

type op uint8

const (
	opLiteral op = iota
	opColumn
	opVariable // bound by a lambda
	opLambda   // name: its variables, comma-separated; args[0]: the body
	opCall
	opAnd
	opOr
	opNot
	opNegate
	opCompare    // name: = <> < <= > >=
	opArithmetic // name: + - * /
	opConcat
	opIs      // name: null, true, false; wrap in opNot for IS NOT
	opIn      // args[0] in args[1:]
	opBetween // args[0] between args[1] and args[2]
	opCase    // when, then, when, then, …, else
	opSwitch  // operand, then as opCase
	opCast    // name: the type
	opTryCast // name: the type
	opIndex   // args[0][args[1]]
	opField   // args[0].name
	opList
)

// sides says which of the two records an expression depends on.
type sides uint8

const (
	left sides = 1 << iota
	right
	both = left | right
)

// Expr is a parsed expression.
type Expr struct {
	op    op
	name  string // operator, function, type, field; of a column its name without the side
	args  []*Expr
	value Value // of a literal
	side  sides // of a column
	bind  int   // of a variable: how deep in the stack of bound variables; of a lambda: how deep its first
}

// sides returns the records that e depends on.
func (e *Expr) sides() sides {
	s := e.side
	for _, a := range e.args {
		s |= a.sides()
	}
	return s
}

// free reports whether e depends on a variable that is bound outside of it:
// one that lies below depth in the stack.
func (e *Expr) free(depth int) bool {
	if e.op == opVariable {
		return e.bind < depth
	}
	for _, a := range e.args {
		if a.free(depth) {
			return true
		}
	}
	return false
}

// lowest returns the depth of the outermost lambda in e, or far.
func (e *Expr) lowest() int {
	const far = 1 << 30
	low := far
	if e.op == opLambda {
		low = e.bind
	}
	for _, a := range e.args {
		low = min(low, a.lowest())
	}
	return low
}

// closed reports whether e depends on nothing but the records.
func (e *Expr) closed() bool { return !e.free(e.lowest()) }

// key writes e so that two expressions with one key have one value. With
// sideless, the two sides are written alike.
func (e *Expr) key(sideless bool) string {
	var b strings.Builder
	e.write(&b, sideless)
	return b.String()
}

func (e *Expr) write(b *strings.Builder, sideless bool) {
	b.WriteByte('(')
	b.WriteString(strconv.Itoa(int(e.op)))
	b.WriteByte(' ')
	switch e.op {
	case opLiteral:
		b.WriteString(e.value.literal())
	case opVariable:
		b.WriteString(strconv.Itoa(e.bind))
	case opColumn:
		b.WriteString(strconv.Quote(strings.ToLower(e.name)))
		if !sideless {
			b.WriteString(strconv.Itoa(int(e.side)))
		}
	default:
		b.WriteString(strconv.Quote(e.name))
	}
	for _, a := range e.args {
		a.write(b, sideless)
	}
	b.WriteByte(')')
}

func (v Value) literal() string {
	return strconv.Itoa(int(v.kind)) + ":" + strconv.Itoa(int(v.scale)) + ":" + strconv.FormatInt(v.n, 10) + ":" + strconv.Quote(v.s)
}

// ExactColumn returns the column, in lower case, on which e is an exact match
// and nothing else: "c_l" = "c_r", in brackets or not, written twice or
// negated twice. Splink looks for such a level to learn how common an agreeing
// value is on average.
func (e *Expr) ExactColumn() (column string, ok bool) {
	for _, c := range e.clauses(false, nil) {
		if c == "" || column != "" && c != column {
			return "", false
		}
		column = c
	}
	return column, column != ""
}

// clauses appends the column of every clause of a conjunction, or "" for a
// clause that is no exact match. TRUE is no clause.
func (e *Expr) clauses(negated bool, to []string) []string {
	switch {
	case e.op == opNot:
		return e.args[0].clauses(!negated, to)
	case e.op == opAnd && !negated, e.op == opOr && negated:
		for _, a := range e.args {
			to = a.clauses(negated, to)
		}
		return to
	case e.op == opLiteral && e.value.kind == KindBool && (e.value.n == 1) != negated:
		return to
	case e.op == opCompare && (!negated && e.name == "=" || negated && e.name == "<>"):
		a, b := e.args[0], e.args[1]
		if a.op == opColumn && b.op == opColumn && strings.EqualFold(a.name, b.name) && a.side != b.side {
			return append(to, strings.ToLower(a.name))
		}
	}
	return append(to, "")
}
