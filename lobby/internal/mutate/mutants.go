package main

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strconv"
)

// A mutant is one small fault in one place of a file.
type mutant struct {
	file       string
	line       int
	fn         *function // in which it is
	mark       int       // the begin of the statement in which it is
	begin, end int       // the bytes that are replaced
	by         string    // what they are replaced by
	says       string    // what was done, in words
}

// copied returns the function with the fault in it, under a name of its own.
func (m mutant) copied(src []byte, number int) []byte {
	name := m.fn.name
	return slices.Concat([]byte("\n"), src[m.fn.begin:name], fmt.Append(nil, "mutant", number), src[name+len(m.fn.called):m.begin],
		[]byte(m.by), src[m.end:m.fn.end], []byte("\n"))
}

// swaps are the operators that are taken for one another.
var swaps = map[token.Token][]token.Token{
	token.EQL: {token.NEQ}, token.NEQ: {token.EQL},
	token.LSS: {token.LEQ, token.GEQ}, token.LEQ: {token.LSS, token.GTR},
	token.GTR: {token.GEQ, token.LEQ}, token.GEQ: {token.GTR, token.LSS},
	token.LAND: {token.LOR}, token.LOR: {token.LAND},
	token.ADD: {token.SUB}, token.SUB: {token.ADD}, token.MUL: {token.QUO}, token.QUO: {token.MUL},
	token.AND: {token.OR}, token.OR: {token.AND}, token.SHL: {token.SHR}, token.SHR: {token.SHL},
}

// mutantsOf returns every mutant of a file, in the order of their places. Not all of
// them compile.
func mutantsOf(name string, src []byte) ([]mutant, error) {
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, name, src, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	g := generator{name: name, src: src, fset: fset}
	for _, d := range f.Decls {
		if fn, ok := d.(*ast.FuncDecl); ok && fn.Body != nil {
			g.fn = functionOf(f.Name.Name, fn, g.offset)
			ast.Inspect(fn.Body, g.visit)
		}
	}
	slices.SortStableFunc(g.all, func(x, y mutant) int {
		return cmp.Or(cmp.Compare(x.begin, y.begin), cmp.Compare(x.end, y.end), cmp.Compare(x.by, y.by))
	})
	return g.all, nil
}

type generator struct {
	name string
	src  []byte
	fset *token.FileSet
	fn   *function
	all  []mutant
}

func (g *generator) offset(p token.Pos) int { return g.fset.Position(p).Offset }

func (g *generator) visit(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.CallExpr:
		return g.called(n)
	case *ast.IfStmt:
		g.condition(n.Cond)
	case *ast.SwitchStmt:
		if n.Tag == nil {
			for _, c := range n.Body.List {
				for _, e := range c.(*ast.CaseClause).List {
					g.condition(e)
				}
			}
		}
	case *ast.BinaryExpr:
		for _, op := range swaps[n.Op] {
			g.replace(n.OpPos, n.OpPos+token.Pos(len(n.Op.String())), op.String(), n.Op.String()+" becomes "+op.String())
		}
	case *ast.UnaryExpr:
		if n.Op == token.NOT {
			g.replace(n.OpPos, n.OpPos+1, "", "! is dropped")
		}
	case *ast.ReturnStmt:
		return g.returned(n)
	case *ast.ExprStmt:
		g.dropped(n)
	case *ast.IncDecStmt:
		g.dropped(n)
	case *ast.AssignStmt:
		if n.Tok != token.DEFINE {
			g.dropped(n)
		}
	case *ast.BranchStmt:
		if n.Label == nil && n.Tok == token.CONTINUE {
			g.replace(n.Pos(), n.End(), "break", "continue becomes break")
		}
	case *ast.BasicLit:
		g.literal(n)
	case *ast.Ident:
		switch n.Name {
		case "true":
			g.replace(n.Pos(), n.End(), "false", "true becomes false")
		case "false":
			g.replace(n.Pos(), n.End(), "true", "false becomes true")
		}
	}
	return true
}

// called reports whether a call is looked into. How much room is made beforehand is
// not: it decides nothing but speed.
func (g *generator) called(n *ast.CallExpr) bool {
	if grows(n) {
		return false
	}
	if id, ok := n.Fun.(*ast.Ident); !ok || id.Name != "make" || len(n.Args) < 2 {
		return true
	}
	if _, aMap := n.Args[0].(*ast.MapType); !aMap {
		ast.Inspect(n.Args[1], g.visit)
	}
	return false
}

// grows reports whether a call only makes room.
func grows(n ast.Node) bool {
	if s, ok := n.(*ast.ExprStmt); ok {
		n = s.X
	}
	c, ok := n.(*ast.CallExpr)
	if !ok {
		return false
	}
	f, ok := c.Fun.(*ast.SelectorExpr)
	return ok && f.Sel.Name == "Grow"
}

// condition makes a branch taken always, and never.
func (g *generator) condition(e ast.Expr) {
	text := g.text(e)
	g.replace(e.Pos(), e.End(), "("+text+") || true", "always: "+text)
	g.replace(e.Pos(), e.End(), "("+text+") && false", "never: "+text)
}

// returned swallows an error that is handed on as the last result. Numbers and truths
// beside one are left alone, for nobody reads them, and it reports whether there is more
// to look into.
func (g *generator) returned(n *ast.ReturnStmt) bool {
	if len(n.Results) == 0 {
		return false
	}
	last := n.Results[len(n.Results)-1]
	id, named := last.(*ast.Ident)
	if !named || id.Name == "err" {
		g.replace(last.Pos(), last.End(), "nil", "nil is returned and not "+g.text(last))
	}
	if !named || id.Name != "err" {
		return true
	}
	for _, r := range n.Results {
		switch r.(type) {
		case *ast.BasicLit, *ast.Ident:
		default:
			ast.Inspect(r, g.visit)
		}
	}
	return false
}

func (g *generator) dropped(n ast.Stmt) {
	if grows(n) {
		return
	}
	g.replace(n.Pos(), n.End(), "", "dropped: "+g.text(n))
}

func (g *generator) literal(n *ast.BasicLit) {
	if n.Kind != token.INT {
		return
	}
	if v, err := strconv.Atoi(n.Value); err == nil {
		g.replace(n.Pos(), n.End(), strconv.Itoa(v+1), n.Value+" becomes "+strconv.Itoa(v+1))
	}
}

func (g *generator) text(n ast.Node) string {
	return string(g.src[g.offset(n.Pos()):g.offset(n.End())])
}

func (g *generator) replace(from, to token.Pos, by, says string) {
	at := g.fset.Position(from)
	g.all = append(g.all, mutant{file: g.name, line: at.Line, fn: g.fn, mark: g.fn.mark(at.Offset), begin: at.Offset, end: g.offset(to), by: by, says: says})
}
