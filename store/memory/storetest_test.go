package memory_test

import (
	"io"
	"testing"

	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
	"github.com/caselobby/caselobby/store/storetest"
)

func TestStore(t *testing.T) {
	storetest.Run(t,
		func(*testing.T) store.Store { return new(memory.Store) },
		storetest.Handle(func(s store.Store) (store.Store, error) { return s, nil }),
		storetest.Dump(func(s store.Store, w io.Writer) error { return storetest.DumpMemory(s, w) }),
	)
}
