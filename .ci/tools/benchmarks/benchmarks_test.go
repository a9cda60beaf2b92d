package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"
)

func TestEveryBenchmarkThatIsToldIsThere(t *testing.T) {
	for _, b := range benchmarks {
		files, err := filepath.Glob(filepath.Join("..", "..", "..", b.pkg, "*_test.go"))
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: no tests: %v", b.pkg, err)
		}
		there := slices.ContainsFunc(files, func(file string) bool {
			text, err := os.ReadFile(file)
			for _, m := range regexp.MustCompile(`(?m)^func (Benchmark\w+)\(`).FindAllSubmatch(text, -1) {
				if regexp.MustCompile(b.bench).Match(m[1]) {
					return true
				}
			}
			return err != nil
		})
		if !there {
			t.Errorf("%s has no benchmark %s", b.pkg, b.bench)
		}
	}
}

func TestFiguresAreReadAndWhatIsOfAllContendersIsNot(t *testing.T) {
	const out = "goos: linux\n" +
		"BenchmarkReview-2   2000   50812 ns/op   44.2 p50-µs   139 allocs/op   9000 B/op\n" +
		"BenchmarkOSA/names-2   200   900 ns/op   44.1 own-ns   220 matchr-ns\nPASS\n"
	want := []figure{
		{"review", "ns/op", 50812}, {"review", "p50-µs", 44.2}, {"review", "allocs/op", 139},
		{"review, names", "own-ns", 44.1}, {"review, names", "matchr-ns", 220},
	}
	if got := figuresOf("review", out); !slices.Equal(got, want) {
		t.Errorf("%v", got)
	}
	if got := figuresOf("review", "PASS\nok\n"); got != nil {
		t.Errorf("nothing was measured, and %v told", got)
	}
}

func TestTheMiddleOfTheRoundsIsTold(t *testing.T) {
	var all []*series
	for _, v := range []float64{30, 10, 20} {
		all = add(all, "review", "p50-µs", v)
	}
	const want = "| of 3 rounds | unit | min | median | max |\n|---|---|---|---|---|\n| review | p50-µs | 10.0 | 20.0 | 30.0 |\n"
	if got := table(all, 3); got != want {
		t.Errorf("%s", got)
	}
}
