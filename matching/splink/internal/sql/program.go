package sql

import (
	"fmt"
	"strings"
	"sync"
)

// Program holds what the conditions of one model need of a record: its columns,
// and the expressions that are worked out once for each record. Conditions are
// added first; once records are prepared it is read-only and safe for
// concurrent use.
type Program struct {
	engine  Engine
	columns []string       // as first written
	column  map[string]int // by name in lower case
	derived []eval
	slots   map[string]int // derived, by key
	memos   map[string]int // of pairs, by key
	folded  int            // bytes that constants took: see budget.go
	frames  sync.Pool
}

// NewProgram returns an empty program.
func NewProgram(e Engine) *Program {
	return &Program{engine: e, column: map[string]int{}, slots: map[string]int{}, memos: map[string]int{}}
}

// Columns returns the names of the columns that the conditions refer to, in the
// order of first mention.
func (p *Program) Columns() []string { return p.columns }

// Condition is one compiled condition of a program.
type Condition struct{ eval eval }

// eval computes one expression. After a failure in the frame the result means
// nothing.
type eval func(*Frame) Value

// Record is what a program keeps of one record.
type Record struct {
	columns []Value // in the program's order
	derived []Value
}

// Record prepares a record; of returns the value of a column.
func (p *Program) Record(of func(column string) Value) Record {
	r := Record{columns: make([]Value, len(p.columns)), derived: make([]Value, len(p.derived))}
	for i, name := range p.columns {
		r.columns[i] = of(name)
	}
	f := p.Pair(&r, &r)
	defer f.Release()
	for i, e := range p.derived {
		before := f.built
		r.derived[i] = e(f)
		if f.err != nil {
			r.derived[i], f.built, f.err = failure(f.err), before, nil
		}
	}
	return r
}

// Frame evaluates conditions on one pair of records. It must not be shared.
type Frame struct {
	program *Program
	l, r    *Record
	memo    []Value
	known   []bool
	vars    []Value // variables bound by lambdas
	built   int     // bytes: see budget.go
	err     error
}

// Pair returns a frame for two records of the program. Release it when done.
func (p *Program) Pair(l, r *Record) *Frame {
	f, _ := p.frames.Get().(*Frame)
	if f == nil || len(f.memo) < len(p.memos) {
		f = &Frame{program: p, memo: make([]Value, len(p.memos)), known: make([]bool, len(p.memos))}
	}
	f.l, f.r = l, r
	return f
}

// Release gives the frame back.
func (f *Frame) Release() {
	clear(f.memo)
	clear(f.known)
	clear(f.vars[:cap(f.vars)])
	f.l, f.r, f.vars, f.built, f.err = nil, nil, f.vars[:0], 0, nil
	f.program.frames.Put(f)
}

// Err returns why a condition could not be evaluated: where the engine would
// have failed the whole query.
func (f *Frame) Err() error { return f.err }

// fail records the first failure and returns NULL.
func (f *Frame) fail(format string, args ...any) Value {
	if f.err == nil {
		f.err = fmt.Errorf(format, args...)
	}
	return Value{}
}

// True reports whether the condition holds: NULL does not.
func (c Condition) True(f *Frame) bool { return truth(f, c.eval(f)) == yes }

// Compile adds a condition to the program.
func (p *Program) Compile(e *Expr) (Condition, error) {
	c := &compiler{program: p}
	ev := c.compile(e)
	if c.err != nil {
		return Condition{}, c.err
	}
	return Condition{ev}, nil
}

// compiler turns an expression into closures.
type compiler struct {
	program *Program
	inside  bool // within what is itself kept: nothing in it is kept apart
	err     error
}

func (c *compiler) fail(format string, args ...any) eval {
	if c.err == nil {
		c.err = fmt.Errorf(format, args...)
	}
	return constant(Value{})
}

func constant(v Value) eval { return func(*Frame) Value { return v } }

// compile decides what is worked out when: constants now, what depends on one
// record when that is prepared, costly functions once a pair, the rest each
// time.
func (c *compiler) compile(e *Expr) eval {
	if c.inside || e.op == opLiteral || e.op == opColumn || !e.closed() {
		return c.node(e)
	}
	switch s := e.sides(); {
	case s == 0:
		return c.fold(e)
	case s != both:
		return c.derive(e, s)
	case e.op == opCall:
		return c.memoise(e)
	}
	return c.node(e)
}

func (c *compiler) whole(e *Expr) eval {
	c.inside = true
	defer func() { c.inside = false }()
	return c.node(e)
}

// fold evaluates a constant expression. One that fails is left to fail when it
// is asked for.
func (c *compiler) fold(e *Expr) eval {
	ev := c.whole(e)
	if c.err != nil {
		return ev
	}
	f := &Frame{program: c.program, built: c.program.folded}
	if v := ev(f); f.err == nil {
		c.program.folded = f.built
		return constant(v)
	}
	return ev
}

func (c *compiler) derive(e *Expr, side sides) eval {
	p, key := c.program, e.key(true)
	slot, ok := p.slots[key]
	if !ok {
		slot = len(p.derived)
		p.slots[key] = slot
		p.derived = append(p.derived, c.whole(e))
	}
	return func(f *Frame) Value {
		r := f.l
		if side == right {
			r = f.r
		}
		v := r.derived[slot]
		if v.kind == kindFailed {
			return f.fail("%w", v.more.err)
		}
		return v
	}
}

func (c *compiler) memoise(e *Expr) eval {
	p, key := c.program, e.key(false)
	slot, ok := p.memos[key]
	if !ok {
		slot = len(p.memos)
		p.memos[key] = slot
	}
	ev := c.node(e)
	return func(f *Frame) Value {
		if !f.known[slot] {
			f.memo[slot], f.known[slot] = ev(f), true
		}
		return f.memo[slot]
	}
}

func (c *compiler) column(e *Expr) eval {
	p, name := c.program, strings.ToLower(e.name)
	i, ok := p.column[name]
	if !ok {
		i = len(p.columns)
		p.column[name] = i
		p.columns = append(p.columns, e.name)
	}
	if e.side == left {
		return func(f *Frame) Value { return f.l.columns[i] }
	}
	return func(f *Frame) Value { return f.r.columns[i] }
}
