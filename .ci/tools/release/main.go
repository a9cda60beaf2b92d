// Command release shows, before a version is tagged, that consumers can take it.
//
//	.ci/release            a dry run: publishes every module at HEAD into a folder, and takes it from there
//	.ci/release v0.2.0     writes that version into what nested modules require, dry run, and tags all modules in order
//
// Nested modules are released together with the root, and require it at that very
// version. On a branch they point at this tree by a replace, which is taken out of the
// commit that is tagged: a module with a replace cannot be installed by its version.
//
// It is run from the root of the repository.
package main

import (
	"cmp"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/mod/modfile"
	"golang.org/x/mod/semver"
)

const root = "github.com/caselobby/caselobby"

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "release:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) == 0 {
		return dry("v0.1.0", "v0.2.0")
	}
	version := args[0]
	if !semver.IsValid(version) || semver.Canonical(version) != version {
		return fmt.Errorf("%s is no version", version)
	}
	changed, err := output(".", "git", "status", "--porcelain")
	if err != nil {
		return err
	}
	if changed != "" {
		return fmt.Errorf("the tree is not clean:\n%s", changed)
	}
	if err := dry("v0.0.1", version); err != nil {
		return err
	}
	tags, err := tag(version)
	for _, t := range tags {
		fmt.Println("git push origin", t)
	}
	return err
}

// mod is a module of the repository.
type mod struct {
	path string
	dir  string // from the root of the repository, "." for the root
}

// tagOf is the name of the tag of a module's version.
func (m mod) tagOf(version string) string {
	if m.dir == "." {
		return version
	}
	return m.dir + "/" + version
}

// modules are those of a tree in the order in which they are released: whoever is
// required comes first. The peers and the browser's tests are not released: nobody
// requires them, and what they require is only for measuring.
func modules(tree string) (list []mod, err error) {
	err = filepath.WalkDir(tree, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.Name() != "go.mod" {
			return err
		}
		dir, err := filepath.Rel(tree, filepath.Dir(path))
		if err != nil || strings.HasPrefix(dir, ".ci") || dir == "matching/peers" || dir == "examples/desk/e2e" {
			return err
		}
		list = append(list, mod{path: strings.TrimSuffix(root+"/"+filepath.ToSlash(dir), "/."), dir: filepath.ToSlash(dir)})
		return nil
	})
	slices.SortFunc(list, func(a, b mod) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a.path, b.path))
	})
	return list, err
}

// rank is 0 for the root, 1 for the libraries, 2 for examples, which may require those.
func rank(m mod) int {
	switch {
	case m.dir == ".":
		return 0
	case !strings.HasPrefix(m.dir, "examples/"):
		return 1
	}
	return 2
}

// prepare writes the version into a tree: what is required of this repository is of
// that version, and no replace is left.
func prepare(tree, version string) error {
	list, err := modules(tree)
	if err != nil {
		return err
	}
	for _, m := range list {
		path := filepath.Join(tree, m.dir, "go.mod")
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		f, err := modfile.Parse(path, text, nil)
		if err != nil {
			return err
		}
		if f.Module.Mod.Path != m.path {
			return fmt.Errorf("%s: the module calls itself %s", m.dir, f.Module.Mod.Path)
		}
		if err := release(f, version); err != nil {
			return err
		}
		if text, err = f.Format(); err != nil {
			return err
		}
		if err := os.WriteFile(path, text, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// release makes a go.mod file one of a version.
func release(f *modfile.File, version string) error {
	for _, r := range slices.Clone(f.Replace) {
		if !strings.HasPrefix(r.Old.Path, root) {
			return fmt.Errorf("%s replaces %s, which is not of this repository", f.Module.Mod.Path, r.Old.Path)
		}
		if err := f.DropReplace(r.Old.Path, r.Old.Version); err != nil {
			return err
		}
	}
	for _, r := range slices.Clone(f.Require) {
		if r.Mod.Path == root || strings.HasPrefix(r.Mod.Path, root+"/") {
			if err := f.AddRequire(r.Mod.Path, version); err != nil {
				return err
			}
		}
	}
	f.Cleanup()
	return nil
}

// tag makes a commit beside the branch, without replaces, and tags every module on it.
// It returns the tags in the order in which they are to be pushed, or makes none.
func tag(version string) (tags []string, err error) {
	tree, err := os.MkdirTemp("", "release-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(tree)
	if _, err := output(".", "git", "worktree", "add", "--detach", tree, "HEAD"); err != nil {
		return nil, err
	}
	defer output(".", "git", "worktree", "remove", "--force", tree)
	if err := prepare(tree, version); err != nil {
		return nil, err
	}
	list, err := modules(tree)
	if err != nil {
		return nil, err
	}
	for _, m := range list {
		tags = append(tags, m.tagOf(version))
	}
	if err := free(tags); err != nil {
		return nil, err
	}
	if _, err := output(tree, "git", "commit", "--all", "--allow-empty", "--message", "release "+version); err != nil {
		return nil, err
	}
	for _, t := range tags {
		if _, err := output(tree, "git", "tag", t); err != nil {
			return nil, err
		}
	}
	return tags, nil
}

// free refuses tags that there are already: what was released is not released again.
func free(tags []string) error {
	taken, err := output(".", "git", append([]string{"tag", "--list"}, tags...)...)
	if err == nil && taken != "" {
		err = fmt.Errorf("there is already %s", strings.Join(strings.Fields(taken), ", "))
	}
	return err
}

// output runs a command and returns what it prints.
func output(dir, name string, args ...string) (string, error) {
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("%s %s: %w\n%s", name, strings.Join(args, " "), err, out)
	}
	return strings.TrimSpace(string(out)), nil
}
