// Command splink links a made-up register with itself, by the same rules and the same
// comparisons in Go, by SQL of the shape that Splink generates on DuckDB, by Splink,
// by weldrs and, as far as it can say them, by goldenmatch. All use one thread and take
// turns. It says what each found and what it took of processor time, and ends with
// status 1 where they do not agree.
//
// Begin it by run.sh, which fetches them.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"runtime"
	"runtime/debug"
)

func main() {
	var s settings
	flag.IntVar(&s.clients, "clients", 20_000, "clients of the register")
	flag.IntVar(&s.rounds, "rounds", 3, "how many times each goes")
	flag.Float64Var(&s.least, "least", 10, "bits from which a pair is kept; -1000 keeps all, and compares every level of every pair")
	flag.BoolVar(&s.frequencies, "frequencies", true, "weigh rare names more; weldrs cannot")
	flag.StringVar(&s.python, "python", "", "Python with duckdb and, if wanted, splink")
	flag.StringVar(&s.golden, "goldenmatch", "", "Python with goldenmatch")
	flag.StringVar(&s.weldrs, "weldrs", "", "what is built in the folder weldrs")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	runtime.GOMAXPROCS(1)
	debug.SetGCPercent(400)
	if err := run(ctx, s, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		stop()
		os.Exit(1)
	}
}
