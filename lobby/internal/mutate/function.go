package main

import (
	"fmt"
	"go/ast"
	"go/token"
	"strings"
)

// A function is one in which there are mutants.
type function struct {
	pkg        string
	begin, end int    // the whole of it
	name       int    // where its name begins
	called     string // its name
	body       int    // where its body begins, after the brace
	on         string // its receiver with a dot, or nothing
	types      string // its type parameters as arguments, in brackets
	args       string // its parameters as arguments
	returns    bool
	naming     []edit // names for the parameters that have none
	stmts      []int  // begin and end of every statement of a list, in turns
}

func functionOf(pkg string, d *ast.FuncDecl, offset func(token.Pos) int) *function {
	f := &function{pkg: pkg, begin: offset(d.Pos()), end: offset(d.End()), name: offset(d.Name.Pos()), called: d.Name.Name,
		body: offset(d.Body.Lbrace) + 1, returns: d.Type.Results.NumFields() > 0}
	if d.Recv != nil {
		f.on = f.named(d.Recv, "mutantOf", offset)[0] + "."
	}
	if d.Type.TypeParams != nil {
		f.types = "[" + strings.Join(f.named(d.Type.TypeParams, "MutantType", offset), ", ") + "]"
	}
	f.args = strings.Join(f.named(d.Type.Params, "mutantArg", offset), ", ")
	if l := d.Type.Params.List; len(l) > 0 {
		if _, variadic := l[len(l)-1].Type.(*ast.Ellipsis); variadic {
			f.args += "..."
		}
	}
	ast.Inspect(d.Body, func(n ast.Node) bool {
		for _, s := range listOf(n) {
			f.stmts = append(f.stmts, offset(s.Pos()), offset(s.End()))
		}
		return true
	})
	return f
}

// named returns the names of parameters, and gives one to those that have none.
func (f *function) named(l *ast.FieldList, prefix string, offset func(token.Pos) int) (names []string) {
	for _, field := range l.List {
		if len(field.Names) == 0 {
			name := fmt.Sprint(prefix, len(names))
			names = append(names, name)
			f.naming = append(f.naming, edit{at: offset(field.Type.Pos()), insert: name + " "})
		}
		for _, id := range field.Names {
			name := id.Name
			if name == "_" {
				name = fmt.Sprint(prefix, len(names))
				f.naming = append(f.naming, edit{at: offset(id.Pos()), drop: 1, insert: name})
			}
			names = append(names, name)
		}
	}
	return names
}

// listOf returns the statements of a list, before each of which one more can stand.
func listOf(n ast.Node) []ast.Stmt {
	switch n := n.(type) {
	case *ast.BlockStmt:
		if len(n.List) > 0 {
			switch n.List[0].(type) {
			case *ast.CaseClause, *ast.CommClause: // a block of a switch
				return nil
			}
		}
		return n.List
	case *ast.CaseClause:
		return n.Body
	case *ast.CommClause:
		return n.Body
	}
	return nil
}

// mark returns where the innermost statement of a list begins in which a place is.
func (f *function) mark(place int) int {
	at, size := f.body, f.end-f.begin
	for i := 0; i < len(f.stmts); i += 2 {
		if from, to := f.stmts[i], f.stmts[i+1]; from <= place && place < to && to-from < size {
			at, size = from, to-from
		}
	}
	return at
}

// turn is the text by which the function goes to a mutant of it that is on.
func (f *function) turn(number int) string {
	call := fmt.Sprintf("%smutant%d%s(%s)", f.on, number, f.types, f.args)
	if f.returns {
		return fmt.Sprintf(" if mutantOn == %d { return %s };", number, call)
	}
	return fmt.Sprintf(" if mutantOn == %d { %s; return };", number, call)
}
