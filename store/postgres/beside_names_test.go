package postgres_test

import (
	"flag"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store/postgres"
)

// What the benchmarks of beside_test.go use that another build has not, or calls otherwise.

var relaxed = flag.Bool("beside.relaxed", false, "who looks is written down without waiting for the disk")

func besideOptions() *postgres.Options {
	o := *register.o
	o.RelaxedReadings = *relaxed
	return &o
}

// asked are the keys that a person is looked for by.
func asked(p matching.Person) []matching.Key { return register.uk.Prepare(p).Ask }
