package main

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"
)

// plumbing are methods that nobody calls by name: fmt, errors, encoding and slog do.
var plumbing = []string{
	"As", "Error", "Format", "GobDecode", "GobEncode", "Is", "LogValue", "MarshalJSON", "MarshalText", "String", "UnmarshalJSON", "UnmarshalText", "Unwrap",
}

// unused lists the functions, methods, types, constants and variables that are exported
// and that no test, no example and no other package uses.
//
// A method counts as used if some interface asks for one of its name. A constant does
// if another of its group is, and a type if its own package uses it: whoever uses what
// returns it, uses it. Fields are not looked at: a struct is used as a whole as well.
func unused(all []*packages.Package) (wrong []string) {
	used, asked := map[token.Position]bool{}, map[string]bool{}
	for _, p := range all {
		for id, o := range p.TypesInfo.Uses {
			at := p.Fset.Position(id.Pos())
			_, isType := o.(*types.TypeName)
			if o.Pkg() != nil && (isType || strings.HasSuffix(at.Filename, "_test.go") || p.PkgPath != o.Pkg().Path()) {
				used[place(p, o)] = true
			}
		}
		for _, o := range p.TypesInfo.Defs {
			if t, ok := o.(*types.TypeName); ok && types.IsInterface(t.Type()) {
				for m := range t.Type().Underlying().(*types.Interface).Methods() {
					asked[m.Name()] = true
				}
			}
		}
	}
	for _, p := range faces(all) {
		groups := groups(p)
		for _, o := range exported(p) {
			f, isFunc := o.(*types.Func)
			switch {
			case used[place(p, o)], slices.Contains(plumbing, o.Name()):
			case isFunc && f.Signature().Recv() != nil && asked[o.Name()]:
			case slices.ContainsFunc(groups[place(p, o)], func(at token.Position) bool { return used[at] }):
			default:
				wrong = append(wrong, short(p)+": no test, example or other package uses "+called(o))
			}
		}
	}
	return wrong
}

// groups are, for each constant of a declaration in brackets, all of them.
func groups(p *packages.Package) map[token.Position][]token.Position {
	list := map[token.Position][]token.Position{}
	for _, f := range p.Syntax {
		for _, d := range f.Decls {
			g, ok := d.(*ast.GenDecl)
			if !ok || g.Tok != token.CONST {
				continue
			}
			var all []token.Position
			for _, s := range g.Specs {
				for _, n := range s.(*ast.ValueSpec).Names {
					all = append(all, place(p, p.TypesInfo.Defs[n]))
				}
			}
			for _, at := range all {
				list[at] = all
			}
		}
	}
	return list
}

// place tells objects apart: the same one has several descriptions, one for each
// variant of its package.
func place(p *packages.Package, o types.Object) token.Position {
	if f, ok := o.(*types.Func); ok {
		o = f.Origin()
	}
	if v, ok := o.(*types.Var); ok {
		o = v.Origin()
	}
	at := p.Fset.Position(o.Pos())
	at.Offset = 0
	return at
}

// exported are the names and methods that a package shows.
func exported(p *packages.Package) (list []types.Object) {
	scope := p.Types.Scope()
	for _, name := range scope.Names() {
		o := scope.Lookup(name)
		if !o.Exported() {
			continue
		}
		list = append(list, o)
		t, isType := o.(*types.TypeName)
		if !isType || t.IsAlias() {
			continue
		}
		list = append(list, methods(t)...)
	}
	return list
}

// methods are the exported methods of a type that is no interface.
func methods(t *types.TypeName) (list []types.Object) {
	named, ok := t.Type().(*types.Named)
	if !ok || types.IsInterface(named) {
		return nil
	}
	for m := range named.Methods() {
		if m.Exported() {
			list = append(list, m)
		}
	}
	return list
}

func called(o types.Object) string {
	if f, ok := o.(*types.Func); ok {
		return strings.TrimPrefix(f.FullName(), module+"/")
	}
	return o.Name()
}

// withoutExample lists the functions and methods of the exemplary packages that no
// Example is named after.
func withoutExample(all []*packages.Package) (wrong []string) {
	shown := map[string]bool{} // "lobby.ExampleService_Claim"
	for _, p := range all {
		path := strings.TrimSuffix(short(p), "_test")
		for _, f := range p.Syntax {
			for _, d := range f.Decls {
				if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && strings.HasPrefix(fn.Name.Name, "Example") {
					shown[path+"."+fn.Name.Name] = true
				}
			}
		}
	}
	for _, p := range faces(all) {
		if !slices.Contains(exemplary, short(p)) {
			continue
		}
		for _, verb := range verbs(p) {
			if !shownAs(shown, short(p)+".Example"+verb) {
				wrong = append(wrong, short(p)+": no Example"+verb)
			}
		}
	}
	return wrong
}

// shownAs allows for a suffix: ExampleService_Assign_stale.
func shownAs(shown map[string]bool, name string) bool {
	if shown[name] {
		return true
	}
	for s := range shown {
		if rest, ok := strings.CutPrefix(s, name+"_"); ok && rest != "" && rest[0] >= 'a' && rest[0] <= 'z' {
			return true
		}
	}
	return false
}

// contract are the methods of store.Store and its like, which package store shows.
var contract = []string{"Candidates", "Clients", "Commit", "Events", "Gather", "Records", "Rows"}

// verbs are the functions and methods of a package, as examples name them.
func verbs(p *packages.Package) (list []string) {
	for _, o := range exported(p) {
		f, ok := o.(*types.Func)
		if !ok || slices.Contains(plumbing, f.Name()) {
			continue
		}
		name := f.Name()
		if recv := f.Signature().Recv(); recv != nil {
			if short(p) == "store/postgres" && slices.Contains(contract, name) {
				continue
			}
			t := recv.Type()
			if ptr, ok := t.(*types.Pointer); ok {
				t = ptr.Elem()
			}
			name = t.(*types.Named).Obj().Name() + "_" + name
		}
		list = append(list, name)
	}
	return list
}
