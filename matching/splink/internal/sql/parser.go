package sql

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Limits of a condition. They are far above what anybody writes, and keep a
// hostile file from exhausting the stack.
const (
	MaxBytes = 64 << 10
	MaxDepth = 200
)

// Parse reads one boolean expression. What it does not know it refuses: the
// error names the word.
func Parse(s Settings, src string) (*Expr, error) {
	if len(src) > MaxBytes {
		return nil, fmt.Errorf("the condition is longer than %d bytes", MaxBytes)
	}
	tokens, err := lex(s.Engine, src)
	if err != nil {
		return nil, err
	}
	p := &parser{settings: s, tokens: tokens}
	e := p.or()
	if t := p.peek(); p.err == nil && t.kind != tokEnd {
		p.unexpected(t)
	}
	if p.err != nil {
		return nil, p.err
	}
	return e, nil
}

// parser is a recursive descent parser. After the first error it yields tokens
// no more, so every loop ends.
type parser struct {
	settings Settings
	tokens   []token
	pos      int
	depth    int
	vars     []string // variables bound by the lambdas around here
	err      error
}

func (p *parser) peek() token { return p.ahead(0) }

func (p *parser) ahead(n int) token {
	if p.err != nil || p.pos+n >= len(p.tokens) {
		return token{}
	}
	return p.tokens[p.pos+n]
}

func (p *parser) take() token {
	t := p.peek()
	if t.kind != tokEnd {
		p.pos++
	}
	return t
}

func (p *parser) fail(format string, args ...any) {
	if p.err == nil {
		p.err = fmt.Errorf(format, args...)
	}
}

func (p *parser) unexpected(t token) { p.fail("at byte %d: %v is not understood here", t.at, t) }

func (p *parser) accept(symbol string) bool {
	if p.peek().symbol(symbol) {
		p.pos++
		return true
	}
	return false
}

func (p *parser) acceptWord(word string) bool {
	if p.peek().is(word) {
		p.pos++
		return true
	}
	return false
}

func (p *parser) expect(symbol string) {
	if t := p.peek(); !p.accept(symbol) {
		p.fail("at byte %d: %q expected, found %v", t.at, symbol, t)
	}
}

func (p *parser) expectWord(word string) {
	if t := p.peek(); !p.acceptWord(word) {
		p.fail("at byte %d: %s expected, found %v", t.at, word, t)
	}
}

// nest guards every recursion; call the result when done.
func (p *parser) nest() func() {
	if p.depth++; p.depth > MaxDepth {
		p.fail("the condition nests deeper than %d", MaxDepth)
	}
	return func() { p.depth-- }
}

func (p *parser) or() *Expr {
	defer p.nest()()
	if p.err != nil {
		return &Expr{}
	}
	return p.chain(opOr, "OR", p.and)
}

func (p *parser) and() *Expr { return p.chain(opAnd, "AND", p.not) }

func (p *parser) chain(o op, word string, operand func() *Expr) *Expr {
	e := operand()
	if !p.peek().is(word) {
		return e
	}
	e = &Expr{op: o, args: []*Expr{e}}
	for p.acceptWord(word) {
		e.args = append(e.args, operand())
	}
	return e
}

func (p *parser) not() *Expr {
	if !p.acceptWord("NOT") {
		return p.is()
	}
	defer p.nest()()
	if p.err != nil {
		return &Expr{}
	}
	return negation(p.not())
}

func negation(e *Expr) *Expr { return &Expr{op: opNot, args: []*Expr{e}} }

// is binds looser than a comparison, as in both engines: a = b IS NULL asks
// whether the comparison is NULL.
func (p *parser) is() *Expr {
	e := p.comparison()
	for p.acceptWord("IS") {
		not := p.acceptWord("NOT")
		t := p.take()
		if !t.is("NULL") && !t.is("TRUE") && !t.is("FALSE") {
			p.unexpected(t)
		}
		e = &Expr{op: opIs, name: strings.ToLower(t.text), args: []*Expr{e}}
		if not {
			e = negation(e)
		}
	}
	return e
}

var comparisons = map[string]string{
	"=": "=", "==": "=", "<>": "<>", "!=": "<>", "<": "<", "<=": "<=", ">": ">", ">=": ">=",
}

func (p *parser) comparison() *Expr {
	e := p.membership()
	if name, ok := comparisons[p.symbol()]; ok {
		p.pos++
		e = &Expr{op: opCompare, name: name, args: []*Expr{e, p.membership()}}
		if _, ok := comparisons[p.symbol()]; ok { // a = b = c: not SQL
			p.unexpected(p.peek())
		}
	}
	return e
}

func (p *parser) symbol() string {
	if t := p.peek(); t.kind == tokSymbol {
		return t.text
	}
	return ""
}

func (p *parser) membership() *Expr {
	e := p.concat()
	for {
		not := p.peek().is("NOT") && (p.ahead(1).is("IN") || p.ahead(1).is("BETWEEN"))
		if not {
			p.pos++
		}
		switch {
		case p.acceptWord("IN"):
			p.expect("(")
			e = &Expr{op: opIn, args: append([]*Expr{e}, p.list(")")...)}
			if len(e.args) == 1 {
				p.fail("IN wants at least one value")
			}
		case p.acceptWord("BETWEEN"):
			low := p.concat()
			p.expectWord("AND")
			high := p.concat()
			e = &Expr{op: opBetween, args: []*Expr{e, low, high}}
		default:
			return e
		}
		if not {
			e = negation(e)
		}
	}
}

func (p *parser) concat() *Expr {
	return p.binary(opConcat, p.sum, "||")
}

func (p *parser) sum() *Expr { return p.binary(opArithmetic, p.product, "+", "-") }

func (p *parser) product() *Expr { return p.binary(opArithmetic, p.unary, "*", "/") }

func (p *parser) binary(o op, operand func() *Expr, symbols ...string) *Expr {
	e := operand()
	for depth := 0; slices.Contains(symbols, p.symbol()); depth++ {
		if depth > MaxDepth {
			p.fail("more than %d operators in a row", MaxDepth)
		}
		name := p.take().text
		e = &Expr{op: o, name: name, args: []*Expr{e, operand()}}
	}
	return e
}

func (p *parser) unary() *Expr {
	switch {
	case p.peek().is("NOT"): // NOT may follow an operator: a = NOT b
		return p.not()
	case p.symbol() == "-", p.symbol() == "+":
		defer p.nest()()
		minus := p.take().text == "-"
		e := p.unary()
		if !minus {
			return e
		}
		if e.op == opLiteral && e.value.kind.numeric() {
			return &Expr{value: negate(e.value)}
		}
		return &Expr{op: opNegate, args: []*Expr{e}}
	}
	return p.postfix()
}

func (p *parser) postfix() *Expr {
	e := p.primary()
	for depth := 0; ; depth++ {
		if depth > MaxDepth {
			p.fail("more than %d operators in a row", MaxDepth)
		}
		switch {
		case p.accept("["):
			e = &Expr{op: opIndex, args: []*Expr{e, p.or()}}
			p.expect("]")
		case p.accept("::"):
			e = &Expr{op: opCast, name: p.typeName(), args: []*Expr{e}}
		case p.accept("."):
			t := p.take()
			if t.kind != tokWord && t.kind != tokQuoted {
				p.unexpected(t)
			}
			e = &Expr{op: opField, name: t.text, args: []*Expr{e}}
		default:
			return e
		}
	}
}

func (p *parser) primary() *Expr {
	t := p.take()
	switch t.kind {
	case tokNumber:
		return &Expr{value: p.number(t)}
	case tokString:
		return &Expr{value: Text(t.text)}
	case tokQuoted:
		return p.name(t)
	case tokWord:
		return p.word(t)
	}
	switch {
	case t.symbol("("):
		e := p.or()
		p.expect(")")
		return e
	case t.symbol("["):
		return &Expr{op: opList, args: p.list("]")}
	}
	p.unexpected(t)
	return &Expr{}
}

// list reads expressions between commas up to the closing symbol.
func (p *parser) list(closing string) []*Expr {
	var items []*Expr
	for !p.accept(closing) && p.err == nil {
		if len(items) > 0 {
			p.expect(",")
		}
		items = append(items, p.or())
	}
	return items
}

func (p *parser) number(t token) Value {
	if n, err := strconv.ParseInt(t.text, 10, 64); err == nil {
		return Int(n)
	}
	whole, fraction, point := strings.Cut(t.text, ".")
	if point && len(fraction) < len(pow10) {
		if n, err := strconv.ParseInt(whole+fraction, 10, 64); err == nil {
			return decimal(n, uint8(len(fraction)))
		}
	}
	x, err := strconv.ParseFloat(t.text, 64)
	if err != nil {
		p.fail("at byte %d: number out of range", t.at)
	}
	return Double(x)
}

func negate(v Value) Value {
	switch v.kind {
	case KindInt, KindDecimal:
		v.n = -v.n
		return v
	case KindReal:
		return Real(float32(-v.float()))
	}
	return Double(-v.float())
}
