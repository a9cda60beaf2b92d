package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"
)

// trial is one run over what is planted.
type trial struct {
	bed    bed
	p      int // runs of tests at once
	suites []suite
}

// A suite is the tests of a package, built with every mutant in it.
type suite struct {
	dir, binary string
	flags       []string
	tests       []test // the quickest first
}

// A test of a suite, and what it was without any fault.
type test struct {
	name    string
	took    time.Duration
	reached map[string]bool // the mutants, by number
}

// add builds the tests of a package and runs each alone, with no mutant on. Those that
// last too long for it are left out.
func (t *trial) add(pkg string, flags []string, most time.Duration) error {
	s := suite{dir: pkg, flags: flags, binary: filepath.Join(t.bed.tmp, fmt.Sprint("tests", len(t.suites)))}
	if said, err := exec.Command("go", "test", "-c", "-vet=off", "-overlay", t.bed.overlay(), "-o", s.binary, pkg).CombinedOutput(); err != nil {
		return fmt.Errorf("build the tests of %s: %w\n%s", pkg, err, said)
	}
	names, err := s.command("-test.list", "^(Test|Example|Fuzz)").Output()
	if err != nil {
		return err
	}
	s.tests = make([]test, len(strings.Fields(string(names))))
	err = t.each(len(s.tests), func(i int) (err error) {
		s.tests[i], err = s.alone(strings.Fields(string(names))[i], fmt.Sprint(s.binary, "-reached-", i))
		return err
	})
	if err != nil {
		return err
	}
	s.tests = slices.DeleteFunc(s.tests, func(one test) bool { return most > 0 && one.took > most })
	slices.SortStableFunc(s.tests, func(x, y test) int { return cmp.Compare(x.took, y.took) })
	t.suites = append(t.suites, s)
	return nil
}

func (s suite) command(args ...string) *exec.Cmd {
	c := exec.Command(s.binary, args...)
	c.Dir = s.dir
	return c
}

// alone runs one test, which is not to fail.
func (s suite) alone(name, file string) (test, error) {
	from := time.Now()
	c := s.command(append(slices.Clone(s.flags), "-test.run", pattern(name))...)
	c.Env = append(os.Environ(), "MUTANTS_REACHED="+file)
	if said, err := c.CombinedOutput(); err != nil {
		return test{}, fmt.Errorf("%s fails without any fault: %w\n%s", name, err, said)
	}
	one := test{name: name, took: time.Since(from), reached: map[string]bool{}}
	reached, err := os.ReadFile(file)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return test{}, err
	}
	for _, number := range strings.Fields(string(reached)) {
		one.reached[number] = true
	}
	return one, nil
}

func pattern(names ...string) string { return "^(" + strings.Join(names, "|") + ")$" }

// each does n things, as many at once as there may be.
func (t *trial) each(n int, do func(int) error) error {
	errs := make([]error, n)
	next := make(chan int)
	var all sync.WaitGroup
	for range t.p {
		all.Go(func() {
			for i := range next {
				errs[i] = do(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	all.Wait()
	return errors.Join(errs...)
}

// run turns on one mutant after the other and writes down what became of it.
func (t *trial) run(out io.Writer) (survived int, err error) {
	var mu sync.Mutex
	counts := map[string]int{}
	err = t.each(len(t.bed.mutants), func(i int) error {
		verdict, by, err := t.verdict(fmt.Sprint(i + 1))
		mu.Lock()
		defer mu.Unlock()
		counts[verdict]++
		m := t.bed.mutants[i]
		fmt.Fprintf(out, "%-8s %s:%d: %s%s\n", verdict, m.file, m.line, strings.Join(strings.Fields(m.says), " "), by)
		return err
	})
	if err != nil {
		return 0, err
	}
	survived = counts[survives] + counts[unreached]
	fmt.Fprintf(out, "%d run: %d killed, %d of them by time; %d survived, %d of them reached by no test; %d did not compile and are not counted\n",
		len(t.bed.mutants), counts[killed]+counts[outOfTime], counts[outOfTime], survived, counts[unreached], t.bed.broken)
	return survived, nil
}

// What becomes of a mutant.
const (
	killed    = "killed"
	outOfTime = "timeout"
	survives  = "SURVIVES"
	unreached = "UNREACHED"
)

// verdict has the tests that reach a mutant run with it, the quickest first, until one
// fails: by says which.
func (t *trial) verdict(number string) (v, by string, err error) {
	v = unreached
	for _, s := range t.suites {
		reaching := slices.DeleteFunc(slices.Clone(s.tests), func(one test) bool { return !one.reached[number] })
		for n := 4; len(reaching) > 0; n *= 2 {
			now := reaching[:min(n, len(reaching))]
			reaching = reaching[len(now):]
			v = survives
			failed, said, err := s.fails(number, now)
			switch {
			case err != nil:
				return "", "", err
			case failed && bytes.Contains(said, []byte("test timed out after")):
				return outOfTime, noticed(said), nil
			case failed:
				return killed, noticed(said), nil
			}
		}
	}
	return v, "", nil
}

// fails runs some tests with a mutant on. Those that last very much longer than
// without it have noticed.
func (s suite) fails(number string, tests []test) (failed bool, said []byte, err error) {
	limit := 30 * time.Second
	var names []string
	for _, one := range tests {
		limit += 20 * one.took
		names = append(names, one.name)
	}
	c := s.command(append(slices.Clone(s.flags), "-test.failfast", "-test.timeout", limit.String(), "-test.run", pattern(names...))...)
	c.Env = append(os.Environ(), "MUTANT="+number)
	said, err = c.CombinedOutput()
	if _, exit := errors.AsType[*exec.ExitError](err); exit {
		return true, said, nil
	}
	return false, said, err
}

var failure = regexp.MustCompile(`--- FAIL: ([^ (]+)`)

func noticed(said []byte) string {
	if f := failure.FindSubmatch(said); f != nil {
		return fmt.Sprintf(" [%s]", f[1])
	}
	return ""
}
