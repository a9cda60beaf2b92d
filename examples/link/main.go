// Command link compares many cases with a register of clients, all at once.
//
//	go run ./examples/link -clients clients.csv -cases cases.csv -out matches.csv
//
// It puts the clients into a lobby in memory, receives every case into it,
// reviews each as an officer would, and writes who it may be: one row for each
// candidate with a probability of at least 0.001, and one with an empty
// client_id for "none of these", the likeliest first.
//
//	case_id,rank,client_id,probability,weight_bits,rating,evidence
//
// Columns of people are those of package people; a row that cannot be used is
// reported and left out, and columns that are not read are named. A value that is not
// understood, such as a spreadsheet's number for a date, is not compared, and nothing tells
// of it: the desk (examples/desk) does, when it is given the file. An id that a
// spreadsheet would run as a formula cannot be used: ids are written as they are,
// to be joined by. With -truth (case_id,client_ids; several separated by
// semicolons, empty for no client) it tells how good the answers are: a figure
// for which there is nothing to judge by is a dash, and it says where the truth and the
// files do not tell of the same cases and clients.
//
// With -train it first learns from the files themselves, without any truth: how values
// agree by chance in this register, how they agree between two tellings of one person,
// and how many of those who arrive are clients. It says so where that does no better on
// cases held back than the built-in model, which then stays. With -train=labels it learns
// from the truth instead; judge what was learnt by other cases than those it was learnt
// from. -model-out writes what was learnt to a file for -model, one level a line; how
// many are known belongs to the cases and not to the model, so give it as -known another
// time. -model-out without -train learns from the truth and compares by the model there
// was.
//
// Without any files, it shows what it does on people who are made up:
//
//	go run ./examples/link -made 20000 -out matches.csv
//
// Any two tables, or one with itself, are linked by a model file with columns of
// its own, in the format that Splink saves:
//
//	go run ./examples/link pairs -model model.json -left people.csv -out pairs.csv
//
// See its -help. Whatever is interrupted or fails leaves no file, and one that
// was there before stays as it was.
//
// The exit status is 0 if everything is linked, 3 if rows or pairs were left out or a
// model that was asked for could not be learnt, and the rest is written; 1 if
// nothing is, and 2 if the command line makes no sense: no file that is read is
// written over.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/caselobby/caselobby/examples/internal/people"
	"github.com/caselobby/caselobby/matching"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(program{ukMatcher}.run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// program is the command. Matcher makes a matcher of a model file, or of the built-in model if
// file is empty.
type program struct {
	matcher func(file string, o *matching.Options) (matching.Matcher, error)
}

// settings are what the command line says.
type settings struct {
	clients, cases, out, truth string
	model, modelOut, policy    string
	train                      training
	known, found               share
	made, workers              int
	progress                   bool
}

// The exit statuses.
const (
	done    = 0
	failed  = 1 // nothing could be done
	misuse  = 2
	partial = 3 // rows were left out, or a model could not be learnt
)

// run is main without the process.
func (p program) run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	if len(args) > 0 && args[0] == "pairs" {
		return runPairs(ctx, args[1:], stderr)
	}
	s, err := parse(args, stderr)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return done
	case err != nil:
		return misuse
	}
	c := newConsole(stderr, s.progress)
	return c.status(p.link(ctx, s, stdout, c))
}

func parse(args []string, stderr io.Writer) (settings, error) {
	var s settings
	f := flag.NewFlagSet("link", flag.ContinueOnError)
	f.SetOutput(stderr)
	f.StringVar(&s.clients, "clients", "", "`file` of clients (required)")
	f.StringVar(&s.cases, "cases", "", "`file` of cases (required)")
	f.StringVar(&s.out, "out", "", "`file` to write the matches to (required)")
	f.StringVar(&s.truth, "truth", "", "`file` with the clients that each case is: tells how good the answers are")
	f.Var(&s.train, "train", "learn first, and compare by what was learnt: -train from clients and cases alone, -train=labels from the truth")
	f.StringVar(&s.model, "model", "", "`file` of model parameters, instead of the built-in ones")
	f.StringVar(&s.modelOut, "model-out", "", "write what was learnt to this `file`, for -model another time (without -train: learn from the truth)")
	f.Var(&s.known, "known", "`share` of the cases that are clients (default 0.3; -train finds it)")
	f.Var(&s.found, "found", "`share` of these of whom a client is found to compare, of what can be expected of what is given (default 1)")
	f.IntVar(&s.made, "made", 0, "make up this `number` of clients, and a quarter as many cases, instead of reading files")
	f.StringVar(&s.policy, "policy", "", "hpa2 or hrs: receive only cases of its channels (default all cases)")
	f.IntVar(&s.workers, "workers", defaultWorkers(), "how many cases to compare at a time")
	f.BoolVar(&s.progress, "progress", false, "tell of progress even if standard error is no terminal")
	f.Usage = func() {
		_, _ = io.WriteString(stderr, "Usage of link, to compare cases with a register of clients:\n")
		f.PrintDefaults()
		_, _ = fmt.Fprintf(stderr, "\nFiles are CSV with a header. Of clients and cases it has the id and any of the others, under these names or usual ones: %s.\nOf the truth: %s.\n",
			strings.Join(people.Columns(), ", "), strings.Join(truthColumns[:], ", "))
		_, _ = io.WriteString(stderr, "\nlink pairs links any two tables, or one with itself, by a model with columns of its own: see link pairs -help.\n")
	}
	err := readFlags(f, args, s.check)
	return s, err
}

// readFlags reads the arguments as f's flags and checks the settings that they make. What is
// wrong is told before how link is used.
func readFlags(f *flag.FlagSet, args []string, check func() error) error {
	if err := f.Parse(args); err != nil {
		return err
	}
	err := check()
	if f.NArg() > 0 {
		err = errors.New("unexpected arguments after the flags")
	}
	if err != nil {
		_, _ = fmt.Fprintln(f.Output(), "link:", err)
		f.Usage()
	}
	return err
}

// check refuses settings that do not go together.
func (s *settings) check() error {
	switch {
	case s.made < 0:
		return errors.New("-made is a number of clients")
	case s.made > 0 && s.clients+s.cases+s.truth != "":
		return errors.New("-made takes no files of people")
	case s.made > 0 && s.out == "":
		return errors.New("-out is required")
	case s.made == 0 && (s.clients == "" || s.cases == "" || s.out == ""):
		return errors.New("-clients, -cases and -out are required")
	case s.train == fromLabels && s.truth == "" && s.made == 0:
		return errors.New("-train=labels needs -truth to learn from")
	case s.modelOut != "" && s.train == "" && s.truth == "" && s.made == 0:
		return errors.New("-model-out needs -train, or -truth to learn from")
	case s.train != "" && s.model != "":
		return errors.New("-train makes a model, and -model gives one")
	case s.policy != "" && s.policy != "hpa2" && s.policy != "hrs":
		return errors.New("-policy is hpa2 or hrs")
	case s.workers < 1:
		return errors.New("-workers is at least 1")
	}
	return apart([]named{{"-out", s.out}, {"-model-out", s.modelOut}},
		[]named{{"-clients", s.clients}, {"-cases", s.cases}, {"-truth", s.truth}, {"-model", s.model}})
}

// share is a flag for a number above 0 and at most 1. It is 0 if the flag is not given.
type share float64

func (x *share) String() string { return strconv.FormatFloat(float64(*x), 'g', -1, 64) }

func (x *share) Set(v string) error {
	f, err := strconv.ParseFloat(v, 64)
	if err != nil || !(f > 0 && f <= 1) {
		return errors.New("not a number above 0 and at most 1")
	}
	*x = share(f)
	return nil
}

func defaultWorkers() int { return runtime.GOMAXPROCS(0) }

// link reads the files, compares every case, and writes the matches.
func (p program) link(ctx context.Context, s settings, stdout io.Writer, c *console) error {
	out, err := create(s.out, matchColumns()...) // first: better to fail now than after an hour
	if err != nil {
		return err
	}
	defer out.discard()
	m, err := p.matcher(s.model, s.options())
	if err != nil {
		return err
	}
	in, err := gather(ctx, s, c)
	if err != nil {
		return err
	}
	d := newDesk(s, m, c, in.cases)
	registered, err := d.register(ctx, in.clients)
	if err != nil {
		return err
	}
	began := time.Now()
	received, err := d.receive(ctx, in.cases)
	if err != nil {
		return err
	}
	receiving := time.Since(began)
	learnt, err := d.train(ctx, in, received)
	if err != nil {
		return err
	}
	began = time.Now()
	found := newMeasure(in.truth)
	if err := d.review(ctx, received, in.truth, func(a answer) error { found.add(a); return out.write(a) }); err != nil {
		return err
	}
	if err := out.keep(); err != nil {
		return err
	}
	if s.modelOut != "" && len(learnt.Comparisons) > 0 {
		if err := writeModel(s.modelOut, learnt); err != nil {
			c.lack("%s is written, and no model: %v", s.out, err)
		}
	}
	rate := float64(len(received)) / (receiving + time.Since(began)).Seconds()
	c.say("%d clients, %d cases compared, %d bad rows left out, %.0f cases per second", registered, len(received), c.bad(), rate)
	if in.truth != nil {
		found.print(stdout)
		_, err = fmt.Fprintf(stdout, "\n%-24s%8.0f\n", "cases per second", rate)
	}
	return err
}

func (s *settings) options() *matching.Options {
	return &matching.Options{PriorKnown: float64(s.known), BlockingRecall: float64(s.found)}
}
