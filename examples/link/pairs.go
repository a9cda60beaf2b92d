package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"github.com/caselobby/caselobby/matching/fellegisunter"
	"github.com/caselobby/caselobby/matching/splink"
)

// pairing is what the command line of "link pairs" says.
type pairing struct {
	model, left, right, out string
	id                      string
	frequencies             map[string]string // file by column
	blocks                  [][]string        // columns that must agree, by rule
	least                   float64
	largest, workers        int
	engine                  splink.Options
	progress                bool
}

// pairsUsage is what "link pairs -help" says first. The format that Splink saves
// is the one in which a model can bring columns and comparisons of its own: it
// holds their conditions as text. The files of -model-out hold numbers only, for
// comparisons that this program has.
const pairsUsage = `Usage of link pairs, to link any two tables, or one with itself:
  link pairs -model model.json -left a.csv [-right b.csv] -out pairs.csv
The model is a file as Splink saves it (linker.misc.save_model_to_json): it names
the columns, how each is compared and what that weighs. Trained or written by
hand, it may be of any people or things. Pairs are weighed exactly as Splink does
on the engine that -engine names: the same text may mean another thing to another.
`

// runPairs is "link pairs": any two tables by a model that Splink saved.
func runPairs(ctx context.Context, args []string, stderr io.Writer) int {
	s, err := parsePairs(args, stderr)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return done
	case err != nil:
		return misuse
	}
	c := newConsole(stderr, s.progress)
	return c.status(linkPairs(ctx, s, c))
}

func parsePairs(args []string, stderr io.Writer) (pairing, error) {
	s := pairing{frequencies: map[string]string{}}
	f := flag.NewFlagSet("link pairs", flag.ContinueOnError)
	f.SetOutput(stderr)
	s.flags(f)
	f.Usage = func() {
		_, _ = io.WriteString(stderr, pairsUsage)
		f.PrintDefaults()
	}
	err := readFlags(f, args, s.check)
	return s, err
}

// flags has f set the settings.
func (s *pairing) flags(f *flag.FlagSet) {
	f.StringVar(&s.model, "model", "", "`file` of a model that Splink saved (required)")
	f.StringVar(&s.left, "left", "", "`file` to link (required)")
	f.StringVar(&s.right, "right", "", "`file` to link it with (default itself, to find duplicates)")
	f.StringVar(&s.out, "out", "", "`file` to write the pairs to (required)")
	f.StringVar(&s.id, "id", "", "`column` that identifies a row (default the model's)")
	f.Func("block", "compare rows that agree in these `columns`, separated by commas; may be repeated (default the model's rules)", func(v string) error {
		columns := strings.Split(v, ",")
		if slices.Contains(columns, "") {
			return errors.New("a column without a name")
		}
		s.blocks = append(s.blocks, columns)
		return nil
	})
	f.Func("tf", "term frequencies, as `column=file`; may be repeated (default counted in the files)", func(v string) error {
		column, file, ok := strings.Cut(v, "=")
		if s.frequencies[column] = file; !ok {
			return errors.New("not column=file")
		}
		return nil
	})
	f.Float64Var(&s.least, "least", .5, "write pairs with at least this `probability`")
	f.IntVar(&s.largest, "largest", 1_000_000, "leave out blocks of more `pairs` than this; 0 for none")
	f.IntVar(&s.workers, "workers", defaultWorkers(), "how many pairs to compare at a time")
	f.StringVar((*string)(&s.engine.Engine), "engine", "", fmt.Sprintf("weigh as this `engine` would: one of %q (default the newest of the model's dialect)", splink.Engines()))
	f.BoolVar(&s.engine.SingleArrow, "single-arrow", false, "read x -> in DuckDB 2 as its setting lambda_syntax = 'ENABLE_SINGLE_ARROW' does")
	f.BoolVar(&s.progress, "progress", false, "tell of progress even if standard error is no terminal")
}

// check refuses settings that cannot be met.
func (s *pairing) check() error {
	switch {
	case s.model == "" || s.left == "" || s.out == "":
		return errors.New("-model, -left and -out are required")
	case s.workers < 1 || s.largest < 0:
		return errors.New("-workers is at least 1, -largest at least 0")
	case !(s.least >= 0 && s.least <= 1):
		return errors.New("-least is between 0 and 1")
	case oneFile(s.left, s.right):
		return errors.New("-right is the file of -left: leave it out to find duplicates in a file")
	}
	return apart([]named{{"-out", s.out}}, s.read())
}

// read are the files that are read.
func (s *pairing) read() []named {
	files := []named{{"-model", s.model}, {"-left", s.left}, {"-right", s.right}}
	for _, file := range s.frequencies {
		files = append(files, named{"-tf", file})
	}
	return files
}

// linkPairs reads the files, compares the pairs that share a block, and writes the likely ones.
func linkPairs(ctx context.Context, s pairing, c *console) error {
	out, err := create(s.out, "left_id", "right_id", "probability", "weight_bits", "evidence")
	if err != nil {
		return err
	}
	defer out.discard()
	m, err := readPairModel(s)
	if err != nil {
		return err
	}
	tables, err := readTables(ctx, s, m, c)
	if err != nil {
		return err
	}
	data := fellegisunter.Data[record]{Records: tables[0].records}
	if len(tables) == 2 {
		data.Others = tables[1].records
	}
	blocks := fellegisunter.Block(data, m.rules(), s.largest)
	total := 0
	blocks.Pairs(func(fellegisunter.Pair) bool { total++; return ctx.Err() == nil })
	written, err := scorePairs(ctx, s, m.Model, data, blocks, out, c.stage("pairs", total))
	if err != nil {
		return err
	}
	if err := out.keep(); err != nil {
		return err
	}
	c.say("%d pairs compared, %d written, %d blocks too large, %d bad rows left out", total, written, blocks.Skipped(), c.bad())
	if n := blocks.Skipped(); n > 0 {
		c.lack("link: not whole, pairs are left out: rows of %d blocks of more than %d pairs are compared only where another rule wants them: see -largest and -block", n, s.largest)
	}
	return nil
}

// scored is a pair that was weighed.
type scored struct {
	pair  fellegisunter.Pair
	score splink.Score
	err   error // the engine that the model comes from would have failed
}

// scorePairs weighs every pair and writes those that are likely enough.
func scorePairs(ctx context.Context, s pairing, m *splink.Model, d fellegisunter.Data[record], b *fellegisunter.Blocks, out *output, st *stage) (int, error) {
	written := 0
	err := inOrder(ctx, s.workers, batches(b.Pairs, 512), func(pairs []fellegisunter.Pair) ([]scored, error) {
		results := make([]scored, len(pairs))
		for i, p := range pairs {
			l, r := d.Pair(p)
			score, err := m.Score(l.row, r.row)
			results[i] = scored{p, score, err}
		}
		return results, nil
	}, func(results []scored) error {
		for _, r := range results {
			a, b := d.Pair(r.pair)
			switch {
			case r.err != nil:
				st.c.complain(fmt.Errorf("lines %d and %d: %w", a.line, b.line, r.err))
			case r.score.Probability >= s.least: // NaN, which is Splink's NULL, is not
				written++
				if err := out.csv.Write([]string{a.id, b.id, decimal(r.score.Probability, 9), decimal(r.score.Weight, 9), reached(r.score)}); err != nil {
					return err
				}
			}
		}
		st.add(len(results))
		return nil
	})
	return written, err
}

// batches gathers what a function yields into slices of n.
func batches[T any](all func(func(T) bool), n int) func(func([]T) bool) {
	return func(yield func([]T) bool) {
		var batch []T
		for v := range all {
			if batch = append(batch, v); len(batch) == n {
				if !yield(batch) {
					return
				}
				batch = nil
			}
		}
		if len(batch) > 0 {
			yield(batch)
		}
	}
}

// reached is the level of every comparison and its weight in bits: "surname=2:+7.31".
func reached(s splink.Score) string {
	var parts []string
	for _, r := range s.Levels {
		if bits := r.Weight + r.Frequency; r.Gamma >= 0 && !math.IsNaN(bits) {
			parts = append(parts, fmt.Sprintf("%s=%d:%+.2f", r.Comparison, r.Gamma, bits))
		}
	}
	return strings.Join(parts, "; ")
}
