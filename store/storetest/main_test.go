package storetest

import (
	"flag"
	"os"
	"runtime/debug"
	"testing"
)

// TestMain keeps rapid from leaving files behind, and from shrinking at length,
// when it fails on a store that is meant to fail. Checks run at full size even
// with -short: a smaller one may miss a mutant that it catches by chance.
func TestMain(m *testing.M) {
	flag.Parse()
	debug.SetGCPercent(400) // the stores are small, and gone at once
	for name, value := range map[string]string{"rapid.nofailfile": "true", "rapid.shrinktime": "200ms", "test.short": "false"} {
		if err := flag.Set(name, value); err != nil {
			panic(err)
		}
	}
	os.Exit(m.Run())
}
