// Command mutate plants small faults in a package and says which of them the tests do
// not notice. All are planted at once, each in a copy of its function, and the
// environment of a run of the tests turns one on. See lobby/mutate.sh.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"time"
)

func main() {
	var (
		dir   = flag.String("dir", "lobby", "the folder of the package in which faults are planted")
		tests = flag.String("tests", "./lobby", "the packages whose tests are to notice, separated by commas; the next only if the one before does not")
		flags = flag.String("flags", "-test.short", "more flags of the tests")
		n     = flag.Int("n", 200, "how many mutants are run")
		seed  = flag.Uint64("seed", 1, "which ones")
		most  = flag.Duration("most", 0, "leave out tests that last longer than this, for a first look; 0 leaves out none")
		p     = flag.Int("p", 1, "how many runs of tests there are at once")
		skip  = flag.Int("skip", 0, "how many of the sample to pass over: to go on with a run")
	)
	flag.Parse()
	s := sample{dir: *dir, seed: *seed, skip: *skip, n: *n, most: *most, p: *p}
	survived, err := s.run(strings.Split(*tests, ","), strings.Fields(*flags), os.Stdout)
	switch {
	case err != nil:
		fmt.Fprintln(os.Stderr, "mutate:", err)
		os.Exit(2)
	case survived > 0:
		os.Exit(1)
	}
}

// A sample is n mutants of a seed, after the first skip of them.
type sample struct {
	dir     string
	seed    uint64
	skip, n int
	most    time.Duration // that a test may last
	p       int           // runs of tests at once; 0 is 1
}

// run tries the mutants of a sample, and counts those that no test notices.
func (s sample) run(tests, flags []string, out io.Writer) (survived int, err error) {
	tmp, err := os.MkdirTemp("", "mutate")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(tmp)
	all, err := mutantsIn(s.dir)
	if err != nil {
		return 0, err
	}
	r := rand.New(rand.NewPCG(s.seed, 0))
	r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	fmt.Fprintf(out, "%d mutants of %s can be made; up to %d of seed %d are run\n", len(all), s.dir, s.n, s.seed)

	t := trial{bed: bed{tmp: tmp, dir: s.dir}, p: max(s.p, 1)}
	if err := t.bed.plant(all, s.skip, s.n); err != nil {
		return 0, err
	}
	for _, pkg := range tests {
		if err := t.add(pkg, flags, s.most); err != nil {
			return 0, err
		}
	}
	return t.run(out)
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
