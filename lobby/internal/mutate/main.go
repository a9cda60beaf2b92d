// Command mutate plants small faults in a package, one at a time, and says which of
// them the tests do not notice. See lobby/mutate.sh.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

func main() {
	var (
		dir     = flag.String("dir", "lobby", "the folder of the package in which faults are planted")
		tests   = flag.String("tests", "./lobby", "the packages whose tests are to notice, separated by commas; the next only if the one before does not")
		flags   = flag.String("flags", "-short", "more flags of go test")
		n       = flag.Int("n", 200, "how many mutants are run")
		seed    = flag.Uint64("seed", 1, "which ones")
		skip    = flag.Int("skip", 0, "how many of the sample to pass over: to go on with a run")
		timeout = flag.Duration("timeout", 5*time.Minute, "for one package's tests; those that last longer have noticed")
	)
	flag.Parse()
	all, err := mutantsIn(*dir)
	if err != nil {
		fmt.Fprintln(os.Stderr, "mutate:", err)
		os.Exit(2)
	}
	r := rand.New(rand.NewPCG(*seed, 0))
	r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	t := trial{packages: strings.Split(*tests, ","), flags: strings.Fields(*flags), timeout: *timeout}
	fmt.Printf("%d mutants of %s can be made; up to %d of seed %d are run\n", len(all), *dir, *n, *seed)
	if err := t.run(all, *skip, *n, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "mutate:", err)
		os.Exit(2)
	}
	if t.survived > 0 {
		os.Exit(1)
	}
}

// mutantsIn returns every mutant of a package's files, tests aside.
func mutantsIn(dir string) (all []mutant, err error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return nil, err
	}
	for _, f := range files {
		if strings.HasSuffix(f, "_test.go") {
			continue
		}
		src, err := os.ReadFile(f)
		if err != nil {
			return nil, err
		}
		ms, err := mutantsOf(f, src)
		if err != nil {
			return nil, err
		}
		all = append(all, ms...)
	}
	if len(all) == 0 {
		return nil, errors.New(dir + ": no source")
	}
	return all, nil
}

// trial is one run over a sample.
type trial struct {
	packages []string
	flags    []string
	timeout  time.Duration

	killed, timedOut, survived, broken int
}

// run tries n mutants that compile, after the first skip of them, and writes down
// each as it is done. It begins with the source as it is, which no test may refuse.
func (t *trial) run(all []mutant, skip, n int, out io.Writer) error {
	if verdict, said, err := t.test(mutant{}); err != nil || verdict != survives {
		return errors.Join(err, fmt.Errorf("the tests fail without any fault:\n%s", said))
	}
	for _, m := range all {
		if t.killed+t.timedOut+t.survived == n {
			break
		}
		compiles, err := m.compiles()
		switch {
		case err != nil:
			return err
		case !compiles:
			t.broken++
			continue
		case skip > 0:
			skip--
			continue
		}
		verdict, _, err := t.test(m)
		if err != nil {
			return err
		}
		t.count(verdict)
		fmt.Fprintf(out, "%s %s:%d: %s\n", verdict, m.file, m.line, strings.Join(strings.Fields(m.says), " "))
	}
	ran := t.killed + t.timedOut + t.survived
	fmt.Fprintf(out, "%d run: %d killed, %d of them by time; %d survived; %d did not compile and are not counted\n",
		ran, t.killed+t.timedOut, t.timedOut, t.survived, t.broken)
	return nil
}

// verdict is what became of a mutant.
type verdict string

const (
	killed    verdict = "killed  "
	outOfTime verdict = "timeout "
	survives  verdict = "SURVIVES"
)

func (t *trial) count(v verdict) {
	switch v {
	case killed:
		t.killed++
	case outOfTime:
		t.timedOut++
	case survives:
		t.survived++
	}
}

// compiles reports whether the package does, with the mutant in it.
func (m mutant) compiles() (does bool, err error) {
	err = m.with(func(overlay string) error {
		err := exec.Command("go", "build", "-overlay", overlay, "./"+filepath.Dir(m.file)).Run()
		does = err == nil
		return ignoreExit(err)
	})
	return does, err
}

// test runs the tests over a mutant: over the source as it is, if the mutant is none.
func (t *trial) test(m mutant) (v verdict, said []byte, err error) {
	err = m.with(func(overlay string) error {
		for _, p := range t.packages {
			args := append([]string{"test", "-overlay", overlay, "-vet=off", "-failfast", "-count=1", "-timeout", t.timeout.String()}, t.flags...)
			var err error
			said, err = exec.Command("go", append(args, p)...).CombinedOutput()
			switch {
			case err == nil:
				continue
			case bytes.Contains(said, []byte("test timed out after")):
				v = outOfTime
			default:
				v = killed
			}
			return ignoreExit(err)
		}
		v = survives
		return nil
	})
	return v, said, err
}

// with has the mutant in the place of the source for as long as f takes.
func (m mutant) with(f func(overlay string) error) error {
	tmp, err := os.MkdirTemp("", "mutate")
	if err != nil {
		return err
	}
	defer os.RemoveAll(tmp)
	overlay := filepath.Join(tmp, "overlay.json")
	if err := m.lay(tmp, overlay); err != nil {
		return err
	}
	return f(overlay)
}

// lay writes the mutant and the overlay that puts it in the place of the source.
func (m mutant) lay(tmp, overlay string) error {
	replace := map[string]string{}
	if m.file != "" {
		src, err := os.ReadFile(m.file)
		if err != nil {
			return err
		}
		path, err := filepath.Abs(m.file)
		if err != nil {
			return err
		}
		replace[path] = filepath.Join(tmp, "mutant.go")
		if err := os.WriteFile(replace[path], m.of(src), 0o600); err != nil {
			return err
		}
	}
	b, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		return err
	}
	return os.WriteFile(overlay, b, 0o600)
}

// ignoreExit is nil for a command that ran and failed.
func ignoreExit(err error) error {
	if _, failed := errors.AsType[*exec.ExitError](err); failed {
		return nil
	}
	return err
}
