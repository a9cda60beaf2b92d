package main

import (
	"testing"

	"github.com/caselobby/caselobby/examples/internal/output"
)

func TestItPrintsWhatHappened(t *testing.T) { output.Golden(t, run) }
