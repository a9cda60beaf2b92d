package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"maps"
	"math"
	"os"
	"os/exec"
	"reflect"
	"slices"
	"time"

	fs "github.com/caselobby/caselobby/matching/fellegisunter"
	"github.com/caselobby/caselobby/matching/peers"
	"github.com/caselobby/caselobby/matching/peers/linkage"
)

type settings struct {
	clients, rounds        int
	least                  float64
	frequencies            bool
	python, golden, weldrs string
}

// The contenders.
const (
	inGo   = "Go"
	shaped = "shaped" // SQL of Splink's shape
	splink = "splink"
	golden = "golden" // goldenmatch
	weldrs = "weldrs"
)

// commands are those by which contenders other than Go do a job, as far as they are
// installed. What is told by a path that does not lead to it is an error when it is run.
func commands(ctx context.Context, s settings) (by []string, commands map[string][]string) {
	by, commands = []string{inGo}, map[string][]string{}
	add := func(name string, command ...string) { by, commands[name] = append(by, name), command }
	if s.python != "" {
		add(shaped, s.python, onDuckDB, jobFile, shaped)
		if exec.CommandContext(ctx, s.python, "-c", "import splink").Run() == nil {
			add(splink, s.python, onDuckDB, jobFile, splink)
		}
	}
	if s.golden != "" {
		add(golden, s.golden, onGolden, jobFile)
	}
	if s.weldrs != "" {
		add(weldrs, s.weldrs, jobFile)
	}
	return by, commands
}

func run(ctx context.Context, s settings, out io.Writer) error {
	dir, err := os.MkdirTemp("", "peers-splink-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	t, comparisons := tableOf(s.clients), linkage.Comparisons()
	if !s.frequencies {
		comparisons = linkage.Plain(comparisons)
	}
	if err := write(dir, t, comparisons, s.least); err != nil {
		return err
	}
	by, commands := commands(ctx, s)
	answers := map[string][]answer{}
	for round := range s.rounds {
		for i := range by {
			name := by[(i+round)%len(by)]
			var a answer
			switch name {
			case inGo:
				a, err = link(t, comparisons, s.least)
			default:
				a, err = predict(ctx, dir, commands[name])
			}
			if err != nil {
				return err
			}
			answers[name] = append(answers[name], a)
		}
	}
	report(out, by, answers)
	return agree(by, answers)
}

// link does the job in Go.
func link(t *linkage.Table, comparisons []linkage.Comparison, least float64) (a answer, err error) {
	s, err := fs.New(t.Model(comparisons))
	if err != nil {
		return a, err
	}
	a.Phases = map[string]taken{}
	phase := func(name string, work func()) {
		used, start := peers.ProcessTime(os.Getpid()), time.Now()
		work()
		a.Phases[name] = taken{(peers.ProcessTime(os.Getpid()) - used).Seconds(), time.Since(start).Seconds()}
	}
	var b *fs.Blocks
	var f linkage.Found
	phase("block", func() { b = t.Block() })
	phase("predict", func() { f = linkage.Link(s, t.Data(), b, least) })
	a.Pairs, a.Kept, a.Reached = f.Pairs, len(f.Kept), linkage.Reached(s, t.Rows, f.Kept)
	for _, k := range f.Kept {
		a.Weight += k.Weight
	}
	return a, nil
}

func report(out io.Writer, by []string, answers map[string][]answer) {
	pairs := float64(answers[inGo][0].Pairs)
	first := map[string]float64{}
	for _, name := range by {
		a := answers[name]
		fmt.Fprintf(out, "%s (%s): %d pairs kept\n", name, a[0].versions(), a[0].Kept)
		for _, p := range slices.Sorted(maps.Keys(a[0].Phases)) {
			t := median(a, func(a *answer) taken { return a.Phases[p] })
			fmt.Fprintf(out, "    %-18s %8.2f s of processor time, %8.2f s in all\n", p, t.CPU, t.Wall)
		}
		t := median(a, (*answer).took)
		first[name] = t.CPU
		fmt.Fprintf(out, "    %.3f million pairs a second a core; Go is %.1f times as fast\n", pairs/t.CPU/1e6, t.CPU/first[inGo])
	}
	fmt.Fprintf(out, "%.0f pairs compared; medians of %d rounds\n", pairs, len(answers[inGo]))
}

func (a *answer) versions() string {
	switch {
	case a.DuckDB == "":
		return cmp.Or(a.Version, "fellegisunter")
	case a.Version != "":
		return "Splink " + a.Version + " on DuckDB " + a.DuckDB
	}
	return "DuckDB " + a.DuckDB
}

// median is the median round's time.
func median(a []answer, of func(*answer) taken) taken {
	all := make([]taken, len(a))
	for i := range a {
		all[i] = of(&a[i])
	}
	slices.SortFunc(all, func(x, y taken) int { return cmp.Compare(x.CPU, y.CPU) })
	return all[len(all)/2]
}

// agree reports where two contenders found different things. Weights are rounded to
// 1/1024 bit in Go: those of the pairs kept may differ by that, and a pair at the
// very threshold may be kept by one only. weldrs raises for a common beginning also what
// has less than .7 without, so that of names it has some in a better level: one pair in
// forty may be, and one kept in a hundred. Of goldenmatch, which cannot say the whole job,
// nothing is asked but that it links somebody.
func agree(by []string, answers map[string][]answer) error {
	ours := answers[inGo][0]
	for _, name := range by[1:] {
		a := answers[name][0]
		switch {
		case name == golden:
			if a.Kept == 0 {
				return fmt.Errorf("%s kept no pair", name)
			}
		case name == shaped && a.Pairs != ours.Pairs:
			return fmt.Errorf("%s compared %d pairs, %s %d", inGo, ours.Pairs, name, a.Pairs)
		case name == weldrs && distance(a.Kept, ours.Kept) <= ours.Kept/100:
			if moved(ours.Reached, a.Reached) > max(a.Kept, ours.Kept)/40+distance(a.Kept, ours.Kept) {
				return fmt.Errorf("levels differ: in Go %v, %s %v", ours.Reached, name, a.Reached)
			}
		case distance(a.Kept, ours.Kept) > ours.Kept/200:
			return fmt.Errorf("%s kept %d pairs, %s %d", inGo, ours.Kept, name, a.Kept)
		case a.Kept == ours.Kept && math.Abs(a.Weight-ours.Weight) > 7./1024*float64(ours.Kept):
			return fmt.Errorf("pairs weigh %.1f bits in %s, by %s %.1f", ours.Weight, inGo, name, a.Weight)
		case name != splink && a.Kept == ours.Kept && !reflect.DeepEqual(a.Reached, ours.Reached):
			return fmt.Errorf("levels differ: in Go %v, %s %v", ours.Reached, name, a.Reached)
		}
	}
	return nil
}

func distance(a, b int) int { return max(a, b) - min(a, b) }

// moved is how many pairs are in another level, of the comparison of which most are.
func moved(a, b [][]int) (most int) {
	for i := range a {
		var there, here int
		for l := range a[i] {
			there, here = there+max(0, a[i][l]-b[i][l]), here+max(0, b[i][l]-a[i][l])
		}
		most = max(most, there, here)
	}
	return most
}
