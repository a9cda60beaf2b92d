package sql

import (
	"slices"
	"strings"
)

// reserved words cannot name a column or a variable.
var reserved = []string{
	"AND", "OR", "NOT", "IS", "IN", "BETWEEN", "CASE", "WHEN", "THEN", "ELSE", "END", "CAST", "TRY_CAST", "NULL", "TRUE", "FALSE",
	"SELECT", "FROM", "WHERE", "LIKE", "ILIKE", "SIMILAR", "GLOB", "COLLATE", "DISTINCT", "EXISTS", "INTERVAL", "OVER", "ANY", "ALL", "UNION",
}

func (p *parser) word(t token) *Expr {
	switch upper := strings.ToUpper(t.text); upper {
	case "NULL":
		return &Expr{}
	case "TRUE", "FALSE":
		return &Expr{value: Bool(upper == "TRUE")}
	case "CASE":
		return p.caseWhen()
	case "CAST", "TRY_CAST":
		return p.cast(upper)
	case "DATE", "TIMESTAMP":
		if next := p.peek(); next.kind == tokString {
			p.pos++
			return &Expr{op: opCast, name: upper, args: []*Expr{{value: Text(next.text)}}}
		}
	case "EXTRACT":
		if p.accept("(") {
			return p.extract()
		}
	default:
		if slices.Contains(reserved, upper) {
			p.unexpected(t)
			return &Expr{}
		}
	}
	if p.accept("(") {
		return &Expr{op: opCall, name: strings.ToLower(t.text), args: p.arguments()}
	}
	return p.name(t)
}

// name is a variable of a lambda around here, or a column of one side.
func (p *parser) name(t token) *Expr {
	for i := len(p.vars) - 1; i >= 0; i-- {
		if strings.EqualFold(p.vars[i], t.text) {
			return &Expr{op: opVariable, name: t.text, bind: i}
		}
	}
	if n := len(t.text) - 2; n > 0 && p.err == nil {
		switch strings.ToLower(t.text[n:]) {
		case "_l":
			return &Expr{op: opColumn, name: t.text[:n], side: left}
		case "_r":
			return &Expr{op: opColumn, name: t.text[:n], side: right}
		}
	}
	p.fail("at byte %d: column %v does not say its side with _l or _r", t.at, t)
	return &Expr{}
}

func (p *parser) caseWhen() *Expr {
	e := &Expr{op: opCase}
	if !p.peek().is("WHEN") {
		e = &Expr{op: opSwitch, args: []*Expr{p.or()}}
	}
	if !p.peek().is("WHEN") {
		p.fail("CASE wants a WHEN")
	}
	for p.acceptWord("WHEN") {
		e.args = append(e.args, p.or())
		p.expectWord("THEN")
		e.args = append(e.args, p.or())
	}
	otherwise := &Expr{}
	if p.acceptWord("ELSE") {
		otherwise = p.or()
	}
	p.expectWord("END")
	e.args = append(e.args, otherwise)
	return e
}

func (p *parser) cast(word string) *Expr {
	e := &Expr{op: opCast}
	if word == "TRY_CAST" {
		e.op = opTryCast
	}
	p.expect("(")
	e.args = []*Expr{p.or()}
	p.expectWord("AS")
	e.name = p.typeName()
	p.expect(")")
	return e
}

// extract reads EXTRACT(part FROM e), the standard's spelling of date_part.
func (p *parser) extract() *Expr {
	part := p.take()
	if part.kind != tokWord && part.kind != tokString {
		p.unexpected(part)
	}
	p.expectWord("FROM")
	e := p.or()
	p.expect(")")
	return &Expr{op: opCall, name: "date_part", args: []*Expr{{value: Text(part.text)}, e}}
}

func (p *parser) typeName() string {
	t := p.take()
	if t.kind != tokWord {
		p.unexpected(t)
	}
	if next := p.peek(); next.symbol("(") || next.symbol("[") {
		p.fail("at byte %d: type %v with parameters is not known", t.at, t)
	}
	return strings.ToUpper(t.text)
}

// arguments reads what a function is called with: expressions and lambdas.
func (p *parser) arguments() []*Expr {
	var args []*Expr
	for !p.accept(")") && p.err == nil {
		if len(args) > 0 {
			p.expect(",")
		}
		args = append(args, p.argument())
	}
	return args
}

func (p *parser) argument() *Expr {
	if names, length := p.lambdaHead(); length > 0 {
		if p.ahead(length-1).symbol("->") && !p.settings.arrow() {
			p.fail("at byte %d: DuckDB 2 refuses the lambda ->, unless its session sets lambda_syntax (here SingleArrow)", p.peek().at)
		}
		p.pos += length
		bind := len(p.vars)
		p.vars = append(p.vars, names...)
		body := p.or()
		p.vars = p.vars[:bind]
		return &Expr{op: opLambda, name: strings.Join(names, ","), bind: bind, args: []*Expr{body}}
	}
	return p.or()
}

// lambdaHead looks ahead for x ->, (x, y) -> or lambda x, y: and returns the
// variables with the number of tokens that they take.
func (p *parser) lambdaHead() (names []string, length int) {
	open, end := 0, "->"
	switch {
	case p.peek().is("lambda"):
		open, end = 1, ":"
	case p.peek().symbol("("):
		open = 1
	}
	n := open
	for p.ahead(n).kind == tokWord {
		names = append(names, p.ahead(n).text)
		if n++; !p.ahead(n).symbol(",") {
			break
		}
		n++
	}
	if p.peek().symbol("(") {
		if !p.ahead(n).symbol(")") {
			return nil, 0
		}
		n++
	} else if end == "->" && len(names) > 1 {
		return nil, 0
	}
	if len(names) == 0 || !p.ahead(n).symbol(end) {
		return nil, 0
	}
	return names, n + 1
}
