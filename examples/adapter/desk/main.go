// Command desk is the officer's desk of examples/desk over a store in one file,
// so that everything is still there after a restart.
//
//	go run ./examples/adapter/desk -db desk.db
package main

import (
	"github.com/caselobby/caselobby/examples/adapter"
	"github.com/caselobby/caselobby/examples/internal/desk"
	"github.com/caselobby/caselobby/store"
)

func main() {
	desk.Main(func(file string) (store.Store, error) { return adapter.Open(file) })
}
