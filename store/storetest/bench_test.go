package storetest

import (
	"testing"

	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

func BenchmarkMemory(b *testing.B) {
	Bench(b, func(*testing.B) store.Store { return new(memory.Store) })
}
