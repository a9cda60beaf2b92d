// Command api holds the face of the library: what its packages export.
//
//	.ci/api             compares it with the golden files, and says what nobody uses and what has no example
//	.ci/api -update     writes what was added into the golden files
//	.ci/api -breaking   writes what was changed or taken away as well
//
// It is run from the root of the repository.
package main

import (
	"flag"
	"fmt"
	"go/types"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"
)

const (
	module = "github.com/caselobby/caselobby"
	golden = ".ci/golden"
)

// exemplary are the packages of which every verb has an example.
var exemplary = []string{"lobby", "matching", "matching/names", "matching/normalise", "matching/similarity", "store", "store/postgres"}

func main() {
	update := flag.Bool("update", false, "write what was added into the golden files")
	breaking := flag.Bool("breaking", false, "write what was changed or taken away as well")
	flag.Parse()
	if err := run(*update || *breaking, *breaking); err != nil {
		fmt.Fprintln(os.Stderr, "api:", err)
		os.Exit(1)
	}
}

func run(update, breaking bool) error {
	all, err := load()
	if err != nil {
		return err
	}
	var wrong []string
	for _, p := range faces(all) {
		wrong = append(wrong, compare(p, update, breaking)...)
	}
	wrong = append(wrong, strangers(all)...)
	wrong = append(wrong, unused(all)...)
	wrong = append(wrong, withoutExample(all)...)
	if len(wrong) > 0 {
		return fmt.Errorf("the face of the library:\n%s", strings.Join(wrong, "\n"))
	}
	return nil
}

// load reads every package of the workspace with its tests.
func load() ([]*packages.Package, error) {
	all, err := packages.Load(&packages.Config{Mode: packages.LoadSyntax | packages.NeedForTest, Tests: true}, "work")
	if err != nil {
		return nil, err
	}
	for _, p := range all {
		if len(p.Errors) > 0 {
			return nil, p.Errors[0]
		}
	}
	return all, nil
}

// faces are the packages that others import: not the examples, what is internal, and
// comparisons with peers.
func faces(all []*packages.Package) (list []*packages.Package) {
	for _, p := range all {
		path, ours := strings.CutPrefix(p.PkgPath, module+"/")
		switch {
		case !ours, p.ForTest != "", p.Name == "main", strings.HasSuffix(p.ID, ".test"),
			strings.HasPrefix(path, "examples/"), strings.HasPrefix(path, "matching/peers"), strings.Contains(path+"/", "/internal/"):
		case strings.HasSuffix(p.Name, "_test"), len(p.GoFiles) == 0, allTests(p):
		default:
			list = append(list, p)
		}
	}
	return list
}

func allTests(p *packages.Package) bool {
	return !slices.ContainsFunc(p.GoFiles, func(f string) bool { return !strings.HasSuffix(f, "_test.go") })
}

func short(p *packages.Package) string { return strings.TrimPrefix(p.PkgPath, module+"/") }

// file is where a package's golden file is.
func file(p *packages.Package) string {
	return filepath.Join(golden, strings.ReplaceAll(short(p), "/", ".")+".txt")
}

// compare says what of a package is not in its golden file, and what is there alone.
func compare(p *packages.Package, update, breaking bool) (wrong []string) {
	now := lines(p.Types)
	text, err := os.ReadFile(file(p))
	if err != nil && !os.IsNotExist(err) {
		return []string{err.Error()}
	}
	before := strings.FieldsFunc(string(text), func(r rune) bool { return r == '\n' })
	keep := now
	for _, line := range before {
		if !slices.Contains(now, line) && !breaking {
			wrong = append(wrong, short(p)+": CHANGED OR GONE, which breaks whoever uses it: "+line+"  (if that is meant: .ci/api -breaking, and a line in CHANGELOG.md)")
			keep = append(keep, line)
		}
	}
	for _, line := range now {
		if !slices.Contains(before, line) && !update {
			wrong = append(wrong, short(p)+": added, and not in "+file(p)+": "+line+"  (.ci/api -update)")
		}
	}
	if update {
		slices.Sort(keep)
		if err := os.WriteFile(file(p), []byte(strings.Join(keep, "\n")+"\n"), 0o644); err != nil {
			wrong = append(wrong, err.Error())
		}
	}
	return wrong
}

// strangers are golden files of packages that are not there.
func strangers(all []*packages.Package) (wrong []string) {
	known := map[string]bool{}
	for _, p := range faces(all) {
		known[file(p)] = true
	}
	files, _ := filepath.Glob(filepath.Join(golden, "*.txt"))
	for _, f := range files {
		if !known[f] {
			wrong = append(wrong, f+": its package is gone")
		}
	}
	return wrong
}

// lines is what a package exports, one name a line. An interface is one line, since a
// method more breaks whoever implements it.
func lines(p *types.Package) (list []string) {
	q := types.RelativeTo(p)
	for _, name := range p.Scope().Names() {
		o := p.Scope().Lookup(name)
		if !o.Exported() {
			continue
		}
		switch o := o.(type) {
		case *types.Const:
			list = append(list, fmt.Sprintf("const %s %s = %s", name, types.TypeString(o.Type(), q), o.Val().ExactString()))
		case *types.TypeName:
			list = append(list, typeLines(o, q)...)
		default:
			list = append(list, types.ObjectString(o, q))
		}
	}
	slices.Sort(list)
	return list
}

func typeLines(o *types.TypeName, q types.Qualifier) (list []string) {
	s, isStruct := o.Type().Underlying().(*types.Struct)
	if !isStruct || o.IsAlias() {
		list = append(list, oneLine(types.ObjectString(o, q)))
	} else {
		list = append(list, "type "+types.TypeString(o.Type(), q)+" struct")
		for f := range s.Fields() {
			if f.Exported() {
				list = append(list, fmt.Sprintf("field %s.%s %s", o.Name(), f.Name(), oneLine(types.TypeString(f.Type(), q))))
			}
		}
	}
	named, ok := o.Type().(*types.Named)
	if !ok || types.IsInterface(named) {
		return list
	}
	for m := range named.Methods() {
		if m.Exported() {
			list = append(list, strings.Replace(oneLine(types.ObjectString(m, q)), "func (", "method (", 1))
		}
	}
	return list
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
