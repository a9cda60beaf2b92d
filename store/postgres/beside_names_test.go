package postgres_test

import "github.com/caselobby/caselobby/matching"

// What the benchmarks of beside_test.go use that another build calls otherwise.

// asked are the keys that a person is looked for by.
func asked(p matching.Person) []matching.Key { return register.uk.Prepare(p).Ask }
