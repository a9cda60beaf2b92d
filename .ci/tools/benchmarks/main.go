// Command benchmarks measures this build on this machine and writes what it found into
// .github/BENCHMARKS.md.
//
//	.ci/benchmarks -rounds 5
//
// Every round runs each benchmark once, one after the other, so that whatever else the
// machine does meets all of them. It is run from the root of the repository.
package main

import (
	"bufio"
	"cmp"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"
)

const page = ".github/BENCHMARKS.md"

// benchmarks are those that are told, and how each is run.
var benchmarks = []struct {
	title, pkg, bench, times string
}{
	{"review", "./lobby", "^BenchmarkReview$", "2000x"},
	{"search", "./lobby", "^BenchmarkSearch$", "2000x"},
	{"page of 25", "./lobby", "^BenchmarkPage$", "1000x"},
	{"assign", "./lobby", "^BenchmarkAssign$", "1000x"},
	{"arrival to decision", "./lobby", "^BenchmarkEndToEnd$", "1000x"},
	{"rank a hundred candidates", "./matching", "^BenchmarkRankHundred$", "3000x"},
	{"prepare a person", "./matching", "^BenchmarkPrepare$", "20000x"},
	{"Jaro–Winkler", "./matching/peers/libraries", "^BenchmarkJaroWinkler$", "200x"},
	{"edit distance with swaps", "./matching/peers/libraries", "^BenchmarkOSA$", "200x"},
}

func main() {
	rounds := flag.Int("rounds", 5, "how often each benchmark is run")
	flag.Parse()
	if err := run(*rounds); err != nil {
		fmt.Fprintln(os.Stderr, "benchmarks:", err)
		os.Exit(1)
	}
}

// series is what the rounds found of one figure.
type series struct {
	of, unit string
	values   []float64
}

func run(rounds int) error {
	var all []*series
	for n := range rounds {
		for _, b := range benchmarks {
			fmt.Fprintf(os.Stderr, "round %d of %d: %s\n", n+1, rounds, b.title)
			out, err := exec.Command("go", "test", b.pkg, "-run", "^$", "-bench", b.bench, "-benchtime", b.times).CombinedOutput()
			if err != nil {
				return fmt.Errorf("%s: %w\n%s", b.title, err, out)
			}
			found := figuresOf(b.title, string(out))
			if len(found) == 0 {
				return fmt.Errorf("%s: it measures nothing", b.title)
			}
			for _, f := range found {
				all = add(all, f.of, f.unit, f.value)
			}
		}
	}
	// link renames what it has written to the name it is given: never a device's.
	scratch, err := os.MkdirTemp("", "benchmarks-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(scratch)
	accuracy, err := exec.Command("go", "run", "./examples/link", "-made", "20000", "-out", filepath.Join(scratch, "matches.csv")).CombinedOutput()
	if err != nil {
		return fmt.Errorf("link: %w\n%s", err, accuracy)
	}
	return write(table(all, rounds), figures(string(accuracy)))
}

var result = regexp.MustCompile(`^Benchmark(\S+?)(?:-\d+)?\s+\d+\s+(.+)$`)

// figure is one that one run of a benchmark found.
type figure struct {
	of, unit string
	value    float64
}

// figuresOf reads what a benchmark prints.
func figuresOf(title, out string) (all []figure) {
	for s := bufio.NewScanner(strings.NewReader(out)); s.Scan(); {
		m := result.FindStringSubmatch(s.Text())
		if m == nil {
			continue
		}
		of := title
		if _, part, found := strings.Cut(m[1], "/"); found {
			of += ", " + part
		}
		words := strings.Fields(m[2])
		for i := 0; i+1 < len(words); i += 2 {
			v, err := strconv.ParseFloat(words[i], 64)
			whole := words[i+1] == "ns/op" && strings.Contains(m[2], "own-ns") // of all contenders together
			if err == nil && words[i+1] != "B/op" && !whole {
				all = append(all, figure{of, words[i+1], v})
			}
		}
	}
	return all
}

func add(all []*series, of, unit string, v float64) []*series {
	i := slices.IndexFunc(all, func(s *series) bool { return s.of == of && s.unit == unit })
	if i < 0 {
		return append(all, &series{of, unit, []float64{v}})
	}
	all[i].values = append(all[i].values, v)
	return all
}

func table(all []*series, rounds int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "| of %d rounds | unit | min | median | max |\n|---|---|---|---|---|\n", rounds)
	for _, s := range all {
		slices.Sort(s.values)
		f := func(v float64) string { return strconv.FormatFloat(v, 'f', decimals(v), 64) }
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s |\n", s.of, s.unit, f(s.values[0]), f(s.values[len(s.values)/2]), f(s.values[len(s.values)-1]))
	}
	return b.String()
}

// decimals are as many as a figure of this size deserves.
func decimals(v float64) int {
	switch {
	case v >= 100:
		return 0
	case v >= 10:
		return 1
	}
	return 2
}

// figures are those of accuracy that do not hang on the machine.
func figures(out string) string {
	var kept []string
	for _, line := range strings.Split(strings.TrimSpace(out), "\n") {
		if !strings.Contains(line, "per second") {
			kept = append(kept, line)
		}
	}
	return strings.TrimSpace(strings.Join(kept, "\n"))
}

// write puts both into the page, between its marks.
func write(speed, accuracy string) error {
	text, err := os.ReadFile(page)
	if err != nil {
		return err
	}
	now := machine() + "\n\n" + speed
	out := between(string(text), "speed", now)
	out = between(out, "accuracy", "```\n"+accuracy+"\n```\n")
	return os.WriteFile(page, []byte(out), 0o644)
}

func between(text, mark, now string) string {
	begin, end := "<!-- "+mark+" -->\n", "<!-- end of "+mark+" -->"
	before, rest, ok := strings.Cut(text, begin)
	_, after, also := strings.Cut(rest, end)
	if !ok || !also {
		panic(page + " has no marks of " + mark)
	}
	return before + begin + "\n" + strings.TrimSpace(now) + "\n\n" + end + after
}

// machine says what the figures were measured on.
func machine() string {
	model := "an unknown processor"
	if info, err := os.ReadFile("/proc/cpuinfo"); err == nil {
		if m := regexp.MustCompile(`(?m)^model name\s*:\s*(.+)$`).FindSubmatch(info); m != nil {
			model = string(m[1])
		}
	}
	commit, _ := exec.Command("git", "describe", "--always", "--dirty").Output()
	load, _ := os.ReadFile("/proc/loadavg")
	busy, _, _ := strings.Cut(string(load), " ")
	return fmt.Sprintf("%s, %d cores, %s/%s, %s, commit %s, %s; load average at the end %s.", model, runtime.NumCPU(), runtime.GOOS, runtime.GOARCH,
		runtime.Version(), cmp.Or(strings.TrimSpace(string(commit)), "unknown"), time.Now().UTC().Format("2 January 2006"), cmp.Or(busy, "unknown"))
}
