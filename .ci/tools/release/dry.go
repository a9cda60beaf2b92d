package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"golang.org/x/mod/module"
	"golang.org/x/mod/zip"
)

// growth is how many bytes a net/http program may become larger, stripped, by a lobby
// that it makes and calls nothing of, and by one that it uses as the README's first
// code does. The linker leaves out what is not called. The aim for the first is one
// megabyte: what was reached is held, with a little room. What it is made of is
// in .github/BENCHMARKS.md.
var growth = map[string]int64{embedding: 1_520_000, using: 2_770_000}

// rehearsal is a folder that versions are published into, and what takes them from it.
type rehearsal struct {
	dir     string // of everything
	version string // that is to be released
	cache   string // the modules that this machine has downloaded
	list    []mod
}

// dry publishes HEAD as an earlier version and as this one into a folder, and takes it
// from there as consumers do: without go.work, replaces and this tree.
func dry(earlier, version string) error {
	dir, err := os.MkdirTemp("", "release-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	cache, err := output(".", "go", "env", "GOMODCACHE")
	if err != nil {
		return err
	}
	r := &rehearsal{dir: dir, version: version, cache: cache}
	for _, v := range []string{earlier, version} {
		if err := r.publish(v); err != nil {
			return err
		}
	}
	for _, step := range []struct {
		name string
		do   func() error
	}{
		{"every module builds by itself, and selects the root that it was released with", r.modules},
		{"the README's first code runs", r.readme},
		{"an embedding binary holds what it should, and grows by no more than it may", r.embed},
	} {
		if err := step.do(); err != nil {
			return fmt.Errorf("%s: %w", step.name, err)
		}
		fmt.Println("release:", step.name)
	}
	return nil
}

// publish puts every module of HEAD into the folder, as the Go module proxy has it
// (https://go.dev/ref/mod#goproxy-protocol).
func (r *rehearsal) publish(version string) error {
	tree := filepath.Join(r.dir, "tree-"+version)
	if err := os.Mkdir(tree, 0o755); err != nil {
		return err
	}
	if _, err := output(".", "sh", "-c", "git archive HEAD | tar -x -C "+tree); err != nil {
		return err
	}
	if err := prepare(tree, version); err != nil {
		return err
	}
	list, err := modules(tree)
	if err != nil {
		return err
	}
	r.list = list
	for _, m := range list {
		if err := r.put(tree, m, version); err != nil {
			return fmt.Errorf("%s: %w", m.path, err)
		}
	}
	return nil
}

func (r *rehearsal) put(tree string, m mod, version string) error {
	at := filepath.Join(r.dir, "proxy", m.path, "@v")
	if err := os.MkdirAll(at, 0o755); err != nil {
		return err
	}
	var z bytes.Buffer
	if err := zip.CreateFromDir(&z, module.Version{Path: m.path, Version: version}, filepath.Join(tree, m.dir)); err != nil {
		return err
	}
	gomod, err := os.ReadFile(filepath.Join(tree, m.dir, "go.mod"))
	if err != nil {
		return err
	}
	versions, err := os.OpenFile(filepath.Join(at, "list"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(versions, version)
	info := fmt.Sprintf(`{"Version":%q,"Time":%q}`, version, time.Unix(0, 0).UTC().Format(time.RFC3339))
	return errors.Join(err, versions.Close(),
		os.WriteFile(filepath.Join(at, version+".zip"), z.Bytes(), 0o644),
		os.WriteFile(filepath.Join(at, version+".mod"), gomod, 0o644),
		os.WriteFile(filepath.Join(at, version+".info"), []byte(info), 0o644))
}

// scratch is a module of somebody else's.
func (r *rehearsal) scratch(name, source string) (string, error) {
	dir := filepath.Join(r.dir, name)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", err
	}
	return dir, errors.Join(
		os.WriteFile(filepath.Join(dir, "go.mod"), []byte("module reader.invalid/"+name+"\n\ngo 1.26.0\n"), 0o644),
		os.WriteFile(filepath.Join(dir, "main.go"), []byte(source), 0o644))
}

// golang runs the go command as a consumer's machine would: the folder first, what this
// machine has downloaded next, the public proxy last. Paths are trimmed, so that what
// was built before is found again whatever the folder is called.
func (r *rehearsal) golang(dir string, args ...string) (string, error) {
	cmd := exec.Command("go", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(),
		"GOWORK=off", "GOFLAGS=-mod=mod -modcacherw -buildvcs=false -trimpath", "GOMODCACHE="+filepath.Join(r.dir, "modcache"), "GONOSUMDB="+root+"*", "GONOSUMCHECK=1",
		"GOPROXY=file://"+filepath.Join(r.dir, "proxy")+",file://"+filepath.Join(r.cache, "cache", "download")+",https://proxy.golang.org")
	var out, said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &said
	if err := cmd.Run(); err != nil {
		return "", fmt.Errorf("go %s: %w\n%s", strings.Join(args, " "), err, said.String())
	}
	return strings.TrimSpace(out.String()), nil
}

// modules takes each module by itself into a new one.
func (r *rehearsal) modules() error {
	for i, m := range r.list {
		dir, err := r.scratch(fmt.Sprint("takes", i), "package main\n\nfunc main() {}\n")
		if err != nil {
			return err
		}
		if _, err := r.golang(dir, "get", m.path+"@"+r.version); err != nil {
			return err
		}
		selected, err := r.golang(dir, "list", "-m", "-f", "{{.Version}}", root)
		if err != nil {
			return err
		}
		if selected != r.version {
			return fmt.Errorf("%s@%s selects the root at %s", m.path, r.version, selected)
		}
		if _, err := r.golang(dir, "build", m.path+"/..."); err != nil {
			return err
		}
	}
	return nil
}

// readme runs the first Go block of the README.
func (r *rehearsal) readme() error {
	dir, err := r.first("readme")
	if err != nil {
		return err
	}
	got, err := r.golang(dir, "run", ".")
	if err != nil {
		return err
	}
	want, err := os.ReadFile(filepath.Join(r.tree(), "examples", "quickstart", "testdata", "output.txt"))
	if err != nil {
		return err
	}
	if got != strings.TrimSpace(string(want)) {
		return fmt.Errorf("it prints\n%s", got)
	}
	return nil
}

// first is a scratch module of the README's first Go block.
func (r *rehearsal) first(name string) (string, error) {
	text, err := os.ReadFile(filepath.Join(r.tree(), "README.md"))
	if err != nil {
		return "", err
	}
	block := regexp.MustCompile("(?ms)^```go\n(.*?)^```$").FindSubmatch(text)
	if block == nil {
		return "", errors.New("it shows no Go")
	}
	dir, err := r.scratch(name, string(block[1]))
	if err != nil {
		return "", err
	}
	_, err = r.golang(dir, "get", root+"@"+r.version)
	return dir, err
}

// tree is the tree of the version that is to be released.
func (r *rehearsal) tree() string { return filepath.Join(r.dir, "tree-"+r.version) }

// The programs whose sizes are compared.
const (
	plain     = "plain"
	embedding = "embedding"
	using     = "using"
)

const serving = `package main

import "net/http"

func init() { serve = http.ListenAndServe }

var serve func(addr string, handler http.Handler) error
`

const making = `package main

import (
	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store/memory"
)

var service lobby.Lobby

func main() { service = lobby.New(new(memory.Store), matching.UK(nil), lobby.HPA2(), nil) }
`

// strangers are what no binary of a consumer of the core holds.
var strangers = []string{"jackc/pgx", "stretchr/testify", "pgregory.net/rapid", "anishathalye/porcupine", "go.yaml.in"}

// embed builds a program that serves HTTP without and with the library.
func (r *rehearsal) embed() error {
	sizes := map[string]int64{}
	for _, name := range []string{plain, embedding, using} {
		dir, err := r.program(name)
		if err != nil {
			return err
		}
		if sizes[name], err = r.size(dir); err != nil {
			return err
		}
		grown := sizes[name] - sizes[plain]
		fmt.Printf("release: %s: a program of net/http of %d bytes, stripped, %d more than the plain one\n", name, sizes[name], grown)
		if grown > growth[name] {
			return fmt.Errorf("%s: the program grows by %d bytes, more than %d", name, grown, growth[name])
		}
	}
	return nil
}

// program writes one of the programs that are compared.
func (r *rehearsal) program(name string) (dir string, err error) {
	switch name {
	case plain:
		dir, err = r.scratch(name, "package main\n\nfunc main() {}\n")
	case embedding:
		if dir, err = r.scratch(name, making); err == nil {
			_, err = r.golang(dir, "get", root+"@"+r.version)
		}
	case using:
		dir, err = r.first(name)
	}
	if err != nil {
		return "", err
	}
	return dir, os.WriteFile(filepath.Join(dir, "serve.go"), []byte(serving), 0o644)
}

// size builds a program and returns its size, stripped. It may hold no stranger.
func (r *rehearsal) size(dir string) (int64, error) {
	if _, err := r.golang(dir, "build", "-ldflags=-s -w", "-o", "program"); err != nil {
		return 0, err
	}
	linked, err := r.golang(dir, "version", "-m", "program")
	if err != nil {
		return 0, err
	}
	for _, s := range strangers {
		if strings.Contains(linked, s) {
			return 0, fmt.Errorf("%s is in the binary:\n%s", s, linked)
		}
	}
	info, err := os.Stat(filepath.Join(dir, "program"))
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}
