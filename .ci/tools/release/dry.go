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

// growth is how much larger an embedding binary may become, stripped. The aim is one
// megabyte; it has grown by two since names were embedded, and may not grow further.
const growth = 2 << 20

// rehearsal is a folder that versions are published into, and what takes them from it.
type rehearsal struct {
	dir     string // of everything
	version string // that is to be released
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
	r := &rehearsal{dir: dir, version: version}
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
		{"an embedding binary holds what it should, and grows by no more than two megabytes", r.embed},
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
// machine has downloaded next, the public proxy last.
func (r *rehearsal) golang(dir string, args ...string) (string, error) {
	cache, err := output(".", "go", "env", "GOMODCACHE")
	if err != nil {
		return "", err
	}
	cmd := exec.Command("go", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(),
		"GOWORK=off", "GOFLAGS=-mod=mod -modcacherw -buildvcs=false", "GOMODCACHE="+filepath.Join(r.dir, "modcache"), "GONOSUMDB="+root+"*", "GONOSUMCHECK=1",
		"GOPROXY=file://"+filepath.Join(r.dir, "proxy")+",file://"+filepath.Join(cache, "cache", "download")+",https://proxy.golang.org")
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
	tree := filepath.Join(r.dir, "tree-"+r.version)
	text, err := os.ReadFile(filepath.Join(tree, "README.md"))
	if err != nil {
		return err
	}
	block := regexp.MustCompile("(?ms)^```go\n(.*?)^```$").FindSubmatch(text)
	if block == nil {
		return errors.New("it shows no Go")
	}
	dir, err := r.scratch("readme", string(block[1]))
	if err != nil {
		return err
	}
	if _, err := r.golang(dir, "get", root+"@"+r.version); err != nil {
		return err
	}
	got, err := r.golang(dir, "run", ".")
	if err != nil {
		return err
	}
	want, err := os.ReadFile(filepath.Join(tree, "examples", "quickstart", "testdata", "output.txt"))
	if err != nil {
		return err
	}
	if got != strings.TrimSpace(string(want)) {
		return fmt.Errorf("it prints\n%s", got)
	}
	return nil
}

const (
	plain = `package main

import "net/http"

func main() { _ = http.ListenAndServe("127.0.0.1:8080", nil) }
`
	embedding = `package main

import (
	"net/http"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store/memory"
)

var service lobby.Lobby

func main() {
	service = lobby.New(new(memory.Store), matching.UK(nil), lobby.HPA2(), nil)
	_ = http.ListenAndServe("127.0.0.1:8080", nil)
}
`
)

// strangers are what no binary of a consumer of the core holds.
var strangers = []string{"jackc/pgx", "stretchr/testify", "pgregory.net/rapid", "anishathalye/porcupine", "go.yaml.in"}

// embed builds a program with and without the library.
func (r *rehearsal) embed() error {
	var sizes []int64
	for _, p := range []struct{ name, source string }{{"plain", plain}, {"embedding", embedding}} {
		dir, err := r.scratch(p.name, p.source)
		if err != nil {
			return err
		}
		if p.name == "embedding" {
			if _, err := r.golang(dir, "get", root+"@"+r.version); err != nil {
				return err
			}
		}
		if _, err := r.golang(dir, "build", "-trimpath", "-ldflags=-s -w", "-o", "program"); err != nil {
			return err
		}
		info, err := os.Stat(filepath.Join(dir, "program"))
		if err != nil {
			return err
		}
		sizes = append(sizes, info.Size())
		linked, err := r.golang(dir, "version", "-m", "program")
		if err != nil {
			return err
		}
		for _, s := range strangers {
			if strings.Contains(linked, s) {
				return fmt.Errorf("%s is in the binary:\n%s", s, linked)
			}
		}
	}
	grown := sizes[1] - sizes[0]
	fmt.Printf("release: a net/http program of %d bytes, stripped, grows by %d\n", sizes[0], grown)
	if grown > growth {
		return fmt.Errorf("it grows by %d bytes, more than %d", grown, growth)
	}
	return nil
}
