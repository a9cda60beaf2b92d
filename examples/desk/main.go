// Command desk is an officer's desk over the lobby, with everybody in memory.
//
//	go run ./examples/desk
//	go run ./examples/desk -clients clients.csv -cases cases.csv
//
// To keep everything over a restart, run the same desk over a file:
//
//	go run ./examples/adapter/desk -db desk.db
package main

import "github.com/caselobby/caselobby/examples/internal/desk"

func main() { desk.Main(nil) }
